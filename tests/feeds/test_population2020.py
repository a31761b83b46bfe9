"""People by age in 2020."""

from __future__ import annotations

import pytest

from commonweal.feeds import population2020
from commonweal.feeds.base import WrongFile, head
from tests.feeds.test_iod2019 import read, written

FIRST = "lsoa11_name,lsoa11_code,total_population," + ",".join(population2020.AGES)


def test_single_years_are_added_into_bands(tmp_path):
    path = written(tmp_path / "p.csv", FIRST, "A,E01000001,91," + ",".join(["1"] * 91))
    assert population2020.recognise(head(path)) is population2020.SOURCE
    assert read(population2020, path)[0][0].values == {
        "population2020.all": 91,
        "population2020.age_0_15": 16,
        "population2020.age_16_64": 49,
        "population2020.age_65_plus": 26,
        "population2020.age_85_plus": 6,
    }


def test_labels_say_that_bands_are_added_up_and_out_of_whom(tmp_path):
    whole, *bands = population2020.measures(tmp_path)
    assert (whole.label, whole.out_of) == ("All ages", None)
    assert all("added up from single years" in band.label and band.out_of == whole.key for band in bands)


def test_a_total_its_years_do_not_make_is_refused(tmp_path):
    path = written(tmp_path / "p.csv", FIRST, "A,E01000001,90," + ",".join(["1"] * 91))
    rows, refused = read(population2020, path)
    assert rows == [] and "add up to 91" in refused[0].reason


def test_a_band_with_an_unknown_year_is_unknown(tmp_path):
    path = written(tmp_path / "p.csv", FIRST, "A,E01000001,90," + ",".join(["", *["1"] * 90]))
    values = read(population2020, path)[0][0].values
    assert values["population2020.age_0_15"] is None
    assert values["population2020.age_16_64"] == 49


def test_trap_1_the_same_ages_by_neighbourhoods_of_2021_are_refused(tmp_path):
    path = written(tmp_path / "p.csv", FIRST.replace("lsoa11", "lsoa21"), "A,E01000001,91," + ",".join(["1"] * 91))
    assert population2020.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="lsoa11_code"):
        read(population2020, path)


def test_a_damaged_code_a_damaged_count_and_a_short_row_cost_their_own_rows_and_no_other(tmp_path):
    years = ",".join(["1"] * 91)
    path = written(
        tmp_path / "p.csv",
        FIRST,
        f"A,E0100001,91,{years}",
        f"B,E01000002,many,{years}",
        "C,E01000003,91,1,1",
        f"D,E01000004,91,{years}",
    )
    rows, refused = read(population2020, path)
    assert [row.code for row in rows] == ["E01000004"]
    assert [row.line for row in refused] == [2, 3, 4]


def test_the_published_file_is_whole(shared_data):
    path = shared_data / "places" / "population" / "mid2020_lsoa11_single_year_persons_ew.csv.gz"
    rows, refused = read(population2020, path)
    assert (len(rows), refused) == (34_753, [])
    assert sum(row.values["population2020.all"] for row in rows) == 59_719_724
