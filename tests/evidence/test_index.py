"""An index that people make: what may count, how they weigh, what is kept, and that what is not known has no rank."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Clash, Invalid, NotAllowed, NotFound
from commonweal.evidence import changes as evidence
from commonweal.evidence.citing import Asked
from commonweal.evidence.index import changes, queries, weighing, working
from commonweal.evidence.models import IndexVersion, SessionWeights
from commonweal.journal.actor import PUBLIC
from tests.makers import PASSWORD

TODAY = timezone.localdate()
PARTS = [("overcrowded", True), ("no_car", True), ("owned", False)]
COLUMNS = {
    "overcrowded": ("ts052_05", "ts052_00"),
    "no_car": ("ts045_01", "ts045_00"),
    "owned": ("ts054_01", "ts054_00"),
}


@pytest.fixture
def ashby(hand):
    """Ten neighbourhoods A to J. A is the most crowded, J has the fewest cars; nobody knows who owns a home in E."""
    areas = [hand.area(letter) for letter in "ABCDEFGHIJ"]
    place = hand.place(*areas)
    for at, area in enumerate(areas):
        shown = {"overcrowded": 50.0 - at, "no_car": 10.0 + 3 * at, "owned": None if at == 4 else 60.0 + (at % 3)}
        for name, value in shown.items():
            top, bottom = COLUMNS[name]
            hand.value(area, f"census2021.{top}", value)
            hand.value(area, f"census2021.{bottom}", 100.0)
        hand.value(area, "census2021.ts052_04", 0.0)
        hand.value(area, "iod2025.imd_score", 40.0 - at)
        hand.value(area, "iod2025.imd_decile", 1 + at)
    return place


@pytest.fixture
def dot(make, ashby):
    return make.person(facilitator=ashby)


@pytest.fixture
def session(dot, ashby):
    return changes.begin(dot, place=ashby, name="The library, Thursday", on=TODAY, parts=PARTS)


def points(dot, session, *amounts, people=6):
    said = dict(zip([key for key, _harder in session.parts], amounts, strict=True))
    return changes.weigh(dot, session, way="points", said=said, people=people)


def test_only_what_is_counted_by_neighbourhood_and_is_nobodys_self_may_be_a_part(dot, ashby):
    offered = {each.key for each in queries.choices(dot, ashby)}
    assert offered == {"overcrowded", "no_car", "owned"}
    for wrong in ([("overcrowded", True)], [("overcrowded", True), ("muslim", True)], [("no_car", True)] * 2):
        with pytest.raises(Invalid):
            changes.begin(dot, place=ashby, name="Here", on=TODAY, parts=wrong)
    with pytest.raises(Invalid, match="where you sit"):
        changes.begin(dot, place=ashby, name=" ", on=TODAY, parts=PARTS)


def test_a_version_says_whose_weights_it_has_and_an_area_of_which_a_part_is_unknown_has_no_rank(dot, ashby, session):
    points(dot, session, 50, 0, 50)
    made = changes.keep(dot, session, reasons="“Crowded homes make us ill.”")
    found = queries.injustice(PUBLIC, made, newest=True)
    assert (found.version.number, found.version.people, found.version.where) == (1, 6, "The library, Thursday")
    by_name = {row.name: row for row in found.areas}
    assert by_name["E"].rank is None and by_name["E"].verdict == "unknown" and found.unknown == 1
    assert by_name["A"].rank == 1 and by_name["A"].imd_rank == 1 and found.areas[-1].name == "E"
    assert found.worst == 1 and {part.indicator: part.harder for part in found.parts}["owned"] is False
    assert "overcrowded homes" in found.parts[0].counted_by_imd and found.parts[0].cite.title == "Counted"
    assert by_name["A"].low <= 1 <= by_name["A"].high


def test_every_sheet_counts_for_those_it_speaks_for_and_the_difference_is_kept(dot, session):
    points(dot, session, 100, 0, 0, people=1)
    points(dot, session, 0, 100, 0, people=9)
    found = weighing.merged(session, list(session.weights.all()))
    assert found.mean.round(3).tolist() == [0.1, 0.9, 0.0] and found.highest.tolist() == [1, 1, 0]
    assert found.apart == pytest.approx(100)
    made = changes.keep(dot, session, reasons="We differ.")
    part = made.parts.get(indicator="no_car")
    assert (part.weight, part.lowest, part.highest) == (pytest.approx(0.9), 0, 1) and made.people == 10
    with pytest.raises(Clash):
        points(dot, session, 100, 0, 0)
    with pytest.raises(Clash):
        changes.keep(dot, session, reasons="Again")


def test_so_few_that_they_could_be_known_are_not_counted_out_nor_shown_apart(dot, session):
    points(dot, session, 100, 0, 0, people=1)
    points(dot, session, 0, 100, 0, people=2)
    found = queries.injustice(PUBLIC, changes.keep(dot, session, reasons="Three of us."), newest=True)
    assert found.version.people is None and found.version.apart is None
    assert all(part.lowest is None and part.highest is None for part in found.parts)


def test_points_that_do_not_come_to_a_hundred_are_told_and_nothing_is_stretched(dot, session):
    with pytest.raises(Invalid, match="come to 90, not to 100"):
        points(dot, session, 50, 40, 0)
    with pytest.raises(Invalid, match="move|Move"):
        changes.weigh(dot, session, way="sliders", said={key: 0 for key, _h in PARTS}, people=1)
    with pytest.raises(Invalid, match="how many people"):
        points(dot, session, 100, 0, 0, people=0)
    assert not SessionWeights.objects.exists()


def test_two_things_at_a_time_give_weights_and_say_where_they_go_round_in_a_circle(dot, session):
    a, b, c = (key for key, _harder in PARTS)
    changes.weigh(dot, session, way="pairs", said=[[a, b, 2.0], [b, c, 2.0], [a, c, 4.0]], people=5)
    changes.weigh(dot, session, way="pairs", said=[[a, b, 4.0], [b, c, 4.0], [c, a, 4.0]], people=5)
    first, second = queries.sheets(dot, session)
    assert [round(share) for _label, share in first.shares] == [57, 29, 14] and "go well together" in first.steady
    assert "circle" in second.steady
    with pytest.raises(Invalid, match="never set against"):
        changes.weigh(dot, session, way="pairs", said=[[a, b, 2.0]], people=5)


def test_what_changes_is_told_beside_the_version_before_and_earlier_ones_stay_readable(dot, ashby, session):
    points(dot, session, 100, 0, 0)
    first = changes.keep(dot, session, reasons="Homes.")
    again = changes.begin(dot, place=ashby, name="The mill", on=TODAY, parts=PARTS)
    points(dot, again, 0, 100, 0)
    second = changes.keep(dot, again, reasons="Buses.")
    found = queries.between(PUBLIC, first, second)
    assert (found.stay, found.enter, found.leave) == ((), ("I", "J"), ("A", "B"))
    assert [row.number for row in queries.versions(PUBLIC, ashby)] == [2, 1]
    with pytest.raises(NotFound):
        queries.version(PUBLIC, ashby, 3)


def test_only_those_who_read_the_evidence_with_others_hold_a_session(make, ashby, session):
    for who in (PUBLIC, make.person(), make.person(link_worker=ashby)):
        with pytest.raises(NotAllowed, match="reads the evidence with others"):
            changes.begin(who, place=ashby, name="Here", on=TODAY, parts=PARTS)
        with pytest.raises(NotAllowed):
            queries.session(who, str(session.pk))
    with pytest.raises(Invalid, match="why"):
        points(make.person(steward=ashby), session, 100, 0, 0)
        changes.keep(make.person(analyst=ashby), session, reasons="  ")


def test_a_rank_is_cited_with_its_range_and_its_weights(dot, ashby, session):
    assert queries.version(PUBLIC, ashby) is None
    points(dot, session, 100, 0, 0)
    changes.keep(dot, session, reasons="Homes.")
    kept = evidence.keep_figure(dot, place=ashby, asked=Asked("index.rank", area_key="neighbourhood:A"))
    assert kept.value == 1 and "between 1 and 1 in 90 of 100" in kept.text and "Overcrowded homes 100.0" in kept.method
    whole = evidence.keep_figure(dot, place=ashby, asked=Asked("index.certain"))
    assert whole.value == 2 and whole.text == "2 of 2" and whole.versions


def test_a_place_of_which_nothing_is_known_says_so_and_does_not_fail(hand, make):
    place = hand.place(hand.area("A"), slug="empty")
    held = working.work_out(place, (("overcrowded", True), ("no_car", True)), [0.5, 0.5])
    assert held.firm.verdicts == ("unknown",) and held.worst == frozenset() and held.with_imd is None


def test_pages_begin_weigh_look_keep_and_say_the_same_as_the_spreadsheet(make, ashby):
    account, client = make.account(facilitator=ashby), Client()
    client.login(username=account.email, password=PASSWORD)
    assert "Nobody here has chosen yet" in Client().get("/place/ashby/injustice").content.decode()
    assert Client().get("/place/ashby/injustice.json").status_code == 404
    there = "/place/ashby/injustice/session"
    assert client.post(there, {}).status_code == 400
    onward = client.post(there, {"name": "Here", "on": TODAY.isoformat(), "parts": ["overcrowded", "no_car-"]})
    session = onward["Location"]
    for way in ("sliders", "pairs", "points"):
        assert client.get(f"{session}?way={way}").status_code == 200
    look = client.post(session, {"way": "sliders", "do": "look", "overcrowded": "10", "no_car": "0"})
    assert look.status_code == 200 and "stay" in look.content.decode() and not SessionWeights.objects.exists()
    wrong = client.post(session, {"way": "points", "do": "put", "people": "5", "overcrowded": "10"})
    assert wrong.status_code == 400 and "come to 10, not to 100" in wrong.content.decode()
    client.post(session, {"way": "points", "do": "put", "people": "5", "overcrowded": "100"})
    client.post(session, {"way": "sliders", "do": "put", "people": "5", "overcrowded": "9", "no_car": "1"})
    client.post(session, {"way": "pairs", "do": "put", "people": "1", "pair-0": "4"})
    client.post(session, {"do": "drop", "number": "3"})
    assert "2 sheets" in client.get(session).content.decode()
    assert client.post(session, {"do": "keep"}).status_code == 400
    assert client.post(session, {"do": "keep", "reasons": "Homes come first."})["Location"].endswith("?done=kept")
    assert client.get(session)["Location"].endswith("/injustice?version=1")
    page = Client().get("/place/ashby/injustice").content.decode()
    assert "Homes come first." in page and "10 people" in page and "depend on what you value" in page
    assert IndexVersion.objects.get().ways == ["points", "sliders"]
    lines = Client().get("/place/ashby/injustice.csv").content.decode().splitlines()
    assert len(lines) == 11 and lines[1].startswith("neighbourhood:A,A,")
    assert Client().get("/place/ashby/injustice?version=9").status_code == 404
    assert Client().get("/place/ashby/injustice?version=x").status_code == 404
