"""Files that were handed over, until they are read: in a folder for each, thrown away after a day."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid

KEPT = timedelta(days=1)  # a file that was handed over and not taken in goes after a day


def name_of(given: str) -> str:
    """A file's name that is a name and nothing else."""
    path = Path(get_valid_filename(Path(given).name))
    return f"{path.stem[:60]}{path.suffix.casefold()}"


@dataclass(frozen=True, slots=True)
class Handed:
    """Files of one sort, each under the id of what will be done with it."""

    name: str  # of the folder

    @property
    def folder(self) -> Path:
        """Where they wait."""
        return Path(settings.VAR) / self.name

    def of(self, id: Any, file: str) -> Path:
        """One file."""
        return self.folder / str(UUID(str(id))) / file

    def keep(self, id: Any, file: str, chunks: Iterable[bytes], *, most: int, too_large: str) -> None:
        """Keep a file until it was read. Invalid, in the words given, where it is larger than `most` bytes."""
        path = self.of(id, file)
        path.parent.mkdir(parents=True, mode=0o700)
        size = 0
        with path.open("wb") as held:
            for each in chunks:
                size += len(each)
                if size > most:
                    raise Invalid(too_large)
                held.write(each)

    def move(self, was: Any, to: Any) -> None:
        """What was handed over for one thing is used for another."""
        try:
            (self.folder / str(was)).rename(self.folder / str(to))
        except FileNotFoundError:
            raise Invalid(_("The file is no longer here: it was kept for a day. Hand it over again.")) from None

    def here(self, id: Any) -> bool:
        """Is it still here?"""
        return (self.folder / str(id)).is_dir()

    def forget(self, id: Any) -> None:
        """Throw it away."""
        shutil.rmtree(self.folder / str(id), ignore_errors=True)

    def tidy(self) -> None:
        """Files that nobody took in are not kept: they may hold what is not for everyone."""
        before = time.time() - KEPT.total_seconds()
        for each in self.folder.iterdir() if self.folder.is_dir() else ():
            if each.stat().st_mtime < before:
                shutil.rmtree(each, ignore_errors=True)
