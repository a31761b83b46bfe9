"""When a service is next on, on its page and in a calendar."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from commonweal.directory import changes
from commonweal.directory.sessions import coming, public_holidays
from commonweal.journal.actor import HOUSE

LONDON = ZoneInfo("Europe/London")
TUESDAYS = {"freq": "WEEKLY", "byday": "TU", "opens_at": "18:30", "closes_at": "20:00"}


@pytest.fixture
def singing(here):
    """Singing on Tuesdays, at the hall."""
    changes.hold_at(HOUSE, here.singing, here.hall, schedule="Tuesdays, 6.30 to 8", times=[TUESDAYS])
    return here.singing


@pytest.fixture
def monday(monkeypatch):
    """It is the last Monday before Christmas."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 12, 21, 12, tzinfo=LONDON))


def test_its_page_says_when_it_is_next_on_and_offers_a_calendar(singing, monday, client):
    page = client.get(f"/service/{singing.pk}").content.decode()
    assert "Tuesday 22 December, 18:30–20:00" in page and f"/service/{singing.pk}/sessions.ics" in page
    assert "Tuesdays, 6.30 to 8" in page


def test_the_calendar_can_be_read_and_holds_each_session_once(singing, monday, client):
    response = client.get(f"/service/{singing.pk}/sessions.ics")
    assert response["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert len({str(each["uid"]) for each in events}) == len(events) > 10
    first = events[0]
    assert first["dtstart"].dt == datetime(2026, 12, 22, 18, 30, tzinfo=LONDON) and str(first["location"]) == "The Hall"


def test_a_public_holiday_is_to_be_asked_about(here, monday):
    told = {"status": "active", "id": "x", "schedules": [{"byday": "FR", "opens_at": "10:00"}]}
    assert [each.ask_first for each in coming(told)][:2] == [True, True]  # Christmas, New Year
    assert datetime(2026, 12, 28).date() in public_holidays(2026)


def test_what_is_closed_for_now_has_no_next_time(singing, monday, client):
    changes.close_service(HOUSE, singing, status="temporarily closed", alert="The boiler.")
    assert "The next times" not in client.get(f"/service/{singing.pk}").content.decode()
    assert b"VEVENT" not in client.get(f"/service/{singing.pk}/sessions.ics").content


def test_words_alone_give_no_dates_and_nobody_makes_them_up(here, client):
    assert "The next times" not in client.get(f"/service/{here.singing.pk}").content.decode()
