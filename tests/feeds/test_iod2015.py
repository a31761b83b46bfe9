"""The indices of 2015: read where a file says what it is, and nowhere else."""

from __future__ import annotations

import pytest

from commonweal.feeds import iod2015, iod2019, iod2025
from commonweal.feeds.base import WrongFile, head
from tests.feeds.test_iod2019 import read, written

FIRST = "lsoa11_name,lsoa11_code,lad13_name,lad13_code,IMD_score,IMD_rank,IMD_decile"


def test_score_rank_and_decile_are_read(tmp_path):
    path = written(tmp_path / "imd.csv", FIRST, "City of London 001A,E01000001,City,E09000001,6.208,29199,9")
    assert iod2015.recognise(head(path)) is iod2015.SOURCE
    rows, refused = read(iod2015, path)
    assert (rows[0].kind, rows[0].code, refused) == ("lsoa11", "E01000001", [])
    assert rows[0].values == {"iod2015.imd_score": 6.208, "iod2015.imd_rank": 29199, "iod2015.imd_decile": 9}


def test_a_figure_that_is_no_number_is_refused_and_the_next_row_goes_in(tmp_path):
    path = written(tmp_path / "imd.csv", FIRST, "A,E01000001,C,E09000001,6.2,first,9", "B,E01000002,C,E09000001,,,")
    rows, refused = read(iod2015, path)
    assert [row.code for row in rows] == ["E01000002"]
    assert set(rows[0].values.values()) == {None}
    assert refused[0].line == 2 and "not a number" in refused[0].reason


@pytest.mark.parametrize(
    "first", ["", "postcode,decile\n", "postcode,IMD decile\n", "lsoa11_code,IMD_rank,IMD_decile\n"]
)
def test_trap_7_a_list_of_imd_without_a_vintage_is_nobodys(tmp_path, first):
    path = tmp_path / "IMD 2015 decile by postcode.csv"
    path.write_text(f"{first}LS11 6AB,1\n")
    assert [feed for feed in (iod2015, iod2019, iod2025) if feed.recognise(head(path))] == []
    for feed in (iod2015, iod2019, iod2025):
        with pytest.raises(WrongFile, match="it has no column"):
            read(feed, path)


def test_trap_7_the_lists_by_postcode_as_published_are_nobodys(shared_data):
    paths = list((shared_data / "places" / "postcodes").glob("postcode_imd2015_*"))
    assert len(paths) == 5
    assert [path.name for path in paths for feed in (iod2015, iod2019, iod2025) if feed.recognise(head(path))] == []


def test_the_tenths_of_2015_hold_a_tenth_each(shared_data):
    rows, refused = read(iod2015, shared_data / "places" / "deprivation" / "imd2015_lsoa11.csv.gz")
    first = sum(row.values["iod2015.imd_decile"] == 1 for row in rows)
    assert (len(rows), refused) == (32_844, [])
    assert abs(first - 3284) <= 1


def test_trap_7_the_same_columns_with_districts_of_2019_are_neither_known_nor_read_as_2015(tmp_path):
    path = written(tmp_path / "imd.csv", FIRST.replace("lad13", "lad19"), "A,E01000001,C,E09000001,6.208,29199,9")
    assert iod2015.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="lad13_code"):
        read(iod2015, path)


def test_a_damaged_code_costs_its_own_row_and_no_other(tmp_path):
    path = written(tmp_path / "imd.csv", FIRST, "A,E0100001,C,E09000001,6,1,9", "B,E01000002,C,E09000001,6,2,9")
    rows, refused = read(iod2015, path)
    assert [row.code for row in rows] == ["E01000002"]
    assert refused[0].line == 2 and "E0100001" in refused[0].reason


def test_ranks_follow_the_scores_and_neighbourhoods_that_tie_share_the_better_rank(shared_data):
    rows, _ = read(iod2015, shared_data / "places" / "deprivation" / "imd2015_lsoa11.csv.gz")
    ordered = sorted((row.values["iod2015.imd_rank"], -row.values["iod2015.imd_score"]) for row in rows)
    assert [score for _, score in ordered] == sorted(score for _, score in ordered)
    ranks = [rank for rank, _ in ordered]
    assert all(rank in (place, place - 1) for place, rank in enumerate(ranks, start=1))
    assert (ranks[0], ranks[-1], len(ranks) - len(set(ranks))) == (1, 32_844, 20)
