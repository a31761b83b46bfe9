"""What a rule really does: for whom it moves money, and which of its terms move none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from commonweal.methods.shares.rule import Limits, Term, share

Numbers = NDArray[np.float64]

INERT_RATIO = 1.05  # a term whose highest pounds a head are not this many times its lowest is next to flat
INERT_MOVED = 0.001  # or one without which less than this part of the fund would go elsewhere
INERT, BACKWARDS, UNKNOWN, LIMITED = "inert", "backwards", "unknown", "limited"


@dataclass(frozen=True, slots=True)
class Fifth:
    """The areas of one fifth by deprivation. 1 is the most deprived."""

    fifth: int
    areas: int
    people: float
    pence: int
    per_head: float | None  # pounds


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something about a rule that people should know before they agree to it."""

    kind: str  # INERT, BACKWARDS, UNKNOWN, LIMITED
    term: str
    ratio: float | None = None  # most pounds a head over least, or most deprived fifth over least
    moved: float | None = None  # part of the fund that would go elsewhere without the term
    areas: int = 0


def by_fifth(
    pence: Sequence[int], people: Sequence[float] | Numbers, deprivation: Sequence[float] | Numbers
) -> tuple[Fifth, ...]:
    """How many pounds a head do the areas of each fifth get, from the most deprived to the least?

    `deprivation`: higher is more deprived; not a number where unknown, and such an area is in no fifth. Areas are put
    in order and cut into five of as equal a number as can be, the least deprived first where they cannot be equal.
    """
    score, crowd = np.asarray(deprivation, dtype=float), np.asarray(people, dtype=float)
    known = np.flatnonzero(~np.isnan(score))
    order = known[np.argsort(score[known], kind="stable")]
    parts = np.array_split(order, 5)[::-1]
    return tuple(_fifth(number, part, pence, crowd) for number, part in enumerate(parts, start=1))


def _fifth(number: int, part: NDArray[np.intp], pence: Sequence[int], people: Numbers) -> Fifth:
    money, crowd = sum(pence[at] for at in part), float(people[part].sum())
    return Fifth(number, len(part), crowd, money, money / crowd / 100 if crowd else None)


def moved(before: Sequence[int], after: Sequence[int]) -> int:
    """How much money changes hands between two ways of sharing the same fund, in pence."""
    return sum(max(0, b - a) for a, b in zip(before, after, strict=True))


def alarms(
    fund: int,
    people: Sequence[float] | Numbers,
    terms: Sequence[Term],
    limits: Limits | None = None,
    *,
    deprivation: Sequence[float] | Numbers | None = None,
) -> tuple[Alarm, ...]:
    """What should people know of a rule before they agree to it?

    INERT: a term that is meant to follow need, and gives nearly everybody the same a head, or moves nothing.
    BACKWARDS: one that gives the most deprived fifth less a head than the least deprived. UNKNOWN: areas whose need is
    not known, and which count as average. LIMITED: floor, cap or pace decide for more than half of the areas.
    """
    crowd = np.asarray(people, dtype=float)
    made = share(fund, crowd, terms, limits)
    found = []
    for at, term in enumerate(terms):
        if term.by_head or term.weight == 0:
            continue
        found += _of_term(term, made.by_term[:, at], crowd, deprivation)
        without = [replace(each, weight=0.0) if each is term else each for each in terms]
        if any(each.weight for each in without):
            change = moved(share(fund, crowd, without).pence, share(fund, crowd, terms).pence) / fund
            flat = any(each.kind == INERT and each.term == term.name for each in found)
            if change < INERT_MOVED and not flat:
                found.append(Alarm(INERT, term.name, ratio=gradient(made.by_term[:, at], crowd), moved=change))
    if 2 * made.bound > len(crowd):
        found.append(Alarm(LIMITED, "", areas=made.bound))
    return tuple(found)


def gradient(money: Numbers, people: Numbers) -> float | None:
    """How many times as much a head does the area that gets most get as the one that gets least?

    None where one gets nothing at all, or nobody lives anywhere.
    """
    head = money[people > 0] / people[people > 0]
    return float(head.max() / head.min()) if len(head) and head.min() > 0 else None


def _of_term(term: Term, money: Numbers, people: Numbers, deprivation: Sequence[float] | Numbers | None) -> list[Alarm]:
    found = []
    ratio = gradient(money, people)
    if ratio is not None and ratio < INERT_RATIO:
        found.append(Alarm(INERT, term.name, ratio=ratio))
    elif deprivation is not None and (slope := _slope(money, people, deprivation)) is not None and slope < 1:
        found.append(Alarm(BACKWARDS, term.name, ratio=slope))
    if unknown := term.unknown():
        found.append(Alarm(UNKNOWN, term.name, areas=len(unknown)))
    return found


def _slope(money: Numbers, people: Numbers, deprivation: Sequence[float] | Numbers) -> float | None:
    """The pounds a head of the most deprived fifth over those of the least."""
    fifths = by_fifth([round(each) for each in money], people, deprivation)
    most, least = fifths[0].per_head, fifths[-1].per_head
    return most / least if most is not None and least else None
