"""Has the gap grown or shrunk? In all and in ratio, which need not agree."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from commonweal.methods.inequality.arrays import ArrayLike, Numbers, numbers, same_length, z_of

WIDENING, NARROWING, UNSURE = "widening", "narrowing", "cannot tell"


@dataclass(frozen=True, slots=True)
class Change:
    """How a gap changes from year to year, with its interval, and what can be said of it."""

    per_year: float
    lower: float
    upper: float
    error: float
    verdict: str
    scatter: float  # how many times the errors given the years lie off the line; 1 where there are only two
    years: int
    confidence: float


@dataclass(frozen=True, slots=True)
class GapTrend:
    """The absolute gap (SII) and the relative one (RII) over years. Relative change is in per cent a year."""

    absolute: Change | None
    relative: Change | None

    @property
    def agree(self) -> bool | None:
        """Do both say the same? None where one is not known."""
        if self.absolute is None or self.relative is None:
            return None
        return self.absolute.verdict == self.relative.verdict


def change(years: ArrayLike, gaps: ArrayLike, errors: ArrayLike, *, confidence: float = 0.95) -> Change | None:
    """By how much does a gap change each year, and is it more than chance?

    A straight line through the gaps, each counting by how sure it is. Where years lie further off the line than their
    errors say, the interval is widened by as much; it is never narrowed. None for fewer than two years that are known.
    The gap widens where it moves away from nothing: a gap of -10 that becomes -12 widens.

    >>> found = change([2019, 2025], [-10.0, -16.0], [0.5, 0.5])
    >>> round(found.per_year, 3), found.verdict
    (-1.0, 'widening')
    """
    when, gap, unsure = numbers(years), numbers(gaps), numbers(errors)
    same_length(when, gap, unsure)
    held = np.isfinite(gap) & np.isfinite(unsure) & (unsure > 0)
    when, gap, weight = when[held], gap[held], 1 / unsure[held] ** 2
    if len(np.unique(when)) < 2:
        return None
    slope, error, scatter = _line(when, gap, weight)
    reach = z_of(confidence) * error
    low, high = slope - reach, slope + reach
    middle = float((weight * gap).sum() / weight.sum())
    sure = low > 0 or high < 0
    verdict = UNSURE if not sure or middle == 0 else WIDENING if slope * middle > 0 else NARROWING
    return Change(slope, low, high, error, verdict, scatter, len(gap), confidence)


def _line(when: Numbers, gap: Numbers, weight: Numbers) -> tuple[float, float, float]:
    off = when - (weight * when).sum() / weight.sum()
    spread = float((weight * off**2).sum())
    slope = float((weight * off * gap).sum()) / spread
    rest = gap - (weight * gap).sum() / weight.sum() - slope * off
    free = len(gap) - 2
    scatter = math.sqrt(max(1.0, float((weight * rest**2).sum()) / free)) if free > 0 else 1.0
    return slope, scatter / math.sqrt(spread), scatter


def trend(
    years: ArrayLike,
    sii: ArrayLike,
    sii_errors: ArrayLike,
    rii: ArrayLike,
    rii_lower: ArrayLike,
    rii_upper: ArrayLike,
    *,
    limits_confidence: float = 0.95,
    confidence: float = 0.95,
) -> GapTrend:
    """Is the gap growing or shrinking, in all and in ratio?

    Where everybody's rate falls by as much, the absolute gap stays and the relative one grows: say both. The ratio is
    followed on its logarithm; its error is that of its published limits.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        logs, low, high = (np.log(numbers(each)) for each in (rii, rii_lower, rii_upper))
    ratio = change(years, logs, (high - low) / (2 * z_of(limits_confidence)), confidence=confidence)
    return GapTrend(change(years, sii, sii_errors, confidence=confidence), _in_per_cent(ratio))


def _in_per_cent(found: Change | None) -> Change | None:
    if found is None:
        return None
    value, low, high = (100 * math.expm1(each) for each in (found.per_year, found.lower, found.upper))
    return Change(value, low, high, 100 * found.error, found.verdict, found.scatter, found.years, found.confidence)
