"""Documents of made-up services, with as much said of each as a test needs."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from commonweal.openreferral.finding.ranking import Finder

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
TODAY = NOW.date()
HALL, MILL, FAR = (53.70, -1.90), (53.71, -1.90), (53.90, -1.50)


def service(name: str, **said: Any) -> dict[str, Any]:
    """A service of this name. `helps`, `at`, `when`, `access` and `area` are put where the standard has them."""
    made: dict[str, Any] = {"id": name, "name": name, "status": "active"}
    made["attributes"] = [{"label": "Helps with", "value": word} for word in said.pop("helps", ())]
    made["attributes"] += [{"label": label, "value": value} for label, value in said.pop("told", {}).items()]
    schedules, access = said.pop("when", []), said.pop("access", "")
    places = [
        {"location": {"name": f"Place {number}", "latitude": point[0], "longitude": point[1]}}
        for number, point in enumerate(said.pop("at", ()))
    ]
    if places:
        places[0]["schedules"] = schedules
        places[0]["location"]["accessibility"] = [{"description": access}] if access else []
        made["service_at_locations"] = places
    elif schedules:
        made["schedules"] = schedules
    if area := said.pop("area", None):
        made["service_areas"] = [{"extent": area}]
    return made | said


def finder(*services: dict[str, Any], **kept: Any) -> Finder:
    """Those services, ready to be found."""
    return Finder(services, **kept)


def names(found: Any) -> list[str]:
    """What was found, in order."""
    return [each.known.name for each in found.results]


def square(latitude: float, longitude: float, half: float) -> dict[str, Any]:
    """An outline around a point."""
    corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    ring = [[longitude + along, latitude + up] for along, up in corners]
    return {"type": "Polygon", "coordinates": [ring]}


def many(count: int, seed: int) -> list[dict[str, Any]]:
    """Services of every sort, some of which say little."""
    chance = random.Random(seed)
    return [_one(number, chance) for number in range(count)]


def _one(number: int, chance: random.Random) -> dict[str, Any]:
    spots = [
        (53.7 + chance.uniform(-0.05, 0.05), -1.9 + chance.uniform(-0.05, 0.05)) for _ in range(chance.randrange(3))
    ]
    said: dict[str, Any] = {
        "at": spots,
        "when": [_schedule(chance) for _ in range(chance.randrange(3))],
        "status": chance.choice(["active"] * 5 + ["defunct", "temporarily closed"]),
        "access": chance.choice(["", "", "Step-free from the street", "No step-free access", "Hearing loop, ramp"]),
        "told": chance.choice([{}, {}, {"Quiet room": "yes"}, {"Quiet room": "no"}, {"Online": "yes"}]),
    }
    if chance.random() < 0.4:
        said["area"] = square(53.7 + chance.uniform(-0.05, 0.05), -1.9 + chance.uniform(-0.05, 0.05), 0.03)
    if chance.random() < 0.5:
        said["fees_description"] = chance.choice(["Free", "£3", "Free; pay for parts", "£2, free with a note"])
    if chance.random() < 0.4:
        said["minimum_age"] = chance.choice([0, 5, 11, 18, 60])
    if chance.random() < 0.3:
        said["maximum_age"] = chance.choice([4, 11, 18, 65, 99])
    if chance.random() < 0.3:
        said["languages"] = [{"name": chance.choice(["Urdu", "Polish"])}, {"code": "en"}]
    if chance.random() < 0.3:
        said["capacities"] = [{"available": chance.choice([0, 0, 4])}]
    if chance.random() < 0.7:
        said["assured_date"] = (TODAY - timedelta(days=chance.randrange(600))).isoformat()
    return service(f"Service {number}", **said)


def _schedule(chance: random.Random) -> dict[str, Any]:
    opens = chance.randrange(8, 20)
    rule: dict[str, Any] = {"byday": chance.choice(["MO", "TU", "WE", "TH,FR", "SA", "SU"]), "freq": "WEEKLY"}
    rule |= {"opens_at": f"{opens:02}:00", "closes_at": f"{opens + chance.randrange(1, 4):02}:30"}
    if chance.random() < 0.2:
        rule["valid_to"] = date(2026, 11, chance.randrange(1, 30)).isoformat()
    return rule
