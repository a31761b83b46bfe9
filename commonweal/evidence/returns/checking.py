"""Looking at a file before anything of it is kept: each cell that cannot be used, with what to do; and how whole it is.

One pass over the rows. A row with a cell that cannot be used is left out and said; the rest can be kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commonweal.evidence.returns import identifying
from commonweal.evidence.returns.contract import Column, Document
from commonweal.evidence.returns.tables import Table
from commonweal.methods.completeness import fields, periods

MOST_SHOWN = 200
WHOLE = re.compile(r"[+]?\d{1,9}|\d{1,3}(,\d{3})+")

# What can be wrong with a cell → what to do about it.
TO_DO: dict[str, Any] = {
    "missing": _lazy(
        "Write what is known. If it is not known, leave the row as it is: it stays unknown, and is not zero."
    ),
    "not_a_number": _lazy("Write a whole number in figures, such as 12. Leave it empty where it is not known."),
    "too_small": _lazy("Look at the number once more: it is below what the contract allows."),
    "too_large": _lazy("Look at the number once more: it is above what the contract allows."),
    "strange_code": _lazy("Use one of the codes of the contract. Where nobody said, use the code for “not stated”."),
    "strange_pattern": _lazy("Write it as the example in the contract shows."),
    "strange_area": _lazy("Use the code of an area of this place, of the kind the contract names."),
    "strange_period": _lazy("Write the period as the example in the contract shows."),
    "early_period": _lazy(
        "This period is before the first that the contract asks for, or has not ended: leave it out."
    ),
    "twice": _lazy("Keep one row for each area, period and group, and add the numbers together if both are right."),
    "more_than_all": _lazy("Those counted above the line are among those counted below it: one of the two is wrong."),
}
SAID: dict[str, Any] = {
    "missing": _lazy("Something is missing"),
    "not_a_number": _lazy("This is no whole number"),
    "too_small": _lazy("The number is too small"),
    "too_large": _lazy("The number is too large"),
    "strange_code": _lazy("The code is not one of the contract"),
    "strange_pattern": _lazy("It is written in another way than agreed"),
    "strange_area": _lazy("The area is not one of this place"),
    "strange_period": _lazy("The period cannot be read"),
    "early_period": _lazy("The period is not one that is expected"),
    "twice": _lazy("The same area, period and group stands twice"),
    "more_than_all": _lazy("More than there are in all"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell."""

    row: int
    column: str
    value: str  # as the file has it; never where it may say who somebody is


@dataclass(frozen=True, slots=True)
class Faults:
    """All of one kind: the first 200, and how many there are."""

    kind: str
    said: str
    to_do: str
    many: int
    first: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row that can be used."""

    row: int
    area: str
    period: str
    group: str
    counts: dict[str, int | None]
    small: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldFound:
    """How one column stands, in hundredths."""

    name: str
    title: str
    complete: float | None
    valid: float | None
    not_stated: float | None  # None where the column is no group
    default: float | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found. `stops` are reasons for which nothing of it can be kept."""

    stops: tuple[str, ...]
    faults: tuple[Faults, ...]
    lines: tuple[Line, ...]
    rows: int
    fields: tuple[FieldFound, ...]
    periods: tuple[str, ...]
    areas: int
    areas_expected: int | None
    ignored: tuple[str, ...] = ()
    note: str = ""

    @property
    def usable(self) -> bool:
        """Can it be kept?"""
        return bool(self.lines) and not self.stops

    @property
    def left_out(self) -> int:
        """Rows that cannot be used."""
        return self.rows - len(self.lines)


@dataclass(slots=True)
class _Reading:
    """What gathers while the rows go by."""

    document: Document
    areas: Collection[str] | None
    today: date
    at: dict[str, int]
    faults: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    fit: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    identified: dict[str, Any] = field(default_factory=dict)


def check(document: Document, table: Table, *, areas: Collection[str] | None, today: date) -> Checked:
    """What a file holds, as its contract has it. `areas`: codes of the place's areas; None where they are not known."""
    stops = _stops(document, table)
    if stops:
        return Checked(tuple(stops), (), (), len(table.rows), (), (), 0, None, note=table.note)
    named = [each.name for each in document.columns]
    at = {name: table.columns.index(name) for name in named if name in table.columns}
    reading = _Reading(document, areas, today, at)
    lines = [line for number, cells in table.rows if (line := _line(reading, number, cells)) is not None]
    stops += [str(identifying.sentence(name, what)) for name, what in reading.identified.items()]
    if not stops and not table.rows:
        stops.append(_("There is a heading, and no row below it. If nobody was counted, send rows with 0."))
    seen = {line.area for line in lines}
    ignored = tuple(each for each in table.columns if each and each not in at)
    return Checked(
        tuple(stops),
        () if stops else _gathered(reading.faults),
        () if stops else tuple(lines),
        len(table.rows),
        () if stops else _fields(reading, table),
        () if stops else tuple(sorted({line.period for line in lines})),
        len(seen),
        len(areas) if areas is not None else None,
        ignored,
        table.note,
    )


def _stops(document: Document, table: Table) -> list[str]:
    told = [str(identifying.sentence(each, what)) for each in table.columns if (what := identifying.called(each))]
    needed = {document.area, document.period} | {each for m in document.measures for each in m.columns}
    needed |= {document.group.field} if document.group else set()
    gone = [each.name for each in document.columns if each.name in needed and each.name not in table.columns]
    if gone and not told:
        told.append(
            _("These columns are missing: %(names)s. They are needed, with exactly these headings in the first row.")
            % {"names": ", ".join(gone)}
        )
    return told


def _line(reading: _Reading, number: int, cells: tuple[str, ...]) -> Line | None:
    document, told, good = reading.document, {}, True
    small: list[str] = []
    counts: dict[str, int | None] = {}
    for column in document.columns:
        if column.name not in reading.at:
            continue
        value = cells[reading.at[column.name]]
        told[column.name] = "" if value in document.missing else value
        wrong = _wrong(reading, column, told[column.name], counts, small)
        reading.fit[column.name].append(not wrong and bool(told[column.name]))
        if wrong:
            reading.faults[wrong].append(Fault(number, column.name, value))
            good = False
    group = told[document.group.field] if document.group else ""
    key = (told[document.area], _period_code(document, told[document.period]), group)
    if good and key in reading.seen:
        reading.faults["twice"].append(Fault(number, document.area, " · ".join(filter(None, key))))
        good = False
    reading.seen.add(key)
    good = _adds_up(reading, number, counts) and good
    return Line(number, *key, counts, tuple(small)) if good else None


def _wrong(reading: _Reading, column: Column, value: str, counts: dict[str, int | None], small: list[str]) -> str:
    """Which kind of fault a cell is; "" for none."""
    document = reading.document
    if column.type == "integer":
        return _number(document, column, value, counts, small)
    if value and (what := identifying.holds(value)):
        reading.identified.setdefault(column.name, what)
        return ""
    if not value:
        return "missing" if column.required or column.name in (document.area, document.period) else ""
    if column.name == document.area:
        return "strange_area" if reading.areas is not None and value not in reading.areas else ""
    if column.name == document.period:
        return _period(document, value, reading.today)
    if document.group and column.name == document.group.field:
        return "" if value in document.group.codes else "strange_code"
    return "" if not column.pattern or re.fullmatch(column.pattern, value) else "strange_pattern"


def _number(document: Document, column: Column, value: str, counts: dict[str, int | None], small: list[str]) -> str:
    counts[column.name] = None
    if document.small.mark and value == document.small.mark:
        small.append(column.name)
        return ""
    if not value:
        return "missing" if column.required else ""
    if not WHOLE.fullmatch(value):
        return "too_small" if re.fullmatch(r"-\d{1,9}", value) else "not_a_number"
    number = int(value.replace(",", ""))
    if number < max(column.minimum or 0, 0):
        return "too_small"
    if column.maximum is not None and number > column.maximum:
        return "too_large"
    counts[column.name] = number
    return ""


def _period(document: Document, value: str, today: date) -> str:
    found = periods.read(value, document.every)
    if found is None:
        return "strange_period"
    return "early_period" if found < document.first or found.end >= today else ""


def _period_code(document: Document, value: str) -> str:
    found = periods.read(value, document.every)
    return found.code if found else value


def _adds_up(reading: _Reading, number: int, counts: dict[str, int | None]) -> bool:
    good = True
    for each in reading.document.measures:
        top, bottom = counts.get(each.top), counts.get(each.bottom)
        if top is not None and bottom is not None and top > bottom:
            reading.faults["more_than_all"].append(Fault(number, each.top, f"{top} / {bottom}"))
            good = False
    return good


def _fields(reading: _Reading, table: Table) -> tuple[FieldFound, ...]:
    """Each column, the group first, by people counted: those counted below the line of the first measure."""
    document = reading.document
    group = document.group
    weigh = reading.at[document.measures[0].columns[-1]]
    weights = [
        float(cells[weigh].replace(",", "")) if WHOLE.fullmatch(cells[weigh]) else None for _n, cells in table.rows
    ]
    known = any(weights)
    found = []
    for column in document.columns:
        if column.name not in reading.at:
            continue
        values = ["" if (v := cells[reading.at[column.name]]) in document.missing else v for _n, cells in table.rows]
        is_group = group is not None and column.name == group.field
        told = fields.field(
            values,
            reading.fit[column.name],
            not_stated=group.not_stated if group and is_group else (),
            default=group.default if group and is_group else (),
            weights=weights if is_group and known else None,
        )
        said = (told.not_stated, told.default) if is_group else (None, None)
        found.append(FieldFound(column.name, column.title, *map(_hundredths, (told.complete, told.valid, *said))))
    return tuple(sorted(found, key=lambda each: each.not_stated is None))


def _hundredths(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _gathered(faults: Mapping[str, Sequence[Fault]]) -> tuple[Faults, ...]:
    """By kind, those of which there are most first; of each the first 200, and how many there are."""
    order = sorted(faults.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(
        Faults(kind, str(SAID[kind]), str(TO_DO[kind]), len(met), tuple(met[:MOST_SHOWN])) for kind, met in order if met
    )
