"""Folders made ready once for the code as it stands, and copied: a database brought up to date, and the invented place.

Bringing a database up takes longer than most tests, and comes out the same each time. What was made is kept in
pytest's cache under a mark of everything it was made from, so a changed line makes it anew, by the very commands that
people use.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from functools import cache
from pathlib import Path

from commonweal.config import lock

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "d" / "ready-made"
MIGRATE, DEMO = ("migrate",), ("demo", "make", "--neighbourhoods", "12")
DATABASE = "commonweal.sqlite3"
OLD = 24 * 3600  # seconds after which what other code made is thrown away


def migrated() -> Path:
    """A folder with an empty database, brought up to the code."""
    return _kept(_mark(), MIGRATE)


def with_demo() -> Path:
    """A folder with the invented place, small. Its story is told from today, so no copy is older than an hour."""
    return _kept(_mark() + f"-{datetime.now():%d%H}", DEMO, begun=migrated)


def copy(made: Path, folder: Path) -> None:
    """A copy of all that was made, beside what is in the folder already."""
    shutil.copytree(made, folder, dirs_exist_ok=True)


@cache
def _mark() -> str:
    """Changes when the code does, or what it stands on."""
    read = hashlib.sha256(sys.version.encode())
    paths = (path for path in (ROOT / "commonweal").rglob("*") if path.is_file() and path.suffix not in {".pyc", ".po"})
    for path in (ROOT / "requirements" / "runtime.txt", *sorted(paths)):
        read.update(f"{path.relative_to(ROOT)} {path.stat().st_size}\n".encode())
        read.update(path.read_bytes())
    return read.hexdigest()[:16]


def _kept(mark: str, command: tuple[str, ...], begun: object = None) -> Path:
    """What was made under this mark; else made now, once, however many workers ask for it."""
    folder = KEPT / f"{command[0]}-{mark}"
    with lock.alone(KEPT / f"{command[0]}.lock"):
        if not folder.exists():
            _throw_away(command[0])
            draft = Path(tempfile.mkdtemp(prefix="draft-", dir=KEPT))
            if callable(begun):
                copy(begun(), draft)
            _run(command, draft)
            draft.rename(folder)
    return folder


def _run(command: tuple[str, ...], folder: Path) -> None:
    """`commonweal …` in a folder of its own, with nothing set but where that is."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONWEAL_", "PYTEST"))}
    called = [sys.executable, "-m", "commonweal", *command]
    done = subprocess.run(called, env=plain | {"COMMONWEAL_VAR": str(folder)}, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


def _throw_away(name: str) -> None:
    """What was made of code that has changed since."""
    for each in KEPT.glob(f"{name}-*"):
        if time.time() - each.stat().st_mtime > OLD:
            shutil.rmtree(each, ignore_errors=True)
