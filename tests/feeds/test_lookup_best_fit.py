"""One present neighbourhood for each of 2011, never passed off as exact."""

import pytest

from commonweal.feeds import lookup_best_fit
from commonweal.feeds.base import WrongFile, head

HEADER = "ObjectId,LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,LAD22CD,LAD22NM,LAD22NMW\n"
ROW = "9,E01000010,Barking 015C,E01034474,Barking 015F,E09000002,Barking and Dagenham,\n"


def write(tmp_path, text):
    path = tmp_path / "best.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_every_record_says_it_is_a_best_fit(tmp_path):
    path = write(tmp_path, HEADER + ROW)
    assert lookup_best_fit.recognise(head(path)) == lookup_best_fit.SOURCE
    records = list(lookup_best_fit.read(path, refuse=pytest.fail))
    assert [(record.parent_kind, record.parent_code) for record in records] == [
        ("lsoa21", "E01034474"),
        ("lad22", "E09000002"),
    ]
    assert {record.how for record in records} == {"best_fit"}


def test_a_malformed_code_is_refused_by_line(tmp_path):
    refused = []
    assert not list(lookup_best_fit.read(write(tmp_path, HEADER + ROW.replace("E09000002", "")), refuse=refused.append))
    assert refused[0].line == 2 and "LAD22CD is an empty cell" in refused[0].reason


def test_the_exact_lookup_is_refused_so_that_the_two_are_never_mixed(tmp_path):
    path = write(tmp_path, HEADER.replace("LAD22CD", "CHGIND,LAD22CD"))
    assert lookup_best_fit.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="change indicator"):
        list(lookup_best_fit.read(path, refuse=pytest.fail))


def test_the_official_file_names_one_neighbourhood_for_each_of_2011(shared_data):
    path = shared_data / "places/lookups/LSOA11_to_LSOA21_to_LAD22_EW_Version_2_best_fit.csv.gz"
    present = [r.code for r in lookup_best_fit.read(path, refuse=pytest.fail) if r.parent_kind == "lsoa21"]
    assert len(present) == len(set(present)) == 34_753
