"""Where dots, lines and words of the pictures stand. Every picture has a table that says the same.

Places in a drawing are written out here: a template would write 12.5 with the comma of the language being read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.evidence import charts
from commonweal.evidence.inequality.rows import FunnelRow, GapRow, GapWhole
from commonweal.methods.inequality import funnel
from commonweal.methods.quantiles import edges

STRIP, EDGE = 300.0, 8.0
TALL = 234  # a funnel says below it what its line along is of


@dataclass(frozen=True, slots=True)
class Strip:
    """A gap drawn small: two marks on one line, England between or beside them."""

    most: str | None
    least: str | None
    low: str  # where the line between the two begins and ends
    high: str
    england: str | None


def strip(row: GapRow) -> Strip:
    """A gap on a line that begins at none and ends a little beyond the largest of its marks."""
    top = 1.08 * max((each for each in (row.most, row.least, row.england) if each is not None), default=0) or 1.0
    most, least, whole = (
        None if each is None else EDGE + (STRIP - 2 * EDGE) * each / top for each in (row.most, row.least, row.england)
    )
    both = [each for each in (most, least) if each is not None] or [EDGE]
    return Strip(*(_maybe(each) for each in (most, least)), _at(min(both)), _at(max(both)), _maybe(whole))


def _at(place: float) -> str:
    return f"{place:.1f}"


def _maybe(place: float | None) -> str | None:
    return None if place is None else _at(place)


def fifths(whole: GapWhole) -> SafeString:
    """The five fifths from left (most deprived) to right, as wide as they have people, with the line through them."""
    line = (whole.start, whole.end) if whole.start is not None and whole.end is not None else None
    return charts.dots(
        [(each.value, each.lower, each.upper) for each in whole.fifths],
        (_("Most deprived fifth"), _("Least deprived fifth")),
        england=whole.gap.england,
        line=line,
        wide=[each.of for each in whole.fifths],
    )


def in_england(whole: GapWhole) -> SafeString | None:
    """The place's neighbourhoods by England's own fifths: dots without a line, for they are other groups of people.

    All England's in the same fifth stand beside them as diamonds.
    """
    rows = whole.in_england.fifths
    if not rows:
        return None
    return charts.dots(
        [(each.value, each.lower, each.upper) for each in rows],
        (_("England’s most deprived"), _("England’s least deprived")),
        england=whole.gap.england,
        beside=[each.england for each in rows],
    )


def curve(points: Sequence[tuple[float, float]]) -> str:
    """The concentration curve in a square of 200."""
    return " ".join(f"{200 * x:.1f},{200 - 200 * y:.1f}" for x, y in points)


def funnels(rows: Sequence[FunnelRow], average: float | None) -> SafeString | None:
    """Groups of neighbourhoods by how many were counted in each; lines that chance would seldom let them cross.

    Along, it begins near the smallest group: from nothing on, those of much the same size would stand on one another.
    """
    known = [(each, each.value) for each in rows if each.value is not None]
    if average is None or not known:
        return None
    sizes = [float(each.of) for each, _value in known]
    least, most = min(sizes), max(sizes)
    scale = edges(least, most, bins=4)
    start, end = scale[0], most + 0.04 * (most - scale[0])
    along = np.geomspace(start or max(0.8 * least, 1), end, 40)
    limits = [
        100 * side for each in (funnel.INNER, funnel.OUTER)
        for side in funnel.proportion_limits(average / 100, along, confidence=each)
    ]  # fmt: skip
    up, parts = charts.frame([*(value for _each, value in known), float(limits[3][0])])

    def right(of: float) -> float:
        return charts.LEFT + (charts.RIGHT - charts.LEFT) * (of - start) / (end - start)

    parts.append(charts.stroke("median", charts.LEFT, up(average), charts.RIGHT, up(average), "ink", 2))
    parts += [
        charts.line_through([(right(float(x)), up(float(y))) for x, y in zip(along, side, strict=True)], outer=at > 1)
        for at, side in enumerate(limits)
    ]
    uppermost = sorted(known, key=lambda held: held[0].standing != funnel.SAME)  # what stands out is drawn last
    parts += [charts.group(right(each.of), up(value), out=each.standing != funnel.SAME) for each, value in uppermost]
    ticks = [(right(each), number(each)) for each in scale if each <= end]
    says = _("counted in each; it begins at %s, not at 0") % number(start) if start else _("counted in each")
    return charts.drawn(charts.WIDE, TALL, "".join([*parts, *charts.below(ticks, says)]))
