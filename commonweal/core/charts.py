"""Pictures as numbers: rows in, places on a sheet out. Templates draw them as SVG; nothing here knows of HTML.

Every picture has its equal table. Colour comes from classes, so that dark mode and grey print change it in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.words import number


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle and what it stands for."""

    x: float
    y: float
    width: float
    height: float
    label: str = ""
    value: str = ""
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point or line across, with its words. `anchor` keeps the words inside the sheet."""

    x: float
    label: str = ""
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Deciles:
    """Ten bars, the most deprived tenth first, and the height every bar would have if the place were like England."""

    bars: tuple[Box, ...]
    even: float
    areas: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Bars for the place, a stepped line for England, and the middle neighbourhood of each."""

    bars: tuple[Box, ...]
    england: str  # points of the stepped line
    median: Mark | None
    england_median: Mark | None
    ticks: tuple[Mark, ...]
    rows: tuple[tuple[str, int, float, float], ...]  # words, neighbourhoods, % of place, % of England


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with how sure we can be of it; `row` is what it draws."""

    row: Any
    width: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a value stands from 0 to 100."""

    x: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two dots and England's mark on one line."""

    label: str
    a: float | None
    b: float | None
    england: float | None
    left: Any
    right: Any

    @property
    def low(self) -> float:
        return min(self.a or 0, self.b or 0)

    @property
    def high(self) -> float:
        return max(self.a or 0, self.b or 0)

    @property
    def both(self) -> bool:
        return self.a is not None and self.b is not None


SHEET = 320.0


def shade_of_decile(decile: int | None) -> str:
    """The shade of a step on England's ten-step scale; two steps share a shade."""
    return "shade-none" if decile is None else f"shade-{(int(decile) + 1) // 2}"


def deciles(counts: Sequence[int]) -> Deciles:
    """How many neighbourhoods stand on each step of the ten-step scale?

    >>> [bar.height for bar in deciles([5, 10] + [0] * 8).bars][:3]
    [60.0, 120.0, 0.0]
    """
    total, top, high, wide = sum(counts), max([*counts, 1]), 120.0, SHEET / 10
    even = total / 10
    top = max(top, even)
    bars = tuple(
        Box(
            round(step * wide + 2, 1),
            round(20 + high - high * count / top, 1),
            wide - 4,
            round(high * count / top, 1),
            str(step + 1),
            number(count),
            shade_of_decile(step + 1),
        )
        for step, count in enumerate(counts)
    )
    return Deciles(bars, round(20 + high - high * even / top, 1), total)


def spread(given: Any) -> Spread:
    """How is an indicator spread over the place's neighbourhoods, and over England's?"""
    count = len(given.place)
    if not count:
        return Spread((), "", None, None, (), ())
    high, wide = 110.0, SHEET / count
    top = max([*given.place_percent, *given.england_percent, 0.1])
    first, last = given.edges[0], given.edges[-1]

    def up(value: float) -> float:
        return round(high - high * value / top + 26, 1)

    def across(value: float | None) -> float | None:
        """By bin, not by value: bins need not be equally wide."""
        if value is None:
            return None
        for step in range(count):
            low, up_to = given.edges[step], given.edges[step + 1]
            if value <= up_to or step == count - 1:
                share = (value - low) / (up_to - low) if up_to > low else 0.5
                return round(wide * (step + min(max(share, 0), 1)), 1)
        return None

    bars = tuple(
        Box(round(step * wide + 1, 1), up(value), round(wide - 2, 1), round(high + 26 - up(value), 1))
        for step, value in enumerate(given.place_percent)
    )
    points = []
    for step, value in enumerate(given.england_percent):
        points += [f"{step * wide:.1f},{up(value)}", f"{(step + 1) * wide:.1f},{up(value)}"]
    digits = 0 if abs(last - first) >= 10 else 1 if abs(last - first) >= 1 else 3
    words = [
        _("%(low)s to %(high)s") % {"low": number(given.edges[s], digits), "high": number(given.edges[s + 1], digits)}
        for s in range(count)
    ]
    marked = sorted({0, count // 2, count})
    ticks = tuple(
        Mark(round(at * wide, 1), number(given.edges[at], digits), {0: "start", count: "end"}.get(at, "middle"))
        for at in marked
    )
    return Spread(
        bars,
        " ".join(points),
        _mark(across(given.median), _("half have less")),
        _mark(across(given.england_median), _("England")),
        ticks,
        tuple(zip(words, given.place, given.place_percent, given.england_percent, strict=True)),
    )


def _mark(x: float | None, words: str) -> Mark | None:
    if x is None:
        return None
    return Mark(x, words, "start" if x < 60 else "end" if x > SHEET - 60 else "middle")


def fifths(rows: Sequence[Any]) -> tuple[Bar, ...]:
    """Bars on one scale, 0 to the highest upper end, out of 200."""
    top = max([row.upper or row.per_10000 or 0 for row in rows] or [0]) or 1

    def wide(value: float | None) -> float | None:
        return None if value is None else round(200 * value / top, 1)

    return tuple(Bar(row, wide(row.per_10000), wide(row.lower), wide(row.upper)) for row in rows)


def strip(standing: float | None) -> Strip | None:
    """The dot's place on a line of 200, kept whole inside the sheet; nothing where the standing is not known."""
    return None if standing is None else Strip(round(8 + 184 * min(max(standing, 0), 100) / 100, 1))


def pairs(left: Sequence[Any], right: Sequence[Any]) -> tuple[Pair, ...]:
    """Two areas' figures, each on its own line: by standing in England where known, else by value on a shared scale."""
    others = {figure.indicator: figure for figure in right}
    out = []
    for mine in left:
        other = others.get(mine.indicator)
        if other is None:
            continue
        if mine.standing is not None and other.standing is not None:
            a, b, england = mine.standing, other.standing, 50.0
        else:
            known = [v for v in (mine.value, other.value, mine.england) if v is not None]
            top = max([*known, 0]) or 1
            a, b, england = (None if v is None else 100 * v / top for v in (mine.value, other.value, mine.england))
        out.append(Pair(mine.label, _at(a), _at(b), _at(england), mine, other))
    return tuple(out)


def _at(share: float | None) -> float | None:
    return None if share is None else round(8 + 184 * min(max(share, 0), 100) / 100, 1)
