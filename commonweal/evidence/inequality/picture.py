"""Where dots, lines and words of the pictures stand. Every picture has a table that says the same.

Places in a drawing are written out here: a template would write 12.5 with the comma of the language being read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.evidence import charts
from commonweal.evidence.inequality.rows import FunnelRow, GapRow, GapWhole
from commonweal.methods.inequality import funnel
from commonweal.methods.quantiles import edges

WIDE, LEFT, TOP, BOTTOM = 320.0, 34.0, 14.0, 172.0
STRIP, EDGE = 300.0, 8.0


@dataclass(frozen=True, slots=True)
class Strip:
    """A gap drawn small: two marks on one line, England between or beside them."""

    most: str | None
    least: str | None
    low: str  # where the line between the two begins and ends
    high: str
    england: str | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A number at the side."""

    y: str
    label: str


@dataclass(frozen=True, slots=True)
class FunnelPicture:
    """Groups of neighbourhoods by how many people they have; lines that chance would seldom let them cross."""

    marks: tuple[tuple[str, str, str], ...]  # x, y, "in" | "out"
    average: str
    lines: tuple[str, ...]
    ticks: tuple[Tick, ...]
    most: str


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


def _ticks(scale: Sequence[float], up: Callable[[float], str]) -> tuple[Tick, ...]:
    return tuple(Tick(up(each), number(each, 0 if float(each).is_integer() else 1)) for each in scale)


def curve(points: Sequence[tuple[float, float]]) -> str:
    """The concentration curve in a square of 200."""
    return " ".join(f"{200 * x:.1f},{200 - 200 * y:.1f}" for x, y in points)


def funnels(rows: Sequence[FunnelRow], average: float | None) -> FunnelPicture | None:
    """The funnel of a place's groups of neighbourhoods."""
    known = [(each, each.value) for each in rows if each.value is not None]
    if average is None or not known:
        return None
    most, least = max(each.of for each, _ in known), min(each.of for each, _ in known)
    along = np.geomspace(max(least * 0.8, 1), most * 1.05, 40)
    limits = [
        side for each in (funnel.INNER, funnel.OUTER)
        for side in funnel.proportion_limits(average / 100, along, confidence=each)
    ]  # fmt: skip
    scale = edges(0, max(max(value for _, value in known), 100 * float(limits[3][0])), bins=4)

    def up(value: float) -> str:
        return _at(BOTTOM - (BOTTOM - TOP) * min(value, scale[-1]) / scale[-1])

    def right(of: float) -> str:
        return _at(LEFT + (WIDE - LEFT) * of / (most * 1.05))

    drawn = tuple(
        " ".join(f"{right(float(x))},{up(100 * float(y))}" for x, y in zip(along, side, strict=True)) for side in limits
    )
    marks = tuple((right(each.of), up(value), "in" if each.standing == funnel.SAME else "out") for each, value in known)
    return FunnelPicture(marks, up(average), drawn, _ticks(scale, up), number(most))
