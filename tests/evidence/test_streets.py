"""The streets of a place: read once from a map, walked on by reach and by hubs, taken back. A river runs through it."""

from __future__ import annotations

import gzip
import json
from datetime import date

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from typer.testing import CliRunner

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.directory import changes as directory
from commonweal.directory.models import Asset
from commonweal.evidence.access import bringing, changes, commands, queries, streets, supply, travel, walked
from commonweal.evidence.access.question import Question
from commonweal.evidence.changes import keep_figure
from commonweal.evidence.citing import Asked as Cited
from commonweal.evidence.hubs import changes as hubs
from commonweal.evidence.hubs import queries as kept_hubs
from commonweal.evidence.hubs import suggesting, working
from commonweal.evidence.hubs.asking import Asked
from commonweal.evidence.models import Bringing, Figure, MinutesTable, Streets
from commonweal.feeds import osm_network
from commonweal.journal.actor import HOUSE, PUBLIC
from tests.feeds.test_gtfs import packed
from tests.makers import PASSWORD
from tests.methods.test_access import dense
from tests.methods.test_network import slow

osmium = pytest.importorskip("osmium")
M = 1 / 111_195  # of a degree northward, and at the equator eastward
ANY = Question(cost="", when="")
TITLE = "OpenStreetMap, Ashby"
SUMMER = date(2026, 6, 1)
# The equator is where a metre east is a metre north. A street goes up each bank; the one bridge is 900 m to the east.
SPOTS = {"A": (0, 0), "south": (450, 0), "bridge": (450, 900), "over": (550, 900), "north": (550, 0), "B": (1000, 0),
         "C": (2000, 0)}  # fmt: skip
WAYS = (("A", "south", "bridge", "over", "north", "B"), ("B", "C"))


def draw(path, *, spots=SPOTS, ways=WAYS, highway="residential", of_when=None):
    """A map of these ways, as a map is handed over."""
    number = {name: at for at, name in enumerate(spots, start=1)}
    header = osmium.io.Header()
    if of_when:
        header.set("osmosis_replication_timestamp", of_when)
    path.unlink(missing_ok=True)
    writer = osmium.SimpleWriter(str(path), header=header)
    for name, (north, east) in spots.items():
        writer.add_node(osmium.osm.mutable.Node(id=number[name], location=(east * M, north * M), version=1))
    for at, way in enumerate(ways, start=1):
        nodes = [number[each] for each in way]
        writer.add_way(osmium.osm.mutable.Way(id=at, nodes=nodes, tags={"highway": highway}, version=1))
    writer.close()
    return path


@pytest.fixture
def ashby(hand):
    """Three neighbourhoods northward, a kilometre apart; and one in the hills, 3 km from any street."""
    areas = []
    for code, north, east, people in (("A", 0, 0, 1000), ("B", 1000, 0, 2000), ("C", 2000, 0, 500), ("D", 0, 3000, 50)):
        area = hand.area(code, name=f"Ashby {code}")
        area.lat, area.lon = north * M, east * M
        area.save()
        hand.values(area, people=people, decile=1 + 2 * len(areas))
        areas.append(area)
    return hand.place(*areas)


@pytest.fixture
def library(ashby, hand):
    """A library by the northern bank: 400 m from B's middle, 600 m from A's as a crow flies, 2,400 m on foot."""
    made = hand.asset(ashby.areas.get(code="B"), "library", dataset="libraries2023")
    Asset.objects.filter(pk=made.pk).update(lat=600 * M, lon=0.0, name="The library")
    made.refresh_from_db()
    return made


@pytest.fixture
def lent(library, ashby):
    """A service in the library, so that it is a venue."""
    run = directory.add_organization(HOUSE, place=ashby, name="Readers", description="They read.")
    service = directory.add_service(HOUSE, organization=run, name="Reading", helps_with=[], fees_description="Free")
    directory.hold_at(HOUSE, service, library)
    library.service = service
    return library


@pytest.fixture
def walked_on(ashby, tmp_path):
    """Streets in use."""
    return bring(ashby, draw(tmp_path / "ashby.osm.pbf"))


def bring(place, path, title=TITLE, who=HOUSE):
    return changes.bring_streets(who, place=place, title=title, laid=streets.lay(place, path, vintage=SUMMER))


def rows(place, question=ANY):
    return {row.name: row for row in queries.reach(PUBLIC, place, question).areas}


def test_what_is_near_across_a_river_is_far_on_foot_and_the_page_says_on_whose_streets(ashby, lent, walked_on):
    assert rows(ashby, Question(cost="", when="", way=travel.LINE))["Ashby A"].nearest_minutes == pytest.approx(9.75)
    here = rows(ashby)
    assert here["Ashby A"].reached == 0 and here["Ashby B"].nearest_minutes == pytest.approx(5.0, abs=0.25)
    body = Client().get("/place/ashby/reach?cost=any&when=any").content.decode()
    assert "on the streets of OpenStreetMap, Ashby, 1 June 2026" in body
    assert "© OpenStreetMap contributors, Open Data Commons Open Database License" in body
    assert "No street is within 500 m of 1 neighbourhood: there it is the straight line times 1.3." in body


def test_where_no_street_is_near_the_straight_line_is_taken_and_counted(ashby, lent, walked_on, hand):
    assert (walked_on.homes, walked_on.far) == (4, 1)
    hut = hand.asset(ashby.areas.get(code="D"), "community_centre")
    Asset.objects.filter(pk=hut.pk).update(lat=400 * M, lon=3000 * M)
    hut.refresh_from_db()
    directory.hold_at(HOUSE, lent.service, hut)
    assert rows(ashby)["Ashby D"].nearest_minutes == pytest.approx(6.5, abs=0.01)  # 400 m, times 1.3
    assert "within 500 m of 1 neighbourhood and 1 venue:" in queries.reach(PUBLIC, ashby, ANY).measured


def test_every_question_is_answered_from_one_search(ashby, lent, walked_on, monkeypatch):
    searches = []
    found = walked.minutes
    monkeypatch.setattr(walked, "minutes", lambda *asked: searches.append(asked) or found(*asked))
    for minutes in (5, 10, 15):
        queries.reach(PUBLIC, ashby, Question(cost="", when="", minutes=minutes))
    assert len(searches) == 1


def test_a_number_cited_from_streets_names_them_and_is_marked_as_they_are_taken_back(ashby, lent, walked_on, make):
    kept = keep_figure(HOUSE, place=ashby, asked=Cited("access.people", how=ANY.as_how()))
    assert str(walked_on.pk) in kept.versions and "© OpenStreetMap contributors" in kept.method
    analyst = make.person(analyst=ashby)
    with pytest.raises(NotAllowed):
        changes.withdraw_streets(make.person(facilitator=ashby), walked_on, reason="No.")
    with pytest.raises(Invalid, match="Say why"):
        changes.withdraw_streets(analyst, walked_on, reason=" ")
    changes.withdraw_streets(analyst, walked_on, reason="The bridge is closed.")
    assert Figure.objects.get(pk=kept.pk).withdrawn_because == "The bridge is closed."
    assert rows(ashby)["Ashby A"].reached == 1  # by the straight line again
    with pytest.raises(Clash):
        changes.withdraw_streets(analyst, walked_on, reason="Again.")
    assert "The bridge is closed." in Client().get("/place/ashby/reach/minutes").content.decode()


def test_newer_streets_are_used_and_older_ones_can_still_be_chosen(ashby, lent, walked_on, tmp_path):
    mended = (*WAYS, ("south", "north"))  # a new bridge
    newer = bring(ashby, draw(tmp_path / "newer.osm.pbf", ways=mended), title="With the new bridge")
    assert rows(ashby)["Ashby A"].nearest_minutes == pytest.approx(7.5, abs=0.25)
    assert rows(ashby, Question(cost="", when="", way=str(walked_on.pk)))["Ashby A"].reached == 0
    assert [key for key, _words in travel.ways(ashby)] == [str(newer.pk), str(walked_on.pk), travel.LINE]
    with pytest.raises(Clash, match="very file"):
        bring(ashby, draw(tmp_path / "newer.osm.pbf", ways=mended))


LIBRARY = Asked("library", 15)


def test_hubs_are_measured_on_streets_wherever_they_stand(ashby, library, walked_on):
    straight = working.what_if(PUBLIC, ashby, Asked("library", 15, way=travel.LINE))
    assert straight.everybody.within_before == 3000 and "straight line" in straight.measured
    found = working.what_if(PUBLIC, ashby, LIBRARY)
    assert found.everybody.within_before == 2000 and found.way == str(walked_on.pk)
    # By the bridge it is 450 + 900 + 100 + 900 + 50 metres from A.
    assert found.gains[0].minutes_before == pytest.approx(30, abs=0.25)
    assert found.measured == "on foot, on the streets of OpenStreetMap, Ashby, 1 June 2026"
    assert "within 500 m of 1 neighbourhood:" in found.method and "OpenStreetMap contributors" in found.method
    moved = working.what_if(PUBLIC, ashby, LIBRARY.then(f"move:{library.pk}:{300 * M:.6f},0.0"))
    assert moved.everybody.within_after == 1000 and moved.hubs[0].people == 3550
    added = working.what_if(PUBLIC, ashby, LIBRARY.then("add:neighbourhood:A"))
    assert added.everybody.more == 1000 and [hub.people for hub in added.hubs] == [2500, 1050]


def test_a_hub_that_no_street_is_near_is_reached_in_a_straight_line(ashby, library, walked_on):
    found = working.what_if(PUBLIC, ashby, LIBRARY.then(f"add:{0:.1f},{3000 * M:.6f}"))
    assert "within 500 m of 1 neighbourhood and 1 hub:" in found.method
    hills = next(row for row in found.gains if row.fifth == 4)
    assert hills.minutes_after == pytest.approx(0.0, abs=0.01) and hills.within_after == 50


def test_minutes_to_hubs_are_those_of_a_slow_search_over_all_of_newport(hand, shared_data, tmp_path):
    from shapely.geometry import shape

    folder = shared_data / "places"
    with gzip.open(folder / "boundaries" / "newport_wales" / "lsoa21_bgc.geojson.gz") as opened:
        spots = [shape(each["geometry"]).representative_point() for each in json.load(opened)["features"]]
    areas = []
    for number, spot in enumerate(spots):
        area = hand.area(f"N{number:03}")
        area.lat, area.lon = spot.y, spot.x
        area.save()
        hand.values(area, people=100)
        areas.append(area)
    place = hand.place(*areas, slug="newport")
    extract = folder / "accessibility" / "newport-2023-06-13.osm.pbf"
    kept = bring(place, extract, title="OpenStreetMap, Newport")
    assert kept.kilometres > 500 and kept.homes == len(areas) and 0 < kept.far < len(areas)
    assert len(bytes(kept.graph)) < 1_000_000
    # The twin goes from point to point over the whole map. Homes and hubs stand on points of it, so that none is moved.
    ways = osm_network.read(extract)
    of_map = list(zip(ways.start.tolist(), ways.end.tolist(), ways.metres.tolist(), strict=True))
    some = np.random.default_rng(3).choice(len(ways.lat), 60, replace=False)
    spots = [(float(ways.lat[each]), float(ways.lon[each])) for each in some]
    went = [slow(of_map, int(hub)) for hub in some[:6]]
    expected = np.array([[metres.get(int(each), np.inf) / 80 for metres in went] for each in some])
    joined = np.isfinite(expected).any(axis=1)  # the rest stand on islands
    homes, hubs_at = [spot for spot, on in zip(spots, joined, strict=True) if on], spots[:6]
    assert joined[:6].all() and joined.sum() > 50
    minutes, which = walked.nearest(kept, homes, hubs_at)
    expected = expected[joined]
    assert np.allclose(minutes, expected.min(axis=1), atol=0.02)
    assert np.allclose(expected[np.arange(len(homes)), which], expected.min(axis=1), atol=0.02)
    found = dense(walked.minutes(kept, homes, hubs_at, 60))
    near = expected <= 59.9
    assert near.sum() > 60 and np.allclose(found[near], expected[near], atol=0.02)


def test_suggestions_use_the_same_minutes(ashby, library, walked_on):
    found = suggesting.suggest(PUBLIC, ashby, LIBRARY, many=1, aim="most", weigh="people")
    assert found.names == ("Ashby A",) and found.proved and found.value == 3000
    nearest = suggesting.suggest(PUBLIC, ashby, LIBRARY, many=1, aim="nearest", weigh="people")
    assert nearest.proved and nearest.names == ("Ashby A",)
    straight = suggesting.suggest(PUBLIC, ashby, Asked("library", 15, way="line"), many=1, aim="most", weigh="people")
    assert straight.names == ("Ashby C",)


def test_a_kept_what_if_remembers_how_it_was_measured_and_says_when_that_was_taken_back(
    ashby, library, walked_on, make, tmp_path
):
    who = make.person(analyst=ashby)
    made = hubs.keep_scenario(who, place=ashby, name="As it is", question="", asked=LIBRARY)
    hubs.show_scenario(who, made, shown=True)
    first = kept_hubs.version(who, made)
    assert first.asked["way"] == str(walked_on.pk) and "the streets of OpenStreetMap, Ashby" in first.measured
    changes.withdraw_streets(who, walked_on, reason="The bridge is closed.")
    hubs.try_again(who, made, asked=LIBRARY)
    again = kept_hubs.version(who, made)
    assert again.asked["way"] == "line" and "straight line" in again.method
    stood = kept_hubs.what_if_of(who, ashby, first)
    assert stood.everybody.within_after == 2000 and stood.measured == first.measured and stood.method == first.method
    body = Client().get(f"/what-if/{made.pk}?version=1").content.decode()
    assert "the streets of OpenStreetMap, Ashby" in body and "taken back since: The bridge is closed." in body
    assert f"way={walked_on.pk}" not in body  # whoever tries further does so by what there is now
    assert "taken back since" not in Client().get(f"/what-if/{made.pk}").content.decode()


def test_a_what_if_kept_before_there_were_streets_was_measured_in_a_straight_line(ashby, library, make, walked_on):
    who = make.person(analyst=ashby)
    made = hubs.keep_scenario(who, place=ashby, name="Old", question="", asked=Asked("library", 15, way="line"))
    version = kept_hubs.version(who, made)
    old = {name: value for name, value in version.asked.items() if name != "way"}
    type(version).objects.filter(pk=version.pk).update(asked=old, measured="", method="")
    version.refresh_from_db()
    found = kept_hubs.what_if_of(who, ashby, version)
    assert found.way == "line" and "straight line" in found.method and found.everybody.within_after == 3000
    assert kept_hubs.row(who, made).measured == "on foot, in a straight line times 1.3"


def test_a_number_of_a_what_if_rests_on_its_streets(ashby, library, walked_on, make):
    kept = keep_figure(HOUSE, place=ashby, asked=Cited("hubs.within:library", how={"within": 15, "steps": []}))
    assert kept.versions[-1] == str(walked_on.pk) and "OpenStreetMap contributors" in kept.method
    line = keep_figure(HOUSE, place=ashby, asked=Cited("hubs.within:library", how={"within": 15, "way": "line"}))
    assert line.versions == kept.versions[:-1] and line.value > kept.value  # people, and the list of libraries
    assert line.versions


def test_without_streets_a_table_tells_the_minutes_of_the_hubs_it_names(ashby, lent, make):
    venue = next(iter(supply.venues(ashby)))
    assert venue == str(lent.pk)  # a hub that is a venue has one id
    text = f"origin,destination,mode,minutes\nA,{venue},walk,31\nB,{venue},walk,6\nC,{venue},walk,20\n"
    (table,) = changes.bring_minutes(HOUSE, place=ashby, title="A router", found=changes.look_at(ashby, text))
    found = working.what_if(PUBLIC, ashby, LIBRARY)
    assert found.way == str(table.pk) and found.everybody.within_before == 2000
    assert "A router" in found.measured and "does not name 1 neighbourhood:" in found.method
    by_fifth = {row.fifth: row.minutes_before for row in found.gains}
    assert (by_fifth[1], by_fifth[2], by_fifth[3]) == (31, 6, 20)
    moved = working.what_if(PUBLIC, ashby, LIBRARY.then(f"move:{lent.pk}:0.0,0.0"))
    assert moved.everybody.within_after == 1000 and "1 neighbourhood and 1 hub" in moved.method
    bus = f"origin,destination,mode,minutes\nA,{venue},public-transport,5\n"
    (by_bus,) = changes.bring_minutes(HOUSE, place=ashby, title="A bus", found=changes.look_at(ashby, bus))
    with pytest.raises(Invalid, match="cannot be measured in that way"):
        working.what_if(PUBLIC, ashby, Asked("library", 15, way=str(by_bus.pk)))


def test_a_way_that_a_table_does_not_list_is_not_known_and_never_nought(ashby, lent):
    text = f"origin,destination,mode,minutes\nB,{lent.pk},walk,6\nA,{lent.pk},walk,900\n"
    found = changes.look_at(ashby, text)
    found.modes["walk"].origins.append("neighbourhood:C")
    found.modes["walk"].destinations.append(str(lent.pk))
    found.modes["walk"].minutes.append(40.0)
    changes.bring_minutes(HOUSE, place=ashby, title="A router", found=found)
    other = working.what_if(PUBLIC, ashby, LIBRARY)
    assert other.ends and [row.minutes_before for row in other.gains][:2] == [900, 6]


def test_the_page_of_hubs_says_how_it_is_measured_and_lets_it_be_chosen(ashby, library, walked_on, client):
    body = client.get("/place/ashby/hubs?kind=library").content.decode()
    assert "Measured on foot, on the streets of OpenStreetMap, Ashby, 1 June 2026." in body
    assert f'<option value="{walked_on.pk}" selected>' in body and "© OpenStreetMap contributors" in body
    straight = client.get("/place/ashby/hubs.json?kind=library&way=line").json()["whatif"]
    assert straight["way"] == "line" and straight["everybody"]["within_before"] == 3000
    assert client.get("/place/ashby/hubs?kind=library&way=wings").status_code == 400
    step = client.get("/place/ashby/hubs?kind=library&way=line&do=add&where=neighbourhood:C")
    assert "way=line" in step["Location"]


@pytest.fixture
def analyst(ashby, make, settings, tmp_path):
    """Somebody who looks after the evidence, signed in."""
    settings.VAR = tmp_path / "var"
    account = make.account(analyst=ashby)
    client = Client()
    assert client.login(username=account.email, password=PASSWORD)
    return client


def hand_over(analyst, path, **more):
    file = SimpleUploadedFile("ashby.osm.pbf", path if isinstance(path, bytes) else path.read_bytes())
    return analyst.post("/place/ashby/reach/minutes", {"do": "streets", "file": file, "title": TITLE} | more)


def test_streets_are_handed_over_on_a_page_and_read_by_the_worker(
    ashby, lent, analyst, worked, tmp_path, settings, django_capture_on_commit_callbacks
):
    path = draw(tmp_path / "a.osm.pbf", of_when="2026-05-04T03:02:01Z")
    with django_capture_on_commit_callbacks(execute=True):
        waiting = hand_over(analyst, path)
    page = analyst.get(waiting["Location"]).content.decode()
    assert "It is being read" in page and "Ways looked at so far" in page
    assert not Streets.objects.exists()
    assert analyst.get(waiting["Location"] + ".json").json()["run"]["ended"] is False
    assert analyst.get(waiting["Location"] + ".csv").status_code == 200
    worked(lambda: None)
    page = analyst.get(waiting["Location"]).content.decode()
    assert "It is in use" in page and "1 of 4 neighbourhoods has no street within 500 m" in page
    made = Streets.objects.get()
    assert made.vintage == date(2026, 5, 4)  # as the file says
    assert not list((settings.VAR / "ways").iterdir())
    body = Client().get("/place/ashby/reach/minutes").content.decode()
    assert "At present: on foot, on the streets of OpenStreetMap, Ashby, 4 May 2026" in body
    assert "opendatacommons.org" in body and "On its way in" not in body


def test_a_day_that_is_typed_stands_before_the_files_own(ashby, analyst, worked, tmp_path):
    path = draw(tmp_path / "a.osm.pbf", of_when="2026-05-04T03:02:01Z")
    worked(lambda: hand_over(analyst, path, vintage="2026-06-01"))
    assert Streets.objects.get().vintage == SUMMER


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({}, "does not say of when it is"),
        ({"spots": {"x": (90_000, 0), "y": (90_100, 0)}, "ways": (("x", "y"),)}, "no way that could be walked"),
        ({"spots": {"x": (4_000, 0), "y": (4_100, 0)}, "ways": (("x", "y"),)}, "Is it a map of here?"),
        ({"highway": "motorway"}, "no way that could be walked"),
        (None, "not an extract of OpenStreetMap"),
    ],
)
def test_a_map_that_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(
    ashby, analyst, worked, tmp_path, made, said
):
    given = b"This is no map." if made is None else draw(tmp_path / "a.osm.pbf", **made)
    more = {} if made == {} else {"vintage": "2026-06-01"}
    answered = worked(lambda: hand_over(analyst, given, **more))
    page = analyst.get(answered["Location"]).content.decode()
    assert "It could not be used" in page and said in page, page
    assert not Streets.objects.exists()
    assert said in Bringing.objects.get().sentence
    assert "It could not be used" in analyst.get("/place/ashby/reach/minutes").content.decode()


def test_where_the_reader_of_maps_is_not_installed_it_is_said_and_how_to_mend_it(ashby, analyst, monkeypatch, tmp_path):
    path = draw(tmp_path / "a.osm.pbf")
    monkeypatch.setattr(osm_network, "installed", lambda: False)
    page = hand_over(analyst, path)
    assert page.status_code == 400 and "pip install &#x27;commonweal[routing]&#x27;" in page.content.decode()
    assert not Bringing.objects.exists()
    with pytest.raises(Invalid, match="not installed"):
        streets.lay(ashby, path)


def test_only_those_who_look_after_the_evidence_bring_and_follow_it(ashby, analyst, make, tmp_path):
    path = draw(tmp_path / "a.osm.pbf")
    answered = hand_over(analyst, path, vintage="2026-06-01")
    account = make.account(facilitator=ashby)
    other = Client()
    other.login(username=account.email, password=PASSWORD)
    assert hand_over(other, path).status_code == 403
    assert other.get(answered["Location"]).status_code == 403
    assert other.post(answered["Location"] + "/use").status_code == 403
    assert "On its way in" not in other.get("/place/ashby/reach/minutes").content.decode()
    # Whoever lost the role meanwhile is refused by the worker.
    made = Bringing.objects.get()
    made.asked_by = str(account.pk)
    made.save()
    assert bringing.work(made).state == Bringing.FAILED and "look" in made.sentence


def test_a_timetable_becomes_a_table_of_minutes_by_bus_for_one_day_and_hour(
    ashby, analyst, worked, hand, tmp_path, make
):
    # The bus of tests/feeds/test_gtfs.py runs at 51 degrees north: its town is put there.
    for code, north in (("A", 51.0), ("B", 51.0)):
        area = ashby.areas.get(code=code)
        area.lat, area.lon = north, -3.0
        area.save()
    square = hand.asset(ashby.areas.get(code="A"), "library")
    Asset.objects.filter(pk=square.pk).update(lat=51.02, lon=-3.0)
    square.refresh_from_db()
    run = directory.add_organization(HOUSE, place=ashby, name="Readers", description="They read.")
    service = directory.add_service(HOUSE, organization=run, name="Reading", helps_with=[], fees_description="Free")
    directory.hold_at(HOUSE, service, square)
    file = SimpleUploadedFile("bus.zip", packed(tmp_path / "bus.zip").read_bytes())
    told = {"do": "timetable", "file": file, "title": "Ashby buses", "day": "2026-06-09", "hour": "7"}
    answered = worked(lambda: analyst.post("/place/ashby/reach/minutes", told))
    page = analyst.get(answered["Location"]).content.decode()
    assert "It is in use" in page, page
    table = MinutesTable.objects.get()
    assert table.mode == "public-transport" and table.count == 2
    assert table.title.startswith("Ashby buses: Tuesday 9 June 2026, leaving between 7:00 and 8:00")
    found = rows(ashby, Question(cost="", when="", minutes=30, way=str(table.pk)))
    assert found["Ashby A"].reached in (0, 1)
    sunday = told | {"file": SimpleUploadedFile("bus.zip", (tmp_path / "bus.zip").read_bytes()), "day": "1999-01-03"}
    answered = worked(lambda: analyst.post("/place/ashby/reach/minutes", sunday))
    assert "Nothing runs on" in analyst.get(answered["Location"]).content.decode()


def test_streets_and_tables_are_brought_at_the_command_line(ashby, lent, tmp_path):
    def run(*words):
        return CliRunner().invoke(commands.app, list(words), catch_exceptions=False)

    path = str(draw(tmp_path / "a.osm.pbf"))
    with pytest.raises(Invalid, match="of when"):
        run("streets", "ashby", path, "--title", TITLE)
    told = json.loads(run("streets", "ashby", path, "--title", TITLE, "--vintage", "2026-06-01", "--json").stdout)
    assert (told["homes"], told["far"], told["licence"]) == (4, 1, "ODbL-1.0")
    assert rows(ashby)["Ashby A"].reached == 0
    table = tmp_path / "minutes.csv"
    table.write_text(f"origin,destination,mode,minutes\nA,{lent.pk},walk,9\n")
    assert "1 ways (walk)" in run("table", "ashby", str(table), "--title", "A router").stdout
    with pytest.raises(Clash):
        run("table", "ashby", str(table), "--title", "A router")
    with pytest.raises(Invalid):
        run("streets", "ashby", str(tmp_path / "none.pbf"), "--title", TITLE)
