"""Copies of the records and of files that people gave; putting one back without bringing back anybody who was erased.

Keys are not copied: a stolen backup opens no session and no slip code. Backups are kept 30 days, as people are told who
ask to be erased: until then what they said is still in them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from commonweal.config import backup_files
from commonweal.config.lock import held
from commonweal.config.migrate import migrate
from commonweal.core.errors import Invalid, NotFound
from commonweal.journal import erasure
from commonweal.journal.actor import HOUSE
from commonweal.people.changes import replay_erasures

KEPT = timedelta(days=30)
NAME = "commonweal-%Y-%m-%dT%H%M%S.%fZ.sqlite3"
PATTERN = "commonweal-*.sqlite3"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup, and how many older ones were removed."""

    path: Path
    bytes: int
    removed: int


@dataclass(frozen=True, slots=True)
class Restored:
    """How many people were erased again, where the records are that stood here before, and lines nobody can read."""

    erased_again: int
    before: Path | None = None
    torn: tuple[int, ...] = ()


def make(folder: Path | None = None) -> Made:
    """Copy the records while they are in use, as they are at one moment."""
    database = _file()
    if not database.exists():
        raise NotFound(f"There are no records in {settings.VAR} yet, so there is nothing to copy.")
    folder = folder or settings.VAR / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / datetime.now(UTC).strftime(NAME)
    draft = path.with_suffix(".part")
    draft.touch(mode=0o600)
    _copy(database, draft)
    _settle(draft)
    draft.rename(path)
    backup_files.keep(path)
    return Made(path, path.stat().st_size, remove_old(folder))


def restore(backup: Path) -> Restored:
    """Put a backup in place of the records.

    It is made ready beside them: brought up to date, and everyone in the erasure log erased again. Only then does it
    take their place, so that at no moment could a page show somebody who was erased.
    """
    database = _file()
    _refuse_unlike(backup)
    with held(settings.VAR, "a backup is being put in place"):
        before = make().path if database.exists() else None
        draft = database.with_suffix(".restoring")
        _without_companions(draft)
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        _copy(backup, draft)
        # Before those who were erased are erased again: their files go with them.
        backup_files.put_back(backup)
        with _working_on(draft):
            migrate()
            erased_again = replay_erasures(HOUSE)
        _settle(draft)
        if database.exists():
            _settle(database)
        draft.replace(database)
    return Restored(erased_again, before, erasure.read().torn)


def replay() -> Restored:
    """For records put back by other means (PostgreSQL's own): erase again everyone who was erased."""
    with held(settings.VAR, "people who were erased are being erased again"):
        migrate()
        return Restored(replay_erasures(HOUSE), torn=erasure.read().torn)


def _file() -> Path:
    """Where SQLite keeps the records."""
    if connection.vendor != "sqlite":
        raise Invalid(
            "The records are in PostgreSQL. Copy and put them back by pg_dump and pg_restore; after putting them back, "
            "and before serving, run `./do restore` without a file: it erases again everyone who was erased."
        )
    return Path(connection.settings_dict["NAME"])


def _reading(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))


def _copy(source: Path, target: Path) -> None:
    """SQLite's own copying: whole and consistent, whatever is being written meanwhile."""
    with _reading(source) as out, closing(sqlite3.connect(target)) as into:
        out.backup(into)


def _refuse_unlike(backup: Path) -> None:
    """Nothing is touched unless the file is whole and is one of ours."""
    if not backup.is_file():
        raise NotFound(f"There is no file {backup}.")
    try:
        with _reading(backup) as database:
            whole = database.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            ours = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal_entry'").fetchone()
    except sqlite3.DatabaseError:
        whole, ours = True, None
    if not ours:
        raise Invalid(f"{backup.name} is not a backup of Commonweal. Nothing was changed.")
    if not whole:
        raise Invalid(f"{backup.name} is damaged. Nothing was changed; try an earlier backup.")


@contextmanager
def _working_on(path: Path) -> Iterator[None]:
    """Let the house read and write another file for a while."""
    place = connection.settings_dict
    usual = place["NAME"]
    connection.close()
    place["NAME"] = path
    try:
        yield
    finally:
        connection.close()
        place["NAME"] = usual


def _settle(path: Path) -> None:
    """Bring everything written into the one file, and nothing erased left beside it."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("PRAGMA journal_mode=DELETE")
    _without_companions(path)


def _without_companions(path: Path) -> None:
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def remove_old(folder: Path) -> int:
    """Remove backups that are older than people were promised."""
    oldest = datetime.now(UTC) - KEPT
    old = [path for path in folder.glob(PATTERN) if datetime.fromtimestamp(path.stat().st_mtime, UTC) < oldest]
    for path in old:
        path.unlink()
        backup_files.remove(path)
    return len(old)
