"""People by age in 2020."""

from __future__ import annotations

from commonweal.feeds import population2020
from commonweal.feeds.base import head
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


def test_a_total_its_years_do_not_make_is_refused(tmp_path):
    path = written(tmp_path / "p.csv", FIRST, "A,E01000001,90," + ",".join(["1"] * 91))
    rows, refused = read(population2020, path)
    assert rows == [] and "add up to 91" in refused[0].reason


def test_a_band_with_an_unknown_year_is_unknown(tmp_path):
    path = written(tmp_path / "p.csv", FIRST, "A,E01000001,90," + ",".join(["", *["1"] * 90]))
    values = read(population2020, path)[0][0].values
    assert values["population2020.age_0_15"] is None
    assert values["population2020.age_16_64"] == 49


def test_the_published_file_is_whole(shared_data):
    path = shared_data / "places" / "population" / "mid2020_lsoa11_single_year_persons_ew.csv.gz"
    rows, refused = read(population2020, path)
    assert (len(rows), refused) == (34_753, [])
