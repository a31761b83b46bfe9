"""What the database still holds of a row after it is gone, and how it is made to let go of it.

SQLite keeps the pages of past changes in a file beside the database until they are copied over (a checkpoint);
PostgreSQL keeps rows that were removed until the table is vacuumed. Only then may anybody be told "erased".
"""

from __future__ import annotations

import logging
import re
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from commonweal.core import privacy

WAIT_MS = 1500  # for those who are reading; after that the worker tries again
ABOUT_PEOPLE = {privacy.PERSONAL, privacy.SENSITIVE, privacy.SECRET}
log = logging.getLogger(__name__)
KEPT_BACK = re.compile(r"(\d+) (?:are dead but not yet removable|dead row versions cannot be removed yet)")


def clear() -> bool:
    """Let nothing that was erased be read from the database's files. False if somebody still reads: try again.

    Inside a transaction nothing is let go of yet, so the answer there is False.
    """
    if connection.in_atomic_block:
        return False
    try:
        return _checkpoint() if connection.vendor == "sqlite" else _vacuum()
    except DatabaseError as error:
        log.warning("What was erased is still in the database's files (%s); trying again.", type(error).__name__)
        return False


def _checkpoint() -> bool:
    """Copy every page over and cut the file beside the database to nothing."""
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
        try:
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
    return not busy


def tables() -> list[str]:
    """Every table with a field that says something about a person."""
    found = []
    for model in privacy.house_models():
        if ABOUT_PEOPLE & set(getattr(model, "privacy", {}).values()):
            found.append(model._meta.db_table)
    return sorted(found)


def _vacuum() -> bool:
    """Vacuum those tables, by the role that owns them: the web role may not."""
    said: list[str] = []
    with connection.wrap_database_errors, _owner() as owner:
        owner.add_notice_handler(lambda notice: said.append(f"{notice.severity}: {notice.message_primary}"))
        owner.execute(f"SET lock_timeout = {WAIT_MS}")
        for table in tables():
            owner.execute(f"VACUUM (VERBOSE) {connection.ops.quote_name(table)}")
    words = "\n".join(said)
    # Somebody who began to read before the erasing keeps its rows; a role that does not own a table skips it.
    return "WARNING" not in words and not any(int(kept) for kept in KEPT_BACK.findall(words))


def _owner() -> Any:
    """A connection of its own: vacuuming stands outside every transaction, and the web role's stays as it is."""
    import psycopg

    held = dict(connection.settings_dict)
    held |= {name: settings.OWNER[name] for name in ("USER", "PASSWORD")} if settings.OWNER else {}
    return psycopg.connect(
        dbname=held["NAME"],
        user=held["USER"] or None,
        password=held["PASSWORD"] or None,
        host=held["HOST"] or None,
        port=held["PORT"] or None,
        autocommit=True,
    )
