"""Test databases on both kinds of database, made by the owner, used by the web role, cleaned with the guard open."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.test.utils import setup_databases, teardown_databases

from commonweal.config import migrate
from commonweal.journal import guard


def two_roles() -> bool:
    """Is there an owner role beside the web role?"""
    return "owner" in settings.DATABASES


def make() -> Any:
    """Make and migrate. With two roles the owner makes it; the web role is let in and then used for everything."""
    if not two_roles():
        with guard.migrating():
            return setup_databases(verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set())
    owner, web = connections["owner"], connections["default"]
    with guard.migrating():
        owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    web.close()
    web.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = owner.settings_dict["NAME"]
    migrate.let_web_in()
    return None


def drop(made: Any) -> None:
    """Take it away again."""
    for connection in connections.all():
        connection.close()
    if made is not None:
        teardown_databases(made, verbosity=0)
        return
    before = settings.DATABASES["owner"]["NAME"]
    connections["owner"].creation.destroy_test_db(str(before).removeprefix("test_"), verbosity=0)


def empty() -> None:
    """Empty every table of the house."""
    connection = connections["owner" if two_roles() else "default"]
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    tables = [table for table in tables if table not in {"django_content_type", "auth_permission"}]
    quoted = ", ".join(connection.ops.quote_name(table) for table in tables)
    with guard.migrating(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config('commonweal.change', 'emptying', false)")
            cursor.execute(f"TRUNCATE {quoted} RESTART IDENTITY CASCADE")
            cursor.execute("SELECT set_config('commonweal.change', '', false)")
            return
        cursor.execute("PRAGMA foreign_keys=OFF")
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        cursor.execute("PRAGMA foreign_keys=ON")
