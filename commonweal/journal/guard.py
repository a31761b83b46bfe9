"""The guard: outside a change, the database itself refuses to write.

SQLite asks an authorizer for every statement it prepares. Statements are cached once prepared, so the authorizer is set
again on entry to and exit from every change: setting it expires them, and they are asked about anew.
PostgreSQL has a statement trigger on every table that is not exempt, which requires `SET LOCAL commonweal.change`.
The guard stops mistakes, not an intruder with the web role's password.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# Tables that are written outside changes, each with its reason. A test walks this list.
EXEMPT: dict[str, str] = {
    "django_migrations": "written while migrating",
    "django_content_type": "made by Django after migrating",
    "auth_permission": "made by Django after migrating; the house has no permissions of this kind",
    "django_session": "sign-in state, no decisions",
    "django_tasks_database_dbtaskresult": "the queue's own bookkeeping",
    "journal_waiting": "the publisher takes the note away once an entry has its number",
    "journal_publication": "the publisher numbers entries after they are committed",
    "journal_delivery": "how reactions stand",
    "journal_cursor": "how far readers have followed",
    "people_readlog": "reads are recorded when they happen, whatever else is going on",
    "people_signedin": "where somebody is signed in, and when they were last here: no decisions",
    "account_emailaddress": "which address is being proven; the account's own address changes by a change",
    "account_emailconfirmation": "not used, since links carry their own proof; cleared whenever an address is",
    "mfa_authenticator": "passkeys and code generators, and when each was last used: a person's own keys",
    "axes_accessattempt": "failed sign-ins are counted even when nothing changes",
    "axes_accessattemptexpiration": "when such a count is forgotten",
    "people_attempt": "failed sign-ins and slip codes are counted even when nothing changes",
    "places_staged": "rows on their way in, not yet part of the place",
    "places_load": "how far a load has come, so that it can go on after a stop",
    "directory_feedrun": "how far a reading of another directory has come, and what it met: no decisions",
    "evidence_bringing": "how far streets, minutes or a timetable have come on their way in: no decisions",
    "places_refused": "rows that could not be used, with the reason",
    "directory_alikepair": "pairs that may be one, worked out anew from entries; what people say is elsewhere",
    "directory_alikelooked": "when entries were last compared",
    "sqlite_sequence": "SQLite's own counter",
}
# Rows may be added to these outside a change, and nothing more: a record of who looked must not be rubbed out.
ADDED_TO_ONLY = {"people_readlog"}
# SQLite keeps R*Tree indexes in tables of these endings; triggers of guarded tables write them.
SHADOWS = ("_rtree", "_rtree_node", "_rtree_rowid", "_rtree_parent")

WRITES = {
    sqlite3.SQLITE_INSERT: 1,
    sqlite3.SQLITE_UPDATE: 1,
    sqlite3.SQLITE_DELETE: 1,
    sqlite3.SQLITE_DROP_TABLE: 1,
    sqlite3.SQLITE_ALTER_TABLE: 2,
    sqlite3.SQLITE_DROP_TRIGGER: 2,
    sqlite3.SQLITE_CREATE_TRIGGER: 2,
    sqlite3.SQLITE_DROP_VIEW: 1,
    sqlite3.SQLITE_DROP_VTABLE: 1,
}
SCHEMA = {"sqlite_master", "sqlite_schema"}
_migrating = False


def exempt(table: str) -> bool:
    """May this table be written outside a change?"""
    return table in EXEMPT or table.endswith(SHADOWS)


def connected(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Put the guard on a fresh connection (connection_created)."""
    if connection.vendor == "sqlite":
        _set_authorizer(connection)


@contextmanager
def opened(connection: BaseDatabaseWrapper, change: str) -> Iterator[None]:
    """Let writes through for the length of one change. Nests."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        # Counted on the connection: another thread writes through another connection, which has no change open.
        _set_authorizer(connection, depth=_depth(connection) + 1)
        try:
            yield
        finally:
            _set_authorizer(connection, depth=_depth(connection) - 1)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('commonweal.change', true)")
        before = cursor.fetchone()[0] or ""
        cursor.execute("SELECT set_config('commonweal.change', %s, true)", [change])
        yield
        # Reached only on success: after an error the savepoint or transaction takes the setting back with it.
        cursor.execute("SELECT set_config('commonweal.change', %s, true)", [before])


@contextmanager
def migrating() -> Iterator[None]:
    """Let migrations write, in this process, for as long as they run."""
    global _migrating
    before, _migrating = _migrating, True
    try:
        yield
    finally:
        _migrating = before


def _depth(connection: BaseDatabaseWrapper) -> int:
    return getattr(connection, "commonweal_depth", 0)


def _set_authorizer(connection: BaseDatabaseWrapper, depth: int = 0) -> None:
    connection.commonweal_depth = depth  # type: ignore[attr-defined]
    refuses = depth == 0

    def authorize(action: int, first: str | None, second: str | None, database: str | None, _source: str | None) -> int:
        if not refuses or _migrating or database == "temp":
            return sqlite3.SQLITE_OK
        place = WRITES.get(action)
        if place is None:
            return sqlite3.SQLITE_OK
        table = (first if place == 1 else second) or ""
        added_to = table in ADDED_TO_ONLY and action != sqlite3.SQLITE_INSERT
        return sqlite3.SQLITE_OK if exempt(table) and not added_to else sqlite3.SQLITE_DENY

    connection.connection.set_authorizer(authorize)


FUNCTION = """
CREATE OR REPLACE FUNCTION commonweal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('commonweal.change', true), '') = '' THEN
        RAISE EXCEPTION 'not authorized: % on % outside a change', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$
"""


def raise_guard(connection: BaseDatabaseWrapper) -> None:
    """Put the trigger on every table that is not exempt (PostgreSQL, after migrating)."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(FUNCTION)
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"DROP TRIGGER IF EXISTS commonweal_guard ON {name}")
            guarded = "INSERT OR UPDATE OR DELETE OR TRUNCATE"
            if exempt(table):
                guarded = "UPDATE OR DELETE OR TRUNCATE" if table in ADDED_TO_ONLY else ""
            if guarded:
                cursor.execute(
                    f"CREATE TRIGGER commonweal_guard BEFORE {guarded} ON {name} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION commonweal_guard()"
                )
