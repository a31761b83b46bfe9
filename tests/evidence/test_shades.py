"""Shades of maps: the same steps on every picture of the same thing, and a legend of what can be seen."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter

from commonweal.evidence import shades


def test_shares_of_the_worst_off_have_the_steps_of_the_first_picture():
    values = {"a": (100.0, "all"), "b": (45.0, "45 in 100"), "c": (0.0, "none"), "d": (None, "not known")}
    legend, shown = shades.of_shares(values)
    assert {key: each.shade for key, each in shown.items()} == {
        "a": "shade-1", "b": "shade-3", "c": "shade-5", "d": "shade-none",
    }  # fmt: skip
    assert dict(legend)["shade-5"] == "under 20%" and "shade-2" not in dict(legend)


def test_a_legend_leaves_out_shades_that_no_area_has():
    legend, _shown = shades.of_values({str(n): (0.0, "none") for n in range(9)} | {"x": (5.0, "5")}, unit="percent")
    assert legend == [("shade-1", "5.0%"), ("shade-5", "0.0%")]


def test_areas_with_the_same_value_have_the_same_shade_and_the_lowest_is_never_the_hardest():
    _legend, shown = shades.of_values({"a": (0.0, "0"), "b": (0.0, "0"), "c": (0.0, "0"), "d": (9.0, "9")})
    assert {shown[key].shade for key in "abc"} == {"shade-5"} and shown["d"].shade == "shade-2"


def test_where_more_is_easier_the_lowest_is_the_hardest():
    _legend, shown = shades.of_values({str(n): (float(n), str(n)) for n in range(5)}, higher_is="easier")
    assert shown["0"].shade == "shade-1" and shown["4"].shade == "shade-5"


def test_unknown_has_its_own_line_only_where_something_is_unknown():
    known = {str(n): (float(n), str(n)) for n in range(10)}
    assert "shade-none" not in dict(shades.of_values(known)[0])
    assert "shade-none" in dict(shades.of_values(known | {"x": (None, "not known")})[0])


def ends(legend):
    """The steps of a legend as they are written: from what to what, lowest first."""
    found = [
        [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*\.?\d*", words)]
        for shade, words in legend
        if shade != shades.NONE
    ]
    return sorted((each[0], each[-1]) for each in found)


def test_no_two_steps_of_a_legend_hold_the_same_number_as_it_is_written():
    chance = random.Random(7)
    for wide in (0.02, 0.4, 3, 9.99, 10, 12, 40, 5_000):
        for shape in (1, 4):  # evenly spread, and most of them low
            values = {str(n): (wide * chance.random() ** shape, "") for n in range(300)}
            legend, shown = shades.of_values(values)
            steps = ends(legend)
            assert all(one[1] < other[0] for one, other in itertools.pairwise(steps)), (wide, legend)
            if wide >= 3:  # finer than that nobody reads
                assert len(steps) == 5, "each has about a fifth of the areas"
                assert max(Counter(each.shade for each in shown.values()).values()) <= 1.25 * 60


def test_areas_that_are_written_alike_have_the_same_shade():
    values = {str(n): (n + 0.4, "") for n in range(50)}
    twin = {"twin": (24.2, "")}
    _legend, shown = shades.of_values(values | twin)
    assert shown["twin"].shade == shown["24"].shade


def test_shares_of_the_worst_off_say_which_step_holds_their_ends():
    said = dict(shades.SHARE_LEGEND)
    assert (said["shade-2"], said[shades.of_share(80.0)]) == ("60% to under 80%", said["shade-1"])
    assert shades.of_share(60.0) == "shade-2" and shades.of_share(59.9) == "shade-3"
