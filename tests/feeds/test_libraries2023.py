"""Public libraries, as councils told Arts Council England in 2023."""

from collections import Counter
from pathlib import Path

import pytest

from commonweal.feeds import libraries2023
from commonweal.feeds.base import WrongFile, head

NATIONAL = (
    "reporting,name,address1,authority,postcode,type,statutory_19,statutory_23,operation_19,operation_23,closed,"
    "operating_organisation,co_located_museum,hours,staffed_hours\n"
)
PLACED = "authority,name,postcode,type,statutory_23,operation_23,closed,hours,staffed_hours,lon,lat\n"
MILL = "Wenbeck,Mill Lane Library,1 Mill Lane,Wenbeck,LS1 1AB,Static Library,Yes,Yes,LA,LA,,-,x,20,15\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "libraries.csv"
    path.write_text(text, encoding="utf-8")
    return path


def library(tmp_path: Path, **said: str):
    """One library of the national list, with other answers."""
    row = dict(zip(NATIONAL.strip().split(","), MILL.strip().split(","), strict=True)) | said
    path = write(tmp_path, NATIONAL + ",".join(row.values()) + "\n")
    return list(libraries2023.read(path, refuse=pytest.fail))


def test_a_library_says_who_runs_it_how_long_it_is_open_and_what_else_is_there(tmp_path):
    (mill,) = library(tmp_path)
    assert (mill.kind, mill.name, mill.status, mill.postcode) == ("library", "Mill Lane Library", "open", "LS1 1AB")
    assert mill.address == "1 Mill Lane"
    assert (mill.lat, mill.lon) == (None, None)
    assert mill.details == {
        "Run by": "The council",
        "Open": "20 hours a week",
        "Staffed": "15 hours a week",
        "Under the same roof": "museum",
        "Part of the council’s statutory service": "Yes",
    }


@pytest.mark.parametrize("said", ["yes", "Yes ", "YES"])
def test_trap_17_yes_and_no_are_read_in_any_capitals(tmp_path, said):
    (mill,) = library(tmp_path, statutory_23=said)
    assert mill.details["Part of the council’s statutory service"] == "Yes"


@pytest.mark.parametrize(
    ("run", "closed", "status"),
    [
        ("c", "", "open"),
        ("Temporary Closure", "", "closed"),
        ("closed", "", "closed"),
        ("LA", "2024", "closed"),
        ("[Unknown]", " ", "unknown"),
    ],
)
def test_trap_17_closed_for_good_and_for_now_stand_in_the_same_list_as_open_ones(tmp_path, run, closed, status):
    (mill,) = library(tmp_path, operation_23=run, closed=closed)
    assert mill.status == status


def test_trap_17_a_mobile_library_is_not_counted_as_a_building_and_a_prisons_is_not_listed(tmp_path):
    (van,) = library(tmp_path, type="mobile library")
    assert van.kind == "mobile_library"
    assert library(tmp_path, type="mobile library", postcode="n/a - mobile") == []
    assert library(tmp_path, type="Prison Library") == []


def test_trap_17_a_later_edition_is_refused_though_it_still_has_the_columns_of_2023(tmp_path):
    path = write(tmp_path, NATIONAL.replace("closed", "operation_24,closed") + MILL)
    assert libraries2023.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="later edition"):
        list(libraries2023.read(path, refuse=pytest.fail))


def test_columns_may_be_published_in_other_capitals(tmp_path):
    path = write(tmp_path, NATIONAL.title() + MILL)
    assert libraries2023.recognise(head(path)) == libraries2023.SOURCE
    (mill,) = libraries2023.read(path, refuse=pytest.fail)
    assert (mill.name, mill.status, mill.details["Open"]) == ("Mill Lane Library", "open", "20 hours a week")


def test_one_library_is_the_same_in_the_national_list_and_in_a_list_with_places(tmp_path):
    (national,) = library(tmp_path)
    path = write(tmp_path, PLACED + "Wenbeck,Mill Lane Library,LS1 1AB,Static Library,Yes,LA,,20,15,-1.5,53.8\n")
    assert libraries2023.recognise(head(path)) == libraries2023.SOURCE
    (placed,) = libraries2023.read(path, refuse=pytest.fail)
    assert placed.source_id == national.source_id
    assert (placed.lat, placed.lon) == (53.8, -1.5)


def test_a_library_that_cannot_be_placed_or_has_no_name_is_refused_by_line(tmp_path):
    refused = []
    rows = MILL.replace("LS1 1AB", "[Unknown]") + MILL.replace("Mill Lane Library", "") + "Wenbeck,Cut\n" + MILL
    assert len(list(libraries2023.read(write(tmp_path, NATIONAL + rows), refuse=refused.append))) == 1
    assert [row.line for row in refused] == [2, 3, 4]
    assert "“[Unknown]” is no postcode" in refused[0].reason


def test_another_file_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(WrongFile, match="no column authority"):
        list(libraries2023.read(write(tmp_path, "Local authority,Library name\n"), refuse=pytest.fail))


def test_trap_16_west_yorkshire_has_125_libraries_without_a_closing_year_fewer_of_them_open(shared_data):
    path = shared_data / "places/assets/libraries_2023_geocoded_west_yorkshire.csv"
    found = list(libraries2023.read(path, refuse=pytest.fail))
    # Of the 125, one is closed without a year, one for the time being, one is in a prison, two are archives.
    assert Counter((each.kind, each.status) for each in found) == {
        ("library", "open"): 120,
        ("library", "closed"): 41,
        ("archive", "open"): 2,
    }
    assert all(each.lat and each.lon for each in found)


def test_every_library_with_a_place_is_known_again_in_the_national_list(shared_data):
    assets = shared_data / "places/assets"
    national = list(libraries2023.read(assets / "libraries_england_2023_ace.csv.gz", refuse=pytest.fail))
    ids = {each.source_id for each in national}
    assert len(ids) == len(national) == 3_225
    for path in assets.glob("libraries_2023_geocoded_*.csv"):
        assert {each.source_id for each in libraries2023.read(path, refuse=pytest.fail)} <= ids
