"""Offers with their reasons; and finding by the meaning of a sentence, with an encoder that only knows five words."""

from __future__ import annotations

import json

import numpy as np
import pytest

from commonweal.openreferral.finding import semantic
from commonweal.openreferral.finding.match import match
from tests.openreferral.finding.makers import FAR, HALL, MILL, NOW, finder, service

EVENING = [{"byday": "TH", "opens_at": "19:00", "closes_at": "20:30"}]
CHOIR = service(
    "Open Voices",
    helps=["singing", "company"],
    at=[FAR, HALL],
    when=EVENING,
    fees_description="£2",
    assured_date="2026-11-01",
)
DEBT = service("Money Matters", helps=["debt"])


class Words:
    """Sentences as how often each of five words is in them."""

    known = ("sing", "company", "debt", "owl", "ruin")

    def encode(self, texts):
        rows = np.array([[text.lower().count(word) for word in self.known] for text in texts], float)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(lengths > 0, lengths, 1)


def test_an_offer_says_all_that_should_be_told_with_it():
    (offer,) = match("lonely since my wife died, used to sing", [CHOIR, DEBT], near=MILL, now=NOW)
    assert (offer.name, offer.where, offer.cost, offer.by) == ("Open Voices", "Place 1", "£2", "words")
    assert 1_000 < offer.away_m < 1_200 and offer.next.starts.hour == 19
    assert ("helps with", ("company",)) in [(each.field, each.words) for each in offer.reasons]
    assert offer.unknown == ("room",)


def test_offers_can_be_written_as_json():
    told = json.loads(json.dumps([each.data() for each in match("debt", [CHOIR, DEBT], now=NOW)]))
    assert told[0]["name"] == "Money Matters" and told[0]["cost"] is None and told[0]["away_m"] is None
    assert told[0]["why"][0] == {"field": "helps with", "words": ["debt"], "from": "debt"}


def test_at_most_so_many_and_none_where_nothing_fits():
    many = [service(f"Choir {number}", helps=["singing"]) for number in range(9)]
    assert len(match("singing", many, now=NOW)) == 5 and len(match("singing", many, most=2, now=NOW)) == 2
    assert match("submarine", many, now=NOW) == []


def test_what_has_closed_is_never_offered():
    assert match("singing", [CHOIR | {"status": "temporarily closed"}], now=NOW) == []


def test_distance_only_decides_between_what_fits_alike():
    far, near = service("Choir A", helps=["singing"], at=[FAR]), service("Choir B", helps=["singing"], at=[HALL])
    worse = service("Lunch", description="We may sing.", at=[MILL])
    assert [each.name for each in match("singing", [far, near, worse], near=MILL, now=NOW)] == [
        "Choir B",
        "Choir A",
        "Lunch",
    ]


def test_an_encoder_finds_what_no_word_does_and_says_that_it_did():
    (offer,) = match(
        "ruin is near, debt", [CHOIR, service("Advice", description="Before ruin")], now=NOW, semantic=Words()
    )
    assert offer.name == "Advice" and semantic.MODEL in offer.by and offer.reasons


def test_with_an_encoder_too_nothing_like_it_is_nothing():
    held = finder(CHOIR, DEBT, encoder=Words())
    assert held.find("owl", now=NOW).results == ()


def test_words_count_beside_the_encoder():
    both = service("A", helps=["debt"], description="ruin")
    one = service("B", description="ruin")
    assert [each.name for each in match("ruin debt", [one, both], now=NOW, semantic=Words())] == ["A", "B"]


def test_only_changed_entries_are_encoded_again_and_nothing_typed_is_kept():
    encoder, asked = Words(), []
    encoder.encode = lambda texts, encode=encoder.encode: asked.append(list(texts)) or encode(texts)
    held = semantic.Remembering(encoder)
    finder(CHOIR, DEBT, encoder=held).find("my secret debt", now=NOW)
    asked.clear()
    finder(CHOIR, DEBT | {"description": "New."}, encoder=held)
    assert asked == [["Money Matters. New."]]
    assert not any("secret" in text for text in held._kept)


def test_the_encoder_is_an_extra_and_the_languages_it_fails_in_are_known():
    assert {"ur", "bn", "pa"} <= set(semantic.FAILS) and not set(semantic.FAILS) & set(semantic.MADE_FOR)
    if not semantic.installed():
        assert semantic.load() is None


@pytest.mark.skipif(not semantic.installed(), reason="the sentence encoder is not installed")
def test_the_real_encoder_finds_a_need_told_in_no_word_of_the_entry():
    birds = service("Bird Club", description="Spot owls and herons at the reserve.")
    forge = service("Forge", description="Hammer and anvil for beginners.")
    held = finder(CHOIR, DEBT, birds, forge, encoder=semantic.load())
    assert held.find("blacksmith lessons", now=NOW).results[0].known.name == "Forge"
    assert held.find("jgkrgj", now=NOW).results == ()
