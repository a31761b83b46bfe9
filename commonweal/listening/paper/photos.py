"""Where straightened photographs of sheets are kept, and how they go. What the camera sent is never written down."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from commonweal.listening.models import PaperPhoto

SETTLED = 3600  # seconds


def path(id: UUID | str) -> Path:
    """The file of one photograph."""
    return Path(settings.VAR) / "paper" / f"{id}.jpg"


def save(id: UUID, jpeg: bytes) -> None:
    """Before the row: a row without its file would be a hole, a file without its row is swept."""
    where = path(id)
    where.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    where.write_bytes(jpeg)


def forget(photos: Iterable[PaperPhoto]) -> None:
    """Inside a change: the rows go now, their files as soon as that is certain."""
    gone = [each.pk for each in photos]
    PaperPhoto.objects.filter(pk__in=gone).delete()
    for id in gone:
        transaction.on_commit(_unlinking(path(id)))


def left_over() -> list[Path]:
    """Files whose row is gone, or never came. One that has just been written may still be waiting for its row."""
    folder = path("x").parent
    held = {str(pk) for pk in PaperPhoto.objects.values_list("pk", flat=True)}
    found = [each for each in folder.glob("*.jpg") if each.stem not in held] if folder.is_dir() else []
    return [each for each in found if each.stat().st_mtime < time.time() - SETTLED]


def sweep() -> int:
    """Delete them. Returns how many."""
    gone = left_over()
    for each in gone:
        each.unlink(missing_ok=True)
    return len(gone)


def _unlinking(where: Path) -> Callable[[], None]:
    return lambda: where.unlink(missing_ok=True)
