"""Coarse outlines are told from fine ones, so that a map never draws the coarse where the fine is held."""

import json

import pytest
from shapely.geometry import shape

from commonweal.feeds import boundaries, boundaries_simplified
from commonweal.feeds.base import WrongFile, head

SQUARE = [[[-1.5, 53.8], [-1.4, 53.8], [-1.4, 53.9], [-1.5, 53.9], [-1.5, 53.8]]]


def write(tmp_path, **properties):
    path = tmp_path / "outlines.geojson"
    item = {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": SQUARE}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [item]}))
    return path


def test_neighbourhoods_without_a_global_id_are_coarse_and_only_fill_gaps(tmp_path):
    path = write(tmp_path, LSOA21CD="E01011949", LSOA21NM="Leeds 063A")
    assert boundaries_simplified.recognise(head(path)) == boundaries_simplified.SOURCE
    assert boundaries_simplified.SOURCE.instead_of == boundaries.SOURCE.key
    assert boundaries.recognise(head(path)) is None
    assert [r.kind for r in boundaries_simplified.read(path, refuse=pytest.fail)] == ["lsoa21"]


def test_neighbourhoods_as_issued_by_ons_belong_to_the_finer_feed(tmp_path):
    path = write(tmp_path, LSOA21CD="E01011949", LSOA21NM="Leeds 063A", GlobalID="x")
    assert boundaries_simplified.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="finer or other file"):
        list(boundaries_simplified.read(path, refuse=pytest.fail))


def test_a_location_that_also_names_its_board_is_a_location(tmp_path):
    path = write(tmp_path, SICBL23CD="E38000225", SICBL23NM="15F", ICB23CD="E54000054", GlobalID="x")
    assert [r.kind for r in boundaries_simplified.read(path, refuse=pytest.fail)] == ["sicbl23"]


def test_wards_that_name_their_authority_are_not_authorities(tmp_path):
    path = write(tmp_path, WD24CD="E05001341", LAD24CD="E08000032", LAD24NM="Bradford", GlobalID="x")
    assert boundaries_simplified.recognise(head(path)) is None


@pytest.mark.parametrize(
    ("name", "key", "count"),
    [
        ("Integrated_Care_Boards_April_2023_EN_BSC", "outlines_icb23", 42),
        ("NHS_SubICB_April_2023_EN_BSC", "outlines_sicbl23", 106),
        ("Local_Authority_Districts_May_2024_UK_BSC", "outlines_lad24", 361),
    ],
)
def test_the_outlines_of_boards_and_authorities_are_read_and_broken_ones_mended(shared_data, name, key, count):
    path = shared_data / f"places/boundaries/england/{name}.geojson.gz"
    source = boundaries_simplified.recognise(head(path))
    assert source is not None and (source.key, source.instead_of) == (key, "")
    records = list(boundaries_simplified.read(path, refuse=pytest.fail))
    assert len(records) == count and all(shape(record.geometry).is_valid for record in records)


@pytest.mark.deep
def test_all_england_comes_past_one_outline_at_a_time(shared_data):
    path = shared_data / "places/boundaries/england/lsoa21_england_simplified.geojson.gz"
    assert sum(1 for _ in boundaries_simplified.read(path, refuse=pytest.fail)) == 33_755
