"""GP practices, from the NHS list of prescribing places (epraccur), which has no header; and the same with coordinates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, csv_rows, number, open_binary
from commonweal.feeds.columns import has, header
from commonweal.feeds.postcode import normal_postcode
from commonweal.feeds.records import AssetPoint

SOURCE = Source(
    key="gp_practices",
    title="GP practices (epraccur)",
    publisher="NHS England, Organisation Data Service",
    licence="OGL-UK-3.0",
    vintage="late 2023",
    every="quarter",
    address="https://digital.nhs.uk/services/organisation-data-service/data-search-and-export/csv-downloads/gp-and-gp-practice-related-data",
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    note="Only practices that are active (status A) and prescribe as GP practices (setting 4); coordinates are the postcode’s.",
    files=("epraccur.csv",),
)
PLACED = ("Organisation Code", "Name", "Postcode", "Open Date", "Commissioner", "lon", "lat")
COLUMNS = 27  # of the headerless layout
CODE, NAME, POSTCODE, STATUS, SETTING = 0, 1, 9, 12, 25


def recognise(head: Head) -> Source | None:
    """The placed file by its header; the official one by 27 columns, a practice's code first and a status in the 13th."""
    columns = head.columns
    if has(columns, *PLACED):
        return SOURCE
    if len(columns) != COLUMNS or columns[STATUS] not in {"A", "C", "D", "P"}:
        return None
    return SOURCE if len(columns[CODE]) == 6 and normal_postcode(columns[POSTCODE]) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A list, without figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AssetPoint]:
    """Active GP practices. Prisons, hospices, walk-in centres and closed practices in the same list are none."""
    if has(header(path), *PLACED):
        for _, row in csv_rows(path):
            yield _practice(row["Organisation Code"], row["Name"], row["Postcode"], row["lat"], row["lon"])
        return
    with open_binary(path) as stream:
        rows = csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""))
        for row in rows:
            if len(row) != COLUMNS:
                reason = f"The row has {len(row)} cells where epraccur has {COLUMNS}. Get the file again."
                refuse(Refused(path.name, rows.line_num, reason))
            elif row[STATUS] == "A" and row[SETTING] == "4":
                if normal_postcode(row[POSTCODE]) is None:
                    reason = f"{row[NAME].title()}: “{row[POSTCODE]}” is no postcode, so it cannot be placed."
                    refuse(Refused(path.name, rows.line_num, reason))
                    continue
                yield _practice(row[CODE], row[NAME], row[POSTCODE], "", "")


def _practice(code: str, name: str, postcode: str, lat: str, lon: str) -> AssetPoint:
    # The list is in capitals throughout; a name in capitals is shouted.
    return AssetPoint(
        code, "gp_practice", said(name), number(lat), number(lon), postcode=normal_postcode(postcode) or "",
        details={"practice code": code},
    )  # fmt: skip


def said(name: str) -> str:
    """A name in capitals as people write it.

    >>> said("ST JOHN'S & DR A B SMITH")
    "St John's & Dr A B Smith"
    """
    return " ".join(word[:1] + word[1:].lower() if len(word) > 1 else word for word in name.strip().split())
