"""Points and minutes in files, for the command line: read whole, with the line and the column of whatever is wrong."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from commonweal.core.errors import Invalid
from commonweal.evidence import lines

MOST = 2_000_000


@dataclass(frozen=True, slots=True)
class Points:
    """Points with their ids, and how much each has: people, or what there is."""

    ids: tuple[str, ...]
    lat: tuple[float, ...]
    lon: tuple[float, ...]
    many: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def spots(self) -> list[tuple[float, float]]:
        """Where they are."""
        return list(zip(self.lat, self.lon, strict=True))


def points(path: Path, role: str, many: str = "") -> Points:
    """A CSV file with id, lat and lon, and a column of numbers where one is needed.

    Where there is a column `role`, as in a place's own file of points, only rows of this role are taken.
    """
    rows = _rows(path, ["id", "lat", "lon", *([many] if many else [])])
    wanted = [(line, row) for line, row in rows if row.get("role", role) == role]
    if not wanted:
        raise Invalid(f"{path.name} has no points of the role “{role}”.")
    ids = [row["id"] for _line, row in wanted]
    if len(set(ids)) < len(ids):
        twice = next(id for id in ids if ids.count(id) > 1)
        raise Invalid(f"{path.name}: the id “{twice}” stands there more than once.")
    return Points(
        tuple(ids),
        tuple(_number(path, line, row, "lat", -90, 90) for line, row in wanted),
        tuple(_number(path, line, row, "lon", -180, 180) for line, row in wanted),
        tuple(_number(path, line, row, many, 0, math.inf) if many else 1.0 for line, row in wanted),
    )


def minutes(path: Path, origins: Points, destinations: Points) -> tuple[list[int], list[int], list[float]]:
    """A table of minutes from any router, by the numbers of its origins and destinations."""
    start = {id: at for at, id in enumerate(origins.ids)}
    end = {id: at for at, id in enumerate(destinations.ids)}
    out: tuple[list[int], list[int], list[float]] = ([], [], [])
    for line, row in _rows(path, ["origin", "destination", "minutes"]):
        for column, known in (("origin", start), ("destination", end)):
            if row[column] not in known:
                raise Invalid(f"{path.name}, line {line}, column {column}: “{row[column]}” is not among the points.")
        out[0].append(start[row["origin"]])
        out[1].append(end[row["destination"]])
        out[2].append(_number(path, line, row, "minutes", 0, math.inf))
    return out


def write_minutes(path: Path, rows: Iterable[tuple[str, str, str, float]]) -> None:
    """A table of minutes, as a place takes it: origin, destination, mode, minutes."""
    with path.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(["origin", "destination", "mode", "minutes"])
        writer.writerows((origin, destination, mode, f"{minutes:.1f}") for origin, destination, mode, minutes in rows)


def _rows(path: Path, needed: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    rows = lines.read(path, needs=needed).named()
    if len(rows) > MOST:
        raise Invalid(f"{path.name} has {len(rows):,} rows; up to {MOST:,} can be read.")
    return rows


def _number(path: Path, line: int, row: Mapping[str, str], column: str, least: float, most: float) -> float:
    try:
        found = float(row[column])
    except ValueError:
        found = math.nan
    if not (math.isfinite(found) and least <= found <= most):
        raise Invalid(
            f"{path.name}, line {line}, column {column}: “{row[column]}” is not a number that can stand here."
        )
    return found
