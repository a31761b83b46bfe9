"""The check meets feeds that are not like ours: older, odd, busy, broken, or endless. It never breaks itself."""

from __future__ import annotations

import json
import random
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from commonweal.openreferral.check import client, run
from commonweal.openreferral.check.client import Enough, Feed
from commonweal.openreferral.check.report import Report
from tests.openreferral.fake_feed import FakeFeed

BASE = "http://testserver"


def checked(answer: Any, **said: Any) -> Report:
    """The report on a feed that answers like this."""
    return run.check(BASE, transport=httpx.MockTransport(answer), **said)


# ── Open Referral UK 1.0 ────────────────────────────────────────────────────────────────────────────────────────────

OLD = [
    {"id": str(number), "name": name, "organization": {"id": "7", "name": "Old", "description": "Old"}, "url": None}
    for number, name in enumerate(("Bowling", "Lunch club", "Knitting", "Chess", "Darts", "Whist", "Bingo"))
]


def old_page(rows: list[Any], number: int, size: int) -> dict[str, Any]:
    pages = max(1, -(-len(rows) // size))
    shown = rows[(number - 1) * size : number * size]
    return {
        "totalElements": len(rows), "totalPages": pages, "number": number, "size": len(shown), "first": number == 1,
        "last": number >= pages, "empty": not shown, "content": shown,
    }  # fmt: skip


def old(request: httpx.Request) -> httpx.Response:
    """A feed as they were in 2021: no root, ids of any kind, nulls, `text` for search."""
    parts = urlsplit(str(request.url))
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    held = {f"/services/{row['id']}": row for row in OLD}
    if parts.path in held:
        return httpx.Response(200, json=held[parts.path])
    if parts.path != "/services":
        return httpx.Response(404, json={})
    if not all(asked.get(name, "1").isdigit() and int(asked.get(name, "1")) for name in ("page", "per_page")):
        return httpx.Response(400, json={})
    rows = [row for row in OLD if asked.get("text", "").casefold() in row["name"].casefold()]
    return httpx.Response(200, json=old_page(rows, int(asked.get("page", 1)), int(asked.get("per_page", 50))))


def test_an_old_feed_is_known_and_checked_by_its_own_rules():
    report = checked(old)
    assert report.profile == "HSDS-UK-1.0" and report.card["endpoints"]["/"] == "not in this edition"
    assert report.count("error") == 0 and report.verdict == "warn"  # its other lists are absent
    assert report.card["filters"]["/services"] == {"text": "filters"}
    assert report.card["paging"] == {"/services": "right, order stable"}


def test_an_old_feed_that_does_not_keep_its_rules_is_found_out():
    def wrong(request: httpx.Request) -> httpx.Response:
        answer = old(request)
        said = answer.json()
        if "content" in said:
            said["content"] = [{k: v for k, v in row.items() if k != "organization"} for row in said["content"]]
            said["last"] = True
        return httpx.Response(answer.status_code, json=said)

    report = checked(wrong)
    found = {(each.test, each.level) for each in report.findings}
    assert {("shape.required", "error"), ("paging.last", "error")} <= found


# ── Feeds that ignore what they are asked, as most do ───────────────────────────────────────────────────────────────


def test_a_feed_that_ignores_all_but_pages_still_passes_the_official_way_and_its_card_says_what_it_ignores():
    feed = FakeFeed()

    def deaf(request: httpx.Request) -> httpx.Response:
        asked = {name: value for name, value in request.url.params.items() if name in ("page", "per_page")}
        status, _kind, body = feed.answer(request.url.path, asked)
        return httpx.Response(status, content=body, headers={"access-control-allow-origin": "*"})

    report = checked(deaf)
    words = report.card["filters"]["/services"]
    assert set(words.values()) == {"ignored"} and len(words) == 10
    assert report.card["forms"]["/services"] == {"ndjson": "ignored", "full": "ignored", "minimal": "ignored"}
    assert report.verdict == "warn"


@pytest.mark.parametrize(
    ("name", "field", "above", "word"),
    (
        ("minimum_age", "minimum_age", True, "filters (its own minimum age is at least this)"),
        ("maximum_age", "maximum_age", False, "filters (its own maximum age is at most this)"),
    ),
)
def test_ages_as_the_uk_page_words_them_are_a_reading_not_a_fault(monkeypatch, name, field, above, word):
    from tests.openreferral import fake_filters

    def literal(asked: str, record: dict[str, Any]) -> bool:
        had = fake_filters.service_of(record).get(field)
        return had is not None and (had >= fake_filters.age(asked) if above else had <= fake_filters.age(asked))

    monkeypatch.setitem(fake_filters.COMMON, name, literal)
    report = run.check(BASE, parts=["filters"], transport=httpx.ASGITransport(FakeFeed()))
    assert report.verdict == "pass" and report.card["filters"]["/services"][name] == word


def test_modified_on_or_after_is_as_good_as_after(monkeypatch):
    from tests.openreferral import fake_filters

    def on_or_after(asked: str, record: dict[str, Any]) -> bool:
        said = fake_filters.service_of(record)["last_modified"]
        return fake_filters.moment(said) >= fake_filters.moment(asked)

    monkeypatch.setitem(fake_filters.COMMON, "modified_after", on_or_after)
    report = run.check(BASE, parts=["filters"], transport=httpx.ASGITransport(FakeFeed()))
    assert report.findings == []


# ── Feeds that answer anything ──────────────────────────────────────────────────────────────────────────────────────

ODD = (None, "", "x", 0, -1, 1.5, True, [], {}, [None], {"id": None}, ["a"], {"id": 7}, "2026-13-45T99:99", 10**12)


def mangled(said: Any, chance: random.Random) -> Any:
    """With something odd in some places."""
    if chance.random() < 0.06:
        return chance.choice(ODD)
    if isinstance(said, dict):
        return {name: mangled(each, chance) for name, each in said.items() if chance.random() > 0.04}
    return [mangled(each, chance) for each in said] if isinstance(said, list) else said


@pytest.mark.parametrize("seed", range(8))
def test_whatever_a_feed_answers_a_report_comes_of_it(seed):
    feed, chance = FakeFeed(), random.Random(seed)

    def odd(request: httpx.Request) -> httpx.Response:
        status, kind, body = feed.answer(request.url.path, dict(request.url.params))
        if chance.random() < 0.03:
            return httpx.Response(chance.choice((200, 204, 301, 403, 500, 502)), content=b"<html>\xff\xfe")
        if kind == b"application/json":
            body = json.dumps(mangled(json.loads(body), chance)).encode()
        return httpx.Response(status, content=body)

    report = checked(odd, most=400)
    assert report.verdict in ("fail", "warn") and json.dumps(report.as_dict())


@pytest.mark.parametrize(
    "body", (b"", b"null", b"[]", b'"x"', b"{}", b"<html>", b"\xff\xfe", b'{"contents": [null, 1]}')
)
def test_a_feed_that_answers_everything_alike_fails(body):
    assert checked(lambda request: httpx.Response(200, content=body)).verdict == "fail"


# ── Asking ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_busy_feed_is_given_the_time_it_asks_for():
    waited: list[float] = []
    answers = [httpx.Response(429, headers={"retry-after": "7"}), httpx.Response(503), httpx.Response(200, json={})]
    transport = httpx.MockTransport(lambda request: answers.pop(0))
    with Feed(BASE, transport, sleep=waited.append) as feed:
        assert feed.get("/services").ok
    assert waited == [7.0, 2.0] and feed.asked == 3


def test_what_was_asked_is_not_asked_again_unless_afresh_and_never_more_than_allowed():
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, json={})

    with Feed(BASE + "/services/", httpx.MockTransport(answer), most=2) as feed:
        feed.get("/services", {"page": 1})
        feed.get("/services", {"page": 1})
        assert len(asked) == 1
        feed.get("/services", {"page": 1}, fresh=True)
        with pytest.raises(Enough):
            feed.get("/services", {"page": 2})
    assert asked == [f"{BASE}/services?page=1"] * 2


def test_an_endless_answer_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(client, "MOST_BYTES", 1000)

    async def endless():
        while True:
            yield b"x" * 300

    class Endless(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, content=endless())

    with Feed(BASE, Endless()) as feed:
        answer = feed.get("/services")
    assert answer.cut and 1000 < len(answer.body) < 1400


def test_a_pause_is_kept_before_each_request():
    waited: list[float] = []
    with Feed(BASE, httpx.MockTransport(lambda request: httpx.Response(200)), pause=0.5, sleep=waited.append) as feed:
        feed.get("/a")
        feed.get("/b")
    assert waited == [0.5, 0.5]
