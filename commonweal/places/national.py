"""All of England in passing: while a file goes by for one place, what it says of every neighbourhood is gathered.

Rooms above may watch (evidence keeps how each indicator is spread); places itself keeps nothing of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from math import nan
from typing import Any

import numpy as np

from commonweal.feeds.base import Measure
from commonweal.feeds.records import AreaValues
from commonweal.places.footprint import ENGLAND as ENGLAND_SLUG
from commonweal.places.models import DatasetVersion, Place, PlaceArea

# England has 32,844 neighbourhoods of 2011 and 33,755 of 2021. A file with fewer says nothing about England.
# Of councils: 314 districts in April 2020, and of those that run schools 151 in the autumn of 2020.
ENGLAND = {"lsoa11": 32_844, "lsoa21": 33_755, "lad20": 314, "utla20": 151}

Columns = dict[str, "np.ndarray[Any, Any]"]
Watcher = Callable[[DatasetVersion, str, Sequence[str], Columns], None]
_watchers: list[Watcher] = []


def watch(watcher: Watcher) -> None:
    """Be shown every file that covers England: its version, the kind of area, codes, a column for each measure."""
    _watchers.append(watcher)


def is_england(place: Place) -> bool:
    """Is this place all of England?"""
    areas = PlaceArea.objects.filter(place=place, area__kind="lsoa21", area__code__startswith="E")
    return place.slug == ENGLAND_SLUG and areas.count() >= ENGLAND["lsoa21"]


class England:
    """Gathers one file's figures for England's neighbourhoods."""

    def __init__(self, measures: tuple[Measure, ...]) -> None:
        self.keys = [each.key for each in measures]
        self.rows = array("d")
        self.kind = ""
        self.codes: list[str] = []

    def see(self, record: AreaValues) -> None:
        """Add an area, if it is one of England's."""
        if record.kind not in ENGLAND or not record.code.startswith("E"):
            return
        self.kind = record.kind
        self.codes.append(record.code)
        values = record.values
        self.rows.extend([nan if (value := values.get(key)) is None else value for key in self.keys])

    def tell(self, version: DatasetVersion) -> None:
        """Show it to whoever watches, where the file covers England. Inside the change that makes the version live."""
        if not self.kind or len(self.codes) < ENGLAND[self.kind]:
            return
        table = np.frombuffer(self.rows, dtype=float).reshape(len(self.codes), len(self.keys))
        columns = {key: table[:, place] for place, key in enumerate(self.keys)}
        for watcher in _watchers:
            watcher(version, self.kind, self.codes, columns)
