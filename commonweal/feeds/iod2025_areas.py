"""The indices of deprivation 2025 summed up by the publisher for councils (File 10) and boards (File 13).

An average, an extent or a concentration of a larger area is the publisher's: it is never made from neighbourhoods here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds import by_area
from commonweal.feeds.base import Head, Measure, Refuse, Source, by_hand
from commonweal.feeds.columns import has, header, need
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="iod2025_areas",
    title="English indices of deprivation 2025: summaries for councils and boards",
    publisher="Ministry of Housing, Communities and Local Government",
    licence="OGL-UK-3.0",
    vintage="2025",
    every="about six years",
    address="https://www.gov.uk/government/statistics/english-indices-of-deprivation-2025",
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    note="The five summaries answer different questions: an area may stand first in one and far down another.",
    files=("File_10_IoD2025_Local_Authority_District_Summaries.xlsx", "File_13_IoD2025_ICB_Summaries.xlsx"),
)
LEVELS = {"lad24": ("ltla24_code", "ltla24_name"), "icb24": ("icb24_code", "icb24_name")}
PROOF = ("imd_average_score", "imd_rank_of_average_score")
# What the summaries are called at each level; one name for both.
_SAME = (
    (re.compile(r"^imd(25|_2025)_"), "imd_"),
    (re.compile(r"proportion_of_lso_as_in_most_deprived_10_percent_nationally"), "share_in_most_deprived_tenth"),
)


def _level(columns: list[str]) -> str | None:
    return next((kind for kind, (code, _) in LEVELS.items() if has(columns, code, *PROOF)), None)


def recognise(head: Head) -> Source | None:
    """Known by the average score of the index beside codes of councils or boards."""
    return SOURCE if _level(head.columns) else None


def _held(path: Path) -> dict[str, str]:
    named = {name.casefold() for pair in LEVELS.values() for name in pair}
    return {column: f"{SOURCE.key}.{_topic(column)}" for column in header(path) if column.casefold() not in named}


def _topic(column: str) -> str:
    for pattern, words in _SAME:
        column = pattern.sub(words, column)
    return column


def measures(path: Path) -> tuple[Measure, ...]:
    """One for each column: none of them can be added up."""
    if _level(header(path)) is None:
        return ()
    return tuple(
        Measure(key, key.split(".")[1].replace("_", " ").capitalize(), "rank" if "rank" in key else "score", False)
        for key in _held(path).values()
    )


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every council or board of England."""
    kind = _level(header(path))
    if kind is None:
        need(path, SOURCE, LEVELS["lad24"][0], *PROOF)
    code, name = LEVELS[kind or "lad24"]
    yield from by_area.rows(path, SOURCE, kind or "lad24", code, name, _held(path), refuse=refuse)
