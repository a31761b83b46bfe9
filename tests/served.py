"""A real server with a folder of its own, used as an administrator and a visitor would."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import ready_made
from tests.forked import Started

ROOT = Path(__file__).resolve().parent.parent


class Site:
    """A running server: its address, and its command line in the same folder."""

    def __init__(self, folder: Path, *, database: str = "sqlite") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.folder = folder
        self.address = f"http://127.0.0.1:{port}"
        self.environment = os.environ | {"COMMONWEAL_VAR": str(folder), "COMMONWEAL_SITE": self.address}
        if database == "sqlite":
            for name in ("COMMONWEAL_DATABASE_URL", "COMMONWEAL_DATABASE_OWNER_URL"):
                self.environment.pop(name, None)
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None
        self.started: Started | None = None

    def migrated(self) -> None:
        """Give it an empty database."""
        if "COMMONWEAL_DATABASE_URL" in self.environment:
            self.run("migrate")
        else:
            ready_made.copy(ready_made.migrated(), self.folder)

    def with_demo(self) -> None:
        """Give it the invented place, the small one of twelve neighbourhoods."""
        if "COMMONWEAL_DATABASE_URL" in self.environment:
            self.run("migrate")
            self.run("demo", "make", "--neighbourhoods", "12")
        else:
            ready_made.copy(ready_made.with_demo(), self.folder)

    def run(self, *words: str, read: str = "") -> str:
        """`commonweal …` in this site's folder, given `read` to read; its output."""
        command = [sys.executable, "-m", "commonweal", *words]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, input=read, capture_output=True, text=True)
        assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done.stdout

    def python(self, code: str) -> str:
        """A few lines of Python in this site's folder; what they print."""
        if self.started and self.started.environment != self.environment:
            self.started.end()
            self.started = None
        self.started = self.started or Started(self.environment)
        ended, said, complained = self.started.run(code)
        assert ended == 0, f"{code}\n{said[-3000:]}\n{complained[-3000:]}"
        return said

    def start(self) -> None:
        """Serve, and wait until it answers."""
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "uvicorn", "commonweal.config.asgi:application"),
                *("--host", "127.0.0.1", "--port", str(self.port), "--log-level", "warning", "--lifespan", "off"),
            ],
            env=self.environment,
            cwd=ROOT,
        )
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.address}/about", timeout=5).close()
                return
            except OSError:
                assert self.process.poll() is None, "the server stopped by itself"
                time.sleep(0.1)
        pytest.fail("the server did not answer")

    def stop(self) -> None:
        """End it."""
        if self.process:
            self.process.terminate()
            self.process.wait(15)

    @contextmanager
    def serving(self) -> Iterator[Site]:
        """Served for a while."""
        self.start()
        try:
            yield self
        finally:
            self.stop()
