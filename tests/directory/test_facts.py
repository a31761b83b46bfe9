"""What other sources say of an asset stands on its page with who says so, and goes when its file is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from commonweal.core.ids import imported_id
from commonweal.directory.models import AssetFact
from commonweal.feeds.base import Refuse
from commonweal.feeds.records import AssetFact as Fact
from commonweal.feeds.records import AssetPoint
from commonweal.journal.actor import HOUSE
from commonweal.places import changes, ingest
from commonweal.places.models import DatasetVersion
from tests.places.small import SQUARES, Small, bring, place, source

pytestmark = pytest.mark.django_db


class Points(Small):
    def read(self, path: Path, *, refuse: Refuse) -> Iterator[AssetPoint]:
        yield from self.rows


class Facts(Small):
    def read(self, path: Path, *, refuse: Refuse) -> Iterator[Fact]:
        yield from self.rows


def load(place, feed, tmp_path, key):
    path = tmp_path / f"{key}-{len(list(tmp_path.iterdir()))}"
    path.write_text(repr(feed.rows))
    return ingest.bring_in(HOUSE, place, source(key), feed, [path])  # type: ignore[arg-type]


@pytest.fixture
def here(tmp_path):
    made = place()
    bring(made, Small(SQUARES), tmp_path / "squares", key="outlines")
    surgery = AssetPoint("B86001", "gp_practice", "Surgery", 51.005, 0.005)
    load(made, Points([surgery]), tmp_path, "gp_practices")
    library = AssetPoint("ashby/ashby-library/library", "library", "Ashby Library", 51.005, 0.005, "LS1 1AA")
    load(made, Points([library]), tmp_path, "libraries2023")
    return made


def facts() -> dict[str, str]:
    return dict(AssetFact.objects.values_list("label", "value"))


def test_a_practices_list_is_told_with_the_practice_and_others_practices_are_passed_over(here, tmp_path):
    rows = [
        Fact(("gp_practices",), code, "Patients registered", "5,903", "1 January 2021") for code in ("B86001", "A1")
    ]
    came = load(here, Facts(rows), tmp_path, "gp_lists")
    assert (came.outcome, came.used) == ("live", 1)
    page = Client().get(f"/asset/{imported_id('gp_practices', 'B86001')}").content.decode()
    for words in ("What others publish about it", "5,903", "1 January 2021", "Gp_Lists"):
        assert words in page
    told = Client().get(f"/asset/{imported_id('gp_practices', 'B86001')}.json").json()["asset"]["facts"]
    assert [(row["label"], row["publisher"]) for row in told] == [("Patients registered", "Nobody")]


def test_a_newer_file_takes_over_and_one_taken_back_says_nothing_more(here, tmp_path):
    for count in ("5,903", "6,000"):
        load(here, Facts([Fact(("gp_practices",), "B86001", "Patients registered", count)]), tmp_path, "gp_lists")
    assert facts() == {"Patients registered": "6,000"}
    newest = DatasetVersion.objects.filter(dataset="gp_lists").order_by("-first_seen").first()
    changes.withdraw_version(HOUSE, newest, why="Wrong")
    assert facts() == {}


def test_a_library_is_known_by_name_and_postcode_together_and_by_neither_alone(here, tmp_path):
    rows = [
        Fact(("libraries2023",), "Ashby", "Staffed hours", "Mon 10:00-12:00", postcode="LS1 1AA"),
        Fact(("libraries2023",), "Ashby", "Shares a building with", "Nobody", postcode="LS1 1AB"),
        Fact(("libraries2023",), "Bashby", "Run by", "Nobody", postcode="LS1 1AA"),
    ]
    load(here, Facts(rows), tmp_path, "library_hours")
    assert facts() == {"Staffed hours": "Mon 10:00-12:00"}
