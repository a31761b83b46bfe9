"""Outside a change the database refuses to write, whichever way it is tried."""

from __future__ import annotations

import threading

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from commonweal.journal import guard
from commonweal.journal.actor import HOUSE
from commonweal.journal.models import Cursor, Entry
from commonweal.people import changes
from commonweal.people.models import Account, ReadLog, Wording
from commonweal.places.models import Area, Place
from tests.journal.test_door import anyone, change

pytestmark = pytest.mark.django_db

REFUSED = "not authorized"


def refused(write):
    """The write is refused by the database itself, and the transaction around it can go on."""
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        write()


def wording(**other):
    return Wording(**{"purpose": "listen", "version": 1, "words": "w", "made_at": timezone.now()} | other)


@change("tests.guard.keep", allowed=anyone)
def keep(who, write):
    return write()


def test_create_is_refused():
    refused(lambda: wording().save())


def test_bulk_create_is_refused():
    refused(lambda: Wording.objects.bulk_create([wording()]))


def test_update_is_refused(make):
    make.account()
    refused(lambda: Account.objects.update(name="Somebody else"))


def test_saving_what_was_read_is_refused(make):
    account = make.account()
    account.name = "Somebody else"
    refused(account.save)


def test_delete_is_refused(make):
    make.account()
    refused(lambda: Account.objects.all().delete())


def test_many_to_many_is_refused():
    def build():
        area = Area.objects.create(key="x:1", kind="x", code="1", name="One")
        return Place.objects.create(slug="p", name="P", footprint="", made_at=timezone.now()), area

    place, area = keep(HOUSE, build)
    refused(lambda: place.areas.add(area))


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO people_wording (purpose, version, language, words, made_at) "
        "VALUES ('x', 1, 'en', 'w', '2026-01-01')",
        "UPDATE people_account SET name = 'x'",
        "DELETE FROM journal_entry",
        "UPDATE journal_entry SET what = 'x'",
    ],
)
def test_raw_sql_is_refused(sql):
    def write():
        with connection.cursor() as cursor:
            cursor.execute(sql)

    refused(write)


def test_a_statement_prepared_inside_a_change_is_refused_outside_it():
    def write():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE people_wording SET words = 'w' WHERE version = 1")

    keep(HOUSE, write)  # the same text, now in the driver's cache of prepared statements
    refused(write)
    keep(HOUSE, write)


def test_an_iterator_left_open_does_not_carry_the_permission_out():
    keep(HOUSE, lambda: Wording.objects.bulk_create([wording(version=n) for n in range(1, 50)]) and None)
    rows = Wording.objects.iterator(chunk_size=2)
    next(rows)
    refused(lambda: wording(version=99).save())
    rows.close()


def test_a_change_that_failed_leaves_the_guard_up():
    def fail():
        raise ValueError("on purpose")

    with pytest.raises(ValueError):
        keep(HOUSE, fail)
    refused(lambda: wording().save())


def test_after_a_nested_change_the_outer_one_may_still_write_and_then_nobody_may():
    def nested():
        keep_within()
        wording(version=2).save()

    keep(HOUSE, nested)
    assert Wording.objects.count() == 2
    refused(lambda: wording(version=3).save())


def keep_within():
    changes.set_wording(HOUSE, purpose="listen", words="w")


@pytest.mark.django_db(transaction=True)
def test_another_thread_is_refused_while_a_change_is_open():
    outcome = []

    def elsewhere():
        try:
            with connection.cursor() as cursor:
                if connection.vendor == "sqlite":
                    cursor.execute("PRAGMA busy_timeout=200")
                cursor.execute("UPDATE people_account SET name = 'x'")
            outcome.append("written")
        except DatabaseError as error:
            outcome.append(str(error))
        finally:
            connection.close()

    def during():
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()

    keep(HOUSE, during)
    assert REFUSED in outcome[0]


def test_exempt_tables_may_be_written_at_any_time():
    Cursor.objects.create(reader="tests", seq=1)
    Cursor.objects.filter(reader="tests").update(seq=2)
    assert Cursor.objects.get(reader="tests").seq == 2


def test_every_exempt_table_is_real_and_has_its_reason():
    tables = set(connection.introspection.table_names()) | {"sqlite_sequence"}
    missing = [table for table in guard.EXEMPT if table not in tables]
    assert not missing
    assert all(len(reason) > 10 for reason in guard.EXEMPT.values())


def test_every_table_of_the_house_is_guarded_unless_exempt():
    """On PostgreSQL each has the trigger; on SQLite the authorizer knows no other list than the exempt one."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    guarded = {table for table in tables if not guard.exempt(table)}
    assert {"journal_entry", "people_account", "places_value", "directory_asset"} <= guarded
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'commonweal_guard'")
            assert {row[0] for row in cursor.fetchall()} >= guarded


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the web role of PostgreSQL may not change tables at all")
@pytest.mark.parametrize(
    "sql", ["DROP TABLE journal_because", "ALTER TABLE people_account ADD COLUMN x", "DROP INDEX x"]
)
def test_the_tables_themselves_cannot_be_changed(sql):
    def write():
        with connection.cursor() as cursor:
            cursor.execute(sql)

    with pytest.raises(DatabaseError), transaction.atomic():
        write()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_the_web_role_owns_no_table_and_cannot_take_the_guard_down():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone()[0] == 0

    def take_down():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE people_account DISABLE TRIGGER commonweal_guard")

    with pytest.raises(DatabaseError, match="must be owner"), transaction.atomic():
        take_down()


def test_reading_never_needs_a_change():
    assert list(Entry.objects.all()) == []


def test_a_record_of_who_looked_can_be_added_to_and_not_rubbed_out():
    look = ReadLog.objects.create(who_kind="account", who_id="1", person_kind="account", person_id="2", what="seen")
    refused(lambda: ReadLog.objects.all().delete())
    refused(lambda: ReadLog.objects.update(what="nothing"))
    refused(look.save)
