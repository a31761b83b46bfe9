"""Every filter filters: what is found is what a slow reading of the documents finds, with its count, in its order."""

from __future__ import annotations

import json
import random

import pytest

from commonweal.openreferral.serving import store
from tests.openreferral.serving.conftest import MADE, NOW, Client
from tests.openreferral.serving.invented import Place, known
from tests.openreferral.serving.twin import fitting

ONE_BY_ONE = {
    "taxonomy_term_id": [known(f"term {n}") for n in (0, 3, 7)] + ["nothing"],
    "taxonomy_id": [known("taxonomy 0"), known("taxonomy 1"), "nothing"],
    "organization_id": [known(f"organization {n}") for n in (0, 3)],
    "modified_after": [
        "2026-04-13",
        "2026-06-15T03:00:00Z",
        "2026-05-10T11:59:59+00:00",
        "2026-05-10T12:00:00Z",
        "1990-01-01",
        "2030-01-01",
    ],
    "minimum_age": ["0", "10.4", "10.5", "10.6", "18", "66", "101"],
    "maximum_age": ["0", "4.9", "5", "17", "18", "99"],
    "day": ["MO", "Tuesday", "we", "Sat,SU", "thursday,FR"],
    "start_time": ["00:00", "09:00", "18:30", "23:59"],
    "end_time": ["10:00", "17:00:00", "23:59", "24:00"],
    "postcode": ["AA1 1AA", "AA2 2BB", "ZZ9 9ZZ"],
    "search": [
        *(
            "choir",
            "CAFE",
            "café",
            "singing walks",
            "lunch boxing",
            "gard",
            "chior",
            "alotmment",
            "men's",
            "club choir",
        ),
        *(
            "loneliness",
            "hall",
            "ga",
            "nothinglikeit",
            "walk quiet",
            "in",
            "list",
            "bucher",
            "invented",
            "the choir",
            "the",
        ),
    ],
}
KINDS = {"service": "/services", "service_at_location": "/service_at_locations"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ONE_BY_ONE)
def test_each_filter_finds_what_reading_the_documents_finds(kind, name, client, place):
    for value in ONE_BY_ONE[name]:
        asked = {name: value}
        assert sorted(client.ids(KINDS[kind], **asked)) == sorted(expected(place, kind, asked)), asked


@pytest.mark.parametrize("kind", KINDS)
def test_nearness_is_measured_to_the_nearest_venue_to_the_metre(kind, client, place):
    for metres in (0, 10, 250, 800, 801.5, 2_000, 5_000, 20_000, 400_000, 8_000_000, 30_000_000):
        for postcode in ("AA1 1AA", "AA2 2BB", "ZZ9 9ZZ"):
            asked = {"postcode": postcode, "proximity": str(metres)}
            assert client.ids(KINDS[kind], **asked) == expected(place, kind, asked), asked


# A question may be answered in several ways; each must be exact, and here each has its turn.
WAYS = {
    "as it comes": {},
    "all columns whole, folded each time": {"searches.ABOUT": 1, "columns.FEW_OF": 10_000, "standing.MOST_LATE": 0},
    "row by row, folded at times": {"searches.LIGHT": 0, "columns.FEW_OF": 0, "standing.MOST_LATE": 6},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", range(3))
def test_any_mix_of_filters_is_exact_whatever_the_directory_and_after_changes_to_it(way, seed, tmp_path, monkeypatch):
    for name, value in WAYS[way].items():
        monkeypatch.setattr(f"commonweal.openreferral.serving.{name}", value)
    place, chance = Place(seed + 10, 40), random.Random(seed)
    store.build(tmp_path, place.documents(), now=NOW)
    client = Client(tmp_path)
    for turn in range(3):
        for _ in range(25):
            asked = mixed(chance)
            kind = chance.choice(list(KINDS))
            page = client.page(KINDS[kind], per_page=500, **asked)
            found = [each["id"] for each in page["contents"]]
            assert page["total_items"] == len(found)
            assert sorted(found) == sorted(expected(place, kind, asked)), (kind, asked)
            if "search" not in asked:
                assert found == expected(place, kind, asked)
            # Any page of it is the same.
            number = chance.randrange(1, 4)
            page = client.page(KINDS[kind], per_page=7, page=number, **asked)
            assert page["total_items"] == len(found)
            assert [each["id"] for each in page["contents"]] == found[7 * number - 7 : 7 * number]
        asked = mixed(chance) | {"search": chance.choice(["walk", "alotmment"])}
        lines = client.get("/services", params={"format": "ndjson", **asked}).text.splitlines()
        assert [json.loads(line)["id"] for line in lines] == expected(place, "service", asked)
        changed(place, tmp_path, chance, turn)


@pytest.mark.parametrize(
    ("path", "kind", "asked"),
    [
        ("/taxonomy_terms", "taxonomy_term", {"taxonomy_id": known("taxonomy 1")}),
        ("/taxonomy_terms", "taxonomy_term", {"parent_id": known("term 0")}),
        ("/taxonomy_terms", "taxonomy_term", {"top_only": "true"}),
        ("/taxonomy_terms", "taxonomy_term", {"search": "cafe"}),
        ("/taxonomies", "taxonomy", {"search": "list"}),
        ("/taxonomies", "taxonomy", {"modified_after": "2026-05-10T13:00:00Z"}),
        ("/organizations", "organization", {"search": "club walk"}),
        ("/organizations", "organization", {"taxonomy_id": known("taxonomy 0")}),
    ],
)
def test_the_other_lists_are_filtered_too(path, kind, asked, client, place):
    assert sorted(client.ids(path, **asked)) == sorted(expected(place, kind, asked))


def test_an_organisation_is_found_by_a_term_of_its_own(client, place):
    organization = place.organizations[4]
    term = organization["attributes"][0]["taxonomy_term_id"]
    assert client.ids("/organizations", taxonomy_term_id=term) == [organization["id"]]


def test_best_matches_come_first(client):
    names = [each["name"].lower() for each in client.page("/services", search="choir")["contents"]]
    found = ["choir" in each for each in names]
    assert found.index(False) >= 1 and found == sorted(found, reverse=True)


def test_mondays_hours_are_not_mixed_with_tuesdays(tmp_path):
    place = Place(3, 1)
    of = place.services[0] | {"service_at_locations": []}
    of["schedules"] = [
        {"id": known("a"), "byday": "MO", "freq": "WEEKLY", "opens_at": "09:00", "closes_at": "10:00"},
        {"id": known("b"), "byday": "TU", "freq": "WEEKLY", "opens_at": "18:00", "closes_at": "20:00"},
    ]
    store.build(tmp_path, [("service", of)])
    client = Client(tmp_path)
    assert not client.ids("/services", day="MO", start_time="17:00", end_time="21:00")
    assert not client.ids("/services", start_time="09:30", end_time="19:00")
    assert client.ids("/services", day="TU", start_time="17:00", end_time="21:00") == [of["id"]]


def test_a_place_with_hours_of_its_own_is_not_open_when_the_service_is_elsewhere(tmp_path):
    place = Place(3, 1)
    of = place.services[0]
    own = place.place("service 0", 7) | {
        "schedules": [{"id": known("x"), "byday": "SA", "opens_at": "10:00", "closes_at": "11:00"}]
    }
    without = place.place("service 0", 8) | {"schedules": []}
    of |= {"schedules": [{"id": known("y"), "byday": "MO"}], "service_at_locations": [own, without]}
    # A place may come before its service, too.
    store.build(tmp_path, [("service_at_location", own), ("service_at_location", without), ("service", of)])
    client = Client(tmp_path)
    assert client.ids("/service_at_locations", day="SA") == [own["id"]]
    assert client.ids("/service_at_locations", day="MO") == [without["id"]]
    assert client.ids("/services", day="SA") == client.ids("/services", day="MO") == [of["id"]]


def expected(place: Place, kind: str, asked: dict[str, str]) -> list[str]:
    """What the slow twin finds."""
    return fitting(place.documents(), kind, asked, MADE)


def mixed(chance: random.Random) -> dict[str, str]:
    """Some filters at once."""
    names = chance.sample(list(ONE_BY_ONE), chance.choice([1, 2, 2, 3, 4]))
    asked = {name: chance.choice(ONE_BY_ONE[name]) for name in names}
    if "postcode" in asked and chance.random() < 0.6:
        asked["proximity"] = str(chance.choice([500, 2_000, 6_000, 40_000]))
    return asked


def changed(place: Place, folder, chance: random.Random, turn: int) -> None:
    """A few services are changed, taken out and added: in the store, and for the twin."""
    gone = place.services.pop(chance.randrange(len(place.services)))
    removals = [
        ("service", gone["id"]),
        *(("service_at_location", each["id"]) for each in gone["service_at_locations"]),
    ]
    for _ in range(3):
        number = chance.randrange(len(place.services))
        old = place.services[number]
        new = place.service(900 + turn) | {"id": old["id"], "service_at_locations": old["service_at_locations"]}
        place.services[number] = new
        store.apply(folder, [("service", new)], now=NOW)
    added = place.service(500 + turn)
    place.services.append(added)
    puts = [("service", added), *(("service_at_location", each) for each in added["service_at_locations"])]
    store.apply(folder, puts, removals, now=NOW)
