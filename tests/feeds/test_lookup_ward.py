"""Neighbourhoods in wards by best fit, and what must not be concluded from it."""

import pytest

from commonweal.feeds import lookup_lsoa11_lsoa21, lookup_ward
from commonweal.feeds.base import WrongFile, head

HEADER = "LSOA21CD,LSOA21NM,LSOA21NMW,WD24CD,WD24NM,WD24NMW,LAD24CD,LAD24NM,LAD24NMW,ObjectId\n"
TRAP = 'E01027305,West Northamptonshire 048E,,E05010929,"Cropredy, Sibfords and Wroxton",,E07000177,Cherwell,,17944\n'


def write(tmp_path, text):
    path = tmp_path / "wards.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_a_neighbourhood_lies_in_its_ward_by_best_fit_and_the_ward_in_its_authority_exactly(tmp_path):
    path = write(tmp_path, HEADER + TRAP + TRAP.replace("27305", "27304"))
    assert lookup_ward.recognise(head(path)) == lookup_ward.SOURCE
    records = list(lookup_ward.read(path, refuse=pytest.fail))
    assert {(r.kind, r.parent_kind, r.how) for r in records} == {
        ("lsoa21", "ward24", "best_fit"),
        ("lsoa21", "lad24", "best_fit"),
        ("ward24", "lad24", "exact"),
    }
    assert sum(r.kind == "ward24" for r in records) == 1


def test_a_row_without_a_ward_is_refused_by_line(tmp_path):
    refused = []
    assert not list(lookup_ward.read(write(tmp_path, HEADER + TRAP.replace("E05010929", "")), refuse=refused.append))
    assert refused[0].line == 2 and "WD24CD is an empty cell" in refused[0].reason


def test_wards_of_another_year_are_refused_in_a_sentence(tmp_path):
    path = write(tmp_path, HEADER.replace("24", "22") + TRAP)
    assert lookup_ward.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="no column WD24CD or WD24NM"):
        list(lookup_ward.read(path, refuse=pytest.fail))


def test_best_fit_is_not_exact_fit_e01027305_is_west_northamptonshires_though_its_ward_is_cherwells(shared_data):
    lookups = shared_data / "places/lookups"
    by_ward = lookup_ward.read(lookups / "LSOA21_WD24_LAD24_EW_Lookup.csv.gz", refuse=pytest.fail)
    exact = lookup_lsoa11_lsoa21.read(
        lookups / "LSOA11_to_LSOA21_to_LAD22_EW_with_change_indicator.csv.gz", refuse=pytest.fail
    )
    said = {
        r.parent_name for r in by_ward if r.code == "E01027305" and r.parent_kind == "lad24" and r.how == "best_fit"
    }
    true = {r.parent_name for r in exact if getattr(r, "code", "") == "E01027305"}
    assert (said, true) == ({"Cherwell"}, {"West Northamptonshire"})
