"""The English indices of deprivation 2025: scores, ranks and tenths of every neighbourhood (LSOA 2021), from File 7."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, number
from commonweal.feeds.columns import cells, has, header, is_code, not_this, wrong_code
from commonweal.feeds.iod import measure_of
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="iod2025",
    title="English indices of deprivation 2025",
    publisher="Ministry of Housing, Communities and Local Government",
    licence="OGL-UK-3.0",
    vintage="2025",
    every="about six years",
    address="https://www.gov.uk/government/statistics/english-indices-of-deprivation-2025",
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    note=(
        "Ranks and tenths compare neighbourhoods; they do not say how deprived anybody is. File 7 was first issued on "
        "30 October 2025 and again on 19 November 2025: a file of the first issue may differ a little from the second."
    ),
    files=("File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv",),
)

CODE, NAME = "LSOA code (2021)", "LSOA name (2021)"


def recognise(head: Head) -> Source | None:
    """Known by 2021 neighbourhoods beside the index’s columns; those by 2011 neighbourhoods are of 2019 or before."""
    columns = head.columns
    ranks = any(column.startswith("Index of Multiple Deprivation (IMD) Rank") for column in columns)
    return SOURCE if ranks and has(columns, CODE, NAME) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A score, a rank and a decile for the index, its domains and sub-domains."""
    return tuple(measure for column in header(path) if (measure := measure_of(SOURCE.key, column)))


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every neighbourhood of England."""
    columns = header(path)
    if not has(columns, CODE):
        older = (
            " It lists neighbourhoods of 2011, as the indices of 2019 and 2015 do." if "(2011)" in str(columns) else ""
        )
        raise not_this(path, SOURCE, f"it has no column “{CODE}”.{older}")
    held = {column: measure.key for column in columns if (measure := measure_of(SOURCE.key, column))}
    if not held:
        raise not_this(path, SOURCE, "it has no score, rank, decile or population in it.")
    for line, (code, name, *texts) in cells(path, SOURCE, [CODE, NAME, *held], refuse=refuse):
        if not is_code(code):
            refuse(Refused(path.name, line, wrong_code(code, CODE)))
            continue
        try:
            values = {key: number(text) for key, text in zip(held.values(), texts, strict=True)}
        except ValueError as error:
            refuse(Refused(path.name, line, f"{code}: a figure is not a number ({error}). Correct it and load again."))
            continue
        yield AreaValues("lsoa21", code, name, values)
