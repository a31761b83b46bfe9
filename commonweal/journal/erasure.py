"""Taking a person out of everything, and remembering only that it was done.

The log stands outside the database, so that restoring an old backup cannot bring a person back: `./do restore` replays
it before anything is served. It holds ids and times, no content. Each person has a line before the work begins, and
another once nothing of theirs can be read any more: what lies between is finished at the next start.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from commonweal.journal import kinds
from commonweal.journal.models import Reason, Touched
from commonweal.journal.refs import Ref

BEGUN, FINISHED = "at", "finished"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Log:
    """What the log says: who was to be gone, for whom it is finished, and which lines cannot be read (from 1)."""

    people: tuple[Ref, ...]
    finished: frozenset[Ref]
    torn: tuple[int, ...]


def log_path() -> Path:
    """Where the log is kept: beside the keys, apart from backups."""
    return settings.KEYS / "erasures.jsonl"


def remember(person: Ref) -> None:
    """Write down, before the work begins, that this person is to be gone."""
    _append(person, BEGUN)


def finish(person: Ref) -> None:
    """Write down that nothing of this person can be read here any more."""
    _append(person, FINISHED)


def erase(person: Ref) -> None:
    """Ask every kind to take this person out. Called inside a change; harmless when repeated."""
    for each in kinds.every():
        if each.erase is not None:
            each.erase(person)


def reasons(person: Ref) -> None:
    """The words given as reasons by this person, on their behalf, or for a change that touched them."""
    kind = person.kind.removeprefix("people.")
    about = Touched.objects.filter(kind=person.kind, thing=person.id).values("entry_id")
    by = Q(entry__who_kind=kind, entry__who_id=person.id) | Q(entry__for_kind=kind, entry__for_id=person.id)
    Reason.objects.filter(by | Q(entry_id__in=about)).delete()


def read() -> Log:
    """The whole log. A line that was cut short, by a stop in the middle of writing it, hinders no other."""
    people: dict[Ref, None] = {}
    finished: set[Ref] = set()
    torn = []
    for number, line in enumerate(_lines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            person = Ref(str(row["kind"]), str(row["id"]))
        except (ValueError, KeyError, TypeError):
            torn.append(number)
            continue
        if FINISHED in row:
            finished.add(person)
        else:
            people[person] = None
            finished.discard(person)
    if torn:
        log.warning("%s: cannot be read: line %s. Somebody may have to ask again.", log_path(), torn)
    return Log(tuple(people), frozenset(finished), tuple(torn))


def logged() -> list[Ref]:
    """Everyone who has been erased, oldest first."""
    return list(read().people)


def unfinished() -> list[Ref]:
    """Those whose erasing began and is not known to have ended."""
    held = read()
    return [person for person in held.people if person not in held.finished]


def _lines() -> list[str]:
    try:
        words = log_path().read_bytes()
    except FileNotFoundError:
        return []
    return words.decode(errors="replace").split("\n")


def _append(person: Ref, what: str) -> None:
    line = json.dumps({"kind": person.kind, "id": person.id, what: datetime.now(UTC).isoformat()})
    path = log_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "rb+") as stream:
        # A line cut short by a stop is closed off first: the next must not be lost with it.
        torn = stream.seek(0, os.SEEK_END) > 0 and _last(stream.fileno()) != b"\n"
        stream.write((b"\n" if torn else b"") + line.encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def _last(descriptor: int) -> bytes:
    return os.pread(descriptor, 1, os.fstat(descriptor).st_size - 1)
