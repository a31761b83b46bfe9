"""The pictures: combinations as bars over a grid of dots (as UpSet has it), and a map by how many are high."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.errors import DomainError
from commonweal.core.outline import Sheet, draw
from commonweal.evidence import queries as evidence
from commonweal.evidence.missed.rows import CombinationRow, MarkerRow, MissedAreaRow
from commonweal.evidence.shades import NONE
from commonweal.journal.actor import Actor
from commonweal.places import area_kinds
from commonweal.places import queries as places
from commonweal.places.models import Place

MOST = 12  # combinations drawn; the table has all
LEFT, STEP, ROW, BARS, LETTER = 250, 42, 34, 130, 34


@dataclass(frozen=True, slots=True)
class Column:
    """One combination: its bar, its number, its dots and the line that joins them."""

    x: int
    top: int
    height: int
    words: str
    dots: tuple[tuple[int, bool], ...]  # y, whether the marker is one of them
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Upset:
    """The whole drawing."""

    width: int
    height: int
    labels: tuple[tuple[int, str], ...]  # y, what the marker is called
    columns: tuple[Column, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map with its legend."""

    sheet: Sheet
    title: str
    steps: list[tuple[str, str]]


def upset(markers: Sequence[MarkerRow], combinations: Sequence[CombinationRow]) -> Upset | None:
    """The largest combinations, side by side; None where nothing is high."""
    shown = combinations[:MOST]
    if not shown:
        return None
    ys = {each.indicator: BARS + 30 + ROW * at for at, each in enumerate(markers)}
    top = max(each.neighbourhoods for each in shown)
    columns = tuple(_column(each, LEFT + STEP * at, ys, top) for at, each in enumerate(shown))
    labels = tuple((ys[each.indicator], _short(each.label)) for each in markers)
    width = LEFT + STEP * len(shown)
    return Upset(width, BARS + 30 + ROW * len(markers), labels, columns, len(combinations) - len(shown))


def _short(label: str) -> str:
    return label if len(label) <= LETTER else label[: LETTER - 1].rsplit(" ", 1)[0] + "…"


def _column(each: CombinationRow, x: int, ys: dict[str, int], top: int) -> Column:
    height = max(2, round((BARS - 24) * each.neighbourhoods / top))
    mine = [ys[key] for key in each.markers]
    dots = tuple((y, key in each.markers) for key, y in ys.items())
    return Column(x, BARS - height, height, str(each.neighbourhoods), dots, min(mine), max(mine))


def drawn(viewer: Actor, place: Place, areas: Sequence[MissedAreaRow]) -> Drawn | None:
    """Each neighbourhood by how many markers are high in it; None where no outlines are held, or too many."""
    kinds = evidence.kinds(viewer, place.slug)
    kind = next((k for k, _words, many in kinds if k in area_kinds.SMALL and many <= places.MOST_DRAWN), None)
    if kind is None:
        return None
    by_key = {row.key: _shade(row) for row in areas}
    try:
        shapes = evidence.outlines(viewer, place.slug, kind)
    except DomainError:
        return None
    sheet = draw(orjson.loads(shapes)["features"], shade=lambda facts: by_key.get(str(facts.get("key", "")), NONE))
    met = set(by_key.values())
    words = [
        ("shade-1", _("three or more are high")),
        ("shade-2", ngettext("%s is high", "%s are high", 2) % 2),
        ("shade-4", ngettext("%s is high", "%s are high", 1) % 1),
        ("shade-5", _("none is")),
        (NONE, _("not known")),
    ]
    title = _("Map: in how many ways at once. The table says the same.")
    return Drawn(sheet, title, [step for step in words if step[0] in met])


def _shade(row: MissedAreaRow) -> str:
    if not row.high:
        return NONE if row.unknown else "shade-5"
    return {1: "shade-4", 2: "shade-2"}.get(row.high, "shade-1")
