"""Where straightened photographs of sheets are kept, and how they go. What the camera sent is never written down."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from commonweal.listening.models import PaperPhoto


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


def sweep() -> int:
    """Delete files whose row is gone, or never came. Returns how many."""
    folder = path("x").parent
    held = {str(pk) for pk in PaperPhoto.objects.values_list("pk", flat=True)}
    gone = [each for each in folder.glob("*.jpg") if each.stem not in held] if folder.is_dir() else []
    for each in gone:
        each.unlink(missing_ok=True)
    return len(gone)


def _unlinking(where: Path):  # type: ignore[no-untyped-def]
    return lambda: where.unlink(missing_ok=True)
