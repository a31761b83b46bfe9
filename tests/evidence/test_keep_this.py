"""The number that a page shows can be kept from that page: that very number, with its question, method and files."""

from __future__ import annotations

import html
import re

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from commonweal.directory import changes as directory
from commonweal.evidence import changes as evidence
from commonweal.evidence import citing, keep, kept_queries
from commonweal.evidence.index import changes as index
from commonweal.evidence.models import Figure
from commonweal.evidence.shares import changes as shares
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.places import changes as places
from commonweal.places.models import Value
from tests.makers import PASSWORD

KM = 1 / 111.195
FORM = re.compile(r'<input type="hidden" name="number" value="([^"]+)">')
RULE = {"fund": 1000.0, "kind": "neighbourhood", "head": 50.0, "need_1": "bad_health", "weight_1": 50.0, "current": ""}
TRIED = "fund=1000&kind=neighbourhood&head=50&need_1=bad_health&weight_1=50"


@pytest.fixture
def ashby(hand, make):
    """Ten neighbourhoods in a row, half a kilometre apart, each more deprived than the next; a library in the first."""
    areas = [hand.area(letter) for letter in "ABCDEFGHIJ"]
    place = hand.place(*areas)
    census, ranked, listed = (hand.version(name, f"{name}0123456789") for name in ("census", "ranked", "listed"))
    for at, area in enumerate(areas):
        area.lat, area.lon = 51 + at * KM / 2, 0.0
        area.save()
        counts = {"ts007a_00": 1_000, "ts037_00": 1_000, "ts037_04": 200 - 15 * at, "ts037_05": at % 2}
        counts |= {"ts052_00": 100, "ts052_04": 0, "ts052_05": 50 - at, "ts045_00": 100, "ts045_01": 10 + 3 * at}
        for key, value in counts.items():
            hand.value(area, f"census2021.{key}", float(value), version=census)
        hand.value(area, "iod2025.imd_score", 60.0 - 5 * at, version=ranked)
        hand.value(area, "iod2025.imd_decile", 1.0 + at, version=ranked)
    library = hand.asset(areas[0], "library")
    library.version = listed
    library.save()
    run = directory.add_organization(HOUSE, place=place, name="The Commons", description="People who do things.")
    service = directory.add_service(HOUSE, organization=run, name="Singing", fees_description="Free")
    hall = hand.asset(areas[0], "community_centre")
    directory.hold_at(HOUSE, service, hall, schedule="Mondays, 6 to 8")
    dot = make.person(facilitator=place)
    parts = [("overcrowded", True), ("no_car", True), ("bad_health", True)]
    session = index.begin(dot, place=place, name="The library", on=timezone.localdate(), parts=parts)
    index.weigh(dot, session, way="points", said={"overcrowded": 50, "no_car": 30, "bad_health": 20}, people=6)
    index.keep(dot, session, reasons="Crowded homes make us ill.")
    return place


@pytest.fixture
def member(make):
    """Somebody signed in, who looks after nothing."""
    account, client = make.account(), Client()
    assert client.login(username=account.email, password=PASSWORD)
    return client


def offered(client, at):
    """What the forms of a page carry."""
    page = client.get(at)
    assert page.status_code == 200
    return [html.unescape(each) for each in FORM.findall(page.content.decode())]


def kept(client, sealed, slug="ashby"):
    sent = client.post(f"/place/{slug}/cite", {"number": sealed})
    assert sent.status_code == 302 and sent["Location"].startswith("/figure/")
    return Figure.objects.get(pk=sent["Location"].rpartition("/")[2])


def told(client, at, *path):
    """A number in the data of the same page."""
    where, _mark, asked = at.partition("?")
    found = client.get(f"{where}.json?{asked}").json()
    for step in path:
        found = found[step]
    return found


def share(client, at):
    whole = told(client, at, "reach", "whole")
    return 100 * whole["something"] / whole["people"]


def times(client, at):
    heads = [each["after"] for each in told(client, at, "shares", "fifths") if each["after"] is not None]
    return heads[0] / heads[-1]


# Page → the number it shows, as its own data has it; the files whose taking back marks what was kept.
PAGES = {
    "inequality/bad_health": (lambda c, at: told(c, at, "gap", "gap", "sii"), {"census", "ranked"}),
    "reach?minutes=10&cost=free": (share, {"census"}),
    "hubs?kind=library&within=10": (lambda c, at: told(c, at, "whatif", "everybody", "share_after"),
                                    {"census", "ranked", "listed"}),
    "hubs?kind=library&within=10&step=add:51.03,0.0": (
        lambda c, at: told(c, at, "whatif", "everybody", "share_after"), {"census", "ranked", "listed"}
    ),
    "injustice": (lambda c, at: told(c, at, "injustice", "certain"), {"census"}),
    f"shares?{TRIED}": (times, {"census", "ranked"}),
    "missed?marker=overcrowded&marker=no_car&top=20": (lambda c, at: told(c, at, "missed", "together"), {"census"}),
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_keeps_the_very_number_it_shows_and_it_is_marked_when_a_file_is_taken_back(ashby, member, page):
    shown, files = PAGES[page]
    at = f"/place/ashby/{page}"
    assert offered(Client(), at) == []  # whoever is nobody is offered nothing
    first = kept(member, offered(member, at)[0])
    assert first.value == pytest.approx(shown(member, at)) and first.place == ashby
    assert first.method and first.method_version and first.source
    row = kept_queries.kept_figure(PUBLIC, str(first.pk))
    assert {each.dataset for each in row.files} == files
    # The same again is the same number; made anew from what it asked, it is the same, too.
    assert kept(member, offered(member, at)[0]) == first
    again = citing.work_out(HOUSE, ashby, citing.Asked(first.about, first.area_key, first.community, first.asked))
    assert again.value == first.value and again.text == first.text
    for each in row.files:
        Figure.objects.filter(pk=first.pk).update(withdrawn_at=None)
        assert evidence.withdraw_figures(HOUSE, version=row.versions[row.files.index(each)], reason="Wrong.") == 1


def test_both_measures_of_a_gap_can_be_kept(ashby, member):
    slope, ratio = (kept(member, each) for each in offered(member, "/place/ashby/inequality/bad_health"))
    assert (slope.about, ratio.about) == ("inequality.sii:bad_health", "inequality.rii:bad_health")
    assert "ranked" in slope.source.lower() and "census" in slope.source.lower()


def test_a_kept_way_of_sharing_is_marked_when_a_file_it_was_worked_out_from_is_taken_back(ashby, member, make):
    held = shares.keep(make.person(facilitator=ashby), place=ashby, title="By need", asked=RULE)
    figure = kept(member, offered(member, f"/share-proposal/{held.pk}")[0])
    assert figure.value == pytest.approx(times(member, f"/place/ashby/shares?{TRIED}"))
    version = Value.objects.filter(measure__key="census2021.ts037_04").first().version
    places.withdraw_version(HOUSE, version, why="The wrong year.")
    figure.refresh_from_db()
    assert figure.withdrawn_at


def test_of_an_earlier_version_of_the_index_its_own_number_is_kept(ashby, member, make):
    dot = make.person(facilitator=ashby)
    parts = [("overcrowded", True), ("no_car", True)]
    session = index.begin(dot, place=ashby, name="The hall", on=timezone.localdate(), parts=parts)
    index.weigh(dot, session, way="points", said={"overcrowded": 50, "no_car": 50}, people=6)
    index.keep(dot, session, reasons="Half and half.")
    first = kept(member, offered(member, "/place/ashby/injustice?version=1")[0])
    second = kept(member, offered(member, "/place/ashby/injustice")[0])
    assert (first.asked, second.asked) == ({"version": 1}, {"version": 2}) and first.followed_by is None


def test_a_number_that_has_changed_since_the_page_was_opened_is_not_kept_unseen(ashby, member):
    (sealed, _ratio) = offered(member, "/place/ashby/inequality/bad_health")
    Value.objects.filter(measure__key="census2021.ts037_04", area__code="A").update(value=900)
    keep._kept.clear()
    refused = member.post("/place/ashby/cite", {"number": sealed})
    assert refused.status_code == 409 and "has changed since" in refused.content.decode()
    assert not Figure.objects.filter(about__startswith="inequality").exists()


def test_what_no_page_offered_is_refused_in_words(ashby, member):
    forged = signing.dumps(["inequality.sii:bad_health", "", "", {}, 1.0], salt="another")
    for wrong in ("nonsense", forged, offered(member, "/place/ashby/injustice")[0][:-3]):
        refused = member.post("/place/ashby/cite", {"number": wrong})
        assert refused.status_code == 400 and "not offered by a page of ours" in refused.content.decode()
    assert Client().post("/place/ashby/cite", {"number": "nonsense"}).status_code == 403


def test_somebody_can_say_what_they_make_of_a_kept_number_until_its_file_is_taken_back(ashby, member):
    figure = kept(member, offered(member, "/place/ashby/missed")[0])
    assert f"/place/ashby/say?answer={figure.pk}" in Client().get(f"/figure/{figure.pk}").content.decode()
    page = Client().get(f"/place/ashby/say?answer={figure.pk}").content.decode()
    assert "You are answering" in page and figure.text in page
    evidence.withdraw_figures(HOUSE, version=figure.versions[0], reason="Wrong.")
    assert "say?answer" not in Client().get(f"/figure/{figure.pk}").content.decode()
