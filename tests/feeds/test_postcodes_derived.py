"""Postcodes joined to neighbourhoods by their place."""

import pytest

from commonweal.feeds import postcodes_derived, postcodes_onspd
from commonweal.feeds.base import WrongFile, head
from commonweal.feeds.records import PostcodePoint

HEADER = "pcds,pqi,east1m,north1m,lat,long,lsoa21cd,lsoa21nm,lsoa11cd\n"
ROW = "BD1 1AF,10,416546,433216,53.794994,-1.750301,E01033690,Bradford 065C,E01033690\n"


def write(tmp_path, text):
    path = tmp_path / "postcodes.csv"
    path.write_text(text)
    return path


def test_a_live_postcode_has_its_neighbourhood_in_both_vintages(tmp_path):
    path = write(tmp_path, HEADER + ROW)
    assert postcodes_derived.recognise(head(path)) == postcodes_derived.SOURCE
    assert postcodes_onspd.recognise(head(path)) is None
    (point,) = postcodes_derived.read(path, refuse=pytest.fail)
    assert point == PostcodePoint("BD1 1AF", 53.794994, -1.750301, "E01033690", "E01033690", None)


def test_what_is_no_postcode_or_has_no_place_is_refused_by_line(tmp_path):
    refused = []
    rows = ROW.replace("BD1 1AF", "Bradford") + ROW.replace("53.794994", "") + ROW
    assert len(list(postcodes_derived.read(write(tmp_path, HEADER + rows), refuse=refused.append))) == 1
    assert [row.line for row in refused] == [2, 3]


def test_a_list_of_postcodes_and_deciles_of_unstated_year_is_refused(tmp_path):
    path = write(tmp_path, "BD1 1AA,3\nBD1 1AE,3\n")
    assert postcodes_derived.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="its first line begins: BD1 1AA, 3"):
        list(postcodes_derived.read(path, refuse=pytest.fail))


@pytest.mark.parametrize(
    ("place", "postcodes", "neighbourhoods"),
    [("west_yorkshire", 63_989, 1_404), ("north_east_london", 32_863, 1_087), ("northamptonshire", 18_174, 443)],
)
def test_every_neighbourhood_of_a_place_has_a_postcode(shared_data, place, postcodes, neighbourhoods):
    path = shared_data / f"places/postcodes/postcode_lsoa_{place}.csv.gz"
    points = list(postcodes_derived.read(path, refuse=pytest.fail))
    assert len({point.postcode for point in points}) == len(points) == postcodes
    assert len({point.lsoa21 for point in points}) == neighbourhoods
