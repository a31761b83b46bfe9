"""`commonweal place fetch` and `place mirror`, as they are typed."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from commonweal.front.commands import app
from tests.feeds.test_fetching import mirror  # noqa: F401 - the server

ROW = "E54000054,NHS West Yorkshire Integrated Care Board,2021,92.8,91.9,1,1\n"
INDEX = "icb22_code,icb22_name,year,overall_score,healthy_people_domain,healthy_lives_domain,healthy_places_domain\n"


def typed(*words: str):
    return CliRunner().invoke(app, list(words))


def test_a_folder_is_listed_and_a_neighbour_fetches_what_it_asks_for(mirror, tmp_path):  # noqa: F811
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "index-of-health.csv").write_text(INDEX + ROW)
    (ours / "letters.csv").write_text("who,what\n")
    listed = json.loads(typed("mirror", str(ours), "--json").stdout)
    assert [(each["dataset"], each["path"]) for each in listed] == [("health_index", "index-of-health.csv")]
    theirs = tmp_path / "theirs"
    came = json.loads(typed("fetch", str(theirs), "--from", mirror.address, "--only", "iod2025", "--json").stdout)
    assert [each["outcome"] for each in came] == ["fetched", "fetched"]
    again = typed("fetch", str(theirs), "--from", mirror.address)
    assert again.exit_code == 0 and "2 here already" in again.stdout and "place load" in again.stdout


def test_without_a_mirror_it_says_what_to_get_by_hand_and_from_whom(tmp_path, monkeypatch):
    monkeypatch.delenv("COMMONWEAL_MIRROR", raising=False)
    rows = json.loads(typed("fetch", str(tmp_path), "--only", "fuel_poverty", "--json").stdout)
    assert [row["key"] for row in rows] == ["fuel_poverty"] and "Department for Energy Security" in rows[0]["why"]


def test_the_mirror_of_the_settings_is_asked_where_none_is_named(mirror, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("COMMONWEAL_MIRROR", mirror.address)
    assert typed("fetch", str(tmp_path)).exit_code == 0


def test_a_key_the_mirror_does_not_have_is_refused_naming_those_it_has(mirror, tmp_path):  # noqa: F811
    found = typed("fetch", str(tmp_path), "--from", mirror.address, "--only", "iod2024")
    assert "no dataset “iod2024”. It has: iod2025" in str(found.exception)


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_file_that_fails_ends_in_a_failure_that_a_script_can_see(mirror, tmp_path, as_json):  # noqa: F811
    mirror.other["two.csv"] = b"a,b\n9,9\n"
    found = typed("fetch", str(tmp_path), "--from", mirror.address, *as_json)
    assert found.exit_code == 1 and "wrong fingerprint" in found.stdout
