"""Our own API is checked as anybody's is, and keeps its word whole."""

from __future__ import annotations

import random
from pathlib import Path

import httpx
import pytest

from commonweal.openreferral.check import run
from commonweal.openreferral.serving import store
from commonweal.openreferral.serving.app import App, make_app
from tests.openreferral import made_up
from tests.openreferral.fake_filters import POSTCODES
from tests.openreferral.test_check import any_services

ORDER = ("organization", "taxonomy", "taxonomy_term", "service", "service_at_location")


def served(folder: Path, records: made_up.Records) -> App:
    """Our API over these records."""
    store.build(folder, [(kind, record) for kind in ORDER for record in records[kind].values()])
    return make_app(
        folder,
        title="Made up",
        publisher="Nobody",
        licence="https://example.org/licence",
        postcode=lambda said: POSTCODES.get(said.replace(" ", "").upper()),
    )


def test_our_own_api_passes_whole_and_says_what_was_deleted(tmp_path):
    records = made_up.records()
    app = served(tmp_path, records)
    gone = made_up.key("Youth Murals")
    places = [key for key, each in records["service_at_location"].items() if each["service_id"] == gone]
    store.apply(tmp_path, removals=[("service", gone), *(("service_at_location", key) for key in places)])
    report = run.check("http://testserver", transport=httpx.ASGITransport(app))
    assert (report.verdict, report.findings, report.left) == ("pass", [], [])
    words = {word for held in report.card["filters"].values() for word in held.values()}
    assert words == {"filters", "AND"}
    assert {word for held in report.card["forms"].values() for word in held.values()} == {"honoured"}
    assert report.card["changes"]["change feed"] == "right" and report.card["changes"]["deletions read"] == 2


@pytest.mark.parametrize("many", (0, 1, 150))
def test_it_passes_whatever_it_holds(tmp_path, many):
    # With many, a search's first and last row may lie as far apart as the page is long, and the others elsewhere.
    app = served(tmp_path, made_up.records(any_services(random.Random(many), many)))
    assert run.check("http://testserver", transport=httpx.ASGITransport(app)).findings == []


def test_its_older_edition_passes_as_one(tmp_path):
    app = served(tmp_path, made_up.records())
    report = run.check("http://testserver/v1", transport=httpx.ASGITransport(app))
    assert report.profile == "HSDS-UK-1.0"
    assert [(each.level, each.test, each.what) for each in report.findings if each.level == "error"] == []
