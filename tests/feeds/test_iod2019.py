"""The indices of 2019 and 2015, as their files come: thousands separators, stray spaces, other people's ranks."""

from __future__ import annotations

import openpyxl
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


def test_trap_8_ranks_of_a_domain_are_watched_as_those_of_the_whole_index_are(tmp_path):
    rank = "Income Rank (where 1 is most deprived)"
    whole = written(tmp_path / "2.csv", f"{FIRST},{rank}", "E01000001,A,E09000001,City,32844")
    assert read(iod2019, whole)[0][0].values == {"iod2019.income_rank": 32844}
    mixed = written(tmp_path / "2a.csv", f"{FIRST},{rank}", "E01000001,A,E09000001,City,32845")
    with pytest.raises(WrongFile, match="England and Wales together"):
        read(iod2019, mixed)


def test_trap_8_a_part_of_such_a_file_is_known_by_its_tenths_before_the_first_row_is_given(tmp_path):
    first = f"{FIRST},{RANK},{RANK.replace('Rank', 'Decile')}"
    ranks = range(100, 32_844, 400)

    def part(name, areas):
        lines = [f"E01{rank:06d},A,E09000001,City,{rank},{-(-rank * 10 // areas)}" for rank in ranks]
        return written(tmp_path / name, first, *lines)

    assert len(read(iod2019, part("england.csv", 32_844))[0]) == len(ranks)
    with pytest.raises(WrongFile, match="in the wrong tenth, but England has 32,844"):
        next(iod2019.read(part("mixed.csv", 34_753), refuse=print))


def test_trap_8_a_list_with_wales_in_it_is_refused_before_the_first_row_is_given(tmp_path):
    lines = ["E01000001,A,E09000001,City,1", "W01000003,Isle of Anglesey 007A,W06000001,Isle of Anglesey,2"]
    with pytest.raises(WrongFile, match="lists W01000003, which is in Wales"):
        next(iod2019.read(written(tmp_path / "File_7a.csv", f"{FIRST},{RANK}", *lines), refuse=print))


def test_a_row_whose_rank_and_tenth_contradict_each_other_is_refused_and_the_next_goes_in(tmp_path):
    first = f"{FIRST},{RANK},{RANK.replace('Rank', 'Decile')}"
    lines = ["E01000001,A,E09000001,City,29199,1", "E01000002,B,E09000001,City,2,1"]
    rows, refused = read(iod2019, written(tmp_path / "1.csv", first, *lines))
    assert [row.code for row in rows] == ["E01000002"]
    assert refused[0].line == 2 and "contradict" in refused[0].reason


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


def test_trap_7_the_same_neighbourhoods_in_districts_of_2013_are_not_read_as_2019(tmp_path):
    path = written(tmp_path / "1.csv", f"{FIRST.replace('2019', '2013')},{RANK}", "E01000001,A,E09000001,City,1")
    assert iod2019.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="indices of 2015"):
        read(iod2019, path)


def test_a_figure_that_is_no_number_costs_its_own_row_and_no_other(tmp_path):
    path = written(
        tmp_path / "1.csv", f"{FIRST},{RANK}", "E01000001,A,E09000001,City,#REF!", "E01000002,B,E09000001,City,2"
    )
    rows, refused = read(iod2019, path)
    assert [row.code for row in rows] == ["E01000002"]
    assert refused[0].line == 2 and "#REF!" in refused[0].reason


def workbook(path, *rows, sheet="IMD2019"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_is_known_and_read_by_its_first_row_whatever_its_name(tmp_path):
    first = [*FIRST.split(","), RANK]
    row = ["E01000001", "City of London 001A", "E09000001", "City of London"]
    path = workbook(tmp_path / "download.xlsx", first, [*row, 29199], [], ["E01000002", "B"])
    path = path.rename(tmp_path / "download")
    assert iod2019.recognise(head(path)) is iod2019.SOURCE
    assert [measure.key for measure in iod2019.measures(path)] == ["iod2019.imd_rank"]
    rows, refused = read(iod2019, path)
    assert [(each.code, each.values["iod2019.imd_rank"]) for each in rows] == [
        ("E01000001", 29199),
        ("E01000002", None),
    ]
    assert refused == []


@pytest.mark.parametrize("sheet", ["IMD2019", "Sheet"])
def test_another_workbook_is_not_known_and_is_refused_in_a_sentence(tmp_path, sheet):
    path = workbook(tmp_path / "other.xlsx", ["name", "telephone"], sheet=sheet)
    assert iod2019.recognise(head(path)) is None
    with pytest.raises(WrongFile, match=r"other.xlsx is not “English indices of deprivation 2019”: it has no column"):
        read(iod2019, path)


def test_a_workbook_without_cells_or_cut_short_is_refused_in_a_sentence(tmp_path):
    empty = workbook(tmp_path / "empty.xlsx")
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(empty.read_bytes()[:900])
    for path in (empty, cut):
        assert iod2019.recognise(head(path)) is None
        with pytest.raises(WrongFile, match=f"{path.name} is not"):
            read(iod2019, path)


def test_trap_7_a_list_of_imd_without_a_vintage_is_nobodys(shared_data):
    for path in (shared_data / "places" / "postcodes").glob("postcode_imd2015_*"):
        for feed in (iod2015, iod2019, iod2025):
            assert feed.recognise(head(path)) is None


@pytest.mark.deep
def test_workbook_and_text_of_file_1_say_the_same(shared_data):
    folder = shared_data / "places" / "deprivation"
    book = {row.code: row.values for row in read(iod2019, folder / "iod2019_File_1_official.xlsx")[0]}
    text = next(folder.glob("iod2019_File_1_-_*.csv.gz"))
    assert book == {row.code: row.values for row in read(iod2019, text)[0]}
    assert len(book) == 32_844


@pytest.mark.deep
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


def test_denominators_are_people_that_add_up_and_ranks_are_not(shared_data):
    path = next((shared_data / "places" / "deprivation").glob("iod2019_File_6_*"))
    assert {measure.key: (measure.unit, measure.adds_up) for measure in iod2019.measures(path)} == {
        f"iod2019.population{band}": ("people", True) for band in ("", "_0_15", "_16_59", "_60_plus", "_working_age")
    }
    first = read(iod2019, path)[0][0].values
    assert (
        first["iod2019.population"]
        == 1296
        == sum(first[f"iod2019.population_{b}"] for b in ("0_15", "16_59", "60_plus"))
    )


def test_the_tenths_of_2015_hold_a_tenth_each(shared_data):
    rows, refused = read(iod2015, shared_data / "places" / "deprivation" / "imd2015_lsoa11.csv.gz")
    first = sum(row.values["iod2015.imd_decile"] == 1 for row in rows)
    assert (len(rows), refused) == (32_844, [])
    assert abs(first - 3284) <= 1
