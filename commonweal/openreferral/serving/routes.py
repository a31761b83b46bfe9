"""Which answer belongs to which address."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from commonweal.openreferral.serving import asks, dumps, openapi, pages, searches, tables, v1
from commonweal.openreferral.serving.answers import NDJSON, Answer, lines, problem, said
from commonweal.openreferral.serving.asks import Ask, Misunderstood
from commonweal.openreferral.serving.documents import PATHS, written
from commonweal.openreferral.serving.filters import Postcodes
from commonweal.openreferral.serving.reader import Reader, View
from commonweal.openreferral.serving.requests import Request
from commonweal.openreferral.standard import UK

PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"
KIND_AT = {path: kind for kind, path in PATHS.items()}
CHANGES, MOST_CHANGES = 500, 5_000
FRESH = "public, max-age=0, must-revalidate"
# Answers given lately are kept as long as nothing changed, up to so many bytes.
KEPT_BYTES, KEPT_ONE = 64_000_000, 1_000_000

# What a stranger wrote goes into a header only letter by letter.
ODD = re.compile(r"[^A-Za-z0-9_.-]")

Work = Callable[[], Answer]


@dataclass
class Site:
    """What the app serves, and who publishes it."""

    folder: Path
    title: str
    publisher: str
    licence: str
    postcodes: Postcodes
    base_url: str | None
    reader: Reader = field(init=False)
    kept: Kept = field(init=False)

    def __post_init__(self) -> None:
        self.reader = Reader(self.folder)
        self.kept = Kept()

    def base(self, request: Request) -> str:
        """The address everything stands under."""
        return (self.base_url or request.base).rstrip("/")


class Kept:
    """Answers given lately: the same question gets the same bytes while the store has not changed."""

    def __init__(self) -> None:
        self.answers: OrderedDict[tuple[object, ...], Answer] = OrderedDict()
        self.mark: tuple[object, ...] = ()
        self.bytes = 0
        self._lock = threading.Lock()

    def get(self, asked: tuple[object, ...]) -> Answer | None:
        """The answer to it, if it is still here."""
        with self._lock:
            if asked[:2] != self.mark:
                # The store changed: what was removed from it is not kept here either.
                self.answers.clear()
                self.mark, self.bytes = asked[:2], 0
            found = self.answers.get(asked)
            if found:
                self.answers.move_to_end(asked)
            return found

    def put(self, asked: tuple[object, ...], answer: Answer) -> None:
        """Keep it, and let go of what was asked longest ago."""
        if answer.size > KEPT_ONE:
            return
        with self._lock:
            if asked[:2] == self.mark and asked not in self.answers:
                self.answers[asked] = answer
                self.bytes += answer.size
            while self.bytes > KEPT_BYTES:
                self.bytes -= self.answers.popitem(last=False)[1].size


def route(site: Site, request: Request) -> Answer | Work:
    """The answer, or the work it takes."""
    parts = request.path.strip("/").split("/")
    if request.method == "OPTIONS":
        return Answer(status=204, headers={"Allow": _allowed(parts), **_preflight(parts)})
    if request.method not in _allowed(parts).split(", "):
        return problem(
            405, f"{request.method} is not for this address.", f"Use {_allowed(parts)}.", Allow=_allowed(parts)
        )
    if parts[0] == "openapi.json" and len(parts) == 1:
        return said(openapi.document(site.title, site.publisher, site.licence, site.base(request)), Cache_Control=FRESH)
    view = site.reader.view()
    if parts == [""]:
        return _root(site, request, view)
    if parts == ["changes"]:
        return partial(_changes, request, view)
    if parts[0] == "dumps" and len(parts) == 2:
        return _dump(site, request, view, parts[1])
    if parts[0] == "v1" and 1 < len(parts) < 4:
        return partial(v1.answer, view, parts[1:], request.pairs, site.postcodes)
    kind = KIND_AT.get(parts[0])
    if kind and len(parts) == 1:
        return _list(site, request, view, kind)
    if kind and len(parts) == 2:
        return _one(request, view, kind, parts[1])
    return _nothing(request)


def _allowed(parts: list[str]) -> str:
    return "GET, HEAD, POST, OPTIONS" if len(parts) == 1 and parts[0] in KIND_AT else "GET, HEAD, OPTIONS"


def _preflight(parts: list[str]) -> dict[str, str]:
    return {
        "Access-Control-Allow-Methods": _allowed(parts),
        "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }


def _nothing(request: Request) -> Answer:
    names = ", ".join(f"/{path}" for path in PATHS.values())
    return problem(
        404, f"There is nothing at {request.path[:200]}.", f"There are /, {names}, /changes and /openapi.json."
    )


def _root(site: Site, request: Request, view: View) -> Answer:
    base = site.base(request)
    return said(
        {
            "version": UK,
            "profile": PROFILE,
            "openapi_url": f"{base}/openapi.json",
            "title": site.title,
            "publisher": {"name": site.publisher},
            "licence": site.licence,
            "changes_url": f"{base}/changes",
            "epoch": view.epoch,
            "seq": view.seq,
            "dumps": {
                **{path: f"{base}/dumps/{path}.ndjson" for path in PATHS.values()},
                "hsds": f"{base}/dumps/hsds.zip",
            },
            "v1_url": f"{base}/v1",
        },
        Cache_Control=FRESH,
    )


def _list(site: Site, request: Request, view: View, kind: str) -> Answer | Work:
    etag = f'W/"{tables.FORMAT}-{view.epoch}-{view.seq}"'
    if request.method != "POST" and request.knows(etag):
        # Whether the question was a good one was said when the answer was first given.
        return Answer(status=304, headers={"ETag": etag, "Cache-Control": FRESH})
    asked = (view.epoch, view.seq, kind, request.query, request.body, request.headers.get(b"content-type"))
    found = site.kept.get(asked)
    if found:
        return found
    ask, unknown = asks.parse(kind, request.pairs)
    headers = {"Cache-Control": FRESH} | ({"ETag": etag} if request.method != "POST" else {})
    if unknown:
        headers["X-Unknown-Parameters"] = ", ".join(ODD.sub("?", name[:60]) for name in unknown[:10])
    if ask.format == "ndjson":
        return partial(_lines, site, view, ask, headers)
    if ask.minimal:
        return partial(_minimal, site, view, ask, headers)

    def work() -> Answer:
        answer = _page(site, request, view, ask, headers)
        site.kept.put(asked, answer)
        return answer

    return work() if _light(view, ask) else work


def _light(view: View, ask: Ask) -> bool:
    """Does it take less time than handing it over would?"""
    if ask.full or ask.full_service:
        return False
    return not ask.filtered or (bool(ask.search) and searches.light(view, ask))


def _page(site: Site, request: Request, view: View, ask: Ask, headers: dict[str, str]) -> Answer:
    found = pages.find(view, ask, site.postcodes)
    body = pages.page(view, ask, found, pages.rows(view, ask, found.numbers))
    if found.ahead and found.numbers:
        headers = headers | {"Link": f'<{_next(request, ask, found.numbers[-1])}>; rel="next"'}
    return Answer(body, headers=headers)


def _next(request: Request, ask: Ask, last: int) -> str:
    """The address of the next page. It names the row this page ended with, so that nothing in between is missed."""
    pairs = [pair for pair in request.pairs if pair[0] not in ("page", "after")]
    pairs.append(("page", str(ask.page + 1)))
    if not ask.search:
        pairs.append(("after", str(last)))
    return f"?{urlencode(pairs)}"


def _lines(site: Site, view: View, ask: Ask, headers: dict[str, str]) -> Answer:
    some = pages.every(view, ask, site.postcodes)
    # A question that cannot be answered is refused before the first line is sent.
    first = next(some, [])
    kind = pages.short_rows if ask.minimal else pages.rows

    def made() -> Iterator[list[bytes]]:
        yield kind(view, ask, first)
        for numbers in some:
            yield kind(view, ask, numbers)

    return Answer(lines(made()), type=NDJSON, headers=headers)


def _minimal(site: Site, view: View, ask: Ask, headers: dict[str, str]) -> Answer:
    """Everything on one page, sent as it is read. How many there are is counted before the first row."""
    total = pages.find(view, replace(ask, page=1, after=None), site.postcodes).total
    some = pages.every(view, ask, site.postcodes)
    head = (
        f'{{"total_items":{total},"total_pages":{1 if total else 0},"page_number":1,"size":{total},"first_page":true,'
        f'"last_page":true,"empty":{"false" if total else "true"},"contents":['
    )

    def made() -> Iterator[bytes]:
        yield head.encode()
        between = b""
        for numbers in some:
            yield between + b",".join(pages.short_rows(view, ask, numbers))
            between = b","
        yield b"]}"

    return Answer(made(), headers=headers)


def _one(request: Request, view: View, kind: str, known: str) -> Answer | Work:
    found = view.one(kind, known)
    if not found:
        hint = f"/{PATHS[kind]} lists those there are; /changes says what was removed."
        return problem(404, f"There is no {kind} with the id {known[:100]}.", hint)
    full, mark, modified = found
    etag = f'W/"{tables.FORMAT}-{mark.hex()}"'
    headers = {"Cache-Control": FRESH, "ETag": etag, "Last-Modified": formatdate(modified / 1_000_000, usegmt=True)}
    if kind == "organization" and dict(request.pairs).get("full_service", "").lower() in ("true", "1", "yes"):
        # Its services change without it.
        del headers["ETag"], headers["Last-Modified"]
        return lambda: Answer(pages.with_services(view, full), headers=headers)
    if request.knows(etag):
        return Answer(status=304, headers=headers)
    return Answer(full, headers=headers)


def _changes(request: Request, view: View) -> Answer:
    said_ = dict(request.pairs)
    after = asks.whole("after", said_.get("after") or "0", 0)
    most = asks.whole("per_page", said_.get("per_page") or str(CHANGES), 1)
    if most > MOST_CHANGES:
        raise Misunderstood("per_page", f"per_page may be {MOST_CHANGES} at most.", f"Try per_page={MOST_CHANGES}.")
    etag = f'W/"{tables.FORMAT}-{view.epoch}-{view.seq}"'
    if request.knows(etag):
        return Answer(status=304, headers={"ETag": etag, "Cache-Control": FRESH})
    held = view.changes(after, most + 1)
    rows = [
        {"seq": seq, "kind": tables.kind_of(row), "id": known, "at": written(at), "deleted": bool(gone)}
        for seq, row, known, at, gone in held[:most]
    ]
    more = len(held) > most
    content = {"epoch": view.epoch, "changes": rows, "next": rows[-1]["seq"] if rows else after, "more": more}
    answer = said(content, Cache_Control=FRESH, ETag=etag)
    if more:
        pairs = [pair for pair in parse_qsl(request.query) if pair[0] != "after"] + [("after", str(content["next"]))]
        answer.headers["Link"] = f'<?{urlencode(pairs)}>; rel="next"'
    return answer


def _dump(site: Site, request: Request, view: View, name: str) -> Answer | Work:
    if name == "hsds.zip":
        return partial(dumps.package, view, site.title, site.licence)
    kind = KIND_AT.get(name.removesuffix(".ndjson")) if name.endswith(".ndjson") else None
    if not kind:
        names = ", ".join(f"{path}.ndjson" for path in PATHS.values())
        return problem(404, f"There is no dump {name[:100]}.", f"There are {names} and hsds.zip.")
    return partial(_lines, site, view, Ask(kind, format="ndjson", full=True), {"Cache-Control": FRESH})
