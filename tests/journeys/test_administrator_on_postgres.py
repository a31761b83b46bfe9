"""With the records in PostgreSQL: copied by its own tools, lost, put back, and nobody who was erased comes back."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.makers import PASSWORD
from tests.served import Site

OWNER, WEB = "COMMONWEAL_DATABASE_OWNER_URL", "COMMONWEAL_DATABASE_URL"
ERASE = """
import django; django.setup()
from commonweal.journal.actor import HOUSE, Actor
from commonweal.people.changes import erase_person
from commonweal.people.models import Account
erase_person(HOUSE, Actor("account", str(Account.objects.get(name="Ruthless").pk)))
"""
NAMES = "import django; django.setup()\nfrom commonweal.people.models import Account\n" + (
    "print(sorted(Account.objects.values_list('name', flat=True)))"
)


def says(*words: str) -> str:
    """What one of PostgreSQL's programs, or this Python, says; it has to succeed."""
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def drill(tmp_path: Path) -> Iterator[Site]:
    """An installation with a database of its own in the running cluster."""
    if not os.environ.get(OWNER):
        pytest.skip("walked with ./do test --postgres")
    site = Site(tmp_path / "machine", database="postgresql")
    maintenance = os.environ[OWNER].rsplit("/", 1)[0] + "/postgres"
    site.environment |= {name: os.environ[name].rsplit("/", 1)[0] + "/drill" for name in (OWNER, WEB)}
    site.environment["DJANGO_SETTINGS_MODULE"] = "commonweal.config.settings"
    says("psql", maintenance, "-c", "CREATE DATABASE drill OWNER cw_owner")
    yield site
    says("psql", maintenance, "-c", "DROP DATABASE drill")


def test_records_put_back_by_postgresqls_own_tools_bring_nobody_back(drill, tmp_path):
    owner = drill.environment[OWNER]
    drill.run("migrate")
    for name in ("Ruthless", "Samantha"):
        drill.run("account", "open", f"{name}@example.org", "--name", name, read=f"{PASSWORD}\n")
    copy = str(tmp_path / "records.dump")
    says("pg_dump", "--format=custom", f"--file={copy}", owner)
    drill.python(ERASE)
    maintenance = owner.rsplit("/", 1)[0] + "/postgres"
    says("psql", maintenance, "-c", "DROP DATABASE drill", "-c", "CREATE DATABASE drill OWNER cw_owner")
    says("pg_restore", "--no-owner", f"--dbname={owner}", copy)
    assert "Ruthless" in drill.python(NAMES), "the copy does not hold her: this proves nothing"
    assert "Erased again, as they had asked: 1." in drill.run("restore")
    assert drill.python(NAMES).strip() == "['Samantha', 'Somebody']"
