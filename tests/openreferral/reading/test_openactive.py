from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx

from commonweal.openreferral.reading import Gone, Reading, openactive
from tests.openreferral.reading import documents

ACTIVITIES = "https://openactive.io/activity-list"
SERIES: dict[str, Any] = {
    "@type": "SessionSeries",
    "@id": "https://example.org/series/1",
    "name": "Gentle yoga",
    "organizer": {"@type": "Organization", "@id": "https://example.org/us", "name": "The Mill"},
    "location": {
        "@type": "Place", "@id": "https://example.org/mill", "name": "The Mill",
        "address": {"streetAddress": "Mill Lane", "addressLocality": "Halifax", "addressRegion": "West Yorkshire",
                    "postalCode": "HX1 1AA", "addressCountry": "GB"},
        "geo": {"latitude": 53.7, "longitude": -1.8},
        "amenityFeature": [{"name": "Toilets", "value": True}, {"name": "Creche", "value": False}],
    },
    "activity": [{"@id": f"{ACTIVITIES}#1", "prefLabel": "Yoga", "inScheme": ACTIVITIES}],
    "ageRange": {"minValue": 18},
    "genderRestriction": "https://openactive.io/FemaleOnly",
    "leader": [{"givenName": "Ada", "familyName": "Smith"}],
    "offers": [{"name": "Adult", "price": 3.5, "priceCurrency": "GBP"}],
    "eventSchedule": [{"repeatFrequency": "P2W", "byDay": ["https://schema.org/Tuesday"], "startDate": "2026-06-02",
                       "endDate": "2026-09-01", "startTime": "19:00", "endTime": "20:00"}],
    "subEvent": [
        {"@id": "https://example.org/1/a", "startDate": "2026-06-02T18:00:00Z", "endDate": "2026-06-02T19:00:00Z"},
        {"@id": "https://example.org/1/b", "startDate": "2026-06-06T09:00:00Z", "endDate": "2026-06-06T10:00:00Z"},
        {"@id": "https://example.org/1/c", "startDate": "2026-06-09T18:00:00Z", "endDate": "2026-06-09T19:00:00Z"},
    ],
}  # fmt: skip


def item(key: str, data: dict[str, Any] | None, kind: str = "SessionSeries", state: str = "updated") -> dict[str, Any]:
    return {"state": state, "kind": kind, "id": key, "modified": 1} | ({"data": data} if data else {})


def read(tmp_path: Path, *items: dict[str, Any]) -> Reading:
    page = {
        "next": "https://example.org/feed?after=1",
        "items": list(items),
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    (tmp_path / "page.json").write_text(json.dumps(page))
    return openactive.read(tmp_path / "page.json")


def test_a_series_becomes_a_service_with_its_place_its_people_and_its_costs(tmp_path: Path) -> None:
    reading = read(tmp_path, item("1", SERIES))
    document = reading.of("service")[0].document
    assert document["minimum_age"] == 18 and document["eligibility_description"] == "Women and girls only."
    assert document["cost_options"][0]["amount"] == 3.5
    assert document["organization_id"] == "https://example.org/us"
    assert document["service_at_locations"][0]["location_id"] == "https://example.org/mill"
    place = reading.of("location")[0].document
    assert place["addresses"][0]["state_province"] == "West Yorkshire"
    assert [each["value"] for each in place["attributes"]] == ["Toilets"]
    assert reading.of("taxonomy_term")[0].document["taxonomy_id"] == reading.of("taxonomy")[0].source_id
    assert reading.facts["licence"].startswith("https://creativecommons.org")
    assert not documents.broken(reading)


def test_a_rule_and_the_dates_it_does_not_tell_of_are_both_kept(tmp_path: Path) -> None:
    rule, single, between = read(tmp_path, item("1", SERIES)).of("service")[0].document["schedules"]
    assert (rule["freq"], rule["byday"], rule["interval"], rule["opens_at"]) == ("WEEKLY", "TU", 2, "19:00")
    assert between["dtstart"] == "2026-06-09"  # the rule is for every second week, and this is the one between
    # Ten in the morning here: in June the clock is an hour ahead of the feed's.
    assert (single["dtstart"], single["opens_at"], single["closes_at"]) == ("2026-06-06", "10:00", "11:00")


def test_whoever_leads_is_for_those_who_refer_and_not_for_everybody(tmp_path: Path) -> None:
    document = read(tmp_path, item("1", SERIES)).of("service")[0].document
    assert document["contacts"][0]["name"] == "Ada Smith" and document["_visibility"] == {"contacts.0": "partner"}


def test_single_sessions_are_hours_of_their_series(tmp_path: Path) -> None:
    session = {
        "@type": "ScheduledSession",
        "startDate": "2026-06-11T19:00:00+01:00",
        "endDate": "2026-06-11T20:00:00+01:00",
        "superEvent": "https://example.org/series/1",
    }
    lost = session | {"superEvent": "https://example.org/series/2"}
    reading = read(
        tmp_path, item("9", session, "ScheduledSession"), item("8", lost, "ScheduledSession"), item("1", SERIES)
    )
    assert reading.counts["service"] == 1
    assert reading.of("service")[0].document["schedules"][-1]["id"] == "ScheduledSession/9"
    assert [each.kind for each in reading.loose] == ["schedule"] and reading.sorts["session → series"] == 1


def test_what_is_deleted_is_given_as_gone_under_the_id_it_was_taken_by(tmp_path: Path) -> None:
    taken = read(tmp_path, item("1", SERIES)).of("service")[0].source_id
    assert read(tmp_path, item("1", None, state="deleted")).gone == [Gone("service", taken)]


def test_a_cancelled_event_is_inactive(tmp_path: Path) -> None:
    event = {"@type": "Event", "@id": "https://example.org/e", "name": "Walk", "eventStatus": "https://schema.org/EventCancelled",
             "startDate": "2026-06-09T10:00:00+01:00"}  # fmt: skip
    assert read(tmp_path, item("2", event, "Event")).of("service")[0].document["status"] == "inactive"


def test_closed_days_of_a_place_are_not_taken_for_an_open_night(tmp_path: Path) -> None:
    place = {"@type": "Place", "@id": "https://example.org/p", "name": "Pool", "specialOpeningHoursSpecification": [
        {"opens": "00:00", "closes": "00:00", "validFrom": "2026-12-25", "validThrough": "2026-12-25"}]}  # fmt: skip
    (closed,) = read(tmp_path, item("3", place, "Place")).of("location")[0].document["schedules"]
    assert (
        closed["notes"] == "Closed"
        and closed["kind"] == "exception"
        and "opens_at" not in closed
        and closed["valid_from"] == "2026-12-25"
    )


def test_pages_are_walked_until_one_is_empty_and_the_last_word_on_each_counts() -> None:
    pages = {
        "/feed": {
            "next": "https://example.org/feed2",
            "items": [item("1", SERIES), item("2", SERIES | {"name": "Old"})],
        },
        "/feed2": {
            "next": "https://example.org/feed3",
            "items": [item("1", None, state="deleted"), item("2", SERIES | {"name": "New"})],
        },
        "/feed3": {"next": "https://example.org/feed3", "items": []},
    }
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json=pages[request.url.path])

    reading = openactive.read("https://example.org/feed", transport=httpx.MockTransport(answer))
    assert asked == ["/feed", "/feed2", "/feed3"]
    assert [each.document["name"] for each in reading.of("service")] == ["New"] and len(reading.gone) == 1
    assert reading.facts["go_on_from"] == "https://example.org/feed3"


def test_a_feed_that_breaks_off_says_where_to_go_on() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/feed":
            return httpx.Response(200, json={"next": "https://example.org/feed2", "items": [item("1", SERIES)]})
        return httpx.Response(503)

    reading = openactive.read("https://example.org/feed", transport=httpx.MockTransport(answer))
    assert reading.counts["service"] == 1 and reading.facts["go_on_from"] == "https://example.org/feed2"
    assert reading.problems[0].level == "error"


def test_published_examples_are_read_and_hold_to_the_standard(shared_data: Path) -> None:
    reading = openactive.read(shared_data / "openreferral/samples/openactive")
    assert {kind: reading.counts[kind] for kind in ("organization", "location", "service")} == {
        "organization": 1, "location": 4, "service": 5,
    }  # fmt: skip
    assert not documents.broken(reading)
    assert not [each for each in reading.problems if each.level == "error"]
