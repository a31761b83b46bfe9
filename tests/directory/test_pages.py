"""What is here and what goes on, as pages and as data, for everyone and for partners."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from commonweal.directory import changes, going_on, queries
from commonweal.directory.models import Service
from commonweal.journal import kinds
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.people import actors
from commonweal.people.changes import grant_role
from commonweal.people.roles import ORGANISATION
from tests.makers import PASSWORD


def names(rows) -> list[str]:
    return [row.name for row in rows]


# ── What is here ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_assets_are_listed_by_name_those_without_one_last_and_by_kind(here, asset):
    asset(here.area, "park", "")
    asset(here.area, "park", "A Park")
    rows = Client().get("/place/dale/assets.json").json()["assets"]
    assert [row["name"] for row in rows] == ["A Park", "The Hall", ""]
    rows = Client().get("/place/dale/assets.json?kind=park").json()["assets"]
    assert {row["kind_label"] for row in rows} == {"park"} and len(rows) == 2
    page = Client().get("/place/dale/assets?kind=park").content.decode()
    assert "Parks in Dale" in page and "No name recorded" in page and "The Hall" not in page


def test_what_is_closed_or_gone_is_not_listed_but_has_its_page(here, asset):
    closed = asset(here.area, "library", "Old Library", status="closed")
    gone = asset(here.area, "library", "Lost Library", gone_at="2026-01-01T00:00Z")
    assert names(queries.listed(PUBLIC, queries.here(here.place))[0]) == ["The Hall"]
    assert "lists it as closed" in Client().get(f"/asset/{closed.pk}").content.decode()
    assert "no longer on its source" in Client().get(f"/asset/{gone.pk}").content.decode()


def test_each_kind_is_counted_from_one_list_the_first_that_is_held(here, asset):
    asset(here.area, "library", "Central", dataset="libraries2023")
    double = asset(here.area, "library", "Central Library", dataset="osm_assets")
    asset(here.area, "library", "Branch", dataset="osm_assets")
    counted = {each.kind: each.count for each in queries.counts(PUBLIC, here.place)}
    assert counted["library"] == 1
    assert queries.keeping_well_by_area(PUBLIC, here.place) == {here.area.pk: 2}
    assert not queries.asset(PUBLIC, str(double.pk)).counted


def test_an_asset_says_where_it_lies_what_is_near_and_where_that_comes_from(here, asset):
    asset(here.area, "park", "A Park", lat=54.603)
    asset(here.area, "park", "Far Park", lat=54.7)
    page = Client().get(f"/asset/{here.hall.pk}").content.decode()
    assert "A community centre in Dale End." in page and "A Park" in page and "Far Park" not in page
    assert "A publisher" in page and 'class="invented"' in page
    whole = Client().get(f"/asset/{here.hall.pk}.json").json()["asset"]
    assert whole["postcode"] == "ZZ1 1AA" and whole["cite"]["dataset"] == "a_list"


def test_the_spreadsheet_holds_the_same_rows(here):
    text = Client().get("/place/dale/assets.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["name"] == "The Hall" and row["id"] == str(here.hall.pk)


# ── What goes on ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_everyone_sees_what_is_for_everyone_and_partners_see_the_rest(here, make):
    account = make.account()
    grant_role(HOUSE, account, role="provider", scope_kind=ORGANISATION, scope_id=str(here.refuge.pk))
    hidden = str(here.refuge.services.get().pk)
    for who, seen in (
        (PUBLIC, ["Singing"]),
        (make.person(), ["Singing"]),
        (make.person(link_worker=here.place), ["A safe room", "Singing"]),
        (actors.of_account(account), ["A safe room", "Singing"]),
        (HOUSE, ["A safe room", "Singing"]),
    ):
        assert names(going_on.services_in(who, here.place)) == seen
        assert (hidden in going_on.services_visible_to(who, [hidden])) == (len(seen) == 2)
    card = kinds.cards(PUBLIC, [kinds.ref(here.choir), kinds.ref(here.refuge)])
    assert [each.title for each in card.values()] == ["The Choir"]


def test_what_is_for_partners_is_nowhere_to_be_found_by_others(here, make):
    room = here.refuge.services.get()
    worker = make.account(link_worker=here.place)
    for address in (f"/service/{room.pk}", f"/organization/{here.refuge.pk}", f"/thread/directory.service/{room.pk}"):
        assert Client().get(address).status_code == 404
        signed_in = Client()
        assert signed_in.login(username=worker.email, password=PASSWORD)
        assert signed_in.get(address).status_code == 200
    for address in ("/place/dale/services", "/place/dale/services.json", "/place/dale/services.csv", "/place/dale"):
        assert b"safe room" not in Client().get(address).content


def test_a_service_page_says_when_where_cost_and_what_is_unknown(here):
    page = Client().get(f"/service/{here.singing.pk}").content.decode()
    for words in ("Tuesdays at 7", "The Hall", "Dale End", "Nobody has said. It may be free, or not.", "company"):
        assert words in page
    whole = Client().get(f"/service/{here.singing.pk}.json").json()["service"]
    assert whole["status"] == "active" and whole["minimum_age"] is None
    assert whole["service_at_locations"][0]["schedule"] == "Tuesdays at 7"


def test_what_has_ended_leaves_the_lists_and_says_so_on_its_page(here):
    changes.close_service(HOUSE, here.singing, alert="The hall is let.")
    assert names(going_on.services_in(PUBLIC, here.place)) == []
    page = Client().get(f"/service/{here.singing.pk}").content.decode()
    assert "It has ended." in page and "The hall is let." in page
    assert "What has ended" in Client().get(f"/organization/{here.choir.pk}").content.decode()
    assert "Nobody has told us of anything yet" in Client().get("/place/dale/services").content.decode()


def test_the_list_can_be_asked_for_what_helps(here):
    changes.add_service(HOUSE, organization=here.choir, name="Tea", helps_with=["eating well"])
    assert [row["name"] for row in _services("?helps_with=Company")] == ["Singing"]
    assert _services("?helps_with=luck") == []
    page = Client().get("/place/dale/services?helps_with=company").content.decode()
    assert "1 thing here says that it helps with company." in page and "Tea" not in page


def _services(asked: str) -> list[dict]:
    return Client().get(f"/place/dale/services.json{asked}").json()["services"]


def test_place_and_neighbourhood_show_what_goes_on_each_of_a_different_kind_first(here):
    for number in range(9):
        changes.add_service(HOUSE, organization=here.choir, name=f"A {number}", helps_with=["company"])
    shown = going_on.in_place(PUBLIC, here.place)
    assert shown["going_on_more"] == 2 and len(shown["going_on"]) == 8
    changes.add_service(HOUSE, organization=here.choir, name="Zither", helps_with=["learning"])
    assert names(going_on.in_place(PUBLIC, here.place)["going_on"])[:2] == ["A 0", "Zither"]
    assert "What goes on" in Client().get("/place/dale").content.decode()
    area = Client().get("/area/neighbourhood:D1").content.decode()
    assert "Singing" in area and "A 0" not in area  # only what happens inside it


def test_a_service_without_a_spot_says_so(here):
    made = changes.add_service(HOUSE, organization=here.choir, name="By telephone")
    assert "Where it happens has not been recorded" in Client().get(f"/service/{made.pk}").content.decode()


def test_lists_ask_the_database_no_more_for_more_services(here, django_assert_max_num_queries):
    for number in range(12):
        made = changes.add_service(HOUSE, organization=here.choir, name=f"A {number}")
        changes.hold_at(HOUSE, made, here.hall, schedule="Mondays")
    with django_assert_max_num_queries(5):
        assert len(going_on.services_in(PUBLIC, here.place)) == 13


@pytest.mark.parametrize("status", [Service.PAUSED, Service.INACTIVE])
def test_a_pause_is_shown_as_one(here, status):
    changes.close_service(HOUSE, here.singing, status=status, alert="Back in May.")
    assert "Back in May." in Client().get(f"/service/{here.singing.pk}").content.decode()
    assert (names(going_on.services_in(PUBLIC, here.place)) == ["Singing"]) == (status == Service.PAUSED)
