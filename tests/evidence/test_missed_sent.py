"""Markers that partners send: offered beside the published ones, whose and of when; lacking only while nobody sends."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Invalid
from commonweal.directory.changes import add_organization
from commonweal.evidence import changes as evidence
from commonweal.evidence.citing import Asked
from commonweal.evidence.missed import changes, pictured, queries, sent
from commonweal.evidence.models import Figure, Release
from commonweal.evidence.returns import changes as returns
from commonweal.evidence.returns import examples, figures, tables
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.methods.completeness.periods import YEAR, Period, ended
from tests.evidence.test_missed import BOTH, ashby, femi
from tests.makers import PASSWORD

__all__ = ["ashby", "femi"]
pytestmark = pytest.mark.django_db
LETTERS = "ABCDEFGHIJK"
KEY = "returns:assisted-bins.helped"
HIGH = {"A": 90, "B": 80, "D": 3}  # in D they are too few to say; of K nothing came
MEASURE = {
    "key": "helped", "label": "Help with bins", "top": "helped", "bottom": "homes", "better": "", "aspect": "access",
    "definition": "Homes that are helped, of all homes", "marker": "assisted_bins",
}  # fmt: skip


def last_year() -> str:
    today = timezone.localdate()
    return list(ended(Period(today.year - 2, 1, YEAR), today))[-1].code


def document(**more) -> dict:
    told = json.loads(examples.pattern())
    names = (("area", "string"), ("year", "string"), ("homes", "integer"), ("helped", "integer"))
    told |= {"name": "assisted-bins", "title": "Help with bins, by neighbourhood"}
    told["fields"] = [{"name": name, "type": type, "title": name.title()} for name, type in names]
    told["commonweal"] |= {
        "area": {"field": "area", "kind": "neighbourhood"},
        "period": {"field": "year", "every": "year", "first": last_year(), "due_days": 60},
        "group": None,
        "measures": [MEASURE | more],
    }
    return told


def agree(place, **more):
    council = add_organization(HOUSE, place=place, name="Ashby Council", description="It collects the bins.")
    return returns.make_contract(HOUSE, place=place, organization=council, document=document(**more))


def send(who, contract, counts=HIGH, areas=LETTERS[:-1]):
    rows = [f"{area},{last_year()},1000,{counts.get(area, 20)}" for area in areas]
    table = tables.read("bins.csv", "\n".join(["area,year,homes,helped", *rows]).encode())
    return returns.keep_delivery(who, contract, table=table, file="bins.csv")


@pytest.fixture
def contract(ashby):
    return agree(ashby)


def page(query: str = "") -> str:
    return Client().get(f"/place/ashby/missed{query}").content.decode()


def test_it_is_lacking_only_as_long_as_nobody_gives_it(ashby, contract, femi):
    words = "Councils know it; none has given it, by neighbourhood, yet."
    assert words in page() and "Published for whole councils only" in page()
    held = send(femi, contract)
    assert words not in page() and "Published for whole councils only" in page()
    returns.withdraw_delivery(femi, held, reason="The wrong sheet.")
    assert words in page() and sent.of(ashby) == {}


def test_it_is_offered_beside_the_published_ones_with_whose_it_is_and_of_when(ashby, contract, femi):
    send(femi, contract)
    assert [each.key for each in queries.choices(PUBLIC, ashby)][-1] == KEY
    body = page()
    assert f"Sent by Ashby Council, of {last_year()}." in body and "Look at it too" in body
    body = page(f"?marker=no_car&marker={KEY}")
    assert f"Sent by Ashby Council, of {last_year()}." in body and "Its figures" in body
    assert "Help with bins, by neighbourhood</a>" not in body  # no file of ours that /sources would name
    told = json.loads(Client().get(f"/place/ashby/missed.json?marker=no_car&marker={KEY}").getvalue())["missed"]
    assert told["markers"][1]["cite"]["publisher"] == "Ashby Council"


def test_it_is_combined_pictured_and_left_out_in_turn_as_others_are(ashby, contract, femi):
    send(femi, contract)
    found = queries.missed(PUBLIC, ashby, [*BOTH, KEY], 30)
    told = {row.label: row.areas for row in found.combinations}
    assert told["Overcrowded homes; Homes with no car or van; Help with bins"] == ("B",)
    assert told["Overcrowded homes; Help with bins"] == ("A",) and told["Homes with no car or van"] == ("C",)
    assert found.together == 2 and found.markers[2].from_text == "8 in 100"
    assert [row.label for row in found.moved][-1] == "without: Help with bins" and found.moved[-1].together == 1
    drawn = pictured.upset(found.markers, found.combinations)
    assert drawn.labels[-1][1] == "Help with bins"


def test_what_is_kept_back_and_what_did_not_come_is_not_known_and_never_low(ashby, contract, femi):
    send(femi, contract)
    found = queries.missed(PUBLIC, ashby, ["no_car", KEY], 20)
    rows = {row.name: row for row in found.areas}
    for name in "DK":
        assert rows[name].unknown == ("Help with bins",)
    shown = [row for row in Release.objects.filter(shown__isnull=False) if row.parts and len(row.areas) == 1]
    given = {row.areas[0].partition(":")[2] for row in shown}
    assert set(sent.of(ashby)[KEY].values) <= given and "D" not in given
    assert found.markers[1].known == len(sent.of(ashby)[KEY].values) < 11


def test_a_rate_by_the_census_marks_as_a_share_does(ashby, femi):
    told = document(census={"everybody": "census2021.ts045_00", "per": 1000})
    del told["commonweal"]["measures"][0]["bottom"]
    council = add_organization(HOUSE, place=ashby, name="Ashby Council", description="It collects the bins.")
    contract = returns.make_contract(HOUSE, place=ashby, organization=council, document=told)
    send(femi, contract)
    found = queries.missed(PUBLIC, ashby, [KEY], 30)
    assert found.markers[0].from_text == "800 in 1,000" and found.markers[0].high == 2
    assert "For every 1,000 counted by Counted (Us, 2025)" in page(f"?marker={KEY}")


def test_what_is_better_when_higher_marks_where_it_is_low(ashby, femi):
    contract = agree(ashby, better="higher")
    send(femi, contract, dict.fromkeys(LETTERS, 500) | {"F": 30})
    found = queries.missed(PUBLIC, ashby, [KEY], 10)
    assert [row.name for row in found.areas if row.high] == ["F"]


def test_a_find_names_it_and_its_source_stays_when_the_file_is_taken_back(ashby, contract, femi):
    held = send(femi, contract)
    told = dict(name="People in A", seen="Two are high.", markers=["overcrowded", KEY], areas=["neighbourhood:A"])
    kept = changes.keep_find(femi, place=ashby, **told)
    assert "Help with bins: Help with bins, by neighbourhood, Ashby Council" in kept.source
    assert queries.finds(PUBLIC, ashby)[0].markers == ("Overcrowded homes", "Help with bins")
    returns.withdraw_delivery(femi, held, reason="The wrong sheet.")
    assert queries.finds(PUBLIC, ashby)[0].markers == ("Overcrowded homes", "Help with bins")
    with pytest.raises(Invalid, match="no marker"):
        changes.keep_find(femi, place=ashby, **told)


def test_a_number_made_with_it_is_marked_when_its_file_is_taken_back_and_made_again(ashby, contract, femi):
    first = send(femi, contract)
    second = send(femi, contract, HIGH | {"C": 95})
    how = {"markers": [*BOTH, KEY], "top": 30}
    kept = evidence.keep_figure(femi, place=ashby, asked=Asked("missed.together", how=how))
    assert kept.text == "3 of 11" and str(second.pk) in kept.versions and "Ashby Council" in kept.source
    returns.withdraw_delivery(femi, second, reason="The wrong sheet.")
    kept.refresh_from_db()
    assert kept.withdrawn_at and kept.followed_by.text == "2 of 11" and str(first.pk) in kept.followed_by.versions


def test_the_page_offers_its_number_with_the_markers_that_were_chosen(ashby, contract, femi, make):
    held, account, client = send(femi, contract), make.account(), Client()
    client.login(username=account.email, password=PASSWORD)
    body = client.get(f"/place/ashby/missed?marker=no_car&marker={KEY}&top=30").content.decode()
    (number,) = re.findall(r'name="number" value="([^"]+)"', body)
    answered = client.post("/place/ashby/cite", {"number": html.unescape(number)})
    figure = Figure.objects.get(pk=answered["Location"].rpartition("/")[2])
    assert "Help with bins" in figure.label and str(held.pk) in figure.versions


def test_a_marker_is_by_neighbourhood(ashby):
    told = document()
    told["commonweal"]["area"]["kind"] = "group"
    council = add_organization(HOUSE, place=ashby, name="Ashby Council", description="It collects the bins.")
    with pytest.raises(Invalid, match="by neighbourhood"):
        returns.make_contract(HOUSE, place=ashby, organization=council, document=told)
    with pytest.raises(Invalid, match="small letters"):
        told = document(marker="Help with bins!")
        returns.make_contract(HOUSE, place=ashby, organization=council, document=told)


def test_a_measure_that_is_no_marker_is_none(ashby, femi):
    contract = agree(ashby, marker="")
    send(femi, contract)
    assert sent.of(ashby) == {} and KEY not in page()
    assert Client().get(f"/place/ashby/missed?marker={KEY}").status_code == 400


def test_a_place_without_any_published_figure_looks_at_what_was_sent(hand, make):
    place = hand.place(*(hand.area(letter) for letter in LETTERS), slug="bare")
    send(make.person(analyst=place), agree(place))
    assert queries.usual(PUBLIC, place) == [KEY] and len(queries.missed(PUBLIC, place, [KEY], 20).markers) == 1


def test_of_more_neighbourhoods_than_can_be_held_against_their_sum_each_is_asked_alone(hand, make):
    place = hand.place(*(hand.area(f"N{number}") for number in range(241)))
    contract, femi = agree(place), make.person(analyst=place)
    names = [f"N{number}" for number in range(241)]
    send(femi, contract, dict.fromkeys(names, 40) | {"N7": 3}, names)
    told = figures.Told(contract)
    rows = {row.key: row for row in figures.by_area(PUBLIC, told, told.measure(""), "")}
    assert rows["N7"].state == "few" and sum(row.value == 4 for row in rows.values()) == 240
    assert told.share(told.measure(""), told.now.year).state == "few"  # the sum less the others would tell of N7
