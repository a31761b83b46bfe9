"""The World Health Organization's measures, beside published values and slow obvious twins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.methods.inequality import disparity as d
from commonweal.methods.inequality.arrays import ranks
from commonweal.methods.inequality.logistic import curve, who_sii
from tests.methods.inequality.published import cases, column, rows

some = st.lists(st.tuples(st.floats(5, 95), st.integers(100, 5_000), st.floats(0.1, 3)), min_size=2, max_size=8)


def held(data, population, estimate):
    return d.groups(data[estimate], data[population], data["se"])


def test_published_measures_are_met_to_seven_figures(shared_data):
    told = cases(shared_data, "who_measures.json")
    ordered = held(told["ordered_input"], "population", "estimate")
    other = held(told["nonordered_input"], "pop", "est")
    found = {
        "aci": d.aci(ordered),
        "paf": d.paf(ordered, favourable=True, ordered=True),
        "par-nonordered": d.par(other, favourable=True, ordered=False),
        "bgv": d.bgv(other),
        "ti": d.theil(other),
        "mdmw": d.mdm(other),
        "idisw": d.idis(other),
        "mdbw": d.mdb(other, favourable=True),
        "mdru": d.mdr(other, told["nonordered_input"]["ref"].index(1), weighted=False),
    }
    for name, one in found.items():
        assert one.value == pytest.approx(told["expected"][name]["estimate"], rel=5e-5 if name == "ti" else 5e-7), name


def test_published_measures_of_the_two_samples_are_met(shared_data):
    peer = cases(shared_data, "who_sample_peer_output.json")
    first, second = (rows(shared_data, f"who_{name}_sample.csv") for name in ("ordered", "nonordered"))
    ordered, other = (
        d.groups(column(each, "estimate"), column(each, "population"), average=float(each[0]["setting_average"]))
        for each in (first, second)
    )
    found = {
        "OrderedSample/aci": d.aci(ordered),
        "OrderedSample/rci": d.rci(ordered),
        "OrderedSample/rci_wagstaff_0_100": d.rci(ordered, bounds=(0, 100), correction="wagstaff"),
        "OrderedSample/rci_erreygers_0_100": d.rci(ordered, bounds=(0, 100), correction="erreygers"),
        "OrderedSample/par": d.par(ordered, favourable=True, ordered=True),
        "OrderedSample/paf": d.paf(ordered, favourable=True, ordered=True),
        "NonorderedSample/bgv": d.bgv(other),
        "NonorderedSample/bgsd": d.bgsd(other),
        "NonorderedSample/covar": d.cov(other),
        "NonorderedSample/ti": d.theil(other),
        "NonorderedSample/mld": d.mld(other),
        "NonorderedSample/mdmu": d.mdm(other, weighted=False),
        "NonorderedSample/mdmw": d.mdm(other),
        "NonorderedSample/idisu": d.idis(other, weighted=False),
        "NonorderedSample/idisw": d.idis(other),
        "NonorderedSample/paf": d.paf(other, favourable=True, ordered=False),
    }
    for name, one in found.items():
        assert one.value == pytest.approx(peer[name]["estimate"], rel=5e-6), name


def test_the_who_slope_counts_people_once_and_the_peers_figure_is_reached_by_counting_them_twice(shared_data):
    given = cases(shared_data, "who_measures.json")["ordered_input"]
    one = who_sii(given["estimate"], given["population"], given["se"])
    assert (one.sii, one.rii) == pytest.approx((44.905264, 3.223923), rel=2e-7)
    people = np.array(given["population"], dtype=float)
    share = np.rint(people * given["estimate"] / 100) / people
    height, lean, _ = curve(ranks(people / people.sum()), share, people**2 / (people**2).sum())
    start, end = (1 / (1 + np.exp(-(height + lean * each))) for each in (0, 1))
    published = cases(shared_data, "who_measures.json")["expected"]["sii"]["estimate"]
    assert 100 * (end - start) == pytest.approx(published, rel=1e-6)
    assert end / start == pytest.approx(3.159506, rel=1e-6)


@given(some)
def test_limits_follow_from_how_a_measure_moves_with_each_group(each):
    """Slow twin: nudge every value a little, and see how far the measure goes."""
    values, people, errors = (np.array(row, dtype=float) for row in zip(*each, strict=True))
    smooth = {
        "aci": d.aci, "rci": d.rci, "bgv": d.bgv, "theil": d.theil, "mld": d.mld,
        "wagstaff": lambda g: d.rci(g, bounds=(0, 100), correction="wagstaff"),
        "erreygers": lambda g: d.rci(g, bounds=(0, 100), correction="erreygers"),
    }  # fmt: skip
    for name, measure in smooth.items():

        def at(nudge, measure=measure):
            return measure(d.groups(values + nudge, people)).value

        step = 1e-4
        moves = [(at(step * unit) - at(-step * unit)) / (2 * step) for unit in np.eye(len(values))]
        slow = float(np.sqrt(((np.array(moves) * errors) ** 2).sum()))
        assert measure(d.groups(values, people, errors)).error == pytest.approx(slow, rel=1e-3, abs=1e-5), name


@given(some, st.floats(0.1, 10))
def test_measures_in_ratio_do_not_change_with_the_unit_and_others_do(each, times):
    values, people, _ = zip(*each, strict=True)
    one, other = d.groups(values, people), d.groups([times * v for v in values], people)
    for measure in (d.rci, d.theil, d.mld, d.cov, d.idis):
        assert measure(other).value == pytest.approx(measure(one).value, rel=1e-6, abs=1e-7)
    assert d.mdm(other).value == pytest.approx(times * d.mdm(one).value, rel=1e-9, abs=1e-9)
    assert d.bgv(other).value == pytest.approx(times**2 * d.bgv(one).value, rel=1e-6, abs=1e-9)


def test_where_all_are_alike_nothing_differs():
    same = d.groups([7.0, 7, 7], [1, 2, 3], [1, 1, 1])
    for measure in (d.aci, d.rci, d.bgv, d.bgsd, d.cov, d.theil, d.mld, d.mdm, d.idis):
        assert measure(same).value == pytest.approx(0, abs=1e-9)


@given(some)
def test_turning_the_order_about_turns_the_concentration_about(each):
    values, people, _ = zip(*each, strict=True)
    one, other = d.groups(values, people), d.groups(values[::-1], people[::-1])
    assert d.aci(other).value == pytest.approx(-d.aci(one).value, abs=1e-9)


def test_the_attributable_fraction_has_its_error_on_its_own_scale():
    """The peer gives it as a fraction of one beside an estimate in per cent: limits a hundred times too narrow."""
    one = d.groups([20.0, 30, 40], [1, 1, 1], [1.0, 1, 1])
    paf, par = (measure(one, favourable=True, ordered=True) for measure in (d.paf, d.par))
    assert paf.value == pytest.approx(100 * par.value / 30)
    assert paf.error > 100 * par.error / 40


def test_what_cannot_be_said_is_not():
    assert d.mld(d.groups([0.0, 5], [1, 1])) is None
    assert d.theil(d.groups([0.0, 5], [1, 1])).value == pytest.approx(1_000 * np.log(2))
    assert d.aci(d.groups([1.0, 2], [1, 1])).lower is None
    assert who_sii([0, 0, 0], [100, 100, 100]) is None and who_sii([100, 100], [100, 100]) is None


@given(some)
def test_the_who_slope_turns_about_with_the_order(each):
    values, people, errors = zip(*each, strict=True)
    one, other = (who_sii(values[::way], people[::way], errors[::way], rounded=False) for way in (1, -1))
    if one is not None:
        assert other.sii == pytest.approx(-one.sii, abs=1e-6)
        assert one.sii_lower <= one.sii <= one.sii_upper and one.rii_lower <= one.rii <= one.rii_upper


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: d.groups([1.0], [1]), "two groups or more"),
        (lambda: d.groups([1.0, None], [1, 1]), "known"),
        (lambda: d.rci(d.groups([1.0, 2], [1, 1]), correction="wagstaff"), "bounds"),
        (lambda: d.rci(d.groups([1.0, 2], [1, 1]), correction="other", bounds=(0, 1)), "wagstaff"),
        (lambda: d.theil(d.groups([-1.0, 5], [1, 1])), "below nothing"),
        (lambda: who_sii([10, 20], [1, 1]), "too small to count whole people"),
        (lambda: who_sii([10, 120], [100, 100]), "from nothing to the whole"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(call, said):
    with pytest.raises(ValueError, match=said):
        call()
