"""Grants of a place: known to help here, only an office here, office here but help elsewhere. Never added together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from commonweal.evidence import keep
from commonweal.feeds.base import Refuse
from commonweal.feeds.records import CodeChange, Grant, PostcodePoint
from commonweal.funding import queries
from commonweal.funding.models import Grant as GrantRow
from commonweal.funding.models import GrantBenefit
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.places import changes, ingest
from commonweal.places.models import DatasetVersion
from tests.places.small import NAMES, Small, bring, place, source

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "E01000001", "E01099999"


class Listed(Small):
    """A feed of grants."""

    def read(self, path: Path, *, refuse: Refuse) -> Iterator[Grant]:
        yield from self.rows


def grant(number: int, **facts: object) -> Grant:
    given = {
        "grant_id": f"360G-{number}", "title": f"Grant {number}", "description": "", "currency": "GBP",
        "amount": "100.50",
        "awarded": "2019-04-05", "starts": "", "ends": "2020-01-31", "recipient": "A choir", "recipient_id": "",
        "funder": "A trust", "programme": "",
    }  # fmt: skip
    return Grant(**given | facts)


@pytest.fixture
def here(tmp_path):
    """Four neighbourhoods, a postcode in the second, and the 2011 neighbourhood that became the first."""
    keep._kept.clear()
    made = place()
    bring(made, Small([CodeChange("lsoa11", HERE, "lsoa21", HERE, "U")]), tmp_path / "changes.csv", key="changes")
    bring(made, Small([PostcodePoint("LS1 1AA", 51.0, 0.0, "E01000002", None)]), tmp_path / "p.csv", key="postcodes")
    return made


def listed(place, tmp_path, *rows: Grant, name: str = "g.json"):
    path = tmp_path / name
    path.write_text(repr(rows))
    return ingest.bring_in(HOUSE, place, source("grants"), Listed(list(rows)), [path])  # type: ignore[arg-type]


def test_trap_21_an_office_here_is_not_help_here(here, tmp_path):
    came = listed(
        here, tmp_path,
        grant(1, benefits=(("lsoa11", HERE),), office="XX1 1XX"),
        grant(2, office="LS1 1AA"),
        grant(3, benefits=(("lsoa11", ELSEWHERE),), office="LS1 1AA"),
        grant(4, benefits=(("lsoa11", ELSEWHERE),), office="XX1 1XX"),
        grant(5),
    )  # fmt: skip
    assert came.used == 3
    assert {row.grant_id: row.helps for row in queries.grants(PUBLIC, here)} == {
        "360G-1": "here", "360G-2": "office", "360G-3": "elsewhere",
    }  # fmt: skip
    whole = queries.whole(PUBLIC, here)
    assert (whole.helping_here, whole.only_office_here, whole.helping_elsewhere) == (1, 1, 1)
    assert (whole.helping_here_pounds, whole.only_office_here_pounds) == (100.5, 100.5)
    assert whole.cite and "office is where its post goes" in whole.cite.method


def test_pence_stay_pence_and_other_money_is_not_added_to_pounds(here, tmp_path):
    where = (("lsoa11", HERE),)
    rows = [grant(1, benefits=where, amount="3239.34"), grant(2, benefits=where, amount="7", currency="EUR")]
    listed(here, tmp_path, *rows)
    assert queries.whole(PUBLIC, here).helping_here_pounds == 3239.34
    assert queries.whole(PUBLIC, here).helping_here == 2
    assert str(GrantRow.objects.get(grant_id="360G-1").amount_awarded) == "3239.34"


def test_a_newer_list_takes_the_place_of_the_older_and_can_be_taken_back(here, tmp_path):
    listed(here, tmp_path, grant(1, office="LS1 1AA"), grant(2, office="LS1 1AA"))
    listed(here, tmp_path, grant(2, office="LS1 1AA", title="Put right"), name="newer.json")
    assert [row.title for row in queries.grants(PUBLIC, here)] == ["Put right"]
    newest = DatasetVersion.objects.filter(dataset="grants").order_by("-first_seen").first()
    changes.withdraw_version(HOUSE, newest, why="Wrong")
    assert queries.grants(PUBLIC, here) == [] and not GrantBenefit.objects.exists()


def test_a_grant_listed_twice_is_kept_once_and_loading_again_does_nothing(here, tmp_path):
    came = listed(here, tmp_path, grant(1, office="LS1 1AA"), grant(1, office="LS1 1AA"))
    assert (GrantRow.objects.count(), came.refused) == (1, 1)
    assert listed(here, tmp_path, grant(1, office="LS1 1AA"), grant(1, office="LS1 1AA")).outcome == "already"


def test_the_page_says_which_is_which_and_its_twins_carry_the_same_rows(here, tmp_path):
    listed(here, tmp_path, grant(1, benefits=(("lsoa11", HERE),)), grant(2, office="LS1 1AA"))
    client = Client()
    page = client.get("/place/ashby/grants").content.decode()
    assert "1 grant is known to help Ashby: £100." in page and "Not said: its office is here" in page
    rows = client.get("/place/ashby/grants.json").json()["grants"]
    assert [row["helps"] for row in rows] == ["here", "office"]
    assert client.get("/place/ashby/grants.csv?helps=office").content.decode().count("\n") == 2
    assert client.get("/place/ashby/grants?helps=luck").status_code == 400


def test_a_place_without_a_list_says_that_this_is_not_a_lack_of_grants(here):
    page = Client().get("/place/ashby/grants").content.decode()
    assert "No list of grants that names this place has been loaded" in page and "£0" not in page


def test_an_office_in_two_places_is_one_grant_in_each(here, tmp_path):
    listed(here, tmp_path, grant(1, benefits=(("lsoa11", HERE),), office="LS1 1AA"))
    around = changes.make_place(HOUSE, slug="around", name="Around", footprint="The same four squares")
    changes.set_areas(HOUSE, around, kind="lsoa21", areas=NAMES)
    for each in (here, around):
        assert queries.whole(PUBLIC, each).helping_here == 1
