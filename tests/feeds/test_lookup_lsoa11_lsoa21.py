"""2011 neighbourhoods to 2021 ones, exactly, with what happened to each."""

from collections import Counter

import pytest

from commonweal.feeds import lookup_lsoa11_lsoa21
from commonweal.feeds.base import WrongFile, head
from commonweal.feeds.records import AreaParent, CodeChange

HEADER = "F_LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM,LAD22NMW,ObjectId\n"
MERGED = (
    "E01011973,Hartlepool 005A,E01035188,Hartlepool 015C,M,E06000001,Hartlepool,,157\n"
    "E01011976,Hartlepool 005D,E01035188,Hartlepool 015C,M,E06000001,Hartlepool,,158\n"
)


def write(tmp_path, text):
    path = tmp_path / "exact.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


@pytest.mark.parametrize("header", [HEADER, HEADER.removeprefix("F_")])
def test_the_first_header_is_understood_damaged_or_whole(tmp_path, header):
    path = write(tmp_path, header + MERGED)
    assert lookup_lsoa11_lsoa21.recognise(head(path)) == lookup_lsoa11_lsoa21.SOURCE
    assert list(lookup_lsoa11_lsoa21.read(path, refuse=pytest.fail)) == [
        CodeChange("lsoa11", "E01011973", "lsoa21", "E01035188", "M"),
        AreaParent("lsoa21", "E01035188", "Hartlepool 015C", "lad22", "E06000001", "Hartlepool", "exact"),
        CodeChange("lsoa11", "E01011976", "lsoa21", "E01035188", "M"),
    ]


def test_an_unknown_change_a_short_code_and_a_row_cut_short_are_refused_by_line(tmp_path):
    rows = (
        MERGED.replace(",M,", ",Q,", 1) + MERGED.replace("E01011973", "E0101197", 1) + "E01011973,Hartlepool\n" + MERGED
    )
    refused = []
    records = list(lookup_lsoa11_lsoa21.read(write(tmp_path, HEADER + rows), refuse=refused.append))
    assert [row.line for row in refused] == [2, 4, 6]
    assert "U, S, M or X" in refused[0].reason
    assert "E0101197" in refused[1].reason
    assert "cut short" in refused[2].reason
    assert sum(isinstance(record, CodeChange) for record in records) == 4


def test_the_best_fit_lookup_is_refused_because_it_hides_splits(tmp_path):
    path = write(tmp_path, "ObjectId,LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,LAD22CD,LAD22NM,LAD22NMW\n")
    assert lookup_lsoa11_lsoa21.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="no column CHGIND"):
        list(lookup_lsoa11_lsoa21.read(path, refuse=pytest.fail))


def test_two_vintages_at_once_every_change_of_england_and_wales_is_read_irregular_ones_too(shared_data):
    path = shared_data / "places/lookups/LSOA11_to_LSOA21_to_LAD22_EW_with_change_indicator.csv.gz"
    records = list(lookup_lsoa11_lsoa21.read(path, refuse=pytest.fail))
    changes = Counter(record.change for record in records if isinstance(record, CodeChange))
    assert changes == {"U": 33_647, "S": 1_900, "M": 239, "X": 9}
    assert sum(isinstance(record, AreaParent) for record in records) == 35_672
    assert CodeChange("lsoa11", "E01008187", "lsoa21", "E01035637", "X") in records
