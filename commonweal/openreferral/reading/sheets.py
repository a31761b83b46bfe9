"""Rows of CSV files, of spreadsheets and of zipped packages, with where each stood, in whatever encoding."""

from __future__ import annotations

import csv
import datetime
import io
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

Cells = dict[str, Any]
HEADING = 10  # lines in which the columns' names are looked for
LARGEST = 200_000_000  # bytes in one zipped file: what unpacks to more was made to harm
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name without an ending, its columns, its rows with their numbers as a person counts them."""

    name: str
    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Cells], ...]
    note: str = ""


def read(path: Path) -> list[Sheet]:
    """Every table of a file, a folder or a zipped folder."""
    if path.is_dir():
        return [
            sheet
            for each in sorted(path.iterdir())
            if each.suffix.casefold() in (".csv", ".xlsx")
            for sheet in read(each)
        ]
    if path.suffix.casefold() == ".zip":
        return list(_zipped(path))
    if path.suffix.casefold() == ".xlsx":
        return list(_workbook(path))
    return [_table(path.name, path.read_bytes())]


def _table(file: str, raw: bytes) -> Sheet:
    text, note = _decoded(raw)
    head = text[:4096].split("\n", 1)[0]
    between = max(",;\t|", key=head.count)
    return _sheet(file, list(csv.reader(io.StringIO(text, newline=""), delimiter=between)), note)


def _decoded(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), "was not in UTF-8 and was read as Windows-1252"


def _zipped(path: Path) -> Iterator[Sheet]:
    with zipfile.ZipFile(path) as held:
        for each in sorted(held.infolist(), key=lambda info: info.filename):
            if each.filename.casefold().endswith(".csv") and each.file_size <= LARGEST:
                yield _table(Path(each.filename).name, held.read(each))


def _workbook(path: Path) -> Iterator[Sheet]:
    book = load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        lines = [[_cell(cell) for cell in line] for line in sheet.iter_rows(values_only=True)]
        if lines:
            yield _sheet(f"{path.name} {sheet.title}", lines, name=sheet.title)
    book.close()


def _sheet(file: str, lines: list[list[Any]], note: str = "", name: str = "") -> Sheet:
    """Rows by their columns; a column without a name goes by its number, so that its cells are not lost."""
    skipped = _above(lines)
    lines = lines[skipped:]
    head = lines[0] if lines else []
    columns = [
        str(each).strip() if each is not None and str(each).strip() else f"column {n}" for n, each in enumerate(head, 1)
    ]
    rows = []
    for number, line in enumerate(lines[1:], skipped + 2):
        if any(cell not in (None, "") for cell in line):
            extra = [f"column {n}" for n in range(len(columns) + 1, len(line) + 1)]
            rows.append((number, dict(zip([*columns, *extra], line, strict=False))))
    return Sheet(name or Path(file).stem, file, tuple(columns), tuple(rows), note)


def _above(lines: list[list[Any]]) -> int:
    """How many lines stand above the columns' names: a title alone in its line, or nothing at all."""
    for n, line in enumerate(lines[:HEADING]):
        if sum(cell not in (None, "") for cell in line) > 1:
            return n
    return 0


def _cell(cell: Any) -> Any:
    """Cells as they can be kept: a date or a time of day as it is written, a whole number without its point."""
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return cell.isoformat()
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
