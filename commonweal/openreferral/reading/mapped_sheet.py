"""Any sheet read through a mapping: rows to nested objects, continuation rows joined to the row they go on from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commonweal.openreferral.reading import sheets, values, visibility
from commonweal.openreferral.reading.gathering import Gathering
from commonweal.openreferral.reading.mapping import Column, SheetMapping, SourceMapping, load
from commonweal.openreferral.reading.record import KINDS, Reading

Raw = dict[str, Any]
_STEP = re.compile(r"([^.\[\]]+)(\[\])?")
# A service meets at a place: the short way to say so leads there.
SHORT = {"service": ("locations[]", "service_at_locations[].location")}
KNOWN_ONLY = "known only from services that are not shown"


class _Item:
    """What is being made of one row and the rows that go on from it."""

    def __init__(self, mapping: SheetMapping) -> None:
        self.mapping = mapping
        self.made: Raw = {}
        self.rows: list[Raw] = []
        self.wheres: list[str] = []
        self._now: dict[str, Raw] = {}  # the list items of the row at hand, by path

    def row(self, where: str, cells: Raw) -> None:
        """Take another row: its lists get items of their own."""
        self.rows.append(cells)
        self.wheres.append(where)
        self._now = {}

    def put(self, path: str, value: Any, part: str = "") -> bool:
        """Set a value at a path; `part` tells the values of a split cell apart. False where another stood there."""
        place = self.long(path)
        parent, _dot, field = place.rpartition(".")
        holder = self._at(parent, part) if parent else self.made
        if field in holder and holder[field] != value:
            return False
        holder[field] = value
        return True

    def has(self, path: str) -> bool:
        """Does the row at hand tell of the item a path leads through?"""
        place = self.long(path)
        found = place.rfind("[]")
        return found < 0 or bool(self._items(place[: found + 2]))

    def hide(self, path: str, level: str, why: str) -> None:
        """Mark what a path leads to: an item as a whole, a field of it, or with "" the record."""
        place = self.long(path)
        whole = place.endswith("[]") or place.rpartition(".")[2] in ("location", "organization")
        parent, _dot, field = (place, "", "") if whole or not place else place.rpartition(".")
        for thing in self._things(parent):
            visibility.mark(thing, field, level, why)

    def long(self, path: str) -> str:
        """The path with its short ways written out."""
        short, long = SHORT.get(self.mapping.kind, ("", ""))
        return long + path[len(short) :] if short and path.startswith(short) else path

    def _items(self, place: str) -> list[Raw]:
        """The items of a list that the row at hand told of."""
        return [item for key, item in self._now.items() if key.rpartition("#")[0] == place]

    def _things(self, place: str) -> list[Raw]:
        """What a path leads to: the record itself, or what is below each item of its last list."""
        found = place.rfind("[]")
        here = self._items(place[: found + 2]) if found >= 0 else [self.made]
        for name in place[found + 2 :].strip(".").split("."):
            here = [each.setdefault(name, {}) for each in here] if name else here
        return here

    def _at(self, place: str, part: str = "") -> Raw:
        """The object at a path, made on the way; each list in it gets one item per row (and per part of a cell)."""
        here, walked = self.made, ""
        last = place.rfind("[]")
        for name, many in _STEP.findall(place):
            walked = f"{walked}.{name}{many}".lstrip(".")
            if not many:
                here = here.setdefault(name, {})
                continue
            key = f"{walked}#{part if len(walked) == last + 2 else ''}"
            if key not in self._now:
                self._now[key] = {}
                here.setdefault(name, []).append(self._now[key])
            here = self._now[key]
        return here


def read(path: Path, mapping: SourceMapping | Mapping[str, Any] | Path | str, *, most: int | None = None) -> Reading:
    """All the records of a file, a workbook or a folder of sheets, through a mapping."""
    rules = mapping if isinstance(mapping, SourceMapping) else load(mapping)
    gathering = Gathering(most=most)
    gathering.facts["mapping"] = rules.title
    found: list[tuple[sheets.Sheet, SheetMapping]] = []
    for sheet in sheets.read(path):
        rule = rules.of(sheet.name)
        if rule is None:
            gathering.problems.warn("sheet not mapped", sheet.file, "The mapping says nothing of this sheet: left out.")
        else:
            found.append((sheet, rule))
    most_known = max((_known(sheet, rule) for sheet, rule in found), default=0)
    for sheet, rule in [each for each in found if each[1].sheet == "*" and _known(*each) * 2 < most_known]:
        gathering.problems.warn("sheet not mapped", sheet.file, "Few of its columns are in the mapping: left out.")
        found.remove((sheet, rule))
    # What others point to comes first, so that a fuller telling is the first.
    for sheet, rule in sorted(found, key=lambda each: KINDS.index(each[1].kind)):
        _sheet(sheet, rule, gathering)
    _hide_with(gathering)
    return gathering.reading("mapped_sheet")


def _known(sheet: sheets.Sheet, rule: SheetMapping) -> int:
    return sum(1 for each in sheet.columns if rule.column(each) is not None)


def _sheet(sheet: sheets.Sheet, rule: SheetMapping, gathering: Gathering) -> None:
    if sheet.note:
        gathering.problems.warn("encoding", sheet.file, f"The file {sheet.note}.")
    for name in (
        each for each in sheet.columns if rule.column(each) is None and each not in (rule.key, rule.continues)
    ):
        if any(cells.get(name) not in (None, "") for _number, cells in sheet.rows):
            what = "No rule for this column: its cells are kept only in the source's own words."
            gathering.problems.warn("column not mapped", f"{sheet.file}, {name}", what)
    items: dict[str, _Item] = {}
    for number, cells in sheet.rows:
        item = _item(rule, items, f"{sheet.file} row {number}", cells, gathering)
        if item is not None:
            _row(item, cells, f"{sheet.file} row {number}", gathering)
    for item in items.values():
        raw = item.rows[0] if len(item.rows) == 1 else {"rows": item.rows}
        gathering.take(rule.kind, raw, item.wheres[0], read_as=item.made)


def _item(rule: SheetMapping, items: dict[str, _Item], where: str, cells: Raw, gathering: Gathering) -> _Item | None:
    """The thing a row tells of: a new one, or the one it goes on from."""
    goes_on = _key(cells.get(rule.continues)) if rule.continues else ""
    if goes_on:
        if goes_on not in items:
            what = f"Goes on from row {goes_on}, which is not above it: kept apart."
            gathering.problems.error("goes on from nothing", where, what)
            gathering.lose(rule.kind, cells, where, f"goes on from {goes_on}, which was not read")
            return None
        item = items[goes_on]
    else:
        key = _key(cells.get(rule.key)) or where
        if key in items:
            gathering.problems.warn(
                "id twice", where, f"The id {key} stands on an earlier row too: read as more of the same."
            )
        item = items.setdefault(key, _Item(rule))
        if rule.key and _key(cells.get(rule.key)):
            item.made["id"] = key
    item.row(where, cells)
    return item


def _row(item: _Item, cells: Raw, where: str, gathering: Gathering) -> None:
    first = len(item.rows) == 1
    rules = [(name, cell, rule) for name, cell in cells.items() if (rule := item.mapping.column(name)) is not None]
    for name, cell, rule in rules:
        if rule.to and not values.is_empty(cell):
            _cell(item, name, cell, rule, f"{where}, {name}", gathering)
    for path, value in item.mapping.constants.items():
        if (first or "[]" in path) and item.has(path):
            item.put(path, value)
    for _name, cell, rule in rules:
        if rule.acts(cell) and (first or cell not in (None, "")):
            for path, value in rule.set.items():
                item.put(path, value)
        if rule.hide and rule.acts(cell):
            for path in rule.hide:
                if item.has(path) and (first or "[]" in path):
                    item.hide(path, rule.level, rule.why or f"the sheet says {_name} = {cell}")


def _cell(item: _Item, name: str, cell: Any, rule: Column, where: str, gathering: Gathering) -> None:
    pieces = [each.strip() for each in str(cell).split(rule.split)] if rule.split else [cell]
    words = {key.casefold(): value for key, value in rule.words.items()}
    for n, said in enumerate(each for each in pieces if not values.is_empty(each)):
        piece = words.get(str(said).strip().casefold(), said)
        part = f"{name}/{n}" if rule.split or rule.own else ""
        if piece == "":
            continue
        placed = _apart(item, piece, rule, part) if rule.patterns else item.put(rule.to, piece, part)
        if not placed:
            gathering.problems.warn("cell not placed", where, f"“{str(piece)[:80]}” found no place and was left out.")
        holder = rule.to.rpartition(".")[0]
        for field, value in rule.beside.items() if placed else ():
            item.put(f"{holder}.{field}" if holder else field, value.replace("{column}", _spoken(name)), part)


def _apart(item: _Item, piece: Any, rule: Column, part: str) -> bool:
    """A cell taken apart by the first pattern that fits: its named groups are fields below the path."""
    for pattern in rule.patterns:
        found = re.fullmatch(pattern, str(piece).strip())
        if found:
            groups = {field: value for field, value in found.groupdict().items() if value}
            placed = [item.put(f"{rule.to}.{field}", value, part) for field, value in groups.items()]
            return all(placed)
    return False


def _hide_with(gathering: Gathering) -> None:
    """A place or organisation that only hidden services lead to would give them away: it is hidden with them."""
    shown: set[tuple[str, str]] = set()
    hidden: set[tuple[str, str]] = set()
    for record in gathering.held("service").values():
        level = record.document.get(visibility.MARK, {}).get("", ("", ""))[0]
        (hidden if level else shown).update(_leads_to(record.document))
    for kind, key in hidden - shown:
        held = gathering.held(kind).get(key)
        if held is not None:
            visibility.mark(held.document, "", visibility.HIDDEN, KNOWN_ONLY)


def _leads_to(document: Raw) -> set[tuple[str, str]]:
    found = {
        ("location", part["location_id"]) for part in document.get("service_at_locations", ()) if "location_id" in part
    }
    return found | ({("organization", document["organization_id"])} if "organization_id" in document else set())


def _key(cell: Any) -> str:
    """An id as text: spreadsheets give whole numbers as 1.0."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell if cell is not None else "").strip()


def _spoken(name: str) -> str:
    return name.replace("_", " ").strip().capitalize()
