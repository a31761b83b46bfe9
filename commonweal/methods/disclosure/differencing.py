"""What may be said of a count after what was said before: two figures must not differ by a few people.

A figure counts the people of some cells (an area and a part of its people; any hashable thing will do). Whoever knows
two figures can take one from the other; whoever knows many can do sums over them. So before another figure is given:

1. The same question has the same answer, for good.
2. A small count is hidden, as the profile says.
3. It is not given if adding and taking away up to two figures that were given leaves a few people (nesting, union,
   difference), or if one of them and it together do.
4. It is not given if, with it, only one number of people would be left for some few: at least three worlds that fit all
   that was given must differ in how many they are. The worlds are not guessed at: they are written down and checked.
   Where hidden counts by themselves leave but two, both must remain.

Of 3 and 4 the asker is told nothing but "not shown", in the words for a small count.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.methods.disclosure.profiles import NOT_SHOWN, UNKNOWN, Profile, Shown

Cells = frozenset[Any]  # of anything that can be hashed
Counts = Mapping[Any, int | None]
Whole = NDArray[np.float64]  # whole numbers, kept as floats: sums over many of them are thirty times as fast

WORLDS = 3  # at least so many numbers must remain possible for any few people
EVERY_UNION = 8  # up to so many kinds of cells, every union of them is looked at, and beyond that every pair
MOST_PAIRED = 150  # of more small kinds, each by itself: pairs of them would be too many to hold
STEPS = (1, 2)
LOT = 20_000


@dataclass(frozen=True, slots=True)
class Given:
    """A question that was answered, and how. `shown.value` is None where it was not shown."""

    cells: Cells
    shown: Shown


def decide(profile: Profile, asked: Iterable[Hashable], counts: Counts, given: Sequence[Given]) -> Shown:
    """What may be said of the number of people in these cells, after all that was given before?

    `counts` has the true number of people of every cell that `asked` or anything in `given` names; None where it is
    not known, and then the sum is not known either. Raises ValueError for a question about nothing, KeyError for a
    cell that `counts` does not name.
    """
    cells = frozenset(asked)
    if not cells:
        raise ValueError("A question must be about some people.")
    for before in given:
        if before.cells == cells:
            return before.shown
    held = [counts[each] for each in cells]
    if any(each is None for each in held):
        return UNKNOWN
    shown = profile.count(sum(each or 0 for each in held))
    if shown.suppressed or not _safe(profile, Given(cells, shown), counts, given):
        return NOT_SHOWN
    return shown


def _safe(profile: Profile, new: Given, counts: Counts, given: Sequence[Given]) -> bool:
    near = [*_near(new, given), new]
    ground = _Ground.of(near, counts)
    shown = np.array([not each.shown.suppressed for each in near])
    told = ground.sets[shown]
    return not _leaves_a_few(profile, told[-1], told[:-1], ground.people) and _many_worlds(profile, ground, shown)


def _near(new: Given, given: Sequence[Given]) -> list[Given]:
    """The questions that have people in common with the new one, or with one that has, and so on."""
    rest = [each for each in given if not each.shown.unknown]
    reach, near, found = set(new.cells), [], True
    while found:
        met = [not reach.isdisjoint(each.cells) for each in rest]
        found = any(met)
        near += [each for each, is_met in zip(rest, met, strict=True) if is_met]
        reach.update(*(each.cells for each in near))
        rest = [each for each, is_met in zip(rest, met, strict=True) if not is_met]
    return near


@dataclass(frozen=True, slots=True)
class _Ground:
    """Cells taken together where every question names them alike. sets: questions × kinds of cells, 0 or 1."""

    sets: Whole
    people: Whole  # of each kind

    @classmethod
    def of(cls, questions: Sequence[Given], counts: Counts) -> _Ground:
        everything = sorted(frozenset().union(*(each.cells for each in questions)), key=repr)
        at = {cell: number for number, cell in enumerate(everything)}
        held = np.zeros((len(questions), len(everything)), dtype=np.uint8)
        for row, each in zip(held, questions, strict=True):
            row[[at[cell] for cell in each.cells]] = 1
        kinds: dict[bytes, tuple[int, int]] = {}  # how the questions name it → its first cell, and its people
        for number, (cell, named) in enumerate(zip(everything, np.packbits(held.T, axis=1), strict=True)):
            first, people = kinds.get(key := named.tobytes(), (number, 0))
            kinds[key] = first, people + (counts[cell] or 0)
        firsts = [first for first, _people in kinds.values()]
        return cls(held[:, firsts].astype(np.float64), np.array([many for _first, many in kinds.values()], dtype=float))


def _leaves_a_few(profile: Profile, new: Whole, told: Whole, people: Whole) -> bool:
    """Does taking up to two of what was told from the new one, or adding them, leave a few people?"""
    steps = np.vstack([np.zeros((1, len(people))), told, -told])
    sizes = steps @ people
    # How many are left is quickly said of every two; whether that is a few and nobody besides, only where they are few.
    left = np.abs(new @ people + sizes[:, None] + sizes[None, :])
    one, other = np.nonzero(np.triu((left >= 1) & (left < profile.threshold)))
    for at in range(0, len(one), LOT):
        made = new + steps[one[at : at + LOT]] + steps[other[at : at + LOT]]
        if ((made >= 0).all(axis=1) | (made <= 0).all(axis=1)).any():
            return True
    return False


def _many_worlds(profile: Profile, ground: _Ground, shown: NDArray[np.bool_]) -> bool:
    """Does every small group keep at least three possible sizes, in worlds that look the same from outside?

    The last question is the new one. Where what is hidden left only two by itself, the new one must leave both.
    """
    targets = _targets(profile, ground)
    if not len(targets):
        return True
    sizes = _sizes(profile, ground, shown, targets)
    tight = sizes < WORLDS
    if not tight.any():
        return True
    if (sizes < 2).any():
        return False
    before = _Ground(ground.sets[:-1], ground.people)
    return bool((_sizes(profile, before, shown[:-1], targets[tight]) == sizes[tight]).all())


def _sizes(profile: Profile, ground: _Ground, shown: NDArray[np.bool_], targets: Whole) -> NDArray[np.int64]:
    """How many numbers of people remain possible for each target, at the least."""
    held = np.hstack([targets, np.zeros((len(targets), 1))])  # nobody else is in it
    sizes = np.ones(len(held), dtype=np.int64)  # as it is
    for step in STEPS:
        moves = _alike(profile, ground, shown, step)
        more = ((held @ moves) * (1 - held)).any(axis=1)
        fewer = (((1 - held) @ moves) * held).any(axis=1)
        sizes += more.astype(np.int64) + fewer
    return sizes


def _targets(profile: Profile, ground: _Ground) -> Whole:
    """The few people somebody might be after: kinds of cells, pairs (or every union) of them, hidden questions."""
    small = np.flatnonzero(ground.people < profile.threshold)
    most = len(small) if len(ground.people) <= EVERY_UNION else 2 if len(small) <= MOST_PAIRED else 1
    unions = [each for size in range(1, most + 1) for each in combinations(small, size)]
    held = np.zeros((len(unions), len(ground.people)))
    for row, each in zip(held, unions, strict=True):
        row[list(each)] = 1
    held = np.vstack([held, ground.sets])
    sizes = held @ ground.people
    return held[(sizes >= 1) & (sizes < profile.threshold)]


def _alike(profile: Profile, ground: _Ground, shown: NDArray[np.bool_], step: int) -> Whole:
    """How other worlds differ, in which everything that was said would have been said: kinds × kinds, 0 or 1.

    So many people are of the kind in the row who are of the kind in the column; the last row and column is nobody's,
    for people more or fewer. A move is seen where one question holds its one end and not its other, and has no room.
    """
    sums = ground.sets @ ground.people
    limits = [_limits(profile, int(n), bool(s)) for n, s in zip(sums, shown, strict=True)]
    low, high = np.array(limits, dtype=float).reshape(-1, 2).T
    sets = np.hstack([ground.sets, np.zeros((len(sums), 1))])
    full, bare = sets[sums + step > high], sets[sums - step < low]
    seen = full.T @ (1 - full) + (1 - bare).T @ bare
    enough = np.append(ground.people >= step, True)
    allowed: Whole = ((seen == 0) & enough[None, :]).astype(np.float64)
    return allowed


def _limits(profile: Profile, count: int, shown: bool) -> tuple[int, int]:
    """Which counts would have been answered alike? One that was refused for another's sake says nothing."""
    if shown:
        return profile.within(count)
    if profile.hides(count):
        return (1 if profile.zero_shown else 0), profile.threshold - 1
    return 0, 10**9
