"""The English indices of deprivation 2015, by neighbourhoods of 2011: score, rank and tenth of the whole index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, number
from commonweal.feeds.columns import cells, has, is_code, need, wrong_code
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="iod2015",
    title="English indices of deprivation 2015",
    publisher="Department for Communities and Local Government",
    licence="OGL-UK-3.0",
    vintage="2015 (most figures of 2012/13)",
    every="about six years",
    address="https://www.gov.uk/government/statistics/english-indices-of-deprivation-2015",
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    note="Superseded twice, and kept for the thread through time. A file that only says “IMD” may be this edition.",
)
# The district codes of 2013 are what dates the file: a column called IMD_rank alone could be any edition.
COLUMNS = ("lsoa11_code", "lsoa11_name", "lad13_code", "IMD_score", "IMD_rank", "IMD_decile")


def recognise(head: Head) -> Source | None:
    """Known by the districts of 2013 beside the index. A list of “IMD” without a vintage is nobody's."""
    return SOURCE if has(head.columns, *COLUMNS) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Score, rank and decile."""
    kinds = ("score", "rank", "decile")
    return tuple(
        Measure(f"iod2015.imd_{kind}", f"Index of Multiple Deprivation (IMD), {kind}", kind, adds_up=False)
        for kind in kinds
    )


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every neighbourhood of England."""
    need(path, SOURCE, *COLUMNS)  # the districts too, though they are not read: they say which edition it is
    wanted = ("lsoa11_code", "lsoa11_name", "IMD_score", "IMD_rank", "IMD_decile")
    keys = [measure.key for measure in measures(path)]
    for line, (code, name, *texts) in cells(path, SOURCE, wanted, refuse=refuse):
        if not is_code(code):
            refuse(Refused(path.name, line, wrong_code(code, "lsoa11_code")))
            continue
        try:
            values = {key: number(text) for key, text in zip(keys, texts, strict=True)}
        except ValueError as error:
            refuse(Refused(path.name, line, f"{code}: a figure is not a number ({error}). Correct it and load again."))
            continue
        yield AreaValues("lsoa11", code, name, values)
