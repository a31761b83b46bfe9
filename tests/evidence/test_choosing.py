"""Choosing neighbourhoods by stated criteria: what the scorecard says, what is unknown, and what is kept for good."""

from __future__ import annotations

import pytest
from django.test import Client

from commonweal.core.errors import Invalid, NotAllowed
from commonweal.evidence.choosing import changes, queries, working
from commonweal.evidence.choosing.asking import Asked, Line, of_address
from commonweal.evidence.models import Choice, Figure
from commonweal.journal.actor import PUBLIC
from tests.makers import PASSWORD

PEOPLE, FEW_ASSETS = Line("people", "more", 1), Line("assets_per_10000", "less", 1)


@pytest.fixture
def four(hand):
    """Four neighbourhoods: of one nobody knows how many live there."""
    areas = [hand.area(code) for code in "ABCD"]
    for area, people in zip(areas, (100, 200, 300, None), strict=True):
        hand.values(area, people=people)
    for area in areas[:3]:
        hand.asset(area)
    hand.asset(areas[0])
    return hand.place(*areas)


def card(place, *lines, many=1):
    return working.scorecard(PUBLIC, place, Asked("neighbourhood", many, lines))


def of(found, code):
    return next(each for each in found.areas if each.key.endswith(code))


def test_the_best_by_the_criteria_is_chosen_and_each_figure_has_its_rank(four):
    found = card(four, PEOPLE)
    assert of(found, "C").chosen and of(found, "C").score == 100 and of(found, "C").firm == 100
    assert of(found, "B").cells[0].rank == 2 and of(found, "B").cells[0].text == "200"


def test_what_is_not_known_is_said_stands_in_the_middle_and_is_never_ruled_out_in_silence(four):
    found = card(four, Line("people", "more", 1, least=150))
    assert of(found, "A").score is None and of(found, "A").cells[0].state == "does not meet"
    unknown = of(found, "D")
    assert unknown.unknown == 1 and unknown.cells[0].state == "unknown" and unknown.score == 50
    assert unknown.cells[0].text == "not known" and unknown.cells[0].rank is None


def test_it_is_said_without_which_criterion_another_would_be_chosen(four):
    # By people alone A is first, by what is here alone C; together all stand alike, and the first by name is chosen.
    found = card(four, Line("people", "less", 1), FEW_ASSETS)
    assert of(found, "A").chosen and of(found, "A").drops == ("People who live there",)
    assert of(found, "C").comes == ("People who live there",) and 0 < of(found, "C").firm < 100


def test_criteria_are_named_once_in_a_key_and_rows_go_by_their_numbers(four):
    asked = "kind=neighbourhood&c1=people&way1=less&c2=assets_per_10000&way2=less&many=1"
    body = Client().get(f"/place/ashby/choosing?{asked}")
    key, rows = body.content.decode().partition('<ol class="criteria-key">')[2].split("</ol>", 1)
    assert key.count("<li>") == 2 and "People who live there" in key and "weight 1" in key
    rows = rows.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "not without criterion 1" in rows and "would be, without criterion 1" in rows
    assert "People who live there" not in rows and "Criterion 1</th>" not in rows


def test_a_criterion_by_which_all_stand_alike_is_said_to_set_nobody_apart(four, hand):
    for area in four.areas.order_by("code")[:3]:
        hand.values(area, all_health=100, bad=4, very_bad=1)
    found = card(four, Line("bad_health", "more", 1), PEOPLE)
    assert [same for _number, _each, same in found.key] == ["5 in 100", None]
    body = Client().get("/place/ashby/choosing?kind=neighbourhood&c1=bad_health&c2=people").content.decode()
    assert "All of which it is known stand alike here (5 in 100)" in body
    unknown = card(four, Line("no_car", "more", 1), PEOPLE)
    assert unknown.key[0][2] == ""


def test_criteria_come_from_the_address_and_mistakes_are_told(four):
    asked = of_address({"c1": "people", "way1": "less", "weight1": "9", "least1": "1,200", "many": "2"}, "x", ())
    assert asked.lines == (Line("people", "less", 1, least=1200.0),) and asked.many == 2
    assert of_address(dict(pair.split("=") for pair in asked.query.split("&")), "x", ()) == asked
    for sent, said in (({"many": "none"}, "how many"), ({"c1": "people", "least1": "some"}, "not a number")):
        with pytest.raises(Invalid, match=said):
            of_address(sent, "neighbourhood", ())
    with pytest.raises(Invalid, match="at least one criterion"):
        card(four)


def test_people_may_choose_otherwise_than_the_scores_with_their_reason_and_it_stays_as_it_stood(four, make):
    who = make.person(facilitator=four)
    asked = Asked("neighbourhood", 1, (PEOPLE,))
    told = {"place": four, "name": "Spring", "reason": "D was never asked.", "asked": asked}
    with pytest.raises(NotAllowed):
        changes.keep_choice(make.person(), chosen=["neighbourhood:D"], **told)
    with pytest.raises(Invalid, match="at least one"):
        changes.keep_choice(who, chosen=["neighbourhood:Z"], **told)
    with pytest.raises(Invalid, match="why"):
        changes.keep_choice(who, chosen=["neighbourhood:D"], **(told | {"reason": " "}))
    made = changes.keep_choice(who, chosen=["neighbourhood:D"], **told)
    held = queries.card(queries.choice(PUBLIC, str(made.pk)))
    assert held.areas[0].key == "neighbourhood:D" and held.areas[0].chosen and not of(held, "C").chosen
    assert of(held, "C").score == 100 and queries.choices(PUBLIC, four)[0].chosen == ("D",)


def test_the_pages_are_for_everybody_and_keeping_is_by_form(four, make):
    client = Client()
    body = client.get("/place/ashby/choosing?kind=neighbourhood&c1=people&least1=150").content.decode()
    assert "does not meet" in body and "unknown: ask there" in body and "ruled out" in body
    told = client.get("/place/ashby/choosing.csv?kind=neighbourhood&c1=people").content.decode("utf-8-sig")
    assert told.startswith("area,name,criterion,value")
    account = make.account(analyst=four)
    client.login(username=account.email, password=PASSWORD) or client.force_login(account)
    address = "/place/ashby/choosing/keep?kind=neighbourhood&c1=people&many=1"
    assert "checked" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 400
    kept = client.post(address, {"name": "Spring", "reason": "Most live there.", "chosen": ["neighbourhood:C"]})
    assert kept.status_code == 302
    page = Client().get(kept["Location"]).content.decode()
    assert "Most live there." in page and Choice.objects.get().chosen == ["neighbourhood:C"]
    assert Client().get(f"/choice/{Choice.objects.get().pk}.json").json()["choice"]["name"] == "Spring"


def test_a_choice_rests_on_the_figures_of_its_criteria_as_they_stood(four, make, hand):
    for number, area in enumerate(four.areas.order_by("code")):
        hand.values(area, all_health=100, bad=number, very_bad=1)
    client, account = Client(), make.account(steward=four)
    assert client.login(username=account.email, password=PASSWORD)
    address = "/place/ashby/choosing/keep?kind=neighbourhood&c1=bad_health&c2=assets_per_10000&many=1"
    kept = client.post(address, {"name": "Spring", "reason": "Health first.", "chosen": ["neighbourhood:D"]})
    assert kept.status_code == 302, kept.content.decode()
    figure = Figure.objects.get()
    assert figure.about == "indicator:bad_health" and figure.value == pytest.approx(2.5)
    assert figure.label in client.get(f"/thread/evidence.choice/{Choice.objects.get().pk}").content.decode()
