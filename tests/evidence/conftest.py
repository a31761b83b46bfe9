"""What tests of the evidence may ask for."""

from __future__ import annotations

import pytest

from commonweal.evidence import keep
from tests.evidence.hand import Hand


@pytest.fixture
def hand(unguarded: None) -> Hand:
    """A place made by hand. What was kept in memory is dropped: rows made without a load leave no stamp."""
    keep._kept.clear()
    return Hand()
