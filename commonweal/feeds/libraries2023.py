"""Public libraries in England in 2023: Arts Council England's national list, and parts of it with places on the map.

Mobile libraries are a kind of their own (the postcode is the depot's). Prison libraries, which the public cannot visit,
are not read. Closed ones are kept as closed: people ask what became of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, csv_rows
from commonweal.feeds.columns import has, header, need, not_this
from commonweal.feeds.points import in_degrees
from commonweal.feeds.postcode import normal_postcode
from commonweal.feeds.records import AssetPoint

SOURCE = Source(
    key="libraries2023",
    title="Libraries: basic dataset 2023",
    publisher="Arts Council England",
    licence="OGL-UK-3.0",
    vintage="2023",
    every="year",
    address="https://www.artscouncil.org.uk/supporting-arts-museums-and-libraries/supporting-libraries",
    attribution=(
        "Contains Arts Council England information licensed under the Open Government Licence v3.0. Places on the map "
        "contain OS data © Crown copyright and database right, and Royal Mail data © Royal Mail copyright."
    ),
    note="As councils told the Arts Council in 2023; hours and closures since then are not in it.",
)
YEAR = "23"  # columns that change from year to year end in it
NEEDED = ("authority", "name", "postcode", "type", f"statutory_{YEAR}", f"operation_{YEAR}", "closed")

RUN_BY = {
    "la": "The council",
    "lau": "The council, unstaffed",
    "c": "An organisation the council pays to run it",
    "cr": "Its community",
    "icl": "Its community, independently of the council",
}
SHARED_WITH = {
    "co_located_archives": "archives",
    "co_located_artscentre": "arts centre",
    "co_located_catering_bars_pub": "café or bar",
    "co_located_civic": "council services",
    "co_located_community": "community centre",
    "co_located_faithbuildings": "place of worship",
    "co_located_health": "health services",
    "co_located_museum": "museum",
    "co_located_schools_colleges": "school or college",
}


def _is_this(columns: Sequence[str]) -> bool:
    """The newest year among the columns tells the edition: later ones carry the years before them along."""
    years = [found[1] for column in columns if (found := re.fullmatch(r"operation_(\d\d)", column.lower()))]
    return has(columns, *NEEDED) and max(years) == YEAR


def recognise(head: Head) -> Source | None:
    """Known by how libraries were run in 2023, with no later year beside it."""
    return SOURCE if _is_this(head.columns) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A list of things, not of figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """By hand, until a download address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AssetPoint]:
    """Every library, open or closed. The same library has the same `source_id` with and without a place on the map."""
    need(path, SOURCE, *NEEDED)
    if not _is_this(header(path)):
        raise not_this(path, SOURCE, "it is a later edition, which goes beyond 2023.")
    try:
        yield from _libraries(path, refuse)
    except UnicodeDecodeError as wrong:
        what = "it is not saved as UTF-8, so names would be garbled. Save it as “CSV UTF-8” and load it again."
        raise not_this(path, SOURCE, what) from wrong


def _libraries(path: Path, refuse: Refuse) -> Iterator[AssetPoint]:
    met: dict[str, int] = {}
    for line, published in csv_rows(path):
        row = {column.lower(): cell for column, cell in published.items()}
        if "closed" not in row:
            if row:
                refuse(Refused(path.name, line, "The row was cut short, or a comma was lost. Get the file again."))
            continue
        kind = _kind(row["type"])
        if kind is None:
            continue
        authority, name = row["authority"].strip() or row.get("reporting", "").strip(), row["name"].strip()
        postcode, point = normal_postcode(row["postcode"].strip(" .")), in_degrees(row.get("lat"), row.get("lon"))
        if not name:
            refuse(Refused(path.name, line, f"A library of {authority or 'no council'} has no name. Give it one."))
            continue
        if postcode is None and point is None:
            # A mobile library without a depot is no fault of the file.
            if kind != "mobile_library":
                said = f"“{row['postcode'].strip()}” is no postcode"
                refuse(Refused(path.name, line, f"{name} ({authority}): {said}, so it cannot be put on the map."))
            continue
        yield AssetPoint(
            source_id=_id(met, authority, name, kind),
            kind=kind,
            name=name,
            lat=point and point[0],
            lon=point and point[1],
            postcode=postcode or "",
            address=", ".join(filter(None, (row.get(f"address{n}", "").strip() for n in (1, 2, 3)))),
            status=_status(row),
            details=_details(row),
        )


def _kind(published: str) -> str | None:
    """The type as published, in any capitals; None for libraries the public cannot visit."""
    words = published.strip().lower()
    if "prison" in words:
        return None
    return "mobile_library" if "mobile" in words else "archive" if "archive" in words else "library"


def _id(met: dict[str, int], *parts: str) -> str:
    """The list numbers nothing, so council, name and kind stand for the library; a second alike is numbered."""
    key = "/".join(re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts)
    met[key] = met.get(key, 0) + 1
    return key if met[key] == 1 else f"{key}/{met[key]}"


def _status(row: dict[str, str]) -> str:
    """Open, closed (for good or for now) or unknown, from how it was run in 2023 and the year it closed."""
    run = row[f"operation_{YEAR}"].strip().lower()
    if row["closed"].strip() or run in {"closed", "temporary closure"}:
        return "closed"
    return "open" if run in RUN_BY else "unknown"


def _details(row: dict[str, str]) -> dict[str, str]:
    """What a visitor would ask, where the list says it."""
    run, statutory = row[f"operation_{YEAR}"].strip().lower(), row[f"statutory_{YEAR}"].strip().lower()
    organisation = row.get("operating_organisation", "").strip()
    hours, staffed = _hours(row.get("hours")), _hours(row.get("staffed_hours"))
    facts = {
        "Run by": RUN_BY.get(run, "") + (f" ({organisation})" if organisation not in {"", "-"} else ""),
        "Open": f"{hours} hours a week" if hours else "",
        "Staffed": f"{staffed} hours a week" if staffed else "",
        "Under the same roof": ", ".join(
            words for column, words in SHARED_WITH.items() if row.get(column, "").strip().lower() == "x"
        ),
        "Part of the council’s statutory service": {"yes": "Yes", "no": "No"}.get(statutory, ""),
        "Closed": row["closed"].strip() or ("for the time being, in 2023" if run == "temporary closure" else ""),
    }
    return {label: fact.strip() for label, fact in facts.items() if fact.strip()}


def _hours(published: str | None) -> str:
    """Hours as published where they are a number; "N/A Closed" and blanks are unknown."""
    return (published or "").strip() if re.fullmatch(r"\s*\d+(\.\d+)?\s*", published or "") else ""
