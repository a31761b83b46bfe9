"""Neighbourhoods in sub-ICB locations in Integrated Care Boards."""

import pytest

from commonweal.feeds import lookup_icb
from commonweal.feeds.base import WrongFile, head
from commonweal.feeds.records import AreaParent

HEADER = "LSOA21NM,LSOA21CD,SICBL24NM,SICBL24CD,SICBL24CDH,ICB24NM,ICB24CD,ICB24CDH\n"
LEEDS = "Leeds 063A,E01011949,NHS West Yorkshire ICB - 15F,E38000225,15F,NHS West Yorkshire ICB,E54000054,QWO\n"


@pytest.fixture
def sample(tmp_path):
    def write(text, name="lookup.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8-sig")
        return path

    return write


def test_a_neighbourhood_lies_in_its_location_and_the_location_in_its_board_told_once(sample):
    second = LEEDS.replace("E01011949", "E01011950")
    records = list(lookup_icb.read(sample(HEADER + LEEDS + second), refuse=pytest.fail))
    assert records[0] == AreaParent(
        "lsoa21", "E01011949", "Leeds 063A", "sicbl24", "E38000225", "NHS West Yorkshire ICB - 15F", "exact"
    )
    assert [record.parent_kind for record in records] == ["sicbl24", "icb24", "sicbl24"]
    assert lookup_icb.nhs_codes(sample(HEADER + LEEDS)) == {"E54000054": "QWO"}


def test_a_row_with_a_code_one_digit_short_is_refused_with_its_line_and_the_rest_goes_in(sample):
    refused = []
    records = list(
        lookup_icb.read(sample(HEADER + LEEDS.replace("E38000225", "E3800225") + LEEDS), refuse=refused.append)
    )
    assert len(records) == 2
    assert [(row.file, row.line) for row in refused] == [("lookup.csv", 2)]
    assert "E3800225" in refused[0].reason


def test_another_file_is_refused_in_a_sentence(sample):
    path = sample("LSOA21CD,WD24CD\nE01011949,E05001414\n")
    assert lookup_icb.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="lookup.csv is not .*no column LSOA21NM or SICBL24CD"):
        list(lookup_icb.read(path, refuse=pytest.fail))


def test_the_nhs_footprint_differs_from_the_councils_west_yorkshire_icb_has_thirty_more(shared_data):
    path = shared_data / "places/lookups/LSOA21_SICBL24_ICB24_lookup_england.csv.gz"
    assert lookup_icb.recognise(head(path)) == lookup_icb.SOURCE
    board = {nhs: code for code, nhs in lookup_icb.nhs_codes(path).items()}
    records = list(lookup_icb.read(path, refuse=pytest.fail))
    locations = {r.code for r in records if r.parent_kind == "icb24" and r.parent_code == board["QWO"]}
    inside = [r.name for r in records if r.parent_kind == "sicbl24" and r.parent_code in locations]
    assert len(inside) == 1_404 + 30
    assert sum(name.startswith("Craven") for name in inside) == 30
    assert len(board) == 42


def test_the_release_of_2022_is_read_on_codes_of_2011_with_its_authorities(shared_data):
    path = shared_data / "places/lookups/LSOA11_SICBL22_ICB22_LAD22_lookup_england.csv.gz"
    assert lookup_icb.recognise(head(path)) == lookup_icb.SOURCE_2022
    records = list(lookup_icb.read(path, refuse=pytest.fail))
    assert {(r.kind, r.parent_kind) for r in records} == {
        ("lsoa11", "sicbl22"),
        ("lsoa11", "lad22"),
        ("sicbl22", "icb22"),
    }
    assert sum(r.kind == "lsoa11" and r.parent_kind == "lad22" for r in records) == 32_844
