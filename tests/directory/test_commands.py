"""`commonweal directory check` for people and programs: what it says, and how it ends."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import httpx
import pytest
import typer
from typer.testing import CliRunner, Result

from commonweal.directory.commands import app
from commonweal.openreferral.check import run
from tests.openreferral.fake_feed import FakeFeed


@pytest.fixture
def check(monkeypatch):
    """The command, asking the made-up feed with a fault."""

    def ask(*words: str, fault: str = "") -> Result:
        transport = httpx.ASGITransport(FakeFeed(fault=fault))
        monkeypatch.setattr(run, "check", functools.partial(REAL, transport=transport))
        return CliRunner().invoke(house, ["directory", "check", *words], env={"COLUMNS": "100"})

    return ask


REAL = run.check
house = typer.Typer()
house.add_typer(app, name="directory")


def test_a_feed_that_is_right_ends_well_and_its_card_is_read_at_a_glance(check):
    said = check("http://testserver")
    assert said.exit_code == 0 and "PASS  0 errors, 0 warnings, 0 notes" in said.stdout
    for line in ("filters: search, taxonomy_term_id", "honoured: ndjson, full, minimal", "right, order stable"):
        assert line in said.stdout


def test_warnings_end_well_and_errors_do_not(check):
    warned = check("http://testserver", fault="day ignored")
    assert warned.exit_code == 0 and "WARN" in warned.stdout and "day=FR is ignored" in warned.stdout
    failed = check("http://testserver", fault="last_page wrong")
    assert failed.exit_code == 1 and "FAIL" in failed.stdout and "last_page is False on page 3" in failed.stdout


def test_programs_get_the_same_as_data(check):
    said = check("http://testserver", "--json", fault="search ignored")
    report = json.loads(said.stdout)
    assert report["verdict"] == "warn" and report["card"]["filters"]["/services"]["search"] == "ignored"
    assert {each["test"] for each in report["findings"]} == {"filters.search"}


def test_no_more_is_asked_than_was_allowed(check):
    report = json.loads(check("http://testserver", "--json", "--most", "30").stdout)
    assert report["requests"] == 30 and report["not_looked_at"]


@pytest.mark.parametrize("words", (("not an address",), (), ("http://testserver", "--folder", ".")))
def test_what_cannot_be_asked_is_one_sentence_and_a_code_of_its_own(check, words):
    said = check(*words)
    assert said.exit_code == 2 and said.stdout == "" and len(said.stderr.splitlines()) == 1


def test_a_folder_of_saved_answers_is_checked(check, tmp_path: Path):
    (tmp_path / "service_full.json").write_text(json.dumps({"id": "x", "name": "Choir", "status": "active"}))
    said = check("--folder", str(tmp_path))
    assert said.exit_code == 1 and "'x' is not a 'uuid'" in said.stdout
