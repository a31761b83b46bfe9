"""The indices of 2019 and 2015, as their files come: thousands separators, stray spaces, other people's ranks."""

from __future__ import annotations

import pytest

from commonweal.feeds import iod2015, iod2019, iod2025
from commonweal.feeds.base import WrongFile, head

FIRST = "LSOA code (2011),LSOA name (2011),Local Authority District code (2019),Local Authority District name (2019)"
RANK = "Index of Multiple Deprivation (IMD) Rank"


def written(path, *lines, mark="\ufeff"):
    path.write_text(mark + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(feed, path):
    refused = []
    return list(feed.read(path, refuse=refused.append)), refused


def test_trap_5_a_thousands_separator_and_a_byte_order_mark_are_read_through(tmp_path):
    path = written(tmp_path / "1.csv", f"{FIRST},{RANK}", 'E01000001,City of London 001A,E09000001,City,"29,199"')
    rows, refused = read(iod2019, path)
    assert rows[0].values == {"iod2019.imd_rank": 29199}
    assert refused == []
    assert iod2019.recognise(head(path)) is iod2019.SOURCE


def test_trap_5_a_header_that_ends_in_a_space_is_known(tmp_path):
    title = "Income Deprivation Affecting Older People (IDAOPI) Score (rate) "
    path = written(tmp_path / "7.csv", f"{FIRST},{title}", "E01000001,A,E09000001,City,0.012")
    assert read(iod2019, path)[0][0].values == {"iod2019.idaopi_score": 0.012}


def test_trap_8_ranks_of_england_and_wales_together_are_refused(tmp_path):
    path = written(tmp_path / "File_7a.csv", f"{FIRST},{RANK}", "E01000001,A,E09000001,City,34753")
    with pytest.raises(WrongFile, match="England and Wales together"):
        read(iod2019, path)


def test_trap_10_what_the_publisher_holds_back_is_unknown_and_not_zero(tmp_path):
    path = written(tmp_path / "7.csv", f"{FIRST},Income Score (rate)", "E01000001,A,E09000001,City,")
    assert read(iod2019, path)[0][0].values == {"iod2019.income_score": None}


def test_a_row_with_a_damaged_code_is_refused_and_the_next_goes_in(tmp_path):
    path = written(tmp_path / "7.csv", f"{FIRST},{RANK}", "E0100001,A,E09000001,City,1", "E01000002,B,E09000001,City,2")
    rows, refused = read(iod2019, path)
    assert [row.code for row in rows] == ["E01000002"]
    assert refused[0].line == 2 and "E0100001" in refused[0].reason


def test_the_other_edition_is_refused_in_a_sentence(tmp_path):
    path = written(
        tmp_path / "7.csv", "LSOA code (2021),LSOA name (2021),Index of Multiple Deprivation (IMD) Rank", "E01,A,1"
    )
    with pytest.raises(WrongFile, match="indices of 2025"):
        read(iod2019, path)
    older = written(tmp_path / "8.csv", f"{FIRST},{RANK}", "E01000001,A,E09000001,City,1")
    with pytest.raises(WrongFile, match=r"2019 and 2015"):
        read(iod2025, older)


def test_trap_7_a_list_of_imd_without_a_vintage_is_nobodys(shared_data):
    for path in (shared_data / "places" / "postcodes").glob("postcode_imd2015_*"):
        for feed in (iod2015, iod2019, iod2025):
            assert feed.recognise(head(path)) is None


def test_workbook_and_text_of_file_1_say_the_same(shared_data):
    folder = shared_data / "places" / "deprivation"
    book = {row.code: row.values for row in read(iod2019, folder / "iod2019_File_1_official.xlsx")[0]}
    text = next(folder.glob("iod2019_File_1_-_*.csv.gz"))
    assert book == {row.code: row.values for row in read(iod2019, text)[0]}
    assert len(book) == 32_844


def test_the_composed_file_equals_the_genuine_rows_wherever_it_says_anything(shared_data):
    folder = shared_data / "places" / "deprivation"
    genuine = {row.code: row.values for row in read(iod2019, folder / "iod2019_File_7_kirklees_official_rows.csv")[0]}
    composed = {
        row.code: row.values for row in read(iod2019, folder / "iod2019_File_7_layout_england_partial.csv.gz")[0]
    }
    assert len(genuine) == 259
    for code, values in genuine.items():
        for key, value in composed[code].items():
            assert value is None or value == values[key], (code, key)


def test_the_tenths_of_2015_hold_a_tenth_each(shared_data):
    rows, refused = read(iod2015, shared_data / "places" / "deprivation" / "imd2015_lsoa11.csv.gz")
    first = sum(row.values["iod2015.imd_decile"] == 1 for row in rows)
    assert (len(rows), refused) == (32_844, [])
    assert abs(first - 3284) <= 1
