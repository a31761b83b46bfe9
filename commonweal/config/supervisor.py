"""Serves one place from one machine: a web process and a worker process, started, watched and stopped together."""

from __future__ import annotations

import ctypes
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from django.conf import settings

from commonweal.config import variables
from commonweal.config.lock import held
from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.people.erase_changes import finish_erasures

WATCH_SECONDS = 0.1
STOP_SECONDS = 10.0
# A process that stops by itself is started again after a rest that doubles, up to a minute.
FIRST_REST_SECONDS, LONGEST_REST_SECONDS = 1.0, 60.0
# One that has run this long was well: the next rest is short again.
WELL_SECONDS = 60.0
PR_SET_PDEATHSIG = 1
MOST_VISITED = 20


@dataclass
class Child:
    """One process that is kept running."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    rest_seconds: float = FIRST_REST_SECONDS
    due: float = field(default=0.0)

    def watch(self) -> None:
        """Start it when it is due; note it when it has stopped by itself."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.started = now
                self.process = subprocess.Popen(self.command, env=self.environment, preexec_fn=_end_with_parent)
            return
        code = self.process.poll()
        if code is None:
            return
        if now - self.started >= WELL_SECONDS:
            self.rest_seconds = FIRST_REST_SECONDS
        print(
            f"The {self.name} stopped by itself (code {code}). Starting it again in {self.rest_seconds:.0f} s.",
            file=sys.stderr,
            flush=True,
        )
        self.process, self.due = None, now + self.rest_seconds
        self.rest_seconds = min(self.rest_seconds * 2, LONGEST_REST_SECONDS)

    def ask_to_stop(self) -> None:
        """Politely; what is under way may finish."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stopped(self, within_seconds: float) -> None:
        """Wait for it, then insist."""
        if self.process:
            try:
                self.process.wait(within_seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def run() -> int:
    """Serve until told to stop. The children end with it, and a stop that was asked for is a success."""
    host, port = variables.HOST.value(), port_of(variables.PORT.value())
    environment = dict(os.environ)
    # Unless it is said otherwise, people type the address the server listens on.
    site = environment.setdefault(variables.SITE.name, f"http://{_in_an_address(host)}:{port}")
    with held(settings.VAR, f"it is being served at {site}"):
        refuse_taken(host, port)
        refuse_public_demo(host)
        # Whoever was being erased when the server was last stopped is gone before the first page is shown.
        finish_erasures()
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # the server looks for collected styles there
        stop = threading.Event()
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda *_: stop.set())
        children = [Child("web server", web(host, port), environment), Child("worker", worker(), environment)]
        try:
            _keep(children, stop, host, port, site)
        finally:
            for child in children:
                child.ask_to_stop()
            for child in children:
                child.stopped(STOP_SECONDS)
    print("Stopped.", flush=True)
    return 0


def web(host: str, port: int) -> list[str]:
    """The command of the web process."""
    return [
        *(sys.executable, "-m", "uvicorn", "commonweal.config.asgi:application"),
        *("--host", host, "--port", str(port), "--lifespan", "off"),
        *("--log-level", "warning", "--no-server-header", "--timeout-graceful-shutdown", "5"),
        # People think for longer than the usual 5 s, and a vote that is sent just as the line is hung up is lost.
        *("--timeout-keep-alive", "30"),
    ]


def worker() -> list[str]:
    """The command of the worker process."""
    return [sys.executable, "-m", "commonweal", "work"]


def _keep(children: list[Child], stop: threading.Event, host: str, port: int, site: str) -> None:
    said = False
    while not stop.is_set():
        for child in children:
            child.watch()
        if not said and answers(host, port):
            said = True
            print(f"Commonweal is at {site} – stop it with Ctrl+C.", flush=True)
            threading.Thread(target=visit, args=(host, port, site, newest()), daemon=True).start()
        stop.wait(WATCH_SECONDS)


def newest() -> list[str]:
    """The places that came last, by their addresses."""
    from commonweal.places.models import Place

    return list(Place.objects.order_by("-made_at").values_list("slug", flat=True)[:MOST_VISITED])


def visit(host: str, port: int, site: str, slugs: Iterable[str]) -> None:
    """Open the first page and each place's once, so that no visitor waits for what the server works out only once."""
    named = urlsplit(site)
    # As the web server before it would ask: by its name, and over https where it has it.
    headers = {"Host": named.netloc, "X-Forwarded-Proto": named.scheme}
    for path in ("/", *(f"/place/{slug}" for slug in slugs)):
        # Nobody waits for this, and whoever comes meets the page or its error for themselves.
        with suppress(OSError, HTTPException), closing(HTTPConnection(_there(host), port, timeout=120)) as asked:
            asked.request("GET", path, headers=headers)
            asked.getresponse().read()


def port_of(words: str) -> int:
    """A port number, or a sentence about what one looks like."""
    if not words.isdecimal() or not 1 <= int(words) <= 65535:
        raise Invalid(f"{variables.PORT.name} is {words!r}. It has to be a number from 1 to 65535, such as 8000.")
    return int(words)


def refuse_taken(host: str, port: int) -> None:
    """Say so before anything starts, rather than in the middle of a server's own report."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise Invalid(f"{variables.HOST.name} is {host!r}, which is no address of this machine.") from None
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError:
            raise Invalid(f"This user may not listen on port {port}. Set {variables.PORT.name} above 1023.") from None
        except OSError as error:
            raise Clash(
                f"Nothing can listen at {host} port {port} ({error.strerror}). If something else is using the port, "
                f"stop it, or choose another: {variables.PORT.name}={port + 1 if port < 65535 else 8000} ./do run"
            ) from None


def refuse_public_demo(host: str) -> None:
    """An invented place, with its invented accounts, is for this machine only unless somebody decided otherwise."""
    from commonweal.places.models import Place

    if is_public(host) and not variables.DEMO_PUBLIC.on() and Place.objects.filter(invented=True).exists():
        raise NotAllowed(
            f"This installation holds the invented place, so it only listens on this machine, not on {host}. "
            f"Set {variables.DEMO_PUBLIC.name}=yes to show the invented place to others, or serve a folder without it."
        )


def is_public(host: str) -> bool:
    """Can others reach this address? A name is taken to be public, whatever it stands for today."""
    if host == "localhost":
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True


def answers(host: str, port: int) -> bool:
    """Does something accept connections there?"""
    try:
        socket.create_connection((_there(host), port), timeout=1).close()
    except OSError:
        return False
    return True


def _there(host: str) -> str:
    """Where to knock at a server that listens on this: "everywhere" is no address to call."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared with, not listened on


def _in_an_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _end_with_parent() -> None:
    """In the child: ask Linux to end it if the supervisor is killed, so that no server is left without its keeper."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
