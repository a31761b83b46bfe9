"""Streets of an invented town, drawn as a map is handed over. A river runs through it."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.directory import changes as directory
from commonweal.directory.models import Asset
from commonweal.evidence.access import changes, queries, streets
from commonweal.evidence.access.question import Question
from commonweal.journal.actor import HOUSE, PUBLIC

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
