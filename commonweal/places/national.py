"""How a measure is spread over all England, worked out while its file goes by."""

from __future__ import annotations

from array import array
from math import nan

import numpy as np

from commonweal.feeds.base import Measure
from commonweal.feeds.records import AreaValues
from commonweal.places import models
from commonweal.places.models import DatasetVersion, National

# England has 32,844 neighbourhoods of 2011 and 33,755 of 2021. A file with fewer says nothing about England.
ENGLAND = {"lsoa11": 32_844, "lsoa21": 33_755}


class Spread:
    """Gathers one file's figures for England's neighbourhoods."""

    def __init__(self, measures: tuple[Measure, ...]) -> None:
        self.measures = measures
        self.keys = [each.key for each in measures]
        self.rows = array("d")
        self.kind = ""
        self.areas = 0

    def see(self, record: AreaValues) -> None:
        """Add an area, if it is one of England's."""
        if record.kind not in ENGLAND or not record.code.startswith("E"):
            return
        self.kind = record.kind
        self.areas += 1
        values = record.values
        self.rows.extend([nan if (value := values.get(key)) is None else value for key in self.keys])

    def write(self, version: DatasetVersion) -> int:
        """Keep the spread of each measure, where the file covers England. Inside a change."""
        if not self.kind or self.areas < ENGLAND[self.kind]:
            return 0
        table = np.frombuffer(self.rows, dtype=float).reshape(self.areas, len(self.keys))
        column = {key: number for number, key in enumerate(self.keys)}
        ids = dict(models.Measure.objects.filter(key__in=self.keys).values_list("key", "pk"))
        done = 0
        for measure in self.measures:
            counts = table[:, column[measure.key]]
            known = ~np.isnan(counts)
            rates = counts
            if measure.out_of in column:
                below = table[:, column[measure.out_of]]
                with np.errstate(divide="ignore", invalid="ignore"):
                    rates = np.where(below > 0, counts / below, nan)
            shown = rates[~np.isnan(rates)]
            if not len(shown):
                continue
            National.objects.filter(measure=ids[measure.key], current=True).exclude(version=version).update(
                current=False
            )
            National.objects.update_or_create(
                measure_id=ids[measure.key],
                version=version,
                defaults={
                    "kind": self.kind,
                    "areas": int(known.sum()),
                    "total": float(counts[known].sum()) if measure.adds_up else None,
                    "percentiles": [float(f"{each:.6g}") for each in np.percentile(shown, range(101))],
                    "current": True,
                },
            )
            done += 1
        return done
