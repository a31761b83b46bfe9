"""One picture of one number: dots for so many in a hundred, bars side by side, or a line between two ends.

Told apart by shape as well as by colour: what counts is filled, what does not is a ring. The same drawing stands on a
screen (where its classes take the colours of the theme) and on paper (where its own colours are used).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.evidence.charts import colour, drawn, text
from commonweal.evidence.rows import KeptFigureRow

WIDE, STEP, DOT = 400, 18, 6.6
MOST_BARS, BAR = 10, 300


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, what it shows in words, and the table that says the same."""

    svg: SafeString
    says: str
    caption: str
    table: tuple[tuple[str, str], ...]


def of(figure: KeptFigureRow) -> Picture | None:
    """The picture that suits a number; None where the number itself is all there is to see, or is not known."""
    rows = _rows(figure)
    if figure.value is None:
        return None
    if figure.unit == "percent" and 0.95 <= figure.value <= 100 and len(rows) <= 2:
        return _dots(figure, rows)
    if len(rows) > 1:
        return _bars(figure, rows[:MOST_BARS])
    return _between(figure) if figure.low is not None and figure.high is not None else None


def _rows(figure: KeptFigureRow) -> list[tuple[str, float]]:
    """What stands in the small table as names and numbers: its first column of words, and its values."""
    listed: Sequence[Mapping[str, Any]] = [row for row in figure.rows if isinstance(row, Mapping)]
    name = (
        next((key for key in listed[0] if all(isinstance(row.get(key), str) for row in listed)), "") if listed else ""
    )
    found = [(str(row.get(name, "")), row.get("value")) for row in listed] if name else []
    return [(words, float(value)) for words, value in found if isinstance(value, int | float)]


def _said(value: float, unit: str) -> str:
    """A value on the picture, shortly."""
    return (
        _("%(many)s in 100") % {"many": number(value)} if unit == "percent" else number(value, 0 if value > 99 else 1)
    )


def _dots(figure: KeptFigureRow, rows: list[tuple[str, float]]) -> Picture:
    """A hundred dots, and another hundred for what it is set beside."""
    shown = rows or [(_("Here"), figure.value or 0.0)]
    high = STEP * 10 + 44
    parts = [
        _hundred(at * 220, value) + _under(at * 220, high, words, value) for at, (words, value) in enumerate(shown)
    ]
    told = tuple((words, _said(value, "percent")) for words, value in shown)
    says = ". ".join(f"{words}: {said}" for words, said in told)
    wide = WIDE if len(shown) > 1 else STEP * 10
    return Picture(
        drawn(wide, high, "".join(parts)), says, _("Filled dots are those it is about, of every hundred."), told
    )


def _hundred(left: int, value: float) -> str:
    many, tell = round(value), []
    for at in range(100):
        x, y = left + STEP * (at % 10) + STEP / 2, STEP * (at // 10) + STEP / 2
        if at < many:
            tell.append(f'<circle class="on" cx="{x:g}" cy="{y:g}" r="{DOT}" fill="{colour("need")}"/>')
        else:
            ring = f'fill="none" stroke="{colour("edge")}" stroke-width="1.4"'
            tell.append(f'<circle class="off" cx="{x:g}" cy="{y:g}" r="{DOT - 0.7}" {ring}/>')
    return "".join(tell)


def _under(left: int, high: int, words: str, value: float) -> str:
    return text(left, high - 26, words[:24], 15, "") + text(left, high - 5, _said(value, "percent"), 18, "bold")


def _bars(figure: KeptFigureRow, rows: list[tuple[str, float]]) -> Picture:
    """A bar for each row; the last of two is what it is set beside, drawn hollow."""
    most = max(abs(value) for _words, value in rows) or 1.0
    parts = []
    for at, (words, value) in enumerate(rows):
        top, wide = at * 52, max(2.0, BAR * abs(value) / most)
        beside = len(rows) == 2 and at == 1
        look_ = f'fill="none" stroke="{colour("ink")}" stroke-width="2"' if beside else f'fill="{colour("need")}"'
        parts.append(text(0, top + 16, words[:46], 15, ""))
        kind = "beside" if beside else "on"
        parts.append(f'<rect class="{kind}" x="1" y="{top + 23}" width="{wide:.1f}" height="18" {look_}/>')
        parts.append(text(wide + 9, top + 38, _said(value, figure.unit), 16, "bold"))
    told = tuple((words, _said(value, figure.unit)) for words, value in rows)
    says = ". ".join(f"{words}: {said}" for words, said in told)
    return Picture(
        drawn(WIDE, len(rows) * 52, "".join(parts)), says, _("The longer the bar, the larger the number."), told
    )


def _between(figure: KeptFigureRow) -> Picture:
    """A number between the ends it is likely to lie between."""
    low, high, value = float(figure.low or 0), float(figure.high or 0), float(figure.value or 0)
    left, right = min(low, value, 0.0), max(high, value, 0.0)
    span = (right - left) or 1.0

    def at(number_: float) -> float:
        return 20 + (WIDE - 40) * (number_ - left) / span

    ink, need = colour("ink"), colour("need")
    parts = [
        f'<path class="axis" d="M20 40H{WIDE - 20}M{at(0):.1f} 30v20" stroke="{colour("edge")}" stroke-width="1.5"/>',
        f'<path class="range" d="M{at(low):.1f} 40H{at(high):.1f}M{at(low):.1f} 26v28M{at(high):.1f} 26v28" '
        f'stroke="{ink}" stroke-width="3" fill="none"/>',
        f'<circle class="on" cx="{at(value):.1f}" cy="40" r="9" fill="{need}"/>',
        text(at(value), 16, _said(value, figure.unit), 16, "bold", "middle"),
        text(at(low), 76, number(low, 1), 14, "", "middle"),
        text(at(high), 76, number(high, 1), 14, "", "middle"),
        text(at(0), 92, "0", 14, "", "middle"),
    ]
    told = ((_("The number"), figure.text), (_("Likely between"), f"{number(low, 1)} – {number(high, 1)}"))
    caption = _(
        "The dot is the number; the line is where it is likely to lie. Nought is marked: does the line cross it?"
    )
    return Picture(drawn(WIDE, 98, "".join(parts)), ". ".join(map(": ".join, told)), caption, told)
