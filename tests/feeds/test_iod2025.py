"""The indices of 2025 and the census: every neighbourhood, every column, and what their files do wrong."""

from __future__ import annotations

from commonweal.feeds import census2021, iod2025
from commonweal.feeds.base import head
from tests.feeds.test_iod2019 import read, written


def test_ranks_run_without_ties_from_first_to_last(shared_data):
    path = shared_data / "places" / "deprivation" / "iod2025_File_7_layout_england_partial.csv.gz"
    assert iod2025.recognise(head(path)) is iod2025.SOURCE
    rows, refused = read(iod2025, path)
    assert refused == []
    assert sorted(row.values["iod2025.imd_rank"] for row in rows) == list(range(1, 33_756))
    assert {key for row in rows for key in row.values} == {measure.key for measure in iod2025.measures(path)}


def test_trap_9_census_totals_of_one_neighbourhood_differ_between_tables_and_each_keeps_its_own(shared_data):
    totals = set()
    for path in sorted((shared_data / "places" / "census2021").glob("census2021-ts0*.csv.gz")):
        source = census2021.recognise(head(path))
        assert source is not None, path.name
        first = next(row for row in census2021.read(path, refuse=print) if row.code == "E01000001")
        measure = census2021.measures(path)[0]
        if measure.unit == "people" and "aged" not in measure.label.lower():
            totals.add(first.values[measure.key])
    assert totals <= {1473, 1474, 1475}
    assert len(totals) > 1


def test_every_census_table_is_known_by_its_columns_and_measured_out_of_its_total(shared_data):
    found = {}
    for path in sorted((shared_data / "places" / "census2021").glob("census2021-ts0*.csv.gz")):
        found[census2021.recognise(head(path)).key] = census2021.measures(path)
    assert len(found) == 17
    for measures in found.values():
        assert measures[0].out_of is None
        assert {each.out_of for each in measures[1:]} == {measures[0].key}
        assert not any("measures: Value" in each.label for each in measures)


def test_a_row_cut_short_is_refused_and_the_rest_goes_in(tmp_path):
    first = "date,geography,geography code,Sex: All persons; measures: Value,Sex: Female; measures: Value"
    path = written(tmp_path / "sex.csv", first, "2021,A 001A,E01000001,10", "2021,A 001B,E01000002,12,6", mark="")
    rows, refused = read(census2021, path)
    assert rows[0].values == {"census2021.ts008_00": 12, "census2021.ts008_01": 6}
    assert refused[0].line == 2


def test_the_same_table_by_larger_areas_is_not_taken_for_it(tmp_path):
    first = "date,geography,geography code,Sex: All persons; measures: Value,Sex: Female; measures: Value"
    assert (
        census2021.recognise(head(written(tmp_path / "sex.csv", first, "2021,Leeds,E08000035,10,5", mark=""))) is None
    )
