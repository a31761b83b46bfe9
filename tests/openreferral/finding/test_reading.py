"""What is understood of what somebody typed."""

from __future__ import annotations

import pytest

from commonweal.openreferral.finding.reading import URGENT, Meaning, read
from commonweal.openreferral.finding.synonyms import table
from tests.openreferral.finding.makers import TODAY


def meant(typed: str) -> Meaning:
    return read(typed, today=TODAY)


def direct(typed: str) -> list[str]:
    return [each.said for each in meant(typed).sought if each.direct]


def test_what_sentences_are_full_of_is_not_looked_for():
    assert direct("I am looking for some help with my garden, please") == ["garden"]


def test_the_words_themselves_are_sought_and_what_they_may_be_called():
    found = meant("lonely")
    assert [each.said for each in found.sought if each.direct] == ["lonely"]
    assert "company" in [way.word for each in found.sought if not each.direct for way in each.ways]


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("feeling low, don't want to talk much", ("talk",)),
        ("I do not want to dance but like music", ("dance",)),
        ("without singing", ("singing",)),
        ("anything, not football", ("football",)),
        ("no bingo please", ("bingo",)),
        ("I hate quizzes", ("quizzes",)),
    ],
)
def test_what_is_not_wanted_does_not_count(typed, refused):
    found = meant(typed)
    assert found.refused == refused
    assert not {each.said for each in found.sought} & set(refused)


@pytest.mark.parametrize(
    "typed", ["I don't want to be lonely", "I have no friends", "no money", "I can't sleep", "I can't read"]
)
def test_what_is_lacked_or_suffered_is_no_refusal(typed):
    assert meant(typed).sought and not meant(typed).refused


def test_what_is_refused_ends_with_the_clause():
    assert direct("I don't want to talk, walking would do") == ["walking"]
    assert "music" in direct("I don't want bingo but music")


def test_a_phrase_that_says_no_keeps_what_it_means():
    found = meant("I won't exercise in front of men")
    assert "women only" in [way.word for each in found.sought for way in each.ways] and found.refused[0] == "exercise"


def test_days_and_parts_of_the_day_are_wishes():
    found = meant("choir tuesday evening")
    assert (
        found.when.days == {"TU"}
        and found.when.part == (17 * 60, 24 * 60)
        and direct("choir tuesday evening") == ["choir"]
    )
    assert meant("weekends").when.days == {"SA", "SU"}
    assert meant("after school club").when.part == (15 * 60, 18 * 60)
    assert meant("yoga after 6").when.part == (18 * 60, 24 * 60)
    assert meant("nowhere warm to go in the day").when.part == (9 * 60, 17 * 60)


def test_tomorrow_is_a_day_of_the_week():
    assert meant("something tomorrow").when.days == {"TH"}
    assert meant("tonight").when.days == {"WE"} and meant("tonight").when.part == (17 * 60, 24 * 60)


def test_till_friday_is_no_wish_for_friday():
    assert not meant("no money till friday").when


def test_free_is_about_money_unless_it_is_about_time():
    assert meant("free choir").free and not meant("I'm free on Tuesdays").free


@pytest.mark.parametrize(
    ("typed", "age"),
    [
        ("toddler group", 2),
        ("over 60s", 60),
        ("my fifteen year old", 15),
        ("I'm seventy", 70),
        ("I am eighty three and wobbly", 83),
        ("my baby is four months old", 0),
        ("I'm on twenty a day", None),
        ("twelve stone", None),
        ("after forty years in the foundry", None),
    ],
)
def test_ages_are_understood_and_other_numbers_are_not(typed, age):
    assert meant(typed).age == age


def test_language_access_and_online_are_wishes():
    found = meant("Urdu speaking, wheelchair")
    assert found.languages == {"urdu"} and found.access == {"step-free"}
    assert meant("yoga online").online and direct("yoga online") == ["yoga"]
    assert not meant("everything is online these days and I can't work it").online


@pytest.mark.parametrize(
    ("typed", "urgent"),
    [
        ("I want to kill myself", "crisis"),
        ("everyone would be better off without me", "crisis"),
        ("I don't want to be here any more", "crisis"),
        ("he hits me when he's drunk", "abuse"),
        ("I'm scared of my husband", "abuse"),
    ],
)
def test_danger_is_noticed_however_it_is_said(typed, urgent):
    assert urgent in meant(typed).urgent


@pytest.mark.parametrize("typed", ["killing time", "choir", "I hit the gym", "scared of falling", "lonely"])
def test_danger_is_not_seen_everywhere(typed):
    assert not meant(typed).urgent


def test_the_reasons_by_which_danger_is_known_are_in_the_table():
    assert set(URGENT) <= {each.why for rows in table().phrases.values() for _, each in rows}


def test_what_was_understood_can_be_said():
    assert meant("stamp collecting on Sunday").understood == ("stamp", "collecting", "sunday")


def test_nothing_typed_means_nothing():
    assert not meant("").sought and not meant("  ?! ").sought and not meant("").wishes
