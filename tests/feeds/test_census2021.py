"""Census 2021 as Nomis gives it: tables known by their columns, and what their files do wrong."""

from __future__ import annotations

import pytest

from commonweal.feeds import census2021
from commonweal.feeds.base import WrongFile, head
from tests.feeds.test_iod2019 import read, written

SEX = "date,geography,geography code," + ",".join(
    f'"Sex: {who}; measures: Value"' for who in ("All persons", "Female", "Male")
)


@pytest.fixture(scope="module")
def tables(shared_data):
    """The seventeen published tables."""
    return sorted((shared_data / "places" / "census2021").glob("census2021-ts0*.csv.gz"))


def sample(tmp_path, *lines, first=SEX):
    return written(tmp_path / "table.csv", first, *lines, mark="")


def test_a_table_is_known_by_its_columns_and_says_which_it_is(tmp_path):
    source = census2021.recognise(head(sample(tmp_path, "2021,Leeds 001A,E01011264,10,6,4")))
    assert (source.key, source.licence) == ("census2021.ts008", "OGL-UK-3.0")


def test_columns_are_numbered_from_the_total_which_the_others_are_counted_out_of(tmp_path):
    total, female, _ = census2021.measures(sample(tmp_path, "2021,Leeds 001A,E01011264,10,6,4"))
    assert (total.key, total.label, total.out_of, total.adds_up) == ("census2021.ts008_00", "All persons", None, True)
    assert (female.key, female.label, female.out_of) == ("census2021.ts008_01", "Female", total.key)


def test_an_empty_cell_is_unknown_and_not_zero(tmp_path):
    rows, refused = read(census2021, sample(tmp_path, "2021,Leeds 001A,E01011264,10,,0"))
    assert list(rows[0].values.values()) == [10, None, 0]
    assert (rows[0].kind, rows[0].name, refused) == ("lsoa21", "Leeds 001A", [])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2021,A 001A,E01000001,10", "has 4 cells"),
        ("2021,A 001A,E0100001,10,6,4", "a letter and eight digits"),
        ("2021,A 001A,E01000001,10,six,4", "not a number"),
        ("2021,Leeds,E08000035,10,6,4", "not a neighbourhood"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_line_and_the_rest_goes_in(tmp_path, row, why):
    rows, refused = read(census2021, sample(tmp_path, row, "2021,A 001B,E01000002,12,6,6"))
    assert [area.code for area in rows] == ["E01000002"]
    assert refused[0].line == 2 and why in refused[0].reason


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2021,Leeds 001,E02002330,10,6,4", "by other areas"),
        ("2011,Leeds 001A,E01011264,10,6,4", "of 2011, not of 2021"),
    ],
)
def test_the_same_table_by_other_areas_or_of_another_census_is_nobodys_and_refused_in_a_sentence(tmp_path, row, why):
    path = sample(tmp_path, row)
    assert census2021.recognise(head(path)) is None
    with pytest.raises(WrongFile, match=why):
        read(census2021, path)


def test_age_by_single_year_is_not_taken_for_age_by_five_year_bands(tmp_path):
    ages = ["Total", "Aged 4 years and under", *(f"Aged {age} years" for age in range(100))]
    first = "date,geography,geography code," + ",".join(f"Age: {age}; measures: Value" for age in ages)
    path = sample(tmp_path, "2021,Leeds 001A,E01011264" + ",1" * len(ages), first=first)
    assert census2021.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="not those of a table we know"):
        census2021.measures(path)


def test_trap_9_totals_of_one_neighbourhood_differ_between_tables_and_each_keeps_its_own(tables):
    totals = set()
    for path in tables:
        total = census2021.measures(path)[0]
        if total.unit == "people" and "aged" not in total.label.lower():
            rows = census2021.read(path, refuse=print)
            totals.add(next(row for row in rows if row.code == "E01000001").values[total.key])
    assert totals == {1473, 1474, 1475}


def test_every_published_table_is_known_once_and_measured_out_of_its_total(tables):
    found = {census2021.recognise(head(path)).key: census2021.measures(path) for path in tables}
    assert sorted(found) == sorted(source.key for source in census2021.SOURCES)
    for measures in found.values():
        assert {each.out_of for each in measures[1:]} == {measures[0].key}
        assert not [each.label for each in measures if "measures: Value" in each.label]


@pytest.mark.deep
def test_every_published_table_holds_all_neighbourhoods_of_england_and_wales(tables):
    for path in tables:
        rows, refused = read(census2021, path)
        assert (len(rows), sum(row.code.startswith("W") for row in rows), refused) == (35_672, 1_917, []), path.name


def test_the_parts_of_a_plain_table_make_its_total(tables):
    path = next(path for path in tables if "ts037" in path.name)
    total, *parts = (measure.key for measure in census2021.measures(path))
    differs = [
        row.code
        for row in census2021.read(path, refuse=print)
        if sum(row.values[part] for part in parts) != row.values[total]
    ]
    assert differs == []
