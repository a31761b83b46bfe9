"""Ages come from what a vintage says, whatever way its publisher says it."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.evidence.vintage import age_days, age_in_words, described_until
from commonweal.feeds import catalogue


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("2025", date(2025, 12, 31)),
        ("Census day, 21 March 2021", date(2021, 3, 21)),
        ("30 June 2020", date(2020, 6, 30)),
        ("mid-2020", date(2020, 6, 30)),
        ("November 2023", date(2023, 11, 30)),
        ("February 2024", date(2024, 2, 29)),
        ("late 2023", date(2023, 12, 31)),
        ("2011 to 2025", date(2025, 12, 31)),
        ("2011 areas, authorities of December 2017", date(2017, 12, 31)),
        ("December 2021 areas", date(2021, 12, 31)),
        ("live postcodes of about September 2025", date(2025, 9, 30)),
        ("the day of the extract (West Yorkshire: July 2023)", date(2023, 7, 31)),
        ("the last month in the file (May 2023)", date(2023, 5, 31)),
        ("2015 (most figures of 2012/13)", date(2013, 3, 31)),
        ("2019 (most figures of 2015/16)", date(2016, 3, 31)),
        ("2019/20", date(2020, 3, 31)),
        ("autumn term 2020/21", date(2020, 12, 31)),
        ("2023, council by council", date(2023, 12, 31)),
        ("the quarter of its release, which the file itself does not state", None),
        ("the day it was downloaded, which the file does not say", None),
        ("not stated in the file; council areas of 2024", None),
        ("invented", None),
        ("31 February 2020", None),
        ("", None),
    ],
)
def test_a_vintage_tells_the_last_day_it_speaks_of(words: str, until: date | None) -> None:
    assert described_until(words) == until


def test_every_feed_tells_its_time_or_says_that_it_does_not() -> None:
    dated_by_hand = ("does not", "not stated", "own date", "day of the extract", "days its calendar", "last period")
    for source, _feed in catalogue.feeds_by_source():
        words = source.vintage
        assert described_until(words) or any(each in words for each in dated_by_hand), (source.key, words)


def test_an_age_is_said_in_days_months_or_years_and_unknown_is_not_nothing() -> None:
    assert age_in_words(age_days("Census day, 21 March 2021", date(2026, 11, 24))) == "5 years"
    assert age_in_words(age_days("2015 (most figures of 2012/13)", date(2026, 11, 24))) == "13 years"
    assert age_in_words(age_days("2025", date(2026, 11, 24))) == "11 months"
    assert age_in_words(age_days("2026", date(2026, 11, 24))) == "0 days"
    assert age_in_words(age_days("the day it was downloaded", date(2026, 11, 24))) == "not known"
    assert age_in_words(1) == "1 day"
