from __future__ import annotations

from typing import Any

from commonweal.openreferral.reading.schedules import tidy


def tidied(**raw: Any) -> tuple[dict[str, Any], list[str]]:
    notes: list[str] = []
    made = tidy(raw, lambda _sort, what: notes.append(what))
    return {name: value for name, value in made.items() if value is not None}, notes


def test_times_in_the_date_fields_are_taken_as_hours() -> None:
    made, notes = tidied(weekday="Monday-Friday", dtstart="8:30AM", until="5:30PM")
    assert made == {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR", "opens_at": "08:30", "closes_at": "17:30"}
    assert not notes


def test_dates_stay_dates() -> None:
    made, _notes = tidied(freq="WEEKLY", byday="TH,FR", dtstart="2005-01-01", until="2006-01-01", opens_at="10:00:00")
    assert (made["dtstart"], made["until"], made["opens_at"]) == ("2005-01-01", "2006-01-01", "10:00")


def test_minutes_since_midnight_are_not_taken_for_hours_and_minutes() -> None:
    made, notes = tidied(byday="Friday", opens_at="570", closes_at="1050")
    assert "opens_at" not in made and "closes_at" not in made
    assert made["description"] == "570" and notes  # 1050 alone could be read, and must not be


def test_the_pair_of_cells_that_can_be_read_whole_is_taken() -> None:
    made, notes = tidied(byday="Saturday", opens_at="750", closes_at="855", dtstart="12:30PM", until="2:15PM")
    assert (made["opens_at"], made["closes_at"], notes) == ("12:30", "14:15", [])


def test_words_that_cannot_be_read_are_kept_and_said() -> None:
    made, notes = tidied(dtstart="By appointment", description="Ring first")
    assert made["description"] == "Ring first; By appointment"
    assert notes == ["“By appointment” could not be read whole and is kept in words"]


def test_a_half_that_is_sure_is_kept_beside_one_in_words() -> None:
    made, _notes = tidied(weekday="Mondays", opens_at="9am", closes_at="late")
    assert made["opens_at"] == "09:00" and made["description"] == "late"


def test_cells_that_slipped_by_a_column_are_not_believed() -> None:
    made, _notes = tidied(weekday="9:00AM", dtstart="5:00PM")
    assert "opens_at" not in made and made["description"] == "5:00PM; 9:00AM"


def test_a_daily_rule_becomes_seven_days_of_a_week() -> None:
    assert tidied(freq="DAILY")[0] == {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU"}


def test_days_of_the_month_make_a_monthly_rule_whatever_the_source_calls_it() -> None:
    assert tidied(freq="WEEKLY", byday="2SA")[0]["freq"] == "MONTHLY"


def test_a_holiday_of_an_older_version_is_a_span_on_which_it_is_closed() -> None:
    made, _notes = tidied(start_date="2026-12-24", end_date="2026-12-26", closed=True, opens_at="10:00")
    assert (made["valid_from"], made["valid_to"]) == ("2026-12-24", "2026-12-26")
    assert (made["notes"], made["kind"]) == ("Closed", "exception") and "opens_at" not in made
