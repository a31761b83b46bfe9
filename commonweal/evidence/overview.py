"""A place's overview: its groups of neighbourhoods drawn small, shaded by deprivation, light enough for the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson
import shapely

from commonweal.core.outline import Frame, Over, Sheet, draw
from commonweal.evidence import shades
from commonweal.evidence.rows import AreaRow


def overview(shapes: bytes, areas: Sequence[AreaRow], *, size: int = 420, larger: bytes = b"") -> Sheet:
    """The drawing of these areas, with the lines and names of larger ones over them. Drawn once and kept."""
    return _drawn(shapes, tuple((area.key, shade_of(area)) for area in areas), size, larger)


def close_up(
    shapes: bytes,
    areas: Sequence[AreaRow],
    *,
    frame: Frame,
    outline: bytes = b"",
    names: Sequence[tuple[str, float, float]] = (),
    spots: Sequence[tuple[str, float, float]] = (),
    size: int = 420,
) -> Sheet:
    """A part of a place drawn near: one area ringed, its neighbours around it, numbered spots on it."""
    by_key = {area.key: shade_of(area) for area in areas}
    edges = tuple(orjson.loads(outline)["features"]) if outline else ()
    return draw(
        orjson.loads(shapes)["features"],
        shade=lambda facts: by_key.get(facts.get("key", ""), shades.NONE),
        size=size,
        frame=frame,
        over=Over(edges, tuple(names), tuple(spots)),
    )


def shade_of(area: AreaRow) -> str:
    """By its own step where it is one neighbourhood, else by the share of its neighbourhoods that are worst off."""
    if area.deprivation_decile is not None:
        return shades.of_decile(area.deprivation_decile)
    return shades.of_share(area.share_in_most_deprived_fifth)


@lru_cache(maxsize=64)
def _drawn(shapes: bytes, shaded: tuple[tuple[str, str], ...], size: int, larger: bytes) -> Sheet:
    by_key: Mapping[str, str] = dict(shaded)
    shade: Callable[[dict[str, Any]], str] = lambda facts: by_key.get(facts.get("key", ""), shades.NONE)  # noqa: E731
    edges = tuple(orjson.loads(larger)["features"]) if larger else ()
    over = Over(edges, tuple((each["properties"]["name"], *_middle(each)) for each in edges))
    return draw(orjson.loads(shapes)["features"], shade=shade, size=size, over=over)


def _middle(feature: dict[str, Any]) -> tuple[float, float]:
    """Where a name can stand: well inside the shape."""
    point = shapely.from_geojson(orjson.dumps(feature["geometry"])).representative_point()
    return point.x, point.y
