"""Texts come in through the house alone: whoever sent one is known by its number's hash, and by a slip."""

from __future__ import annotations

from commonweal.people.rules import only_the_house

# The house, on behalf of whoever sent a text.
may_take = only_the_house
