"""An invented place as published files would tell it: records from its recipe, in the order loading needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from commonweal.demo import figures, ground, recipe, things
from commonweal.demo.land import Land, Larger, laid
from commonweal.demo.recipe import Recipe
from commonweal.feeds.base import Measure, Refuse, Source
from commonweal.feeds.records import AreaCentre, AreaName, AreaParent, AreaShape, AreaValues, AssetPoint, PostcodePoint

SMALL, GROUP, WARD, COUNCIL, BOARD = "neighbourhood", "group", "ward", "council", "board"

SOURCE = Source(
    key="invented",
    title="Invented",
    publisher="Commonweal, made up for looking round",
    licence="CC0-1.0",
    vintage="invented",
    every="never",
    address="",
    address_seen=True,
    note="Made up. There is no such place, and nobody lives there.",
)


@dataclass(frozen=True, slots=True)
class Invented:
    """What a feed module is to loading: a fact sheet, the columns, and how to read."""

    SOURCE: Source
    read: Callable[..., Iterator[Any]]
    carried: tuple[Measure, ...] = ()

    def measures(self, path: Path) -> tuple[Measure, ...]:
        """The columns it carries."""
        return self.carried


def of(made: Recipe) -> list[Invented]:
    """All that is published of an invented place. Wenbeck and a country are datasets of their own."""
    name = laid(made).name
    start = "invented_nation" if made.nation else "invented"

    def sheet(key: str, words: str) -> Source:
        return replace(SOURCE, key=f"{start}_{key}", title=f"Invented: {words} {name}")

    return [
        Invented(sheet("ground", "how neighbourhoods nest in"), nesting),
        Invented(sheet("groups", "how groups of neighbourhoods nest in"), groups),
        Invented(sheet("names", "what people call the parts of"), names),
        Invented(sheet("outlines", "outlines and postcodes of"), outlines),
        Invented(sheet("larger", "outlines of groups, wards and councils of"), larger),
        Invented(sheet("figures", "figures of"), values, figures.measures()),
        Invented(sheet("assets", "what stands in"), assets),
    ]


def nesting(path: Path, *, refuse: Refuse) -> Iterator[AreaParent]:
    """Neighbourhoods in groups, wards, councils and the one board."""
    land = laid(recipe.read(path))
    for code, name, place in zip(land.codes, land.names, land.group_of, strict=True):
        group = land.groups[place]
        for kind, larger in _above(land, group):
            yield AreaParent(SMALL, code, name, kind, larger.code, larger.name, "exact")


def groups(path: Path, *, refuse: Refuse) -> Iterator[AreaParent]:
    """Groups in their council and the board."""
    land = laid(recipe.read(path))
    for group in land.groups:
        for kind, larger in _above(land, group):
            if kind in (COUNCIL, BOARD):
                yield AreaParent(GROUP, group.code, group.name, kind, larger.code, larger.name, "exact")


def _above(land: Land, group: Larger) -> Iterator[tuple[str, Larger]]:
    yield GROUP, group
    if group.ward:
        yield WARD, land.wards[group.ward]
    yield COUNCIL, land.councils[group.council]
    yield BOARD, land.board


def names(path: Path, *, refuse: Refuse) -> Iterator[AreaName]:
    """What people call groups of neighbourhoods, whose official names only number them."""
    for group in laid(recipe.read(path)).groups:
        yield AreaName(GROUP, group.code, group.local_name, official=group.name)


def outlines(path: Path, *, refuse: Refuse) -> Iterator[AreaShape | AreaCentre | PostcodePoint]:
    """Neighbourhood outlines that fit together, their centres and their postcodes."""
    land = laid(recipe.read(path))
    drawn = ground.outlines(land)
    for place, (code, name, shape) in enumerate(zip(land.codes, land.names, drawn, strict=True)):
        yield AreaShape(SMALL, code, name, ground.geojson(shape))
        middle = shape.representative_point()
        yield AreaCentre(SMALL, code, middle.y, middle.x, True)
        chance = np.random.default_rng([land.recipe.seed, 7, place])
        for number, (east, north) in enumerate(ground.spots(shape, chance, things.postcodes_each(land))):
            yield PostcodePoint(things.postcode(land, place, number), north, east, code, None)


def larger(path: Path, *, refuse: Refuse) -> Iterator[AreaShape | AreaCentre]:
    """Outlines and centres of all that neighbourhoods lie in, made of theirs."""
    land = laid(recipe.read(path))
    within: dict[tuple[str, str, str], list[shapely.Polygon]] = defaultdict(list)
    for place, shape in enumerate(ground.outlines(land)):
        for kind, each in _above(land, land.group(place)):
            within[kind, each.code, each.name].append(shape)
    for (kind, code, name), parts in within.items():
        whole = ground.together(parts)
        yield AreaShape(kind, code, name, ground.geojson(whole))
        middle = whole.representative_point()
        yield AreaCentre(kind, code, middle.y, middle.x, False)


def values(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every neighbourhood's figures."""
    land = laid(recipe.read(path))
    columns = figures.columns(land)
    for place, (code, name) in enumerate(zip(land.codes, land.names, strict=True)):
        yield AreaValues(SMALL, code, name, {key: float(column[place]) for key, column in columns.items()})


def assets(path: Path, *, refuse: Refuse) -> Iterator[AssetPoint]:
    """What stands there."""
    return things.every(laid(recipe.read(path)))
