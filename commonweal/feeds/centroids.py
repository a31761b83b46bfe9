"""The middle of each neighbourhood: for 2021 where its people live, for 2011 only the middle of its ground.

About one weighted centre in a hundred lies outside its own generalised outline (a bend of a river, a ring of houses
round a park): whoever asks "which area is this centre in?" must go by the code, not by the map.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyproj import Transformer

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.columns import cells, has, header, is_code, wrong_code
from commonweal.feeds.records import AreaCentre

SOURCE = Source(
    key="centroids",
    title="LSOA (Dec 2021) PWC for England and Wales",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="Census day, 21 March 2021",
    every="once, after each census",
    address="https://geoportal.statistics.gov.uk/",
    attribution="Contains National Statistics data © Crown copyright and database right. "
    "Contains OS data © Crown copyright and database right.",
    note="Weighted by where people live. Turned from the national grid into degrees; good to about five metres.",
    files=("LLSOA_Dec_2021_PWC_for_England_and_Wales_2022.csv",),
)
SOURCE_2011 = Source(
    key="centroids_lsoa11",
    title="LSOA (2011) centroids, England and Wales",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="2011",
    every="once, after each census",
    address="https://geoportal.statistics.gov.uk/",
    attribution=SOURCE.attribution,
    note="Taken as the middle of the ground: nothing in the file says that it is weighted by people.",
)
SOURCES = (SOURCE, SOURCE_2011)

_GRID = ("LSOA21CD", "x", "y")
_DEGREES = ("LSOA11CD", "lon", "lat")


def recognise(head: Head) -> Source | None:
    """Known by a code and a pair of coordinates: on the grid for 2021, in degrees for 2011."""
    if has(head.columns, *_GRID):
        return SOURCE
    return SOURCE_2011 if has(head.columns, *_DEGREES) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Centres carry no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaCentre]:
    """The centre of every neighbourhood, in degrees."""
    if has(header(path), *_DEGREES):
        for code, lon, lat in _points(path, SOURCE_2011, _DEGREES, (-9.0, 49.0, 3.0, 61.0), refuse):
            yield AreaCentre("lsoa11", code, lat, lon, weighted=False)
        return
    points = list(_points(path, SOURCE, _GRID, (1.0, 1.0, 700_000.0, 1_300_000.0), refuse))
    codes, easts, norths = zip(*points, strict=True) if points else ((), (), ())
    # All at once: one call for 35,000 points takes a fraction of a second, 35,000 calls take many.
    to_degrees = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    for code, lon, lat in zip(codes, *to_degrees.transform(easts, norths), strict=True):
        yield AreaCentre("lsoa21", code, round(float(lat), 6), round(float(lon), 6), weighted=True)


def _points(
    path: Path, source: Source, columns: tuple[str, ...], box: tuple[float, float, float, float], refuse: Refuse
) -> Iterator[tuple[str, float, float]]:
    """Code and both coordinates of each usable row: numbers, inside the box where Britain lies."""
    west, south, east, north = box
    for line, (code, across, up) in cells(path, source, columns, refuse=refuse):
        if not is_code(code):
            refuse(Refused(path.name, line, wrong_code(code, columns[0])))
            continue
        try:
            x, y = float(across), float(up)
        except ValueError:
            refuse(Refused(path.name, line, f"The coordinates of {code} are “{across}” and “{up}”, not two numbers."))
            continue
        if west <= x <= east and south <= y <= north:
            yield code, x, y
        else:
            reason = (
                f"The centre of {code} ({x:g}, {y:g}) is not in Britain: {columns[1]} runs from {west:g} to {east:g}"
            )
            refuse(Refused(path.name, line, f"{reason}, {columns[2]} from {south:g} to {north:g}. Are they swapped?"))
