"""A postcode is known however it is typed, and nothing else is taken for one."""

import csv

import pytest

from commonweal.feeds.base import open_binary
from commonweal.feeds.postcode import normal_postcode


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("ls11ab", "LS1 1AB"),
        ("LS11 6AB", "LS11 6AB"),
        ("  ls11   6ab ", "LS11 6AB"),
        ("WF105DX", "WF10 5DX"),
        ("AB1  0AA", "AB1 0AA"),
        ("e1w1aa", "E1W 1AA"),
        ("ec1a\u00a01bb", "EC1A 1BB"),
        ("m11ae", "M1 1AE"),
        ("gir0aa", "GIR 0AA"),
    ],
)
def test_one_spelling_however_it_is_typed(typed, spelled):
    assert normal_postcode(typed) == spelled


@pytest.mark.parametrize("typed", ["", None, "LS11", "Beeston", "LS1 1AO", "1LS 1AB", "LS111 1AB", "99ZZ00", "GIR 1AB"])
def test_what_is_no_postcode_is_none_and_never_guessed(typed):
    assert normal_postcode(typed) is None


def test_every_postcode_of_west_yorkshire_is_known_as_published(shared_data):
    with open_binary(shared_data / "places/postcodes/postcode_lsoa_west_yorkshire.csv.gz") as stream:
        published = [row["pcds"] for row in csv.DictReader(line.decode() for line in stream)]
    assert len(published) == 63_989
    assert [postcode for postcode in published if normal_postcode(postcode) != postcode] == []
