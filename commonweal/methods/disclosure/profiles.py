"""The rules by name: which counts are hidden, how the rest are rounded, and from how many a mean or rate is given."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.methods.disclosure.tables import Table

HIDDEN = "*"
WIDE = "wide"  # few events: the interval is wide, whatever the figure says


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be said of a figure.

    `text` is "*" where it is hidden and "" where it was never known: the two are not the same, and neither is zero.
    """

    text: str
    value: float | None
    suppressed: bool
    flag: str = ""  # WIDE where fewer than 20 events stand behind it

    @property
    def unknown(self) -> bool:
        """Was there nothing to hide?"""
        return self.value is None and not self.suppressed


UNKNOWN = Shown("", None, False)
NOT_SHOWN = Shown(HIDDEN, None, True)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


@dataclass(frozen=True, slots=True)
class Profile:
    """One set of rules. Counts are whole numbers of people, or None where nobody knows."""

    name: str
    threshold: int  # counts of 1 up to below this are hidden
    rounding: int  # the rest to the nearest so many; 0: as counted
    zero_shown: bool
    mean_from: int  # a mean is given from so many values
    proportion_from: int  # a proportion is given from so many in its numerator
    rate_from: int  # a crude rate
    standardised_from: int  # a directly standardised rate
    wide_below: int = 20  # events below which a rate is marked as wide
    largest: int = 0  # dominance: the so many largest givers of a total …
    largest_share: float = 1.0  # … may make at most this share of it
    p_ratio: float = 0.0  # what all but the two largest give, at least this share of the largest

    def hides(self, count: int) -> bool:
        """Is a count of so many people too small to be said?"""
        return 1 <= count < self.threshold or (count == 0 and not self.zero_shown)

    def rounded(self, count: float) -> int:
        """A count to the profile's step. Halves go up, always: the same count has the same answer."""
        step = self.rounding
        return math.floor(count / step + 0.5) * step if step else round(count)

    def within(self, count: int) -> tuple[int, int]:
        """Which counts would have been shown just so? What a reader may conclude from a shown figure."""
        if not self.rounding or (count == 0 and self.zero_shown):
            return count, count
        shown, half = self.rounded(count), self.rounding // 2
        last = shown + half if self.rounding % 2 else shown + half - 1
        return max(shown - half, self.threshold), last

    def count(self, n: int | None) -> Shown:
        """How many people, as it may be said?

        >>> [PROFILES["nhs"].count(n).text for n in (0, 1, 7, 8, 12, 13, 1002)]
        ['0', '*', '*', '10', '10', '15', '1,000']
        """
        if n is None:
            return UNKNOWN
        if n < 0 or n != int(n):
            raise ValueError("A count of people is a whole number, and not below zero.")
        if self.hides(n):
            return NOT_SHOWN
        value = float(self.rounded(n))
        return Shown(_plain(value), value, False)

    def proportion(self, x: int | None, n: int | None) -> Shown:
        """Which share of n people, in per cent? From the rounded numbers, so that no count can be worked back.

        Hidden where the numerator is too small, and where those who are left over are: 97 of 100 tells of three.

        >>> PROFILES["nhs"].proportion(23, 98).text
        '25.0'
        """
        if x is None or n is None or n == 0:
            return UNKNOWN
        if not 0 <= x <= n:
            raise ValueError("The part cannot be more than the whole.")
        if self.hides(n) or self.hides(x) or 1 <= x < self.proportion_from or self.hides(n - x):
            return NOT_SHOWN
        value = min(100.0, 100.0 * self.rounded(x) / self.rounded(n))
        return Shown(f"{value:.1f}", value, False, WIDE if 0 < x < self.wide_below else "")

    def rate(self, events: int | None, population: float | None, *, per: float = 1_000) -> Shown:
        """How many for every so many people? From the rounded count: the population is known to everybody."""
        if events is None or population is None or population <= 0:
            return UNKNOWN
        if self.hides(events) or 1 <= events < self.rate_from:
            return NOT_SHOWN
        value = self.rounded(events) * per / population
        return Shown(f"{value:,.1f}", value, False, WIDE if 0 < events < self.wide_below else "")

    def standardised(self, value: float | None, events: int | None) -> Shown:
        """A standardised rate, worked out from the true counts: given as it is, or not at all."""
        if value is None or events is None:
            return UNKNOWN
        if events < self.standardised_from:
            return NOT_SHOWN
        return Shown(f"{value:,.1f}", value, False, WIDE if events < self.wide_below else "")

    def mean(self, value: float | None, n: int | None) -> Shown:
        """A mean of n values."""
        if value is None or n is None or n == 0:
            return UNKNOWN
        return NOT_SHOWN if n < self.mean_from else Shown(f"{value:,.1f}", value, False)

    def total(self, given: Sequence[float]) -> Shown:
        """A total of what several gave (money, hours), where one large giver could be read off it.

        Hidden below the threshold of givers, where the largest few make too much of it, and where what the small
        ones give would let the second largest estimate the largest too closely (p-ratio).
        """
        if any(each < 0 for each in given):
            raise ValueError("What is given cannot be below zero.")
        held = sorted((float(each) for each in given if each), reverse=True)
        whole = sum(held)
        few = self.hides(len(held))
        large = bool(self.largest and held) and sum(held[: self.largest]) > self.largest_share * whole
        close = bool(self.p_ratio and held) and sum(held[2:]) < self.p_ratio * held[0]
        return NOT_SHOWN if few or large or close else Shown(_plain(whole), whole, False)

    def table(self, counts: Sequence[Sequence[int]]) -> Table:
        """A whole table of counts with its totals, checked: no hidden cell can be worked back from what is shown."""
        from commonweal.methods.disclosure import tables

        return tables.protect(self, counts)

    def at_least(self, other: Profile) -> bool:
        """Does this profile hide all that the other hides, and round at least as much?"""
        return (
            self.threshold >= other.threshold
            and self.rounding >= other.rounding
            and self.mean_from >= other.mean_from
            and (other.zero_shown or not self.zero_shown)
        )


PROFILES = {
    # NHS England's rule for hospital figures below national level; means from eight values.
    "nhs": Profile("nhs", 8, 5, True, mean_from=8, proportion_from=8, rate_from=8, standardised_from=10),
    # Office for National Statistics, deaths: no crude rate below 3, no standardised rate below 10, marked below 20.
    "ons": Profile("ons", 3, 0, True, mean_from=3, proportion_from=3, rate_from=3, standardised_from=10),
    # The numbers of ACRO: ten, two largest at most 90 in 100, p-ratio 10 in 100, steps of five, zero tells too.
    "strict": Profile(
        *("strict", 10, 5, False),
        mean_from=10,
        proportion_from=10,
        rate_from=10,
        standardised_from=10,
        largest=2,
        largest_share=0.9,
        p_ratio=0.1,
    ),
}


def profile(name: str) -> Profile:
    """The rules of this name. Raises ValueError, with the names there are.

    >>> profile("nhs").count(7).suppressed
    True
    """
    if name not in PROFILES:
        raise ValueError(f"There is no profile “{name}”. There are: {', '.join(PROFILES)}.")
    return PROFILES[name]
