"""A rule by which a fund is shared: so much by people, so much by people and need, within a floor, a cap and a pace."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.methods.shares.pennies import Pence, pence

Numbers = NDArray[np.float64]
HEAD, LEVEL, GAP, REVERSED = "head", "level", "gap", "reversed"


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a rule. `weight` is its part of the fund, beside the weights of the others.

    form HEAD: by people alone. LEVEL: by people × need. GAP: by people × (top − need), for needs where less is worse,
    such as how many were screened. REVERSED: by people × (1 − need / sum of needs), which some tools use for the same
    and which moves next to nothing: it is here so that it can be shown.
    """

    name: str
    weight: float
    need: Numbers | None = None  # one for each area; not a number where unknown
    form: str = LEVEL
    top: float = 100.0

    @property
    def by_head(self) -> bool:
        """Is it by people alone, on purpose?"""
        return self.need is None or self.form == HEAD

    def strength(self, people: Numbers) -> Numbers:
        """The need of each area, as it counts. One whose need is not known counts like the average of the others.

        Giving it nothing would punish it for a gap in a file; the average is said to be one, by `alarms`.
        """
        if self.need is None or self.form == HEAD:
            return np.ones(len(people))
        need = np.asarray(self.need, dtype=float)
        known = ~np.isnan(need)
        made = need
        if self.form == GAP:
            made = self.top - need
        elif self.form == REVERSED:
            made = 1 - need / need[known].sum()
        if not known.any() or people[known].sum() == 0:
            return np.ones(len(people))
        average = float((made[known] * people[known]).sum() / people[known].sum())
        return np.where(known, made, average)

    def unknown(self) -> tuple[int, ...]:
        """Which areas have no known need."""
        return () if self.by_head else tuple(int(each) for each in np.flatnonzero(np.isnan(self.need)))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Limits:
    """How little and how much an area may get. Money in pence.

    pace: at most so much of its current share more or less, from one year to the next (0.05: five in a hundred).
    `current` has what each gets now, of this or another fund: its shares count. Where they differ, the floor goes
    before the pace, and the pace before the cap.
    """

    floor_each: int = 0
    floor_head: float = 0.0
    cap_head: float | None = None
    pace: float | None = None
    current: Sequence[float] | None = None

    def bounds(self, fund: int, people: Numbers) -> tuple[list[int], list[int]]:
        """The least and the most of each area, in whole pence."""
        low = np.maximum(float(self.floor_each), self.floor_head * people)
        high = np.full(len(people), float(fund))
        if self.cap_head is not None:
            high = np.maximum(self.cap_head * people, low)
        if self.pace is not None and self.current is not None:
            held = np.asarray(self.current, dtype=float)
            now = fund * held / held.sum()
            slow, fast = now * (1 - self.pace), now * (1 + self.pace)
            low = np.maximum(low, slow)
            high = np.maximum(low, np.minimum(np.maximum(high, slow), fast))
        return [math.ceil(each - 1e-9) for each in low], [math.floor(each + 1e-9) for each in high]


@dataclass(frozen=True, slots=True)
class Shared:
    """What each area gets, and which part of it each term gave before the limits. areas × terms, in pence."""

    pence: Pence
    by_term: Numbers
    wanted: Numbers  # by the terms alone, before floor, cap and pace
    limit: tuple[str, ...]  # "least" or "most" where a limit decided; "" where the terms did

    @property
    def bound(self) -> int:
        """For how many a limit decided."""
        return sum(bool(each) for each in self.limit)


def share(fund: int, people: Sequence[float] | Numbers, terms: Sequence[Term], limits: Limits | None = None) -> Shared:
    """How much of a fund does each area get, by people and by need, within limits, to the penny?

    `fund` in pence; `people` one number for each area. Each term shares its part of the fund by people × need. What
    floor, cap and pace give or take is made up by all others in proportion. Sums to the fund exactly.
    Raises ValueError, in a sentence, for a rule or limits by which the fund cannot be shared.
    """
    crowd = np.asarray(people, dtype=float)
    _refuse(fund, crowd, terms, limits)
    weights = np.array([each.weight for each in terms], dtype=float) / sum(each.weight for each in terms)
    parts = []
    for each in terms:
        strong = crowd * each.strength(crowd)
        if (strong < 0).any() or strong.sum() <= 0:
            raise ValueError(f"“{each.name}” cannot share money: its needs must not be below zero, nor all zero.")
        parts.append(strong / strong.sum())
    by_term = fund * weights * np.array(parts).T
    wanted = by_term.sum(axis=1)
    low, high = (limits or Limits()).bounds(fund, crowd)
    if sum(low) > fund:
        raise ValueError("The floors (or the pace) ask for more than the fund has. Lower them, or share more.")
    made = _fitted(fund, wanted, np.array(low, dtype=float), np.array(high, dtype=float))
    final = pence(fund, made, least=low, most=high)
    limit = tuple(
        "least" if got == a and want < a else "most" if got == b and want > b else ""
        for got, want, a, b in zip(final, wanted, low, high, strict=True)
    )
    return Shared(final, by_term, wanted, limit)


def _refuse(fund: int, people: Numbers, terms: Sequence[Term], limits: Limits | None) -> None:
    if fund <= 0:
        raise ValueError("There must be some money to share.")
    if not len(people) or np.isnan(people).any() or (people < 0).any() or people.sum() <= 0:
        raise ValueError("How many people live in each area must be known, and somebody must live there.")
    if not terms or any(each.weight < 0 for each in terms) or sum(each.weight for each in terms) <= 0:
        raise ValueError("A rule needs at least one term with a weight above zero.")
    for each in terms:
        if each.need is not None and len(each.need) != len(people):
            raise ValueError(f"“{each.name}” has {len(each.need)} needs for {len(people)} areas.")
    if limits is not None and limits.current is not None:
        held = np.asarray(limits.current, dtype=float)
        if len(held) != len(people) or np.isnan(held).any() or (held < 0).any() or held.sum() <= 0:
            raise ValueError("Current shares need one amount for each area, none below zero, and not all zero.")


def _fitted(fund: int, wanted: Numbers, low: Numbers, high: Numbers) -> Numbers:
    """The wanted amounts times one factor, held within the limits, so that they add up to the fund.

    The sum grows with the factor, so the factor is found by halving.
    """
    reachable = high[wanted > 0].sum() + low[wanted <= 0].sum()
    if reachable < fund:
        raise ValueError("The caps (or the pace) leave money over. Raise them, or share less.")
    small, large = 0.0, 1.0
    while np.clip(wanted * large, low, high).sum() < fund and large < 1e300:
        large *= 2
    for _step in range(200):
        middle = (small + large) / 2
        small, large = (middle, large) if np.clip(wanted * middle, low, high).sum() < fund else (small, middle)
    return np.clip(wanted * large, low, high)
