from __future__ import annotations

import datetime

import pytest

from commonweal.openreferral.reading import times


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("8:30AM", "08:30"),
        ("8.30 am", "08:30"),
        ("8 30 pm", "20:30"),
        ("830pm", "20:30"),
        ("8 a.m.", "08:00"),
        ("12:00am", "00:00"),
        ("12pm", "12:00"),
        ("noon", "12:00"),
        ("12 Noon", "12:00"),
        ("Midday", "12:00"),
        ("midnight", "00:00"),
        ("0830", "08:30"),
        ("1730hrs", "17:30"),
        ("17:00:00", "17:00"),
        ("17.30", "17:30"),
        ("17h30", "17:30"),
        ("9:00", "09:00"),
        ("T10:00:00Z", "10:00"),
        ("10:00:00+01:00", "10:00"),
        ("10:00:00.000", "10:00"),
        ("24:00", "00:00"),
        (datetime.time(9, 5), "09:05"),
        (datetime.datetime(2026, 1, 1, 18, 45), "18:45"),
    ],
)
def test_a_time_is_read_as_people_write_it(said: object, meant: str) -> None:
    assert times.read(said) == meant


@pytest.mark.parametrize(
    "said", ["8", "750", "1080", "25:00", "9:75", "13pm", "0am", "late", "hh:mm:ss", "By appointment", "", None, 0]
)
def test_what_could_mean_two_things_or_nothing_is_not_read(said: object) -> None:
    assert times.read(said) is None


@pytest.mark.parametrize(
    ("said", "opens", "closes"),
    [
        ("9am-5pm", "09:00", "17:00"),
        ("9am – 5pm", "09:00", "17:00"),
        ("9-5pm", "09:00", "17:00"),
        ("2-4pm", "14:00", "16:00"),
        ("9:30-11:00", "09:30", "11:00"),
        ("from 10.00 to noon", "10:00", "12:00"),
        ("between 10am and 2pm", "10:00", "14:00"),
        ("10am til 2pm", "10:00", "14:00"),
        ("24 hours", "00:00", "23:59"),
        ("24/7", "00:00", "23:59"),
    ],
)
def test_from_when_until_when_is_read_from_one_cell(said: str, opens: str, closes: str) -> None:
    assert times.hours(said) == (opens, closes)


@pytest.mark.parametrize("said", ["9-5", "mornings", "9am", "", None, "10-12am", "9am - 1pm - 5pm"])
def test_hours_that_are_not_sure_are_not_read(said: object) -> None:
    assert times.hours(said) is None
