"""Figures of one year's areas for the areas of another, where that is honest, and why not where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

UNCHANGED, SPLIT, MERGED, IRREGULAR = "U", "S", "M", "X"
SAME, PART_OF, ADDED, WEIGHTED = "same", "part_of", "added", "weighted"
NOT_SHARED_OUT, NO_WEIGHTS, NO_RULE, NOT_KNOWN = "not_shared_out", "no_weights", "no_rule", "not_known"


@dataclass(frozen=True, slots=True)
class Old:
    """An area of before that shares ground with one of now: how it changed, its figure, its people."""

    change: str
    value: float | None
    people: float | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """A figure for an area of now. `how` says by which rule it was carried over, or why it is unknown."""

    value: float | None
    how: str
    areas: int  # of before, that it comes from


def carry(before: Sequence[Old], *, adds_up: bool, averages: bool = False, share: float | None = None) -> Carried:
    """What does a figure published for the neighbourhoods of 2011 say of one of 2021?

    Unchanged ground keeps its figure. Of split ground a score, rank or tenth holds for each part, as that of the area
    it was part of; a count is shared out only by a known `share` of its people. Merged counts add up; a merged score is
    weighted by people if it may be averaged at all (a rank or a tenth may not). Irregular ground has no rule.

    >>> carry([Old("M", 10, 100), Old("M", 40, 300)], adds_up=False, averages=True)
    Carried(value=32.5, how='weighted', areas=2)
    >>> carry([Old("S", 1600)], adds_up=True)
    Carried(value=None, how='not_shared_out', areas=1)
    """
    kinds = {each.change for each in before}
    if not before or None in {each.value for each in before}:
        return Carried(None, NOT_KNOWN, len(before))
    if len(kinds) > 1 or not kinds <= {UNCHANGED, SPLIT, MERGED} or (len(before) > 1 and kinds != {MERGED}):
        return Carried(None, NO_RULE, len(before))
    if kinds == {UNCHANGED}:
        return Carried(before[0].value, SAME, 1)
    return _split(before[0], adds_up, share) if kinds == {SPLIT} else _merged(before, adds_up, averages)


def _split(before: Old, adds_up: bool, share: float | None) -> Carried:
    if not adds_up:
        return Carried(before.value, PART_OF, 1)
    if share is None or before.value is None:
        return Carried(None, NOT_SHARED_OUT, 1)
    return Carried(before.value * share, WEIGHTED, 1)


def _merged(before: Sequence[Old], adds_up: bool, averages: bool) -> Carried:
    values = [each.value for each in before if each.value is not None]
    if adds_up:
        return Carried(sum(values), ADDED, len(before))
    people = [each.people for each in before if each.people]
    if not averages or len(people) < len(before):
        return Carried(None, NO_WEIGHTS, len(before))
    whole = sum(people)
    return Carried(sum(v * p for v, p in zip(values, people, strict=True)) / whole, WEIGHTED, len(before))
