"""One object turned into records: what is nested apart, what is missing said, ids that stay the same."""

from __future__ import annotations

from typing import Any

import pytest

from commonweal.openreferral.reading import Reading
from commonweal.openreferral.reading.gathering import Gathering
from tests.openreferral.reading import documents


def read(*services: dict[str, Any], **others: list[dict[str, Any]]) -> Reading:
    gathering = Gathering()
    for kind, rows in {"service": list(services), **others}.items():
        for n, raw in enumerate(rows):
            gathering.take(kind, raw, f"{kind} {n}")
    return gathering.reading("test")


def one(**fields: Any) -> dict[str, Any]:
    return {"id": "s1", "name": "Choir", "status": "active", **fields}


def whats(reading: Reading) -> str:
    return "\n".join(f"{each.level} {each.where}: {each.what}" for each in reading.problems)


def test_nested_organisations_places_and_terms_become_records_of_their_own_once() -> None:
    hall = {"id": "l1", "location_type": "physical", "name": "Hall"}
    who = {"id": "o1", "name": "Singers", "description": "We sing"}
    term = {
        "id": "t1",
        "name": "Singing",
        "description": "…",
        "taxonomy_detail": {"id": "x1", "name": "Arts", "description": "…"},
    }
    made = [
        one(id=key, organization=who, attributes=[{"id": f"a{key}", "taxonomy_term": term}],
            service_at_locations=[{"id": f"m{key}", "location": hall}])
        for key in ("s1", "s2")
    ]  # fmt: skip
    reading = read(*made)
    assert reading.counts == {"taxonomy": 1, "taxonomy_term": 1, "organization": 1, "location": 1, "service": 2}
    document = reading.of("service")[0].document
    assert document["organization_id"] == "o1" and "organization" not in document
    assert document["service_at_locations"] == [{"id": "ms1", "location_id": "l1"}]
    assert document["attributes"] == [{"id": "as1", "taxonomy_term_id": "t1"}]
    assert reading.of("taxonomy_term")[0].document["taxonomy_id"] == "x1"
    assert not documents.broken(reading) and not reading.problems


def test_the_fuller_telling_of_a_record_fills_what_the_first_left_out() -> None:
    reading = read(
        one(organization={"id": "o1", "name": "Singers"}),
        organization=[{"id": "o1", "name": "Singers", "description": "We sing", "email": "info@example.org"}],
    )
    assert reading.of("organization")[0].document["email"] == "info@example.org"


def test_parts_without_an_id_get_one_that_a_second_reading_meets_again() -> None:
    raw = one(id="s1", schedules=[{"byday": "MO", "opens_at": "10am"}, {"byday": "TU", "opens_at": "10am"}])
    first, again = (documents.inner(read(raw), "service", "schedules") for _n in range(2))
    other_way_round = documents.inner(read({**raw, "schedules": raw["schedules"][::-1]}), "service", "schedules")
    ids = [each["id"] for each in first]
    assert ids == [each["id"] for each in again] and len(set(ids)) == 2
    assert set(ids) == {each["id"] for each in other_way_round}
    assert all(each.startswith("s1/schedule/") for each in ids)


def test_places_without_an_id_are_told_apart_by_where_they_stand() -> None:
    hall = {"location_type": "physical", "name": "Village Hall"}
    halls = [hall | {"addresses": [{"address_1": "x", "postal_code": code}]} for code in ("HX1 1AA", "HX2 2BB")]
    assert read(location=halls).counts["location"] == 2


def test_a_link_that_leads_nowhere_is_cut_and_both_ids_are_named() -> None:
    reading = read(
        one(organization_id="gone", service_at_locations=[{"id": "m1", "location_id": "nowhere"}],
            attributes=[{"id": "a1", "taxonomy_term_id": "unheard"}])
    )  # fmt: skip
    document = reading.of("service")[0].document
    assert "organization_id" not in document
    assert document["service_at_locations"] == [{"id": "m1"}] and document["attributes"] == [{"id": "a1"}]
    said = whats(reading)
    for words in ("service s1", "gone", "m1", "nowhere", "a1", "unheard"):
        assert words in said
    assert reading.sorts["service → organization"] == reading.sorts["service_at_location → location"] == 1


def test_a_record_without_a_name_is_not_taken_and_that_is_an_error() -> None:
    reading = read({"id": "s9", "status": "active"}, {"id": "s1", "name": "Choir"})
    assert [each.source_id for each in reading.of("service")] == ["s1"]
    assert [(each.level, each.where) for each in reading.problems if each.level == "error"] == [("error", "service 0")]


def test_a_status_is_mapped_where_it_is_known_and_else_active_with_one_summary() -> None:
    made = [
        one(id="a", status="Closed"),
        one(id="b", status="OPEN"),
        *({"id": str(n), "name": "x"} for n in range(500)),
    ]
    reading = read(*made)
    found = {each.source_id: each.document["status"] for each in reading.of("service")}
    assert (found["a"], found["b"], found["7"]) == ("inactive", "active", "active")
    assert whats(reading) == "warning service 2: 500 services had no status and were taken as active."


@pytest.mark.parametrize(("said", "kept"), [(200, None), ("999", None), (-1, None), ("16", 16), (0, 0), (130, 130)])
def test_ages_nobody_reaches_stand_for_no_limit(said: Any, kept: int | None) -> None:
    reading = read(one(maximum_age=said))
    assert reading.of("service")[0].document.get("maximum_age") == kept
    assert bool(reading.problems) == (kept is None)


def test_points_off_the_globe_or_at_nought_are_left_out_whole() -> None:
    places = [
        {"id": "a", "location_type": "physical", "latitude": 100, "longitude": 101},
        {"id": "b", "location_type": "physical", "latitude": "0", "longitude": "0"},
        {"id": "c", "location_type": "physical", "latitude": "53.7", "longitude": -1.8},
    ]
    reading = read(location=places)
    found = [{"latitude", "longitude"} & set(each.document) for each in reading.of("location")]
    assert found == [set(), set(), {"latitude", "longitude"}] and len(reading.problems) == 2


def test_empty_words_and_nulls_are_left_out_and_the_raw_telling_stays_untouched() -> None:
    raw = one(description="", email=None, wait_time="  ", languages=[], contacts=[{"id": "c1", "name": ""}])
    reading = read(raw)
    assert reading.of("service")[0].document == {"id": "s1", "name": "Choir", "status": "active"}
    assert reading.of("service")[0].raw is raw


def test_fields_that_are_not_the_standards_are_said_once_by_name() -> None:
    reading = read(one(id="a", colour="blue"), one(id="b", colour="red"))
    assert "2 times “colour” of service was not the standard's" in whats(reading)


def test_what_the_standard_asks_for_and_nobody_said_is_said_once() -> None:
    reading = read(organization=[{"id": "o1", "name": "Singers"}, {"id": "o2", "name": "Dancers"}])
    assert "2 of the kind organization have no description" in whats(reading)
    assert not documents.broken(reading)


def test_something_that_is_no_object_is_an_error_and_does_not_stop_the_rest() -> None:
    gathering = Gathering()
    gathering.take("service", "nonsense", "row 1")
    gathering.take("service", one(phones="0113 496 0000", schedules=[None, 7]), "row 2")
    reading = gathering.reading("test")
    assert reading.counts["service"] == 1 and reading.problems[0].level == "error"


def test_what_is_hidden_is_named_by_its_path_and_stays_so_when_told_again() -> None:
    shown = {
        "id": "l1",
        "location_type": "physical",
        "name": "House",
        "addresses": [{"id": "d1", "address_1": "1 High Street"}],
    }
    hidden = shown | {"_visibility": {"addresses": ("hidden", "a refuge")}}
    for order in ([shown, hidden], [hidden, shown]):
        document = read(location=order).of("location")[0].document
        assert document["_visibility"] == {"addresses": "hidden"}
        assert document["_visibility_reasons"] == {"addresses": "a refuge"}


def test_a_part_told_under_several_owners_has_an_id_for_each() -> None:
    phone = {"id": "p1", "number": "0113 496 0000"}
    reading = read(
        one(phones=[phone], contacts=[{"id": "c1", "phones": [phone]}]), location=[{"id": "l1", "phones": [phone]}]
    )
    service, place = reading.of("service")[0].document, reading.of("location")[0].document
    assert service["phones"][0]["id"] == "p1@s1" and service["contacts"][0]["phones"][0]["id"] == "p1@c1"
    assert place["phones"][0]["id"] == "p1@l1"


def test_an_organisation_that_is_only_named_by_its_id_is_a_link_and_no_record() -> None:
    reading = read(
        one(organization={"id": "o1"}), organization=[{"id": "o1", "name": "Singers", "description": "We sing"}]
    )
    assert reading.of("service")[0].document["organization_id"] == "o1" and not reading.problems
