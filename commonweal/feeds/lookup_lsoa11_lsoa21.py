"""How each neighbourhood of the 2011 census became one or more of the 2021 census, and its authority in 2022.

One row for each pair that shares ground: a split neighbourhood stands on several rows, a merged one with its partners.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.columns import cells, has, header, is_code, wrong_code
from commonweal.feeds.records import AreaParent, CodeChange

SOURCE = Source(
    key="lookup_lsoa11_lsoa21",
    title="LSOA (2011) to LSOA (2021) to Local Authority District (2022) Exact Fit Lookup for England and Wales",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="2011 to 2021",
    every="once, after each census",
    address="https://geoportal.statistics.gov.uk/",
    attribution="Contains National Statistics data © Crown copyright and database right.",
    note="U unchanged, S split, M merged, X irregular: for an irregular change no simple rule moves figures across.",
)

# The release of March 2023 went out with its first header damaged; both spellings are the same column.
_OLD_CODES = ("LSOA11CD", "F_LSOA11CD")
_OTHERS = ("LSOA21CD", "LSOA21NM", "CHGIND", "LAD22CD", "LAD22NM")


def _old_code(columns: list[str]) -> str:
    return next((name for name in _OLD_CODES if has(columns, name)), _OLD_CODES[0])


def recognise(head: Head) -> Source | None:
    """Known by the change indicator beside codes of both vintages."""
    return SOURCE if has(head.columns, _old_code(head.columns), *_OTHERS) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A lookup carries no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[CodeChange | AreaParent]:
    """Every change of code, and each 2021 neighbourhood in its authority once."""
    wanted = (_old_code(header(path)), *_OTHERS)
    placed: set[str] = set()
    for line, row in cells(path, SOURCE, wanted, refuse=refuse):
        old, new, name, change, authority, authority_name = row
        bad = [
            (code, what)
            for code, what in ((old, "LSOA11CD"), (new, "LSOA21CD"), (authority, "LAD22CD"))
            if not is_code(code)
        ]
        if bad:
            refuse(Refused(path.name, line, wrong_code(*bad[0])))
            continue
        if change not in {"U", "S", "M", "X"}:
            reason = f"The change indicator (CHGIND) is “{change}”; it must be U, S, M or X. Correct it and load again."
            refuse(Refused(path.name, line, reason))
            continue
        yield CodeChange("lsoa11", old, "lsoa21", new, change)
        if new not in placed:
            placed.add(new)
            yield AreaParent("lsoa21", new, name, "lad22", authority, authority_name, "exact")
