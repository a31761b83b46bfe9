"""A table of minutes as a router wrote it (CSV: origin, destination, mode, minutes), and what is wrong in it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.evidence.access.packing import MOST_MINUTES
from commonweal.evidence.access.travel import MODES

COLUMNS = ("origin", "destination", "mode", "minutes")
LARGEST = 64_000_000  # bytes handed over on a page
MOST_ROWS = 3_000_000
MOST_TOLD = 20
TOLD_EVERY = 20_000


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in one cell."""

    line: int
    column: str
    says: str

    def __str__(self) -> str:
        said = _("Line %(line)s, column “%(column)s”: %(says)s") if self.column else _("Line %(line)s: %(says)s")
        return said % {"line": number(self.line), "column": self.column, "says": self.says}


@dataclass(slots=True)
class ModeRows:
    """The pairs of one mode."""

    origins: list[str] = field(default_factory=list)  # keys of areas
    destinations: list[str] = field(default_factory=list)  # ids of locations
    minutes: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Read:
    """What a file says, and every mistake in it: how many, and the first twenty."""

    sha256: str = ""
    modes: dict[str, ModeRows] = field(default_factory=dict)
    rows: int = 0
    wrong: int = 0
    mistakes: list[Mistake] = field(default_factory=list)

    def refuse(self, line: int, column: str, says: str) -> None:
        """Count a mistake; keep the first ones to be told."""
        self.wrong += 1
        if len(self.mistakes) < MOST_TOLD:
            self.mistakes.append(Mistake(line, column, says))


def read(
    text: str, areas: Mapping[str, str], venues: Collection[str], tell: Callable[[int], None] = lambda rows: None
) -> Read:
    """Read a table. `areas`: key by key and by bare code; `venues`: ids of public locations.

    `tell` is told now and then how many rows have been read.
    """
    found = Read(hashlib.sha256(text.encode()).hexdigest())
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    at = _columns(next(rows, []), found)
    if at is None:
        return found
    for line, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        found.rows += 1
        if found.rows % TOLD_EVERY == 0:
            tell(found.rows)
        if found.rows > MOST_ROWS:
            found.refuse(line, "", _("There are more than %s rows. Leave out what is far away.") % number(MOST_ROWS))
            break
        _row(line, {name: row[place].strip() if place < len(row) else "" for name, place in at.items()},
             areas, venues, found)  # fmt: skip
    if not found.rows and not found.wrong:
        found.refuse(2, "", _("There is nothing below the headings."))
    return found


def _columns(headings: list[str], found: Read) -> dict[str, int] | None:
    named = {each.strip().casefold(): place for place, each in enumerate(headings)}
    missing = [each for each in COLUMNS if each not in named]
    for each in missing:
        found.refuse(1, each, _("There is no such column. The first line names: origin, destination, mode, minutes."))
    return None if missing else {each: named[each] for each in COLUMNS}


def _row(line: int, cells: Mapping[str, str], areas: Mapping[str, str], venues: Collection[str], found: Read) -> None:
    wrong = list(_wrong(cells, areas, venues))
    for column, says in wrong:
        found.refuse(line, column, says)
    if wrong:
        return
    rows = found.modes.setdefault(cells["mode"].casefold(), ModeRows())
    rows.origins.append(areas[cells["origin"]])
    rows.destinations.append(cells["destination"].lower())
    rows.minutes.append(float(cells["minutes"]))


def _wrong(cells: Mapping[str, str], areas: Mapping[str, str], venues: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each mistake in one row: the column, and what is wrong with it."""
    if cells["origin"] not in areas:
        yield "origin", _("“%s” is no neighbourhood of this place.") % cells["origin"][:60]
    if cells["destination"].lower() not in venues:
        yield "destination", _("“%s” is no venue in the directory that everybody may see.") % cells["destination"][:60]
    if cells["mode"].casefold() not in MODES:
        told = {"mode": cells["mode"][:30], "modes": ", ".join(MODES)}
        yield "mode", _("“%(mode)s” is not known. Write one of: %(modes)s.") % told
    try:
        minutes = float(cells["minutes"])
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes <= MOST_MINUTES:
        yield "minutes", _("“%s” is not a number of minutes.") % cells["minutes"][:30]
