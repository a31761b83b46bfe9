"""Fair shares: to the penny, within limits, and honest about what a rule moves."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commonweal.methods.shares import GAP, HEAD, REVERSED, Limits, Term, alarms, by_fifth, moved, pence, share

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "participation" / "nhs-allocation"
published = pytest.mark.skipif(not DATA.exists(), reason="the published example is not here")
ICBS = ("QOC", "QJK", "QNC")
CERVICAL = "Cervical screening coverage: aged 25 to 49 years old"
FUND = 1_000_000_00

amounts = st.floats(0, 1e6, allow_nan=False)
crowds = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)


@st.composite
def rules(draw):
    people = draw(crowds)
    need = draw(st.lists(st.floats(0.01, 100), min_size=len(people), max_size=len(people)))
    current = draw(st.lists(st.floats(1, 1e6), min_size=len(people), max_size=len(people)))
    limits = Limits(
        floor_each=draw(st.integers(0, 1000)),
        floor_head=draw(st.floats(0, 5)),
        cap_head=draw(st.none() | st.floats(5, 1e5)),
        pace=draw(st.none() | st.floats(0.01, 0.5)),
        current=current,
    )
    return draw(st.integers(1, 10**12)), people, [Term("people", 1), Term("need", 2, need=np.array(need))], limits


@settings(max_examples=200, deadline=None)
@given(rules())
def test_every_sharing_adds_up_to_the_fund_to_the_penny_and_keeps_its_limits(rule):
    fund, people, terms, limits = rule
    try:
        made = share(fund, people, terms, limits)
    except ValueError as refused:
        assert "fund has" in str(refused) or "leave money over" in str(refused) or "no way" in str(refused)
        return
    low, high = limits.bounds(fund, np.array(people, dtype=float))
    assert sum(made.pence) == fund
    assert all(a <= got <= b for got, a, b in zip(made.pence, low, high, strict=True))


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**9), st.lists(st.integers(1, 10**6), min_size=1, max_size=20))
def test_pennies_go_to_the_largest_remainders(fund, parts):
    """The slow, obvious twin, in exact fractions."""
    wanted = [Fraction(fund * each, sum(parts)) for each in parts]
    made = pence(fund, [float(each) for each in wanted])
    assert sum(made) == fund
    assert all(abs(got - want) < 1 + Fraction(1, 1000) for got, want in zip(made, wanted, strict=True))


def test_a_penny_that_cannot_be_halved_goes_to_the_first():
    assert pence(101, [50.5, 50.5]) == (51, 50)
    with pytest.raises(ValueError, match="no way"):
        pence(100, [50, 50], most=[10, 10])


def test_half_by_people_and_half_by_need():
    made = share(1200, [100, 100, 200], [Term("people", 1), Term("need", 1, need=np.array([3.0, 1.0, 1.0]))])
    assert made.pence == (450, 250, 500)
    assert made.by_term.round().tolist() == [[150, 300], [150, 100], [300, 200]]


def test_a_floor_is_paid_for_by_all_others_in_proportion():
    made = share(1000, [10, 100, 200], [Term("people", 1)], Limits(floor_each=100))
    assert made.pence == (100, 300, 600) and made.limit == ("least", "", "") and made.bound == 1


def test_a_cap_gives_to_all_others():
    need = Term("need", 1, need=np.array([8.0, 1.0, 1.0]))
    made = share(1000, [10, 10, 10], [need], Limits(cap_head=50))
    assert made.pence == (500, 250, 250) and made.limit == ("most", "", "")


def test_nobody_moves_faster_than_the_pace():
    need = Term("need", 1, need=np.array([9.0, 1.0]))
    made = share(1000, [10, 10], [need], Limits(pace=0.05, current=[500, 500]))
    assert made.pence == (525, 475)
    assert moved((500, 500), made.pence) == 25


def test_an_area_whose_need_is_not_known_counts_as_average_and_is_said_to():
    need = np.array([4.0, 2.0, np.nan])
    made = share(900, [10, 10, 10], [Term("need", 1, need=need)])
    assert made.pence == (400, 200, 300)
    assert [(each.kind, each.areas) for each in alarms(900, [10, 10, 10], [Term("need", 1, need=need)])] == [
        ("unknown", 1)
    ]


def test_a_term_that_gives_less_to_the_most_deprived_is_told():
    need = Term("prescriptions", 1, need=np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    (found,) = alarms(1000, [10] * 5, [need], deprivation=[5, 4, 3, 2, 1])
    assert found.kind == "backwards" and found.ratio == pytest.approx(0.2, abs=0.01)


def test_limits_that_decide_for_most_are_told():
    terms, limits = [Term("need", 1, need=np.array([9.0, 1.0, 5.0]))], Limits(pace=0.01, current=[1, 1, 1])
    assert "limited" in {each.kind for each in alarms(3000, [10, 10, 10], terms, limits)}


@pytest.mark.parametrize(
    ("fund", "people", "terms", "limits", "why"),
    [
        (0, [1], [Term("people", 1)], None, "some money"),
        (10, [0, 0], [Term("people", 1)], None, "somebody must live"),
        (10, [1], [], None, "at least one term"),
        (10, [1], [Term("people", 0)], None, "weight above zero"),
        (10, [1, 1], [Term("need", 1, need=np.array([1.0]))], None, "1 needs for 2 areas"),
        (10, [1, 1], [Term("need", 1, need=np.array([-1.0, 1]))], None, "below zero"),
        (10, [1, 1], [Term("people", 1)], Limits(floor_each=6), "floors"),
        (10, [1, 1], [Term("people", 1)], Limits(cap_head=4), "leave money over"),
        (10, [1, 1], [Term("people", 1)], Limits(pace=0.1, current=[1]), "one amount for each"),
    ],
)
def test_a_rule_by_which_nothing_can_be_shared_is_refused_in_a_sentence(fund, people, terms, limits, why):
    with pytest.raises(ValueError, match=why):
        share(fund, people, terms, limits)


def test_fifths_leave_out_those_whose_deprivation_is_not_known():
    fifths = by_fifth([100, 200, 300, 400, 500, 999], [1, 1, 1, 1, 1, 1], [5, 4, 3, 2, 1, float("nan")])
    assert [each.pence for each in fifths] == [100, 200, 300, 400, 500]


@given(crowds, st.integers(1, 10**9))
def test_by_people_alone_everybody_gets_the_same_a_head(people, fund):
    assume(sum(people) > 0)
    made = share(fund, people, [Term("people", 1, form=HEAD)])
    assert all(abs(got - fund * each / sum(people)) <= 1 for got, each in zip(made.pence, people, strict=True))


def practices(icb):
    """People, IMD score and cervical screening of one board's practices; and what was published of them."""
    people = {}
    for sex in "fm":
        with (DATA / f"{sex}_pop_{icb}.csv").open(encoding="utf-8-sig") as file:
            for code, *ages in list(csv.reader(file))[1:]:
                people[code] = people.get(code, 0) + sum(float(each or 0) for each in ages)
    told = json.loads((DATA / "expected_allocation.json").read_text())[icb]
    with (DATA / f"indicator_{icb}.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["GP code"] in told["half_population_half_imd"]]
    codes = [row["GP code"] for row in rows]
    imd, cervical = (
        np.array([float(row[name] or "nan") for row in rows]) for name in ("Deprivation score (IMD 2025)", CERVICAL)
    )
    return codes, np.array([people.get(code, 0.0) for code in codes]), imd, cervical, told


@published
@pytest.mark.parametrize("icb", ICBS)
def test_a_million_pounds_over_the_practices_of_a_board_is_as_published_and_adds_up(icb):
    codes, people, imd, _cervical, told = practices(icb)
    made = share(FUND, people, [Term("people", 1), Term("deprivation", 1, need=imd)])
    assert sum(made.pence) == FUND
    wanted = told["half_population_half_imd"]
    # Within a penny: the published amounts are each rounded by itself, and so do not quite add up.
    assert all(abs(got - round(100 * wanted[code])) <= 1 for code, got in zip(codes, made.pence, strict=True))
    heads = [round(each.per_head, 4) for each in by_fifth(made.pence, people, imd)]
    assert heads[::-1] == told["pounds_per_head_by_imd_fifth_least_to_most"]


@published
@pytest.mark.parametrize("icb", ICBS)
def test_the_published_term_that_moves_nothing_is_flagged_and_its_gap_form_is_not(icb):
    _codes, people, imd, cervical, told = practices(icb)
    terms = [
        Term("people", 1),
        Term("deprivation", 1, need=imd),
        Term("reversed", 1, need=cervical, form=REVERSED),
        Term("gap", 1, need=cervical, form=GAP),
    ]
    found = {each.term: each for each in alarms(FUND, people, terms, deprivation=imd) if each.kind == "inert"}
    assert set(found) == {"reversed"}
    assert round(found["reversed"].ratio, 4) == told["cervical_reversed_1_minus_share_ratio_max_min"]
