"""A place of four squares, and small feeds to fill it: invented, and small enough to work out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commonweal.feeds.base import Measure, Refuse, Refused, Source
from commonweal.feeds.records import AreaParent, AreaShape, AreaValues, CodeChange, PostcodePoint
from commonweal.journal.actor import HOUSE
from commonweal.places import changes, ingest
from commonweal.places.ingest import Came
from commonweal.places.models import Place

NAMES = {
    "E01000001": "Ashby 001A",
    "E01000002": "Ashby 001B",
    "E01000003": "Ashby 002A",
    "E01000004": "Ashby 002B",
}
PEOPLE = Measure("counted.people", "People", "people", True)
OLDER = Measure("counted.older", "People of 65 or more", "people", True, out_of="counted.people")


def source(key: str, **facts: Any) -> Source:
    """A fact sheet."""
    given = {"title": key.title(), "publisher": "Nobody", "licence": "CC0-1.0", "vintage": "invented"} | facts
    return Source(key=key, every="never", address="", **given)


@dataclass
class Small:
    """A feed whose rows are given, one a line of the file: records, and reasons to refuse."""

    rows: list[Any]
    carried: tuple[Measure, ...] = ()
    stop_after: int | None = None
    reads: list[str] = field(default_factory=list)

    def measures(self, path: Path) -> tuple[Measure, ...]:
        return self.carried

    def read(
        self, path: Path, *, refuse: Refuse
    ) -> Iterator[AreaParent | AreaValues | CodeChange | AreaShape | PostcodePoint]:
        for number, row in enumerate(self.rows, start=1):
            if self.stop_after is not None and number > self.stop_after:
                raise KeyboardInterrupt
            if isinstance(row, str):
                refuse(Refused(path.name, number, row))
            else:
                yield row


def place(**facts: Any) -> Place:
    """Four neighbourhoods."""
    made = changes.make_place(HOUSE, **{"slug": "ashby", "name": "Ashby", "footprint": "Four squares"} | facts)
    return changes.set_areas(HOUSE, made, kind="lsoa21", areas=NAMES)


def square(code: str, x: int, y: int) -> AreaShape:
    """A square of a hundredth of a degree."""
    west, south, step = x / 100, 51 + y / 100, 0.01
    ring = [[west, south], [west + step, south], [west + step, south + step], [west, south + step], [west, south]]
    return AreaShape("lsoa21", code, NAMES[code], {"type": "Polygon", "coordinates": [ring]})


SQUARES = [square("E01000001", 0, 0), square("E01000002", 1, 0), square("E01000003", 0, 1), square("E01000004", 1, 1)]


def counts(rows: dict[str, tuple[float | None, float | None]]) -> list[AreaValues]:
    """People and older people by code."""
    return [
        AreaValues("lsoa21", code, NAMES.get(code, code), {"counted.people": people, "counted.older": older})
        for code, (people, older) in rows.items()
    ]


def bring(place: Place, feed: Small, path: Path, key: str = "counted", **facts: Any) -> Came:
    """Bring a small feed in from a file whose content stands for its rows."""
    path.write_text(repr(feed.rows), encoding="utf-8")
    return ingest.bring_in(HOUSE, place, source(key, **facts), feed, [path])  # type: ignore[arg-type]
