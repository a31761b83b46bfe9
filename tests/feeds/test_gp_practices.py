"""GP practices in use, out of all organisations that prescribe."""

from pathlib import Path

import pytest

from commonweal.feeds import gp_practices
from commonweal.feeds.base import WrongFile, head

PLACED = "Organisation Code,Name,High Level Health Geography,Postcode,lon,lat,LSOA21CD\n"


def row(
    code: str = "B86001", status: str = "A", setting: str = "4", postcode: str = "LS111AB", name: str = "MILL LANE"
):
    """One row of epraccur, whose columns have no names."""
    cells = [""] * 27
    cells[0], cells[1], cells[4], cells[5], cells[9] = code, name, "THE HEALTH CENTRE", "WENBECK", postcode
    cells[10], cells[12], cells[17], cells[25] = "19740401", status, "01632 960000", setting
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "practices.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_trap_12_epraccur_has_no_header_and_is_known_by_its_first_row(tmp_path):
    path = write(tmp_path, row())
    assert gp_practices.recognise(head(path)) == gp_practices.SOURCE
    (practice,) = gp_practices.read(path, refuse=pytest.fail)
    assert (practice.source_id, practice.kind, practice.name) == ("B86001", "gp_practice", "Mill Lane")
    assert (practice.postcode, practice.address) == ("LS11 1AB", "The Health Centre, Wenbeck")
    assert (practice.lat, practice.details) == (None, {"Practice code": "B86001", "Telephone": "01632 960000"})


def test_trap_12_prisons_hospices_and_closed_practices_are_no_practices_and_no_faults(tmp_path):
    prison, closed, dormant = row("Y00001", setting="10"), row("B86002", status="C"), row("B86003", status="D")
    path = write(tmp_path, prison + closed + dormant + row())
    assert [each.source_id for each in gp_practices.read(path, refuse=pytest.fail)] == ["B86001"]


def test_another_list_of_organisations_with_as_many_columns_is_not_taken_for_it(tmp_path):
    path = write(tmp_path, row(setting=""))
    assert gp_practices.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="neither the 27 columns without a header"):
        list(gp_practices.read(path, refuse=pytest.fail))


def test_a_practice_is_the_same_in_a_list_with_places(tmp_path):
    path = write(tmp_path, PLACED + "B86001,MILL LANE,QWO,LS11 1AB,-1.5,53.8,E01011949\n")
    assert gp_practices.recognise(head(path)) == gp_practices.SOURCE
    (practice,) = gp_practices.read(path, refuse=pytest.fail)
    assert (practice.source_id, practice.lat, practice.lon) == ("B86001", 53.8, -1.5)


def test_columns_of_a_list_with_places_may_be_in_other_capitals_and_another_order(tmp_path):
    path = write(tmp_path, "LAT,LON,POSTCODE,NAME,ORGANISATION CODE\n53.8,-1.5,LS1 1AB,MILL LANE,B86001\n")
    assert gp_practices.recognise(head(path)) == gp_practices.SOURCE
    (practice,) = gp_practices.read(path, refuse=pytest.fail)
    assert (practice.source_id, practice.name, practice.lat) == ("B86001", "Mill Lane", 53.8)


def test_a_row_of_a_list_with_places_that_was_cut_short_is_refused_by_line(tmp_path):
    refused = []
    path = write(tmp_path, "lat,lon,Postcode,Name,Organisation Code\n53.8,-1.5,LS1 1AB\n53.8,-1.5,LS1 1AB,X,B86001\n")
    assert len(list(gp_practices.read(path, refuse=refused.append))) == 1
    assert [row.line for row in refused] == [2]
    assert "cut short" in refused[0].reason


@pytest.mark.parametrize(
    "rows",
    [
        PLACED + "B86001,Café Surgery,QWO,LS1 1AB,-1.5,53.8,\nB86002,Mill Lane,QWO,LS1 1AB,-1.5,53.8,\n",
        row(name="CAFÉ SURGERY") + row(code="B86002"),
    ],
)
def test_a_name_garbled_by_another_encoding_is_refused_and_never_shown(tmp_path, rows):
    refused = []
    path = tmp_path / "practices.csv"
    path.write_bytes(rows.encode("cp1252"))
    assert [each.source_id for each in gp_practices.read(path, refuse=refused.append)] == ["B86002"]
    assert "CSV UTF-8" in refused[0].reason


def test_a_practice_without_a_place_or_a_code_is_refused_by_line(tmp_path):
    refused = []
    path = write(tmp_path, row() + row("B86002", postcode="LS11") + '"B86003","CUT"\n' + row("?"))
    assert len(list(gp_practices.read(path, refuse=refused.append))) == 1
    assert [each.line for each in refused] == [2, 3, 4]
    assert "“LS11” is no postcode" in refused[0].reason


@pytest.mark.parametrize(
    ("shouted", "plain"),
    [
        ("LITTLE HORTON LANE MEDICAL CENTRE - RAJA", "Little Horton Lane Medical Centre - Raja"),
        ("STOKE-ON-TRENT NHS PRACTICE", "Stoke-on-Trent NHS Practice"),
        ("DR MJ LEE & PARTNERS", "Dr MJ Lee & Partners"),
        ("ST JOHN'S AND THE MOOR", "St John's and the Moor"),
        ("McMillan Surgery", "McMillan Surgery"),
    ],
)
def test_names_are_not_shouted(shouted, plain):
    assert gp_practices.plain_case(shouted) == plain


def test_england_has_6337_practices_in_the_national_file_and_each_placed_one_is_among_them(shared_data):
    assets = shared_data / "places/assets"
    refused = []
    national = list(gp_practices.read(assets / "epraccur_gp_practices_excl_QOP.csv.gz", refuse=refused.append))
    assert (len(national), refused) == (6_337, [])
    ids = {each.source_id for each in national}
    found = {}
    for path in sorted(assets.glob("gp_practices_geocoded_*.csv")):
        rows = list(gp_practices.read(path, refuse=pytest.fail))
        assert {each.source_id for each in rows} <= ids
        found[path.stem.removeprefix("gp_practices_geocoded_")] = len(rows)
    assert found == {"north_east_london": 271, "northamptonshire": 68, "west_yorkshire": 264}
