"""What people can reach: from the directory as it stands, by need; what is not known; and tables of minutes."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.directory import changes as directory
from commonweal.directory.models import Asset, Audience, Service
from commonweal.directory.withhold_changes import withhold
from commonweal.evidence.access import changes, packing, queries, reached, supply, themes, travel
from commonweal.evidence.access.question import DAYTIME, EVENING, FREE, WEEKEND, Question
from commonweal.evidence.changes import keep_figure
from commonweal.evidence.citing import Asked
from commonweal.evidence.models import Figure, MinutesTable
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.places.models import PlaceArea
from tests.makers import PASSWORD

FREE_EVENING = Question()
ANY = Question(cost="", when="")
KM = 1 / 111.195  # of a degree northward
TITLE = "A router, the map of June"


@pytest.fixture
def ashby(hand):
    """Three neighbourhoods in a row northward, a kilometre apart: 1,000, 2,000 and 500 people; the first is poor."""
    places = {}
    for number, (code, people, decile) in enumerate((("A", 1000, 1), ("B", 2000, 5), ("C", 500, 10))):
        area = hand.area(code, name=f"Ashby {code}")
        area.lat, area.lon = 51 + number * KM, 0.0
        area.save()
        hand.values(area, people=people, decile=decile)
        hand.box(area, number / 10, number / 10 + 0.05)
        places[code] = area
    return hand.place(*places.values())


@pytest.fixture
def offer(ashby, hand):
    """`offer("Choir", north=0.2, schedule=…, fees=…)`: a service in a hall so many kilometres north of the first."""
    run = directory.add_organization(HOUSE, place=ashby, name="The Commons", description="People who do things.")

    def made(name, *, north=0.0, schedule="", fees="", helps=(), organization=run):
        service = directory.add_service(
            HOUSE, organization=organization, name=name, helps_with=list(helps), fees_description=fees
        )
        area = ashby.areas.order_by("key").first()
        hall = hand.asset(area, "community_centre")
        Asset.objects.filter(pk=hall.pk).update(lat=51 + north * KM, name=f"Hall of {name}")
        hall.refresh_from_db()
        directory.hold_at(HOUSE, service, hall, schedule=schedule)
        return Service.objects.get(pk=service.pk)

    return made


def rows(place, question):
    found = queries.reach(PUBLIC, place, question)
    return {row.name: row for row in found.areas}


def test_people_within_a_quarter_of_an_hour_of_something_free_on_a_weekday_evening_are_counted_by_fifth(ashby, offer):
    offer("Singing", north=0.4, schedule="Tuesdays, 7 to 9", fees="Free")
    found = queries.reach(PUBLIC, ashby, FREE_EVENING)
    assert found.whole.people == 3500 and found.whole.something == 3000 and found.whole.nothing == 500
    assert [(each.fifth, each.something, each.nothing) for each in found.fifths] == [
        (1, 1000, 0),
        (3, 2000, 0),
        (5, 0, 500),
    ]
    assert found.straight_line and "straight line" in found.measured
    row = {each.name: each for each in found.areas}["Ashby A"]
    # 400 m in a straight line, times 1.3, at 80 m a minute.
    assert row.nearest_minutes == pytest.approx(6.5, rel=1e-3)
    assert row.for_1000_people == pytest.approx(1000 / 3000)


def test_what_does_not_say_is_not_known_and_what_says_no_is_not_there(ashby, offer):
    offer("Nobody said the price", schedule="Tuesdays, 7 to 9")
    offer("Nobody said when", fees="Free")
    offer("A pound", schedule="Tuesdays, 7 to 9", fees="£1")
    offer("Mornings", schedule="Tuesdays, 10 to 12", fees="Free")
    found = queries.reach(PUBLIC, ashby, FREE_EVENING)
    assert (found.fits, found.may_fit) == (0, 2)
    row = {each.name: each for each in found.areas}["Ashby A"]
    assert (row.reached, row.perhaps, row.state) == (0, 2, "perhaps")
    assert found.whole.perhaps == 1000 and found.whole.something == 0
    assert (ashby_said := supply.of(ashby, FREE_EVENING).offers)
    assert {each.name: each.unsaid for each in ashby_said} == {
        "Nobody said the price": (supply.COST,),
        "Nobody said when": (supply.TIME,),
    }


@pytest.mark.parametrize(
    ("schedule", "fits"),
    [
        ("Tuesdays, 7 to 9", {EVENING}),
        ("Tuesdays, 10 to 12", {DAYTIME}),
        ("Saturdays, 10 to 12", {WEEKEND}),
        ("Every day, 9 to 9", {EVENING, DAYTIME, WEEKEND}),
        ("Tuesdays", {"unknown " + EVENING, "unknown " + DAYTIME}),
        ("Ask for the day", {"unknown " + each for each in (EVENING, DAYTIME, WEEKEND)}),
    ],
)
def test_when_something_is_on_is_read_as_it_is_said(ashby, offer, schedule, fits):
    offer("It", schedule=schedule)
    got = set()
    for when in (EVENING, DAYTIME, WEEKEND):
        found = supply.of(ashby, Question(cost="", when=when))
        got |= {when} if found.sure else {f"unknown {when}"} if found.unsure else set()
    assert got == fits


def test_themes_are_told_by_the_words_services_use_and_by_green_spaces():
    about = themes.about
    assert about("creative", ["The Choir", "company"], frozenset()) is True
    assert about("green", ["Friends", "company"], frozenset({"green.yes"})) is True
    assert about("advice", ["Moneybags Disco", "dancing"], frozenset()) is False
    assert about("advice", ["Tuesdays"], frozenset()) is None  # nothing but a name, which does not tell
    assert all(themes.every()[key].label for key in themes.every())


def test_a_place_with_several_halls_is_one_thing_in_reach_of_each(ashby, offer, hand):
    service = offer("Lunch", north=0.1, fees="Free")
    second = hand.asset(ashby.areas.order_by("key").first(), "community_centre")
    Asset.objects.filter(pk=second.pk).update(lat=51 + 0.2 * KM)
    second.refresh_from_db()
    directory.hold_at(HOUSE, service, second)
    assert rows(ashby, ANY)["Ashby A"].reached == 1


def test_only_what_everybody_may_see_is_counted_and_withheld_whereabouts_are_never_used(ashby, offer):
    offer("Open", fees="Free")
    refuge = directory.add_organization(
        HOUSE, place=ashby, name="Refuge", description="A refuge.", audience=Audience.PARTNERS
    )
    offer("A safe room", organization=refuge)
    hidden = offer("Quiet tea", north=0.1, fees="Free")
    location = hidden.service_at_locations.get().location
    withhold(HOUSE, location, audience=Audience.PARTNERS, reason="People are in danger if it is known.")
    found = queries.reach(PUBLIC, ashby, ANY)
    assert (found.services, found.fits, found.nowhere) == (2, 1, 1)
    assert str(location.pk) not in {each.id for each in queries.points(PUBLIC, ashby)}
    names = [offer.name for offer, _minutes in reached.offers(queries.told(PUBLIC, ashby, ANY)[1], "neighbourhood:A")]
    assert names == ["Open"]


def test_cold_spots_are_where_need_is_hardest_and_nothing_is_known_to_be_in_reach(ashby, offer):
    offer("Far away", north=2.0, fees="Free", schedule="Mondays, 6 to 8")
    found = queries.reach(PUBLIC, ashby, FREE_EVENING)
    assert [row.name for row in found.areas if row.cold] == ["Ashby A"] and found.cold == 1
    offer("Next door", fees="Free", schedule="Mondays, 6 to 8")
    assert not queries.reach(PUBLIC, ashby, FREE_EVENING).cold
    assert queries.reach(PUBLIC, ashby, Question(few=1)).cold == 1  # one thing is too little, for whoever says so


def test_a_neighbourhood_without_a_middle_or_without_people_is_not_known(ashby, offer, hand):
    offer("Singing", fees="Free", schedule="Mondays, 6 to 8")
    lost = hand.area("D", name="Ashby D")
    PlaceArea.objects.create(place=ashby, area=lost)
    row = rows(ashby, FREE_EVENING)["Ashby D"]
    assert (row.reached, row.perhaps, row.people, row.state, row.cold) == (None, None, None, "not known", False)
    assert queries.reach(PUBLIC, ashby, FREE_EVENING).whole.people is None


def test_a_number_of_reach_can_be_cited_with_its_bounds_and_its_way_of_measuring(ashby, offer):
    offer("Singing", fees="Free", schedule="Mondays, 6 to 8")
    offer("Who knows", north=1.0)
    kept = keep_figure(HOUSE, place=ashby, asked=Asked("access.people", how=FREE_EVENING.as_how()))
    assert kept.value == pytest.approx(100 * 1000 / 3500)
    assert kept.high == pytest.approx(100 * 3000 / 3500)
    assert "straight line" in kept.method and "2 services" in kept.source
    one = keep_figure(HOUSE, place=ashby, asked=Asked("access.things", area_key="neighbourhood:B"))
    assert (one.value, one.high) == (0, 1)


def table_of(place, venue, *, minutes="4", origin="A", mode="walk"):
    return f"origin,destination,mode,minutes\n{origin},{venue},{mode},{minutes}\n"


def table(place, venue, **cells):
    """The same, read."""
    return changes.look_at(place, table_of(place, venue, **cells))


@pytest.fixture
def venue(ashby, offer):
    """The id of a hall across the river: near as the crow flies."""
    offer("Singing", north=0.4, fees="Free", schedule="Mondays, 6 to 8")
    return next(iter(supply.venues(ashby)))


def test_a_table_of_minutes_is_used_instead_of_the_line_and_a_withdrawn_one_no_more(ashby, venue, make):
    analyst = make.person(analyst=ashby)
    assert rows(ashby, FREE_EVENING)["Ashby A"].reached == 1
    (held,) = changes.bring_minutes(
        analyst, place=ashby, title=TITLE, found=table(ashby, venue, minutes="22"), licence="ODbL"
    )
    found = queries.reach(PUBLIC, ashby, FREE_EVENING)
    here = {row.name: row for row in found.areas}
    assert here["Ashby A"].reached == 0  # the way round by the bridge takes 22 minutes
    assert here["Ashby B"].reached == 1  # not in the table: by the line
    assert not found.straight_line and "does not name 2 neighbourhoods:" in found.measured
    assert rows(ashby, Question(minutes=30))["Ashby A"].nearest_minutes == 22
    assert rows(ashby, Question(way=travel.LINE))["Ashby A"].reached == 1
    kept = keep_figure(HOUSE, place=ashby, asked=Asked("access.people", how=FREE_EVENING.as_how()))
    assert str(held.pk) in kept.versions
    changes.withdraw_minutes(analyst, held, reason="The bridge was missing.")
    assert rows(ashby, FREE_EVENING)["Ashby A"].reached == 1
    assert Figure.objects.get(pk=kept.pk).withdrawn_because == "The bridge was missing."
    assert queries.tables(PUBLIC, ashby)[0].withdrawn
    with pytest.raises(Clash):
        changes.withdraw_minutes(analyst, held, reason="Once more.")


def test_what_is_wrong_in_a_table_is_told_cell_by_cell_and_nothing_is_kept(ashby, venue, make):
    text = f"origin,destination,mode,minutes\nA,{venue},walk,4\nZ,{venue},fly,soon\nB,nowhere,walk,-1\n"
    found = changes.look_at(ashby, text)
    assert (found.rows, found.wrong) == (3, 5)
    said = [str(each) for each in found.mistakes]
    assert said[0] == "Line 3, column “origin”: “Z” is no neighbourhood of this place."
    assert "Line 4, column “minutes”: “-1” is not a number of minutes." in said
    assert str(changes.look_at(ashby, "from,to\nA,B\n").mistakes[0]).startswith("Line 1, column “origin”")
    assert changes.look_at(ashby, "origin,destination,mode,minutes\n").wrong == 1
    with pytest.raises(Invalid):
        changes.bring_minutes(make.person(steward=ashby), place=ashby, title=TITLE, found=found)
    assert not MinutesTable.objects.exists()


def test_only_those_who_look_after_the_evidence_bring_a_table_and_the_same_file_only_once(ashby, venue, make):
    found = table(ashby, venue)
    with pytest.raises(NotAllowed):
        changes.bring_minutes(make.person(facilitator=ashby), place=ashby, title=TITLE, found=found)
    analyst = make.person(analyst=ashby)
    changes.bring_minutes(analyst, place=ashby, title=TITLE, found=found)
    with pytest.raises(Clash):
        changes.bring_minutes(analyst, place=ashby, title=TITLE, found=found)


def test_minutes_are_packed_to_a_tenth_and_come_back_in_order():
    start, to, minutes = packing.unpack(packing.pack([2, 0], [1, 5], [3.14, 600.0]))
    assert (start.tolist(), to.tolist(), minutes.tolist()) == ([2, 0], [1, 5], [3.1, 600.0])


def test_the_page_says_who_reaches_what_draws_it_and_has_its_twins(ashby, offer):
    offer("Singing", north=0.4, fees="Free", schedule="Tuesdays, 7 to 9", helps=["company"])
    visitor = Client()
    page = visitor.get("/place/ashby/reach").content.decode()
    assert "3,000 of 3,500" in page and "<svg" in page and "straight line" in page
    listed = visitor.get("/place/ashby/reach?area=neighbourhood:A").content.decode()
    assert "In reach of Ashby A" in listed and "/service/" in listed
    data = visitor.get("/place/ashby/reach.json?cost=any&when=any&theme=green").json()["reach"]
    assert data["fits"] == 0 and data["asked"] == "something green"
    assert "key,name,people" in visitor.get("/place/ashby/reach.csv").content.decode()
    assert visitor.get("/place/ashby/reach?minutes=7").status_code == 400
    assert visitor.get("/place/ashby/reach.json?minutes=7").status_code == 400
    assert "/place/ashby/reach" in visitor.get("/place/ashby/evidence").content.decode()


def test_a_place_with_nothing_written_down_is_told_so_and_not_that_there_is_nothing(ashby):
    assert "not the same as nothing being there" in Client().get("/place/ashby/reach").content.decode()


def test_an_analyst_looks_at_a_table_first_and_then_puts_it_to_use(ashby, venue, make, worked, tmp_path, settings):
    settings.VAR = tmp_path
    account = make.account(analyst=ashby)
    here = Client()
    here.login(username=account.email, password=PASSWORD)

    def send(text):
        file = SimpleUploadedFile("minutes.csv", text.encode(), "text/csv")
        told = {"file": file, "title": TITLE, "do": "minutes"}
        return worked(lambda: here.post("/place/ashby/reach/minutes", told))["Location"]

    wrong = here.get(send(table_of(ashby, "nowhere"))).content.decode()
    assert "“nowhere” is no venue" in wrong and "Nothing was kept." in wrong
    looked = send(table_of(ashby, venue))
    assert "Nothing is in use yet" in here.get(looked).content.decode()
    assert not MinutesTable.objects.exists()
    assert "It is in order, and not yet in use" in here.get("/place/ashby/reach/minutes").content.decode()
    assert Client().get(looked).status_code == 403
    assert worked(lambda: here.post(looked + "/use")).status_code == 302
    assert "It is in use" in here.get(looked).content.decode()
    assert here.post(looked + "/use").status_code == 400  # the file is gone: it was put to use
    held = MinutesTable.objects.get()
    assert TITLE in Client().get("/place/ashby/reach/minutes").content.decode()
    assert not list((tmp_path / "ways").iterdir())
    assert here.post(f"/place/ashby/reach/minutes/{held.pk}/withdraw", {"reason": "Wrong map."}).status_code == 302
    assert "Wrong map." in Client().get("/place/ashby/reach/minutes").content.decode()


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("minutes.pdf", b"x", "The file’s name ends in .csv."),
        ("minutes.csv", b"", "The file is empty."),
        ("minutes.csv", b"origin\xff", "not a .csv file in UTF-8"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(
    ashby, venue, make, worked, name, body, said, settings, tmp_path
):
    settings.VAR = tmp_path
    account = make.account(steward=ashby)
    here = Client()
    here.login(username=account.email, password=PASSWORD)
    told = {"file": SimpleUploadedFile(name, body), "title": TITLE, "do": "minutes"}
    page = worked(lambda: here.post("/place/ashby/reach/minutes", told))
    page = here.get(page["Location"]) if page.status_code == 302 else page
    assert said in page.content.decode() and not MinutesTable.objects.exists()


def test_whoever_is_nobody_may_not_bring_a_table(ashby):
    assert Client().post("/place/ashby/reach/minutes", {}).status_code == 403


def test_a_question_is_said_in_words_and_kept_with_a_number():
    asked = Question(theme="creative", cost=FREE, when=EVENING, language="urdu", access="step-free")
    assert asked.in_words() == "something creative, free, step-free, in Urdu, on a weekday evening"
    assert Question.of(asked.as_how() | {"elsewhere": 1}) == asked
