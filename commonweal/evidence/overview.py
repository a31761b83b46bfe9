"""A place's overview: its groups of neighbourhoods drawn small, shaded by deprivation, light enough for the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson

from commonweal.core.outline import Sheet, draw
from commonweal.evidence import shades
from commonweal.evidence.rows import AreaRow


def overview(shapes: bytes, areas: Sequence[AreaRow], *, size: int = 420) -> Sheet:
    """The drawing of these areas. The same shapes and shades are drawn once and kept."""
    return _drawn(shapes, tuple((area.key, shade_of(area)) for area in areas), size)


def shade_of(area: AreaRow) -> str:
    """By its own step where it is one neighbourhood, else by the share of its neighbourhoods that are worst off."""
    if area.deprivation_decile is not None:
        return shades.of_decile(area.deprivation_decile)
    return shades.of_share(area.share_in_most_deprived_fifth)


@lru_cache(maxsize=64)
def _drawn(shapes: bytes, shaded: tuple[tuple[str, str], ...], size: int) -> Sheet:
    by_key: Mapping[str, str] = dict(shaded)
    shade: Callable[[dict[str, Any]], str] = lambda facts: by_key.get(facts.get("key", ""), shades.NONE)  # noqa: E731
    return draw(orjson.loads(shapes)["features"], shade=shade, size=size)
