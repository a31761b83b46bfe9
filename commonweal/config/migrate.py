"""Migrations, with the guard opened for them: the only writes outside changes that are not exempt."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from commonweal.journal import guard


def migrate() -> None:
    """Bring the database up to the code. On PostgreSQL with an owner role, the web role is then given its rights."""
    alias = "owner" if "owner" in settings.DATABASES else "default"
    with guard.migrating():
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    if alias == "owner":
        let_web_in()


def let_web_in() -> None:
    """Let the web role read and write rows of the owner's tables, and nothing more: no tables of its own, no DDL."""
    web = connections["default"].ops.quote_name(settings.DATABASES["default"]["USER"])
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {web}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {web}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {web}")
