from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from commonweal.openreferral.reading import Reading, orservices
from tests.openreferral.reading import documents


@pytest.fixture(scope="module")
def washington(shared_data: Path) -> Reading:
    return orservices.read(shared_data / "openreferral/samples/orservices-dc-native")


def schedules(reading: Reading) -> list[dict]:
    services = documents.inner(reading, "service", "schedules")
    meetings = documents.inner(reading, "service", "service_at_locations")
    return services + [each for meeting in meetings for each in meeting.get("schedules", ())]


def test_the_whole_directory_comes_in(washington: Reading) -> None:
    assert washington.counts == {
        "taxonomy": 4,
        "taxonomy_term": 486,
        "organization": 399,
        "location": 1204,
        "service": 1658,
    }
    assert len(documents.inner(washington, "service", "service_at_locations")) == 2108
    assert len(documents.inner(washington, "service", "attributes")) == 7035
    assert not [each for each in washington.problems if each.level == "error"]


def test_every_row_of_hours_is_with_its_service_or_kept_apart(washington: Reading) -> None:
    loose = Counter(each.kind for each in washington.loose)
    assert loose["schedule"] == washington.sorts["schedule → service"] == 256  # their service is not in the export
    assert len(schedules(washington)) + loose["schedule"] == 6951


def test_every_document_holds_to_the_standard(washington: Reading) -> None:
    assert not documents.broken(washington)


def test_ids_inside_are_told_apart(washington: Reading) -> None:
    for found in (schedules(washington), documents.inner(washington, "service", "attributes")):
        assert len({each["id"] for each in found}) == len(found)


def test_services_without_an_organisation_and_meetings_without_a_place_are_warnings(washington: Reading) -> None:
    sorts = ("service without organization", "service → organization", "several organizations")
    assert [washington.sorts[each] for each in sorts] == [17, 1, 1]
    assert washington.sorts["service_at_location → location"] == 16
    without = [
        each for each in documents.inner(washington, "service", "service_at_locations") if "location_id" not in each
    ]
    assert len(without) == 16


def test_times_in_words_are_hours(washington: Reading) -> None:
    (safe,) = {
        (each["byday"], each["opens_at"], each["closes_at"])
        for each in schedules(washington)
        if each.get("notes") == "Safe Shores"
    }
    assert safe == ("MO,TU,WE,TH,FR", "08:30", "17:30")
    said = [each for each in schedules(washington) if "opens_at" in each]
    assert len(said) > 1300 and all(len(each["opens_at"]) == 5 for each in said)


def test_status_numbers_are_said_by_number_and_can_be_given_a_meaning(washington: Reading, tmp_path: Path) -> None:
    assert washington.sorts["status: a status of “2”"] == 65
    (tmp_path / "services.csv").write_text("service_recordid,service_name,service_status\n1,Pantry,2\n2,Clinic,1\n")
    told = orservices.read(tmp_path, status={"2": "inactive"})
    assert [each.document["status"] for each in told.of("service")] == ["inactive", "active"]


def test_a_day_without_hours_is_no_opening(washington: Reading) -> None:
    silent = [each for each in schedules(washington) if "no hours given" in each.get("description", "")]
    assert len(silent) > 4000 and not any("byday" in each or "freq" in each for each in silent)
    assert washington.sorts["schedule with a day and no hours"] == 1


def test_cells_stay_as_they_came(washington: Reading) -> None:
    raw = next(each for each in washington.of("service") if each.source_id == "540866542533436").raw
    assert raw["service_recordid"] == "540866542533436" and "service_taxonomy" in raw


def test_a_second_reading_gives_the_same(tmp_path: Path) -> None:
    (tmp_path / "services.csv").write_text(
        "service_recordid,service_name,service_organization,service_status\n1,Pantry,9,1\n2,Clinic,,\n", "utf-8"
    )
    (tmp_path / "schedules.csv").write_text(
        "id,name,service_id,weekday,dtstart,until,byday\n5,,1,Monday-Friday,8:30AM,5:30PM,\n5,,2,Monday-Friday,8:30AM,5:30PM,\n",
        "utf-8",
    )
    first, again = (orservices.read(tmp_path) for _n in range(2))
    assert [each.document for each in first.records] == [each.document for each in again.records]
    assert [each["id"] for each in documents.inner(first, "service", "schedules")] == ["5@1", "5@2"]
    assert first.sorts["service → organization"] == 1
