"""The thread as a picture: what a thing rests on comes before it, what came of it after; each sort has its shape.

Drawn twice from the same steps: in columns from left to right for a desk, and from top to bottom for a telephone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.journal import sorts
from commonweal.journal.kinds import Card
from commonweal.journal.refs import Ref
from commonweal.journal.trace import Step

WIDE, HIGH, GAP, BETWEEN, EDGE = 214, 122, 46, 18, 10
TITLE, LINE, LINES = 45, 18, 3
ROWS = 10  # in a column, or a band of the tall picture
TALL, TALL_HIGH, STEP, DEEP = 340, 120, 18, 5
LETTERS, NARROW_LETTERS = 23, 36


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing, and where it is drawn. `outline` is the path of its shape."""

    x: int
    y: int
    width: int
    height: int
    title: tuple[tuple[int, str], ...]  # lines, each with how far down it stands
    note: str
    note_at: int
    address: str
    sort: str
    label: str
    icon: str
    outline: str
    start: bool = False

    @property
    def whole(self) -> str:
        """For those who listen to the picture: what sort of thing, what it is called, whose it is."""
        title = " ".join(line for _down, line in self.title)
        return f"{self.label}: {title}" + (f", {self.note}" if self.note else "")


@dataclass(frozen=True, slots=True)
class Line:
    """Joins two spots, from what came first to what rests on it."""

    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A sheet with spots and lines; `left_out` things did not fit and stand in the list only."""

    width: int
    height: int
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    left_out: int


Columns = dict[int, list[tuple[Ref, Card]]]


def draw(start: Ref, card: Card, back: Sequence[Step], forward: Sequence[Step]) -> Picture:
    """For a desk: columns by how many steps away a thing is."""
    columns, left_out = _columns(start, card, back, forward)
    tallest, first = max(len(things) for things in columns.values()), min(columns)
    height = tallest * (HIGH + BETWEEN) - BETWEEN + 2 * EDGE
    at: dict[tuple[int, Ref], tuple[int, int]] = {}
    spots = []
    for column, things in sorted(columns.items()):
        x = (column - first) * (WIDE + GAP) + EDGE
        top = (height - len(things) * (HIGH + BETWEEN) + BETWEEN) // 2
        for row, (thing, shown) in enumerate(things):
            y = top + row * (HIGH + BETWEEN)
            at[(column, thing)] = (x, y)
            spots.append(_spot(x, y, WIDE, HIGH, LETTERS, thing, shown, column == 0))
    lines = []
    for left, right in _joins(at, back, forward):
        x1, y1, x2, y2 = left[0] + WIDE, left[1] + HIGH // 2, right[0], right[1] + HIGH // 2
        middle = (x1 + x2) // 2
        lines.append(Line(f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"))
    width = (max(columns) - first) * (WIDE + GAP) + WIDE + 2 * EDGE
    return Picture(width, height, tuple(spots), tuple(lines), left_out)


def draw_tall(start: Ref, card: Card, back: Sequence[Step], forward: Sequence[Step]) -> Picture:
    """For a telephone: from top to bottom as a tree. What a thing came out of stands right above it, set in."""
    # Turned round below, so that what was said first stands first.
    before, after = _tree(start, back[::-1]), _tree(start, forward)
    rows = [*reversed(before), (start, card, 0, None), *after]
    width = TALL - EDGE
    spots, lines = [], []
    at: dict[Ref, tuple[int, int]] = {}
    for number, (thing, shown, depth, _near) in enumerate(rows):
        x, y = min(depth, DEEP) * STEP + 2, EDGE + number * (TALL_HIGH + BETWEEN)
        at[thing] = (x, y)
        spots.append(_spot(x, y, width - x, TALL_HIGH, NARROW_LETTERS - 2 * min(depth, DEEP), thing, shown, depth == 0))
    for thing, _shown, _depth, near in rows:
        if near is None:
            continue
        (x, y), (near_x, near_y) = at[thing], at[near]
        rail, middle = near_x + STEP // 2, y + TALL_HIGH // 2
        end = near_y if near_y > y else near_y + TALL_HIGH
        lines.append(Line(f"M{max(x, rail)} {middle}H{rail}V{end}"))
    height = EDGE + len(rows) * (TALL_HIGH + BETWEEN)
    left_out = len(back) + len(forward) - len(before) - len(after)
    return Picture(TALL, height, tuple(spots), tuple(lines), left_out)


Row = tuple[Ref, Card, int, Ref | None]


def _tree(start: Ref, steps: Sequence[Step]) -> list[Row]:
    """Steps of one way, each followed by what was reached from it; at most so many from one thing, and in all."""
    under: dict[Ref, list[Step]] = {}
    for step in steps:
        under.setdefault(step.from_thing, []).append(step)
    rows: list[Row] = []

    def down(thing: Ref) -> None:
        for step in under.get(thing, [])[:ROWS]:
            if len(rows) < 2 * ROWS:
                rows.append((step.thing, step.card, step.depth, thing))
                down(step.thing)

    down(start)
    return rows


def sorts_in(picture: Picture) -> list[sorts.Sort]:
    """Which sorts the picture shows, for its legend."""
    met = {spot.sort for spot in picture.spots}
    return [each for key, each in sorts.SORTS.items() if key in met]


def _columns(start: Ref, card: Card, back: Sequence[Step], forward: Sequence[Step]) -> tuple[Columns, int]:
    columns: Columns = {0: [(start, card)]}
    for sign, steps in ((-1, back), (1, forward)):
        for step in steps:
            columns.setdefault(sign * step.depth, []).append((step.thing, step.card))
    left_out = sum(max(len(things) - ROWS, 0) for things in columns.values())
    return {at: things[:ROWS] for at, things in columns.items()}, left_out


def _joins(
    at: dict[tuple[int, Ref], tuple[int, int]], back: Sequence[Step], forward: Sequence[Step]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Pairs of spots to be joined, the earlier first."""
    found = []
    for sign, steps in ((-1, back), (1, forward)):
        for step in steps:
            far = at.get((sign * step.depth, step.thing))
            near = at.get((sign * (step.depth - 1), step.from_thing))
            if far and near:
                found.append((far, near) if sign < 0 else (near, far))
    return found


def _spot(x: int, y: int, width: int, height: int, letters: int, thing: Ref, card: Card, start: bool) -> Spot:
    sort = sorts.of(thing.kind)
    title = tuple(textwrap.wrap(card.title, max(letters, 12), max_lines=LINES, placeholder="…")) or ("",)
    placed = tuple((TITLE + number * LINE, words) for number, words in enumerate(title))
    return Spot(
        *(x, y, width, height, placed, _short(card.note, letters + 5), TITLE + len(title) * LINE + 1, card.address),
        *(sort.key, str(sort.label), sort.icon, outline(sort.key, x, y, width, height), start),
    )


def outline(sort: str, x: int, y: int, w: int, h: int) -> str:
    """The shape of a sort: a bubble, a leaf-ended card, a stack, a sign, a slip with a fold, or a plain card."""
    r, b = x + w, y + h
    if sort == sorts.VOICE:  # somebody speaks
        return _round(x, y, w, h - 10, 14, tail=True)
    if sort == sorts.SENSE:  # put together: ends like a capsule
        return _round(x, y, w, h, 30)
    if sort == sorts.DECISION:  # a signpost: points onward
        return f"M{x} {y}H{r - 18}L{r} {y + h // 2}L{r - 18} {b}H{x}Z"
    if sort == sorts.PROMISE:  # a signed sheet: one corner folded
        return f"M{x} {y}H{r - 20}L{r} {y + 20}V{b}H{x}ZM{r - 20} {y}V{y + 20}H{r}"
    if sort == sorts.NUMBER:  # cut corners, as a plate has
        return f"M{x + 12} {y}H{r - 12}L{r} {y + 12}V{b - 12}L{r - 12} {b}H{x + 12}L{x} {b - 12}V{y + 12}Z"
    return _round(x, y, w, h, 6)


def _round(x: int, y: int, w: int, h: int, by: int, *, tail: bool = False) -> str:
    r, b = x + w, y + h
    foot = f"H{x + 44}L{x + 26} {b + 10}V{b}" if tail else ""
    return (
        f"M{x + by} {y}H{r - by}Q{r} {y} {r} {y + by}V{b - by}Q{r} {b} {r - by} {b}{foot}H{x + by}"
        f"Q{x} {b} {x} {b - by}V{y + by}Q{x} {y} {x + by} {y}Z"
    )


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
