"""A file as rows of text with the lines a person counts: CSV in any usual dress, or the first sheet of a workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid

# A place's quarter by neighbourhood and ethnic group is some thousand rows: these are said before anything is sent.
LARGEST, MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 1_000_000, 20_000, 60, 2_000_000
UNPACKED = 30_000_000
KINDS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Table:
    """The columns' names and the rows below them, each with its number in the file."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    note: str = ""

    def written(self) -> str:
        """The same as CSV, each row with its number first: what is read again when it is confirmed."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["", *self.columns])
        writer.writerows([number, *cells] for number, cells in self.rows)
        return out.getvalue()


def written_back(text: str) -> Table:
    """A table from what `written` made of it."""
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    return Table(tuple(head[1:]), tuple((int(number), tuple(cells)) for number, *cells in rows))


def read(name: str, raw: bytes) -> Table:
    """What the file holds. Invalid says, with the line where there is one, why it cannot be read."""
    if not name.casefold().endswith(KINDS):
        raise Invalid(_("This kind of file cannot be read here. Save it as .csv or .xlsx, and choose it again."))
    if len(raw) > LARGEST:
        raise Invalid(_("This file is larger than 1 MB. Send it in parts, such as one file for each year."))
    if name.casefold().endswith(".xlsx"):
        return _table(_workbook(raw))
    text, note = _decoded(raw)
    head = next((line for line in text.splitlines() if line.strip()), "")
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=head.count))
        return _table(((reader.line_num, cells) for cells in reader), note)
    except csv.Error as error:
        raise Invalid(_("The file cannot be read as a table: %(error)s.") % {"error": error}) from error


def _decoded(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), _("The file is not in UTF-8 and was read as Windows-1252.")


def _workbook(raw: bytes) -> Iterable[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # a tenth of a second, and only for workbooks

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(each.file_size for each in packed.infolist()) > UNPACKED:
                raise Invalid(_("This workbook unpacks to far more than it is. Save the one sheet as .csv."))
        sheet = load_workbook(io.BytesIO(raw), read_only=True, data_only=True).worksheets[0]
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError) as error:
        raise Invalid(_("The workbook cannot be opened. Save it again as .xlsx or .csv.")) from error
    # Formatted but empty rows can run to a million: nothing is read beyond what is taken.
    lines = sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 100, max_col=MOST_COLUMNS + 1)
    for number, cells in enumerate(lines, 1):
        yield number, [_text(each) for each in cells]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    return str(cell)


def _table(lines: Iterable[tuple[int, list[str]]], note: str = "") -> Table:
    columns: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    letters = 0
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns = tuple(cell.strip() for cell in cells)
            while columns and not columns[-1]:
                columns = columns[:-1]
            _refuse_heading(columns)
            continue
        letters += sum(map(len, cells))
        if len(rows) >= MOST_ROWS or letters > MOST_LETTERS:
            raise Invalid(_("There are more than 20,000 rows. Send the file in parts, such as one for each year."))
        kept = (*cells[: len(columns)], *[""] * (len(columns) - len(cells)))
        rows.append((number, tuple(cell.strip() for cell in kept)))
    if not columns:
        raise Invalid(_("The file is empty."))
    return Table(columns, tuple(rows), note)


def _refuse_heading(columns: tuple[str, ...]) -> None:
    if len(columns) > MOST_COLUMNS:
        raise Invalid(_("There are more than 60 columns. Take those out that the contract does not name."))
    twice = next((each for each in columns if each and columns.count(each) > 1), "")
    if twice:
        raise Invalid(_("Two columns are called “%(name)s”. Give each its own name.") % {"name": twice})
