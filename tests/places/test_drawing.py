"""A neighbourhood as people draw it stands beside the official ones, and says which of them it counts."""

from __future__ import annotations

import json

import pytest

from commonweal.core.errors import Invalid, NotAllowed
from commonweal.evidence import queries as evidence
from commonweal.feeds.base import Measure
from commonweal.feeds.records import AreaCentre, AreaValues
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.places import changes, queries
from commonweal.places.models import Area, Parent, Shape
from tests.places.small import NAMES, SQUARES, Small, bring, place

pytestmark = pytest.mark.django_db
PEOPLE = Measure("census2021.ts007a_00", "People", "people", True)


def feature(name: str, west: float, south: float, east: float, north: float) -> dict:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"name": name} if name else {}, "geometry": geometry}


def body(*features: dict) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


# The lower two squares but for a strip; and a speck in the first square that holds no centre.
LOWER = feature("Lower End", 0.001, 51.001, 0.019, 51.009)
SPECK = feature("Mill Yard", 0.001, 51.001, 0.002, 51.002)


@pytest.fixture
def here(tmp_path):
    made = place()
    bring(made, Small(list(SQUARES)), tmp_path / "s.json", key="shapes")
    centres = [
        AreaCentre("lsoa21", code, 51 + y / 100 + 0.005, x / 100 + 0.005, True)
        for code, (x, y) in zip(NAMES, ((0, 0), (1, 0), (0, 1), (1, 1)), strict=True)
    ]
    bring(made, Small(centres), tmp_path / "c.csv", key="centres")
    counted = [AreaValues("lsoa21", code, "", {PEOPLE.key: 100 * n}) for n, code in enumerate(NAMES, 1)]
    bring(made, Small(counted, (PEOPLE,)), tmp_path / "p.csv", key="census2021.ts007a")
    return made


def test_its_figures_are_those_of_the_neighbourhoods_whose_centre_lies_inside_and_it_says_so(here, entries):
    (drawn,) = changes.draw_neighbourhoods(HOUSE, here, body=body(LOWER))
    whole = evidence.area_whole(PUBLIC, drawn.key)
    assert whole.area.population == 300
    assert {row.code for row in whole.children} == {"E01000001", "E01000002"}
    assert whole.lead.startswith("About 300 people live in Lower End")
    assert "2 neighbourhoods whose centres lie inside" in whole.lead
    assert set(Parent.objects.filter(parent=drawn).values_list("how", flat=True)) == {Parent.DRAWN}
    assert entries("places.neighbourhood.draw")[0].facts == {"neighbourhoods": 2}


def test_it_is_in_the_lists_and_on_the_map_and_the_place_counts_nobody_twice(here):
    before = evidence.place_whole(PUBLIC, "ashby").population.value
    changes.draw_neighbourhoods(HOUSE, here, body=body(LOWER))
    assert ("drawn", "neighbourhood people drew", 1) in evidence.kinds(PUBLIC, "ashby")
    assert [row.name for row in evidence.neighbourhoods(PUBLIC, "ashby", "drawn")] == ["Lower End"]
    assert b"Lower End" in queries.shapes(PUBLIC, "ashby", "drawn")
    assert evidence.place_whole(PUBLIC, "ashby").population.value == before == 1000
    assert queries.members(here).count() == 4


def test_one_that_holds_no_centre_is_kept_and_its_figures_are_not_known(here):
    (drawn,) = changes.draw_neighbourhoods(HOUSE, here, body=body(SPECK))
    whole = evidence.area_whole(PUBLIC, drawn.key)
    assert whole.area.population is None
    assert whole.figures == ()
    assert "No neighbourhood’s centre lies inside" in whole.lead
    assert [row.name for row in evidence.neighbourhoods(PUBLIC, "ashby", "drawn")] == ["Mill Yard"]


def test_an_official_neighbourhood_is_still_named_by_its_own_and_not_by_what_people_drew(here):
    changes.draw_neighbourhoods(HOUSE, here, body=body(LOWER))
    assert evidence.area_whole(PUBLIC, "lsoa21:E01000001").parents == ()
    assert evidence.area_whole(PUBLIC, "lsoa21:E01000001").area.parent_name == ""


def test_the_same_name_again_takes_the_place_of_the_first(here):
    changes.draw_neighbourhoods(HOUSE, here, body=body(LOWER))
    changes.draw_neighbourhoods(HOUSE, here, body=body(feature("lower  end", 0.001, 51.001, 0.009, 51.019)))
    drawn = Area.objects.get(kind="drawn")
    assert set(drawn.children.values_list("area__code", flat=True)) == {"E01000001", "E01000003"}
    assert Shape.objects.filter(area=drawn).count() == 1


def test_what_is_counted_follows_the_place_when_it_is_reshaped(here):
    (drawn,) = changes.draw_neighbourhoods(HOUSE, here, body=body(LOWER))
    changes.set_areas(HOUSE, here, kind="lsoa21", areas={c: n for c, n in NAMES.items() if c != "E01000002"})
    assert queries.smallest_in(drawn) == [Area.objects.get(code="E01000001").pk]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"not json", "not a GeoJSON file"),
        (b"[]", "not a GeoJSON file"),
        (b'{"type": "FeatureCollection", "features": []}', "between 1 and 200"),
        (body({"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 51]}}), "must be a polygon"),
        (body(feature("Upside down", 51.001, 0.001, 51.009, 0.009)), "longitude first"),
        (body(feature("Far", 1.0, 52.0, 1.1, 52.1)), "does not lie in Ashby"),
        (body(feature("", 0.001, 51.001, 0.019, 51.009)), "Say what people call"),
        (b'{"type": "Polygon", "coordinates": "many"}', "cannot be read"),
        (b" " * 2_000_001, "larger than 2 MB"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence_and_nothing_is_kept(here, sent, words):
    with pytest.raises(Invalid, match=words):
        changes.draw_neighbourhoods(HOUSE, here, body=sent)
    assert not Area.objects.filter(kind="drawn").exists()


def test_several_come_in_together_or_not_at_all_and_one_name_is_not_for_all(here):
    with pytest.raises(Invalid, match="does not lie in Ashby"):
        changes.draw_neighbourhoods(HOUSE, here, body=body(LOWER, feature("Far", 1.0, 52.0, 1.1, 52.1)))
    assert not Area.objects.filter(kind="drawn").exists()
    with pytest.raises(Invalid, match="each needs its own name"):
        changes.draw_neighbourhoods(HOUSE, here, body=body(LOWER, SPECK), name="All")
    assert len(changes.draw_neighbourhoods(HOUSE, here, body=body(LOWER, SPECK))) == 2


def test_the_places_steward_draws_and_nobody_else(here, make):
    with pytest.raises(NotAllowed, match="steward"):
        changes.draw_neighbourhoods(make.person(), here, body=body(LOWER))
    steward = make.person(steward=here)
    assert changes.draw_neighbourhoods(steward, here, body=body(LOWER))


def test_a_steward_sends_the_file_from_a_page(here, make, client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.makers import PASSWORD

    account = make.account(steward=here)
    client.login(username=account.email, password=PASSWORD)
    wrong = client.post("/place/ashby/draw", {"file": SimpleUploadedFile("a.geojson", b"no")})
    assert wrong.status_code == 400
    assert "not a GeoJSON file" in wrong.content.decode()
    sent = client.post("/place/ashby/draw", {"file": SimpleUploadedFile("a.geojson", body(LOWER))})
    assert sent.status_code == 302
    page = client.get(sent.headers["Location"]).content.decode()
    assert "Lower End" in page and "about 300" in page
