"""England beside a place: its own totals, its neighbourhoods' spread, and what is not known left out of both."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.evidence import england
from commonweal.evidence.models import Spread
from commonweal.places.models import DatasetVersion
from tests.evidence.hand import BAD, DECILE, HEALTH, VERY_BAD, Hand

NONE = float("nan")


def columns(**numbers: list[float]) -> dict[str, np.ndarray]:
    keys = {"all_health": HEALTH, "bad": BAD, "very_bad": VERY_BAD, "decile": DECILE}
    return {keys[name]: np.array(each) for name, each in numbers.items()}


def keep(version: DatasetVersion, given: dict[str, np.ndarray]) -> None:
    codes = [f"E0100000{number}" for number in range(len(next(iter(given.values()))))]
    england.keep(version, "lsoa21", codes, given)


def test_england_is_totals_divided_and_its_spread_is_of_shares(hand: Hand) -> None:
    version = hand.version()
    keep(version, columns(all_health=[100, 900], bad=[10, 5], very_bad=[10, 4]))
    kept = Spread.objects.get(indicator="bad_health")
    assert (kept.top, kept.bottom, kept.areas) == (29, 1000, 2)
    assert (kept.percentiles[0], kept.percentiles[50], kept.percentiles[100]) == (1.0, 10.5, 20.0)
    assert england.beside({"bad_health": version.pk})["bad_health"].value == pytest.approx(2.9)


def test_a_neighbourhood_unknown_in_one_part_counts_in_none(hand: Hand) -> None:
    keep(hand.version(), columns(all_health=[100, 900], bad=[10, NONE], very_bad=[10, 4]))
    kept = Spread.objects.get(indicator="bad_health")
    assert (kept.top, kept.bottom, kept.areas) == (20, 100, 1)


def test_a_neighbourhood_of_nobody_has_no_share(hand: Hand) -> None:
    keep(hand.version(), columns(all_health=[0, 100], bad=[0, 1], very_bad=[0, 1]))
    assert Spread.objects.get(indicator="bad_health").areas == 1


def test_tenths_have_a_spread_but_no_figure_for_england(hand: Hand) -> None:
    version = hand.version()
    keep(version, columns(decile=[1, 2, 3]))
    assert england.beside({"imd_decile": version.pk})["imd_decile"].value is None


def test_an_indicator_whose_file_lacks_a_part_is_not_kept(hand: Hand) -> None:
    keep(hand.version(), columns(all_health=[100], bad=[1]))
    assert not Spread.objects.filter(indicator="bad_health").exists()


def test_the_same_file_again_is_kept_once(hand: Hand) -> None:
    version = hand.version()
    for bad in (1, 2):
        keep(version, columns(all_health=[100], bad=[bad], very_bad=[0]))
    assert Spread.objects.get(indicator="bad_health").top == 2
