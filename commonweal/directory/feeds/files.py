"""Files that were handed over for a feed, until they are read (core/handed.py)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.core.handed import Handed
from commonweal.directory.models import FeedRun

LARGEST = 20_000_000  # bytes handed over
UNPACKED = 200_000_000
HANDED = Handed("feeds")


def folder() -> Path:
    """Where files wait that were handed over."""
    return HANDED.folder


def keep(run: FeedRun, chunks: Iterable[bytes]) -> None:
    """Keep the file of a run until it was read."""
    too_large = _("This file is larger than 20 MB. Hand it over in parts, or give an address.")
    HANDED.keep(run.pk, run.file, chunks, most=LARGEST, too_large=too_large)


def of(run: FeedRun) -> Path:
    """The file of a run."""
    return HANDED.of(run.pk, run.file)


def move(looked: FeedRun, run: FeedRun) -> None:
    """What was looked at is read once more by another run."""
    HANDED.move(looked.pk, run.pk)


def forget(run: FeedRun) -> None:
    """Throw the file of a run away."""
    HANDED.forget(run.pk)


def still_here(run: FeedRun) -> bool:
    """Can what was looked at still be taken in? A file may have been thrown away, or taken in meanwhile."""
    return run.only_look and run.state == FeedRun.DONE and (not run.file or HANDED.here(run.pk))


def tidy() -> None:
    """Files that nobody took in are not kept."""
    HANDED.tidy()


def refuse_swollen(path: Path) -> None:
    """What unpacks to far more than was handed over was made to harm."""
    if path.suffix.casefold() in (".zip", ".xlsx"):
        with zipfile.ZipFile(path) as held:
            if sum(each.file_size for each in held.infolist()) > UNPACKED:
                raise Invalid(_("This file unpacks to more than 200 MB. Hand it over in parts."))
