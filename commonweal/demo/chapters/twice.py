"""Chapter 7: told twice. A neighbour's list is taken in, and two things that go on are in the directory once more."""

from __future__ import annotations

from typing import Any

from commonweal.demo.story import Story
from commonweal.directory.alike import finding
from commonweal.directory.feed_changes import add_feed, sync
from commonweal.directory.models import Feed
from commonweal.openreferral.reading import Record

LIST = "What's on round here"
HALL = "St Hild's Church Hall"


def tell(story: Story) -> None:
    """The list is a voluntary group's own, kept with care and other words. Whether it is the same, a steward says."""
    steward = story.who("rukhsana")
    feed = Feed.objects.filter(place=story.place, title=LIST).first() or add_feed(
        steward,
        place=story.place,
        title=LIST,
        publisher="Wenbeck Good Neighbours, who are invented",
        licence="CC-BY-4.0",
        form="mapped_sheet",
        why="7 July 2026: they had kept a list of their own for nine years, and offered it.",
        **story.once("feed"),
    )
    sync(steward, feed, records=list(_records(story)), **story.once("sync"))
    finding.again(story.place)


def _records(story: Story) -> list[Record]:
    hall = story.asset(HALL)
    at = {"id": "at", "location_id": "hall"}
    told: list[tuple[str, str, dict[str, Any]]] = [
        ("organization", "hild", {"name": "St. Hild's Church", "description": "The church with the warm hall."}),
        ("organization", "tenants", {"name": "Larkfield Tenants & Residents", "description": "People of the estate."}),
        (
            "location",
            "hall",
            {
                "name": "St Hilds Church Hall",
                "location_type": "physical",
                "latitude": round(hall.lat + 0.0002, 6),
                "longitude": round(hall.lon, 6),
                "addresses": [{"id": "hall/address", "postal_code": hall.postcode, "address_type": "physical"}],
            },
        ),
        (
            "service",
            "supper",
            {
                "name": "Tuesday suppers",
                "description": "Soup before the singing, cooked by whoever is early. Bring a bowl if you have one.",
                "status": "active",
                "organization_id": "hild",
                "phones": [{"id": "supper/phone", "number": "01632 960211"}],
                "service_at_locations": [_held(at, "TU", "17:30", "18:30")],
            },
        ),
        (
            "service",
            "shelf",
            {
                "name": "Canal Street book shelf",
                "description": "Books from the closed library, to borrow and bring back.",
                "status": "active",
                "organization_id": "tenants",
                "eligibility_description": "Anybody, no card needed.",
                "service_at_locations": [at],
            },
        ),
    ]
    # What the list said is kept with the telling, so that a new telling takes it in anew.
    return [Record(kind, id, {"telling": story.telling} | said, {"id": id} | said) for kind, id, said in told]


def _held(at: dict[str, Any], day: str, opens: str, closes: str) -> dict[str, Any]:
    return at | {
        "id": f"at/{day}",
        "schedules": [{"id": f"when/{day}", "freq": "WEEKLY", "byday": day, "opens_at": opens, "closes_at": closes}],
    }
