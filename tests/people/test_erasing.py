"""Erased means that nothing can be read any more, in no table and in no file; and what was begun is finished."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from contextlib import closing

import pytest
from django.db import connection

from commonweal.journal import erasure, leftovers
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.models import Entry, Reason
from commonweal.journal.refs import Ref
from commonweal.people import actors, changes, erase_changes
from commonweal.people.models import Account, Contributor
from tests.config.conftest import fresh, installation  # noqa: F401 - fixtures

ERASE = """
from commonweal.journal.actor import HOUSE, Actor
from commonweal.people.changes import erase_person
from commonweal.people.models import Account
print(erase_person(HOUSE, Actor("account", str(Account.objects.get(name="Ruthless").pk))))
"""
FINISH = "from commonweal.people.changes import finish_erasures; print(finish_erasures())"


@pytest.fixture(autouse=True)
def _log(settings, tmp_path):
    settings.KEYS = tmp_path / "keys"


def holds(installation, words: bytes) -> set[str]:  # noqa: F811
    # Read by another process: closing a file here would drop the locks by which a reader of this process holds it.
    paths = installation.folder.glob("commonweal.sqlite3*")
    return {path.name for path in paths if words in subprocess.run(["cat", path], capture_output=True).stdout}


def opened(installation) -> None:  # noqa: F811
    installation.good("account", "open", "ruthless@example.org", "--name", "Ruthless", read="a long password indeed\n")


def test_when_it_says_erased_no_file_of_the_database_holds_the_name(installation):  # noqa: F811
    with closing(sqlite3.connect(installation.folder / "commonweal.sqlite3")) as other:
        other.execute("SELECT count(*) FROM people_account").fetchone()  # keeps the file beside it in being
        opened(installation)
        assert holds(installation, b"Ruthless"), "this proves nothing"
        assert installation.does(ERASE) == "True"
        assert holds(installation, b"Ruthless") == set()
        assert holds(installation, b"ruthless@example.org") == set()


def test_while_somebody_reads_it_says_being_erased_and_the_worker_ends_it(installation):  # noqa: F811
    opened(installation)
    with closing(sqlite3.connect(installation.folder / "commonweal.sqlite3", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people_account").fetchone()
        assert installation.does(ERASE) == "False"
        assert holds(installation, b"Ruthless")
        assert installation.does(FINISH) == "1"
        reader.execute("COMMIT")
        assert installation.does(FINISH) == "0"
        assert holds(installation, b"Ruthless") == set()


def test_what_a_stop_left_undone_is_ended_at_the_next_start(installation):  # noqa: F811
    opened(installation)
    account = installation.does(
        "from commonweal.journal import erasure\nfrom commonweal.journal.refs import Ref\n"
        "from commonweal.people.models import Account\n"
        "pk = str(Account.objects.get().pk); erasure.remember(Ref('people.account', pk)); print(pk)"
    )
    assert holds(installation, b"Ruthless")
    # As `serve` and `work` do before anything else.
    assert installation.does(FINISH) == "0"
    assert holds(installation, b"Ruthless") == set()
    log = [json.loads(line) for line in (installation.folder / "keys" / "erasures.jsonl").read_text().splitlines()]
    assert [(row["id"], "finished" in row) for row in log] == [(account, False), (account, True)]


def test_serving_and_working_begin_with_what_was_left_undone(monkeypatch):
    from commonweal.config import commands, supervisor
    from commonweal.journal import worker

    asked = []
    monkeypatch.setattr(erase_changes, "finish_erasures", lambda: asked.append("work"))
    monkeypatch.setattr(supervisor, "finish_erasures", lambda: asked.append("serve"))
    monkeypatch.setattr(supervisor, "refuse_public_demo", lambda host: None)
    monkeypatch.setattr(supervisor, "refuse_taken", lambda host, port: None)
    monkeypatch.setattr(supervisor, "_keep", lambda *rest: asked.append("kept"))
    monkeypatch.setattr(supervisor.signal, "signal", lambda *rest: None)
    monkeypatch.setattr(worker, "run", lambda stop, **more: asked.append("worked"))
    monkeypatch.setattr(commands.signal, "signal", lambda *rest: None)
    commands.work()
    supervisor.run()
    assert asked == ["work", "worked", "serve", "kept"]


@pytest.mark.django_db
def test_inside_a_transaction_nobody_is_told_that_it_is_done(make):
    person = make.contributor()
    assert changes.erase_person(person, person) is False
    assert erasure.unfinished() == [Ref("people.contributor", person.id)]


@pytest.mark.django_db(transaction=True)
def test_on_either_database_it_is_done_when_nobody_reads(make):
    person = make.contributor()
    assert changes.erase_person(person, person) is True
    assert erasure.unfinished() == []


@pytest.mark.django_db(transaction=True)
def test_on_postgresql_rows_are_kept_from_vacuum_while_an_older_reader_looks(make):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's way is tested above")
    person = actors.of_account(make.account())
    with leftovers._owner() as reader:
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT count(*) FROM people_account")
        assert changes.erase_person(person, person) is False
        reader.execute("COMMIT")
    assert changes.finish_erasures() == 0


@pytest.mark.django_db(transaction=True)
def test_the_worker_tries_again_until_it_is_done(make, monkeypatch):
    from django.utils import timezone

    from commonweal.journal import publisher, reactions
    from commonweal.journal.models import Delivery

    person = make.contributor()
    monkeypatch.setattr(leftovers, "clear", lambda: False)
    assert changes.erase_person(person, person) is False
    publisher.publish()
    reactions.deliver()
    assert Delivery.objects.get().attempts == 1 and Entry.objects.filter(what="people.person.erase").count() == 1
    monkeypatch.undo()
    Delivery.objects.update(next_try=timezone.now())
    reactions.deliver()
    assert not Delivery.objects.exists() and erasure.unfinished() == []


def test_every_table_that_says_something_about_a_person_is_let_go_of():
    assert {"people_account", "people_consent", "people_contributor", "journal_reason"} <= set(leftovers.tables())


@pytest.mark.django_db
def test_a_line_cut_short_hinders_neither_the_others_nor_the_next_one(make, caplog):
    one, other = make.contributor(), make.contributor()
    changes.erase_person(one, one)
    with erasure.log_path().open("a") as stream:
        stream.write('{"kind": "people.acc')
    assert erasure.read().torn == (2,)
    assert "line [2]" in caplog.text
    assert changes.replay_erasures(HOUSE) == 1
    changes.erase_person(other, other)
    assert [each.id for each in erasure.logged()] == [one.id, other.id]


def test_a_restore_reports_a_line_that_cannot_be_read(installation):  # noqa: F811
    opened(installation)
    installation.does(ERASE)
    with (installation.folder / "keys" / "erasures.jsonl").open("a") as stream:
        stream.write('{"kind": "peo')
    said = installation.good("restore")
    assert "Erased again, as they had asked: 1." in said and "Line 3 of the erasure log cannot be read" in said


@pytest.mark.django_db
def test_words_given_as_a_reason_go_with_the_person_they_are_by_for_or_about(make):
    steward, person = make.person(administrator="house"), make.contributor()
    account = make.account()
    wording = changes.set_wording(HOUSE, purpose="quote", words="May we?")
    changes.give_consent(person, person, wording=wording, channel="online", why="Ruthless wants to be quoted")
    changes.close_account(steward, account, why="Ruthless asked for it at the fair")
    changes.set_wording(steward, purpose="quote", words="May we quote?", why="clearer")
    assert Reason.objects.count() == 3
    changes.erase_person(person, person)
    assert sorted(Reason.objects.values_list("words", flat=True)) == ["Ruthless asked for it at the fair", "clearer"]
    changes.erase_person(HOUSE, Actor("account", str(account.pk)))
    assert list(Reason.objects.values_list("words", flat=True)) == ["clearer"]
    changes.erase_person(steward, steward)
    assert not Reason.objects.exists()


@pytest.mark.django_db
def test_reasons_given_on_somebodys_behalf_go_too(make, unguarded):
    from django.utils import timezone

    from commonweal.places.models import Place

    place = Place.objects.create(slug="here", name="Here", footprint="", made_at=timezone.now())
    contributor, _ = changes.give_slip(HOUSE, place=str(place.pk))
    person = actors.of_contributor(contributor)
    pen = actors.for_somebody(make.person(listener=place), person, channel="face")
    wording = changes.set_wording(HOUSE, purpose="quote", words="May we?")
    changes.give_consent(pen, person, wording=wording, channel="face", why="Ruthless said so at the stall")
    changes.erase_person(person, person)
    assert not Reason.objects.exists() and Account.objects.count() == 1
    assert Contributor.objects.get().erased_at is not None


@pytest.mark.django_db
def test_why_somebody_was_invited_goes_with_them_and_so_do_their_letters(make, settings, tmp_path):
    from datetime import timedelta

    from django.utils import timezone

    from commonweal.people import invitations, letters

    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "commonweal.people.letters.Files", str(tmp_path / "mail")
    steward, account = make.person(administrator="house"), make.account()
    scope = dict(role="administrator", scope_kind="house", scope_id="house", until=timezone.now() + timedelta(days=9))
    accepted, _ = invitations.send(steward, email="other@example.org", why="Ruthless mends roofs", **scope)
    invitations.accept(actors.of_account(account), accepted, account=account)
    invitations.send(steward, email=account.email, why="Ruthless knows the choir", **scope)
    invitations.send(steward, email="eve@example.org", why="Eve can count", **scope)
    for address in (account.email.upper(), "other@example.org", "eve@example.org"):
        assert letters.send(address, "invitation", letter={}, link="")
    changes.erase_person(HOUSE, Actor("account", str(account.pk)))
    assert list(Reason.objects.values_list("words", flat=True)) == ["Eve can count"]
    kept = [path.read_text() for path in (tmp_path / "mail").iterdir()]
    assert len(kept) == 1 and "To: eve@example.org" in kept[0]
