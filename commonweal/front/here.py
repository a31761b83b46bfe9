"""What is here, put so that nobody has to read an endless list: named things first, nameless ones counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from commonweal.directory import kinds as asset_kinds
from commonweal.directory import queries as directory
from commonweal.directory import words as asset_words
from commonweal.directory.queries import AssetRow, Tally
from commonweal.evidence.rows import AreaRow, AssetCount
from commonweal.journal.actor import Actor

# As many as have a number on the drawing and stand open on a phone.
FIRST = 8
MOST_NEAR = 40


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a name, and how far it is from the middle of the area or from a postcode."""

    id: str
    name: str
    kind_label: str
    group: str
    away: str
    inside: bool
    number: int = 0  # on the drawing; 0 where it has none


@dataclass(frozen=True, slots=True)
class Heap:
    """A group of kinds: how many there are in all, the kinds in it, and a bar as long as its share of the largest."""

    group: str
    total: int
    share: float
    kinds: tuple[AssetCount | Tally, ...]


def heaps(counts: Iterable[AssetCount | Tally], *, well: bool = True) -> list[Heap]:
    """Kinds under their groups, the fullest group first; those that help keep people well, or the others."""
    kept = sorted((c for c in counts if c.keeps_well == well and c.count), key=lambda c: c.group)
    rows = [(group, sorted(each, key=lambda c: -c.count)) for group, each in groupby(kept, key=lambda c: c.group)]
    most = max((sum(c.count for c in each) for _, each in rows), default=1)
    found = [
        Heap(group, total, round(200 * total / most, 1), tuple(each))
        for group, each in rows
        for total in (sum(c.count for c in each),)
    ]
    return sorted(found, key=lambda heap: -heap.total)


def things(viewer: Actor, area: AreaRow, inside: Sequence[AssetRow]) -> tuple[list[Thing], list[AssetRow]]:
    """Named things in and near a neighbourhood, those inside first, each with its straight line from the middle."""
    if area.lat is None or area.lon is None:
        return [_thing(row, True) for row in inside if row.name], []
    held = [
        replace(row, away_km=directory.kilometres(area.lat, area.lon, row.lat, row.lon))
        for row in inside
        if row.name and row.counted
    ]
    own = {row.id for row in held}
    ordered = sorted(held, key=lambda row: (not _well(row), row.away_km or 0))
    around = directory.assets_near(viewer, area.lat, area.lon, km=2.5, most=MOST_NEAR)
    further = [row for row in around if row.id not in own]
    well = [row for row in ordered if _well(row)]
    first = (well + further)[:FIRST]
    rest = [row for row in (*well, *further, *ordered) if row not in first]
    rest = list(dict.fromkeys(rest))[:MOST_NEAR]
    numbered = [_thing(row, row.id in own, number) for number, row in enumerate(first, 1)]
    return numbered + [_thing(row, row.id in own) for row in rest], first


def _well(row: AssetRow) -> bool:
    return asset_kinds.kind(row.kind).keeps_well


def _thing(row: AssetRow, inside: bool, number: int = 0) -> Thing:
    away = asset_words.distance(row.away_km)
    return Thing(row.id, row.name, row.kind_label, asset_kinds.kind(row.kind).group, away, inside, number)


def near_postcode(viewer: Actor, lat: float, lon: float, kinds: Iterable[str] | None, *, most: int) -> list[Thing]:
    """Named things near a point, nearest first."""
    rows = directory.assets_near(viewer, lat, lon, km=5, most=most, kinds_of=kinds)
    return [_thing(row, False, number) for number, row in enumerate(rows, 1)]


def one_of_each(viewer: Actor, lat: float, lon: float, *, most: int) -> tuple[list[Thing], list[AssetRow]]:
    """The nearest named thing of each of several kinds: seven parks in a row tell a person little."""
    seen: set[str] = set()
    rows = []
    for row in directory.assets_near(viewer, lat, lon, km=5, most=400):
        if row.kind not in seen:
            seen.add(row.kind)
            rows.append(row)
    rows = rows[:most]
    return [_thing(row, False, number) for number, row in enumerate(rows, 1)], rows
