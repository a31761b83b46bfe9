"""A small made-up directory in which every filter has something to choose: no such place, no such people."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://example.org/made-up-directory")
Records = dict[str, dict[str, dict[str, Any]]]  # by kind and id, each with all that belongs to it


def key(name: str) -> str:
    """The same id for the same name, every time."""
    return str(uuid.uuid5(SPACE, name))


ORGANIZATIONS = ("Wenbeck Voices", "Tithe Barn Trust", "Lower Mill Allotments")
# Name, postcode, latitude, longitude. The first two are 300 metres apart, the others kilometres.
LOCATIONS = (
    ("Chapel Hall", "WB1 1AA", 53.7000, -1.9000),
    ("Chapel House", "WB1 1AB", 53.7027, -1.9000),
    ("Tithe Barn", "WB2 2BB", 53.7500, -1.8000),
    ("Mill Field", "WB3 3CC", 53.6500, -2.0500),
    ("Canal Basin", "WB4 4DD", 53.8000, -1.9500),
    ("Upper Green", "WB5 5EE", 53.7200, -1.6500),
)
# Name, the term above, the taxonomy.
TERMS = (
    ("Arts", "", "Activities"),
    ("Singing", "Arts", "Activities"),
    ("Painting", "Arts", "Activities"),
    ("Outdoors", "", "Activities"),
    ("Gardening", "Outdoors", "Activities"),
    ("Walking", "Outdoors", "Activities"),
    ("Loneliness", "", "Helps with"),
    ("Bereavement", "Loneliness", "Helps with"),
    ("Low mood", "", "Helps with"),
)
# Name, organisation, venues, terms, youngest, oldest, days, opens, closes, last modified.
SERVICES = (
    (
        "Thursday Choir",
        0,
        (0,),
        ("Singing", "Loneliness"),
        18,
        None,
        "TH",
        "19:00",
        "21:00",
        "2026-01-05T10:00:00.000Z",
    ),
    ("Lullaby Circle", 0, (1,), ("Singing",), None, 4, "MO", "10:00", "11:00", "2026-02-10T09:30:00.000Z"),
    ("Sketching Morning", 1, (2,), ("Painting",), None, None, "TU,WE", "09:30", "12:00", "2026-02-20T12:00:00.000Z"),
    ("Grief Café", 1, (2, 0), ("Bereavement",), 16, None, "FR", "14:00", "16:00", "2026-03-01T08:00:00.000Z"),
    (
        "Potting Shed",
        2,
        (3,),
        ("Gardening", "Low mood"),
        None,
        None,
        "SA",
        "10:00",
        "13:00",
        "2026-03-15T15:45:00.000Z",
    ),
    ("Seedling Club", 2, (3,), ("Gardening",), 5, 11, "SA", "13:30", "15:00", "2026-04-02T11:00:00.000Z"),
    ("Towpath Stroll", 0, (4,), ("Walking", "Low mood"), 18, None, "SU", "11:00", "12:30", "2026-04-20T07:15:00.000Z"),
    ("Night Ramble", 2, (4, 5), ("Walking",), 16, 65, "WE", "20:00", "22:00", "2026-05-05T18:00:00.000Z"),
    ("Youth Murals", 1, (5,), ("Painting",), 11, 18, "TU", "17:00", "19:00", "2026-05-21T16:20:00.000Z"),
    ("Tea and Chat", 1, (0,), ("Loneliness",), 60, None, "MO,TH", "14:00", "15:30", "2026-06-01T13:00:00.000Z"),
    ("Shanty Crew", 0, (4,), ("Singing",), 18, 80, "FR", "19:30", "22:00", "2026-06-18T20:00:00.000Z"),
    (
        "Quiet Garden",
        2,
        (3, 1),
        ("Low mood", "Gardening"),
        None,
        None,
        "WE",
        "10:00",
        "16:00",
        "2026-07-07T09:00:00.000Z",
    ),
    (
        "Watercolour Evening",
        1,
        (2,),
        ("Painting", "Low mood"),
        18,
        None,
        "TH",
        "18:00",
        "20:00",
        "2026-07-19T21:00:00.000Z",
    ),
    ("Hilltop Picnic", 0, (5,), (), None, 12, "SU", "12:00", "14:00", "2026-08-02T10:10:00.000Z"),
)
# What was done to the directory, in order; the third service of all was deleted.
CHANGES = (
    ("service", "Thursday Choir", False),
    ("service", "Closed Workshop", True),
    ("service", "Potting Shed", False),
)


def records(services: Iterable[tuple[Any, ...]] = SERVICES) -> Records:
    """All of it, by kind and id; or with other services than these."""
    held: Records = {
        "organization": {key(name): _organization(name) for name in ORGANIZATIONS},
        "taxonomy": {key(name): _taxonomy(name) for name in dict.fromkeys(term[2] for term in TERMS)},
        "taxonomy_term": {key(term[0]): _term(*term) for term in TERMS},
    }
    held["service"] = {key(row[0]): _service(held, *row) for row in services}
    held["service_at_location"] = {
        each["id"]: {
            **each,
            "last_modified": service["last_modified"],
            "service": {k: v for k, v in service.items() if k != "service_at_locations"},
        }
        for service in held["service"].values()
        for each in service["service_at_locations"]
    }
    return held


def changes() -> list[dict[str, Any]]:
    """The change feed's rows."""
    return [
        {"seq": number, "kind": kind, "id": key(name), "at": f"2026-09-0{number}T00:00:00Z", "deleted": deleted}
        for number, (kind, name, deleted) in enumerate(CHANGES, 1)
    ]


def _organization(name: str) -> dict[str, Any]:
    return {
        "id": key(name),
        "name": name,
        "description": f"{name} is made up.",
        "website": "https://example.org/",
        "organization_identifiers": [
            {"id": key(name + " number"), "identifier_type": "Charity number", "identifier": "0000000"}
        ],
    }


def _taxonomy(name: str) -> dict[str, Any]:
    return {"id": key(name), "name": name, "description": f"{name}: a made-up list.", "version": "1"}


def _term(name: str, above: str, taxonomy: str) -> dict[str, Any]:
    said = {
        "id": key(name),
        "name": name,
        "description": f"{name}, made up.",
        "taxonomy": taxonomy,
        "taxonomy_id": key(taxonomy),
    }
    return said | ({"parent_id": key(above)} if above else {})


def _service(
    held: Records, name: str, owner: int, venues: tuple[int, ...], terms: tuple[str, ...], youngest: int | None,
    oldest: int | None, days: str, opens: str, closes: str, modified: str,
) -> dict[str, Any]:  # fmt: skip
    organization = held["organization"][key(ORGANIZATIONS[owner])]
    said: dict[str, Any] = {
        "id": key(name),
        "organization_id": organization["id"],
        "name": name,
        "description": f"{name} is made up, and open to all who like it.",
        "status": "active",
        "last_modified": modified,
        "schedules": [
            {"id": key(name + " schedule"), "freq": "WEEKLY", "byday": days, "opens_at": opens, "closes_at": closes}
        ],
        "service_at_locations": [_at(name, LOCATIONS[number]) for number in venues],
        "organization": organization,
        "attributes": [
            {"id": key(f"{name} {term}"), "link_id": key(name), "link_entity": "service",
             "taxonomy_term_id": key(term), "taxonomy_term": held["taxonomy_term"][key(term)]}
            for term in terms
        ],
    }  # fmt: skip
    ages = {"minimum_age": youngest, "maximum_age": oldest}
    return said | {field: age for field, age in ages.items() if age is not None}


def _at(name: str, location: tuple[str, str, float, float]) -> dict[str, Any]:
    place, postcode, north, east = location
    address = {
        "id": key(place + " address"), "address_1": f"1 {place}", "city": "Wenbeck", "state_province": "Nowhere",
        "postal_code": postcode, "country": "GB", "address_type": "physical",
    }  # fmt: skip
    return {
        "id": key(f"{name} at {place}"),
        "service_id": key(name),
        "location_id": key(place),
        "location": {
            "id": key(place), "location_type": "physical", "name": place, "latitude": north, "longitude": east,
            "addresses": [address],
        },
    }  # fmt: skip
