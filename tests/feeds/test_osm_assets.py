"""Community assets drawn by volunteers on OpenStreetMap."""

import json
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
import shapely

from commonweal.directory import kinds
from commonweal.feeds import osm_assets
from commonweal.feeds.base import head

LEEDS = (-1.55, 53.8)
METRE = 1 / 111_200  # of latitude, in degrees


def point(number: int, at: tuple[float, float] = LEEDS, **tags: str) -> dict:
    return {"properties": {"osm_id": str(number), **tags}, "geometry": {"type": "Point", "coordinates": list(at)}}


def outline(number: int, *corners: tuple[float, float], **tags: str) -> dict:
    """A way around corners given in metres east and north of the middle of Leeds (east stretched as latitude is)."""
    ring = [[LEEDS[0] + east * METRE, LEEDS[1] + north * METRE] for east, north in (*corners, corners[0])]
    return {
        "properties": {"osm_way_id": str(number), **tags},
        "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
    }


SQUARE = ((-20, -20), (20, -20), (20, 20), (-20, 20))


def write(tmp_path: Path, *features: dict) -> Path:
    path = tmp_path / "assets.geojson"
    collection = {"type": "FeatureCollection", "features": [{"type": "Feature", **each} for each in features]}
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path


def read(tmp_path: Path, *features: dict, refuse=pytest.fail):
    return list(osm_assets.read(write(tmp_path, *features), refuse=refuse))


def kind(**tags: str) -> str | None:
    rule = osm_assets.rule_for(tags)
    return rule and rule.kind


def test_what_is_large_has_points_along_its_edge_and_what_is_small_has_none(tmp_path):
    green = {"leisure": "park", "name": "The Rec"}
    # Metres east are stretched like those north here, so the real width is a little over half.
    large = outline(1, (0, 0), (600, 0), (600, 900), (0, 900), **green)
    small, gate = outline(2, *SQUARE, **green | {"name": "Pocket park"}), point(3, (-1.5, 53.9), **green)
    found = {each.source_id: each.edge for each in read(tmp_path, large, small, gate)}
    assert found["way/2"] == found["node/3"] == ()
    ring = shapely.Polygon([(-1.55, 53.8), (-1.55 + 600 * METRE, 53.8), (-1.55 + 600 * METRE, 53.8 + 900 * METRE),
                            (-1.55, 53.8 + 900 * METRE)]).exterior  # fmt: skip
    assert all(ring.distance(shapely.Point(lon, lat)) < 0.00001 for lat, lon in found["way/1"])
    assert 14 <= len(found["way/1"]) <= 17


def test_an_outline_that_crosses_itself_and_trails_a_line_still_has_its_edge(tmp_path):
    corners = ((0, 0), (900, 900), (900, 0), (0, 900), (0, 1_800), (0, 900))  # mended, it is two triangles and a line
    (park,) = read(tmp_path, outline(1, *corners, leisure="park", name="The Bow"))
    assert 15 <= len(park.edge) <= 24


@pytest.mark.parametrize("side", [1_000, 5_000, 40_000])
def test_the_edge_of_a_moor_has_no_more_points_than_can_be_asked_about(tmp_path, side):
    square = ((0, 0), (side, 0), (side, side), (0, side))
    (moor,) = read(tmp_path, outline(1, *square, leisure="park", name="The Moor"))
    assert 15 <= len(moor.edge) <= 24


def test_every_kind_the_table_of_tags_names_is_a_kind_of_asset():
    table = tomllib.loads((files("commonweal.feeds") / "data" / "osm_tags.toml").read_text(encoding="utf-8"))
    named = {row["key"] for row in table["kind"]}
    assert named <= set(kinds.every())
    tags = Counter(tag for row in table["kind"] for tag in row["tags"])
    assert [tag for tag, count in tags.items() if count > 1] == []


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"amenity": "community_hall"}, "community_centre"),
        ({"amenity": "clubhouse"}, "social_club"),
        ({"amenity": "club_house"}, "social_club"),
        ({"leisure": "bandstand"}, "bandstand"),
        ({"amenity": "band_stand"}, "bandstand"),
        ({"leisure": "art_centre"}, "arts_centre"),
        ({"amenity": "Library "}, "library"),
        ({"leisure": "leisure_centre"}, "leisure_centre"),
        ({"tourism": "viewpoint"}, "viewpoint"),
        ({"amenity": "community_centre", "community_centre": "village_hall"}, "village_hall"),
        ({"amenity": "school", "landuse": "recreation_ground"}, "school"),
        ({"amenity": "social_facility", "social_facility": "nursing_home"}, None),
        ({"shop": "charity"}, None),
    ],
)
def test_trap_15_tags_in_every_spelling_found_are_the_kind_they_mean(tags, expected):
    assert kind(**tags) == expected


def test_what_is_somebodys_own_is_not_the_places(tmp_path):
    assert kind(leisure="garden") is None  # unnamed: nearly always a garden behind a house
    assert kind(leisure="garden", name="Peace Garden") == "garden"
    assert osm_assets.rule_for({"leisure": "garden", "name": "The Grove", "garden:type": "residential"}) is None
    assert kind(leisure="playground", access="private") is None
    assert kind(landuse="allotments", access="private") == "allotments"  # locked, but anyone may ask for a plot


def test_rare_tags_are_unpacked_with_their_quotes(tmp_path):
    packed = (
        r'"opening_hours"=>"Mo \"first\" 10:00","addr:postcode"=>"ls11ab","website"=>"javascript:x","leisure"=>"park"'
    )
    (park,) = read(tmp_path, point(1, name="Mill Green", other_tags=packed))
    assert (park.kind, park.postcode, park.website) == ("park", "LS1 1AB", "")
    assert park.details["opening hours, as mapped"] == 'Mo "first" 10:00'


def test_trap_15_most_assets_have_no_name_and_are_kept_without_one(tmp_path):
    (ground,) = read(tmp_path, outline(7, *SQUARE, leisure="playground"))
    assert (ground.name, ground.source_id) == ("", "way/7")


def test_trap_15_a_thing_drawn_as_point_and_outline_keeps_its_outline(tmp_path):
    refused = []
    hall = {"amenity": "community_centre", "name": "Mill Hall"}
    near = (LEEDS[0], LEEDS[1] + (20 + 45) * METRE)  # 45 m from the wall
    far = (LEEDS[0], LEEDS[1] + (20 + 60) * METRE)
    other = point(3, name="Mill Café", amenity="cafe")
    found = read(
        tmp_path,
        point(1, near, **hall),
        point(2, far, **hall),
        other,
        outline(9, *SQUARE, **hall),
        refuse=refused.append,
    )
    assert [each.source_id for each in found] == ["node/2", "node/3", "way/9"]
    assert [each.reason for each in refused] == ["node/1: “Mill Hall” is drawn again as way/9, whose outline is kept."]


def test_trap_15_a_number_in_two_layers_is_one_thing_of_the_narrower_kind(tmp_path):
    layers = point(5, amenity="community_centre"), point(5, amenity="youth_centre", name="Otley National School")
    (found,) = read(tmp_path, *layers)
    assert (found.kind, found.name) == ("youth_centre", "Otley National School")


def test_one_number_can_be_a_point_a_way_and_a_relation(tmp_path):
    relation = outline(5, *SQUARE, leisure="park")
    relation["properties"] = {"osm_id": 5, "leisure": "park"}
    line = {
        "properties": {"osm_id": "5", "leisure": "track"},
        "geometry": {"type": "LineString", "coordinates": [[-1.5, 53.8], [-1.5, 53.9]]},
    }
    found = read(tmp_path, point(5, leisure="playground"), outline(5, *SQUARE, leisure="park"), relation, line)
    # A line is a way too; the park, first in the table of tags, is what way 5 is.
    assert sorted(each.source_id for each in found) == ["node/5", "relation/5", "way/5"]


def test_trap_15_an_outline_that_crosses_itself_still_has_a_place_on_it(tmp_path):
    bow_tie = outline(8, (-20, -20), (20, 20), (20, -20), (-20, 20), leisure="park")
    (park,) = read(tmp_path, bow_tie)
    assert abs(park.lon - LEEDS[0]) < 20 * METRE and abs(park.lat - LEEDS[1]) < 20 * METRE


def test_the_place_of_a_ring_lies_on_it_and_not_in_its_hole(tmp_path):
    horseshoe = ((-100, -100), (100, -100), (100, 100), (80, 100), (80, -80), (-80, -80), (-80, 100), (-100, 100))
    (park,) = read(tmp_path, outline(8, *horseshoe, leisure="park"))
    east, north = (park.lon - LEEDS[0]) / METRE, (park.lat - LEEDS[1]) / METRE
    assert abs(east) > 80 or north < -80


def test_things_without_a_place_or_a_number_are_refused_and_the_rest_is_read(tmp_path):
    refused = []
    nowhere, numberless = point(1, amenity="library", name="Lost"), point(2, amenity="library")
    nowhere["geometry"] = None
    del numberless["properties"]["osm_id"]
    metres = point(4, (430_000.0, 433_000.0), amenity="library")
    assert len(read(tmp_path, nowhere, numberless, metres, point(3, amenity="pub"), refuse=refused.append)) == 1
    assert [each.reason for each in refused] == [
        "Feature 1 (Lost, library) has no place on the map.",
        "Feature 2 (without a name, library) has no id of OpenStreetMap.",
        "Feature 3 (without a name, library) has no place on the map.",
    ]


def test_a_file_that_breaks_off_yields_what_was_whole_and_says_so(tmp_path):
    path = write(tmp_path, point(1, amenity="library"), point(2, amenity="library"))
    path.write_text(path.read_text()[:-40])
    refused = []
    assert len(list(osm_assets.read(path, refuse=refused.append))) == 1
    assert "breaks off after feature 1" in refused[0].reason


def test_boundaries_are_not_taken_for_assets(tmp_path):
    area = outline(1, *SQUARE)
    area["properties"] = {"LSOA21CD": "E01011949"}
    assert osm_assets.recognise(head(write(tmp_path, area))) is None


def test_west_yorkshire_as_mapped_in_2023(shared_data):
    refused = []
    path = shared_data / "places/assets/osm_west_yorkshire_assets_2023-07.geojson.gz"
    assert osm_assets.recognise(head(path)) == osm_assets.SOURCE
    found = list(osm_assets.read(path, refuse=refused.append))
    counts = Counter(each.kind for each in found)
    assert len({each.source_id for each in found}) == len(found) == 15_368
    # Trap 16: 129 libraries are mapped, one of them twice; the official list has fewer open.
    assert (counts["library"], counts["park"], counts["allotments"], counts["theatre"]) == (128, 1_260, 615, 38)
    assert len(refused) == 15 and all("is drawn again as" in each.reason for each in refused)
    assert 0.35 < sum(not each.name for each in found) / len(found) < 0.45
