"""Every address, asked for by every role: the other half of those with an account, for a worker of its own."""

from __future__ import annotations

import pytest

from tests.doors import EVERYONE
from tests.test_doors import SEND_ALL, house, unheard, walked

__all__ = ["house", "unheard"]


@pytest.mark.parametrize("who", [who for who in EVERYONE if who not in SEND_ALL][1::2])
def test_every_address_answers_a_role_as_the_table_says(house, who, unheard):
    assert walked(house, who, every_way=False) == []
