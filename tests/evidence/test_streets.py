"""The streets of a place, walked on by reach and by hubs, and taken back."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest
from django.test import Client

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.directory import changes as directory
from commonweal.directory.models import Asset
from commonweal.evidence.access import changes, queries, supply, travel, walked
from commonweal.evidence.access.question import Question
from commonweal.evidence.changes import keep_figure
from commonweal.evidence.citing import Asked as Cited
from commonweal.evidence.hubs import changes as hubs
from commonweal.evidence.hubs import queries as kept_hubs
from commonweal.evidence.hubs import suggesting, working
from commonweal.evidence.hubs.asking import Asked
from commonweal.evidence.models import Figure
from commonweal.feeds import osm_network
from commonweal.journal.actor import HOUSE, PUBLIC
from tests.evidence.streets import ANY, WAYS, M, ashby, bring, draw, lent, library, rows, walked_on
from tests.methods.test_access import dense
from tests.methods.test_network import slow

__all__ = ["ashby", "lent", "library", "walked_on"]  # fixtures
osmium = pytest.importorskip("osmium")


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
