"""On real lists with labelled pairs, where they are held: what is told surely is right, and little is missed."""

from __future__ import annotations

import pytest

from bench import alike_labelled as bench
from commonweal.openreferral.alike.pairs import ALMOST_SURELY, PERHAPS, PROBABLY

pytestmark = pytest.mark.skipif(not bench.held(), reason="the lists are not held here")


def test_what_two_lists_number_alike_is_found():
    for kind in ("service", "location"):
        assert (bench.numbered(kind, PERHAPS).recall or 0) >= 0.99
    assert (bench.numbered("service", ALMOST_SURELY).recall or 0) >= 0.98


@pytest.mark.parametrize("half", [bench.TUNED, bench.HELD_OUT])
def test_what_is_told_as_almost_sure_is_right_and_most_is_found(half):
    sure = [bench.labelled(kind, ALMOST_SURELY, half) for kind in ("service", "organization", "location")]
    assert sum(each.right for each in sure) >= 0.9 * sum(each.told for each in sure)
    probable = [bench.labelled(kind, PROBABLY, half) for kind in ("service", "organization", "location")]
    assert sum(each.right for each in probable) >= 0.85 * sum(each.told for each in probable)
    found = [bench.labelled(kind, PERHAPS, half) for kind in ("service", "organization", "location")]
    assert sum(each.right for each in found) >= 0.8 * sum(each.same for each in found)
