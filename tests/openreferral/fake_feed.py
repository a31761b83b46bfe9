"""The slow, obvious twin of a feed that keeps Open Referral's word whole: an ASGI app that walks through every record.

What our own API answers is held against it: give both the same records and ask both the same question. One `fault` at
a time can be put in, to see whether the check finds it.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

from tests.openreferral import made_up
from tests.openreferral.fake_filters import (
    FILTERS,
    TIMES,
    Record,
    Refused,
    near,
    number,
    on,
    refuse_nonsense,
    true,
    whole,
)

KINDS = {
    "/services": "service",
    "/service_at_locations": "service_at_location",
    "/taxonomies": "taxonomy",
    "/taxonomy_terms": "taxonomy_term",
    "/organizations": "organization",
}
# A row of a list: what it says itself, and these of what belongs to it.
ROW_KEEPS = {"service": ("organization",), "service_at_location": ("location", "service")}
BARE = ("id", "last_modified")
# Faults of every record, wherever it is sent.
SPOILT = {
    "null sent",
    "status unknown",
    "time without zone",
    "age as text",
    "broken id",
    "name missing",
    "dangling location",
}
PER_PAGE, MOST_PER_PAGE = 50, 1000


class FakeFeed:
    """Serves these records. `fault` names what is wrong with it; nothing, unless a test asks for it."""

    def __init__(self, records: made_up.Records | None = None, fault: str = "") -> None:
        self.records = records if records is not None else made_up.records()
        self.changes = made_up.changes()
        self.fault = fault
        self.asked: list[str] = []

    async def __call__(self, scope: dict[str, Any], receive: object, send: Callable[..., Any]) -> None:
        sent = {name.decode(): value.decode() for name, value in scope["headers"]}
        query = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
        self.asked.append(scope["path"])
        status, kind, body = self.answer(scope["path"], query)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if sent.get("if-none-match") == tag:
            status, body = 304, b""
        headers = [(b"content-type", kind), (b"etag", tag.encode())]
        headers += [(b"access-control-allow-origin", b"*")] if self.fault != "no cors" else []
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, bytes, bytes]:
        """Status, type and body."""
        try:
            said = self._said(path, query)
        except Refused as refusal:
            return self._json(500 if self.fault == "nonsense breaks it" else 400, {"message": str(refusal)})
        if said is None:
            return self._json(404, {"message": "There is no such record or address."})
        if isinstance(said, bytes):
            return 200, b"application/x-ndjson", said
        if isinstance(said, int):
            return self._json(said, {"message": "It broke."})
        return self._json(200, self._spoilt(said) if self.fault in SPOILT else said)

    def _json(self, status: int, said: Any) -> tuple[int, bytes, bytes]:
        return status, b"application/json", json.dumps(said).encode()

    def _said(self, path: str, query: dict[str, str]) -> Any:
        if path == "/":
            return self._root()
        if path == "/openapi.json":
            return {"openapi": "3.1.0", "info": {"title": "Made up", "version": "1"}, "paths": {}}
        if path == "/changes" and self.fault != "no changes":
            return self._changes(int(query.get("after", 0)))
        if self.fault == f"no {path.split('/')[1]}":
            return None
        if path in KINDS:
            return self._list(path, query)
        start, _, key = path.rpartition("/")
        return self._record(start, key, query) if start in KINDS else None

    def _root(self) -> Record:
        root = {
            "version": "HSDS-UK-3.0", "profile": "https://docs.openreferraluk.org/en/latest/",
            "openapi_url": "http://testserver/openapi.json", "changes_url": "http://testserver/changes",
            "license": "https://example.org/licence",
        }  # fmt: skip
        if self.fault == "no version":
            del root["version"]
        if self.fault == "no licence":
            del root["license"]
        if self.fault == "no changes":
            del root["changes_url"]
        return root

    def _changes(self, after: int) -> Record:
        rows = [each for each in self.changes if each["seq"] > after]
        if self.fault == "sequence falls":
            rows = rows[::-1]
        if self.fault == "deleted one is there":
            rows = [each | {"deleted": True} for each in rows]
        return {"epoch": "made-up", "changes": rows, "next": max([after, *(each["seq"] for each in rows)])}

    def _record(self, path: str, key: str, query: dict[str, str]) -> Any:
        record = self.records[KINDS[path]].get(key)
        if self.fault == f"500 on {path}/{{id}}":
            return 500
        if record is None and self.fault == "unknown id answers 200":
            return next(iter(self.records[KINDS[path]].values()))
        if record is None and self.fault == "unknown id answers 500":
            return 500
        if record is None or (
            self.fault == "dangling organization" and path == "/organizations" and self._first(record)
        ):
            return None
        return self._with_services(record) if true(query.get("full_service", "")) else record

    def _first(self, record: Record) -> bool:
        return record["name"] == made_up.ORGANIZATIONS[0]

    def _list(self, path: str, query: dict[str, str]) -> Any:
        kind = KINDS[path]
        refuse_nonsense({name: asked for name, asked in query.items() if self.fault != f"{name} ignored"})
        rows = self._chosen(kind, query)
        if self.fault == "order shifts":
            turn = len(self.asked) % len(rows) if rows else 0
            rows = rows[turn:] + rows[:turn]
        rows = [self._row(kind, each, query) for each in rows]
        if query.get("format") == "ndjson" and self.fault != "ndjson ignored":
            return b"".join(json.dumps(each).encode() + b"\n" for each in rows)
        if true(query.get("minimal", "")) and self.fault != "minimal ignored":
            return page([{name: each[name] for name in BARE if name in each} for each in rows], 1, max(1, len(rows)))
        number, size = self._asked_page(query)
        return self._spoilt_page(page(rows, number, size), number)

    def _asked_page(self, query: dict[str, str]) -> tuple[int, int]:
        if self.fault == "nonsense is accepted":
            query = {name: value for name, value in query.items() if re.fullmatch(r"[1-9]\d*", value)}
        number, size = whole(query.get("page", "1")), whole(query.get("per_page", str(PER_PAGE)))
        return number, min(size, MOST_PER_PAGE) if self.fault != "per_page ignored" else PER_PAGE

    def _chosen(self, kind: str, query: dict[str, str]) -> list[Record]:
        """The records that match all that was asked, by id: an order that nothing can shift."""
        tests = [
            test
            for name, test in self._tests(kind, query)
            if self.fault not in (f"{name} ignored", f"{kind} {name} ignored")
        ]
        together = any if self.fault == "or" and tests else all
        every = sorted(self.records[kind].values(), key=lambda each: each["id"])
        chosen = [each for each in every if together(test(each) for test in tests)]
        return chosen[1:] if self.fault == "matching row left out" and tests else chosen

    def _tests(self, kind: str, query: dict[str, str]) -> Iterable[tuple[str, Callable[[Record], bool]]]:
        for name, test in FILTERS[kind].items():
            if name in query:
                yield name, lambda record, asked=query[name], test=test: test(asked, record)
        if kind in ("service", "service_at_location"):
            asked = {name: query[name] for name in TIMES if name in query and self.fault != f"{name} ignored"}
            if asked:
                yield "times", lambda record: on(asked, record)
        if kind == "service_at_location" and "postcode" in query:
            metres = number(query.get("proximity", "5000"))
            yield "postcode", lambda record: near(query["postcode"], metres, record)

    def _row(self, kind: str, record: Record, query: dict[str, str]) -> Record:
        if kind == "organization" and true(query.get("full_service", "")) and self.fault != "full_service ignored":
            return self._with_services(record)
        if true(query.get("full", "")) and self.fault != "full ignored":
            return record
        row = plain(record)
        return row | {name: plain(record[name], keep=("organization",)) for name in ROW_KEEPS.get(kind, ())}

    def _with_services(self, record: Record) -> Record:
        mine = [each for each in self.records["service"].values() if each["organization_id"] == record["id"]]
        return record | {"services": mine}

    def _spoilt_page(self, said: Record, number: int) -> Record:
        spoilt = {
            "last_page wrong": {"last_page": False},
            "first_page wrong": {"first_page": True},
            "size wrong": {"size": 50},
            "empty wrong": {"empty": True},
            "total_pages wrong": {"total_pages": said["total_pages"] + 1},
            "total_items wrong": {"total_items": said["total_items"] + 1},
            "page_number wrong": {"page_number": number - 1},
        }
        said = said | spoilt.get(self.fault, {})
        if self.fault == "page field missing":
            del said["size"]
        if self.fault == "row twice" and number > 1:
            said["contents"] = said["contents"][:-1] + said["contents"][:1]
        if self.fault == "rows beyond the end" and not said["contents"]:
            every = next(iter(self.records["service"].values()))
            said |= {"contents": [plain(every)], "size": 1, "empty": False}
        return said

    def _spoilt(self, said: Any) -> Any:
        """A fault in every record, however deep."""
        if isinstance(said, list):
            return [self._spoilt(each) for each in said]
        if not isinstance(said, dict):
            return said
        said = {name: self._spoilt(each) for name, each in said.items()}
        if self.fault == "dangling location" and "location_id" in said:
            said |= {"location_id": made_up.key("nowhere")}
        if "status" in said:
            said |= {"null sent": {"url": None}, "status unknown": {"status": "open"}}.get(self.fault, {})
            said |= {"time without zone": {"last_modified": "yesterday"}}.get(self.fault, {})
            said |= {"age as text": {"minimum_age": "18"}, "broken id": {"id": said["id"][:-1]}}.get(self.fault, {})
            if self.fault == "name missing":
                del said["name"]
        return said


def page(rows: list[Record], number: int, size: int) -> Record:
    """One page of rows, with the seven fields."""
    pages = max(1, math.ceil(len(rows) / size))
    shown = rows[(number - 1) * size : number * size]
    return {
        "total_items": len(rows), "total_pages": pages, "page_number": number, "size": len(shown),
        "first_page": number == 1, "last_page": number >= pages, "empty": not shown, "contents": shown,
    }  # fmt: skip


def plain(record: Record, keep: tuple[str, ...] = ()) -> Record:
    """A record without what belongs to it, save what is kept."""
    return {name: plain(each) if isinstance(each, dict) else each for name, each in record.items()
            if name in keep or not isinstance(each, dict | list)}  # fmt: skip
