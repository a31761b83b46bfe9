"""Shades of maps: the same steps on every picture of the same thing, and a legend of what can be seen."""

from __future__ import annotations

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
