"""Files that were handed over, until they are read: in a folder for each reading, thrown away after a day."""

from __future__ import annotations

import shutil
import time
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.directory.models import FeedRun

LARGEST = 20_000_000  # bytes handed over
UNPACKED = 200_000_000
KEPT = timedelta(days=1)  # a file that was handed over and not taken in goes after a day


def folder() -> Path:
    """Where files wait that were handed over."""
    return Path(settings.VAR) / "feeds"


def keep(run: FeedRun, chunks: Iterable[bytes]) -> None:
    """Keep the file of a run until it was read."""
    where = folder() / str(run.pk)
    where.mkdir(parents=True, mode=0o700)
    size = 0
    with (where / run.file).open("wb") as held:
        for each in chunks:
            size += len(each)
            if size > LARGEST:
                raise Invalid(_("This file is larger than 20 MB. Hand it over in parts, or give an address."))
            held.write(each)


def of(run: FeedRun) -> Path:
    """The file of a run."""
    return folder() / str(run.pk) / run.file


def move(looked: FeedRun, run: FeedRun) -> None:
    """What was looked at is read once more by another run."""
    try:
        (folder() / str(looked.pk)).rename(folder() / str(run.pk))
    except FileNotFoundError:
        raise Invalid(_("The file is no longer here: it was kept for a day. Hand it over again.")) from None


def forget(run: FeedRun) -> None:
    """Throw the file of a run away."""
    shutil.rmtree(folder() / str(run.pk), ignore_errors=True)


def still_here(run: FeedRun) -> bool:
    """Can what was looked at still be taken in? A file may have been thrown away, or taken in meanwhile."""
    return run.only_look and run.state == FeedRun.DONE and (not run.file or (folder() / str(run.pk)).is_dir())


def refuse_swollen(path: Path) -> None:
    """What unpacks to far more than was handed over was made to harm."""
    if path.suffix.casefold() in (".zip", ".xlsx"):
        with zipfile.ZipFile(path) as held:
            if sum(each.file_size for each in held.infolist()) > UNPACKED:
                raise Invalid(_("This file unpacks to more than 200 MB. Hand it over in parts."))


def tidy() -> None:
    """Files that nobody took in are not kept: they may hold what is not for everyone."""
    before = time.time() - KEPT.total_seconds()
    for each in folder().iterdir() if folder().is_dir() else ():
        if each.stat().st_mtime < before:
            shutil.rmtree(each, ignore_errors=True)
