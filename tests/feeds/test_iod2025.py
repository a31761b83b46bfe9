"""The indices of 2025: every neighbourhood, every column, and which issue of the file they are of."""

from __future__ import annotations

import pytest

from commonweal.feeds import iod2025
from commonweal.feeds.base import WrongFile, head
from tests.feeds.test_iod2019 import read, written

FIRST = (
    "LSOA code (2021),LSOA name (2021),Local Authority District code (2024),Local Authority District name (2024),"
    "Index of Multiple Deprivation (IMD) Score,Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),"
    "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
)
ROW = "E01011264,Leeds 001A,E08000035,Leeds"


@pytest.fixture(scope="module")
def published(shared_data):
    return shared_data / "places" / "deprivation" / "iod2025_File_7_layout_england_partial.csv.gz"


def test_score_rank_and_decile_are_read(tmp_path):
    path = written(tmp_path / "any name.csv", FIRST, f"{ROW},12.5,20001,6")
    assert iod2025.recognise(head(path)) is iod2025.SOURCE
    rows, refused = read(iod2025, path)
    assert (rows[0].kind, rows[0].code, rows[0].name, refused) == ("lsoa21", "E01011264", "Leeds 001A", [])
    assert rows[0].values == {"iod2025.imd_score": 12.5, "iod2025.imd_rank": 20001, "iod2025.imd_decile": 6}


def test_ranks_and_scores_are_never_added_up_but_denominators_are(tmp_path):
    path = written(tmp_path / "7.csv", f"{FIRST},Total population: mid 2022", f"{ROW},12.5,20001,6,1600")
    assert {measure.key.split(".")[1]: measure.adds_up for measure in iod2025.measures(path)} == {
        "imd_score": False,
        "imd_rank": False,
        "imd_decile": False,
        "population": True,
    }


def test_an_empty_cell_is_unknown_and_not_zero(tmp_path):
    assert set(read(iod2025, written(tmp_path / "7.csv", FIRST, f"{ROW},,,"))[0][0].values.values()) == {None}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("E0101126,Leeds 001A,E08000035,Leeds,12.5,20001,6", "E0101126"),
        (f"{ROW},12.5,#N/A!,6", "not a number"),
        (f"{ROW},12.5", "cut short"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_line_and_the_rest_goes_in(tmp_path, row, why):
    rows, refused = read(iod2025, written(tmp_path / "7.csv", FIRST, row, "E01000002,B,E09000001,City,1.5,32000,10"))
    assert [area.code for area in rows] == ["E01000002"]
    assert refused[0].line == 2 and why in refused[0].reason


def test_trap_1_the_same_columns_by_neighbourhoods_of_2011_are_refused(tmp_path):
    path = written(tmp_path / "7.csv", FIRST.replace("2021", "2011"), f"{ROW},12.5,20001,6")
    assert iod2025.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="neighbourhoods of 2011"):
        read(iod2025, path)


def test_a_lookup_of_the_same_neighbourhoods_is_not_the_indices(tmp_path):
    path = written(
        tmp_path / "lookup.csv", "LSOA code (2021),LSOA name (2021),Ward code (2024)", "E01000001,A,E05009288"
    )
    assert iod2025.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="no score, rank, decile"):
        read(iod2025, path)


def test_trap_6_the_fact_sheet_says_that_the_file_was_issued_twice():
    assert "30 October 2025" in iod2025.SOURCE.note and "19 November 2025" in iod2025.SOURCE.note


def test_trap_6_sub_domains_are_read_and_the_indices_of_children_and_older_people_are_not_made_up(published):
    keys = {measure.key.split(".")[1] for measure in iod2025.measures(published)}
    assert {"wider_barriers_rank", "adult_skills_decile", "indoors_score", "outdoors_score"} <= keys
    assert not [key for key in keys if key.startswith(("idaci", "idaopi", "population"))]
    for topic in ("imd", "income", "employment", "education", "health", "crime", "barriers", "living"):
        assert {f"{topic}_score", f"{topic}_rank", f"{topic}_decile"} <= keys


def test_ranks_run_without_ties_from_first_to_last_and_tenths_follow_them(published):
    assert iod2025.recognise(head(published)) is iod2025.SOURCE
    rows, refused = read(iod2025, published)
    assert refused == []
    figures = sorted((row.values["iod2025.imd_rank"], row.values["iod2025.imd_decile"]) for row in rows)
    assert [rank for rank, _ in figures] == list(range(1, 33_756))
    assert [decile for _, decile in figures] == [-(-rank * 10 // 33_755) for rank in range(1, 33_756)]
