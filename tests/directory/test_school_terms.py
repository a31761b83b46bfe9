"""School terms of a place: who keeps them, what is refused, and what is then shown on the right days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.directory import changes, found, whole
from commonweal.directory.school_terms.changes import add_term, remove_term
from commonweal.directory.school_terms.queries import of, rows
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.openreferral.finding.filters import Filters

AUTUMN = {"first_day": date(2026, 9, 2), "last_day": date(2026, 10, 23), "source": "The council's page"}


def test_terms_are_said_with_a_source_and_taken_away_by_those_who_work_here(here, make):
    worker = make.person(link_worker=here.place)
    add_term(worker, here.place, **AUTUMN)
    [row] = rows(here.place)
    assert (row.first_day, row.source) == (AUTUMN["first_day"], "The council's page")
    remove_term(worker, here.place, id=row.id)
    assert of(here.place) == ()
    with pytest.raises(Clash, match="taken away meanwhile"):
        remove_term(worker, here.place, id=row.id)
    with pytest.raises(NotAllowed, match="Only somebody who works in this place"):
        add_term(PUBLIC, here.place, **AUTUMN)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"source": " "}, "Say where the dates are from"),
        ({"last_day": date(2026, 9, 1)}, "before the first"),
        ({"last_day": date(2027, 7, 20)}, "longer than 20 weeks"),
    ],
)
def test_a_term_that_cannot_be_is_refused(here, wrong, words):
    with pytest.raises(Invalid, match=words):
        add_term(HOUSE, here.place, **AUTUMN | wrong)


def test_two_terms_do_not_meet(here):
    add_term(HOUSE, here.place, **AUTUMN)
    with pytest.raises(Clash, match="2026-09-02 to 2026-10-23"):
        add_term(HOUSE, here.place, **AUTUMN | {"first_day": date(2026, 10, 23), "last_day": date(2026, 12, 1)})


def test_a_club_of_term_time_is_shown_on_the_days_of_term(here, client):
    today = timezone.localdate()
    days = {"byday": "MO,TU,WE,TH,FR,SA,SU", "freq": "WEEKLY", "opens_at": "16:00"}
    changes.hold_at(HOUSE, here.singing, here.hall, schedule="Every day, term time only", times=[days])
    assert all(each.ask_first for each in whole.service(PUBLIC, str(here.singing.pk)).coming)
    tomorrow, month = Filters(on=today + timedelta(days=1)), timedelta(days=30)
    assert found.find(PUBLIC, here.place, "", asked=tomorrow).total == 1
    ended = {"first_day": today - month, "last_day": today - timedelta(days=2), "source": "A letter"}
    add_term(HOUSE, here.place, **ended)
    later = {"first_day": today + timedelta(days=3), "last_day": today + month, "source": "A letter"}
    add_term(HOUSE, here.place, **later)
    coming = whole.service(PUBLIC, str(here.singing.pk)).coming
    assert coming[0].starts.date() == later["first_day"] and not coming[0].ask_first
    assert found.find(PUBLIC, here.place, "", asked=tomorrow).total == 0
    page = client.get("/place/dale/school-terms").content.decode()
    assert "A letter" in page and "Add a term" not in page


def test_the_page_takes_a_term_and_says_what_is_wrong_with_one(here, make, client):
    client.force_login(make.account(steward=here.place))
    address = "/place/dale/school-terms/add"
    wrong = client.post(address, {"first_day": "2026-09-02", "last_day": "2026-09-01", "source": "A letter"})
    assert wrong.status_code == 400 and "before the first" in wrong.content.decode()
    right = {"first_day": "2026-09-02", "last_day": "2026-10-23", "source": "A letter"}
    assert client.post(address, right).status_code == 302 and len(rows(here.place)) == 1
