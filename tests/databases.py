"""Test databases on both kinds: made by the owner, used by the web role, cleaned with the guard open, one a worker."""

from __future__ import annotations

import os
import shutil
from typing import Any

from django.apps import apps
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from commonweal.config.migrate import as_owner, let_in
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


def empty() -> None:
    """Empty every table of the house."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    quoted = [connection.ops.quote_name(table) for table in tables if table not in KEPT]
    with as_owner(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config('commonweal.change', 'emptying', false)")
            cursor.execute(f"TRUNCATE {', '.join(quoted)} RESTART IDENTITY CASCADE")
            return
        cursor.execute("PRAGMA foreign_keys=OFF")
        for table in quoted:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("PRAGMA foreign_keys=ON")
