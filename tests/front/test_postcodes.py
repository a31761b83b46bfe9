"""A postcode that is not held, or is in use no more, is answered with what can be said."""

from __future__ import annotations

import pytest

from commonweal.evidence import queries as evidence
from commonweal.feeds.records import AreaParent, PostcodePoint
from commonweal.front import find
from commonweal.journal.actor import PUBLIC
from tests.places.small import NAMES, Small, bring, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(tmp_path):
    made = place()
    lies = [
        AreaParent("lsoa21", code, name, "lad24", f"E0600000{1 + (code == 'E01000004')}",
                   "Far Fells" if code == "E01000004" else "Ashby", "exact")
        for code, name in NAMES.items()
    ]  # fmt: skip
    bring(made, Small(lies), tmp_path / "l.csv", key="nest")
    rows = [PostcodePoint(f"AB1 {n}AA", 51.005, 0.005, code, None) for n, code in enumerate(list(NAMES)[:3])]
    rows.append(PostcodePoint("AB1 9AA", 51.005, 0.005, "E01000001", None, "1996-05"))
    bring(made, Small(rows), tmp_path / "p.csv", key="postcodes")
    return made


def test_a_postcode_that_may_lie_where_none_are_held_is_not_said_to_be_in_no_place(here):
    why = find.find(PUBLIC, "AB9 9AA").why
    assert "not in any place held here" not in why
    assert "Postcodes are not held for part of Ashby: 1 of its 4 neighbourhoods has none, in Far Fells." in why


def test_the_gap_is_told_with_the_place_and_its_sources(here, client):
    assert "Far Fells" in evidence.place_whole(PUBLIC, "ashby").gaps[0]
    assert "Far Fells" in client.get("/place/ashby").content.decode()
    assert "Far Fells" in client.get("/place/ashby/sources").content.decode()


def test_a_postcode_that_has_ended_says_so_and_since_when_and_where_it_was(here, client):
    page = client.get("/find?q=AB1+9AA")
    assert page.status_code == 200
    words = page.content.decode()
    assert "AB1 9AA was withdrawn in May 1996" in words
    assert "/area/lsoa21:E01000001" in words
    assert client.get("/find?q=AB1+0AA").status_code == 302


def test_where_every_neighbourhood_has_postcodes_one_that_is_unknown_lies_elsewhere(here, tmp_path):
    rows = [PostcodePoint("AB1 4AA", 51.015, 0.015, "E01000004", None)]
    bring(here, Small(rows), tmp_path / "q.csv", key="postcodes2")
    assert "not in any place held here" in find.find(PUBLIC, "AB9 9AA").why
    assert evidence.place_whole(PUBLIC, "ashby").gaps == ()
