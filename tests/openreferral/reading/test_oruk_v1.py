from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commonweal.openreferral.reading import Reading, hsds_files
from tests.openreferral.reading import documents

SERVICE: dict[str, Any] = {
    "id": "s1",
    "name": "Walking football",
    "organization": {"id": "o1", "name": "The Rovers", "description": "A club", "url": "https://rovers.example.org"},
    "status": "active",
    "fees": "£2",
    "deliverable_type": "Information",
    "attending_access": "drop-in",
    "attending_type": "venue",
    "accreditations": "",
    "eligibilitys": [
        {"id": "e1", "eligibility": "adult", "minimum_age": 50, "maximum_age": 70},
        {"id": "e2", "eligibility": "men", "minimum_age": 40, "maximum_age": 65},
    ],
    "service_taxonomys": [
        {"id": "x1", "taxonomy": {"id": "ext:1", "name": "Football", "vocabulary": "esdServiceTypes"}},
    ],
    "regular_schedules": [
        {"id": "r1", "weekday": 2, "opens_at": "10:00", "closes_at": "11:30:00", "service_at_location": {"id": "m1"}},
        {"id": "r2", "freq": "WEEKLY", "byday": "TH", "opens_at": "18:00", "closes_at": "19:00"},
    ],
    "holiday_schedules": [{"id": "h1", "start_date": "2026-12-24", "end_date": "2027-01-02", "closed": True}],
    "service_at_locations": [
        {
            "id": "m1",
            "location": {
                "id": "l1", "name": "Astro", "latitude": 53.7, "longitude": -1.8,
                "physical_addresses": [{"id": "a1", "address_1": "Park Road", "city": "Halifax", "country": "GB",
                                        "state_province": "West Yorkshire", "postal_code": "HX1 1AA"}],
                "accessibility_for_disabilities": [{"id": "w1", "accessibility": "Ramp"}],
            },
        }
    ],
    "contacts": [{"id": "c1", "name": "Front desk", "phones": [{"id": "p1", "number": "01422 000000"}]}],
    "fundings": [{"id": "f1", "source": "Lottery"}],
    "cost_options": [{"id": "k1", "option": "Adult", "amount": 2.0, "valid_from": "2026-01-01"}],
    "languages": [{"id": "g1", "language": "Urdu"}],
    "service_areas": [{"id": "z1", "service_area": "Calderdale"}],
    "reviews": [{"id": "v1", "title": "Lovely", "score": "5"}],
}  # fmt: skip


def reading(tmp_path: Path, *services: dict[str, Any]) -> Reading:
    page = {
        "totalElements": len(services),
        "totalPages": 1,
        "number": 1,
        "first": True,
        "last": True,
        "content": list(services),
    }
    (tmp_path / "services.json").write_text(json.dumps(page))
    return hsds_files.read(tmp_path / "services.json")


def test_a_service_of_version_one_stands_in_todays_names(tmp_path: Path) -> None:
    made = reading(tmp_path, SERVICE)
    document = made.of("service")[0].document
    assert made.counts == {"taxonomy": 1, "taxonomy_term": 1, "organization": 1, "location": 1, "service": 1}
    assert document["eligibility_description"] == "adult; men"
    assert document["organization_id"] == "o1" and document["fees"] == "£2"
    assert document["funding"] == [{"id": "f1", "source": "Lottery"}]
    assert document["languages"][0]["name"] == "Urdu" and document["service_areas"][0]["name"] == "Calderdale"
    assert document["contacts"][0]["phones"][0]["number"] == "01422 000000"
    assert document["cost_options"][0]["amount"] == 2.0
    assert made.of("organization")[0].document["website"] == "https://rovers.example.org"
    assert not documents.broken(made)


def test_ages_are_the_widest_span_told(tmp_path: Path) -> None:
    document = reading(tmp_path, SERVICE).of("service")[0].document
    assert (document["minimum_age"], document["maximum_age"]) == (40, 70)


def test_one_group_without_a_limit_leaves_the_service_without_one(tmp_path: Path) -> None:
    open_ended = SERVICE | {
        "eligibilitys": [{"id": "e1", "minimum_age": 50}, {"id": "e2", "minimum_age": 18, "maximum_age": 30}]
    }
    document = reading(tmp_path, open_ended).of("service")[0].document
    assert document["minimum_age"] == 18 and "maximum_age" not in document


def test_hours_that_name_a_meeting_go_there_and_the_rest_stay(tmp_path: Path) -> None:
    document = reading(tmp_path, SERVICE).of("service")[0].document
    (meeting,) = document["service_at_locations"]
    assert [(each["id"], each["byday"], each["opens_at"]) for each in meeting["schedules"]] == [("r1", "TU", "10:00")]
    assert [each["id"] for each in document["schedules"]] == ["r2", "h1"]
    holiday = document["schedules"][1]
    assert (holiday["valid_from"], holiday["valid_to"], holiday["notes"]) == ("2026-12-24", "2027-01-02", "Closed")


def test_terms_keep_their_vocabulary_as_their_taxonomy(tmp_path: Path) -> None:
    made = reading(tmp_path, SERVICE)
    assert made.of("taxonomy")[0].document["name"] == "esdServiceTypes"
    assert made.of("taxonomy_term")[0].document["taxonomy_id"] == made.of("taxonomy")[0].source_id
    assert made.of("service")[0].document["attributes"][0]["taxonomy_term_id"] == "ext:1"


def test_places_keep_their_address_and_access(tmp_path: Path) -> None:
    place = reading(tmp_path, SERVICE).of("location")[0].document
    assert place["addresses"][0]["postal_code"] == "HX1 1AA" and place["accessibility"][0]["description"] == "Ramp"


def test_what_has_no_place_today_is_labelled_or_said(tmp_path: Path) -> None:
    made = reading(tmp_path, SERVICE)
    labels = {each["label"]: each["value"] for each in made.of("service")[0].document["attributes"] if "label" in each}
    assert labels == {"What it gives": "Information", "How to get in": "drop-in"}
    assert any("reviews" in each.what for each in made.problems)
    assert made.of("service")[0].raw["reviews"] == SERVICE["reviews"]


def test_a_contact_marked_as_personal_is_not_for_everybody(tmp_path: Path) -> None:
    personal = SERVICE | {
        "contacts": [{"id": "c1", "name": "Ada", "personal_data": True}, {"id": "c2", "name": "Desk"}]
    }
    document = reading(tmp_path, personal).of("service")[0].document
    assert [each.get("_visibility") for each in document["contacts"]] == [{"": "partner"}, None]
    assert document["_visibility"] == {"contacts.0": "partner"}


def test_a_place_that_only_the_hours_tell_of_is_not_lost(tmp_path: Path) -> None:
    told = SERVICE | {
        "service_at_locations": [],
        "regular_schedules": [
            {
                "id": "r1",
                "weekday": 2,
                "opens_at": "10:00",
                "service_at_location": {"id": "m7", "location": {"id": "l7", "name": "Court"}},
            },
        ],
    }
    made = reading(tmp_path, told)
    (meeting,) = made.of("service")[0].document["service_at_locations"]
    assert (meeting["id"], meeting["location_id"], meeting["schedules"][0]["byday"]) == ("m7", "l7", "TU")


def test_how_to_attend_is_said_of_the_hours_or_else_of_the_service(tmp_path: Path) -> None:
    with_hours = reading(tmp_path, SERVICE).of("service")[0].document
    assert with_hours["schedules"][0]["attending_type"] == "venue"
    bare = {"id": "s2", "name": "Helpline", "attending_type": "phone", "eligibilitys": []}
    assert reading(tmp_path, bare).of("service")[0].document["attributes"][0]["label"] == "How to attend"
