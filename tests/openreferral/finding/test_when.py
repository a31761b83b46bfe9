"""Days and hours in the words of entries."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.openreferral.finding.when import Hours, fits, hours, worded
from tests.openreferral.finding.makers import TODAY

EVENING = (17 * 60, 24 * 60)


@pytest.mark.parametrize(
    ("said", "days", "opens", "closes"),
    [
        ("Tuesdays, 6.30 to 8", "TU", 1110, 1200),
        ("Monday to Saturday, 9.30 to 5.30", "MO TU WE TH FR SA", 570, 1050),
        ("Weekdays, 10 to 3, November to March", "MO TU WE TH FR", 600, 900),
        ("Tuesdays and Thursdays, 12 to 4", "TU TH", 720, 960),
        ("First Tuesday of the month at 7", "TU", 1140, None),
        ("First and third Saturday, 1 to 4", "SA", 780, 960),
        ("Mondays at 10.30", "MO", 630, None),
        ("School days, 3.30 to 5", "MO TU WE TH FR", 930, 1020),
        ("Fri 7pm-9pm", "FR", 1140, 1260),
        ("Sundays, 10 to 1", "SU", 600, 780),
        ("Every day, 8am to 6pm", "MO TU WE TH FR SA SU", 480, 1080),
    ],
)
def test_days_and_hours_are_read(said, days, opens, closes):
    found = list(worded(said))
    assert [each.day for each in found] == days.split()
    assert {(each.opens, each.closes) for each in found} == {(opens, closes)}


@pytest.mark.parametrize("said", ["Whenever the hall is open", "Ring first: 01422 000000", ""])
def test_where_no_day_is_said_none_is_made_up(said):
    assert list(worded(said)) == []


def test_a_rule_counts_before_words():
    rule = {"byday": "MO", "opens_at": "09:00", "closes_at": "10:00", "description": "Tuesdays at 7"}
    assert [(each.day, each.worded) for each in hours([rule])] == [("MO", False)]


def test_an_exception_is_no_weekly_time():
    assert hours([{"kind": "exception", "byday": "MO", "opens_at": "09:00"}]) == []


def test_half_an_hour_of_a_part_is_in_it():
    library, late = Hours("MO", 9 * 60, 17 * 60 + 20), Hours("MO", 9 * 60, 17 * 60 + 30)
    assert not fits(library, frozenset(), EVENING, TODAY) and fits(late, frozenset(), EVENING, TODAY)
    assert fits(Hours("MO", 18 * 60, None), frozenset({"MO"}), EVENING, TODAY)
    assert not fits(Hours("MO", None, None), frozenset({"MO"}), EVENING, TODAY)


def test_what_is_over_is_not_on():
    assert not fits(Hours("MO", 600, 660, last=date(2026, 11, 24)), frozenset({"MO"}), None, TODAY)
    assert fits(Hours("MO", 600, 660, last=TODAY), frozenset({"MO"}), None, TODAY)
