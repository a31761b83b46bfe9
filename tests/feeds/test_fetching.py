"""Files come whole or not under their name: breaks, wrong fingerprints, busy servers, and nothing twice."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from commonweal.feeds import fetching, manifest
from commonweal.feeds.fetching import CannotFetch, Fetcher
from commonweal.feeds.manifest import BadManifest

BODY = bytes(range(256)) * 2_000
ETAG = '"one"'


@dataclass
class Mirror:
    """A server that serves `files`, and can misbehave: break off, be busy, ignore ranges, serve something else."""

    files: dict[str, bytes]
    breaks: int = 0  # answers that end half-way
    busy: list[str] = field(default_factory=list)  # Retry-After of the answers "429" to come
    ranges: bool = True
    other: dict[str, bytes] = field(default_factory=dict)  # what is really sent for a path
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # path, Range, User-Agent
    address: str = ""

    def index(self) -> bytes:
        rows = [
            {"path": path, "size": len(body), "sha256": hashlib.sha256(body).hexdigest(), "changed": ""}
            for path, body in self.files.items()
        ]
        return json.dumps({"datasets": {"iod2025": {"title": "Deprivation", "files": rows}}}).encode()


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    held = Mirror({"deep/one file.csv": BODY, "two.csv": b"a,b\n1,2\n"})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/").replace("%20", " ")
            held.asked.append((path, self.headers.get("Range", ""), self.headers.get("User-Agent", "")))
            if held.busy:
                self.send_response(429)
                self.send_header("Retry-After", held.busy.pop(0))
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif path == manifest.INDEX:
                self.say(held.index(), unchanged=self.headers.get("If-None-Match") == ETAG)
            elif path in held.files:
                self.say(held.other.get(path, held.files[path]))
            else:
                self.send_error(404)

        def say(self, body: bytes, *, unchanged: bool = False) -> None:
            if unchanged:
                self.send_response(304)
                self.end_headers()
                return
            start, total = 0, len(body)
            asked = self.headers.get("Range", "")
            if asked and held.ranges:
                start = int(asked.removeprefix("bytes=").rstrip("-"))
                self.send_response(206)
                self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
            else:
                self.send_response(200)
            rest = body[start:]
            self.send_header("ETag", ETAG)
            self.send_header("Content-Length", str(len(rest)))
            self.end_headers()
            if held.breaks and len(rest) > 1000:
                held.breaks -= 1
                rest = rest[: len(rest) // 2]
                self.close_connection = True
            self.wfile.write(rest)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield held
    server.shutdown()
    server.server_close()


def fetched(mirror: Mirror, folder: Path, slept: list[float] | None = None):
    waits = slept if slept is not None else []
    fetcher = Fetcher(mirror.address, folder, sleep=waits.append)
    return fetcher.all(fetcher.offered())


def asked_for(mirror: Mirror, path: str) -> int:
    return sum(each == path for each, *_ in mirror.asked)


def test_files_come_whole_into_their_folders_and_the_one_who_asks_says_who_it_is(mirror, tmp_path):
    assert [each.outcome for each in fetched(mirror, tmp_path)] == ["fetched", "fetched"]
    assert (tmp_path / "deep" / "one file.csv").read_bytes() == BODY
    assert not list(tmp_path.rglob("*.part"))
    assert all(agent.startswith("Commonweal/") for *_, agent in mirror.asked)


def test_nothing_that_is_here_is_fetched_again_and_an_unchanged_list_is_not_sent_again(mirror, tmp_path):
    fetched(mirror, tmp_path)
    before = len(mirror.asked)
    assert [each.outcome for each in fetched(mirror, tmp_path)] == ["held", "held"]
    assert [path for path, *_ in mirror.asked[before:]] == [manifest.INDEX]


def test_a_file_brought_by_hand_is_known_by_its_fingerprint(mirror, tmp_path):
    (tmp_path / "two.csv").write_bytes(mirror.files["two.csv"])
    assert [each.outcome for each in fetched(mirror, tmp_path)] == ["fetched", "held"]
    assert asked_for(mirror, "two.csv") == 0


def test_a_file_that_was_changed_here_or_there_is_fetched_anew(mirror, tmp_path):
    fetched(mirror, tmp_path)
    (tmp_path / "two.csv").write_bytes(b"a,b\n9,9\n")
    assert [each.outcome for each in fetched(mirror, tmp_path)] == ["held", "fetched"]
    assert (tmp_path / "two.csv").read_bytes() == mirror.files["two.csv"]


def test_a_connection_that_breaks_half_way_goes_on_where_it_stopped(mirror, tmp_path):
    mirror.breaks = 2
    assert fetched(mirror, tmp_path)[0].outcome == "fetched"
    assert (tmp_path / "deep" / "one file.csv").read_bytes() == BODY
    ranges = [asked for path, asked, _ in mirror.asked if path == "deep/one file.csv"]
    assert ranges == ["", f"bytes={len(BODY) // 2}-", f"bytes={len(BODY) * 3 // 4}-"]


def test_what_came_before_a_fetch_was_given_up_is_kept_and_the_next_goes_on(mirror, tmp_path):
    mirror.breaks = fetching.TRIES
    with pytest.raises(CannotFetch, match="What came is kept"):
        fetched(mirror, tmp_path)
    part = tmp_path / "deep" / "one file.csv.part"
    assert 0 < part.stat().st_size < len(BODY) and not part.with_suffix("").exists()
    assert fetched(mirror, tmp_path)[0].outcome == "resumed"
    assert part.with_suffix("").read_bytes() == BODY and not part.exists()


def test_a_server_that_cannot_go_on_in_the_middle_sends_it_all_again(mirror, tmp_path):
    mirror.breaks, mirror.ranges = 1, False
    assert fetched(mirror, tmp_path)[0].outcome == "fetched"
    assert (tmp_path / "deep" / "one file.csv").read_bytes() == BODY


def test_a_part_of_an_older_file_is_thrown_away_and_the_file_fetched_from_its_start(mirror, tmp_path):
    part = tmp_path / "deep" / "one file.csv.part"
    part.parent.mkdir()
    part.write_bytes(b"older" * 100)
    assert fetched(mirror, tmp_path)[0].outcome == "resumed"
    assert part.with_suffix("").read_bytes() == BODY


def test_a_wrong_fingerprint_never_takes_the_files_name_and_the_others_still_come(mirror, tmp_path):
    mirror.other["deep/one file.csv"] = b"x" * len(BODY)
    first, second = fetched(mirror, tmp_path)
    assert (first.outcome, second.outcome) == ("failed", "fetched") and "wrong fingerprint" in first.why
    assert not (tmp_path / "deep" / "one file.csv").exists() and not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("body", [b"too short", BODY + b"and more"])
def test_a_file_of_another_size_is_refused(mirror, tmp_path, body):
    mirror.other["deep/one file.csv"] = body
    try:
        assert fetched(mirror, tmp_path)[0].outcome == "failed"
    except CannotFetch as cannot:
        assert "broke" in str(cannot)
    assert not (tmp_path / "deep" / "one file.csv").exists()


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(mirror, tmp_path):
    mirror.busy = ["7", "3"]
    slept: list[float] = []
    assert fetched(mirror, tmp_path, slept)[0].outcome == "fetched"
    assert slept == [7.0, 3.0]


def test_a_server_that_asks_for_longer_than_anyone_would_wait_is_not_kept_open(mirror, tmp_path):
    mirror.busy = ["3600"]
    with pytest.raises(CannotFetch, match="left alone for 60 minutes"):
        fetched(mirror, tmp_path)


def test_a_server_that_stays_busy_is_asked_a_few_times_and_no_more(mirror, tmp_path):
    mirror.busy = ["0"] * 50
    with pytest.raises(CannotFetch, match="busy or out of order"):
        fetched(mirror, tmp_path)
    assert len(mirror.asked) == fetching.TRIES


def test_a_file_that_is_on_the_list_but_not_there_is_said_and_the_others_come(mirror, tmp_path):
    text = mirror.index().decode()
    offered = manifest.read(text.replace("two.csv", "three.csv"))
    came = Fetcher(mirror.address + "/", tmp_path, sleep=lambda seconds: None).all(offered)
    assert [each.outcome for each in came] == ["fetched", "failed"] and "not there" in came[1].why


def test_no_network_no_list_and_no_address_are_each_a_sentence(mirror, tmp_path):
    for base, words in {
        "http://127.0.0.1:9": "cannot be reached",
        mirror.address + "/nothing": "no list of files",
        "ftp://elsewhere": "no address of a mirror",
        "file:///etc": "no address of a mirror",
    }.items():
        with pytest.raises(CannotFetch, match=words):
            Fetcher(base, tmp_path, sleep=lambda seconds: None).offered()


def test_a_full_disk_is_said_before_anything_is_asked_for(mirror, tmp_path, monkeypatch):
    fetcher = Fetcher(mirror.address, tmp_path)
    offered = fetcher.offered()
    monkeypatch.setattr(fetching.shutil, "disk_usage", lambda folder: type("Free", (), {"free": 10})())
    with pytest.raises(CannotFetch, match="too little room"):
        fetcher.all(offered)
    assert asked_for(mirror, "deep/one file.csv") == 0


@pytest.mark.parametrize("path", ["../up.csv", "/etc/passwd", "a/../../b", "C:\\x", "", ".hidden/x", "a\\..\\b"])
def test_a_list_that_would_write_outside_the_folder_is_refused_whole(path):
    row = {"path": path, "size": 1, "sha256": "0" * 64}
    with pytest.raises(BadManifest):
        manifest.read(json.dumps({"datasets": {"x": {"files": [row]}}}))


@pytest.mark.parametrize("text", ["", "[]", '{"datasets": []}', '{"datasets": {"x": {"files": [{"path": "a"}]}}}'])
def test_a_list_that_is_none_is_refused(text):
    with pytest.raises(BadManifest):
        manifest.read(text)


def test_a_folder_written_for_neighbours_is_fetched_by_them_as_it_is(mirror, tmp_path, shared_data):
    folder = tmp_path / "ours"
    folder.mkdir()
    for name in ("deprivation/iod2025_icb_summaries.csv", "health/ons_health_index_ics_2015-2021.csv.gz"):
        published = shared_data / "places" / name
        (folder / published.name).write_bytes(published.read_bytes())
    (folder / "notes.csv").write_text("who,what\n")
    offered = manifest.write(folder)
    assert {each.dataset for each in offered} == {"iod2025_areas", "health_index"}
    mirror.files = {each.path: (folder / each.path).read_bytes() for each in offered}
    assert manifest.read((folder / manifest.INDEX).read_text()) == offered
    theirs = tmp_path / "theirs"
    assert {each.outcome for each in fetched(mirror, theirs)} == {"fetched"}
    assert {path.name for path in theirs.iterdir()} >= {each.path for each in offered}
