"""Main language and how well people speak English, by groups of neighbourhoods, from a table re-laid by others.

The census table by neighbourhood (TS029) says the same more finely; this one is read for places that hold only groups.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds import by_area
from commonweal.feeds.base import Head, Measure, Refuse, Source, by_hand
from commonweal.feeds.columns import has
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="proficiency_msoa",
    title="Census 2021: proficiency in English, by middle layer super output area",
    publisher="Office for National Statistics, laid out anew by Humaniverse",
    licence="OGL-UK-3.0",
    vintage="Census day, 21 March 2021",
    every="ten years",
    address="https://www.nomisweb.co.uk/sources/census_2021_bulk",
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    note="Counts are changed a little by the publisher so that nobody can be found in them.",
)
CODE = "msoa21_code"
_ENGLISH = "Main language is English (English or Welsh in Wales)"
_OTHER = "Main language is not English (English or Welsh in Wales)"
COLUMNS = {
    _ENGLISH: "main_english",
    _OTHER: "main_other",
    f"{_OTHER}: Can speak English very well": "very_well",
    f"{_OTHER}: Can speak English well": "well",
    f"{_OTHER}: Cannot speak English well": "not_well",
    f"{_OTHER}: Cannot speak English": "not_at_all",
}


def recognise(head: Head) -> Source | None:
    """Known by its columns; the share beside them is left out, for it can be made from the counts."""
    return SOURCE if has(head.columns, CODE, *COLUMNS) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Counts of people of 3 years and over."""
    return tuple(Measure(f"{SOURCE.key}.{key}", words, "people", adds_up=True) for words, key in COLUMNS.items())


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every group of neighbourhoods of England and Wales."""
    held = {column: f"{SOURCE.key}.{key}" for column, key in COLUMNS.items()}
    yield from by_area.rows(path, SOURCE, "msoa21", CODE, "", held, refuse=refuse)
