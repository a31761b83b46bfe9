"""A mapping as somebody hands it over, and as a page shows it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.openreferral.reading import mapping
from commonweal.openreferral.reading.mapping import SourceMapping


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of a sheet, and where its cells go."""

    sheet: str
    column: str
    to: str  # a path of the standard's fields; "" where it only hides or sets something, or goes nowhere
    to_words: str  # the same as people head their columns
    how: str  # split, taken apart, hidden …, in words
    at: str  # which sheet of the mapping, by its number


def handed_over(name: str, body: bytes) -> SourceMapping:
    """A mapping from a TOML or JSON file, or a sentence that says what is wrong with it."""
    try:
        text = body.decode("utf-8-sig")
        told = json.loads(text) if name.casefold().endswith(".json") else tomllib.loads(text)
        made = mapping.load(told)
        columns = [each for sheet in made.sheets for each in sheet.columns.values()]
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise Invalid(
            _("This mapping cannot be read: %(why)s. It is a TOML or JSON file that names, for each column, a field.")
            % {"why": str(error).rstrip(".")[:200]}
        ) from error
    if not columns:
        raise Invalid(_("This mapping names no column. Say for each column which field its cells go to."))
    return made


def rows(saved: Mapping[str, Any]) -> tuple[ColumnRow, ...]:
    """A saved mapping, column by column; those of the sheet that it says nothing of stand last."""
    if not saved:
        return ()
    known, made = dict(fields()), []
    for at, (sheet, plain) in enumerate(zip(mapping.load(saved).sheets, _sheets(saved), strict=True)):
        name = "" if sheet.sheet == "*" else sheet.sheet
        for column, rule in sheet.columns.items():
            made.append(ColumnRow(name, column, rule.to, known.get(rule.to, ""), _how(sheet, column), str(at)))
        for column in plain.get("seen", ()):
            if sheet.column(column) is None:
                how = _("the row's own id") if column == sheet.key else _("kept only as it came")
                made.append(ColumnRow(name, column, "", "", how, str(at)))
    return tuple(made)


def fields() -> list[tuple[str, str]]:
    """The fields that a column may go to: the standard's path, and what people head such columns with."""
    from commonweal.openreferral.reading.suggesting import NAMES

    return [(path, words[0]) for path, words in NAMES.items()]


def placed(saved: Mapping[str, Any], chosen: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    """A mapping with columns put elsewhere: (number of the sheet, column, path). What was not moved stays as it was."""
    from commonweal.openreferral.reading.suggesting import SPLIT

    known = {path for path, _words in fields()} | {""}
    sheets = [dict(each) | {"columns": dict(each.get("columns", {}))} for each in _sheets(saved)]
    for at, column, to in chosen:
        if not at.isdigit() or int(at) >= len(sheets):
            raise Invalid(_("This is not the sheet that was looked at. Look at it again."))
        columns = sheets[int(at)]["columns"]
        rule = columns.get(column)
        before = (rule if isinstance(rule, str) else (rule or {}).get("to", "")) or ""
        if to == before:
            continue
        if to not in known:
            raise Invalid(_("There is no field “%(field)s”. Choose one from the list.") % {"field": to[:60]})
        columns.pop(column, None)
        if to:
            columns[column] = {"to": to} | ({"split": ";"} if to in SPLIT else {})
    return {"title": saved.get("title", ""), "sheets": sheets}


def _sheets(saved: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(saved.get("sheets") or [saved])


def cell(where: str, rules: SourceMapping) -> str:
    """Where something was wrong, by the columns it was made from: a person looks for a cell, not for a path of fields.

    >>> columns = {"Day": "schedules[].weekday", "From": "schedules[].opens_at", "Age": "minimum_age"}
    >>> rules = mapping.load({"columns": columns})
    >>> cell("list.csv row 3.schedules.0", rules), cell("list.csv row 4, minimum_age", rules)
    ('list.csv row 3, Day, From', 'list.csv row 4, Age')
    """
    found = _PATH.fullmatch(where)
    if not found or not (found["path"] or found["field"]):
        return where
    path = re.sub(r"\.\d+", "[]", found["path"].strip("."))
    wanted = ".".join(each for each in (path, found["field"] or "") if each)
    columns = [
        name for sheet in rules.sheets for name, rule in sheet.columns.items() if _within(sheet, rule.to, wanted)
    ]
    return f"{found['row']}, {', '.join(columns[:4])}" if columns else where


_PATH = re.compile(r"(?P<row>.+ row \d+)(?P<path>(?:\.[a-z_]+(?:\.\d+)*)*)(?:, (?P<field>[a-z_]+))?")


def _within(sheet: mapping.SheetMapping, to: str, wanted: str) -> bool:
    from commonweal.openreferral.reading.mapped_sheet import SHORT

    short, long = SHORT.get(sheet.kind, ("", ""))
    whole = long + to[len(short) :] if short and to.startswith(short) else to
    return whole == wanted or whole.startswith((f"{wanted}.", f"{wanted}["))


def _how(sheet: mapping.SheetMapping, name: str) -> str:
    rule = sheet.columns[name]
    said = [
        _("the row's own id") if name in (sheet.key,) else "",
        _("parted at “%(between)s”") % {"between": rule.split} if rule.split else "",
        _("taken apart by a pattern") if rule.patterns else "",
        _("other words for its own") if rule.words else "",
        _("hides: %(what)s") % {"what": ", ".join(each or _("the whole entry") for each in rule.hide)}
        if rule.hide
        else "",
        _("sets: %(what)s") % {"what": ", ".join(rule.set)} if rule.set else "",
    ]
    return "; ".join(each for each in said if each)
