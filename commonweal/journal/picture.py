"""The thread as a picture: what a thing rests on to its left, what came of it to its right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.journal.kinds import Card
from commonweal.journal.refs import Ref
from commonweal.journal.trace import Step

# Five columns fit a page on a desk.
WIDE, HIGH, GAP = 190, 58, 48
ROWS = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing, and where it is drawn."""

    x: int
    y: int
    title: str
    note: str
    address: str
    start: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Joins two spots, from what came first to what rests on it."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A sheet with spots and lines; `left_out` things did not fit and stand in the list only."""

    width: int
    height: int
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    left_out: int


def draw(start: Ref, card: Card, back: Sequence[Step], forward: Sequence[Step]) -> Picture:
    """Columns by how many steps away a thing is; at most twelve to a column."""
    columns: dict[int, list[tuple[Ref, Card]]] = {0: [(start, card)]}
    for sign, steps in ((-1, back), (1, forward)):
        for step in steps:
            columns.setdefault(sign * step.depth, []).append((step.thing, step.card))
    left_out = sum(max(len(things) - ROWS, 0) for things in columns.values())
    columns = {at: things[:ROWS] for at, things in columns.items()}
    tallest, first = max(len(things) for things in columns.values()), min(columns)
    height = tallest * (HIGH + 16) + 16
    at: dict[tuple[int, Ref], tuple[int, int]] = {}
    spots = []
    for column, things in sorted(columns.items()):
        x = (column - first) * (WIDE + GAP) + 8
        top = (height - len(things) * (HIGH + 16) + 16) // 2
        for row, (thing, shown) in enumerate(things):
            y = top + row * (HIGH + 16)
            at[(column, thing)] = (x, y)
            spots.append(Spot(x, y, _short(shown.title, 24), _short(shown.note, 28), shown.address, column == 0))
    lines = []
    for sign, steps in ((-1, back), (1, forward)):
        for step in steps:
            far = at.get((sign * step.depth, step.thing))
            near = at.get((sign * (step.depth - 1), step.from_thing))
            if far and near:
                left, right = (far, near) if sign < 0 else (near, far)
                lines.append(Line(left[0] + WIDE, left[1] + HIGH // 2, right[0], right[1] + HIGH // 2))
    return Picture((max(columns) - first) * (WIDE + GAP) + WIDE + 16, height, tuple(spots), tuple(lines), left_out)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
