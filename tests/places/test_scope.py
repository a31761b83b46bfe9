"""Which ground a load is for: what 2011 codes mean today, where a point lies, and what nests in what."""

from __future__ import annotations

import pytest

from commonweal.feeds.records import AreaName, AreaParent, CodeChange, PostcodePoint
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.places import changes, nest, queries
from commonweal.places.models import Area, Parent
from commonweal.places.scope import Scope
from tests.places.small import NAMES, SQUARES, Small, bring, place

pytestmark = pytest.mark.django_db

# E01000901 is unchanged; E01000902 was split in two; E01000903 and E01000904 have merged.
WAS = [
    CodeChange("lsoa11", "E01000901", "lsoa21", "E01000001", "U"),
    CodeChange("lsoa11", "E01000902", "lsoa21", "E01000002", "S"),
    CodeChange("lsoa11", "E01000902", "lsoa21", "E01000003", "S"),
    CodeChange("lsoa11", "E01000903", "lsoa21", "E01000004", "M"),
    CodeChange("lsoa11", "E01000904", "lsoa21", "E01000004", "M"),
]


@pytest.fixture
def here(tmp_path):
    made = place()
    bring(made, Small(WAS), tmp_path / "was.csv", key="was")
    return made


def test_split_ground_has_no_one_neighbourhood_of_today(here):
    scope = Scope(here)
    assert scope.codes["lsoa11"] == {"E01000901", "E01000902", "E01000903", "E01000904"}
    assert scope.became_one == {"E01000901": "E01000001", "E01000903": "E01000004", "E01000904": "E01000004"}


def test_a_postcode_with_only_a_split_2011_code_is_placed_by_its_point(here, tmp_path):
    bring(here, Small(list(SQUARES)), tmp_path / "s.json", key="shapes")
    rows = [
        PostcodePoint("AB1 1AA", 51.005, 0.015, None, "E01000902"),  # the second square
        PostcodePoint("AB1 1AB", 51.015, 0.005, None, "E01000902"),  # the third
        PostcodePoint("AB1 1AD", 0, 0, None, "E01000903"),
    ]
    bring(here, Small(rows), tmp_path / "p.csv", key="postcodes")
    found = {each.postcode: queries.postcode(PUBLIC, each.postcode).area_key[-1] for each in rows}
    assert found == {"AB1 1AA": "2", "AB1 1AB": "3", "AB1 1AD": "4"}


def test_a_postcode_of_split_ground_without_outlines_is_refused_with_a_reason_not_put_anywhere(here, tmp_path):
    rows = [PostcodePoint("AB1 1AA", 51.005, 0.015, None, "E01000902")]
    came = bring(here, Small(rows), tmp_path / "p.csv", key="postcodes")
    assert (came.used, came.refused) == (0, 1)
    assert queries.postcode(PUBLIC, "AB1 1AA") is None


def test_a_point_lies_in_the_member_whose_outline_holds_it_and_outside_in_none(here, tmp_path):
    bring(here, Small(list(SQUARES)), tmp_path / "s.json", key="shapes")
    scope = Scope(here)
    assert scope.containing(51.015, 0.015) == scope.ids["E01000004"]
    assert scope.containing(52, 0.015) is None


def test_the_hash_of_the_ground_follows_the_members(here):
    before = Scope(here).hash(lookups=False)
    assert Scope(here).hash(lookups=False) == before
    changes.set_areas(HOUSE, here, kind="lsoa21", areas={"E01000001": "Ashby 001A"})
    assert Scope(here).hash(lookups=False) != before


def test_neighbourhoods_nest_in_the_group_they_are_named_after(here, tmp_path):
    with_group = Area.objects.filter(name="Ashby 001")
    assert not with_group.exists()
    assert nest.missing(here) == []
    names = Small([AreaName("msoa21", "E02000001", "Mill", official="Ashby 001")])
    bring(here, names, tmp_path / "n.csv", key="names")
    changes.nest_areas(HOUSE, here)
    group = with_group.get()
    assert set(Parent.objects.filter(parent=group).values_list("area__code", flat=True)) == {"E01000001", "E01000002"}
    assert nest.missing(here) == []


def test_all_of_a_2022_council_went_where_most_of_its_neighbourhoods_are_said_to_be(here, tmp_path):
    rows = [AreaParent("lsoa21", c, n, "lad22", "E06000001", "Old Ashby", "exact") for c, n in NAMES.items()]
    fits = ["E06000002"] * 3 + ["E06000009"]
    rows += [
        AreaParent("lsoa21", c, n, "lad24", fit, fit, "best_fit")
        for (c, n), fit in zip(NAMES.items(), fits, strict=True)
    ]
    bring(here, Small(rows), tmp_path / "nest.csv", key="nest")
    changes.nest_areas(HOUSE, here)
    exact = Parent.objects.filter(how=Parent.EXACT, parent__kind="lad24")
    assert set(exact.values_list("parent__code", flat=True)) == {"E06000002"}
    assert exact.count() == 4


def test_naming_neighbourhoods_of_another_kind_leaves_those_that_are_there(here):
    changes.set_areas(HOUSE, here, kind="neighbourhood", areas={"mill": "Mill Lane"})
    assert queries.members(here).count() == 5
