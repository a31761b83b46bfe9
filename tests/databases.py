"""Test databases on both kinds: made by the owner, used by the web role, cleaned with the guard open, one a worker."""

from __future__ import annotations

import os
import shutil
from typing import Any

from django.apps import apps
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from commonweal.config.migrate import as_owner, let_in
from commonweal.journal import guard
from tests import ready_made

KEPT = {"django_content_type", "auth_permission"}


def make() -> Any:
    """Make and migrate. Where there are two roles the owner makes it, and the web role is used for everything else."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker and connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["NAME"] = f"test_{connection.settings_dict['NAME']}_{worker}"
    # A copy of one that was brought up to the code already: migrating it finds nothing more to do.
    copied = connection.vendor == "sqlite"
    if copied:
        shutil.copyfile(ready_made.migrated() / ready_made.DATABASE, connection.settings_dict["TEST"]["NAME"])
    with as_owner() as web:
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set(), keepdb=copied)
        let_in(web)
    return made


def drop(made: Any) -> None:
    """Take it away again."""
    with as_owner():
        teardown_databases(made, verbosity=0)


def house_tables() -> list[str]:
    """The tables that are empty in a house where nothing has happened yet."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return [table for table in tables if table not in KEPT]


def empty() -> None:
    """Empty every table of the house."""
    quoted = [connection.ops.quote_name(table) for table in house_tables()]
    with as_owner(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config('commonweal.change', 'emptying', false)")
            cursor.execute(f"TRUNCATE {', '.join(quoted)} RESTART IDENTITY CASCADE")
            return
        cursor.execute("PRAGMA foreign_keys=OFF")
        for table in quoted:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("PRAGMA foreign_keys=ON")


def taken_out() -> dict[str, Any]:
    """What is in the house, as its kind of database writes it down: by table, and only for `put_in`."""
    with guard.migrating(), connection.cursor() as cursor:  # which also hides how tables are made
        found = {table: _rows(cursor, table) for table in house_tables()}
    return {table: rows for table, rows in found.items() if rows}


def put_in(taken: dict[str, Any]) -> None:
    """What was taken out before, into an empty house."""
    with guard.opened(connection, "putting back"), connection.cursor() as cursor:
        for table, rows in taken.items():
            _write(cursor, table, rows)


def _rows(cursor: Any, table: str) -> Any:
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name FROM pragma_table_info(%s)", [table])
        columns = ", ".join(f'+"{name}"' for (name,) in cursor.fetchall())
        # A sum has no type that Django would read it as: these are the very texts and numbers that are kept.
        return cursor.execute(f'SELECT {columns} FROM "{table}"').fetchall()
    cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
    if not cursor.fetchone()[0]:
        return None
    with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT BINARY)') as copying:
        return b"".join(copying)


def _write(cursor: Any, table: str, rows: Any) -> None:
    if connection.vendor == "sqlite":
        cursor.executemany(f'INSERT INTO "{table}" VALUES ({", ".join(["%s"] * len(rows[0]))})', rows)
        return
    with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT BINARY)') as copying:
        copying.write(rows)
    # Rows came with their numbers: whatever is counted next goes on after them, and the web role may only count.
    for each in connection.introspection.get_sequences(cursor, table):
        last = f'SELECT max("{each["column"]}") FROM "{table}"'
        cursor.execute(f"SELECT count(nextval('{each['name']}')) FROM generate_series(1, ({last}))")
