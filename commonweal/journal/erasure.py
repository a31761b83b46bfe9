"""Taking a person out of everything, and remembering only that it was done.

The log stands outside the database, so that restoring an old backup cannot bring a person back: `./do restore` replays
it before anything is served. It holds ids and times, no content.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from commonweal.journal import kinds
from commonweal.journal.refs import Ref


def log_path() -> Path:
    """Where the log is kept: beside the keys, apart from backups."""
    return settings.KEYS / "erasures.jsonl"


def remember(person: Ref) -> None:
    """Write down, before the work begins, that this person is to be gone; a crash then repeats the work."""
    line = json.dumps({"kind": person.kind, "id": person.id, "at": datetime.now(UTC).isoformat()})
    path = log_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as stream:
        stream.write(line + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def erase(person: Ref) -> None:
    """Ask every kind to take this person out. Called inside a change; harmless when repeated."""
    for each in kinds.every():
        if each.erase is not None:
            each.erase(person)


def logged() -> list[Ref]:
    """Everyone who has been erased, oldest first."""
    try:
        lines = log_path().read_text().splitlines()
    except FileNotFoundError:
        return []
    return [Ref(row["kind"], row["id"]) for row in map(json.loads, filter(None, lines))]
