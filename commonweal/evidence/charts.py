"""Pictures with their words: dots with their reach, bars, and lines through years; on a page and on paper alike.

Told apart by shape as well as by colour. Each has a table that says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import accumulate, pairwise
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.directory.reaching import look

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 400, 214, 34, 396, 14, 172
SMALL, LABEL = 12, 14
ASIDE = 22  # a diamond stands clear of its dot's number
ENDS, MOST_LETTERS = 104, 17  # room for words at the end of a line
LETTERS = 'font-family="Atkinson Hyperlegible Next, sans-serif"'
Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture: what it is of, what it shows in a sentence, a table of the same, and where it comes from."""

    title: str
    sentence: str
    svg: SafeString
    says: str
    caption: str
    heads: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    source: str
    address: str


def source_of(source: str, vintage: str) -> str:
    """Whose figures these are, and of when."""
    return ", ".join(filter(None, (source, vintage)))


def likely(low: float | None, high: float | None, places: int = 1) -> str:
    """Between what and what a number is likely to lie."""
    if low is None or high is None:
        return _("not known")
    return _("%(low)s to %(high)s") % {"low": number(low, places), "high": number(high, places)}


Reach = tuple[float | None, float | None, float | None]  # a value, and between what it is likely to lie


def dots(
    values: Sequence[Reach],
    named: tuple[str, str],
    *,
    england: float | None = None,
    line: tuple[float, float] | None = None,
    wide: Sequence[float] = (),
    beside: Sequence[float | None] = (),
) -> SafeString:
    """A dot for each value with its likely range, the two ends named; a line through them, and England, if given.

    Each stands in the middle of what it counts for in `wide` (people, say), along with the line; else all alike. A
    hollow diamond to its right is what it is set `beside`.
    """
    most = [high if high is not None else value or 0.0 for value, _low, high in values]
    most += [each for each in beside if each is not None]
    up, parts = frame([*most, england or 0.0, *(line or ())])
    if england is not None:
        parts.append(stroke("england", LEFT, up(england), RIGHT, up(england), "soft", 1.5, dashed=True))
        left = england_stands_left([value for value, _low, _high in values], england)
        parts.append(
            text(LEFT + 2 if left else RIGHT, up(england) - 4, _("England"), LABEL, "", "start" if left else "end")
        )
    if line is not None:
        parts.append(stroke("slope", LEFT, up(max(0.0, line[0])), RIGHT, up(max(0.0, line[1])), "need", 2.5))
    wide = wide if any(wide) else [1.0] * len(values)
    so_far = accumulate(wide)
    besides = beside or [None] * len(values)
    for (value, low, high), other, each, until in zip(values, besides, wide, so_far, strict=True):
        x = LEFT + (RIGHT - LEFT) * (until - each / 2) / sum(wide)
        if other is not None:
            parts.append(diamond(x + ASIDE, up(other)))
        if value is None:
            continue
        y = up(value)
        if low is not None and high is not None:
            parts.append(upright(x, up(low), up(high)))
        parts.append(dot(x, y))
        through = [up(each) for each in (england, _along(line, (x - LEFT) / (RIGHT - LEFT))) if each is not None]
        above, below = (y if high is None else up(high)) - 7, (y if low is None else up(low)) + 17
        clear = [at for at in (above, below) if at < BOTTOM and not any(at - LABEL < each < at + 2 for each in through)]
        parts.append(text(x, [*clear, above][0], number(value, 1), LABEL, "bold", "middle"))
    return drawn(WIDE, HIGH, "".join([*parts, *ends(*named)]))


def _along(line: tuple[float, float] | None, part: float) -> float | None:
    """How high a line from end to end is at some part of the way."""
    return None if line is None else line[0] + (line[1] - line[0]) * part


def england_stands_left(values: Sequence[float | None], england: float) -> bool:
    """Whether the word stands freer at the first value than at the last, so that it covers neither."""
    known = [each for each in values if each is not None] or [0.0]
    return abs(known[0] - england) > abs(known[-1] - england)


Told = Sequence[tuple[str, Sequence[tuple[int, float | None]]]]


def lines(told: Told, *, low: float = 0.0, beside: tuple[str, float] | None = None) -> SafeString:
    """Lines through years, each named at its end: the first with full dots, the others with rings. A year that is not
    known is a gap in its line.
    """
    known = [value for _label, points in told for _year, value in points if value is not None]
    up, parts = frame([*known, *([beside[1]] if beside else [])], low)
    years = sorted({year for _label, points in told for year, _value in points})
    end = RIGHT - ENDS

    def along(year: int) -> float:
        return LEFT + 10 + (end - LEFT - 20) * (year - years[0]) / max(1, years[-1] - years[0])

    if beside:
        parts.append(stroke("england", LEFT, up(beside[1]), end, up(beside[1]), "soft", 1.5, dashed=True))
    labels = [] if beside is None else [(up(beside[1]), beside[0])]
    for at, (label, points) in reversed(list(enumerate(told))):  # the first lies uppermost
        kind, of = ("slope", "need") if at == 0 else ("slope--beside", "ink")
        spots = [(along(year), up(value)) for year, value in points if value is not None]
        parts += [
            stroke(kind, along(one), up(value), along(other), up(onward), of, 2.2)
            for (one, value), (other, onward) in pairwise(points)
            if value is not None and onward is not None
        ]
        parts += [dot(x, y) if at == 0 else ring(x, y) for x, y in spots]
        if spots:
            labels.append((spots[-1][1], label if len(label) <= MOST_LETTERS else f"{label[: MOST_LETTERS - 1]}…"))
    parts += [text(end + 4, y + 4, words, SMALL, "") for y, words in _apart(labels)]
    parts += ends(str(years[0]), str(years[-1]), end)
    return drawn(WIDE, HIGH, "".join(parts))


def _apart(labels: Sequence[tuple[float, str]], least: float = 14.0) -> list[tuple[float, str]]:
    """Words at the ends of lines, moved down where they would stand on one another."""
    found: list[tuple[float, str]] = []
    for y, words in sorted(labels):
        found.append((max(y, found[-1][0] + least) if found else y, words))
    over = max(0.0, found[-1][0] - BOTTOM) if found else 0.0
    return [(y - over, words) for y, words in found]


def frame(values: Sequence[float], low: float = 0.0) -> tuple[Scale, list[str]]:
    """What stands behind the dots: numbers at the side, and pale lines."""
    # numpy comes with it, which nobody should wait for at the start
    from commonweal.methods.quantiles import edges

    steps = edges(low, max([*values, low + 0.5]), bins=4)

    def up(value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (value - steps[0]) / (steps[-1] - steps[0])

    parts = []
    for each in steps:
        parts.append(stroke("grid", LEFT, up(each), RIGHT, up(each), "rule", 1))
        parts.append(text(LEFT - 5, up(each) + 4, number(each, 0 if float(each).is_integer() else 1), LABEL, "", "end"))
    return up, parts


def ends(left: str, right: str, end: float = RIGHT) -> list[str]:
    """The line below a picture, and what stands at its two ends."""
    return [
        stroke("axis", LEFT, BOTTOM, end, BOTTOM, "edge", 1.5),
        text(LEFT, BOTTOM + 20, left, LABEL, ""),
        text(end, BOTTOM + 20, right, LABEL, "", "end"),
    ]


def below(ticks: Sequence[tuple[float, str]], says: str) -> list[str]:
    """The line below a picture with its numbers, and what they are of."""
    parts = [stroke("axis", LEFT, BOTTOM, RIGHT, BOTTOM, "edge", 1.5)]
    for x, words in ticks:
        # at the two ends words stand within the picture, clear of the numbers at the side
        anchor = "start" if x < LEFT + LABEL else "end" if x > RIGHT - LABEL else "middle"
        parts.append(stroke("axis", x, BOTTOM, x, BOTTOM + 4, "edge", 1.5))
        parts.append(text(x, BOTTOM + 20, words, LABEL, "", anchor))
    return [*parts, text((LEFT + RIGHT) / 2, BOTTOM + 42, says, LABEL, "", "middle")]


def stroke(
    kind: str, x1: float, y1: float, x2: float, y2: float, of: str, width: float, *, dashed: bool = False
) -> str:
    """A line."""
    where = f'd="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"'
    dashes = ' stroke-dasharray="5 3"' if dashed else ""
    return f'<path class="{kind}" {where} stroke="{colour(of)}" stroke-width="{width}"{dashes} fill="none"/>'


def upright(x: float, low: float, high: float) -> str:
    """How far chance could have moved a dot."""
    where = f'd="M{x - 5:.1f} {low:.1f}h10m-5 0V{high:.1f}m-5 0h10"'
    return f'<path class="range" {where} stroke="{colour("ink")}" stroke-width="2" fill="none"/>'


def dot(x: float, y: float) -> str:
    """A full dot."""
    return f'<circle class="on" cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour("need")}"/>'


def ring(x: float, y: float) -> str:
    """A ring: what is set beside."""
    line = f'fill="#ffffff" stroke="{colour("ink")}" stroke-width="2"'
    return f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="4.5" {line}/>'


def line_through(points: Sequence[tuple[float, float]], *, outer: bool) -> str:
    """A limit of chance; the outer one is broken."""
    where = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    kind, dashes = ("limit limit--outer", ' stroke-dasharray="5 3"') if outer else ("limit", "")
    return (
        f'<polyline class="{kind}" points="{where}" fill="none" stroke="{colour("soft")}" stroke-width="1.5"{dashes}/>'
    )


def group(x: float, y: float, *, out: bool) -> str:
    """One among many, so small: a diamond where it lies outside what chance does, else a ring."""
    if out:
        where = f'd="M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z"'
        return f'<path class="group-out" {where} fill="{colour("need")}" stroke="#ffffff" stroke-width="1"/>'
    line = f'fill="#ffffff" stroke="{colour("soft")}" stroke-width="1.5"'
    return f'<circle class="group-in" cx="{x:.1f}" cy="{y:.1f}" r="3.5" {line}/>'


def diamond(x: float, y: float) -> str:
    """A hollow diamond: all England beside a dot."""
    line = f'fill="#ffffff" stroke="{colour("ink")}" stroke-width="2"'
    return f'<path class="ring diamond" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z" {line}/>'


def box(kind: str, x: float, y: float, wide: float, of: str, *, outlined: bool = False) -> str:
    """A bar, or a part of one."""
    edge = f' stroke="{colour("edge")}" stroke-width="1"' if outlined else ""
    fill = "none" if kind == "none" else colour(of)
    return f'<rect class="{kind}" x="{x:.1f}" y="{y}" width="{max(0.0, wide):.1f}" height="14" fill="{fill}"{edge}/>'


def text(x: float, y: float, words: str, size: int, weight: str, anchor: str = "start") -> str:
    """Words on a picture."""
    bold = f' font-weight="{weight}"' if weight else ""
    where = f'x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text class="words" {where}{bold} {LETTERS} fill="{colour("ink")}">{escape(words)}</text>'


def colour(name: str) -> str:
    """A colour on paper, which is always light."""
    return look.colours()[name]


def drawn(wide: int, high: int, inside: str) -> SafeString:
    """A drawing of these parts."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 0 {wide + 4} {high}" width="{wide}" height="{high}"'
    return mark_safe(f"{head}>{inside}</svg>")  # noqa: S308 - our own drawing, its words escaped


_WORDS = re.compile(
    r'<text class="words" x="([^"]+)" y="([^"]+)" font-size="(\d+)" text-anchor="(\w+)"( font-weight="bold")?[^>]*>'
    r"([^<]*)</text>"
)
_ALONG = {"start": 0.0, "middle": 0.5, "end": 1.0}


def apart(svg: str) -> dict[str, Any]:
    """A drawing for paper: its lines, and its words beside them. Within a drawing the press has too few typefaces for a
    line of words in most languages; as words of the page they have all of ours.
    """
    wide, high = (float(each) for each in re.findall(r' (?:width|height)="([\d.]+)"', svg)[:2])
    labels = [
        [float(x) + 2, float(y), int(size), _ALONG[anchor], bool(bold), unescape(words)]
        for x, y, size, anchor, bold, words in _WORDS.findall(svg)
    ]
    return {"svg": _WORDS.sub("", svg), "wide": wide + 4, "high": high, "labels": labels}
