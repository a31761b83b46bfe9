"""Who we have not reached: what falls together, how firm it is, and that a find without anybody stands out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.evidence import changes as evidence
from commonweal.evidence.citing import Asked
from commonweal.evidence.missed import changes, pictured, queries
from commonweal.evidence.models import MissedFind
from commonweal.journal.actor import PUBLIC
from commonweal.listening.models import Outreach
from commonweal.listening.reached.changes import say_what_came
from tests.makers import PASSWORD

BY = timezone.localdate() + timedelta(days=9)
BOTH = ["overcrowded", "no_car"]


@pytest.fixture
def ashby(hand):
    """Eleven neighbourhoods: crowding is high in A and B, no car in B and C; of J nobody knows how crowded it is."""
    areas = [hand.area(letter) for letter in "ABCDEFGHIJK"]
    place = hand.place(*areas)
    for area in areas:
        crowded = None if area.code == "J" else {"A": 30.0, "B": 40.0}.get(area.code, 1.0)
        for key, value in (("ts052_04", crowded), ("ts052_05", 0.0), ("ts052_00", 100.0), ("ts007a_00", 1_000.0)):
            hand.value(area, f"census2021.{key}", value)
        hand.value(area, "census2021.ts045_01", {"B": 60.0, "C": 50.0}.get(area.code, 20.0))
        hand.value(area, "census2021.ts045_00", 100.0)
    return place


@pytest.fixture
def femi(make, ashby):
    return make.person(analyst=ashby)


@pytest.fixture
def find(femi, ashby):
    told = dict(name="Families in B", seen="Two are high here.", markers=BOTH, areas=["neighbourhood:B"])
    return changes.keep_find(femi, place=ashby, **told)


def test_combinations_name_their_neighbourhoods_and_the_people_who_live_there(ashby):
    found = queries.missed(PUBLIC, ashby, BOTH, 20)
    told = {row.label: (row.areas, row.people) for row in found.combinations}
    assert told["Overcrowded homes; Homes with no car or van"] == (("B",), 1_000)
    assert told["Overcrowded homes"] == (("A",), 1_000) and told["Homes with no car or van"] == (("C",), 1_000)
    assert found.together == 1 and found.markers[0].from_text == "30 in 100" and found.markers[0].only_with_others == 1


def test_what_is_not_known_is_said_to_be_not_known_and_is_never_low(ashby):
    found = queries.missed(PUBLIC, ashby, BOTH, 20)
    row = next(row for row in found.areas if row.name == "J")
    assert row.high == 0 and row.unknown == ("Overcrowded homes",) and found.markers[0].known == 10


def test_neighbourhoods_alike_in_what_is_high_stand_together_the_most_at_once_first(ashby):
    rows = queries.by_markers(queries.missed(PUBLIC, ashby, BOTH, 20).areas)
    together = [(each.high, each.markers, [row.name for row in each.areas]) for each in queries.alike(rows)]
    assert together == [
        (2, ("Overcrowded homes", "Homes with no car or van"), ["B"]),
        (1, ("Homes with no car or van",), ["C"]),
        (1, ("Overcrowded homes",), ["A"]),
        (0, (), ["J"]),
    ]


def test_the_page_says_in_short_what_was_found_and_folds_only_what_is_less(ashby, find):
    page = Client().get("/place/ashby/missed").content.decode()
    short = page.partition('class="panel in-short')[2].partition("</nav>")[0]
    assert "1 find was kept" in short and "nobody has taken 1 of them on" in short and "In 1 of 11" in short
    for way in re.findall('href="#(.*?)"', short):
        assert f'id="{way}"' in page
    assert "None is known to be high" in page.partition("Where one is high, or something is not known")[2]


def test_it_is_said_what_would_be_found_with_another_threshold_or_without_a_marker(ashby):
    found = queries.missed(PUBLIC, ashby, BOTH, 20)
    assert [(row.together, row.same) for row in found.moved] == [(1, 1), (1, 1)]


def test_a_find_nobody_has_taken_on_stands_out_and_comes_first(make, ashby, find, femi):
    changes.keep_find(femi, place=ashby, name="Deaf people", seen="No voice in sign.", community="Deaf")
    tom = make.person(link_worker=ashby)
    changes.take_on(tom, find, owner="Tom", way="there", by=BY)
    first, second = queries.finds(PUBLIC, ashby)
    assert (first.name, first.alone, second.alone) == ("Deaf people", True, False)
    assert second.outreach.owner == "" and queries.finds(tom, ashby)[1].outreach.owner == "Tom"
    assert second.areas == (("neighbourhood:B", "B"),) and "Counted" in second.source
    held = Outreach.objects.get()
    assert (held.group, held.value, held.place) == ("community", "Families in B", ashby)
    with pytest.raises(Clash):
        changes.take_on(tom, find, owner="Bo", way="there", by=BY)
    say_what_came(tom, held, came_of_it="Six came")
    find.refresh_from_db()
    changes.take_on(tom, find, owner="Bo", way="phone", by=BY)
    assert Outreach.objects.count() == 2


def test_a_find_names_somebody_somewhere_and_says_why(femi, ashby, hand):
    elsewhere = hand.area("Z")
    for wrong in (
        {"seen": " ", "areas": ["neighbourhood:B"]},
        {"seen": "Why", "areas": []},
        {"seen": "Why", "areas": [elsewhere.key]},
        {"seen": "Why", "areas": ["neighbourhood:B"], "markers": ["muslim"]},
    ):
        with pytest.raises(Invalid):
            changes.keep_find(femi, place=ashby, name="Some", **wrong)


def test_who_may_find_and_who_may_take_it_on(make, ashby, find):
    for who in (PUBLIC, make.person(), make.person(link_worker=ashby)):
        with pytest.raises(NotAllowed):
            changes.keep_find(who, place=ashby, name="Some", seen="Why", community="Deaf")
    with pytest.raises(NotAllowed, match="works with people"):
        changes.take_on(make.person(analyst=ashby), find, owner="Bo", way="there", by=BY)
    changes.let_go(make.person(steward=ashby), find)
    assert not MissedFind.objects.exists()


def test_the_number_can_be_cited_with_its_markers(femi, ashby):
    kept = evidence.keep_figure(femi, place=ashby, asked=Asked("missed.together", how={"markers": BOTH}))
    assert kept.text == "1 of 11" and "Overcrowded homes" in kept.label and kept.source.startswith("Counted")


def test_the_picture_has_a_bar_and_dots_for_each_combination(ashby):
    found = queries.missed(PUBLIC, ashby, BOTH, 20)
    drawn = pictured.upset(found.markers, found.combinations)
    assert [column.words for column in drawn.columns] == ["1", "1", "1"] and drawn.left_out == 0
    assert sum(on for column in drawn.columns for _y, on in column.dots) == 4
    assert pictured.upset(found.markers, ()) is None


def test_pages_show_keep_take_on_and_let_go(make, ashby):
    account, client = make.account(steward=ashby), Client()
    client.login(username=account.email, password=PASSWORD)
    page = Client().get("/place/ashby/missed").content.decode()
    assert "Who we have not reached" in page and "Published for whole councils only" in page and "not known" in page
    assert Client().get("/place/ashby/missed?marker=nonsense").status_code == 400
    assert Client().get("/place/ashby/missed/find").status_code == 403
    there = "/place/ashby/missed/find"
    assert "B · Overcrowded homes; Homes with no car or van" in client.get(there).content.decode()
    assert client.post(there, {"name": "Some", "seen": "Why"}).status_code == 400
    client.post(there, {"name": "Families in B", "seen": "Two are high.", "areas": ["neighbourhood:B"]})
    held = MissedFind.objects.get()
    assert held.markers == ["overcrowded", "no_car"]
    assert "Nobody has taken this on." in Client().get("/place/ashby/missed").content.decode()
    here = f"/missed-find/{held.pk}"
    assert client.get(here).status_code == 200 and client.post(here, {}).status_code == 400
    onward = client.post(here, {"owner": "Jo", "way": "there", "by": BY.isoformat()})
    assert onward.status_code == 302
    page = client.get("/place/ashby/missed").content.decode()
    assert "Nobody has taken this on." not in page and "Jo" in page
    lines = Client().get("/place/ashby/missed.csv").content.decode().splitlines()
    assert len(lines) == 12 and lines[1].startswith("neighbourhood:B,B,2,")
    assert client.post(f"{here}/let-go").status_code == 302 and not MissedFind.objects.exists()
