"""Migrations, with the guard opened for them: the only writes outside changes that are not exempt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from commonweal.journal import guard

ROLE = ("USER", "PASSWORD")


def migrate() -> None:
    """Bring the database up to the code. On PostgreSQL with an owner role, the web role is then given its rights."""
    with as_owner() as web:
        call_command("migrate", verbosity=0, interactive=False)
        let_in(web)


@contextmanager
def as_owner() -> Iterator[str]:
    """Be the owner of the tables for a while, with the guard open. Without an owner role, only the guard opens.

    The default connection itself changes roles: migrations of other packages know no other connection.
    Gives the web role's name, "" where there is none.
    """
    with guard.migrating():
        if settings.OWNER is None:
            yield ""
            return
        held = connection.settings_dict
        web = {name: held[name] for name in ROLE}
        connection.close()
        held.update({name: settings.OWNER[name] for name in ROLE})
        try:
            yield str(web["USER"])
        finally:
            connection.close()
            held.update(web)


def let_in(web: str) -> None:
    """Let the web role read and write rows of the owner's tables, and nothing more: no tables of its own, no DDL."""
    if not web:
        return
    name = connection.ops.quote_name(web)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
