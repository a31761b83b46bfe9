"""Homes in fuel poverty, by neighbourhoods of 2011, from the workbook of sub-regional tables (Table 3).

The header stands in the third row and notes stand below the figures. A home is fuel poor where it is energy-inefficient
and paying for warmth would leave its people below the poverty line (low income, low energy efficiency).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, open_binary
from commonweal.feeds.columns import is_code, not_this
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="fuel_poverty",
    title="Sub-regional fuel poverty data 2022",
    publisher="Department for Energy Security and Net Zero",
    licence="OGL-UK-3.0",
    vintage="2020",
    every="year",
    address="https://www.gov.uk/government/statistics/sub-regional-fuel-poverty-data-2022",
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    note="Modelled from a national survey: good for a council, rough for one neighbourhood. From before prices rose.",
    files=("sub-regional-fuel-poverty-2022-tables.xlsx",),
)
PACKED = b"PK"
SHEET = "Table 3"
CODE, NAME = "LSOA Code", "LSOA Name"
HOMES, POOR = "Number of households", "Number of households in fuel poverty"
HEADER_WITHIN = 8  # rows: a title and an empty row stand above it
TOP = 8192  # bytes of a sheet that surely hold its header
SAID = b"Number of households in fuel poverty"


def recognise(head: Head) -> Source | None:
    """Known by a workbook whose words hold the column of homes in fuel poverty, and which has the sheet."""
    if not head.binary.startswith(PACKED):
        return None
    try:
        with zipfile.ZipFile(head.path) as book:
            if SHEET.encode() not in book.read("xl/workbook.xml"):
                return None
            return SOURCE if any(SAID in words for words in _words(book)) else None
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, zipfile.zlib.error):  # type: ignore[attr-defined]
        return None


def _words(book: zipfile.ZipFile) -> Iterator[bytes]:
    """Where a workbook keeps its words: in one list, or (saved by other software) at the top of each sheet."""
    for name in book.namelist():
        if name == "xl/sharedStrings.xml":
            yield book.read(name)
        elif name.startswith("xl/worksheets/sheet"):
            with book.open(name) as sheet:
                yield sheet.read(TOP)


def measures(path: Path) -> tuple[Measure, ...]:
    """All homes, and those in fuel poverty."""
    return (
        Measure("fuel_poverty.homes", HOMES, "households", adds_up=True),
        Measure("fuel_poverty.poor", POOR, "households", adds_up=True, out_of="fuel_poverty.homes"),
    )


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every neighbourhood of England, down to the notes."""
    lines = enumerate(_sheet(path), start=1)
    places = None
    for line, row in lines:
        found = {str(cell).strip(): place for place, cell in enumerate(row) if cell is not None}
        if {CODE, HOMES, POOR} <= found.keys():
            places = [found[CODE], found.get(NAME, found[CODE]), found[HOMES], found[POOR]]
            break
        if line >= HEADER_WITHIN:
            break
    if places is None:
        raise not_this(path, SOURCE, f"no row at the top of its sheet “{SHEET}” has “{CODE}” and “{POOR}”.")
    for line, row in lines:
        code, name, homes, poor = (row[place] if place < len(row) else None for place in places)
        text = str(code or "").strip()
        if not is_code(text):
            # Notes are sentences and links; a code that lost a digit is a row to be mended.
            if text[:1] in {"E", "W"} and text[1:].isdigit():
                refuse(Refused(path.name, line, f"“{text}” is one digit off: codes are like E01011949. Correct it."))
            continue
        values = {"fuel_poverty.homes": _count(homes), "fuel_poverty.poor": _count(poor)}
        if (homes is not None and values["fuel_poverty.homes"] is None) or (
            poor is not None and values["fuel_poverty.poor"] is None
        ):
            refuse(Refused(path.name, line, f"{text}: “{homes}” and “{poor}” are not both numbers. Correct them."))
            continue
        yield AreaValues("lsoa11", text, str(name or ""), values)


def _count(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _sheet(path: Path) -> Iterator[tuple[object, ...]]:
    try:
        with open_binary(path) as stream:  # not by its path: openpyxl would go by the file's name
            book = openpyxl.load_workbook(stream, read_only=True)
            if SHEET in book.sheetnames:
                yield from book[SHEET].iter_rows(values_only=True)
    except Exception as error:  # whatever is wrong with somebody else's workbook, it cannot be read
        raise not_this(path, SOURCE, "it is packed like a workbook, but cannot be opened as one.") from error
