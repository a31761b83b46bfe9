"""Zones, candidates and minutes from CSV files, for the command line; what is wrong is told with line and column."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonweal.core.errors import Invalid
from commonweal.evidence import lines

Row = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Problem:
    """What a search for places needs: a row of minutes for each zone, and how many people live there."""

    zones: tuple[str, ...]
    candidates: tuple[str, ...]
    people: Any
    minutes: Any


def read(zones: Path, candidates: Path, table: Path | None, speed: float, detour: float) -> Problem:
    """Zones (zone, people, and lat and lon or x and y in km) and candidates (candidate, and the same).

    With a table (zone, candidate, minutes) no coordinates are needed; a pair it does not name has no way.
    """
    import numpy as np

    from commonweal.methods.access import pairs

    homes, sites = _rows(zones, "zone", "people"), _rows(candidates, "candidate")
    names, options = _names(zones, homes, "zone"), _names(candidates, sites, "candidate")
    people = np.array([_number(zones, line, row, "people", least=0) for line, row in homes])
    if table is not None:
        return Problem(names, options, people, _listed(table, names, options))
    here, there = _points(zones, homes), _points(candidates, sites)
    if here[0] != there[0]:
        raise Invalid(
            f"{zones} and {candidates} say where things are in two ways: use lat and lon in both, or x and y."
        )
    (how, home), (_how, site) = here, there
    if how == "lat":
        about = float(home[:, 1].min() + home[:, 1].max()) / 2
        home, site = (pairs.flat(each[:, 0], each[:, 1], about=about) for each in (home, site))
    return Problem(names, options, people, pairs.every(home, site, speed=speed, detour=detour))


def _rows(path: Path, *needed: str) -> list[Row]:
    return list(lines.read(path, needs=needed).named())


def _names(path: Path, rows: list[Row], column: str) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    for line, row in rows:
        name = (row[column] or "").strip()
        if not name or name in seen:
            said = "is empty" if not name else f"“{name}” stands in line {seen[name]} already"
            raise Invalid(f"{path}, line {line}, column {column}: {said}.")
        seen[name] = line
    return tuple(seen)


def _number(path: Path, line: int, row: Mapping[str, str], column: str, *, least: float = -math.inf) -> float:
    typed = (row.get(column) or "").strip()
    try:
        found = float(typed.replace(",", ""))
    except ValueError:
        found = math.nan
    if not math.isfinite(found) or found < least:
        wanted = "a number from 0 on" if least == 0 else "a number"
        raise Invalid(f"{path}, line {line}, column {column}: “{typed}” is not {wanted}.")
    return found


def _points(path: Path, rows: list[Row]) -> tuple[str, Any]:
    import numpy as np

    first = rows[0][1]
    columns = next((each for each in (("lat", "lon"), ("x", "y")) if all(name in first for name in each)), None)
    if columns is None:
        raise Invalid(f"{path} does not say where things are: it needs lat and lon, or x and y in kilometres.")
    return columns[0], np.array([[_number(path, line, row, each) for each in columns] for line, row in rows])


def _listed(path: Path, zones: tuple[str, ...], candidates: tuple[str, ...]) -> Any:
    import numpy as np

    at_zone, at_site = ({name: n for n, name in enumerate(each)} for each in (zones, candidates))
    found = np.full((len(zones), len(candidates)), np.inf)
    for line, row in _rows(path, "zone", "candidate", "minutes"):
        for column, known in (("zone", at_zone), ("candidate", at_site)):
            if row[column] not in known:
                raise Invalid(f"{path}, line {line}, column {column}: nothing is called “{row[column]}”.")
        here = at_zone[row["zone"]], at_site[row["candidate"]]
        found[here] = min(found[here], _number(path, line, row, "minutes", least=0))
    return found
