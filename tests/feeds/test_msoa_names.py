"""Everyday names of middle-sized neighbourhoods."""

import pytest

from commonweal.feeds import lookup_oa11, lookup_ward, msoa_names
from commonweal.feeds.base import WrongFile, head
from commonweal.feeds.records import AreaName

HEADER_2021 = "msoa21cd,msoa21nm,msoa21nmw,msoa21hclnm,msoa21hclnmw,localauthorityname,type\r\n"
HEADER_2011 = "msoa11cd,msoa11nm,msoa11nmw,msoa11hclnm,msoa11hclnmw,Laname\r\n"
WELSH = (
    "W02000314,Blaenau Gwent 001,Blaenau Gwent 001,Rassau & Beaufort,Rasa a Chendl,Blaenau Gwent,Present in 2011\r\n"
)


def write(tmp_path, text):
    path = tmp_path / "names.csv"
    path.write_text(text, encoding="utf-8-sig", newline="")
    return path


def test_the_everyday_name_comes_with_its_welsh_and_the_official_one(tmp_path):
    path = write(tmp_path, HEADER_2021 + WELSH)
    assert msoa_names.recognise(head(path)) == msoa_names.SOURCE
    (record,) = msoa_names.read(path, refuse=pytest.fail)
    assert record == AreaName("msoa21", "W02000314", "Rassau & Beaufort", "Rasa a Chendl", "Blaenau Gwent 001")


def test_names_of_2011_are_kept_to_areas_of_2011(tmp_path):
    path = write(
        tmp_path, HEADER_2011 + 'E02003966,Allerdale 002,Allerdale 002,"Boltons, Warnell & Coast",,Allerdale\r\n'
    )
    assert msoa_names.recognise(head(path)) == msoa_names.SOURCE_2011
    (record,) = msoa_names.read(path, refuse=pytest.fail)
    assert (record.kind, record.name, record.name_cy) == ("msoa11", "Boltons, Warnell & Coast", "")


def test_an_area_without_a_name_is_refused_by_line_and_never_named_after_nothing(tmp_path):
    refused = []
    path = write(tmp_path, HEADER_2021 + WELSH.replace("Rassau & Beaufort", "") + WELSH.replace("W02", "W2") + WELSH)
    assert len(list(msoa_names.read(path, refuse=refused.append))) == 1
    assert [row.line for row in refused] == [2, 3]
    assert "Blaenau Gwent 001 has no everyday name" in refused[0].reason


def test_another_file_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(WrongFile, match=r"no column msoa21hclnm or msoa21hclnmw.*Official file name: MSOA-Names-2021"):
        list(msoa_names.read(write(tmp_path, "msoa21cd,msoa21nm\n"), refuse=pytest.fail))


@pytest.mark.parametrize("name", ["Leeds 063", "Leeds", "", "Leeds 63A"])
def test_only_a_neighbourhoods_own_name_tells_its_area(name):
    assert msoa_names.msoa_name(name) is None


def test_every_neighbourhood_of_2021_is_named_after_an_area_that_exists(shared_data):
    lookups = shared_data / "places/lookups"
    official = {r.official for r in msoa_names.read(lookups / "MSOA-Names-2021.csv", refuse=pytest.fail)}
    assert len(official) == 7_264
    records = lookup_ward.read(lookups / "LSOA21_WD24_LAD24_EW_Lookup.csv.gz", refuse=pytest.fail)
    names = {record.name for record in records if record.kind == "lsoa21"}
    assert len(names) == 35_672 and {msoa_names.msoa_name(name) for name in names} == official


def test_in_2011_where_the_official_lookup_is_held_the_name_agrees_with_it_every_time(shared_data):
    path = shared_data / "places/lookups/OA11_LSOA11_MSOA11_LAD17_RGN_OAC_lookup.csv.gz"
    records = lookup_oa11.read(path, refuse=pytest.fail)
    pairs = [(r.name, r.parent_name) for r in records if r.parent_kind == "msoa11" and r.code[0] in "EW"]
    assert len(pairs) == 34_753
    assert [pair for pair in pairs if msoa_names.msoa_name(pair[0]) != pair[1]] == []


@pytest.mark.parametrize(("year", "count"), [("2011", 7_201), ("2021", 7_264)])
def test_every_area_of_england_and_wales_has_a_name(shared_data, year, count):
    path = shared_data / f"places/lookups/MSOA-Names-{year}.csv"
    assert len(list(msoa_names.read(path, refuse=pytest.fail))) == count
