"""GP practices in use: from the national file of prescribing organisations (epraccur), or parts of it put on the map.

epraccur has no header and holds far more than practices: prisons, hospices, walk-in centres, and all that have closed.
A practice patients can register with is one of prescribing setting 4 whose status is active; nothing else is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, head, open_binary
from commonweal.feeds.columns import cells, has, header, not_this
from commonweal.feeds.points import Point, in_degrees
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
    attribution=(
        "Contains NHS England information licensed under the Open Government Licence v3.0. Places on the map contain "
        "OS data © Crown copyright and database right, and Royal Mail data © Royal Mail copyright."
    ),
    note="One address for each practice; branch surgeries are not in it.",
    files=("epraccur.csv",),
)
PLACED = ("Organisation Code", "Name", "Postcode", "lat", "lon")

# Columns of epraccur, counted from nothing as Python does; the guide to the file counts from one.
CODE, NAME, ADDRESS, POSTCODE, OPENED, STATUS, TELEPHONE, SETTING, WIDTH = 0, 1, range(4, 9), 9, 10, 12, 17, 25, 27
ACTIVE, GENERAL_PRACTICE = "A", "4"

_ORGANISATION = re.compile(r"[A-Z0-9]{5,8}")
_TITLES = {"DR", "DRS"}
_SMALL = {"AND", "OF", "THE", "AT", "IN", "ON", "UPON", "LE", "DE"}


def _is_epraccur(row: Sequence[str]) -> bool:
    """Other files of organisations have 27 columns and no header too, but leave the prescribing setting empty."""
    return (
        len(row) == WIDTH
        and _ORGANISATION.fullmatch(row[CODE]) is not None
        and re.fullmatch(r"\d{8}", row[OPENED]) is not None
        and row[STATUS] in {"A", "C", "D", "P"}
        and row[SETTING].isdigit()
    )


def recognise(head: Head) -> Source | None:
    """Known by its first row, there being no header; or by the columns of a list with places."""
    columns = head.columns
    return SOURCE if _is_epraccur(columns) or has(columns, *PLACED) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A list of things, not of figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """By hand, until a download address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AssetPoint]:
    """Every practice in use, known by its organisation code in either kind of file."""
    if has(header(path), *PLACED):
        yield from _placed(path, refuse)
    elif _is_epraccur(head(path).columns):
        yield from _national(path, refuse)
    else:
        what = "it has neither the 27 columns without a header of epraccur, nor those of a list with places."
        raise not_this(path, SOURCE, what)


def _placed(path: Path, refuse: Refuse) -> Iterator[AssetPoint]:
    for line, (code, name, postcode, lat, lon) in cells(path, SOURCE, PLACED, refuse=refuse):
        yield from _usable(path, line, _practice(code, name, postcode, in_degrees(lat, lon)), refuse)


def _national(path: Path, refuse: Refuse) -> Iterator[AssetPoint]:
    with open_binary(path) as stream:
        reader = csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline=""))
        for row in reader:
            if len(row) != WIDTH:
                if row:
                    reason = f"The row has {len(row)} cells where {WIDTH} are needed: it was cut short. Get it again."
                    refuse(Refused(path.name, reader.line_num, reason))
            elif row[SETTING] == GENERAL_PRACTICE and row[STATUS] == ACTIVE:
                address = ", ".join(plain_case(row[n]) for n in ADDRESS if row[n].strip())
                practice = _practice(row[CODE], row[NAME], row[POSTCODE], None, address, row[TELEPHONE].strip())
                yield from _usable(path, reader.line_num, practice, refuse)


def _practice(
    code: str, name: str, postcode: str, point: Point | None, address: str = "", telephone: str = ""
) -> AssetPoint:
    lat, lon = point or (None, None)
    spelled = normal_postcode(postcode) or postcode.strip()
    details = {"Practice code": code.strip()} | ({"Telephone": telephone} if telephone else {})
    return AssetPoint(code.strip(), "gp_practice", plain_case(name), lat, lon, spelled, address, details=details)


def _usable(path: Path, line: int, practice: AssetPoint, refuse: Refuse) -> Iterator[AssetPoint]:
    """The practice, unless nobody could say which it is or where."""
    who = practice.name or "A practice without a name"
    if _ORGANISATION.fullmatch(practice.source_id) is None:
        reason = f"{who}: “{practice.source_id}” is no organisation code, which is like B86001. Correct it."
        refuse(Refused(path.name, line, reason))
    elif "\ufffd" in practice.name + practice.address:
        reason = f"{who} ({practice.source_id}): letters are garbled. Save the file as “CSV UTF-8” and load it again."
        refuse(Refused(path.name, line, reason))
    elif practice.lat is None and normal_postcode(practice.postcode) is None:
        reason = f"{who} ({practice.source_id}): “{practice.postcode}” is no postcode, so it cannot be put on the map."
        refuse(Refused(path.name, line, reason))
    else:
        yield practice


def plain_case(shouted: str) -> str:
    """A name published in capitals, as people write it. Initials after "Dr" and words without vowels stay as they are.

    >>> plain_case("DR JA SMITH & PARTNERS, ST JOHN'S NHS CENTRE")
    "Dr JA Smith & Partners, St John's NHS Centre"
    """
    if shouted != shouted.upper():
        return shouted.strip()
    words, before = [], ""
    for place, word in enumerate(shouted.split()):
        bare = re.sub(r"[^A-Z]", "", word)
        initials = before in _TITLES and len(bare) <= 2
        unspoken = len(bare) > 1 and not re.search(r"[AEIOUY]", bare) and bare not in _TITLES | {"ST", "MR", "MRS"}
        if place and word in _SMALL:
            words.append(word.lower())
        elif initials or unspoken:
            words.append(word)
        else:
            words.append(_joined(word))
        before = bare
    return " ".join(words)


def _joined(word: str) -> str:
    first, *others = word.split("-")
    return "-".join([first.capitalize(), *(each.lower() if each in _SMALL else each.capitalize() for each in others)])
