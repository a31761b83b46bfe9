"""Fine outlines of neighbourhoods and wards, mended where they cross themselves."""

import gzip
import json

import pytest
from shapely.geometry import shape

from commonweal.feeds import boundaries
from commonweal.feeds.base import WrongFile, head

SQUARE = [[[-1.5, 53.8], [-1.4, 53.8], [-1.4, 53.9], [-1.5, 53.9], [-1.5, 53.8]]]
BOW_TIE = [[[-1.5, 53.8], [-1.4, 53.9], [-1.4, 53.8], [-1.5, 53.9], [-1.5, 53.8]]]
FLAT = [[[-1.5, 53.8], [-1.4, 53.8], [-1.5, 53.8], [-1.5, 53.8]]]
METRES = [[[430000, 433000], [431000, 433000], [431000, 434000], [430000, 433000]]]


def feature(code="E01011949", rings=SQUARE, column="LSOA21", **more):
    geometry = rings if rings is None or isinstance(rings, dict) else {"type": "Polygon", "coordinates": rings}
    properties = {"FID": 1, f"{column}CD": code, f"{column}NM": "Leeds 063A", "GlobalID": "x", **more}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def write(tmp_path):
    def write(*features, indent=None):
        path = tmp_path / "outlines.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}, indent=indent))
        return path

    return write


@pytest.mark.parametrize("indent", [None, 2])
def test_a_sound_outline_is_given_as_published(write, indent):
    path = write(feature(), feature("E01011950"), indent=indent)
    first, second = boundaries.read(path, refuse=pytest.fail)
    assert (first.kind, first.code, first.name) == ("lsoa21", "E01011949", "Leeds 063A")
    assert first.geometry == {"type": "Polygon", "coordinates": SQUARE}
    assert second.code == "E01011950"


@pytest.mark.parametrize(
    ("column", "kind"), [("LSOA21", "lsoa21"), ("LSOA11", "lsoa11"), ("MSOA21", "msoa21"), ("WD25", "ward25")]
)
def test_each_file_is_known_by_its_code_column_and_keeps_its_vintage(write, column, kind):
    path = write(feature(column=column))
    source = boundaries.recognise(head(path))
    assert source is not None and source in boundaries.SOURCES
    assert [record.kind for record in boundaries.read(path, refuse=pytest.fail)] == [kind]


def test_an_outline_that_crosses_itself_is_mended(write):
    (record,) = boundaries.read(write(feature(rings=BOW_TIE)), refuse=pytest.fail)
    assert shape(record.geometry).is_valid
    assert record.geometry["type"] == "MultiPolygon"


def test_what_encloses_no_ground_is_refused_and_the_rest_goes_in(write):
    refused = []
    rows = [
        feature("E01000001", rings=FLAT),
        feature("E01000002", rings=None),
        feature("E01000003", rings={"type": "Point", "coordinates": [-1.5, 53.8]}),
        feature("E0100004"),
        feature("E01000005", rings=[[[100, 53], [101, 53], [101, 54], [100, 53]]]),
        feature("E01000006", rings={"type": "Polygon", "coordinates": "lost"}),
        feature("E01000007"),
    ]
    assert [r.code for r in boundaries.read(write(*rows), refuse=refused.append)] == ["E01000007"]
    reasons = [row.reason for row in refused]
    assert "no ground" in reasons[0] and "E01000001" in reasons[0]
    assert "no outline" in reasons[1]
    assert "a Point" in reasons[2]
    assert "Feature 4" in reasons[3] and "E0100004" in reasons[3]
    assert "outside the United Kingdom" in reasons[4]
    assert "cannot be understood" in reasons[5]


def test_national_grid_metres_are_refused_with_what_to_do(write):
    with pytest.raises(WrongFile, match="metres on the national grid. Export it as degrees"):
        list(boundaries.read(write(feature(rings=METRES)), refuse=pytest.fail))


def test_other_geojson_is_not_taken_for_outlines(write):
    path = write({"type": "Feature", "properties": {"osm_id": "1"}, "geometry": None})
    assert boundaries.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="carry none of LSOA21CD"):
        list(boundaries.read(path, refuse=pytest.fail))


def test_a_file_cut_short_gives_what_was_whole_and_says_so(write, tmp_path):
    whole = write(*(feature(f"E0101{number:04}") for number in range(2_000))).read_bytes()
    cut, packed = tmp_path / "cut.geojson", tmp_path / "cut.geojson.gz"
    cut.write_bytes(whole[:-200])
    packed.write_bytes(gzip.compress(whole, mtime=0)[:-20])
    for path in (cut, packed):
        refused = []
        found = list(boundaries.read(path, refuse=refused.append))
        assert 1_000 < len(found) < 2_000
        assert [row.reason.startswith("The file breaks off") for row in refused] == [True]


def test_the_two_self_touching_msoas_of_west_yorkshire_are_mended(shared_data):
    path = shared_data / "places/boundaries/west_yorkshire/msoa21_bgc.geojson.gz"
    records = list(boundaries.read(path, refuse=pytest.fail))
    assert len(records) == 301
    assert all(shape(record.geometry).is_valid for record in records)
    assert "E02002322" in {record.code for record in records}


def test_official_names_come_with_the_outlines(shared_data):
    path = shared_data / "places/boundaries/west_yorkshire/lsoa21_bgc.geojson.gz"
    names = {record.name for record in boundaries.read(path, refuse=pytest.fail)}
    assert len(names) == 1_404 and "Bradford 001A" in names
