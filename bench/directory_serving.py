"""How fast does the public Open Referral API answer, and how long does its store take to build?

    ./do bench directory_serving [SERVICES]

Services are generated: words as common and as rare as words are, weekly hours as in a real directory, points about the
towns of Britain. Every count is exact, and each request is one nobody asked before. Beside it, in the same run
and over HTTP from the same machine: an app of ten lines that sends the same bytes from memory and does nothing else;
and, where its server is installed, PostgreSQL's full text.
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import machine
from bench.beside_postgres import beside
from bench.invented_services import TOWNS, Invented
from commonweal.openreferral.serving import asks, pages, store
from commonweal.openreferral.serving.app import make_app
from commonweal.openreferral.serving.reader import Reader, View

ROOT = Path(__file__).resolve().parent.parent
TIMES = 300
SMALL = 15
GOALS = "any filter mix p99 20 ms, one service 5 ms, build 300 s at 1,000,000; over HTTP 3 x the bare app"


class Asking:
    """Questions as people ask them; each time another."""

    def __init__(self, made: Invented) -> None:
        self.made, self.chance = made, random.Random(11)

    def word(self) -> str:
        """A word, common ones more often; the commonest stand for "the" and "for", which are not looked for."""
        rank = 0
        while rank < SMALL:
            rank = self.chance.choices(range(len(self.made.words)), cum_weights=self.made.weights)[0]
        return self.made.words[rank]

    def term(self) -> dict[str, str]:
        """One of 400 terms."""
        return {"taxonomy_term_id": self.chance.choice(self.made.terms)["id"]}

    def hours(self) -> dict[str, str]:
        """A day, and between which hours."""
        day, opens, closes = (
            self.chance.choice(["MO", "TU", "WE"]),
            self.chance.randrange(8, 19),
            self.chance.randrange(19, 23),
        )
        return {"day": day, "start_time": f"{opens:02}:00", "end_time": f"{closes}:00"}

    def age(self) -> dict[str, str]:
        """For somebody this old."""
        return {"minimum_age": str(self.chance.randrange(90))}

    def since(self) -> dict[str, str]:
        """In the last years."""
        return {"modified_after": f"{self.chance.randrange(2021, 2027)}-{self.chance.randrange(1, 13):02}-11T10:00:00Z"}

    def near(self) -> dict[str, str]:
        """Somewhere about a town, on foot or by car."""
        return {"postcode": str(self.chance.random()), "proximity": str(self.chance.choice([500, 1600, 5000, 20000]))}

    def page(self, share: int) -> dict[str, str]:
        """A page anywhere in a list that has a so-manieth of all rows."""
        return {"page": str(self.chance.randrange(1, max(2, self.made.count // share)))}


def questions(made: Invented) -> dict[str, Callable[[], dict[str, str]]]:
    """Each kind of question by its name."""
    ask = Asking(made)
    return {
        "a page of the whole list": lambda: ask.page(50),
        "one common word": lambda: {"search": made.words[ask.chance.randrange(SMALL, 3 * SMALL)]},
        "any word": lambda: {"search": ask.word()},
        "two words": lambda: {"search": f"{ask.word()} {ask.word()}"},
        "a misspelt word": lambda: {"search": ask.word()[:-1] + "x"},
        "a taxonomy term": ask.term,
        "an age": ask.age,
        "a day and hours": ask.hours,
        "hours on any day": lambda: {"start_time": ask.hours()["start_time"]},
        "changed since": ask.since,
        "near a point": ask.near,
        "term, age, day and hours": lambda: ask.term() | ask.age() | ask.hours(),
        "age, day and hours": lambda: ask.age() | ask.hours(),
        "age, hours, changed since": lambda: ask.age() | {"end_time": "20:00"} | ask.since(),
        "word, age, day and hours": lambda: {"search": ask.word()} | ask.age() | ask.hours(),
        "word, term, near": lambda: {"search": ask.word()} | ask.term() | ask.near(),
        "near, age, day and hours": lambda: ask.near() | ask.age() | ask.hours(),
        "a term, far down the list": lambda: ask.term() | ask.page(8000),
        "an age, far down the list": lambda: ask.age() | ask.page(100),
    }


def shared_questions(made: Invented) -> dict[str, Callable[[], dict[str, str]]]:
    """Those that are asked of PostgreSQL, too."""
    ask, known = Asking(made), questions(made)
    same = ("one common word", "any word", "two words", "a taxonomy term", "an age", "changed since", "near a point")
    return {
        **{name: known[name] for name in same},
        "word, term and age": lambda: {"search": ask.word()} | ask.term() | ask.age(),
        "word and age": lambda: {"search": ask.word()} | ask.age(),
    }


def point(said: str) -> tuple[float, float]:
    """Somewhere about a town, from any text."""
    chance = random.Random(said)
    latitude, longitude, _ = chance.choices(TOWNS, weights=[each[2] for each in TOWNS])[0]
    return latitude + chance.gauss(0, 0.1), longitude + chance.gauss(0, 0.15)


def main(words: list[str]) -> int:
    """Measure, and print tables for docs/benchmarks.md."""
    count = int(words[0]) if words else 100_000
    made = Invented(count)
    print(f"{machine.said()} · {count:,} services · goals: {GOALS}")
    with tempfile.TemporaryDirectory() as folder:
        build(made, Path(folder))
        in_process(made, Path(folder))
        beside(Reader(Path(folder)).view(), shared_questions(made), point, TIMES // 3)
        over_http(made, Path(folder))
    return 0


def build(made: Invented, folder: Path) -> None:
    """The whole store, and what of it was making things up."""
    began, processor = time.perf_counter(), time.process_time()
    documents = timed_making(made)
    store.build(folder, documents.rows())
    seconds, used = time.perf_counter() - began, time.process_time() - processor
    size = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / 1e6
    index = sum(each.stat().st_size for each in (folder / "index").rglob("*") if each.is_file()) / 1e6
    seconds, used = seconds - documents.seconds, used - documents.processor
    print(f"build: {seconds:.0f} s, {used:.0f} s of processor time, making them up left out")
    print(f"{size:.0f} MB, of it index {index:.0f} MB; {machine.peak_mb(children=False):.0f} MB of memory at most")
    began = time.perf_counter()
    changed = {**made.service(made.count), "name": "Choir for everybody"}
    store.apply(folder, [("service", changed)])
    print(f"one change: {1000 * (time.perf_counter() - began):.0f} ms")


class timed_making:
    """The documents, and how long making them up takes."""

    def __init__(self, made: Invented) -> None:
        self.made, self.seconds, self.processor = made, 0.0, 0.0

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each document."""
        rest = self.made.documents()
        while True:
            began, processor = time.perf_counter(), time.thread_time()
            row = next(rest, None)
            self.seconds += time.perf_counter() - began
            self.processor += time.thread_time() - processor
            if row is None:
                return
            yield row


def in_process(made: Invented, folder: Path) -> None:
    """Each question, its page of rows as bytes included."""
    view = Reader(folder).view()
    print("| in process | p50, ms | p99, ms | processor, p99, ms | found, median |")
    print("|---|---|---|---|---|")
    every: list[tuple[float, float]] = []
    for kind in ("service", "service_at_location"):
        for name, question in questions(made).items():
            took, found = [], []
            for _ in range(TIMES // 2):
                ask, _unknown = asks.parse(kind, question().items())
                began, processor = time.perf_counter(), time.process_time()
                result = pages.find(view, ask, point)
                pages.page(view, ask, result, pages.rows(view, ask, result.numbers))
                took.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - processor)))
                found.append(result.total)
            every += took
            line(f"{kind}: {name}", took, f"{statistics.median(found):,.0f}")
    line("all of them", every, "")
    one(view, made)


def one(view: View, made: Invented) -> None:
    """One record by its id."""
    took = []
    for _ in range(2_000):
        known = made.known("service", random.Random(len(took)).randrange(made.count))
        began, processor = time.perf_counter(), time.process_time()
        assert view.one("service", known)
        took.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - processor)))
    line("one service", took, "1")


def line(name: str, took: list[tuple[float, float]], found: str) -> None:
    """A row of the table. On a machine that others use, the processor's own time says what the clock cannot."""
    clock_ms, processor_ms = [each[0] for each in took], [each[1] for each in took]
    middle, late = machine.quantile(clock_ms, 0.5), machine.quantile(clock_ms, 0.99)
    print(f"| {name} | {middle:.2f} | {late:.2f} | {machine.quantile(processor_ms, 0.99):.2f} | {found} |", flush=True)


def over_http(made: Invented, folder: Path) -> None:
    """Through uvicorn from the same machine, beside the bare app with the same bytes."""
    print("| over HTTP, one reader | p50, ms | p99, ms | bare app, p50 | times |")
    print("|---|---|---|---|---|")
    chance = random.Random(3)
    pages = max(2, made.count // 50)
    asked = {
        "50 rows of the whole list": lambda: f"/services?page={chance.randrange(1, pages)}",
        "one service": lambda: f"/services/{made.known('service', chance.randrange(made.count))}",
        "the first page again and again": lambda: "/services",
        "50 rows of a term": lambda: f"/services?taxonomy_term_id={chance.choice(made.terms)['id']}",
        "50 rows of a word": lambda: f"/services?search={made.words[chance.randrange(50, 3000)]}",
    }
    for name, path in asked.items():
        with served(folder) as ours, served(folder, bare=True) as bare:
            body = ours.get(path())
            bare.get("/", body)
            took, least = timed(ours, path), timed(bare, lambda: "/")
        middle, floor = machine.quantile(took, 0.5), machine.quantile(least, 0.5)
        rest = f"{machine.quantile(took, 0.99):.2f} | {floor:.2f} | {middle / floor:.1f}"
        print(f"| {name}, {len(body) / 1000:.0f} kB | {middle:.2f} | {rest} |", flush=True)


def timed(server: served, path: Callable[[], str]) -> list[float]:
    """Milliseconds of each of many requests, on one connection."""
    took = []
    for _ in range(1_000):
        asked = path()
        began = time.perf_counter()
        server.get(asked)
        took.append(1000 * (time.perf_counter() - began))
    return took[100:]


class served:
    """A server while it is needed."""

    def __init__(self, folder: Path, *, bare: bool = False) -> None:
        self.folder, self.what = folder, "bare_app" if bare else "our_app"

    def __enter__(self) -> served:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.server = subprocess.Popen(
            [
                *(sys.executable, "-m", "uvicorn", f"bench.directory_serving:{self.what}", "--factory"),
                *("--port", str(port), "--log-level", "warning"),
            ],
            cwd=ROOT,
            env={**os.environ, "BENCH_STORE": str(self.folder)},
        )
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                break
            except OSError:
                time.sleep(0.1)
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        return self

    def get(self, path: str, body: bytes | None = None) -> bytes:
        """The answer's bytes; with a body, that is sent."""
        self.connection.request("POST" if body else "GET", path, body)
        answer = self.connection.getresponse()
        found = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return found

    def __exit__(self, *_: object) -> None:
        self.server.terminate()
        self.server.wait(20)


def our_app() -> Any:
    """The app as it is served."""
    return make_app(Path(os.environ["BENCH_STORE"]), title="Bench", publisher="Nobody", licence="none", postcode=point)


def bare_app() -> Any:
    """The least that can be done: the same bytes from memory."""
    kept = {"body": b""}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        if scope["method"] == "POST":
            kept["body"] = b""
            while (message := await receive()).get("more_body") or message.get("body"):
                kept["body"] += message.get("body", b"")
                if not message.get("more_body"):
                    break
        length = str(len(kept["body"])).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": kept["body"]})

    return app


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
