"""Old codes of local authorities and what became of them."""

import pytest

from commonweal.feeds import la_codes
from commonweal.feeds.base import WrongFile, head
from commonweal.feeds.records import CodeChange

HEADER = "LADCD,LADNM,LADCD_ACTIVE,LADNM_ACTIVE,Current\n"


def test_only_changed_codes_are_told_and_bad_ones_refused(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text(
        HEADER
        + "E08000035,Leeds,E08000035,Leeds,TRUE\n"
        + "E07000163,Craven,E06000065,North Yorkshire,FALSE\n"
        + "E0700016,Hambleton,E06000065,North Yorkshire,FALSE\n"
    )
    refused = []
    assert la_codes.recognise(head(path)) == la_codes.SOURCE
    assert list(la_codes.read(path, refuse=refused.append)) == [CodeChange("lad", "E07000163", "lad", "E06000065", "R")]
    assert [row.line for row in refused] == [4]


def test_another_file_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("LADCD,LADNM\n")
    with pytest.raises(WrongFile, match="no column LADCD_ACTIVE"):
        list(la_codes.read(path, refuse=pytest.fail))


def test_authorities_change_code_northamptonshires_seven_districts_became_two(shared_data):
    path = shared_data / "places/lookups/la_all_codes_changes.csv"
    now = {change.from_code: change.to_code for change in la_codes.read(path, refuse=pytest.fail)}
    assert len(now) == 54
    assert {now[f"E07000{number}"] for number in range(150, 157)} == {"E06000061", "E06000062"}
    assert now["E07000163"] == "E06000065"
