"""Looks for phrases in every file of a folder, byte by byte, as a process of its own. Run by `leaving.seek`.

Of its own because of SQLite: whoever opens a database's file and closes it again lets go of every lock that the
process holds on it (https://www.sqlite.org/howtocorrupt.html, 2.2). In the web process another process then took the
database for unused and cleared away what was still being written: "database disk image is malformed".

Phrases come in by the pipe, not by the command, which everybody on the machine may read. Nothing of the house is
imported: this starts in a moment.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
from collections.abc import Iterator
from pathlib import Path


def files_of(folder: Path) -> Iterator[Path]:
    """Every file but copies kept for safety: those hold what was taken back for up to 30 days, and people are told."""
    for root, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if Path(root, each) != folder / "backups"]
        yield from (path for path in (Path(root) / name for name in names) if path.is_file() and not path.is_symlink())


def count(path: Path, phrases: list[bytes]) -> tuple[int, int]:
    """How long is a file, and how many of the phrases stand in it?"""
    with path.open("rb") as stream:
        length = os.fstat(stream.fileno()).st_size
        if not length or not phrases:
            return length, 0
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as held:
            return length, sum(held.find(each) >= 0 for each in phrases)


def main() -> None:
    """`{"folder", "phrases"}` in; how many files, of what size, and in how many places something was found, out."""
    asked = json.load(sys.stdin)
    phrases = [each.encode() for each in asked["phrases"]]
    told = {"files": 0, "size": 0, "found": 0}
    for path in files_of(Path(asked["folder"])):
        try:
            length, found = count(path, phrases)
        except FileNotFoundError:  # gone since it was listed, as files of a moment are
            continue
        told["files"] += 1
        told["size"] += length
        told["found"] += found
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
