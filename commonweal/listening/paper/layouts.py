"""Where everything stands on a printed sheet, in millimetres from its upper left corner.

The press prints by these numbers and the eye reads by them, so the two cannot drift apart. A sheet that was printed is
read by the numbers it was printed by: a layout that has been used is never changed, a new one gets a new key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

MAP, STORY, CAFE = "map", "story", "cafe"
PAPERS = {"a2": (594.0, 420.0), "a3": (420.0, 297.0), "a4": (297.0, 210.0), "a5": (210.0, 148.0)}
EDGE = 8.0  # what a printer at home leaves blank, and a little
CODE = 3.0  # so much smaller than the head the square code is
STORY_HEAD = CAFE_HEAD = 24.0
STRIP = 24.0  # to tear off and keep: outside the corner marks, so it is never in a straightened picture
GAP = 3.0
TICK = 5.0
ASKED = 25.0  # above the boxes: how somebody wants to be called, who reads it anyhow, and what the boxes are
TICKS = ("code", "quote", "picture", "publish", "young", "scribed")
TICKED_FOR = TICKS[:4]  # the uses people are asked about on paper, beside being heard; the rest is asked face to face

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the paper."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """One sort of sheet. `group` says which four corner marks it has: 4 × group, and the next three, clockwise."""

    key: str
    group: int
    kind: str
    paper: str
    width: float
    height: float
    marker: float
    letters: float  # size of what is printed, in points
    head: float  # height of the title, how to fill it in, and the square code
    frame: Box  # the map, or where people write
    panel: Box | None  # beside a map: what each mark means
    notes: tuple[Box, ...] = ()
    ticks: dict[str, Box] = field(default_factory=dict)
    across: int = 0  # squares of the grid
    down: int = 0

    @property
    def whole(self) -> Box:
        """What is inside the corner marks, and they themselves: all that is kept of a photograph."""
        return Box(EDGE, EDGE, self.width - 2 * EDGE, self.height - 2 * EDGE - STRIP)

    @property
    def code(self) -> Box:
        """The square code, beside the upper right corner mark."""
        side = self.head - CODE
        return Box(self.width - EDGE - self.marker - GAP - side, EDGE + 1, side, side)

    @cached_property
    def centres(self) -> tuple[Point, Point, Point, Point]:
        """The middles of the corner marks: upper left, then clockwise."""
        near, box = self.marker / 2, self.whole
        left, right, top, low = box.x + near, box.x + box.width - near, box.y + near, box.y + box.height - near
        return (left, top), (right, top), (right, low), (left, low)

    @property
    def ids(self) -> tuple[int, int, int, int]:
        """The numbers of its corner marks, in the order of `centres`."""
        first = 4 * self.group
        return first, first + 1, first + 2, first + 3

    def corners(self, place: int) -> tuple[Point, Point, Point, Point]:
        """The four corners of one corner mark: upper left, then clockwise."""
        (x, y), half = self.centres[place], self.marker / 2
        return (x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)


def _ticks(x: float, y: float, step: float) -> dict[str, Box]:
    return {name: Box(x, y + place * step, TICK, TICK) for place, name in enumerate(TICKS)}


def _map(
    group: int, paper: str, marker: float, letters: float, head: float, beside: float, square: float, step: float
) -> Layout:
    width, height = PAPERS[paper]
    top, low = EDGE + head + GAP, height - EDGE - STRIP - marker - GAP
    frame = Box(EDGE + 6, top + 5, width - 2 * EDGE - beside - 6 - GAP, low - top - 5)
    panel = Box(width - EDGE - beside, top, beside, low - top)
    ticks = _ticks(panel.x, panel.y + panel.height - len(TICKS) * step, step)
    return Layout(
        f"{MAP}-{paper}", group, MAP, paper, width, height, marker, letters, head, frame, panel,
        ticks=ticks, across=round(frame.width / square), down=round(frame.height / square),
    )  # fmt: skip


def _story(group: int, paper: str, marker: float, letters: float, step: float) -> Layout:
    height, width = PAPERS[paper]
    low = height - EDGE - STRIP - marker - GAP
    ticks = _ticks(EDGE, low - len(TICKS) * step, step)
    top = EDGE + STORY_HEAD + GAP
    frame = Box(EDGE, top, width - 2 * EDGE, low - len(TICKS) * step - ASKED - top)
    return Layout(
        f"{STORY}-{paper}", group, STORY, paper, width, height, marker, letters, STORY_HEAD, frame, None, ticks=ticks
    )


def _cafe(group: int, paper: str, marker: float, letters: float, beside: float, step: float) -> Layout:
    width, height = PAPERS[paper]
    top, low = EDGE + CAFE_HEAD + GAP, height - EDGE - STRIP - marker - GAP
    frame = Box(EDGE, top, width - 2 * EDGE - beside - GAP, low - top)
    panel = Box(width - EDGE - beside, top, beside, low - top)
    across, down = 2, 4
    wide, high = (frame.width - GAP * (across - 1)) / across, (frame.height - GAP * (down - 1)) / down
    notes = tuple(
        Box(frame.x + column * (wide + GAP), frame.y + row * (high + GAP), wide, high)
        for row in range(down)
        for column in range(across)
    )
    ticks = _ticks(panel.x, panel.y + panel.height - len(TICKS) * step, step)
    return Layout(
        f"{CAFE}-{paper}", group, CAFE, paper, width, height, marker, letters, CAFE_HEAD, frame, panel,
        notes=notes, ticks=ticks,
    )  # fmt: skip


LAYOUTS = {
    each.key: each
    for each in (
        _map(0, "a4", 12, 8.5, 24, 74, 30, 8.5),
        _map(1, "a3", 14, 10.5, 26, 96, 35, 11),
        _map(2, "a2", 20, 13, 36, 128, 40, 14),
        _story(3, "a5", 10, 8.5, 6.4),
        _story(4, "a4", 12, 11, 9),
        _cafe(5, "a3", 14, 10.5, 96, 11),
        _cafe(6, "a4", 12, 8.5, 74, 8.5),
    )
}
BY_GROUP = {each.group: each for each in LAYOUTS.values()}
KEYPAD = "123456789"  # where in a square: as on the keys of a telephone, 1 upper left, 5 the middle, 9 lower right


def square(layout: Layout, said: str) -> Point | None:
    """The spot that the name of a square means, in millimetres; None where there is no such square.

    >>> square(LAYOUTS["map-a4"], "Z9") is None, square(LAYOUTS["map-a4"], "a1") == square(LAYOUTS["map-a4"], "A1-5")
    (True, True)
    """
    name, _dash, key = said.strip().upper().partition("-")
    key = key.strip() or "5"
    if not (name[:1].isalpha() and name[1:].isascii() and name[1:].isdigit()) or key not in KEYPAD:
        return None
    column, row = ord(name[0]) - ord("A"), int(name[1:]) - 1
    if not (0 <= column < layout.across and 0 <= row < layout.down):
        return None
    wide, high = layout.frame.width / layout.across, layout.frame.height / layout.down
    third = KEYPAD.index(key)
    across, down = column + (third % 3 + 0.5) / 3, row + (third // 3 + 0.5) / 3
    return layout.frame.x + across * wide, layout.frame.y + down * high


def named(layout: Layout, spot: Point) -> str:
    """The name of the square in which a spot lies, with its key.

    >>> named(LAYOUTS["map-a4"], square(LAYOUTS["map-a4"], "B2-9"))
    'B2-9'
    """
    across = (spot[0] - layout.frame.x) / layout.frame.width * layout.across
    down = (spot[1] - layout.frame.y) / layout.frame.height * layout.down
    column, row = min(max(int(across), 0), layout.across - 1), min(max(int(down), 0), layout.down - 1)
    third = min(int((across - column) * 3), 2) + 3 * min(int((down - row) * 3), 2)
    return f"{chr(ord('A') + column)}{row + 1}-{KEYPAD[third]}"
