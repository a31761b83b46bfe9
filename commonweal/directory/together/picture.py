"""The network as a drawing: boxes with names, lines with a letter for what they do together. A table says the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.directory.together.kinds import Kind, every
from commonweal.directory.together.layout import laid_out
from commonweal.directory.together.queries import CONFIRMED, DENIED, Neighbourhood, Network, PartnershipRow

WIDE, BOX, LINES, LETTERS = 1060, (168, 46), 2, 19
NARROW, ROW, NEAR = 340, 74, 196  # one organisation's own: as wide as a telephone, a row for each it works with


@dataclass(frozen=True, slots=True)
class Box:
    """One organisation."""

    id: str
    name: str
    lines: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int
    anchor: bool
    here: bool = False

    @property
    def middle(self) -> int:
        """Where its name is centred."""
        return self.x + self.width // 2

    @property
    def first(self) -> int:
        """How far down its first line of words stands."""
        return self.height // 2 + (5 if len(self.lines) == 1 else -4)


@dataclass(frozen=True, slots=True)
class Line:
    """What two organisations do together: a line, firm where both say so, and its letters in the middle."""

    path: str
    look: str  # firm, claimed, denied
    x: int
    y: int
    marks: str
    words: str

    @property
    def width(self) -> int:
        """How wide its letters are."""
        return 12 + 10 * len(self.marks)

    @property
    def left(self) -> int:
        """Where they begin."""
        return self.x - self.width // 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its size and its key."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    kinds: tuple[Kind, ...]

    @property
    def denied(self) -> bool:
        """Is a line in it that one side denies?"""
        return any(line.look == "denied" for line in self.lines)

    @property
    def anchors(self) -> bool:
        """Is an anchor in it?"""
        return any(box.anchor for box in self.boxes)


def whole(network: Network) -> Picture | None:
    """A whole place; None where nobody has told us of any partnership that goes on."""
    rows = [row for row in network.partnerships if not row.over]
    if not rows:
        return None
    names = {id: name for row in rows for id, name in ((row.one_id, row.one), (row.other_id, row.other))}
    ids = sorted(names, key=lambda id: (names[id].casefold(), id))
    number = {id: each for each, id in enumerate(ids)}
    by = _by_pair(rows)
    edges = sorted((min(number[a], number[b]), max(number[a], number[b])) for a, b in by)
    points = laid_out(len(ids), edges, width=WIDE, box=BOX)
    at = {id: (round(points[each][0]), round(points[each][1])) for id, each in number.items()}
    anchors = {each.organization_id for each in network.anchors}
    boxes = tuple(_box(id, names[id], at[id], id in anchors) for id in ids)
    lines = tuple(
        _line(held, at[a], at[b])
        for (a, b), held in sorted(by.items(), key=lambda e: (number[e[0][0]], number[e[0][1]]))
    )
    width = max(box.x + box.width for box in boxes) + 4
    height = max(box.y + box.height for box in boxes) + 4
    return Picture(width, height, boxes, lines, _kinds(rows))


def near(found: Neighbourhood, anchors: Iterable[str] = ()) -> Picture | None:
    """One organisation and those it works with, under each other, so that a telephone shows it whole."""
    rows = [row for row in found.partnerships if not row.over]
    if not rows:
        return None
    by, marked = defaultdict[str, list[PartnershipRow]](list), set(anchors)
    names: dict[str, str] = {}
    for row in rows:
        id, name = (row.other_id, row.other) if row.one_id == found.id else (row.one_id, row.one)
        by[id].append(row)
        names[id] = name
    ids = sorted(by, key=lambda id: (names[id].casefold(), id))
    high = ROW * len(ids) + 70
    own = Box(found.id, found.name, _cut(found.name, 38), 2, 2, NARROW - 4, 46, found.id in marked, here=True)
    boxes, lines = [own], []
    for number, id in enumerate(ids):
        y = 70 + ROW * number + ROW // 2
        width = NARROW - NEAR // 2 - 4
        boxes.append(Box(id, names[id], _cut(names[id]), NEAR // 2 + 2, y - 25, width, 50, id in marked))
        bent = f"M24 48V{y - 10}Q24 {y} 34 {y}H{NEAR // 2}"
        lines.append(Line(bent, _look(by[id]), 62, y, _marks(by[id]), _words(by[id])))
    return Picture(NARROW, high, tuple(boxes), tuple(lines), _kinds(rows))


def _by_pair(rows: Iterable[PartnershipRow]) -> dict[tuple[str, str], list[PartnershipRow]]:
    by: dict[tuple[str, str], list[PartnershipRow]] = {}
    for row in rows:
        by.setdefault((min(row.one_id, row.other_id), max(row.one_id, row.other_id)), []).append(row)
    return by


def _box(id: str, name: str, at: tuple[int, int], anchor: bool) -> Box:
    return Box(id, name, _cut(name), at[0] - BOX[0] // 2 + 2, at[1] - BOX[1] // 2 + 2, *BOX, anchor)


def _line(rows: Sequence[PartnershipRow], a: tuple[int, int], b: tuple[int, int]) -> Line:
    (x1, y1), (x2, y2) = a, b
    path = f"M{x1 + 2} {y1 + 2}L{x2 + 2} {y2 + 2}"
    return Line(path, _look(rows), (x1 + x2) // 2 + 2, (y1 + y2) // 2 + 2, _marks(rows), _words(rows))


def _look(rows: Sequence[PartnershipRow]) -> str:
    stands = {row.stands for row in rows}
    return "firm" if CONFIRMED in stands else "denied" if stands == {DENIED} else "claimed"


def _marks(rows: Iterable[PartnershipRow]) -> str:
    return " ".join(sorted({row.mark for row in rows}))


def _words(rows: Iterable[PartnershipRow]) -> str:
    return " ".join(f"{_sentence(row)} {row.said}" for row in rows)


def _sentence(row: PartnershipRow) -> str:
    return _("%(one)s %(does)s %(other)s.") % {"one": row.one, "does": row.does, "other": row.other}


def _kinds(rows: Iterable[PartnershipRow]) -> tuple[Kind, ...]:
    used = {row.kind for row in rows}
    return tuple(each for each in every().values() if each.key in used)


def _cut(name: str, letters: int = LETTERS) -> tuple[str, ...]:
    """A name in at most two lines; what does not fit ends in dots, and the table has it whole.

    >>> _cut("Larkfield Growing Patch"), _cut("Choir")
    (('Larkfield Growing', 'Patch'), ('Choir',))
    """
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= letters or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    lines = [each if len(each) <= letters else each[: letters - 1] + "…" for each in lines]
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1][: letters - 1] + "…"]
    return tuple(lines)
