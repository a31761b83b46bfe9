"""Pieces of pages that are rendered once: for these values, in this language, until a figure changes."""

from __future__ import annotations

from itertools import count

import pytest
from django.template import Context, Template
from django.utils import translation

from commonweal.evidence import keep
from tests.evidence.hand import Hand

PIECE = Template('{% load keeping %}{% kept "piece" slug %}{{ turn }}{% endkept %}')


@pytest.fixture
def turn(hand: Hand):
    keep._kept.clear()
    numbers = count(1)
    return lambda slug="ashby": PIECE.render(Context({"slug": slug, "turn": next(numbers)}))


def test_a_piece_is_rendered_once_for_its_values_and_language(turn):
    assert [turn(), turn(), turn("bingley")] == ["1", "1", "3"]
    with translation.override("ar"):
        assert turn() == "4"
    assert turn() == "1"


def test_a_piece_is_rendered_anew_when_a_figure_has_changed(turn, hand):
    assert turn() == "1"
    hand.place(hand.area("New"))
    assert turn() == "2"
