"""Standardised rates, proportions, means and life expectancy, beside published values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.methods.inequality.averages import mean
from commonweal.methods.inequality.lifetable import life_table
from commonweal.methods.inequality.proportions import proportion, wilson
from commonweal.methods.inequality.standardised import ESP_2013, dsr, dsr_of_repeats, isr
from tests.methods.inequality.published import LIMITS, cases, column, rows

bands = st.lists(st.tuples(st.integers(0, 50), st.integers(100, 5_000), st.integers(1, 9_000)), min_size=1, max_size=19)


def test_published_proportions_are_met(shared_data):
    for row in rows(shared_data, "proportions.csv"):
        for label, confidence in LIMITS:
            of = float(row["Denominator"]) if row["Denominator"] else None
            one = proportion(float(row["Numerator"]), of, per=float(row["multiplier"]), confidence=confidence)
            if not row["value"]:
                assert one is None
                continue
            assert one.value == pytest.approx(float(row["value"]), rel=1e-12)
            assert one.lower == pytest.approx(float(row[f"lower{label}cl"]), rel=1e-12)
            assert one.upper == pytest.approx(float(row[f"upper{label}cl"]), rel=1e-12)


def test_published_limits_of_wilson_are_met(shared_data):
    for row in rows(shared_data, "byars_wilson.csv"):
        if row["method"] == "Wilson":
            low, high = wilson(float(row["x"]), float(row["n"]), confidence=float(row["confidence"]) / 100)
            assert (float(low), float(high)) == pytest.approx((float(row["lowercl"]), float(row["uppercl"])), rel=1e-12)


def test_childhood_measurements_of_england_are_met_all_at_once(shared_data):
    held = rows(shared_data, "ncmp_prevalence_by_decile.csv")
    low, high = wilson(column(held, "Count"), column(held, "Measured"))
    assert list(100 * low) == pytest.approx(column(held, "LCL"), rel=1e-12)
    assert list(100 * high) == pytest.approx(column(held, "UCL"), rel=1e-12)


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_lies_within_its_limits_and_they_between_none_and_all(count, more):
    one = proportion(count, count + more)
    assert -1e-12 <= one.lower <= one.value + 1e-12 <= one.upper + 1e-9 <= 1 + 1e-9


def test_published_means_are_met(shared_data):
    for case in cases(shared_data, "means.json"):
        for label, confidence in LIMITS:
            one, expected = mean(case["values"], confidence=confidence), case["expected"]
            assert (one.value, one.spread) == pytest.approx((expected["value"], expected["stdev"]), rel=1e-12)
            assert one.lower == pytest.approx(expected[f"lower{label}cl"], rel=1e-12)
            assert one.upper == pytest.approx(expected[f"upper{label}cl"], rel=1e-12)


def test_a_mean_of_one_has_no_limits_and_of_none_is_not_known():
    assert mean([4.0]).value == 4 and mean([4.0]).lower is None
    assert mean([]) is None and mean([None]) is None


def test_published_standardised_rates_are_met_also_where_one_person_has_several_events(shared_data):
    checked = 0
    for case in cases(shared_data, "dsr.json"):
        for label, confidence in LIMITS:
            asked = (case["population"], case["standard_population"])
            options = {"per": case["multiplier"], "confidence": confidence}
            if case["independent_events"]:
                one = dsr(case["count"], *asked, **options)
            else:
                persons = {int(often): row for often, row in case["persons_by_number_of_events"].items()}
                one = dsr_of_repeats(persons, *asked, **options)
            expected = case["expected"]
            assert (one.events, one.population) == (expected["total_count"], expected["total_pop"])
            if expected["value"] is None:
                assert one.value is None and one.lower is None and one.upper is None
                continue
            assert one.value == pytest.approx(expected["value"], rel=1e-11)
            assert one.lower == pytest.approx(expected[f"lower{label}cl"], rel=1e-11)
            assert one.upper == pytest.approx(expected[f"upper{label}cl"], rel=1e-11)
            checked += 1
    assert checked >= 6


def test_published_indirect_rates_and_ratios_are_met(shared_data):
    for case in cases(shared_data, "isr.json"):
        for label, confidence in LIMITS:
            asked = (case["count"], case["population"], case["ref_count"], case["ref_population"])
            one, expected = isr(*asked, per=case["multiplier"], confidence=confidence), case["expected"]
            assert (one.observed, one.expected) == pytest.approx((expected["observed"], expected["expected"]))
            rate = expected["ref_rate"] is not None
            told = (one.rate, one.lower, one.upper)
            ratio = tuple(case["multiplier"] * each for each in (one.ratio, one.ratio_lower, one.ratio_upper))
            wanted = (expected["value"], expected[f"lower{label}cl"], expected[f"upper{label}cl"])
            assert (told if rate else ratio) == pytest.approx(wanted, rel=1e-12)
            assert one.limits.lower() in case["method"].lower()


@given(bands)
def test_a_standardised_rate_is_the_mean_of_the_bands_rates_weighted_by_the_standard(some):
    counts, people, standard = zip(*some, strict=True)
    one = dsr(counts, people, standard, per=1)
    if sum(counts) < 10:
        assert one.value is None
        return
    slow = sum(w * x / n for x, n, w in some) / sum(standard)
    assert one.value == pytest.approx(slow) and one.lower <= one.value <= one.upper


@given(bands)
def test_events_that_all_happen_once_are_events_that_do_not_hang_together(some):
    counts, people, standard = zip(*some, strict=True)
    assert dsr_of_repeats({1: counts}, people, standard) == dsr(counts, people, standard)


@given(bands)
def test_repeated_events_of_one_person_widen_the_limits_and_leave_the_rate(some):
    counts, people, standard = zip(*some, strict=True)
    if sum(counts) >= 10:
        once = dsr([2 * each for each in counts], people, standard)
        twice = dsr_of_repeats({2: counts}, people, standard)
        assert twice.value == pytest.approx(once.value)
        assert twice.upper - twice.lower > once.upper - once.lower


def test_the_european_standard_population_has_nineteen_bands_and_a_hundred_thousand_people():
    assert len(ESP_2013) == 19 and sum(ESP_2013) == 100_000


@given(bands)
def test_a_place_compared_with_itself_has_as_many_events_as_expected(some):
    counts, people, _ = zip(*some, strict=True)
    if sum(counts):
        assert isr(counts, people, counts, people).ratio == pytest.approx(1)


def test_the_published_life_table_is_met(shared_data):
    for case in cases(shared_data, "life_expectancy.json"):
        table, expected = life_table(case["start_age"], case["population"], case["deaths"]), case["expected"]
        assert [row.value for row in table.rows] == pytest.approx(expected["value"], abs=1e-6)
        # Published with 1.96 for 1.959964.
        assert [row.lower for row in table.rows] == pytest.approx(expected["lowercl"], abs=5e-5)
        assert [row.upper for row in table.rows] == pytest.approx(expected["uppercl"], abs=5e-5)
        assert [row.people for row in table.rows] == expected["pops_used"]
        assert [row.deaths for row in table.rows] == expected["dths_used"]


AGES = [0, 1, 5, 10, *range(15, 91, 5)]


@pytest.mark.parametrize(
    ("people", "deaths", "said"),
    [
        ([500] * 19 + [0], [5] * 20, "nobody in it"),
        ([500] * 20, [5] * 19 + [501], "more than the people"),
        ([500] * 20, [5] * 19 + [-1], "fewer than none"),
        ([250] * 20, [5] * 20, "5,000 people or fewer"),
        ([500] * 20, [5] * 19 + [0], "oldest band"),
    ],
)
def test_a_life_table_is_refused_with_its_reason(people, deaths, said):
    table = life_table(AGES, people, deaths)
    assert said in table.refused and all(row.value is None for row in table.rows)
    assert table.at_birth.people == sum(people)


def test_a_row_that_is_too_unsure_is_not_given_and_the_others_are():
    deaths = [1] * 10 + [20] * 9 + [12]
    table = life_table(AGES, [251] * 20, deaths)
    sure = life_table(AGES, [251_000] * 20, [1_000 * each for each in deaths])
    assert not table.refused and table.rows[-1].value is None and table.at_birth.value is not None
    assert sure.rows[-1].value is not None and sure.at_birth.value == pytest.approx(table.at_birth.value)


@given(st.floats(0.001, 0.02))
def test_where_fewer_die_people_live_longer(rate):
    people = [10_000.0] * 20
    more = life_table(AGES, people, [rate * each for each in people])
    fewer = life_table(AGES, people, [rate / 2 * each for each in people])
    assert fewer.at_birth.value is None or fewer.at_birth.value > more.at_birth.value


def test_ages_out_of_order_are_refused():
    with pytest.raises(ValueError, match="in order"):
        life_table([0, 5, 1], [1, 1, 1], [0, 0, 0])
