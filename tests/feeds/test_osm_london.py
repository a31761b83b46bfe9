"""Culture, religion and nightlife in London, mapped by volunteers in 2021."""

from collections import Counter
from pathlib import Path

import pytest

from commonweal.feeds import osm_london
from commonweal.feeds.base import WrongFile, head

CULTURE = '"","name","type","geometry"\n"1","Museum: Pitzhanger","museum",c(-0.307107, 51.5108862)\n'
RELIGION = '"","name","religion","geometry"\n"1","Buddhist Centre","buddhist",c(-0.0512545, 51.5280326)\n'
LAID_OUT = "name,category,religion,lon,lat,LSOA21CD,LSOA21NM\n"


def read(tmp_path: Path, text: str, refuse=pytest.fail):
    path = tmp_path / "london.csv"
    path.write_text(text, encoding="utf-8")
    assert osm_london.recognise(head(path)) == osm_london.SOURCE
    return list(osm_london.read(path, refuse=refuse))


def test_trap_18_places_written_in_the_notation_of_r_are_read(tmp_path):
    (museum,) = read(tmp_path, CULTURE)
    assert (museum.kind, museum.name, museum.lat, museum.lon) == ("museum", "Pitzhanger", 51.510886, -0.307107)


def test_in_the_list_of_religion_everything_is_a_place_of_worship(tmp_path):
    (centre,) = read(tmp_path, RELIGION)
    assert (centre.kind, centre.details) == ("place_of_worship", {"religion": "Buddhist"})


def test_a_place_is_the_same_in_both_layouts(tmp_path):
    (published,) = read(tmp_path, CULTURE)
    (again,) = read(tmp_path, LAID_OUT + "Museum: Pitzhanger,museum,,-0.307107,51.5108862,E01001234,Ealing 001A\n")
    assert published == again


def test_places_listed_twice_unknown_or_nowhere_are_refused_by_line(tmp_path):
    refused = []
    again = '"2","Museum: Pitzhanger","museum",c(-0.307107, 51.5108862)\n'
    rows = again + '"3","X","moon",c(-0.3, 51.5)\n"4","Y","museum",c(NA, NA)\n"5"\n'
    assert len(read(tmp_path, CULTURE + rows, refused.append)) == 1
    assert [each.line for each in refused] == [3, 4, 5, 6]
    assert [each.reason for each in refused][1:3] == [
        "X: “moon” is no kind known here.",
        "Y: it has no place on the map.",
    ]


def test_another_file_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("name,type\n")
    with pytest.raises(WrongFile, match="its columns are name, type"):
        list(osm_london.read(path, refuse=pytest.fail))


def test_north_east_london_is_part_of_what_was_published_for_london(shared_data):
    assets = shared_data / "places/assets"
    ids, refused = set(), []
    for layer in ("culture", "religion"):
        path = assets / f"osm_london_{layer}_locations_2021_as_published.csv"
        ids |= {each.source_id for each in osm_london.read(path, refuse=refused.append)}
    part = list(osm_london.read(assets / "osm_north_east_london_culture_religion_2021.csv", refuse=refused.append))
    assert {each.source_id for each in part} <= ids
    assert Counter(each.kind for each in part)["theatre"] >= 25
    assert all("listed twice" in each.reason for each in refused)
