"""Runs a command with a PostgreSQL of its own: `python -m tests.cluster -m pytest …`, which is `./do test --postgres`.

A fresh cluster in a temporary folder, on a free port, as a user who is not root; it is gone when the command ends. Two
roles, as an installation should have them: one owns the tables, the other only reads and writes rows.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Only for tests, so nothing needs to outlive a power cut. Nor does the server count rows in its own time: tests put
# thousands into one transaction, and plans made for the empty tables it saw before would take minutes.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "autovacuum=off")
ROLES = (
    "CREATE ROLE cw_owner LOGIN CREATEDB",
    "CREATE ROLE cw_web LOGIN",
    "CREATE DATABASE commonweal OWNER cw_owner ENCODING 'UTF8' TEMPLATE template0",
)


@contextmanager
def cluster(*more: str) -> Iterator[dict[str, str]]:
    """A running server, with more settings; gives the two addresses as the variables an installation sets."""
    folder = Path(tempfile.mkdtemp(prefix="commonweal-postgres-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        somebody = _not_root(folder)
        plain = dict(os.environ, LC_ALL="C.UTF-8")
        as_them: dict[str, Any] = {"cwd": folder, "env": plain, **somebody}
        make = ["initdb", "--pgdata=data", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync"]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, **as_them)
        port = _free_port()
        options = [word for setting in (*FAST, "listen_addresses=127.0.0.1", *more) for word in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                ["postgres", "-D", "data", "-p", str(port), "-k", str(folder), *options],
                stdout=log,
                stderr=log,
                **as_them,
            )
        _until_it_answers(server, port, folder / "log")
        for sentence in ROLES:
            _say(port, sentence)
        yield {
            "COMMONWEAL_DATABASE_URL": f"postgresql://cw_web@127.0.0.1:{port}/commonweal",
            "COMMONWEAL_DATABASE_OWNER_URL": f"postgresql://cw_owner@127.0.0.1:{port}/commonweal",
        }
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGINT)  # "fast": ends open connections
            server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _not_root(folder: Path) -> dict[str, str | int]:
    """PostgreSQL will not run as root; hand the folder to a lesser user there."""
    if os.geteuid() != 0:
        return {}
    names = [each.pw_name for each in pwd.getpwall()]
    them = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, them.pw_uid, them.pw_gid)
    return {"user": them.pw_uid, "group": them.pw_gid}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_it_answers(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            sys.exit(f"PostgreSQL did not start:\n{log.read_text()[-2000:]}")
        if subprocess.run(["pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]).returncode == 0:
            return
        time.sleep(0.1)
    sys.exit("PostgreSQL did not answer within 30 seconds.")


def _say(port: int, sentence: str) -> None:
    command = ["psql", "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-v", "ON_ERROR_STOP=1"]
    subprocess.run([*command, "-c", sentence, "postgres"], check=True)


def main(words: list[str]) -> int:
    """Run this Python with these words, inside a cluster; its exit code."""
    # An end that is asked for still takes the cluster away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster() as addresses:
        return subprocess.run([sys.executable, *words], env=os.environ | addresses).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
