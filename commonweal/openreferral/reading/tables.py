"""Rows of tables joined into nested objects by their ids, whatever version named the tables and columns.

A row may name several parents and goes to each that was read; one that finds none is kept apart as a loose part and
said. Joining changes no cell: what a record rests on are the rows as they stood.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.openreferral.reading import values
from commonweal.openreferral.reading.gathering import Gathering
from commonweal.openreferral.reading.names import OURS, said
from commonweal.openreferral.reading.record import KINDS
from commonweal.openreferral.standard import MANY, kind, kinds

Raw = dict[str, Any]
# Deepest first, so that what hangs on a part hangs on it before the part is hung up itself.
ORDER = (
    "metadata",
    "attribute",
    "language",
    "phone",
    "contact",
    "schedule",
    "service_area",
    "accessibility",
    "address",
    "cost_option",
    "funding",
    "required_document",
    "url",
    "service_capacity",
    "organization_identifier",
    "service_at_location",
    "program",
)
# A schedule belongs to one thing: the nearest to where people go.
NEAREST = {"schedule": ("service_at_location", "service", "location")}
OTHER = {"service_at_location": ("location", "location_id"), "attribute": ("taxonomy_term", "taxonomy_term_id")}


@dataclass(frozen=True, slots=True)
class Row:
    """One row with where it stood."""

    where: str
    cells: Raw


Tables = dict[str, list[Row]]


class Join:
    """The tables of one source being joined."""

    def __init__(self, tables: Tables, gathering: Gathering) -> None:
        self.tables, self.gathering = tables, gathering
        self.nodes: dict[str, dict[str, Raw]] = {}
        self._uses: Counter[tuple[str, str]] = Counter()
        self._programs: set[str] = set()
        self._by_pair: dict[tuple[str, str], str] | None = None

    def take(self) -> None:
        """Join and hand every top-level row over as a record."""
        for name, rows in self.tables.items():
            self.nodes[name] = self._indexed(name, rows)
        rows = self.tables.get("service", [])
        self._programs = {str(self._said("service", row, "program_id") or "") for row in rows}
        for name in ORDER:
            for row in self.tables.get(name, ()):
                self._hang(name, row)
        for row in rows:
            program = self.nodes.get("program", {}).get(str(self._said("service", row, "program_id") or ""))
            if program is not None:
                self.nodes["service"][self._id("service", row.cells)].setdefault(f"{OURS}program", program)
        self.gathering.cleaner.shared |= {key for key, uses in self._uses.items() if uses > 1}
        for name in KINDS:
            for row in self.tables.get(name, ()):
                node = self.nodes[name].get(self._id(name, row.cells), row.cells)
                self.gathering.take(name, node, row.where)

    def _indexed(self, name: str, rows: Iterable[Row]) -> dict[str, Raw]:
        found: dict[str, Raw] = {}
        for row in rows:
            key = self._id(name, row.cells)
            if key in found and name in KINDS:
                what = f"The id {key} stands on an earlier row too: read as more of the same."
                self.gathering.problems.warn(f"{name} id twice", row.where, what)
                _more(found[key], row.cells)
            elif key:
                found.setdefault(key, dict(row.cells))
        return found

    def _hang(self, name: str, row: Row) -> None:
        node = self.nodes[name].get(self._id(name, row.cells))
        if node is None or not _same(node, row.cells):  # an id used for several rows: each is its own
            node = dict(row.cells)
        self._whole(name, node)
        for parent, key in self._parents(name, row):
            held, field = self.nodes[parent][key], _field(parent, name)
            listed = held[field] if isinstance(held.get(field), list) else []
            core = _core(name, node)
            if any(each.get("id") == node.get("id") and _core(name, each) == core for each in listed):
                what = f"{{n}} rows of {_words(name)} said the same of the same thing again: kept once."
                self.gathering.problems.summary(f"{name} said again", row.where, what)
                continue
            held[field] = [*listed, node]
            self._uses[name, self._id(name, row.cells)] += 1

    def _parents(self, name: str, row: Row) -> list[tuple[str, str]]:
        """Which of the things it names were read; the rest are said, and a row with none is kept apart."""
        named = self._named(name, row)
        found = [(parent, key) for parent, key in named if key in self.nodes.get(parent, {})]
        for parent, key in named:
            if (parent, key) not in found:
                what = f"Names the {_words(parent)} {key}, which is not in the tables"
                done = "kept under what else it names" if found else "kept apart"
                self.gathering.problems.warn(f"{name} → {parent}", row.where, f"{what}: {done}.")
        if (
            name in NEAREST
            and named
            and found
            and {each[0] for each in found} == {"location"} != {each[0] for each in named}
        ):
            found = []  # hours of a service that was not read are not the hours of the house it met in
        if not found and not (name == "program" and self._id(name, row.cells) in self._programs):
            self._loose(name, row, named)
        return self._nearest(name, row, found)

    def _named(self, name: str, row: Row) -> list[tuple[str, str]]:
        if name in ("attribute", "metadata"):
            return self._linked(name, row)
        return [(each, key) for each in _parents_of(name) for key in ids(self._said(name, row, f"{each}_id"))]

    def _linked(self, name: str, row: Row) -> list[tuple[str, str]]:
        """Attributes and metadata name their object by kind and id; where the kind is no such, the id is looked for."""
        prefix = "link" if name == "attribute" else "resource"
        key = str(self._said(name, row, f"{prefix}_id") or "")
        of = str(self._said(name, row, "link_entity" if name == "attribute" else "resource_type") or "").casefold()
        if of in kinds():
            return [(of, key)] if key else []
        holder = next((each for each in self.nodes if key in self.nodes[each] and _field(each, name)), "")
        return [(holder or of or "object", key)] if key else []

    def _nearest(self, name: str, row: Row, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
        if name not in NEAREST or not found:
            return found
        meeting = self._meeting(found)
        if meeting:
            return [meeting]
        nearest = min(found, key=lambda each: NEAREST[name].index(each[0]))
        return [each for each in found if each[0] == nearest[0]]

    def _meeting(self, found: list[tuple[str, str]]) -> tuple[str, str] | None:
        """Hours of a service at a place belong where the two meet."""
        named = dict(found)
        if set(named) != {"service", "location"} or len(found) != 2:
            return None
        pair = (named["service"], named["location"])
        key = self._meetings().get(pair)
        return ("service_at_location", key) if key else None

    def _meetings(self) -> dict[tuple[str, str], str]:
        if self._by_pair is None:
            rows = self.tables.get("service_at_location", ())
            name = "service_at_location"
            self._by_pair = {
                (str(self._said(name, row, "service_id")), str(self._said(name, row, "location_id"))): self._id(
                    name, row.cells
                )
                for row in rows
            }
        return self._by_pair

    def _whole(self, name: str, node: Raw) -> None:
        """A unit is nested in what counts by it."""
        if name == "service_capacity" and not node.get("unit"):
            unit = self.nodes.get("unit", {}).get(str(node.get("unit_id") or ""))
            if unit:
                node["unit"] = unit

    def _loose(self, name: str, row: Row, named: list[tuple[str, str]]) -> None:
        if not named and _bare(row.cells):
            self.gathering.problems.summary(
                f"empty {name}",
                row.where,
                f"{{n}} rows of {_words(name)} say nothing and belong to nothing: kept apart.",
            )
        elif not named:
            self.gathering.problems.warn(f"{name} of nothing", row.where, "Names nothing it belongs to: kept apart.")
        self._other_link(name, row)
        why = ", ".join(f"{parent} {key}" for parent, key in named) or "it names nothing"
        self.gathering.lose(name, row.cells, row.where, f"belongs to nothing that was read: {why}")

    def _other_link(self, name: str, row: Row) -> None:
        """What a loose row points to besides: named here, since no record will be checked for it."""
        to, field = OTHER.get(name, ("", ""))
        key = str(self._said(name, row, field) or "") if to else ""
        if key and key not in self.nodes.get(to, {}):
            what = f"Points to the {_words(to)} {key}, which is not in the tables either."
            self.gathering.problems.warn(f"{name} → {to}", row.where, what)

    @property
    def _aliases(self) -> Any:
        return self.gathering.cleaner.aliases

    def _said(self, name: str, row: Row, field: str) -> Any:
        return said(name, row.cells, field, self._aliases)

    def _id(self, name: str, cells: Mapping[str, Any]) -> str:
        return str(said(name, cells, "id", self._aliases) or "").strip()


def join(tables: Tables, gathering: Gathering) -> None:
    """Join the tables of one source and take its records."""
    Join(tables, gathering).take()


def ids(told: Any) -> list[str]:
    """The ids in a cell, of which some products write several; 0 is no id."""
    return [each.strip() for each in str(told or "").split(",") if each.strip() not in ("", "0")]


@functools.cache
def _field(parent: str, name: str) -> str:
    """Under which field a parent lists such parts."""
    return next((each.name for each in kind(parent).nested if each.of == name and each.is_ == MANY), "")


def _bare(cells: Raw) -> bool:
    return all(values.is_empty(value) for field, value in cells.items() if field != "id" and not field.startswith(OURS))


@functools.cache
def _parents_of(name: str) -> tuple[str, ...]:
    """The kinds that list such parts."""
    return tuple(each for each in kind(name).parents if _field(each, name))


def _core(name: str, node: Raw) -> Raw:
    """What a row says besides whose it is."""
    whose = {f"{parent}_id" for parent in _parents_of(name)}
    return {field: value for field, value in node.items() if field not in whose and not field.startswith(OURS)}


def _same(node: Raw, cells: Raw) -> bool:
    return all(node.get(name) == value for name, value in cells.items())


def _more(node: Raw, more: Raw) -> None:
    for name, value in more.items():
        if values.is_empty(node.get(name)):
            node[name] = value


def _words(name: str) -> str:
    return name.replace("_", " ")
