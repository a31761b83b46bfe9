"""What a place is made of follows from the published lookups, whoever's line is meant."""

from __future__ import annotations

import pytest

from commonweal.core.errors import Invalid, NotFound
from commonweal.feeds.records import AreaParent, CodeChange
from commonweal.places import footprint


@pytest.fixture
def lookup():
    """A board that covers a council and part of the next: the two footprints differ, as in West Yorkshire."""
    made = footprint.Lookup()
    for code, council in (("E01000001", "Ashby"), ("E01000002", "Ashby"), ("E01000003", "Craven")):
        number = {"Ashby": "E08000001", "Craven": "E07000163"}[council]
        made.see(AreaParent("lsoa21", code, f"{council} 001A", "sicbl24", "E38000001", "NHS Ashby ICB - 01A", "exact"))
        made.see(AreaParent("lsoa21", code, f"{council} 001A", "lad22", number, council, "exact"))
    board = "NHS Ashby Integrated Care Board"
    made.see(AreaParent("sicbl24", "E38000001", "NHS Ashby ICB - 01A", "icb24", "E54000001", board, "exact"))
    made.see(AreaParent("lsoa21", "E01000002", "Ashby 001A", "ward24", "E05000001", "Mill", "best_fit"))
    made.see(CodeChange("lad", "E07000163", "lad", "E06000065", "R"))
    return made


def test_a_name_means_the_board_first(lookup):
    found = footprint.by_name(lookup, "Ashby")
    assert set(found.areas) == {"E01000001", "E01000002", "E01000003"}
    assert found.name == "Ashby"
    assert "E54000001" in found.words


def test_the_council_footprint_is_another_place(lookup):
    found = footprint.by_codes(lookup, ["E08000001"], slug="ashby-council", name="Ashby, the council")
    assert set(found.areas) == {"E01000001", "E01000002"}


def test_boards_councils_and_single_neighbourhoods_can_be_put_together(lookup):
    found = footprint.by_codes(lookup, ["E08000001", "E01000003"], slug="mine", name="")
    assert len(found.areas) == 3


def test_a_council_made_since_the_lookup_is_the_districts_that_joined_it(lookup):
    lookup.names[("lad24", "E06000065")] = "North Yorkshire"
    assert set(footprint.by_codes(lookup, ["E06000065"], slug="n", name="").areas) == {"E01000003"}


def test_an_unknown_name_is_answered_with_near_ones(lookup):
    with pytest.raises(NotFound, match="Did you mean ashby"):
        footprint.by_name(lookup, "Ashbey")


def test_what_is_no_code_is_refused_with_an_example(lookup):
    with pytest.raises(Invalid, match="E08000035"):
        footprint.by_codes(lookup, ["Leeds"], slug="x", name="")


def test_a_ward_is_never_what_a_place_is_made_of_by_best_fit(lookup):
    with pytest.raises(NotFound):
        footprint.by_codes(lookup, ["E05000001"], slug="x", name="")
