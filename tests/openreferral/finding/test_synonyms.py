"""The table of what people say and what services call it, and how phrases of it are found in a sentence."""

from __future__ import annotations

import csv
from collections import Counter
from importlib import resources

import pytest

from commonweal.openreferral.finding.synonyms import made_from, table
from commonweal.openreferral.finding.words import FILLER, spoken

ROWS = list(
    csv.DictReader(
        resources.files("commonweal.openreferral").joinpath("data/synonyms.csv").read_text("utf-8").splitlines()
    )
)


def understood(text: str, *rows: tuple[str, str, str]) -> list[tuple[str, tuple[str, ...]]]:
    held = made_from({"said": said, "means": means, "weight": weight} for said, means, weight in rows)
    return [(each.said, each.means.words) for each in held.understood(spoken(text))]


def test_every_row_can_be_reviewed():
    assert all(row["said"] and row["means"] and row["why"] for row in ROWS)
    assert all(not row["weight"] or 0 < float(row["weight"]) <= 1 for row in ROWS)
    assert len(ROWS) > 300


def test_a_row_without_a_weight_is_a_list_that_other_rows_use():
    lists = {row["said"] for row in ROWS if not row["weight"]}
    used = {word for row in ROWS if row["weight"] for word in lists if word in row["said"]}
    assert lists and used == lists


def test_no_row_says_the_same_twice():
    said = Counter((phrase, row["means"]) for row in ROWS for phrase in row["said"].split("|"))
    assert [each for each, times in said.items() if times > 1] == []


def test_no_single_word_of_the_table_is_one_that_sentences_are_full_of():
    words = {phrase for row in ROWS if row["weight"] for phrase in row["said"].split("|") if " " not in phrase}
    assert words & FILLER == set()


def test_a_phrase_is_known_whatever_small_words_stand_between():
    row = ("get out of the flat", "visitors", "1")
    assert understood("I can't really get out of my flat now", ("get out of flat", "visitors", "1"))
    assert not understood("I get out a lot and rent a flat", row)


def test_dots_stand_for_some_words_and_not_for_another_sentence():
    row = ("wife ... died", "grief", "1")
    assert understood("my wife of forty years died", row)
    assert not understood("My wife is well. The cat, old as she was, died", row)


def test_the_longer_phrase_is_what_was_meant():
    found = understood("a bad back", ("back", "return", "1"), ("bad back", "pain", "1"))
    assert found == [("bad back", ("pain",))]


def test_a_word_alone_must_be_that_word_or_its_plural():
    row = ("housing|house", "homes", "1")
    assert understood("houses", row) and understood("housing", row)
    assert not understood("trained", ("train", "travel", "1"))


def test_what_sentences_are_full_of_is_no_word_of_the_table():
    assert not understood("that is right", ("rights", "law", "1")) and understood("my rights", ("rights", "law", "1"))


@pytest.mark.parametrize("text", ["my husband passed away", "since I lost my mum", "our baby daughter died in May"])
def test_somebody_close_has_died_however_it_is_said(text):
    meant = {word for each in table().understood(spoken(text)) for word in each.means.words}
    assert "grief" in meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I'm skint", "money"),
        ("nithered in this house", "keeping warm"),
        ("out with the bairns", "children"),
        ("nowt to do", "something to do"),
        ("I've nobody to talk to", "company"),
        ("lonely", "company"),
        ("something for my teenager", "young people"),
    ],
)
def test_everyday_and_dialect_words_are_known(text, meant):
    assert meant in {word for each in table().understood(spoken(text)) for word in each.means.words}
