from __future__ import annotations

import pytest

from commonweal.openreferral.reading import weekdays

WEEK = "MO,TU,WE,TH,FR,SA,SU"


@pytest.mark.parametrize(
    ("said", "byday"),
    [
        ("Monday - Friday", "MO,TU,WE,TH,FR"),
        ("Monday-Friday", "MO,TU,WE,TH,FR"),
        ("Monday to Friday and Sunday", "MO,TU,WE,TH,FR,SU"),
        ("Mon. – Fri.", "MO,TU,WE,TH,FR"),
        ("Mon, Wed-Fri", "MO,WE,TH,FR"),
        ("Mon - Tue & Thur - Fri", "MO,TU,TH,FR"),
        ("Sunday-Saturday", WEEK),
        ("Saturday - Monday", "MO,SA,SU"),
        ("Tues & Thurs", "TU,TH"),
        ("Sat/Sun", "SA,SU"),
        ("Weekends", "SA,SU"),
        ("weekdays", "MO,TU,WE,TH,FR"),
        ("daily", WEEK),
        ("every day", WEEK),
        ("24-7", WEEK),
        ("Mondays", "MO"),
        ("Wendesday", "WE"),
        ("M-F", "MO,TU,WE,TH,FR"),
        ("MWF", "MO,WE,FR"),
        ("MO,TU", "MO,TU"),
        ("monday", "MO"),
        ("1,3", "MO,WE"),
        (7, "SU"),
        (0, "SU"),
        (["Monday", "Friday"], "MO,FR"),
    ],
)
def test_days_are_read_as_people_write_them(said: object, byday: str) -> None:
    assert weekdays.read(said) == weekdays.Days("WEEKLY", byday)


@pytest.mark.parametrize(
    ("said", "byday"),
    [
        ("Second Saturday", "2SA"),
        ("2nd & 4th Saturday", "2SA,4SA"),
        ("First, second, and fourth Tuesday of the month", "1TU,2TU,4TU"),
        ("4th Friday of every month", "4FR"),
        ("Last Thursday of each month", "-1TH"),
        ("2SA,-1FR", "2SA,-1FR"),
    ],
)
def test_days_of_the_month_are_told_from_days_of_the_week(said: str, byday: str) -> None:
    assert weekdays.read(said) == weekdays.Days("MONTHLY", byday)


@pytest.mark.parametrize("said", ["Every other Tuesday", "fortnightly on Tuesdays", "alternate Tuesdays"])
def test_every_second_week_is_an_interval_of_two(said: str) -> None:
    assert weekdays.read(said) == weekdays.Days("WEEKLY", "TU", 2)


@pytest.mark.parametrize(
    ("said", "left"),
    [("Mondays (term time only)", "(term time only)"), ("Monday - Friday (closed 1-2pm)", "(closed 1-2pm)")],
)
def test_words_beside_the_days_are_kept(said: str, left: str) -> None:
    read = weekdays.read(said)
    assert read is not None and read.left == left


@pytest.mark.parametrize(
    "said",
    ["weekdays except Friday", "closed Mondays", "not Tuesday", "November 1 - March 31", "9:00AM", "Varies", "", None],
)
def test_a_day_that_is_left_out_is_never_read_as_a_day_it_is_on(said: object) -> None:
    assert weekdays.read(said) is None
