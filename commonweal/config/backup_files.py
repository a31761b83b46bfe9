"""Files that people gave, kept beside a copy of the records: pictures, sound, film, photographs of sheets.

They never change once they are there, so a copy is a second name for the same bytes where the disk allows it, and costs
nothing. What is taken back loses its first name at once and the second with the backup, within 30 days.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.conf import settings

FOLDERS = ("media", "paper")
UNDER_WAY = "parts"  # files that are still being sent


def beside(backup: Path) -> Path:
    """Where the files of a backup are."""
    return backup.with_suffix(".files")


def keep(backup: Path) -> int:
    """Keep every file that is here now. Returns how many."""
    return sum(_all_of(settings.VAR / name, beside(backup) / name) for name in FOLDERS)


def put_back(backup: Path) -> int:
    """Put back what is not here any more; what is here stays. Returns how many."""
    return sum(_all_of(beside(backup) / name, settings.VAR / name) for name in FOLDERS)


def remove(backup: Path) -> None:
    """Remove the files of a backup that is removed."""
    shutil.rmtree(beside(backup), ignore_errors=True)


def _all_of(source: Path, target: Path) -> int:
    many = 0
    for folder, names, files in os.walk(source):
        names[:] = [each for each in names if each != UNDER_WAY]
        there = target / Path(folder).relative_to(source)
        for name in files:
            many += _name_again(Path(folder) / name, there / name)
    return many


def _name_again(path: Path, again: Path) -> int:
    if again.exists():
        return 0
    again.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.link(path, again)
    except FileNotFoundError:
        return 0  # taken back meanwhile
    except OSError:
        shutil.copy2(path, again)  # another disk
    return 1
