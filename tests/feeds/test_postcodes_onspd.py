"""The official postcode lists, in both generations of their header."""

import pytest

from commonweal.feeds import postcodes_derived, postcodes_onspd
from commonweal.feeds.base import WrongFile, head
from commonweal.feeds.records import PostcodePoint

OLD = "pcd,pcds,doterm,lsoa01,lsoa11,lat,long,lsoa21\n"
NEW = "pcd7,pcds,doterm,lsoa01cd,lsoa11cd,lat,long,lsoa21cd\n"
LIVE = '"LS116AB","LS11 6AB","","E01011300","E01011301",53.77,-1.55,"E01011302"\n'
ENDED = '"AL1 1AA","AL1 1AA","199405","E01023743","E01023743",51.749084,-0.341337,"E01023743"\n'
NOWHERE = '"IM1 1AA","IM1 1AA","199912","M99999999","M99999999",99.999999,0.000000,"M99999999"\n'


def write(tmp_path, text):
    path = tmp_path / "postcodes.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


@pytest.mark.parametrize("header", [OLD, NEW])
def test_both_generations_of_the_header_say_the_same(tmp_path, header):
    path = write(tmp_path, header + LIVE + ENDED)
    assert postcodes_onspd.recognise(head(path)) == postcodes_onspd.SOURCE
    assert list(postcodes_onspd.read(path, refuse=pytest.fail)) == [
        PostcodePoint("LS11 6AB", 53.77, -1.55, "E01011302", "E01011301", None),
        PostcodePoint("AL1 1AA", 51.749084, -0.341337, "E01023743", "E01023743", "1994-05"),
    ]


def test_a_postcode_without_a_grid_reference_is_refused_and_never_put_at_latitude_99(tmp_path):
    refused = []
    rows = NOWHERE + LIVE.replace("LS11 6AB", "LS11") + LIVE.replace("53.77,-1.55", "-1.55,53.77") + LIVE
    assert len(list(postcodes_onspd.read(write(tmp_path, NEW + rows), refuse=refused.append))) == 1
    assert [row.line for row in refused] == [2, 3, 4]
    assert "no place on the map" in refused[0].reason
    assert "“LS11” is not a postcode" in refused[1].reason
    assert "swapped" in refused[2].reason


@pytest.mark.parametrize("pseudo", ["M99999999", "L99999999", "99ZZ00", ""])
def test_a_pseudo_code_means_no_area_is_known(tmp_path, pseudo):
    (point,) = postcodes_onspd.read(write(tmp_path, NEW + LIVE.replace("E01011302", pseudo)), refuse=pytest.fail)
    assert (point.lsoa21, point.lsoa11) == (None, "E01011301")


def test_a_list_without_areas_of_2001_and_2011_is_the_lookup_and_2011_is_unknown(tmp_path):
    path = write(tmp_path, "pcds,doterm,lat,long,lsoa21\nLS11 6AB,,53.77,-1.55,E01011302\n")
    source = postcodes_onspd.recognise(head(path))
    assert source is not None and source.key == "postcodes_nspl"
    (point,) = postcodes_onspd.read(path, refuse=pytest.fail)
    assert (point.lsoa21, point.lsoa11) == ("E01011302", None)


def test_a_list_that_only_knows_areas_of_2011_is_refused_in_a_sentence(tmp_path):
    path = write(tmp_path, "pcds,doterm,lat,long,lsoa11\n")
    assert postcodes_onspd.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="no column lsoa21cd"):
        list(postcodes_onspd.read(path, refuse=pytest.fail))


@pytest.mark.parametrize(("name", "usable", "nowhere"), [("aug2024", 2, 2), ("nov2025", 3, 1)])
def test_the_genuine_samples_are_read(shared_data, name, usable, nowhere):
    path = shared_data / f"places/postcodes/onspd_layout_sample_{name}.csv"
    refused = []
    assert postcodes_onspd.recognise(head(path)) == postcodes_onspd.SOURCE
    assert postcodes_derived.recognise(head(path)) is None
    points = list(postcodes_onspd.read(path, refuse=refused.append))
    assert (len(points), len(refused)) == (usable, nowhere)
    assert all(point.lsoa21 and point.lsoa11 and point.ended for point in points)
