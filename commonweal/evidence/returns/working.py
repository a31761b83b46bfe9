"""Figures worked out of returns: a share of people, with what chance and what is missing leave open.

The parts, in this order: counts in use are added up; rounded, and hidden where they are few; a share with Wilson's
limits; widened for people whose group was not stated; widened for areas and periods of which nothing came.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.evidence.returns.contract import Document, Measure
from commonweal.evidence.returns.standing import Line, Lines
from commonweal.methods.completeness import bounds
from commonweal.methods.disclosure import PROFILES

VERSION = "returns 1"
FIGURE, FEW, UNKNOWN = "figure", "few", "unknown"
NHS = PROFILES["nhs"]  # 1 to 7 people are not shown, more to the nearest 5


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, rounded as it may leave, in hundredths. `state` says why there is no figure."""

    state: str  # FIGURE | FEW | UNKNOWN
    value: float | None = None
    low: float | None = None  # chance alone
    high: float | None = None
    lowest: float | None = None  # and what is missing
    highest: float | None = None
    top: int | None = None
    bottom: int | None = None
    known: int = 0  # areas × periods of which all that is asked for is known
    expected: int = 0


@dataclass(slots=True)
class _Sum:
    top: int = 0
    bottom: int = 0
    top_low: int = 0  # where the partner marked a count as few, it is no less and no more than this
    top_high: int = 0
    any: bool = False
    whole: bool = True  # every line had all its counts

    def add(self, line: Line, measure: Measure, document: Document) -> None:
        """One line. A count that is not known leaves the line out, and the area incomplete."""
        top, bottom = line.counts.get(measure.top), line.counts.get(measure.bottom)
        small = document.small
        if bottom is None or (top is None and measure.top not in line.small):
            self.whole = False
            return
        self.any = True
        low, high = (top, top) if top is not None else (min(small.low, bottom), min(small.high, bottom))
        self.bottom += bottom
        self.top_low, self.top_high = self.top_low + low, self.top_high + high
        self.top += top if top is not None else (low + high) // 2


def share(
    document: Document,
    measure: Measure,
    lines: Lines,
    *,
    periods: Collection[str],
    areas: Collection[str],
    group: str = "",
) -> Share:
    """What do these lines say of this measure, for these periods and areas, and one group of people or all?"""
    counted, unsaid = _Sum(), _Sum()
    known = 0
    silent = document.group.not_stated | document.group.default if document.group else frozenset()
    for period in periods:
        by_area = lines.get(period, {})
        for area in areas:
            mine = _Sum()
            for line in by_area.get(area, ()):
                if not group or line.group == group:
                    mine.add(line, measure, document)
                    counted.add(line, measure, document)
                elif line.group in silent:
                    unsaid.add(line, measure, document)
            known += mine.any and mine.whole
    return _shared(counted, unsaid, known, len(areas) * len(periods))


def _shared(counted: _Sum, unsaid: _Sum, known: int, expected: int) -> Share:
    if not counted.any or not expected:
        return Share(UNKNOWN, lowest=0.0, highest=100.0, expected=expected)
    top, bottom, rest = shown(counted.top), shown(counted.bottom), shown(counted.bottom - counted.top)
    if top is None or bottom is None or rest is None:
        return Share(FEW, known=known, expected=expected)
    if not bottom:
        return Share(UNKNOWN, lowest=0.0, highest=100.0, top=0, bottom=0, known=known, expected=expected)
    top = min(top, bottom)  # both are rounded
    low, high = bounds.wilson(top, bottom)
    # What is few among those who did not say is taken as the most it can be: the interval only grows.
    top_unsaid, bottom_unsaid = (_most(each) for each in (unsaid.top_high, unsaid.bottom))
    top_unsaid = min(top_unsaid, bottom_unsaid)
    fewest, most = bottom + bottom_unsaid - top_unsaid, bottom + top_unsaid
    few, many = top - _rounded(counted.top - counted.top_low), top + _rounded(counted.top_high - counted.top)
    least = bounds.wilson(max(few, 0), fewest)[0]
    widest = bounds.wilson(min(many + top_unsaid, most), most)[1]
    wide = bounds.widened(top / bottom, min(low, least), max(high, widest), known=known, expected=expected)
    return Share(
        FIGURE, 100 * top / bottom, 100 * low, 100 * high, 100 * wide.lowest, 100 * wide.highest, top, bottom,
        known, expected,
    )  # fmt: skip


def shown(count: int) -> int | None:
    """A count as it may leave; None where it is too few to say."""
    return None if NHS.hides(count) else NHS.rounded(count)


def _most(count: int) -> int:
    found = shown(count)
    return 10 if found is None else found


def _rounded(count: int) -> int:
    return 5 * ((count + 4) // 5)


def said(found: Share) -> str:
    """A share as a person reads it."""
    if found.state == FEW:
        return _("too few to show")
    if found.value is None:
        return _("not known")
    return _("%(many)s in 100") % {"many": f"{found.value:.0f}" if found.value >= 1 or not found.value else "<1"}


def between(low: float | None, high: float | None) -> str:
    """An interval as a person reads it."""
    return (
        "" if low is None or high is None else _("%(low)s to %(high)s") % {"low": f"{low:.0f}", "high": f"{high:.0f}"}
    )


def method(document: Document, measure: Measure, group: str) -> str:
    """How the figure was made, in words."""
    names = {each.name: each.title for each in document.columns}
    told = _(
        "“%(top)s” divided by “%(bottom)s”. Counts are rounded to the nearest 5; 1 to 7 people are not shown. The "
        "narrow range is chance alone (Wilson, 95 in 100). The wide range also allows for what has not come: the "
        "missing areas and periods may lie anywhere from none to all."
    ) % {"top": names[measure.top], "bottom": names[measure.bottom]}
    if group:
        told += " " + _("People whose group was not stated may all belong to it, or none of them.")
    if document.small.mark:
        told += " " + _("Where the partner hid few people, %(low)s to %(high)s are allowed for.") % {
            "low": document.small.low,
            "high": document.small.high,
        }
    return told
