"""Sharing a fund by people and need: tried out by anybody, kept by some, and honest about what a rule moves."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Invalid, NotAllowed
from commonweal.evidence import changes as evidence
from commonweal.evidence import citing
from commonweal.evidence import queries as facts
from commonweal.evidence.models import ShareProposal
from commonweal.evidence.shares import changes, current, known, needs, queries
from commonweal.inquiry import changes as inquiry
from commonweal.journal import trace
from commonweal.journal.actor import PUBLIC
from commonweal.journal.refs import Ref
from commonweal.listening.changes import record_voice
from tests.makers import PASSWORD

KIND = "neighbourhood"
NONE = dict.fromkeys(("need_2", "weight_2", "need_3", "weight_3", "floor", "floor_head", "cap_head", "pace"))
HALF = {"fund": 1000.0, "kind": KIND, "head": 50.0, "need_1": "bad_health", "weight_1": 50.0, "current": "", **NONE}


@pytest.fixture
def ashby(hand):
    """Three neighbourhoods of 100 people; in the first, which is the most deprived, 30 are in bad health."""
    areas = [hand.area(name) for name in ("Mill", "Green", "Park")]
    for area, bad, decile in zip(areas, (20, 5, 5), (1, 5, 10), strict=True):
        hand.values(area, people=100, decile=decile, all_health=100, bad=bad, very_bad=bad / 2)
    return hand.place(*areas)


def test_half_by_people_and_half_by_need_adds_up_and_says_who_gains(ashby):
    made = queries.worked_out(PUBLIC, ashby, HALF)
    assert {row.name: row.pounds for row in made.areas} == {"Mill": 500.0, "Green": 250.0, "Park": 250.0}
    assert made.fund == 1000 and round(sum(row.gains for row in made.areas), 2) == 0
    assert made.summary[0] == "Compared with before, 1 area gains and 2 areas lose. Of £1,000, £167 changes hands."
    assert "£5.00 a head" in made.summary[1] and "2.00 times as much" in made.summary[1]
    assert [(each.fifth, each.after) for each in made.fifths if each.after] == [(1, 5.0), (3, 2.5), (5, 2.5)]
    assert made.sources[0].title == "Counted" and made.alarms == ()


def test_a_term_that_moves_nothing_is_told_in_plain_words(ashby, hand):
    for area in ("Mill", "Green", "Park"):
        held = ashby.areas.get(name=area)
        hand.value(held, "census2021.ts038_00", 100)
        hand.value(held, "census2021.ts038_01", 20)
    made = queries.worked_out(PUBLIC, ashby, HALF | {"need_2": "disabled", "weight_2": 50.0})
    (alarm,) = made.alarms
    assert alarm.title == "“Disabled people” moves next to nothing" and "1.000 times" in alarm.words


def test_what_each_gets_now_can_be_pasted_and_holds_the_pace(ashby):
    pasted = "Area\tNow\nMill\t£300\nGreen\t300\nPark\t400\n"
    made = queries.worked_out(PUBLIC, ashby, HALF | {"current": pasted, "pace": 10.0})
    assert [(row.name, row.before, row.pounds) for row in made.areas] == [
        ("Green", 300.0, 305.0),
        ("Mill", 300.0, 330.0),
        ("Park", 400.0, 365.0),
    ] or all(0.9 * row.before - 0.01 <= row.pounds <= 1.1 * row.before + 0.01 for row in made.areas)
    with pytest.raises(Invalid, match="For a pace"):
        queries.worked_out(PUBLIC, ashby, HALF | {"pace": 10.0})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mill,1\nGreen,2", r"is missing: Park \(areas missing: 1\)"),
        ("Mill,1\nMoor,2", "Line 2: no area here is called “Moor”"),
        ("Mill,1\nGreen,some", "Line 2: after “Green” an amount is missing"),
        ("Mill,1\nGreen,-2", "Line 2"),
    ],
)
def test_a_list_that_is_not_understood_is_told_by_its_line(ashby, text, said):
    from commonweal.evidence.shares import needs

    with pytest.raises(Invalid, match=said):
        current.amounts(text, needs.land(PUBLIC, "ashby", KIND).areas)


def test_a_rule_that_cannot_be_is_refused_in_a_sentence(ashby):
    for wrong, said in (
        ({"floor": 400.0}, "floors"),
        ({"head": None, "need_1": ""}, "by people, by a need, or both"),
        ({"cap_head": 1.0}, "leave money over"),
    ):
        with pytest.raises(Invalid, match=said):
            queries.worked_out(PUBLIC, ashby, HALF | wrong)


def test_where_it_is_not_known_how_many_live_somewhere_nothing_is_guessed(hand):
    place = hand.place(hand.area("One"), hand.area("Two"))
    with pytest.raises(Invalid, match="not known how many people"):
        queries.worked_out(PUBLIC, place, HALF)


def test_anybody_tries_it_out_by_a_form_that_becomes_an_address(ashby):
    client = Client()
    typed = {"fund": "1000", "kind": KIND, "head": "50", "need_1": "bad_health", "weight_1": "50"}
    sent = client.post("/place/ashby/shares/try", typed)
    assert sent.status_code == 302 and "need_1=bad_health" in sent["Location"]
    page = client.get(sent["Location"]).content.decode()
    assert "gains <b>£166.67</b>" in page and "50% by people alone" in page and "Keep it" not in page
    told = json.loads(client.get(sent["Location"].replace("/shares?", "/shares.json?")).content)
    assert sum(row["pounds"] for row in told["shares"]["areas"]) == 1000
    assert b"Mill" in client.get(sent["Location"].replace("/shares?", "/shares.csv?")).content


def test_what_is_typed_wrongly_is_told_and_kept_in_the_form(ashby):
    sent = Client().post("/place/ashby/shares/try", {"fund": "", "kind": KIND, "head": "7"})
    assert sent.status_code == 400 and b"Say how much money" in sent.content and b'value="7"' in sent.content
    asked = Client().get("/place/ashby/shares.json?fund=1&kind=moon")
    assert asked.status_code == 400 and "detail" in json.loads(asked.content)["error"]


def test_a_first_visit_has_something_to_look_at_and_an_empty_place_says_what_is_missing(ashby, hand):
    assert "What this rule does" in Client().get("/place/ashby/shares").content.decode()
    hand.place(slug="empty")
    assert "nothing to share between yet" in Client().get("/place/empty/shares").content.decode()


def test_a_facilitator_keeps_one_and_everybody_may_read_and_cite_it(ashby, make):
    account = make.account(facilitator=ashby)
    client = Client()
    client.login(username=account.email, password=PASSWORD)
    typed = {"fund": "1000", "kind": KIND, "head": "50", "need_1": "bad_health", "weight_1": "50"}
    assert client.post("/place/ashby/shares/keep", typed).status_code == 400
    sent = client.post("/place/ashby/shares/keep", typed | {"title": "Half and half", "reason": "To begin with."})
    held = ShareProposal.objects.get()
    assert sent["Location"] == f"/share-proposal/{held.pk}" and held.fund == 100_000
    assert "Half and half" in Client().get(f"/share-proposal/{held.pk}").content.decode()
    assert "Half and half" in Client().get("/place/ashby/shares").content.decode()
    figure = evidence.keep_figure(make.person(), place=ashby, asked=citing.Asked(f"shares:{held.pk}"))
    assert figure.text == "£5.00 for the most deprived here, £2.50 for the least" and figure.value == 2.0


def test_a_proposal_says_because_of_what_and_the_thread_shows_it_both_ways(ashby, make):
    account, client = make.account(facilitator=ashby), Client()
    client.login(username=account.email, password=PASSWORD)
    number = evidence.keep_figure(make.person(), place=ashby, asked=citing.Asked("indicator:bad_health"))
    said = dict(kind="story", words="The bus stops at six.", agreed=["listen", "publish"])
    voice = record_voice(make.contributor(), place=ashby, **said)
    decision = inquiry.make_decision(
        make.person(steward=ashby),
        place=ashby,
        title="Money follows need",
        on=timezone.localdate(),
        by_whom="The residents’ meeting",
    )
    page = client.get("/place/ashby/shares").content.decode()
    assert "Because of what?" in page and "Money follows need" in page and number.label in page
    assert "Because of what?" not in Client().get("/place/ashby/shares").content.decode()
    typed = {"fund": "1000", "kind": KIND, "head": "50", "need_1": "bad_health", "weight_1": "50", "title": "Half"}
    typed |= {"because": [f"evidence.figure/{number.pk}", f"inquiry.decision/{decision.pk}"]}
    for wrong in ("nonsense", "/figure/00000000-0000-0000-0000-000000000000"):
        refused = client.post("/place/ashby/shares/keep", typed | {"more": wrong})
        assert refused.status_code == 400 and "Something needs changing" in refused.content.decode()
        assert f'value="evidence.figure/{number.pk}" checked' in refused.content.decode()
    assert not ShareProposal.objects.exists()
    assert client.post("/place/ashby/shares/keep", typed | {"more": f"/voice/{voice.pk}"}).status_code == 302
    held = Ref("evidence.share_proposal", str(ShareProposal.objects.get().pk))
    back = {str(each.thing) for each in trace.back(PUBLIC, held).steps}
    assert {f"evidence.figure/{number.pk}", f"inquiry.decision/{decision.pk}", f"listening.voice/{voice.pk}"} <= back
    assert held in {each.thing for each in trace.forward(PUBLIC, Ref("listening.voice", str(voice.pk))).steps}
    thread = Client().get(f"/thread/{held}").content.decode()
    assert number.label in thread and "Money follows need" in thread


def test_a_visitor_keeps_nothing(ashby, make):
    for who in (PUBLIC, make.person()):
        with pytest.raises(NotAllowed):
            changes.keep(who, place=ashby, title="Mine", asked=HALF)
    assert known.make(PUBLIC, ashby, citing.Asked("shares:nothing")) is None


def test_an_area_that_reaches_beyond_the_place_is_called_the_part_of_it_that_is_here(ashby):
    rows = facts.neighbourhoods(PUBLIC, ashby.slug, needs.kinds(PUBLIC, ashby.slug)[0][0])
    assert needs.called(rows[0]) == (rows[0].local_name or rows[0].name)
    assert needs.called(replace(rows[0], partly=True)).endswith(", the part of it that is here")
