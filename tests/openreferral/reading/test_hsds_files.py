from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonweal.openreferral.reading import hsds_files
from tests.openreferral.reading import documents

EXAMPLES = (
    "samples/mock-hsds-api", "hsds-3.1-dev/examples", "hsds-3.0/examples", "oruk-3.0/examples",
    "validator/mocks/V3.0-UK-Default", "validator/mocks/V3.0-UK-Warn",
)  # fmt: skip


@pytest.mark.parametrize("folder", EXAMPLES)
def test_published_examples_are_read_whole_and_hold_to_the_standard(shared_data: Path, folder: str) -> None:
    reading = hsds_files.read(shared_data / "openreferral" / folder)
    assert all(
        reading.counts[kind] >= 1 for kind in ("taxonomy", "taxonomy_term", "organization", "location", "service")
    )
    assert not documents.broken(reading)
    # The validator's folder also holds answers of its dashboard, which are no feed.
    assert not [each for each in reading.problems if each.level == "error" and "dashboard" not in each.where]


def test_a_feed_that_fails_the_validator_loses_only_what_has_no_name(shared_data: Path) -> None:
    reading = hsds_files.read(shared_data / "openreferral/validator/mocks/V3.0-UK-Fail")
    errors = [each for each in reading.problems if each.level == "error"]
    assert len(errors) == 2 and all("has no name" in each.what for each in errors)
    assert not documents.broken(reading)


def test_pages_lists_single_objects_and_lines_are_all_understood(tmp_path: Path) -> None:
    service = {"name": "Choir", "status": "active"}
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "one.json").write_text(json.dumps(service | {"id": "a"}))
    (tmp_path / "page.json").write_text(json.dumps({"total_items": 1, "contents": [service | {"id": "b"}]}))
    (tmp_path / "service_list_2.json").write_text(json.dumps([service | {"id": "c"}]))
    (tmp_path / "all.ndjson").write_text("\n".join(json.dumps(service | {"id": each}) for each in "de"))
    (tmp_path / "root.json").write_text(
        json.dumps({"version": "HSDS-UK-3.0", "profile": "https://x", "openapi_url": "https://y"})
    )
    reading = hsds_files.read(tmp_path)
    assert sorted(each.source_id for each in reading.of("service")) == list("abcde")
    assert reading.facts["version"] == "HSDS-UK-3.0" and not reading.problems


def test_tables_kept_in_one_json_file_are_joined(tmp_path: Path) -> None:
    tables = {
        "services.csv": [{"id": "s", "name": "Choir", "status": "active"}],
        "phones.csv": [{"id": "p", "service_id": "s", "number": "1"}],
    }
    (tmp_path / "tabular.json").write_text(json.dumps(tables))
    assert hsds_files.read(tmp_path).of("service")[0].document["phones"] == [{"id": "p", "number": "1"}]


def test_a_file_that_is_no_json_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "services.json").write_text(json.dumps([{"id": "a", "name": "Choir", "status": "active"}]))
    (tmp_path / "bad.json").write_text("<html>")
    reading = hsds_files.read(tmp_path)
    assert reading.counts["service"] == 1
    assert [(each.level, each.where) for each in reading.problems] == [("error", "bad.json")]


def test_a_meeting_told_by_itself_goes_to_its_service(tmp_path: Path) -> None:
    meeting = {
        "id": "m1",
        "service": {"id": "s1", "name": "Choir", "status": "active"},
        "location": {"id": "l1", "location_type": "physical"},
    }
    (tmp_path / "service_at_location_full.json").write_text(json.dumps(meeting))
    reading = hsds_files.read(tmp_path)
    assert reading.of("service")[0].document["service_at_locations"] == [{"id": "m1", "location_id": "l1"}]
