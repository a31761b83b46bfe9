"""The English indices of deprivation 2019, by neighbourhoods of 2011: Files 1, 2, 6 and 7, and File 1 as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, WrongFile, by_hand, number
from commonweal.feeds.columns import cells, has, header, is_code, not_this, wrong_code
from commonweal.feeds.iod import measure_of
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="iod2019",
    title="English indices of deprivation 2019",
    publisher="Ministry of Housing, Communities and Local Government",
    licence="OGL-UK-3.0",
    vintage="2019 (most figures of 2015/16)",
    every="about six years",
    address="https://www.gov.uk/government/statistics/english-indices-of-deprivation-2019",
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    note=(
        "By neighbourhoods of 2011. Made otherwise than the indices of 2025: a rank of one edition cannot be set "
        "against a rank of the other as a change. Numbers the publisher holds back are unknown, not zero."
    ),
    files=(
        "File_7_-_All_IoD2019_Scores__Ranks__Deciles_and_Population_Denominators_3.csv",
        "File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx",
    ),
)
CODE, NAME = "LSOA code (2011)", "LSOA name (2011)"
DISTRICT = "Local Authority District code (2019)"
# England had this many neighbourhoods. A higher rank shows that Wales was ranked in: that is nobody's published index.
AREAS = 32_844


def recognise(head: Head) -> Source | None:
    """Known by 2011 neighbourhoods in districts of 2019, and one column at least that the indices have."""
    if head.binary.startswith(b"PK") and head.path.suffix.lower() == ".xlsx":
        return SOURCE if _is_file_1(head.path) else None
    if not has(head.columns, CODE, DISTRICT):
        return None
    return SOURCE if any(measure_of(SOURCE.key, column) for column in head.columns) else None


def _is_file_1(path: Path) -> bool:
    try:
        book = openpyxl.load_workbook(path, read_only=True)
    except Exception:  # noqa: BLE001 - whatever is wrong with somebody else's workbook, it is not this one
        return False
    return "IMD2019" in book.sheetnames


def measures(path: Path) -> tuple[Measure, ...]:
    """The scores, ranks, deciles and denominators that this file holds: each of the official files has some."""
    return tuple(measure for column in _columns(path) if (measure := measure_of(SOURCE.key, column)))


def _columns(path: Path) -> list[str]:
    if path.suffix.lower() != ".xlsx":
        return header(path)
    return [str(cell or "").strip() for cell in next(_sheet(path))]


def _sheet(path: Path) -> Iterator[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(path, read_only=True)["IMD2019"]
    yield from sheet.iter_rows(values_only=True)


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every neighbourhood of England, with the columns this file has."""
    columns = _columns(path)
    if not has(columns, CODE):
        newer = " It lists neighbourhoods of 2021, as the indices of 2025 do." if "(2021)" in str(columns) else ""
        raise not_this(path, SOURCE, f"it has no column “{CODE}”.{newer}")
    held = {column: measure.key for column in columns if (measure := measure_of(SOURCE.key, column))}
    for line, (code, name, *texts) in _rows(path, [CODE, NAME, *held], refuse):
        if not is_code(code):
            refuse(Refused(path.name, line, wrong_code(code, CODE)))
            continue
        try:
            values = {key: number(text) for key, text in zip(held.values(), texts, strict=True)}
        except ValueError as error:
            refuse(Refused(path.name, line, f"{code}: a figure is not a number ({error}). Correct it and load again."))
            continue
        rank = values.get("iod2019.imd_rank")
        if rank is not None and rank > AREAS:
            raise WrongFile(
                f"{path.name} ranks {code} as {rank:,.0f}, but England has {AREAS:,} neighbourhoods: somebody has "
                "ranked England and Wales together. These are not the published ranks. Get File 7 from the publisher."
            )
        yield AreaValues("lsoa11", code, name, values)


def _rows(path: Path, wanted: list[str], refuse: Refuse) -> Iterator[tuple[int, list[str]]]:
    if path.suffix.lower() != ".xlsx":
        yield from cells(path, SOURCE, wanted, refuse=refuse)
        return
    rows = _sheet(path)
    places = {str(cell or "").strip(): place for place, cell in enumerate(next(rows))}
    for line, row in enumerate(rows, start=2):
        if any(cell is not None for cell in row):
            yield line, [str(row[places[name]] if row[places[name]] is not None else "") for name in wanted]
