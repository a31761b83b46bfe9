"""Which worlds look the same from outside? Figures over cells, and how people could be elsewhere without it showing.

People are told apart in one cut or several; the cells of a cut lie in wholes, and a whole has the same people in every
cut. Somebody who leaves a whole therefore leaves one of its cells in each cut, and whoever only changes parts does so
in one. A world is a way in which people could have moved so that every figure would have been said as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.methods.disclosure.profiles import Profile

WORLDS = 3  # at least so many numbers must remain possible for any few people
EVERY_UNION = 8  # up to so many kinds of cells, every union of them is looked at, and beyond that every pair
STEPS = (1, 2)
FEW = 1_024
LOT = 20_000

Cut = Mapping[tuple[Any, Any], int]
Whole = NDArray[np.float64]  # whole numbers, kept as floats: sums over many of them are thirty times as fast
Ids = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Named:
    """Which cells of which cut a question names, and whether a number was said."""

    cut: str
    cells: frozenset[tuple[Any, Any]]
    shown: bool
    less: frozenset[tuple[Any, Any]] | None = None  # these taken away: it was said that hardly any are left


def safe(profile: Profile, cuts: Mapping[str, Cut], questions: Sequence[Named]) -> bool:
    """May the last of these be said, after all the others?"""
    ground = _Ground.of(profile, cuts, questions)
    return not _leaves_a_few(profile, ground) and _many_worlds(profile, ground)


@dataclass(frozen=True, slots=True)
class _Ground:
    """Cells taken together where every question names them alike. They come in the order of their wholes and cuts."""

    sets: Whole  # questions × kinds: 1 where it is named, -1 where it is taken away
    people: Whole  # of each kind
    whole: Ids  # in which whole each kind lies, by number
    cut: Ids  # in which cut
    shown: Flags  # of which question a number was said
    limits: Whole  # questions × 2: the least and most people of whom the same would have been said

    @classmethod
    def of(cls, profile: Profile, cuts: Mapping[str, Cut], questions: Sequence[Named]) -> _Ground:
        cells = [(cut, cell, many) for cut, held in cuts.items() for cell, many in held.items()]
        at = {(cut, cell): number for number, (cut, cell, _many) in enumerate(cells)}
        held = np.zeros((len(questions), len(cells)), dtype=np.int8)
        for row, each in zip(held, questions, strict=True):
            row[[at[each.cut, cell] for cell in each.cells]] = 1
            row[[at[each.cut, cell] for cell in each.less or ()]] = -1
        marks = [each.tobytes() for each in held.T]
        # Of one cut it makes no difference who is in which whole.
        named = zip(cells, marks, strict=True) if len(cuts) > 1 else ()
        alike = _alike_wholes([(cell[0], cut, mark) for (cut, cell, _many), mark in named])
        numbers = {cut: number for number, cut in enumerate(cuts)}
        kinds: dict[tuple[int, int, bytes], list[int]] = {}  # whole, cut, how it is named → its first cell, its people
        for number, ((cut, cell, many), mark) in enumerate(zip(cells, marks, strict=True)):
            kinds.setdefault((alike.get(cell[0], 0), numbers[cut], mark), [number, 0])[1] += many
        order = sorted(kinds, key=lambda each: each[:2])
        whole, cut_of = np.array([each[:2] for each in order], dtype=np.intp).T
        sets = held[:, [kinds[each][0] for each in order]].astype(np.float64)
        people = np.array([kinds[each][1] for each in order], dtype=float)
        limits = [_limits(profile, int(n), each) for n, each in zip(sets @ people, questions, strict=True)]
        told = np.array([each.shown for each in questions])
        return cls(sets, people, whole, cut_of, told, np.array(limits, dtype=float).reshape(-1, 2))

    def before(self) -> _Ground:
        """The same without the last question."""
        return _Ground(self.sets[:-1], self.people, self.whole, self.cut, self.shown[:-1], self.limits[:-1])


def _alike_wholes(named: Sequence[tuple[Any, str, bytes]]) -> dict[Any, int]:
    """Wholes of which every question names the same parts are one."""
    parts: dict[Any, set[tuple[str, bytes]]] = {}
    for whole, cut, mark in named:
        parts.setdefault(whole, set()).add((cut, mark))
    numbers: dict[frozenset[tuple[str, bytes]], int] = {}
    return {whole: numbers.setdefault(frozenset(held), len(numbers)) for whole, held in parts.items()}


def _limits(profile: Profile, count: int, question: Named) -> tuple[int, int]:
    """Which counts would have been answered alike? One that was refused for another's sake says nothing."""
    if question.less is not None:
        return 1 - profile.threshold, profile.threshold - 1
    if question.shown:
        return profile.within(count)
    if profile.hides(count):
        return (1 if profile.zero_shown else 0), profile.threshold - 1
    return 0, 10**9


def _leaves_a_few(profile: Profile, ground: _Ground) -> bool:
    """Does taking up to two of what was told from the last, or adding them, leave a few people?"""
    if not ground.shown[-1]:
        return False
    sizes = (ground.sets @ ground.people)[ground.shown]
    sets = ground.sets[ground.shown].astype(np.int8)
    told, new = sets[:-1], sets[-1]
    steps = np.vstack([np.zeros_like(new)[None, :], told, -told])
    each = np.concatenate([[0.0], sizes[:-1], -sizes[:-1]])
    # How many are left is quickly said of every two; whether that is a few and nobody besides, only where they are few.
    left = np.abs(sizes[-1] + each[:, None] + each[None, :])
    one, other = np.nonzero(np.triu((left >= 1) & (left < profile.threshold)))
    for at in range(0, len(one), LOT):
        made = new + steps[one[at : at + LOT]] + steps[other[at : at + LOT]]
        if (_of_somebody(made, ground) | _of_somebody(-made, ground)).any():
            return True
    return False


def _of_somebody(made: NDArray[np.int8], ground: _Ground) -> Flags:
    """Which of these sums count people, and take nobody away? Whoever is in a whole is in one cell of each cut."""
    if ground.cut[-1] > 0:
        blocks = np.flatnonzero(np.diff(ground.whole, prepend=-1) | np.diff(ground.cut, prepend=-1))
        wholes = np.flatnonzero(np.diff(ground.whole[blocks], prepend=-1))
        made = np.add.reduceat(np.minimum.reduceat(made, blocks, axis=1), wholes, axis=1)
    found: Flags = made.min(axis=1) >= 0
    return found


def _many_worlds(profile: Profile, ground: _Ground) -> bool:
    """Does every small group keep at least three possible sizes, in worlds that look the same from outside?

    The last question is the new one. Where what is hidden left only two by itself, the new one must leave both.
    """
    targets = [_Targets.of(profile, ground, cut) for cut in range(int(ground.cut.max()) + 1)]
    sizes = _sizes(ground, targets)
    tight = sizes < WORLDS
    if not tight.any():
        return True
    return bool((sizes >= 2).all() and (_sizes(ground.before(), targets)[tight] == sizes[tight]).all())


def _sizes(ground: _Ground, targets: Sequence[_Targets]) -> NDArray[np.int64]:
    """How many numbers of people remain possible for each target, at the least. Cut after cut."""
    moves = [_moves(ground, step) for step in STEPS]
    return np.concatenate([each.sizes([held[cut] for held in moves]) for cut, each in enumerate(targets)])


@dataclass(frozen=True, slots=True)
class _Targets:
    """The few people of one cut that somebody might be after.

    Kinds of cells by themselves and in pairs; hidden questions, and of up to eight kinds every union.
    """

    kinds: Ids  # small ones
    pairs: Flags  # which of them with which: with itself, it alone
    sets: Flags  # unions × kinds and nobody

    @classmethod
    def of(cls, profile: Profile, ground: _Ground, cut: int) -> _Targets:
        here = np.flatnonzero(ground.cut == cut)
        people = ground.people[here]
        small = np.flatnonzero(people < profile.threshold)
        sets = ground.sets[:, here][ground.sets.min(axis=1) >= 0]
        if len(here) <= EVERY_UNION:
            small, pairs = small[:0], np.zeros((0, 0), dtype=bool)
            sets = np.vstack([sets, np.arange(2 ** len(here))[:, None] >> np.arange(len(here)) & 1])
        else:
            both = people[small, None] + people[None, small]
            np.fill_diagonal(both, people[small])
            pairs = np.triu((both >= 1) & (both < profile.threshold))
        sums = sets @ people
        sets = sets[(sums >= 1) & (sums < profile.threshold)]
        return cls(small, pairs, np.hstack([sets > 0, np.zeros((len(sets), 1), dtype=bool)]))

    def sizes(self, moves: Sequence[Flags]) -> NDArray[np.int64]:
        """As it is, and one more for each way in which there can be more or fewer."""
        paired, joined = np.ones(int(self.pairs.sum()), dtype=np.int64), np.ones(len(self.sets), dtype=np.int64)
        for each in moves:
            if len(self.kinds):
                others = each & ~np.eye(len(each), dtype=bool)
                within = (others.astype(np.intp) + others.T)[np.ix_(self.kinds, self.kinds)]
                for ways in (others.sum(axis=1)[self.kinds], others.sum(axis=0)[self.kinds]):
                    paired += (ways[:, None] + ways[None, :] > within)[self.pairs]
            joined += (_met(self.sets.T, each) & ~self.sets).any(axis=1)
            joined += (_met(self.sets.T, each.T) & ~self.sets).any(axis=1)
        return np.concatenate([paired, joined])


def _moves(ground: _Ground, step: int) -> dict[int, Flags]:
    """How other worlds differ, in which everything that was said would have been said: for each cut, kinds × kinds.

    So many people are of the kind in the row who are of the kind in the column; the last row and column is nobody's,
    for people more or fewer. Who goes from one whole to another does so in every cut, unseen in each.
    """
    cuts = range(int(ground.cut.max()) + 1)
    alone = {cut: _unseen(ground, cut, step) for cut in cuts}
    if len(cuts) == 1:
        return alone
    wholes = {cut: np.append(ground.whole[ground.cut == cut], ground.whole[-1] + 1) for cut in cuts}
    ways = {cut: _between(alone[cut], wholes[cut]) for cut in cuts}
    found = {}
    for cut in cuts:
        others = np.logical_and.reduce([ways[each] for each in cuts if each != cut])
        np.fill_diagonal(others, True)  # who stays in a whole changes nothing in other cuts
        found[cut] = alone[cut] & others[np.ix_(wholes[cut], wholes[cut])]
    return found


def _unseen(ground: _Ground, cut: int, step: int) -> Flags:
    """Which moves no figure of this cut tells of.

    A move is seen where one question holds its one end and not its other, and has no room. Where the question takes the
    one away from the other, it needs room for twice as many.
    """
    here = ground.cut == cut
    sets, people = ground.sets[:, here], ground.people[here]
    sums, (low, high) = sets @ people, ground.limits.T
    sets = np.hstack([sets, np.zeros((len(sums), 1))])
    full, bare = sets[high - sums < step], sets[sums - low < step]
    seen = _met(full > 0, full <= 0) | _met(bare <= 0, bare > 0)
    if sets.min(initial=0) < 0:
        seen |= _met(full >= 0, full < 0) | _met(bare < 0, bare >= 0)
        full, bare = sets[high - sums < 2 * step], sets[sums - low < 2 * step]
        seen |= _met(full > 0, full < 0) | _met(bare < 0, bare > 0)
    return np.asarray(~seen & np.append(people >= step, True))


def _met(one: Flags, other: Flags) -> Flags:
    """Which columns of the one and of the other meet in a row? Of many, 64 rows at once."""
    if max(one.size, other.size) < FEW:
        return np.asarray(one.T.astype(np.float64) @ other.astype(np.float64) > 0)
    found = np.zeros((one.shape[1], other.shape[1]), dtype=bool)
    for a, b in zip(_words(one), _words(other), strict=True):
        found |= (a[:, None] & b[None, :]) != 0
    return found


def _words(held: Flags) -> NDArray[np.uint64]:
    """Words × columns: a bit for each row."""
    packed = np.zeros((held.shape[1], -(-len(held) // 64) * 8), dtype=np.uint8)
    packed[:, : -(-len(held) // 8)] = np.packbits(held.T, axis=1)
    return np.ascontiguousarray(packed.view(np.uint64).T)


def _between(moves: Flags, whole: Ids) -> Flags:
    """Between which wholes somebody can go in a cut; the last is nobody's. Kinds come in the order of their wholes."""
    first = np.flatnonzero(np.diff(whole, prepend=-1))
    found: Flags = np.logical_or.reduceat(np.logical_or.reduceat(moves, first, axis=0), first, axis=1)
    return found
