"""Where lists of assets say anything; which areas are held only in part; what is kept in memory and for how long."""

from __future__ import annotations

from commonweal.directory.models import Asset
from commonweal.evidence import deprivation, ground, queries, reach
from commonweal.journal.actor import PUBLIC
from commonweal.places.models import PlaceArea
from tests.evidence.hand import Hand


def test_a_neighbourhood_with_nothing_listed_has_none_where_its_council_has_some(hand: Hand) -> None:
    a, b = hand.area("A"), hand.area("B")
    council = hand.area("C", kind="council")
    for area in (a, b):
        hand.parent(area, council)
        hand.values(area, people=1000)
    hand.asset(a)
    hand.place(a, b)
    rows = {row.code: row for row in queries.neighbourhoods(PUBLIC, "ashby", "neighbourhood")}
    assert (rows["A"].assets, rows["A"].assets_per_10000) == (1, 10.0)
    assert (rows["B"].assets, rows["B"].assets_per_10000) == (0, 0.0)


def test_a_council_of_which_nothing_at_all_is_listed_is_out_of_reach_not_empty(hand: Hand) -> None:
    a, b = hand.area("A"), hand.area("B")
    for area, council in ((a, hand.area("C", kind="council")), (b, hand.area("D", kind="council"))):
        hand.parent(area, council)
        hand.values(area, people=1000, decile=1)
    hand.asset(a)
    hand.place(a, b)
    rows = {row.code: row for row in queries.neighbourhoods(PUBLIC, "ashby", "council")}
    assert (rows["C"].assets, rows["C"].assets_per_10000) == (1, 10.0)
    assert (rows["D"].assets, rows["D"].assets_per_10000) == (None, None)
    first = deprivation.fifths(ground.of_place("ashby"))[0]
    assert (first.neighbourhoods, first.population, first.per_10000) == (1, 1000, 10.0)  # 5 if B counted as none


def test_closed_assets_and_those_gone_from_their_list_do_not_count(hand: Hand) -> None:
    a = hand.area("A")
    hand.values(a, people=1000)
    hand.asset(a)
    hand.asset(a, status=Asset.CLOSED)
    hand.place(a)
    assert queries.neighbourhoods(PUBLIC, "ashby", "neighbourhood")[0].assets == 1


def test_an_areas_own_page_and_the_list_it_stands_in_agree_on_what_is_here(hand: Hand) -> None:
    """B has a library on the map, and the place has an official list of libraries: the map’s is not counted."""
    a, b = hand.area("A"), hand.area("B")
    for area in (a, b):
        hand.values(area, people=1000)
    hand.asset(a, "library", dataset="libraries2023")
    hand.asset(b, "library", dataset="osm_assets")
    hand.place(a, b)
    listed = {row.code: row for row in queries.neighbourhoods(PUBLIC, "ashby", "neighbourhood")}
    for area in (a, b):
        own = queries.area_whole(PUBLIC, area.key).area
        assert (own.assets, own.assets_per_10000) == (listed[area.code].assets, listed[area.code].assets_per_10000)
    assert listed["B"].assets == 0


def test_an_area_whose_outline_goes_well_beyond_what_is_held_is_said_to_be_held_in_part(hand: Hand) -> None:
    a, b = hand.area("A"), hand.area("B")
    whole, part = hand.area("C", kind="council"), hand.area("D", kind="council")
    hand.box(a, 0, 1)
    hand.box(b, 1, 2)
    hand.box(whole, -0.01, 1.01)  # drawn with fewer points
    hand.box(part, 1, 9)
    assert reach.held_in_part({whole.pk: [a.pk], part.pk: [b.pk]}) == {part.pk}


def test_without_outlines_nothing_is_said_of_parts(hand: Hand) -> None:
    a, council = hand.area("A"), hand.area("C", kind="council")
    hand.box(council, 0, 9)
    assert reach.held_in_part({council.pk: [a.pk]}) == set()


def test_an_area_held_in_part_does_not_give_the_parts_people_as_its_own(hand: Hand) -> None:
    a, council = hand.area("A"), hand.area("C", kind="council", name="North Riding")
    hand.parent(a, council)
    hand.values(a, people=50_868)
    hand.box(a, 0, 1)
    hand.box(council, 0, 9)
    hand.place(a)
    page = queries.area_whole(PUBLIC, council.key)
    assert page.area.partly and page.area.neighbourhoods == 1
    assert page.lead == (
        "50,868 people live in one neighbourhood of North Riding, which is all that is held of it here."
    )
    assert queries.neighbourhoods(PUBLIC, "ashby", "council")[0].partly


def test_what_is_kept_is_made_again_when_a_place_swaps_one_neighbourhood_for_another(hand: Hand) -> None:
    a, b = hand.area("A"), hand.area("B")
    hand.values(a, people=100)
    hand.values(b, people=250)
    place = hand.place(a)
    assert queries.place_whole(PUBLIC, "ashby").population.value == 100
    PlaceArea.objects.filter(place=place).delete()
    PlaceArea.objects.create(place=place, area=b)
    assert queries.place_whole(PUBLIC, "ashby").population.value == 250
