"""An installation of its own for each test that needs one, used as an administrator would: by its commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ready_made

ROOT = Path(__file__).resolve().parent.parent.parent


class Installation:
    """A folder, and `commonweal …` in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("COMMONWEAL_", "PYTEST"))
        } | {"COMMONWEAL_VAR": str(folder), "PYTHONPATH": str(ROOT)}

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """`commonweal …`, whatever comes of it. `more` are variables; `read` is what it reads."""
        read = more.pop("read", "")
        return self.python("-m", "commonweal", *words, read=read, **more)

    def python(self, *words: str, read: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        """This Python, in this installation."""
        command = [sys.executable, *words]
        environment = self.environment | more
        return subprocess.run(command, env=environment, input=read, capture_output=True, text=True, timeout=120)

    def good(self, *words: str, **more: str) -> str:
        """`commonweal …`, which has to succeed; what it said."""
        done = self.run(*words, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def does(self, code: str, **more: str) -> str:
        """A few lines of Python with the house set up."""
        start = "import django; django.setup()\n"
        done = self.python("-c", start + code, DJANGO_SETTINGS_MODULE="commonweal.config.settings", **more)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture(scope="session")
def fresh() -> Path:
    """A folder with an empty database, made once and copied."""
    return ready_made.migrated()


@pytest.fixture
def installation(fresh: Path, tmp_path: Path) -> Installation:
    """One with an empty database."""
    shutil.copytree(fresh, tmp_path / "var")
    return Installation(tmp_path / "var")
