"""Shares of England's most deprived neighbourhoods, in both editions; what is here by fifth."""

from __future__ import annotations

import pytest

from commonweal.evidence import deprivation, ground
from commonweal.evidence.ground import Ground
from commonweal.places.models import Area
from tests.evidence.hand import DECILE, Hand


def test_tenths_one_and_two_are_the_most_deprived_fifth(hand: Hand) -> None:
    areas = [hand.area(code) for code in "ABCDE"]
    for area, decile in zip(areas, (1, 1, 2, 3, 10), strict=True):
        hand.values(area, decile=decile)
    (share,) = deprivation.shares([area.pk for area in areas], drawn=True)
    assert (share.edition, share.most_deprived_tenth, share.most_deprived_fifth) == ("2025", 2, 3)
    assert (share.percent_tenth, share.percent_fifth) == (40.0, 60.0)
    assert share.by_decile == (2, 1, 1, 0, 0, 0, 0, 0, 0, 1)


def test_a_neighbourhood_without_a_tenth_is_neither_deprived_nor_not(hand: Hand) -> None:
    a, b, c = hand.area("A"), hand.area("B"), hand.area("C")
    hand.values(a, decile=1)
    hand.values(b, decile=None)
    (share,) = deprivation.shares([a.pk, b.pk, c.pk], drawn=True)
    assert (share.areas, share.areas_expected, share.percent_fifth) == (1, 3, 100.0)


def test_nothing_is_said_of_an_edition_that_is_not_held(hand: Hand) -> None:
    assert deprivation.shares([hand.area("A").pk], drawn=True) == ()


def test_the_indices_of_2019_speak_through_the_neighbourhoods_of_2011(hand: Hand) -> None:
    """One unchanged, one split in two, two merged into one: five of 2021 … four of 2011, each counted once."""
    new = {code: hand.area(code, kind="lsoa21") for code in ("same", "half1", "half2", "joined")}
    old = {code: hand.area(code, kind="lsoa11") for code in ("same", "whole", "left", "right", "elsewhere")}
    hand.became(old["same"], new["same"])
    hand.became(old["whole"], new["half1"], "S")
    hand.became(old["whole"], new["half2"], "S")
    hand.became(old["left"], new["joined"], "M")
    hand.became(old["right"], new["joined"], "M")
    for area, decile in zip(old.values(), (1, 2, 5, 9, 1), strict=True):
        hand.value(area, "iod2019.imd_decile", decile, version=hand.version("iod2019"))
    for area in new.values():
        hand.value(area, DECILE, 1, version=hand.version("iod2025"))
    now, then = deprivation.shares([area.pk for area in new.values()], drawn=False)
    assert (now.edition, now.areas, now.percent_fifth, now.cite.dataset) == ("2025", 4, 100.0, "iod2025")
    assert (then.edition, then.areas, then.most_deprived_tenth, then.most_deprived_fifth) == ("2019", 4, 1, 2)
    assert then.percent_fifth == 50.0 and then.cite.dataset == "iod2019"
    assert "2011" in then.cite.method and "2011" not in now.cite.method


def land(hand: Hand) -> tuple[Ground, list[Area]]:
    """Tenths 1, 2, 9 and 10 with 1,000 people each; three parks where it is hardest, one where it is easiest."""
    areas = [hand.area(code) for code in "ABCD"]
    for area, decile in zip(areas, (1, 2, 9, 10), strict=True):
        hand.values(area, decile=decile, people=1000)
    for area in (areas[0], areas[0], areas[1], areas[3]):
        hand.asset(area)
    hand.place(*areas)
    return ground.of_place("ashby"), areas


def test_a_fifth_is_two_tenths_and_its_assets_are_for_every_10000_of_its_people(hand: Hand) -> None:
    made, _ = land(hand)
    rows = deprivation.fifths(made)
    assert [row.fifth for row in rows] == [1, 2, 3, 4, 5]
    assert (rows[0].neighbourhoods, rows[0].population, rows[0].assets, rows[0].per_10000) == (2, 2000, 3, 15.0)
    assert (rows[4].assets, rows[4].per_10000) == (1, 5.0)
    # Exact Poisson limits of 3: 0.6187 to 8.7673.
    assert rows[0].lower == pytest.approx(3.0934, abs=1e-3) and rows[0].upper == pytest.approx(43.8364, abs=1e-3)


def test_a_fifth_with_no_neighbourhoods_has_no_rate(hand: Hand) -> None:
    made, _ = land(hand)
    middle = deprivation.fifths(made)[2]
    assert (middle.neighbourhoods, middle.population, middle.per_10000) == (0, None, None)


def test_a_fifth_whose_people_are_partly_unknown_has_no_rate(hand: Hand) -> None:
    made, areas = land(hand)
    less = Ground(
        made.areas, {k: v for k, v in made.people.items() if k != areas[1].pk}, made.deciles, made.assets, made.reached
    )
    first = deprivation.fifths(less)[0]
    assert first.population is None and first.per_10000 is None and first.assets == 3


def test_without_any_list_of_assets_nothing_is_said_of_them(hand: Hand) -> None:
    a = hand.area("A")
    hand.values(a, decile=1, people=1000)
    hand.place(a)
    assert deprivation.fifths(ground.of_place("ashby")) == ()
