"""Schedules into dates, against calendars worked out by hand and a slow twin that looks at every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.openreferral.sessions import DAYS, dates, sessions

DECEMBER = date(2026, 12, 1), date(2026, 12, 31)  # the 1st is a Tuesday


def _days(schedule, window=DECEMBER):
    return [each.day for each in dates(schedule, *window)]


def test_a_weekly_rule_falls_on_its_days():
    assert _days({"freq": "WEEKLY", "byday": "TU,TH"}) == [1, 3, 8, 10, 15, 17, 22, 24, 29, 31]
    assert _days({"byday": "sa"}) == [5, 12, 19, 26]


def test_every_other_week_is_counted_from_its_beginning():
    assert _days({"freq": "WEEKLY", "interval": 2, "byday": "WE", "dtstart": "2026-11-25"}) == [9, 23]


def test_a_monthly_rule_falls_on_its_numbered_day_or_date():
    assert _days({"freq": "MONTHLY", "byday": "2MO"}) == [14]
    assert _days({"freq": "MONTHLY", "byday": "-1SU"}) == [27]
    assert _days({"freq": "MONTHLY", "bymonthday": "3,-1"}) == [3, 31]


def test_nothing_is_on_before_it_begins_after_it_ends_or_once_it_has_been_often_enough():
    rule = {"freq": "WEEKLY", "byday": "TU"}
    assert _days(rule | {"valid_from": "2026-12-10", "valid_to": "2026-12-22"}) == [15, 22]
    assert _days(rule | {"until": "2026-12-08"}) == [1, 8]
    assert _days(rule | {"dtstart": "2026-11-24", "count": 3}) == [1, 8]
    assert _days(rule | {"valid_from": "2027-01-01"}) == []


def test_one_date_is_one_event_and_words_alone_are_no_date():
    assert _days({"dtstart": "2026-12-24", "opens_at": "18:00"}) == [24]
    assert _days({"description": "Whenever the hall is open"}) == []


def test_an_exception_closes_days_or_gives_them_other_hours():
    weekly = {"id": "w", "byday": "TU,WE", "opens_at": "10:00", "closes_at": "12:00"}
    closed = {"id": "x", "kind": "exception", "valid_from": "2026-12-22", "valid_to": "2026-12-23"}
    other = {"id": "o", "kind": "exception", "valid_from": "2026-12-29", "opens_at": "14:00"}
    found = sessions([weekly, closed, other], date(2026, 12, 20), date(2026, 12, 31))
    assert [(each.starts.day, each.starts.hour, each.schedule_id) for each in found] == [(29, 14, "o"), (30, 10, "w")]


def test_times_are_the_places_own_on_both_sides_of_a_change_of_clocks():
    found = sessions([{"byday": "SA,MO", "opens_at": "09:00"}], date(2026, 10, 24), date(2026, 10, 26))
    assert [each.starts.isoformat() for each in found] == ["2026-10-24T09:00:00+01:00", "2026-10-26T09:00:00+00:00"]


def test_past_midnight_ends_on_the_next_day_and_an_unknown_hour_is_said_to_be_unknown():
    [late] = sessions(
        [{"byday": "FR", "opens_at": "22:00", "closes_at": "02:00"}], date(2026, 12, 4), date(2026, 12, 4)
    )
    assert late.ends is not None and (late.ends.day, late.ends.hour) == (5, 2)
    [some] = sessions([{"byday": "FR"}], date(2026, 12, 4), date(2026, 12, 4))
    assert not some.timed and some.ends is None


def test_on_a_public_holiday_somebody_should_ask_first():
    day = date(2026, 12, 25)
    [christmas] = sessions([{"byday": "FR", "opens_at": "10:00"}], day, day, holidays={day})
    assert christmas.ask_first


def test_every_other_week_with_no_beginning_is_to_be_asked_about():
    rule = {"freq": "WEEKLY", "interval": 2, "byday": "MO", "opens_at": "10:00"}
    found = sessions([rule], *DECEMBER)
    assert len(found) in (2, 3) and all(each.ask_first for each in found)


def test_nonsense_gives_nothing_and_breaks_nothing():
    for odd in (
        {"byday": "XX,"},
        {"byday": "12345MO", "freq": "WEEKLY"},
        {"freq": "MONTHLY", "bymonthday": "99"},
        {"dtstart": "soon"},
    ):
        assert isinstance(dates(odd, *DECEMBER), list)


@given(
    days=st.sets(st.sampled_from(DAYS), min_size=1),
    interval=st.integers(1, 4),
    begins=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    first=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    length=st.integers(0, 90),
)
def test_weekly_rules_agree_with_looking_at_every_day(days, interval, begins, first, length):
    last = first + timedelta(days=length)
    monday = begins - timedelta(days=begins.weekday())
    slow = [
        day
        for day in (first + timedelta(days=n) for n in range(length + 1))
        if day >= begins and DAYS[day.weekday()] in days and ((day - monday).days // 7) % interval == 0
    ]
    rule = {"freq": "WEEKLY", "interval": interval, "byday": ",".join(days), "dtstart": begins.isoformat()}
    assert dates(rule, first, last) == slow


@given(
    st.sets(st.sampled_from(DAYS), min_size=1),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(-40, 60),
    st.integers(-40, 60),
)
def test_a_plain_week_is_worked_out_as_the_rule_would(days, first, begins, until):
    said = {
        "byday": ",".join(sorted(days)),
        "dtstart": str(first + timedelta(begins)),
        "until": str(first + timedelta(until)),
    }
    # Naming every day of the month says nothing more, and has the rule worked out in full.
    whole = said | {"bymonthday": ",".join(str(day) for day in range(1, 32))}
    last = first + timedelta(30)
    assert dates(said, first, last) == dates(whole, first, last)


TERMS = [(date(2026, 9, 2), date(2026, 10, 23)), (date(2026, 11, 2), date(2026, 12, 18))]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Tuesdays, term time only", ["10-20", "11-03"]),
        ("Tuesdays in term", ["10-20", "11-03"]),
        ("Tuesdays in the school holidays", ["10-27"]),
        ("Tuesdays in term time and in the holidays", ["10-20", "10-27", "11-03"]),
        ("Tuesdays", ["10-20", "10-27", "11-03"]),
    ],
)
def test_what_is_on_in_term_alone_is_not_on_in_the_half_term_holiday(words, days):
    club = {"byday": "TU", "opens_at": "16:00", "description": words}
    found = sessions([club], date(2026, 10, 19), date(2026, 11, 5), terms=TERMS)
    assert [f"{each.starts:%m-%d}" for each in found] == days and not any(each.ask_first for each in found)


def test_where_nobody_has_said_when_term_is_it_says_to_ask_first():
    club = {"byday": "TU", "opens_at": "16:00", "description": "Term time only"}
    for terms, day in (([], date(2026, 11, 3)), (TERMS, date(2027, 1, 5))):
        [found] = sessions([club], day, day, terms=terms)
        assert found.ask_first
