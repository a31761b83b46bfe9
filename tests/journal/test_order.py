"""Published order and reactions: nothing committed is lost, and what follows is tried until it is done or given up."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commonweal.journal import publisher, reactions, worker
from commonweal.journal import status as standing
from commonweal.journal.actor import HOUSE
from commonweal.journal.models import Delivery, Entry, Publication
from commonweal.people import changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def reacting(monkeypatch):
    """A register of reactions of the test's own."""
    monkeypatch.setattr(reactions, "_reactions", {})
    return reactions.reaction


def word(text="w"):
    return changes.set_wording(HOUSE, purpose="listen", words=text)


def test_entries_are_numbered_once_in_the_order_they_were_made():
    for text in "abc":
        word(text)
    assert publisher.publish() == 3
    assert publisher.publish() == 0
    facts = Publication.objects.order_by("seq").values_list("entry__facts", flat=True)
    assert [each["version"] for each in facts] == [1, 2, 3]


def test_a_reaction_hears_of_each_entry_that_fits_and_of_no_other(reacting):
    heard = []
    reacting("people.wording.*")(lambda entry: heard.append(entry.facts["version"]))
    word(), word()
    changes.give_slip(HOUSE)
    worker.round_once()
    worker.round_once()
    assert heard == [1, 2] and not Delivery.objects.exists()


def test_a_reaction_that_fails_is_tried_again_and_nothing_behind_it_waits(reacting):
    tried = []

    @reacting("people.wording.set")
    def sometimes(entry):
        tried.append(entry.facts["version"])
        if tried == [1]:
            raise OSError("the post office is shut")

    word(), word()
    worker.round_once()
    assert tried == [1, 2]
    Delivery.objects.update(next_try=timezone.now() - timedelta(seconds=1))
    worker.round_once()
    assert tried == [1, 2, 1] and not Delivery.objects.exists()


def test_a_reaction_that_never_works_is_given_up_and_shown(reacting):
    @reacting("people.wording.set")
    def never(entry):
        raise ValueError("words that must not be kept: Mary")

    word()
    for _ in range(reactions.GIVE_UP + 2):
        worker.round_once()
        Delivery.objects.update(next_try=timezone.now() - timedelta(seconds=1))
    (left,) = reactions.given_up()
    assert (left.attempts, left.error) == (reactions.GIVE_UP, "ValueError")
    stands, (shown,) = standing.status(HOUSE)
    assert (stands.given_up, shown.what, shown.error) == (1, "people.wording.set", "ValueError")


def test_a_reaction_that_takes_the_process_with_it_is_given_up_too(reacting):
    @reacting("people.wording.set")
    def deadly(entry):
        raise SystemExit

    word()
    for _ in range(reactions.GIVE_UP):
        with pytest.raises(SystemExit):
            worker.round_once()
        Delivery.objects.update(next_try=timezone.now() - timedelta(seconds=1))
    worker.round_once()
    (left,) = reactions.given_up()
    assert (left.attempts, left.error) == (reactions.GIVE_UP, "Stopped")


def test_a_round_with_nothing_to_do_takes_no_lock(reacting):
    reacting("people.wording.*")(lambda entry: None)
    word()
    worker.round_once()
    with CaptureQueriesContext(connection) as asked:
        worker.round_once()
    locking = ("INSERT", "UPDATE", "DELETE", "BEGIN", "SAVEPOINT", "SELECT pg_advisory")
    assert [each["sql"] for each in asked if each["sql"].startswith(locking)] == []


def test_a_stop_between_taking_in_and_moving_on_repeats_and_loses_nothing(reacting, monkeypatch):
    heard = []
    reacting("people.wording.set")(lambda entry: heard.append(entry.id))
    word()
    publisher.publish()

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("commonweal.journal.reactions._move_on", stop)
        with pytest.raises(KeyboardInterrupt):
            reactions.deliver()
    worker.round_once()
    assert len(heard) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time: nothing commits late")
def test_an_entry_that_commits_late_is_still_published_and_heard_of(reacting):
    """A begins first and commits last; B is published in between. A reader that followed ids would never see A."""
    heard = []
    reacting("people.wording.set")(lambda entry: heard.append(entry.facts["purpose"]))
    begun, may_commit = threading.Event(), threading.Event()

    def late():
        with transaction.atomic():
            changes.set_wording(HOUSE, purpose="listen", words="late")
            begun.set()
            may_commit.wait(10)
        connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    begun.wait(10)
    changes.set_wording(HOUSE, purpose="quote", words="early")
    worker.round_once()
    assert heard == ["quote"]
    may_commit.set()
    thread.join()
    worker.round_once()
    assert heard == ["quote", "listen"]
    earlier, later = Publication.objects.order_by("seq")
    assert earlier.entry.facts["purpose"] == "quote" and later.entry.facts["purpose"] == "listen"
    assert Entry.objects.order_by("id").first() == later.entry


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite the write lock already puts them in order")
def test_two_copies_of_one_request_at_the_same_moment_are_done_once():
    results = []

    def send():
        results.append(changes.set_wording(HOUSE, purpose="listen", words="w", once="same").pk)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(results)) == 1 and Entry.objects.count() == 1
