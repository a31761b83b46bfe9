"""How areas of 2011 nest, each step told once."""

from collections import Counter

import pytest

from commonweal.feeds import lookup_oa11
from commonweal.feeds.base import WrongFile, head

HEADER = "OA11CD,OAC11CD,LSOA11CD,LSOA11NM,MSOA11CD,MSOA11NM,LAD17CD,LAD17NM,RGN11CD,RGN11NM,FID\n"
ROW = "E00060343,7d1,E01011966,Hartlepool 006B,E02002488,Hartlepool 006,E06000001,Hartlepool,E12000001,North East,1\n"


def write(tmp_path, text):
    path = tmp_path / "areas.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_many_output_areas_tell_each_step_once(tmp_path):
    path = write(tmp_path, HEADER + ROW + ROW.replace("60343", "60344"))
    assert lookup_oa11.recognise(head(path)) == lookup_oa11.SOURCE
    records = list(lookup_oa11.read(path, refuse=pytest.fail))
    assert [(r.kind, r.parent_kind) for r in records] == [("lsoa11", "msoa11"), ("lsoa11", "lad17"), ("lad17", "rgn11")]
    assert {r.how for r in records} == {"exact"}


def test_a_neighbourhood_in_two_areas_or_with_a_short_code_is_refused_by_line(tmp_path):
    refused = []
    rows = ROW + ROW.replace("E02002488", "E02002489") + ROW.replace("E01011966", "E0101196")
    assert len(list(lookup_oa11.read(write(tmp_path, HEADER + rows), refuse=refused.append))) == 3
    assert [row.line for row in refused] == [3, 4]
    assert "they must nest" in refused[0].reason


def test_another_file_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(WrongFile, match="no column LAD17CD or LAD17NM"):
        list(lookup_oa11.read(write(tmp_path, HEADER.replace("LAD17", "LAD22")), refuse=pytest.fail))


@pytest.mark.deep
def test_all_of_great_britain_nests(shared_data):
    path = shared_data / "places/lookups/OA11_LSOA11_MSOA11_LAD17_RGN_OAC_lookup.csv.gz"
    steps = Counter((r.kind, r.parent_kind) for r in lookup_oa11.read(path, refuse=pytest.fail))
    assert steps == {("lsoa11", "msoa11"): 41_729, ("lsoa11", "lad17"): 41_729, ("lad17", "rgn11"): 380}
