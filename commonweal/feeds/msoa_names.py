"""The names people use for middle-sized neighbourhoods, which the official list only numbers ("Leeds 063").

Collected by the House of Commons Library with the help of people who live there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.columns import cells, has, header, is_code, wrong_code
from commonweal.feeds.records import AreaName

SOURCE = Source(
    key="msoa_names",
    title="MSOA Names (2021)",
    publisher="House of Commons Library",
    licence="OPL-UK-3.0",
    vintage="December 2021 areas",
    every="now and then",
    address="https://houseofcommonslibrary.github.io/msoanames/",
    attribution="Contains Parliamentary information licensed under the Open Parliament Licence v3.0.",
    note="Names for everyday use; the official name is a council's name and a number.",
    files=("MSOA-Names-2021.csv",),
)
SOURCE_2011 = replace(
    SOURCE,
    key="msoa_names11",
    title="MSOA Names (2011)",
    vintage="December 2011 areas",
    files=("MSOA-Names-2011.csv",),
)
SOURCES = (SOURCE, SOURCE_2011)

_OFFICIAL_LSOA = re.compile(r"(.+ [0-9]{3})[A-Z]")


def _columns(year: str) -> tuple[str, ...]:
    start = f"msoa{year}"
    return (f"{start}cd", f"{start}nm", f"{start}hclnm", f"{start}hclnmw")


def _year(columns: list[str]) -> str:
    return "11" if has(columns, *_columns("11")) else "21"


def recognise(head: Head) -> Source | None:
    """Known by the Library's own name columns (hclnm) beside the codes of one vintage."""
    if has(head.columns, *_columns("21")):
        return SOURCE
    return SOURCE_2011 if has(head.columns, *_columns("11")) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Names carry no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaName]:
    """The everyday name of each area with its official one, and its Welsh name where it has one."""
    year = _year(header(path))
    for line, (code, official, name, welsh) in cells(path, _source(year), _columns(year), refuse=refuse):
        if not is_code(code):
            refuse(Refused(path.name, line, wrong_code(code, f"msoa{year}cd")))
        elif not name:
            reason = f"{official or code} has no everyday name (msoa{year}hclnm is empty); its official name is shown."
            refuse(Refused(path.name, line, reason))
        else:
            yield AreaName(f"msoa{year}", code, name, welsh, official)


def msoa_name(lsoa_name: str) -> str | None:
    """The official name of the middle-sized area a neighbourhood lies in: "Leeds 063" for "Leeds 063A".

    ONS names a neighbourhood after the area it is part of and adds a letter, so the name is itself the lookup: no
    other file held says which 2021 neighbourhoods make up which area. None when this is no such name.

    >>> msoa_name("Leeds 063A")
    'Leeds 063'
    """
    found = _OFFICIAL_LSOA.fullmatch(lsoa_name.strip())
    return found[1] if found else None


def _source(year: str) -> Source:
    return SOURCE if year == "21" else SOURCE_2011
