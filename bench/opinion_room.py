"""How soon is a phone answered when a hundred of them vote in a room, and how far behind is the screen?

    ./do bench opinion_room [PHONES] [SECONDS] [STATEMENTS]

A server of its own, as `commonweal serve` runs it, with its first pages opened, and a conversation that a room votes
in. Each phone joins by its code, looks at a statement, thinks for three seconds on average, votes, and is led to the
next, as a browser without script would; every seven seconds somebody adds a statement; a screen asks for results each
second. The wait of a phone is that of each request, and of a whole vote (sending it and seeing the next statement).
How far the screen is behind: from the answer to a vote until the screen has been given results that count it. No peer
was found that can be run here.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from bench import machine

ROOT = Path(__file__).resolve().parent.parent
PHONES, SECONDS, STATEMENTS, THINKING = 100, 60, 30, 3.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
STATEMENT = re.compile(r'name="statement" value="(\d+)"')
VOTES = re.compile(r"<strong>([\d,]+)</strong> votes")
# Made once: a hundred of them, read from a file each, would keep the phones waiting for each other and not the server.
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
MAKE = """
from commonweal.journal.actor import HOUSE
from commonweal.listening.opinion import changes
from commonweal.places.changes import make_place
place = make_place(HOUSE, slug="room", name="Room", footprint="A room", invented=True)
told = dict(question="What would make our evenings better?", adds="everyone")
said = [f"Statement {number} about our evenings" for number in range(%d)]
held = changes.begin(HOUSE, place=place, statements=said, **told)
held = changes.set_state(HOUSE, held, room=True)
print(held.pk, held.room_code)
"""


def main(words: list[str]) -> int:
    """Measure, and print a table for docs/benchmarks.md."""
    phones, seconds, statements = _asked(words)
    print(machine.said())
    with tempfile.TemporaryDirectory() as var:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        site = f"http://127.0.0.1:{port}"
        env = os.environ | {"COMMONWEAL_VAR": var, "COMMONWEAL_SITE": site, "COMMONWEAL_PORT": str(port)}
        env["DJANGO_SETTINGS_MODULE"] = "commonweal.config.settings"
        _run(env, "-m", "commonweal", "migrate")
        made = _run(env, "-c", "import django; django.setup()\n" + MAKE % statements)
        conversation, code = made.split()[-2:]
        server = subprocess.Popen(
            [sys.executable, "-m", "commonweal", "serve"], env=env, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        try:
            _wait_for(site)
            _warm(site, conversation)
            before, busy = _used(server.pid), os.getloadavg()[0]
            room = Room(site, conversation, code, seconds)
            told = asyncio.run(room.held(phones))
            used = _used(server.pid) - before
            told += f"\nProcessor time of the server and its worker: {used:.1f} s"
            told += f", {1000 * used / max(len(room.votes), 1):.1f} ms for each vote and all that goes with it."
            told += f"\nLoad of the machine when it began: {busy:.1f}; when it ended: {os.getloadavg()[0]:.1f}."
        finally:
            server.terminate()
            server.wait(20)
    print(told)
    return 0


def _asked(words: list[str]) -> tuple[int, int, int]:
    given = [int(each) for each in words] + [PHONES, SECONDS, STATEMENTS][len(words) :]
    return given[0], given[1], given[2]


def _run(env: dict[str, str], *words: str) -> str:
    return subprocess.run(
        [sys.executable, *words], env=env, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


def _used(parent: int) -> float:
    """Seconds of processor time that a process and its children have had so far; Linux only."""
    ticks = 0
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = each.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if parent in (int(told[1]), int(each.parent.name)):
            ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _wait_for(site: str) -> None:
    for _try in range(300):
        try:
            httpx.get(f"{site}/about")
            return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise SystemExit("The server did not answer.")


def _warm(site: str, conversation: str) -> None:
    """Each page once, until the server has opened its own first pages: no room asks in its first seconds."""
    for path in ("/", "/place/room", f"/conversation/{conversation}/vote", f"/conversation/{conversation}/now?big=1"):
        httpx.get(site + path, timeout=120)


class Room:
    """A room of phones and a screen, and what they met."""

    def __init__(self, site: str, conversation: str, code: str, seconds: int) -> None:
        self.site, self.code, self.until = site, code, time.monotonic() + seconds
        self.conversation = f"/conversation/{conversation}"
        self.reads: list[float] = []
        self.votes: list[float] = []
        self.whole: list[float] = []
        self.screens: list[float] = []
        self.behind: list[float] = []
        self.cast: list[float] = []  # when each vote was answered
        self.wrong: dict[str, int] = {}

    async def held(self, phones: int) -> str:
        """Everybody at once; then the figures."""
        began = time.monotonic()
        screen = asyncio.create_task(self.screen())
        adds = asyncio.create_task(self.adding())
        await asyncio.gather(*(self.phone(number) for number in range(phones)))
        await adds
        await asyncio.sleep(2.5)
        screen.cancel()
        took = time.monotonic() - began
        lines = [
            f"\n{phones} phones, {len(self.votes):,} votes in {took:.0f} s ({len(self.votes) / took:.0f} a second).\n",
            "| what | number | median ms | p95 ms | p99 ms | worst ms |",
            "|---|---|---|---|---|---|",
            *(_row(*each) for each in (
                ("a page with a statement", self.reads), ("a vote", self.votes),
                ("a vote and the next statement", self.whole), ("the screen’s question", self.screens),
            )),
        ]  # fmt: skip
        late = sorted(self.behind) or [float("nan")]
        lines.append(f"\nThe screen is behind by {late[len(late) // 2]:.1f} s (median), at worst {late[-1]:.1f} s.")
        lines.append(f"Answers that were not as they should be: {self.wrong or 'none'}.")
        return "\n".join(lines)

    async def phone(self, number: int) -> None:
        """One person with a phone."""
        chance = random.Random(number)
        await asyncio.sleep(chance.random() * THINKING)
        told = {"Accept": "text/html"}
        async with httpx.AsyncClient(base_url=self.site, timeout=30, headers=told, verify=PLAIN) as phone:
            page = await self.get(phone, f"/room/{self.code}")
            while time.monotonic() < self.until:
                await asyncio.sleep(chance.expovariate(1 / THINKING))
                found, token = STATEMENT.search(page), TOKEN.search(page)
                if not found or not token:
                    page = await self.get(phone, f"{self.conversation}/vote")
                    continue
                sent = {
                    "statement": found[1],
                    "vote": chance.choice("1110--").replace("-", "-1"),
                    "csrfmiddlewaretoken": token[1],
                }
                page = await self.vote(phone, sent)

    async def get(self, phone: httpx.AsyncClient, address: str) -> str:
        """A page, its way there followed."""
        began = time.perf_counter()
        try:
            answer = await phone.get(address, follow_redirects=True)
        except httpx.HTTPError as error:
            return self.failed(error)
        self.reads.append(time.perf_counter() - began)
        self.note(answer, 200)
        return answer.text

    async def vote(self, phone: httpx.AsyncClient, sent: dict[str, str]) -> str:
        """A vote, and the page it leads to."""
        began = time.perf_counter()
        try:
            answer = await phone.post(f"{self.conversation}/vote", data=sent)
        except httpx.HTTPError as error:
            return self.failed(error)
        self.votes.append(time.perf_counter() - began)
        self.note(answer, 303)
        if answer.status_code != 303:
            return ""
        self.cast.append(time.monotonic())
        page = await self.get(phone, answer.headers["Location"])
        self.whole.append(time.perf_counter() - began)
        return page

    async def adding(self) -> None:
        """Somebody has something to add, every seven seconds."""
        async with httpx.AsyncClient(base_url=self.site, timeout=30) as phone:
            number = 0
            while time.monotonic() < self.until:
                page = (await phone.get(f"{self.conversation}/add")).text
                token = TOKEN.search(page)
                sent = {"words": f"A new thought, number {number}", "csrfmiddlewaretoken": token[1] if token else ""}
                self.note(await phone.post(f"{self.conversation}/add", data=sent), 200)
                number += 1
                await asyncio.sleep(7)

    async def screen(self) -> None:
        """The screen asks each second, and is behind by how old the oldest vote is that it does not count."""
        mark, seen = "", 0
        async with httpx.AsyncClient(base_url=self.site, timeout=30) as screen:
            while True:
                began = time.perf_counter()
                try:
                    answer = await screen.get(f"{self.conversation}/now?big=1", headers={"If-None-Match": mark})
                except httpx.HTTPError as error:
                    self.failed(error)
                    continue
                self.screens.append(time.perf_counter() - began)
                self.note(answer, 200 if answer.status_code != 304 else 304)
                mark = answer.headers.get("ETag", "")
                found = VOTES.search(answer.text)
                if found:
                    now, counted = time.monotonic(), int(found[1].replace(",", ""))
                    self.behind += [now - each for each in self.cast[seen:counted]]
                    seen = max(seen, counted)
                await asyncio.sleep(1)

    def failed(self, error: Exception) -> str:
        """Nothing came back."""
        self.wrong[type(error).__name__] = self.wrong.get(type(error).__name__, 0) + 1
        return ""

    def note(self, answer: httpx.Response, wanted: int) -> None:
        """What was not answered as it should be."""
        if answer.status_code != wanted:
            said = str(answer.status_code)
            self.wrong[said] = self.wrong.get(said, 0) + 1


def _row(name: str, waits: list[float]) -> str:
    held = [1000 * each for each in waits] or [0.0, 0.0]
    shares = " | ".join(f"{machine.quantile(held, share):.0f}" for share in (0.5, 0.95, 0.99))
    return f"| {name} | {len(waits):,} | {shares} | {max(held):.0f} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
