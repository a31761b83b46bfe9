"""The invented valley as published files would tell it: records from data/wenbeck.toml, in the order loading needs."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

import shapely

from commonweal.demo import figures, ground
from commonweal.feeds.base import Measure, Refuse, Source
from commonweal.feeds.records import AreaCentre, AreaParent, AreaShape, AreaValues, AssetPoint, PostcodePoint

STORY = Path(str(files("commonweal.demo") / "data" / "wenbeck.toml"))
SMALL, GROUP, COUNCIL = "neighbourhood", "group", "council"

SOURCE = Source(
    key="invented_ground",
    title="Invented: how the valley of Wenbeck nests",
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


def told(path: Path) -> dict[str, Any]:
    """The story's facts."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def nesting(path: Path, *, refuse: Refuse) -> Iterator[AreaParent]:
    """Neighbourhoods in groups, groups in the one council."""
    story = told(path)
    council = story["council"]
    groups = {each["code"]: each for each in story["groups"]}
    for each in story["neighbourhoods"]:
        group = groups[each["group"]]
        yield AreaParent(SMALL, each["code"], each["name"], GROUP, group["code"], group["local_name"], "exact")
    for group in groups.values():
        yield AreaParent(GROUP, group["code"], group["local_name"], COUNCIL, council["code"], council["name"], "exact")


def outlines(path: Path, *, refuse: Refuse) -> Iterator[AreaShape | AreaCentre | PostcodePoint]:
    """Neighbourhood outlines that fit together, the groups and council they make, centres and postcodes."""
    story = told(path)
    drawn = _drawn(story)
    for each in story["neighbourhoods"]:
        shape = drawn[each["code"]]
        yield AreaShape(SMALL, each["code"], each["name"], ground.geojson(shape))
        middle = shape.representative_point()
        yield AreaCentre(SMALL, each["code"], middle.y, middle.x, True)
        for number, point in enumerate(_spots(shape, Random(f"{story['seed']}{each['code']}"), 9)):
            yield PostcodePoint(_postcode(each["code"], number), point.y, point.x, each["code"], None)
    for group in story["groups"]:
        parts = [drawn[each["code"]] for each in story["neighbourhoods"] if each["group"] == group["code"]]
        yield from _larger(GROUP, group["code"], group["local_name"], parts)
    yield from _larger(COUNCIL, story["council"]["code"], story["council"]["name"], list(drawn.values()))


def _larger(kind: str, code: str, name: str, parts: list[shapely.Polygon]) -> Iterator[AreaShape | AreaCentre]:
    whole = shapely.union_all(parts)
    yield AreaShape(kind, code, name, ground.geojson(whole))
    middle = whole.representative_point()
    yield AreaCentre(kind, code, middle.y, middle.x, False)


def _drawn(story: dict[str, Any]) -> dict[str, shapely.Polygon]:
    here = story["neighbourhoods"]
    shapes = ground.outlines([(each["x"], each["y"]) for each in here], story["west"], story["south"])
    return {each["code"]: shape for each, shape in zip(here, shapes, strict=True)}


def _postcode(code: str, number: int) -> str:
    """ZZ is an area that Royal Mail has given to nobody, so none of these can be somebody's own."""
    return f"ZZ{int(code[-3:])} {number + 1}AA"


def _spots(shape: shapely.Polygon, chance: Random, count: int) -> list[shapely.Point]:
    """Points inside a shape, well away from its rim."""
    inner = shape.buffer(-0.0015) or shape
    west, south, east, north = inner.bounds
    found: list[shapely.Point] = []
    while len(found) < count:
        point = shapely.Point(chance.uniform(west, east), chance.uniform(south, north))
        if inner.contains(point):
            found.append(point)
    return found


def assets(path: Path, *, refuse: Refuse) -> Iterator[AssetPoint]:
    """What is here: fewest where life is hardest, as in most places."""
    story = told(path)
    drawn = _drawn(story)
    chance = Random(story["seed"])
    for kind, rows in story["assets"].items():
        for number, (name, code) in enumerate(rows):
            point = _spots(drawn[code], chance, 1)[0]
            yield AssetPoint(f"{kind}-{number}", kind, name, point.y, point.x, _postcode(code, chance.randrange(9)))


def values(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Figures that follow from how hard life is in each neighbourhood, with a little seeded unevenness."""
    story = told(path)
    for each in story["neighbourhoods"]:
        yield AreaValues(
            SMALL, each["code"], each["name"], figures.invented(each, Random(f"{story['seed']}{each['code']}"))
        )


def feeds() -> list[Invented]:
    """All of it, for loading."""
    return [
        Invented(SOURCE, nesting),
        Invented(
            replace(SOURCE, key="invented_outlines", title="Invented: outlines and postcodes of Wenbeck"), outlines
        ),
        Invented(
            replace(SOURCE, key="invented_figures", title="Invented: figures of Wenbeck"), values, figures.measures()
        ),
        Invented(replace(SOURCE, key="invented_assets", title="Invented: what is in Wenbeck"), assets),
    ]
