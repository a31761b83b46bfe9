"""A sheet says that an address is masked, a contact private, an entry not to be seen: none of it comes out again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonweal.directory.documents import documents
from commonweal.directory.feed_changes import add_feed, sync
from commonweal.directory.taking import record_id
from commonweal.journal.actor import HOUSE
from commonweal.openreferral.reading import mapped_sheet
from tests.directory.test_feeds import FACTS
from tests.openreferral.reading.test_mapped_sheet import REFUGE

SECRET = (
    "Low Street",
    "HX9",
    "The Haven",
    "Second house",
    "Hidden Lane",
    "LS9",
    "Bea",
    "Not yet",
    "Side Road",
    "53.7",
    "knock",
)


@pytest.mark.django_db
def test_what_a_sheet_hides_is_in_no_public_document(here, tmp_path: Path) -> None:
    (tmp_path / "services.csv").write_text(REFUGE, "utf-8")
    told = mapped_sheet.read(tmp_path / "services.csv", "outpost")
    assert all(word in json.dumps([each.raw for each in told.records]) for word in SECRET)
    feed = add_feed(HOUSE, place=here.place, **FACTS)
    sync(HOUSE, feed, records=told.records)
    public = {
        kind: list(documents(kind, [record_id(feed, kind, each.source_id) for each in told.of(kind)]))
        for kind in ("organization", "location", "service")
    }
    assert [each["name"] for each in public["service"]] == ["Safe house"]
    assert [each["name"] for each in public["service"][0]["contacts"]] == ["Amal"]
    assert not [word for word in SECRET if word in json.dumps(public, default=str)]
