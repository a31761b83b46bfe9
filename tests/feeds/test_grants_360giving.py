"""Grants by the 360Giving standard: an office is not where the help goes."""

from __future__ import annotations

import gzip
import json

import pytest

from commonweal.feeds import grants_360giving
from commonweal.feeds.base import WrongFile, head
from tests.feeds.test_iod2019 import read

GRANT = {
    "id": "360G-x-1", "title": "A choir", "currency": "GBP", "amountAwarded": 3239.34,
    "awardDate": "2015-06-01T23:30:00+01:00", "plannedDates": [{"startDate": "2015-07-01T00:00:00Z"}],
    "recipientOrganization": [{"id": "GB-CHC-1", "name": "Choir", "postalCode": "ls3  1hh"}],
    "fundingOrganization": [{"id": "GB-CHC-2", "name": "Trust"}],
    "beneficiaryLocation": [{"geoCode": "E01011681", "geoCodeType": "LSOA"}, {"name": "Leeds"}],
}  # fmt: skip


def wrote(tmp_path, *grants, **package):
    path = tmp_path / "g.json"
    path.write_text(json.dumps({"grants": list(grants), **package}), encoding="utf-8")
    return path


def test_trap_21_where_it_helps_and_where_the_office_is_are_read_apart(tmp_path):
    path = wrote(tmp_path, GRANT)
    assert grants_360giving.recognise(head(path)) is grants_360giving.SOURCE
    (grant,), refused = read(grants_360giving, path)
    # Codes of neighbourhoods are of 2011 unless the funder says otherwise; a name without a code tells no ground.
    assert (grant.benefits, grant.office, refused) == ((("lsoa11", "E01011681"),), "LS3 1HH", [])


def test_trap_21_whole_numbers_and_pence_both_stay_what_they_are_and_days_are_the_funders_own(tmp_path):
    whole = GRANT | {"id": "360G-x-2", "amountAwarded": 14555}
    grants, _ = read(grants_360giving, wrote(tmp_path, GRANT, whole))
    assert [grant.amount for grant in grants] == ["3239.34", "14555.00"]
    assert (grants[0].awarded, grants[0].starts, grants[0].ends) == ("2015-06-01", "2015-07-01", "")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"id": ""}, "no “id”"), ({"amountAwarded": "lots"}, "cannot be read"),
        ({"awardDate": "soon"}, "cannot be read"),
        ({"recipientOrganization": []}, "cannot be read"), ({"recipientIndividual": {"id": "x"}}, "given to a person"),
        ({"amountAwarded": -1}, "no amount"), ({"fundingOrganization": None}, "no “fundingOrganization”"),
    ],
)  # fmt: skip
def test_a_grant_that_cannot_be_used_is_refused_and_the_others_go_in(tmp_path, wrong, why):
    grants, refused = read(grants_360giving, wrote(tmp_path, GRANT | wrong, GRANT))
    assert [grant.grant_id for grant in grants] == ["360G-x-1"]
    assert refused[0].line == 1 and why in refused[0].reason


@pytest.mark.parametrize("text", ['{"grants": [{"id": "1", "fundingOrgan', "[]", '{"other": 1}', "a,b"])
def test_a_file_cut_short_or_of_something_else_is_refused_in_a_sentence(tmp_path, text):
    path = tmp_path / "g.json"
    path.write_text(text)
    assert grants_360giving.recognise(head(path)) is None
    with pytest.raises(WrongFile):
        read(grants_360giving, path)


def test_a_packed_file_cut_short_is_refused_too(tmp_path):
    path = tmp_path / "g.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"grants": [GRANT] * 500}).encode())[:-20])
    with pytest.raises(WrongFile, match="cut short"):
        read(grants_360giving, path)


def test_trap_21_of_those_gathered_only_one_funder_says_where_its_grants_help(shared_data):
    folder = shared_data / "places" / "grants"
    said = {}
    for name in ("power_to_change", "lloyds_bank_foundation"):
        grants, refused = read(grants_360giving, folder / f"360giving_{name}_subset.json.gz")
        assert refused == [] and all(grant.office for grant in grants)
        said[name] = (len(grants), sum(bool(grant.benefits) for grant in grants))
    assert said == {"power_to_change": (110, 110), "lloyds_bank_foundation": (372, 0)}


def test_the_fact_sheet_does_not_claim_a_licence_the_file_does_not_state():
    assert grants_360giving.SOURCE.licence == "unstated"
