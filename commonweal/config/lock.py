"""One server on one folder: whoever serves, or puts a backup in place, holds var/running.lock meanwhile."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commonweal.core.errors import Clash

NAME = "running.lock"


@contextmanager
def held(folder: Path, what: str) -> Iterator[None]:
    """Hold the folder, saying what for. The system lets go of it when the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    # Opened without emptying it: if somebody else holds it, what they wrote says who.
    descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = stream.read().strip() or "another process"
            raise Clash(
                f"The folder {folder} is in use: {holder}. Stop that first, or set COMMONWEAL_VAR to another folder."
            ) from None
        stream.truncate(0)
        stream.write(f"{what}, process {os.getpid()}")
        stream.flush()
        try:
            yield
        finally:
            stream.truncate(0)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until nobody else holds this file, and hold it meanwhile. Not to be asked for twice by one and the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
