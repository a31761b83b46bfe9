"""Which places are alike: as when worked out cell by cell; the units do not matter; unknown is never nought."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from commonweal.methods.likeness import likeness

tables = arrays.arrays(float, (5, 4), elements=st.integers(-50, 50).map(float) | st.just(math.nan))


def slowly(table, at, least=3):
    """The obvious twin."""
    columns = list(zip(*table, strict=True))
    spread = []
    for column in columns:
        known = [each for each in column if not math.isnan(each)]
        spread.append((statistics.fmean(known), statistics.pstdev(known)) if known else (0, 0))
    out = []
    for row in table:
        apart = [
            ((value - other) / deviation) ** 2
            for value, other, (_mean, deviation) in zip(row, table[at], spread, strict=True)
            if not math.isnan(value) and not math.isnan(other) and deviation > 1e-9
        ]
        out.append(math.sqrt(sum(apart) / len(apart)) if len(apart) >= least else math.nan)
    return out


@given(tables)
def test_distances_are_as_when_worked_out_one_by_one(table):
    assert likeness(table, 0).distances.tolist() == pytest.approx(slowly(table.tolist(), 0), nan_ok=True, abs=1e-9)


@given(tables, st.floats(0.5, 20))
def test_the_unit_of_a_figure_does_not_matter(table, factor):
    other = table * np.array([factor, 1, 1, 1])
    assert likeness(other, 0).distances == pytest.approx(likeness(table, 0).distances, nan_ok=True, abs=1e-9)


def test_places_of_which_too_little_is_known_are_not_ranked():
    table = np.array([[1.0, 2, 3], [1, 2, np.nan], [4, 5, 6], [1, 2, 4]])
    found = likeness(table, 0)
    assert 1 not in found.order and found.order[0] == 3 and math.isnan(found.distances[1])


def test_a_table_without_the_row_is_refused():
    with pytest.raises(ValueError, match="one of its rows"):
        likeness(np.zeros((2, 3)), 5)
