"""Starting, watching and stopping: two processes as one, and a sentence where it cannot begin."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from commonweal.config import supervisor
from commonweal.core.errors import Clash, Invalid, NotAllowed
from tests.config.conftest import Installation
from tests.places import small


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children_of(process: int) -> dict[int, str]:
    """Its children by number, each with its command line."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    if not listed.exists():
        pytest.skip("needs Linux's list of processes")
    return {
        int(each): Path(f"/proc/{each}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        for each in listed.read_text().split()
    }


def gone(process: int) -> bool:
    """Has it ended? One whose parent has not yet asked how counts as ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def until(true, seconds: float = 20.0) -> bool:
    """Wait for it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def serving(installation: Installation) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """An installation being served, and its port."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "commonweal", "serve"],
        env=installation.environment | {"COMMONWEAL_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert f"Commonweal is at http://127.0.0.1:{port}" in process.stdout.readline()
    yield process, port
    if process.poll() is None:
        process.kill()
        process.wait()


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_stops_cleanly_with_everything_it_started(serving, by):
    process, port = serving
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/static/core/house.css", timeout=10).close()
    except urllib.error.HTTPError as error:
        pytest.fail(f"the style was not served: {error}")
    children = children_of(process.pid)
    assert len(children) == 2
    process.send_signal(by)
    assert process.wait(15) == 0
    assert all(gone(child) for child in children)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_a_worker_that_crashes_is_started_again_and_pages_stay(serving):
    process, _port = serving
    worker = next(number for number, words in children_of(process.pid).items() if "commonweal work" in words)
    web = next(number for number in children_of(process.pid) if number != worker)
    os.kill(worker, signal.SIGKILL)
    assert until(
        lambda: any("commonweal work" in words and n != worker for n, words in children_of(process.pid).items())
    )
    assert web in children_of(process.pid)


def test_no_process_is_left_when_the_supervisor_is_killed(serving):
    process, _ = serving
    children = children_of(process.pid)
    process.kill()
    process.wait()
    assert until(lambda: all(gone(child) for child in children))


def test_each_places_page_is_opened_once_at_the_start_so_that_no_visitor_waits(db):
    asked: list[tuple[str, str, str]] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Host"], self.headers["X-Forwarded-Proto"]))
            self.send_error(500 if self.path == "/" else 200)

        def log_message(self, *_: object) -> None:
            """Quietly."""

    small.place()
    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        supervisor.visit("0.0.0.0", server.server_port, "https://commonweal.example", supervisor.newest())
        server.shutdown()
    assert asked == [(path, "commonweal.example", "https") for path in ("/", "/place/ashby")]
    supervisor.visit("127.0.0.1", free_port(), "http://127.0.0.1", ["ashby"])  # nobody answers: nothing is lost


def test_two_cannot_serve_one_folder(serving, installation):
    _, port = serving
    second = installation.run("serve", COMMONWEAL_PORT=str(free_port()))
    assert second.returncode == 1
    assert f"is in use: it is being served at http://127.0.0.1:{port}, process" in second.stderr


def test_a_port_that_is_taken_is_said_in_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Clash, match=f"Nothing can listen at 127.0.0.1 port {port} .* choose another"):
            supervisor.refuse_taken("127.0.0.1", port)


@pytest.mark.parametrize("words", ["", "eighty", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_said_in_a_sentence(words):
    with pytest.raises(Invalid, match="a number from 1 to 65535"):
        supervisor.port_of(words)


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("127.0.0.1", False),
        ("::1", False),
        ("localhost", False),
        ("0.0.0.0", True),
        ("::", True),
        ("example.org", True),
    ],
)
def test_which_addresses_others_can_reach(host, public):
    assert supervisor.is_public(host) is public


def test_an_invented_place_is_not_shown_to_others_unless_somebody_decided_so(db, monkeypatch):
    from commonweal.journal.actor import HOUSE
    from commonweal.places import changes

    supervisor.refuse_public_demo("0.0.0.0")
    changes.make_place(HOUSE, slug="wenbeck", name="Wenbeck", footprint="An invented valley", invented=True)
    supervisor.refuse_public_demo("127.0.0.1")
    with pytest.raises(NotAllowed, match="only listens on this machine"):
        supervisor.refuse_public_demo("0.0.0.0")
    monkeypatch.setenv("COMMONWEAL_DEMO_PUBLIC", "yes")
    supervisor.refuse_public_demo("0.0.0.0")


def test_rests_between_crashes_double_and_a_well_process_is_forgiven(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    child = supervisor.Child("worker", [sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))

    def crash() -> float:
        child.watch()
        assert child.process is not None
        child.process.wait(20)
        child.watch()
        assert child.process is None
        return child.due - now[0]

    rests = []
    for _ in range(3):
        rests.append(crash())
        now[0] = child.due
    assert rests == [1, 2, 4]
    child.watch()
    assert child.process is not None
    child.process.wait(20)
    now[0] += supervisor.WELL_SECONDS
    child.watch()
    assert child.due - now[0] == 1
