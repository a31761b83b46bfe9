"""What pages ask for, on a place made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from commonweal.core.errors import Invalid, NotFound
from commonweal.evidence import keep, queries
from commonweal.journal import kinds as journal_kinds
from commonweal.journal.actor import PUBLIC
from commonweal.places.models import Area
from tests.evidence.hand import Hand


@pytest.fixture
def valley(hand: Hand) -> dict[str, Area]:
    """Two councils; North of two groups (A and B; C), South of one (D). People 100, 200, 300, 400."""
    areas = {code: hand.area(code) for code in "ABCD"}
    groups = {code: hand.area(code, kind="group", name=f"Group {code}") for code in ("AB", "C1", "D1")}
    councils = {code: hand.area(code, kind="council") for code in ("North", "South")}
    for code, (group, council) in {
        "A": ("AB", "North"), "B": ("AB", "North"), "C": ("C1", "North"), "D": ("D1", "South"),
    }.items():  # fmt: skip
        hand.parent(areas[code], groups[group])
        hand.parent(areas[code], councils[council])
    for number, (area, decile) in enumerate(zip(areas.values(), (1, 2, 5, 10), strict=True), start=1):
        hand.values(area, people=100 * number, decile=decile, all_health=100 * number, bad=number, very_bad=number)
        hand.asset(area)
    hand.place(*areas.values())
    return areas | groups | councils


def test_a_place_whole_adds_up(valley: dict[str, Area]) -> None:
    whole = queries.place_whole(PUBLIC, "ashby")
    assert whole.population.value == 1000 and whole.assets_total == 4
    assert whole.deprivation[0].most_deprived_fifth == 2
    assert whole.areas_by_kind["neighbourhoods"] == 4
    assert "population" not in {row.indicator for row in whole.figures}
    assert next(row for row in whole.figures if row.indicator == "bad_health").value == pytest.approx(2.0)


def test_a_place_that_is_not_held_is_not_found(hand: Hand) -> None:
    for ask in (queries.place_whole, queries.kinds, queries.datasets):
        with pytest.raises(NotFound):
            ask(PUBLIC, "nowhere")


def test_a_place_of_which_nothing_is_known_says_so(hand: Hand) -> None:
    hand.place(hand.area("A"))
    whole = queries.place_whole(PUBLIC, "ashby")
    assert whole.population.value is None and whole.population.text == "not known"
    assert whole.figures == () and whole.fifths == () and whole.deprivation == ()
    assert whole.sentences == ("It is not known how many people live in Ashby.",)
    row = queries.neighbourhoods(PUBLIC, "ashby", "neighbourhood")[0]
    assert (row.population, row.assets, row.assets_per_10000, row.deprivation_decile) == (None, None, None, None)


def test_voices_are_counted_each_time_though_figures_are_kept(valley: dict[str, Area], monkeypatch: Any) -> None:
    assert queries.place_whole(PUBLIC, "ashby").voices == 0
    monkeypatch.setattr(journal_kinds, "voices", lambda viewer, place: ["one", "two"])
    assert queries.place_whole(PUBLIC, "ashby").voices == 2


def test_larger_areas_add_up_their_neighbourhoods_and_have_no_tenth_of_their_own(valley: dict[str, Area]) -> None:
    rows = {row.code: row for row in queries.neighbourhoods(PUBLIC, "ashby", "council")}
    north = rows["North"]
    assert (north.population, north.assets, north.neighbourhoods) == (600, 3, 3)
    assert north.assets_per_10000 == pytest.approx(50)
    assert north.deprivation_decile is None
    assert north.share_in_most_deprived_fifth == pytest.approx(200 / 3)


def test_people_of_an_area_are_not_known_where_one_neighbourhoods_are_not(valley: dict[str, Area], hand: Hand) -> None:
    e = hand.area("E")
    hand.parent(e, valley["North"])
    hand.values(e, people=None)
    hand.place(*(valley[code] for code in "ABCD"), e, slug="larger")
    rows = {row.code: row for row in queries.neighbourhoods(PUBLIC, "larger", "council")}
    assert rows["North"].population is None and rows["North"].assets_per_10000 is None
    assert rows["South"].population == 400


def test_an_area_holds_the_next_smaller_ones(valley: dict[str, Area]) -> None:
    assert [row.code for row in queries.area_whole(PUBLIC, "council:North").children] == ["AB", "C1"]
    assert [row.code for row in queries.area_whole(PUBLIC, "group:AB").children] == ["A", "B"]
    assert queries.area_whole(PUBLIC, "neighbourhood:A").children == ()


def test_the_larger_areas_around_one_have_their_own_people_not_its(valley: dict[str, Area]) -> None:
    parents = {row.code: row.population for row in queries.area_whole(PUBLIC, "neighbourhood:A").parents}
    assert parents == {"AB": 300, "North": 600}


def test_a_ward_is_parted_into_its_neighbourhoods_not_into_slices_of_groups(
    valley: dict[str, Area], hand: Hand
) -> None:
    ward = hand.area("W", kind="ward24")
    for code in "BC":
        hand.parent(valley[code], ward, how="best_fit")
    assert [row.code for row in queries.area_whole(PUBLIC, "ward24:W").children] == ["B", "C"]


def test_looks_at_the_database_do_not_grow_with_the_neighbourhoods(
    hand: Hand, django_assert_max_num_queries: Any
) -> None:
    council = hand.area("Big", kind="council")
    areas = [hand.area(f"N{number:03}") for number in range(60)]
    groups = [hand.area(f"G{number:02}", kind="group") for number in range(20)]
    for number, area in enumerate(areas):
        hand.parent(area, groups[number % 20])
        hand.parent(area, council)
        hand.values(area, people=100, decile=3)
    hand.place(*areas)
    keep._kept.clear()
    keep.begin()  # as in a request, which asks only once whether anything has changed
    with django_assert_max_num_queries(36):
        assert len(queries.area_whole(PUBLIC, council.key).children) == 20
    keep.end()


def test_an_area_with_none_of_its_neighbourhoods_held_is_not_found(hand: Hand) -> None:
    hand.area("Far", kind="council")
    with pytest.raises(NotFound, match="none of the neighbourhoods"):
        queries.area_whole(PUBLIC, "council:Far")


def test_two_areas_are_set_side_by_side(valley: dict[str, Area]) -> None:
    both = queries.compare(PUBLIC, "council:North", "council:South")
    assert (both.left.code, both.right.code) == ("North", "South")
    assert both.left_figures[0].value == pytest.approx(2.0)  # (1+2+3) × 2 of 600
    assert both.right_figures[0].value == pytest.approx(2.0)


def test_a_map_of_neighbourhoods_shows_tenths_and_one_of_councils_the_share_in_the_first_two(
    valley: dict[str, Area],
) -> None:
    unit, _, values, _ = queries.map_values(PUBLIC, "ashby", "neighbourhood", "imd_decile")
    assert unit == "decile" and values["neighbourhood:A"][0] == 1
    unit, higher, values, cited = queries.map_values(PUBLIC, "ashby", "council", "imd_decile")
    assert (unit, higher) == ("percent", "harder")
    assert values["council:North"][0] == pytest.approx(200 / 3) and values["council:South"][0] == 0
    assert "first two tenths" in cited.method


def test_a_score_of_several_neighbourhoods_is_refused_in_a_sentence(valley: dict[str, Area]) -> None:
    with pytest.raises(Invalid, match="never averaged"):
        queries.map_values(PUBLIC, "ashby", "council", "imd_score")
    with pytest.raises(Invalid, match="Nothing here is called"):
        queries.map_values(PUBLIC, "ashby", "council", "happiness")


def test_what_the_map_cannot_know_is_none_and_says_so(valley: dict[str, Area], hand: Hand) -> None:
    e = hand.area("E")
    hand.place(valley["A"], e, slug="pair")
    _, _, values, _ = queries.map_values(PUBLIC, "pair", "neighbourhood", "bad_health")
    assert values["neighbourhood:E"] == (None, "not known") and values["neighbourhood:A"][0] == 2.0


def test_a_map_offers_only_what_is_held(valley: dict[str, Area]) -> None:
    assert [key for key, _ in queries.map_choices(PUBLIC)] == ["imd_decile", "bad_health"]


def test_a_spread_counts_every_known_neighbourhood_once(hand: Hand) -> None:
    areas = [hand.area(f"N{number}") for number in range(6)]
    for number, area in enumerate(areas[:5]):
        hand.values(area, all_health=100, bad=number * 5, very_bad=0)
    hand.place(*areas)
    made = queries.distribution(PUBLIC, "ashby", "bad_health")
    assert sum(made.place) == 5 and made.median == 10
    assert sum(made.place_percent) == pytest.approx(100)
    assert made.edges[0] <= 0 and made.edges[-1] >= 20 and len(made.edges) == len(made.place) + 1
    assert made.england_median is None


def test_a_spread_of_too_few_or_all_alike_is_not_drawn(valley: dict[str, Area]) -> None:
    assert queries.distribution(PUBLIC, "ashby", "bad_health") is None  # 2 in 100 everywhere
    assert queries.distribution(PUBLIC, "ashby", "happiness") is None
