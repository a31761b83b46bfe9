"""Street maps from a file of the place's own (PMTiles, pictures), so that no other host is asked for one.

A place sets COMMONWEAL_TILES to a file; without one, outlines and landmarks are drawn. Tiles are squares of the web's
own projection, numbered z/x/y. Drawn (vector) tiles need a renderer, which is not here: they are refused in words.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from commonweal.config.variables import TILES
from commonweal.core.errors import Invalid

Box = tuple[float, float, float, float]  # west, south, east, north
TYPES = {2: "image/png", 3: "image/jpeg", 4: "image/webp"}  # as the format numbers them
FARTHEST = 85.0511  # degrees north or south, where the projection ends


@dataclass(frozen=True, slots=True)
class Tiles:
    """The file in use."""

    mark: str  # another one for another file
    low: int
    high: int  # the coarsest and the finest there are
    type: str
    credit: str  # whose map it is, as the file says
    reader: Any

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """One square; None where the file has none."""
        if not (self.low <= z <= self.high and 0 <= x < 2**z and 0 <= y < 2**z):
            return None
        found: bytes | None = self.reader.get(z, x, y)
        return found or None

    def over(self, box: Box, most: int) -> list[tuple[int, int, int]]:
        """The squares over a box, coarse ones first, as many levels as come to no more than `most`."""
        found: list[tuple[int, int, int]] = []
        for z in range(self.low, self.high + 1):
            level = list(squares(box, z, most + 1))
            if len(found) + len(level) > most:
                break
            found += level
        return found

    def finest(self, box: Box, most: int) -> list[tuple[int, int, int]]:
        """The squares over a box at the finest level at which they come to no more than `most`."""
        for z in range(self.high, self.low - 1, -1):
            level = list(squares(box, z, most + 1))
            if len(level) <= most:
                return level
        return []


def held() -> Tiles | None:
    """The file in use; None where none is set or it cannot be used: outlines are drawn then, and the log says why.

    A wrong file must not take the map away from a stall.
    """
    path = TILES.value().strip()
    if not path:
        return None
    try:
        return opened(path)
    except Invalid as wrong:
        _say_once(wrong.sentence)
        return None


@cache
def _say_once(sentence: str) -> None:
    logging.getLogger("commonweal.places").error("%s Outlines are drawn instead.", sentence)


def opened(path: str) -> Tiles:
    """The street map of a file; Invalid says what is wrong with it."""
    try:
        stat = Path(path).stat()
    except OSError:
        raise Invalid(_("The street map “%(file)s” cannot be opened: see COMMONWEAL_TILES.") % {"file": path}) from None
    return _opened(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=2)
def _opened(path: str, size: int, changed: int) -> Tiles:
    from pmtiles.reader import MmapSource, Reader

    try:
        with Path(path).open("rb") as file:
            reader = Reader(MmapSource(file))  # the map of memory outlives the file that it was made from
        told, known = reader.header(), reader.metadata()
    except Exception as error:  # the package says what is wrong in many ways
        raise Invalid(_("“%(file)s” is not a PMTiles file.") % {"file": path}) from error
    kind = told["tile_type"].value
    if kind not in TYPES:
        raise Invalid(_("“%(file)s” holds no pictures. Make a PMTiles file of PNG, JPEG or WebP.") % {"file": path})
    credit = _plain(str(known.get("attribution", "")))
    return Tiles(f"{size:x}-{changed:x}", told["min_zoom"], told["max_zoom"], TYPES[kind], credit, reader)


def _plain(words: str) -> str:
    """What a file says of its makers, without the marks of web pages."""
    from django.utils.html import strip_tags

    return " ".join(strip_tags(words).split())[:200]


def squares(box: Box, z: int, most: int) -> Iterator[tuple[int, int, int]]:
    """The squares of one level that touch a box, at most so many."""
    west, south, east, north = box
    (left, top), (right, low) = square_of(west, north, z), square_of(east, south, z)
    for number, (x, y) in enumerate((x, y) for y in range(top, low + 1) for x in range(left, right + 1)):
        if number >= most:
            return
        yield z, x, y


def square_of(lon: float, lat: float, z: int) -> tuple[int, int]:
    """In which square a spot lies.

    >>> square_of(-1.5, 53.8, 10)
    (507, 330)
    """
    lat = max(-FARTHEST, min(FARTHEST, lat))
    across = (lon + 180) / 360
    down = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    last = 2**z - 1
    return max(0, min(last, int(across * 2**z))), max(0, min(last, int(down * 2**z)))


def box_of(z: int, x: int, y: int) -> Box:
    """The ground under a square."""

    def lat(row: int) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / 2**z))))

    return x / 2**z * 360 - 180, lat(y + 1), (x + 1) / 2**z * 360 - 180, lat(y)
