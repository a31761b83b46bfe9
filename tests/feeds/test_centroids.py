"""Centres of neighbourhoods, weighted by people or not, in degrees."""

import json

import pytest
from shapely.geometry import Point, shape

from commonweal.feeds import centroids
from commonweal.feeds.base import WrongFile, head, open_binary

GRID = "FID,LSOA21CD,GlobalID,x,y\r\n"


def write(tmp_path, text):
    path = tmp_path / "centres.csv"
    path.write_text(text, encoding="utf-8-sig", newline="")
    return path


def test_a_weighted_centre_is_turned_from_the_grid_into_degrees(tmp_path):
    path = write(tmp_path, GRID + "1,E01000001,38ad8fe8,532181.7642,181792.2818\r\n")
    assert centroids.recognise(head(path)) == centroids.SOURCE
    (centre,) = centroids.read(path, refuse=pytest.fail)
    assert (centre.kind, centre.code, centre.weighted) == ("lsoa21", "E01000001", True)
    assert (centre.lat, centre.lon) == (pytest.approx(51.51952, abs=1e-4), pytest.approx(-0.0962, abs=1e-4))


def test_the_centres_of_2011_are_not_called_weighted(tmp_path):
    path = write(tmp_path, '"LSOA11CD","lon","lat"\n"E01000001",-0.09714,51.5182\n')
    assert centroids.recognise(head(path)) == centroids.SOURCE_2011
    (centre,) = centroids.read(path, refuse=pytest.fail)
    assert (centre.kind, centre.lat, centre.lon, centre.weighted) == ("lsoa11", 51.5182, -0.09714, False)


def test_points_outside_britain_blank_or_without_a_code_are_refused_by_line(tmp_path):
    rows = "1,E01000001,,51.5,-0.1\n2,E01000002,,,\n3,E0100000,,532181,181792\n4,E01000004,,532181,181792\n"
    refused = []
    records = list(centroids.read(write(tmp_path, GRID + rows), refuse=refused.append))
    assert [record.code for record in records] == ["E01000004"]
    assert [row.line for row in refused] == [2, 3, 4]
    assert "swapped" in refused[0].reason


def test_an_empty_list_is_no_error_and_another_file_is(tmp_path):
    assert list(centroids.read(write(tmp_path, GRID), refuse=pytest.fail)) == []
    with pytest.raises(WrongFile, match="no column x or y"):
        list(centroids.read(write(tmp_path, "LSOA21CD,LSOA21NM\n"), refuse=pytest.fail))


def test_about_one_weighted_centre_in_a_hundred_lies_outside_its_own_outline(shared_data):
    path = shared_data / "places/centroids/LLSOA_Dec_2021_PWC_for_England_and_Wales_2022.csv.gz"
    centre = {record.code: record for record in centroids.read(path, refuse=pytest.fail)}
    assert len(centre) == 35_672
    with open_binary(shared_data / "places/boundaries/northamptonshire/lsoa21_bgc.geojson.gz") as stream:
        features = json.load(stream)["features"]
    inside = 0
    for feature in features:
        found = centre[feature["properties"]["LSOA21CD"]]
        inside += shape(feature["geometry"]).contains(Point(found.lon, found.lat))
    assert 0.975 < inside / len(features) < 1  # 98.4 % when the files were gathered


def test_the_2011_centres_of_england_and_wales_are_all_read(shared_data):
    path = shared_data / "places/centroids/lsoa11_centroids_geographic_ew.csv.gz"
    records = list(centroids.read(path, refuse=pytest.fail))
    assert len(records) == 34_753 and not any(record.weighted for record in records)
