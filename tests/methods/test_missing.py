"""Who falls away: the case that was read about, the limits of chance, and small counts that nobody can work back."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from commonweal.methods.missing import FEW, below, fell, hidden, share


def test_the_case_of_80_79_and_45_in_a_hundred_is_an_alarm_where_they_vote_and_none_where_they_reply():
    invited, replied, spoke = share(28_000, 35_000), share(790, 1000), share(90, 200)
    assert fell(invited, replied) is None
    fall = fell(replied, spoke)
    assert fall is not None and fall.sure and round(fall.before) == 79 and round(fall.after) == 45


def test_a_fall_that_chance_could_have_made_is_told_apart():
    fall = fell(share(4, 8), share(2, 8))
    assert fall is not None and not fall.sure


def test_unknown_is_no_fall_and_a_rise_is_none():
    assert fell(None, share(1, 2)) is None and fell(share(1, 2), None) is None
    assert fell(share(1, 4), share(3, 4)) is None and share(0, 0) is None and share(3, 2) is None


def test_beside_the_people_of_a_place_nobody_at_all_is_the_plainest_alarm():
    fall = below(21.0, share(0, 40))
    assert fall is not None and fall.sure and fall.after == 0
    assert below(21.0, share(9, 40)) is None and below(None, share(9, 40)) is None
    assert not below(21.0, share(0, 6)).sure


@given(st.integers(1, 400), st.data())
def test_wilson_holds_its_count_and_stays_inside(of, data):
    count = data.draw(st.integers(0, of))
    found = share(count, of)
    assert 0 <= found.lower <= found.value + 1e-9 and found.value <= found.upper + 1e-9 <= 100 + 1e-6
    # Its slow twin: the limits are those shares from which the count lies 1.96 standard errors away.
    for limit in (found.lower, found.upper):
        part = limit / 100
        if 0 < part < 1:
            assert math.isclose(abs(count / of - part), 1.959964 * math.sqrt(part * (1 - part) / of), rel_tol=1e-4)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 30), min_size=1, max_size=8))
def test_no_small_count_is_shown_and_none_can_be_found_by_taking_the_others_from_the_whole(counts):
    gone = hidden(counts)
    assert all(name in gone for name, count in counts.items() if 0 < count < FEW)
    assert not any(counts[name] == 0 for name in gone)
    left = [count for name, count in counts.items() if name not in gone and count > 0]
    if gone and left:
        assert len(gone) >= 2 and sum(counts[name] for name in gone) >= FEW
