"""Letters that ask whether entries are still true, and how much is asked of those who run things."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from commonweal.core.errors import NotAllowed
from commonweal.directory import asked, keeping
from commonweal.directory.keep_changes import confirm, give_link, set_policy
from commonweal.directory.models import EditLink, Reminding, Service
from commonweal.directory.reminding import changes, queries
from commonweal.journal.actor import HOUSE


@pytest.fixture
def overdue(here, unguarded):
    """The choir can be written to, and nobody has confirmed its singing for a year; the place wants letters sent."""
    here.choir.email = "choir@example.org"
    here.choir.save()
    Service.objects.filter(pk=here.singing.pk).update(assured_date=timezone.localdate() - timedelta(days=365))
    here.singing.refresh_from_db()
    set_policy(HOUSE, here.place, edits="live", confirm_months=6, reminders=True)
    return here


def later(weeks: int) -> None:
    """So many weeks go by since the last letter."""
    row = Reminding.objects.get()
    Reminding.objects.update(asked_at=row.asked_at - timedelta(weeks=weeks))


def test_a_letter_with_a_link_to_each_entry_goes_to_whoever_runs_it_once_it_is_due(overdue, client, unguarded):
    assert changes.write_all_due() == 1
    [letter] = mail.outbox
    assert letter.to == ["choir@example.org"] and "Singing" in letter.body and "A safe room" not in letter.body
    [opened] = re.findall(r"/keep/\S+", letter.body)
    assert client.get(opened)["Location"] == f"/service/{overdue.singing.pk}/edit"
    assert client.post(f"/service/{overdue.singing.pk}/confirm").status_code == 302
    overdue.singing.refresh_from_db()
    assert overdue.singing.assured_date == timezone.localdate() and queries.due() == []


def test_nobody_is_asked_twice_in_four_weeks_nor_more_than_three_times_without_an_answer(overdue, unguarded):
    for number in (1, 2, 3):
        assert changes.write_all_due() == 1 and changes.write_all_due() == 0
        assert Reminding.objects.get().unanswered == number
        later(weeks=5)
    assert changes.write_all_due() == 0 and queries.unanswered(overdue.place) == {str(overdue.choir.pk): 3}
    # Somebody rang them up: they may be asked again when half a year has gone by.
    confirm(HOUSE, overdue.singing, how="phone")
    assert queries.unanswered(overdue.place) == {}
    assert [each.organization for each in queries.due(now=timezone.now() + timedelta(days=200))] == [overdue.choir]


def test_whoever_wants_no_letters_presses_once_and_opening_the_address_is_not_enough(overdue, client, unguarded):
    changes.write_all_due()
    [stops] = re.findall(r"/letters/\S+", mail.outbox[0].body)
    later(weeks=5)
    assert b"Shall we go on asking?" in client.get(stops).content and len(queries.due()) == 1
    assert client.post(stops, {"stop": "yes"}).status_code == 302 and queries.due() == []
    assert b"do not write to you any more" in client.get(stops).content
    client.post(stops, {"stop": "no"})
    assert len(queries.due()) == 1


def test_no_letter_is_sent_where_the_place_did_not_ask_for_it_or_another_directory_is_the_source(here, unguarded):
    here.choir.email = "choir@example.org"
    here.choir.save()
    Service.objects.update(assured_date=None)
    assert queries.due() == []


def test_a_letter_that_could_not_be_handed_over_does_not_count_as_asking(overdue, monkeypatch, unguarded):
    monkeypatch.setattr("commonweal.people.letters.send", lambda *_args, **_kwargs: False)
    assert changes.write_all_due() == 0
    row = Reminding.objects.get()
    assert (row.asked_at, row.unanswered) == (None, 0) and len(queries.due()) == 1


def test_the_house_alone_writes_such_letters(overdue, make):
    with pytest.raises(NotAllowed, match="Only the house"):
        changes._write(make.person(steward=overdue.place), overdue.choir, services=[], email="", code_hash="")


def test_where_a_link_was_sent_is_forgotten_once_it_has_ended(here, unguarded):
    give_link(HOUSE, here.singing, email="bo@example.org")
    assert changes.forget_addresses() == 0
    EditLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert changes.forget_addresses() == 1 and EditLink.objects.get().email == ""


def test_what_is_asked_of_those_who_run_things_is_counted_in_minutes_and_shown(overdue, make, client, unguarded):
    changes.write_all_due()
    [opened] = re.findall(r"/keep/\S+", mail.outbox[0].body)
    client.get(opened)
    client.post(f"/service/{overdue.singing.pk}/confirm")
    steward = make.account(steward=overdue.place)
    confirm(make.person(steward=overdue.place), overdue.singing, how="phone")
    found = asked.of(overdue.place)
    assert [(each.times, each.minutes) for each in found.rows] == [(1, 1), (1, 2), (1, 2)]
    assert (found.minutes, found.organizations, found.middle, found.most) == (5, 1, 5, 5)
    assert asked.of(overdue.place, now=timezone.now() + timedelta(days=40)).organizations == 0
    client.force_login(steward)
    assert "About 5 minutes" in client.get("/place/dale/keeping").content.decode()


def test_why_an_edit_was_not_taken_stands_on_the_page_of_whoever_offered_it(here, client):
    from commonweal.directory.keep_changes import decide, offer

    set_policy(HOUSE, here.place, edits="held", confirm_months=6)
    decide(HOUSE, offer(HOUSE, here.singing, said={"name": "Shouting"}), take=False, reason="We asked; it is singing.")
    _link, code = give_link(HOUSE, here.singing)
    client.get(f"/keep/{code}")
    assert "We asked; it is singing." in client.get(f"/service/{here.singing.pk}/edit").content.decode()
    assert keeping.declined(HOUSE, here.singing) is not None
