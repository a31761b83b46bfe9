"""Buildings and green spaces as things people can reach: what their lists say of cost, hours and steps."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.directory import changes as directory
from commonweal.directory import kinds
from commonweal.directory.models import Asset, Audience
from commonweal.directory.withhold_changes import withhold
from commonweal.evidence import keep
from commonweal.evidence.access import cited, pictured, places_to_go, queries, supply, themes
from commonweal.evidence.access.question import BOTH, DAYTIME, EVENING, PLACES, WEEKEND, WHEN, Question
from commonweal.evidence.citing import Asked
from commonweal.journal.actor import HOUSE, PUBLIC

MONDAY = date(2026, 11, 30)
LEEDS = (53.8, -1.5)
ANYTHING = Question(among=PLACES, cost="", when="")
KM = 1 / 111.195  # of a degree northward


@pytest.fixture
def ashby(hand):
    """Two neighbourhoods five kilometres apart, 1,000 people each; the first is poor."""
    areas = []
    for number, (code, decile) in enumerate((("A", 1), ("B", 10))):
        area = hand.area(code, name=f"Ashby {code}")
        area.lat, area.lon = 51 + 5 * number * KM, 0.0
        area.save()
        hand.values(area, people=1000, decile=decile)
        areas.append(area)
    return hand.place(*areas)


@pytest.fixture
def stands(ashby, hand):
    """`stands("park", north=0.2, **details)`: a building or green space so many kilometres north of the first."""

    def made(kind, *, north=0.1, name="", **details):
        row = hand.asset(ashby.areas.order_by("key").first(), kind)
        told = {key.replace("_", " "): value for key, value in details.items()}
        Asset.objects.filter(pk=row.pk).update(lat=51 + north * KM, lon=0.0, name=name, details=told)
        row.refresh_from_db()
        return row

    return made


def test_a_place_with_an_empty_directory_is_asked_where_people_can_go_and_not_told_that_there_is_nothing(ashby, stands):
    stands("park", name="The Rec")
    assert queries.usual(ashby) == Question(among=PLACES, when="")
    found = queries.reach(PUBLIC, ashby, queries.usual(ashby))
    assert (found.asked, found.services, found.places, found.fits) == ("somewhere to go, free", 0, 1, 1)
    assert (found.whole.something, found.whole.nothing, found.cold) == (1000, 1000, 0)


def test_where_nothing_at_all_is_listed_what_is_on_is_asked_for(ashby):
    assert queries.usual(ashby) == Question()


def test_where_no_list_reaches_what_is_there_is_not_known_and_never_a_cold_spot(ashby, stands, hand):
    poor, rich = ashby.areas.order_by("key")
    for area, code in ((poor, "X1"), (rich, "X2")):
        hand.parent(area, hand.area(code, kind="lad24", name=code))
    park = stands("park", north=5.0)
    Asset.objects.filter(pk=park.pk).update(area=rich)  # nothing at all is listed of the first council
    found = queries.reach(PUBLIC, ashby, ANYTHING)
    states = {each.name: (each.state, each.reached, each.perhaps, each.cold) for each in found.areas}
    assert states == {"Ashby A": ("not known", None, None, False), "Ashby B": ("something", 1, 0, False)}
    assert (found.beyond, found.whole.not_known, found.whole.nothing) == (1, 1000, 0)
    on = queries.reach(PUBLIC, ashby, Question())  # what is on is written down here, and none is
    assert (on.beyond, on.whole.nothing) == (0, 2000)


def test_a_building_whose_whereabouts_are_withheld_is_no_place_to_go_from_that_moment(ashby, stands):
    run = directory.add_organization(HOUSE, place=ashby, name="Refuge", description="A refuge.")
    service = directory.add_service(HOUSE, organization=run, name="A safe room")
    house = stands("community_centre")
    directory.hold_at(HOUSE, service, house)
    assert supply.of(ashby, ANYTHING).places == 1
    location = service.service_at_locations.get().location
    withhold(HOUSE, location, audience=Audience.PARTNERS, reason="People are in danger if it is known.")
    assert supply.of(ashby, ANYTHING).places == 0
    assert str(house.pk) not in {each.id for each in queries.points(PUBLIC, ashby)}


def test_what_a_kind_costs_is_known_of_some_and_not_known_of_others(ashby, stands):
    stands("park"), stands("theatre")
    found = supply.of(ashby, Question(among=PLACES, when=""))
    assert {each.name: each.unsaid for each in found.offers} == {"park": (), "theatre": (supply.COST,)}
    assert kinds.kind("park").free is True and kinds.kind("theatre").free is None


@pytest.mark.parametrize(
    ("hours", "open_then"),
    [
        ("Mo-Fr 09:00-19:00; PH off", {DAYTIME: True, EVENING: True, WEEKEND: False}),
        ("Tu-Sa 10:00-17:00; Su 11:00-15:00", {DAYTIME: True, EVENING: False, WEEKEND: True}),
        ("Mo-Fr 09:00-17:20", {DAYTIME: True, EVENING: False, WEEKEND: False}),  # twenty minutes are no evening
        ("24/7", {DAYTIME: True, EVENING: True, WEEKEND: True}),
        ("Sa 00:15-00:30", {DAYTIME: False, EVENING: False, WEEKEND: False}),
        ('Mo-Fr 18:00-20:00 "by appointment"', {DAYTIME: False, EVENING: None, WEEKEND: False}),
        ("dawn-dusk", {DAYTIME: True, EVENING: False, WEEKEND: True}),  # it is dark at half past four
        ("9-5, and ask", {DAYTIME: None, EVENING: None, WEEKEND: None}),
    ],
)
def test_hours_are_read_as_mappers_write_them_and_what_cannot_be_read_is_not_known(hours, open_then):
    assert {when: places_to_go.is_open(hours, when, MONDAY, LEEDS) for when in WHEN} == open_then


def test_a_park_that_closes_at_dusk_is_open_on_an_evening_in_june(ashby, stands):
    assert places_to_go.is_open("dawn-dusk", EVENING, date(2026, 6, 15), LEEDS) is True


def test_a_place_that_says_it_is_shut_then_is_not_there_and_one_that_says_nothing_may_be(ashby, stands):
    stands("library", name="Shut", opening_hours__as_mapped="x")
    Asset.objects.filter(name="Shut").update(details={places_to_go.HOURS: "Mo-Fr 09:00-17:00"})
    stands("library", name="Silent")
    found = supply.of(ashby, Question(among=PLACES, when=EVENING))
    assert {each.name: each.unsaid for each in found.offers} == {"Silent": (supply.TIME,)}


def test_a_step_is_known_where_a_list_says_so_and_nobody_says_what_language_a_park_speaks(ashby, stands):
    for name, told in (("Level", "yes"), ("Steps", "no"), ("Partly", "limited"), ("Silent", "")):
        stands("park", name=name, wheelchair_access=told)
    found = supply.of(ashby, Question(among=PLACES, when="", access="step-free"))
    assert {each.name: each.unsaid for each in found.offers} == {
        "Level": (),
        "Partly": (supply.ACCESS,),
        "Silent": (supply.ACCESS,),
    }
    assert not supply.of(ashby, Question(among=PLACES, when="", language="urdu")).sure


def test_a_theme_counts_its_own_kinds_and_every_kind_it_names_exists(ashby, stands):
    stands("park"), stands("pharmacy"), stands("theatre")
    assert supply.of(ashby, Question(among=PLACES, cost="", when="", theme="green")).places == 1
    assert supply.of(ashby, ANYTHING).places == 2  # a pharmacy does not keep anybody company
    assert supply.of(ashby, Question(among=PLACES, cost="", when="", theme="mind")).places == 0
    named = {kind for each in themes.every().values() for kind in each.kinds}
    assert named <= set(kinds.every())
    assert all(str(each.place) for each in themes.every().values())


def test_a_large_park_begins_at_its_edge_and_is_one_thing(ashby, stands):
    wood = stands("park", north=2.0, name="Long Wood")
    walk = Question(among=PLACES, cost="", when="", minutes=15)
    assert queries.reach(PUBLIC, ashby, walk).whole.something == 0
    edges = [[51 + 0.5 * KM, 0.0], [51 + 0.6 * KM, 0.0], [51 + 3.5 * KM, 0.0]]
    Asset.objects.filter(pk=wood.pk).update(edge=edges)
    keep._kept.clear()  # loading anew is noted; this was written beside it
    found = queries.reach(PUBLIC, ashby, walk)
    assert (found.whole.something, found.fits) == (1000, 1)
    assert [each.reached for each in sorted(found.areas, key=lambda each: each.name)] == [1, 0]


def test_what_has_closed_is_not_somewhere_to_go(ashby, stands):
    row = stands("park")
    Asset.objects.filter(pk=row.pk).update(status=Asset.CLOSED)
    assert supply.of(ashby, ANYTHING).places == 0


def test_what_is_asked_stands_in_words():
    words = [Question(among=each, cost="", when="", theme="green").in_words() for each in ("services", PLACES, BOTH)]
    assert words == ["something green", "a green place", "something green or a green place"]


def test_a_kept_number_of_places_names_the_list_they_stand_in_so_that_taking_the_list_back_marks_it(ashby, stands):
    park = stands("park")
    found = cited.make(PUBLIC, ashby, Asked(about=cited.PEOPLE, how=Question(among=PLACES, when="").as_how()))
    assert str(park.version_id) in found.versions
    assert park.version.dataset.title in found.source and "services" not in found.source
    assert "taken to be free to go into" in found.method


def test_the_page_says_where_the_places_come_from_and_leads_to_each(client, ashby, stands):
    park = stands("park", name="The Rec")
    page = client.get("/place/ashby/reach?among=places&when=any&area=neighbourhood:A").content.decode()
    assert "Of 1 buildings and green spaces" in page and f"/asset/{park.pk}" in page
    assert "What is taken to be free, and open" in page
    other = client.get("/place/ashby/reach?among=services").content.decode()
    assert "Nothing is in the directory of this place yet." in other


def test_people_whom_no_list_reaches_are_never_drawn_as_having_nothing(client, ashby, stands, hand):
    poor, rich = ashby.areas.order_by("key")
    for area, code in ((poor, "X1"), (rich, "X2")):
        hand.parent(area, hand.area(code, kind="lad24", name=code))
    Asset.objects.filter(pk=stands("park", north=5.0).pk).update(area=rich)
    whole = queries.reach(PUBLIC, ashby, ANYTHING).whole
    assert (whole.nothing, whole.untold, whole.percent_untold) == (0, 1000, 50)
    (bar,) = pictured.bars([whole])
    assert bar.something + bar.untold == pictured.WIDTH
    page = client.get("/place/ashby/reach?among=places&cost=any&when=any").content.decode()
    assert "Of 1,000 it is not known: no list reaches where they live" in page
    evening = client.get("/place/ashby/reach?among=places&cost=free&when=weekday-evening").content.decode()
    assert "is <strong>not known</strong>: of 2,000 of 2,000 nobody can tell" in evening
    kept = cited.make(PUBLIC, ashby, Asked(about=cited.PEOPLE, how=ANYTHING.as_how()))
    assert (kept.low, kept.high) == (50, 100), "what no list reaches may be there"
