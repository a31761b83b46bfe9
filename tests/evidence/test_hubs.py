"""What if a hub stood here: minutes and people worked out on paper, steps in an address, suggestions with their proof,
and what-ifs that are kept as they stood."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Clash, Invalid, NotAllowed, NotFound
from commonweal.evidence import changes as evidence_changes
from commonweal.evidence import citing, ways
from commonweal.evidence.hubs import changes, queries, suggesting, working
from commonweal.evidence.hubs.asking import Asked
from commonweal.evidence.hubs.rows import ScenarioRow
from commonweal.evidence.models import Scenario
from commonweal.journal.actor import PUBLIC
from commonweal.methods import siting
from commonweal.places.models import Area
from tests.makers import PASSWORD

LIBRARY = Asked("library", 15)


@pytest.fixture
def line(hand):
    """Three neighbourhoods on a line, 18 minutes' walk apart, with a library in the first; and one nobody counted."""
    areas = []
    for number, (people, decile) in enumerate([(100, 1), (200, 9), (300, None), (None, 1)]):
        area = hand.area("ABCD"[number])
        area.lat, area.lon = 51 + number / 100, 0.0
        area.save()
        if people:
            hand.values(area, people=people)
        if decile:
            hand.values(area, decile=decile)
        areas.append(area)
    hand.asset(areas[0], "library", dataset="libraries2023")
    return hand.place(*areas)


def of(rows, fifth):
    return next(row for row in rows if row.fifth == fifth)


def test_people_are_near_by_the_straight_line_and_a_detour_and_what_is_not_known_is_said(line):
    found = working.what_if(PUBLIC, line, LIBRARY)
    assert found.everybody.people == 600 and found.everybody.within_before == found.everybody.within_after == 100
    # 1.112 km × 1.3 at 4.8 km an hour is 18.07 minutes.
    assert of(found.gains, 5).minutes_before == pytest.approx(18.07, abs=0.01)
    assert found.not_counted == 1 and [row.fifth for row in found.gains] == [1, 5, None]
    assert [(hub.number, hub.state, hub.people) for hub in found.hubs] == [(1, "stays", 600)]


def test_where_no_list_of_buildings_reaches_nobody_is_said_to_have_no_hub_near(line, hand):
    for area, code in zip(line.areas.order_by("key"), ("X1", "X1", "X2", "X1"), strict=True):
        council, _new = Area.objects.get_or_create(key=f"lad24:{code}", defaults={"kind": "lad24", "code": code})
        hand.parent(area, council)
    found = working.what_if(PUBLIC, line, LIBRARY)
    # The 300 people of the third live in a council of which nothing at all is listed.
    assert found.everybody.people == 300 and found.not_counted == 2


def test_a_new_hub_brings_those_near_it_nearer_and_nobody_farther(line):
    found = working.what_if(PUBLIC, line, LIBRARY.then("add:neighbourhood:C"))
    assert found.everybody.within_after == 400 and found.everybody.more == 300
    assert of(found.gains, None).nearer == 300 and found.everybody.farther == 0
    assert of(found.gains, 5).share_after == 0 and found.told == ("A new hub in C.",)
    assert found.hubs[1].key == "new-1" and found.hubs[1].state == "new"


def test_a_hub_that_moves_shows_who_gains_and_who_loses_by_fifth(line):
    library = working.what_if(PUBLIC, line, LIBRARY).hubs[0]
    found = working.what_if(PUBLIC, line, LIBRARY.then(f"move:{library.key}:51.02,0.0"))
    assert of(found.gains, 1).farther == 100 and of(found.gains, None).nearer == 300
    assert of(found.gains, 5).nearer == of(found.gains, 5).farther == 0  # as far as before, the other way
    assert found.hubs[0].state == "moved" and found.hubs[0].was == "51.0,0.0"
    assert found.everybody.within_before == 100 and found.everybody.within_after == 300


def test_where_the_last_hub_closes_nobody_has_minutes_and_nought_is_not_said(line):
    library = working.what_if(PUBLIC, line, LIBRARY).hubs[0]
    found = working.what_if(PUBLIC, line, LIBRARY.then(f"close:{library.key}"))
    assert found.everybody.minutes_after is None and found.everybody.within_after == 0
    assert found.everybody.farther == 600 and found.hubs[0].people is None


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("close:nobody", "not here"),
        ("add:somewhere", "not a postcode"),
        ("add:40.0,0.0", "outside this place"),
        ("burn:new-1", "not here"),
    ],
)
def test_steps_that_mean_nothing_are_refused_in_a_sentence(line, step, said):
    with pytest.raises(Invalid, match=said):
        working.what_if(PUBLIC, line, LIBRARY.then(step))


def test_a_suggestion_is_the_best_of_all_spots_and_says_that_it_is_proved(line):
    found = suggesting.suggest(PUBLIC, line, LIBRARY, many=1, aim="most", weigh="people")
    assert found.names == ("C",) and found.proved and "It is proved" in found.words
    assert found.steps == ("add:neighbourhood:C",) and found.value == 400
    by_need = suggesting.suggest(PUBLIC, line, LIBRARY, many=1, aim="nearest", weigh="need")
    assert by_need.proved and by_need.names == ("C",)


def test_a_gap_is_rounded_up_and_never_called_proved():
    words = suggesting.proof_in_words(siting.Siting((1, 2, 3), 1000.0, 998.9), 3, 40)
    assert words == ("No other choice of 3 of these 40 spots can do better by more than 0.2%, by this measure.")
    assert "proved" in suggesting.proof_in_words(siting.Siting((1,), 10.0, 10.0), 1, 40)


def test_the_page_is_for_everybody_and_carries_its_question_in_its_address(line, client):
    page = client.get("/place/ashby/hubs", {"kind": "library", "do": "add", "where": "neighbourhood:C"})
    assert page.status_code == 302 and "step=add%3Aneighbourhood%3AC" in page["Location"]
    body = client.get(page["Location"]).content.decode()
    assert "300 more people would live within 15 minutes" in body and "not known" in body
    rows = client.get("/place/ashby/hubs.json?kind=library").json()
    assert rows["whatif"]["everybody"]["within_before"] == 100 and rows["suggestion"] is None
    assert client.get("/place/ashby/hubs.csv?kind=library").content.decode("utf-8-sig").startswith("fifth,label")


def test_a_kept_what_if_by_which_people_lose_says_fewer_and_never_minus(line, make):
    lost = ScenarioRow("1", "Closed", "", True, 1, "libraries", 15, 1, -6202, timezone.now())
    said = render_to_string("evidence/hubs/kept.html", {"kept": [lost], "place": line})
    assert "6,202 fewer people within 15 minutes" in said and "-6" not in said


def test_a_form_without_a_spot_is_told_what_is_missing_and_loses_nothing(line, client):
    page = client.get("/place/ashby/hubs", {"kind": "library", "do": "add"})
    body = page.content.decode()
    assert page.status_code == 400 and '<a href="#where">Say where' in body and 'id="where_error"' in body
    assert 'value="add" id="do-add" checked' in body


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"do": "close", "hub": ""}, "hub", "Choose the hub that closes."),
        ({"do": "close", "hub": "nobody"}, "hub", "not here"),
        ({"do": "move", "hub": ""}, "hub", "Choose the hub that moves."),
        ({"do": "add", "postcode": "ZZ9 9ZZ"}, "postcode", "is not a postcode or neighbourhood"),
        ({"do": "dig"}, "do-add", "Choose whether a hub opens, moves or closes."),
        ({"suggest": "²"}, "many", "Say how many new hubs"),
    ],
)
def test_what_a_step_lacks_is_said_at_the_top_and_at_its_field(line, client, sent, field, said):
    page = client.get("/place/ashby/hubs", {"kind": "library", **sent})
    body = page.content.decode()
    summary = body.partition('<div class="nhsuk-error-summary"')[2].partition("</div>")[0]
    assert page.status_code == 400 and said in summary and f'<a href="#{field}">' in summary
    assert f'id="{field}_error"' in body and "<title>Something needs changing: " in body.replace("\n", "")
    program = client.get("/place/ashby/hubs.json", {"kind": "library", **sent})
    assert program.status_code == 400 and said in program.json()["error"]["detail"]


def test_what_ifs_are_kept_by_those_who_read_the_evidence_with_others_and_are_drafts_first(line, make):
    who = make.person(facilitator=line)
    with pytest.raises(NotAllowed, match="reads the evidence with others"):
        changes.keep_scenario(make.person(), place=line, name="A", question="", asked=LIBRARY)
    made = changes.keep_scenario(
        who, place=line, name="A room in C", question="Would it help?", asked=LIBRARY.then("add:neighbourhood:C")
    )
    assert [row.name for row in queries.scenarios(who, line)] == ["A room in C"]
    assert queries.scenarios(PUBLIC, line) == []
    with pytest.raises(NotFound):
        queries.scenario(PUBLIC, str(made.pk))
    changes.show_scenario(who, made, shown=True)
    assert queries.scenarios(PUBLIC, line)[0].more == 300
    with pytest.raises(Clash):
        changes.drop_scenario(who, made)


def test_a_kept_what_if_stays_as_it_stood_when_hubs_change_afterwards(line, make, hand):
    who = make.person(analyst=line)
    made = changes.keep_scenario(who, place=line, name="Now", question="", asked=LIBRARY)
    hand.asset(line.areas.get(code="B"), "library", dataset="libraries2023")
    changes.try_again(who, made, asked=LIBRARY.then("add:neighbourhood:B"))
    first, second = (queries.version(who, made, number) for number in ("1", "2"))
    assert len(first.present) == 1 and len(second.present) == 2
    assert queries.what_if_of(who, line, first).everybody.within_after == 100
    with pytest.raises(NotFound):
        queries.version(who, made, "7")


def test_a_number_of_a_what_if_can_be_cited_and_is_kept_for_good(line, make):
    about = citing.Asked("hubs.within:library", how={"within": 15, "steps": ["add:neighbourhood:C"]})
    figure = evidence_changes.keep_figure(make.person(), place=line, asked=about)
    assert figure.value == pytest.approx(66.67, abs=0.01) and "400 people" in figure.text
    assert "what if: A new hub in C." in figure.label and "straight line" in figure.method


def test_keeping_by_form_cites_the_number_it_rests_on_and_two_stand_side_by_side(line, make, client):
    account = make.account(steward=line)
    assert client.login(username=account.email, password=PASSWORD) or client.force_login(account) is None
    for name, query in (("As it is", "kind=library"), ("C too", "kind=library&step=add:neighbourhood:C")):
        assert client.get(f"/place/ashby/hubs/keep?{query}").status_code == 200
        kept = client.post(f"/place/ashby/hubs/keep?{query}", {"name": name, "why": "People of C asked."})
        assert kept.status_code == 302, kept.content.decode()
        assert name in client.get(kept["Location"]).content.decode()
    one, other = Scenario.objects.order_by("made_at")
    body = client.get("/place/ashby/hubs/beside", {"one": one.pk, "other": other.pk}).content.decode()
    assert "+300" in body and "C too" in body
    thread = client.get(f"/thread/evidence.scenario/{other.pk}").content.decode()
    assert "People within 15 minutes" in thread
    assert client.post(f"/what-if/{one.pk}/act", {"do": "show"}).status_code == 302
    assert Client().get(f"/what-if/{one.pk}").status_code == 200
    assert Client().get(f"/what-if/{other.pk}").status_code == 404


def test_where_nobody_is_known_to_live_the_page_says_so_and_nothing_is_suggested(hand, client):
    area = hand.area("A")
    hand.place(area)
    hand.asset(area, "library", dataset="libraries2023")
    page = client.get("/place/ashby/hubs?suggest=1")
    assert page.status_code == 400 and "Nobody is known to live here" in page.content.decode()
    assert client.get("/place/ashby/hubs?suggest=²").status_code == 400
    assert client.get("/place/ashby/hubs?step=add:51.0,0.0").status_code == 400


def test_the_evidence_of_a_place_leads_here(line):
    assert "hubs" in {each.path for those in ways.ways(PUBLIC, line).values() for each in those}
