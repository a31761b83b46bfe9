"""How one publisher's sheet is to be read: which column says which field. Kept as data, one per source.

A column leads to a path of fields: `name`, `organization.name`, `locations[].addresses[].postal_code`. Columns that
share a list (`schedules[]`) tell of one item per row. Besides, a column may be split into several values, take other
words for its own, be taken apart by a pattern, set other fields, or say that something must not be shown.
"""

from __future__ import annotations

import csv
import fnmatch
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

FOLDER = "data/mappings"


@dataclass(frozen=True, slots=True)
class Column:
    """Where one column's cells go; an empty `to` without anything else: kept only in the source's own words."""

    to: str = ""
    split: str = ""  # between several values in one cell
    own: bool = False  # an item of its own in the list, not shared with the row's other columns; split cells always are
    words: Mapping[str, str] = field(default_factory=dict)  # their word → ours, whatever the capitals
    patterns: tuple[str, ...] = ()  # the first that fits the cell takes it apart into fields below `to`
    beside: Mapping[str, str] = field(default_factory=dict)  # fields set on the same item; {column} is its name
    when: tuple[str, ...] = ()  # the cell's words on which `set` and `hide` act
    unless: tuple[str, ...] = ()  # … or unless it says one of these; an empty cell is ""
    set: Mapping[str, str] = field(default_factory=dict)
    hide: tuple[str, ...] = ()
    level: str = "hidden"
    why: str = ""

    def acts(self, cell: Any) -> bool:
        """Is this a cell on which the column sets or hides something?"""
        said = str(cell if cell is not None else "").strip().casefold()
        if self.unless:
            return said not in {each.casefold() for each in self.unless}
        return bool(self.when) and said in {each.casefold() for each in self.when}


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How the rows of one sheet are read."""

    kind: str
    columns: Mapping[str, Column]
    sheet: str = "*"  # the names of sheets or files it is for, * for any
    key: str = ""  # the column with the row's id
    continues: str = ""  # the column that names the row this one goes on from
    constants: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> Column | None:
        """The rule for a column: by its name, else by a pattern of names (custom_*)."""
        if name in self.columns:
            return self.columns[name]
        return next((rule for like, rule in self.columns.items() if fnmatch.fnmatchcase(name, like)), None)


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """A whole source: one or several sheets."""

    title: str
    sheets: tuple[SheetMapping, ...]

    def of(self, name: str) -> SheetMapping | None:
        """The mapping for a sheet of this name."""
        return next((each for each in self.sheets if fnmatch.fnmatch(name.casefold(), each.sheet.casefold())), None)


def load(told: Mapping[str, Any] | Path | str) -> SourceMapping:
    """A mapping from a plain table, from a TOML or JSON file, or by the name of one that comes with this package."""
    if isinstance(told, Mapping):
        return _made(told)
    if isinstance(told, str) and told in templates():
        return _made(tomllib.loads(_folder().joinpath(f"{told}.toml").read_text("utf-8")))
    path = Path(told)
    text = path.read_text("utf-8-sig")
    return _made(json.loads(text) if path.suffix == ".json" else tomllib.loads(text))


def templates() -> list[str]:
    """The names of the mappings that come with this package."""
    return sorted(each.name.removesuffix(".toml") for each in _folder().iterdir() if each.name.endswith(".toml"))


def plain(mapping: SourceMapping) -> dict[str, Any]:
    """The mapping as a plain table, to be kept and to be loaded again."""
    sheets = []
    for each in mapping.sheets:
        columns = {name: _short(asdict(rule)) for name, rule in each.columns.items()}
        sheets.append(_short(asdict(each) | {"columns": columns}) | {"kind": each.kind})
    return {"title": mapping.title, "sheets": sheets}


def from_paths(path: Path, kind: str, *, sheet: str = "*", more: Mapping[str, Any] | None = None) -> SheetMapping:
    """A mapping from a table of `path,input_files_field`, as the Stevens transformer keeps them, and what it misses."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("path") and row.get("input_files_field")]
    columns = {row["input_files_field"].strip(): row["path"].strip() for row in rows}
    key = next((name for name, to in columns.items() if to == "id"), "")
    return _sheet({"kind": kind, "sheet": sheet, "key": key, "columns": {**columns, **(more or {})}})


def _made(told: Mapping[str, Any]) -> SourceMapping:
    sheets = told.get("sheets") or [told]
    return SourceMapping(str(told.get("title", "")), tuple(_sheet(each) for each in sheets))


def _sheet(told: Mapping[str, Any]) -> SheetMapping:
    columns = {str(name): _column(rule) for name, rule in told.get("columns", {}).items()}
    return SheetMapping(
        kind=str(told.get("kind", "service")),
        columns=columns,
        sheet=str(told.get("sheet", "*")),
        key=str(told.get("key", "")),
        continues=str(told.get("continues", "")),
        constants=dict(told.get("constants", {})),
    )


def _column(told: Any) -> Column:
    if isinstance(told, str):
        return Column(to=told)
    many = {name: tuple(told[name]) for name in ("patterns", "when", "unless", "hide") if name in told}
    return Column(**{**told, **many})


def _short(told: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items() if value}


def _folder() -> Any:
    return resources.files("commonweal.openreferral").joinpath(FOLDER)
