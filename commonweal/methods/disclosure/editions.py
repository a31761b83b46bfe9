"""A count that was corrected: who is in both editions, who came and who went, so that the two can be held together.

Nobody knows who was counted twice. Here as many are taken to have stayed as they were as the counts allow, which is the
most that a reader could hope for: then the difference of two editions is of those alone who came or went.

A cell is a whole (an area) with the editions its people are in, and the part they are of in each: None where they are
not in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

Cell = tuple[tuple[Any, tuple[bool, ...]], tuple[Any, ...]]
Parts = Mapping[tuple[Any, Any], int]  # whole and part → people
Ids = frozenset[int]  # numbers of editions


def together(wholes: Sequence[Mapping[Any, int]], parts: Sequence[Parts]) -> dict[Cell, int]:
    """The cells of one cut over all editions. Both have one entry for each: people of each whole, and of its parts.

    >>> together([{"A": 5}, {"A": 7}], [{("A", "women"): 5}, {("A", "women"): 7}])
    {(('A', (True, True)), ('women', 'women')): 5, (('A', (False, True)), (None, 'women')): 2}
    """
    named = _by_whole(parts)
    found: dict[Cell, int] = {}
    for whole in dict.fromkeys(each for edition in wholes for each in edition):
        layers = _layers([edition.get(whole, 0) for edition in wholes])
        needed = [edition.get(whole, {}) for edition in named]
        known = dict.fromkeys(each for edition in needed for each in edition)
        pieces = Counter[tuple[Any, Ids]]()
        for part in known:
            pieces.update(
                {(part, each): many for each, many in _layers([told.get(part, 0) for told in needed]).items()}
            )
        for within, many in layers.items():
            inside = tuple(each in within for each in range(len(wholes)))
            found |= {((whole, inside), tuple(part if each else None for each in inside)): 0 for part in known}
            for way, some in _ways(within, many, pieces).items():
                held = dict(way)
                found[(whole, inside), tuple(held.get(each) for each in range(len(wholes)))] = some
    return found


def _by_whole(parts: Sequence[Parts]) -> list[dict[Any, dict[Any, int]]]:
    held: list[dict[Any, dict[Any, int]]] = [{} for _each in parts]
    for edition, told in zip(held, parts, strict=True):
        for (whole, part), many in told.items():
            edition.setdefault(whole, {})[part] = many
    return held


def _layers(people: Sequence[int]) -> dict[Ids, int]:
    """In which editions somebody is, and how many are so: all of a smaller edition are in every larger one."""
    found = {frozenset(range(len(people))): min(people)}
    steps = sorted({*people})
    for low, high in pairwise(steps):
        found[frozenset(number for number, many in enumerate(people) if many >= high)] = high - low
    return found


def _ways(within: Ids, many: int, pieces: Counter[tuple[Any, Ids]]) -> dict[frozenset[tuple[int, Any]], int]:
    """Of which part so many people are in each of these editions. What fits whole is taken first, and taken away."""
    found = Counter[frozenset[tuple[int, Any]]]()
    while many:
        left, way, used, some = within, [], [], many
        while left:
            part, stay = max((each for each, people in pieces.items() if people), key=lambda each: _fit(each[1], left))
            some = min(some, pieces[part, stay])
            used.append((part, stay, stay - left))
            way += [(each, part) for each in stay & left]
            left -= stay
        for part, stay, rest in used:
            pieces[part, stay] -= some
            if rest:
                pieces[part, rest] += some
        found[frozenset(way)] += some
        many -= some
    return found


def _fit(stay: Ids, left: Ids) -> tuple[bool, int]:
    """How well somebody's stay in one part fits what is left to fill."""
    return bool(stay) and stay <= left, len(stay & left)
