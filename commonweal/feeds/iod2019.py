"""The English indices of deprivation 2019, by neighbourhoods of 2011: Files 1, 2, 6 and 7, and File 1 as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import openpyxl

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, WrongFile, by_hand, number, open_binary
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
PACKED = b"PK"  # how workbooks begin
SHEET = "IMD2019"
OTHER_EDITIONS = {
    "(2021)": "neighbourhoods of 2021, as the indices of 2025",
    "(2013)": "districts of 2013, as the indices of 2015",
}


def recognise(head: Head) -> Source | None:
    """Known by 2011 neighbourhoods in districts of 2019, and one column at least that the indices have."""
    columns = head.columns
    if head.binary.startswith(PACKED):
        try:
            columns = _columns(head.path)
        except WrongFile:
            return None
    return SOURCE if has(columns, CODE, NAME, DISTRICT) and _held(columns) else None


def _held(columns: list[str]) -> dict[str, str]:
    return {column: measure.key for column in columns if (measure := measure_of(SOURCE.key, column))}


def measures(path: Path) -> tuple[Measure, ...]:
    """The scores, ranks, deciles and denominators that this file holds: each of the official files has some."""
    return tuple(measure for column in _columns(path) if (measure := measure_of(SOURCE.key, column)))


def _is_book(path: Path) -> bool:
    with open_binary(path) as stream:
        return stream.read(len(PACKED)) == PACKED


def _columns(path: Path) -> list[str]:
    if not _is_book(path):
        return header(path)
    try:
        return _first_row(path, path.stat().st_mtime_ns)
    except Exception as error:  # whatever is wrong with somebody else's workbook, it is not this one
        raise not_this(path, SOURCE, "it is packed like a workbook, but cannot be opened as one.") from error


@lru_cache(maxsize=8)
def _first_row(path: Path, changed: int) -> list[str]:
    """Opening a workbook reads all its words, which takes seconds: once is enough while the file stays as it is."""
    return [str(cell or "").strip() for cell in next(_sheet(path), ())]


def _sheet(path: Path) -> Iterator[tuple[object, ...]]:
    with open_binary(path) as stream:  # not by its path: openpyxl would go by the file's name
        book = openpyxl.load_workbook(stream, read_only=True)
        if SHEET in book.sheetnames:
            yield from book[SHEET].iter_rows(values_only=True)


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every neighbourhood of England, with the columns this file has."""
    columns = _columns(path)
    missing = next((column for column in (CODE, NAME, DISTRICT) if not has(columns, column)), None)
    if missing:
        told = next((f" It lists {what} do." for year, what in OTHER_EDITIONS.items() if year in str(columns)), "")
        raise not_this(path, SOURCE, f"it has no column “{missing}”.{told}")
    held = _held(columns)
    if not held:
        raise not_this(path, SOURCE, "it has no score, rank, decile or population in it.")
    _not_ranked_with_wales(path, held)
    ranks = [key for key in held.values() if key.endswith("_rank")]
    for line, (code, name, *texts) in _rows(path, [CODE, NAME, *held], refuse):
        if not is_code(code):
            refuse(Refused(path.name, line, wrong_code(code, CODE)))
            continue
        try:
            values = {key: number(text) for key, text in zip(held.values(), texts, strict=True)}
        except ValueError as error:
            refuse(Refused(path.name, line, f"{code}: a figure is not a number ({error}). Correct it and load again."))
            continue
        rank = max((values[key] or 0 for key in ranks), default=0)
        if rank > AREAS:
            raise _mixed(path, f"ranks {code} as {rank:,.0f}")
        if odd := next((key for key in ranks if _disagree(values[key], values.get(f"{key[:-5]}_decile"))), None):
            topic = odd.removeprefix(f"{SOURCE.key}.").removesuffix("_rank")
            refuse(Refused(path.name, line, f"{code}: rank and decile of {topic} contradict each other. Get it again."))
            continue
        yield AreaValues("lsoa11", code, name, values)


def _disagree(rank: float | None, decile: float | None) -> bool:
    """Is this rank, of all England's, in another tenth than the file says?"""
    return rank is not None and decile is not None and decile != -(-rank * 10 // AREAS)


def _mixed(path: Path, what: str) -> WrongFile:
    return WrongFile(
        f"{path.name} {what}, but England has {AREAS:,} neighbourhoods: somebody has ranked England and Wales "
        "together. These are not the published ranks. Get File 7 from the publisher."
    )


def _not_ranked_with_wales(path: Path, held: dict[str, str]) -> None:
    """Refuse other people's ranks before the first row is given: a part of the file alone may look quite right.

    Ranked among the 34,753 of England and Wales, a quarter of the ranks fall in other tenths than England's would.
    """
    column_of = {key: column for column, key in held.items()}
    ranks = (key for key in column_of if key.endswith("_rank"))
    rank = next((key for key in ranks if f"{key[:-5]}_decile" in column_of), None)
    pair = [column_of[rank], column_of[f"{rank[:-5]}_decile"]] if rank else []
    seen = odd = 0
    for _, (code, *texts) in _rows(path, [CODE, *pair], _unheard):
        if code.startswith("W"):
            raise _mixed(path, f"lists {code}, which is in Wales")
        try:
            odd += bool(texts) and _disagree(number(texts[0]), number(texts[1]))
        except ValueError:  # the row is refused, with its reason, when its turn comes
            continue
        seen += 1
    if odd > 1 and odd * 100 > seen:
        raise _mixed(path, f"puts {odd:,} of its {seen:,} ranks in the wrong tenth")


def _unheard(_: Refused) -> None:
    """Rows refused in looking ahead are refused again, and then told, in reading."""


def _rows(path: Path, wanted: list[str], refuse: Refuse) -> Iterator[tuple[int, list[str]]]:
    if not _is_book(path):
        yield from cells(path, SOURCE, wanted, refuse=refuse)
        return
    rows = _sheet(path)
    places = {str(cell or "").strip().casefold(): place for place, cell in enumerate(next(rows))}
    chosen = [places[name.casefold()] for name in wanted]
    for line, row in enumerate(rows, start=2):
        texts = ["" if cell is None else str(cell).strip() for cell in row]
        if any(texts):
            texts += [""] * (max(chosen) + 1 - len(texts))
            yield line, [texts[place] for place in chosen]
