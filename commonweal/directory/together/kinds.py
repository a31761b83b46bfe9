"""The ways in which organisations work together, read from the shipped table."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Kind:
    """One way. Where it goes from one to the other, `does` and `is_done` say it from either side; else `both` does."""

    key: str
    mark: str  # a letter that stands for it in a picture, beside the words in the legend
    label: str
    does: str
    is_done: str
    both: str

    @property
    def goes(self) -> bool:
        """Does it go from the one to the other?"""
        return not self.both

    @property
    def words(self) -> str:
        """What they do, for a list to choose from."""
        return gettext(self.label)

    def said_from(self, side: str) -> str:
        """How it reads from one side: "one" or "other"."""
        return gettext(self.both or (self.does if side == "one" else self.is_done))


@cache
def every() -> dict[str, Kind]:
    """All ways, in the table's order."""
    text = (files("commonweal.directory") / "data" / "together.csv").read_text(encoding="utf-8")
    return {row["key"]: Kind(**row) for row in csv.DictReader(text.splitlines())}
