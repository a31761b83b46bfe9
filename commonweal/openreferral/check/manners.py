"""How a feed behaves towards those who read it: web pages, sync programs, and whoever asks under which licence."""

from __future__ import annotations

from typing import Any

import httpx

from commonweal.openreferral.check.report import NOTE, WARNING
from commonweal.openreferral.check.visit import Visit

SLOW_SECONDS = 5.0  # the official validator's own line
LICENCE = ("license", "licence", "license_url", "licence_url")


def look(visit: Visit) -> None:
    """Cross-origin, conditional requests, https, licence."""
    card = visit.report.card
    card["cors"] = _cors(visit)
    card["etag"] = _etag(visit)
    card["licence"] = _licence(visit)
    url = httpx.URL(visit.feed.base)
    if url.scheme != "https" and url.host not in ("localhost", "127.0.0.1", "testserver"):
        visit.add(NOTE, "manners.https", visit.feed.base, "the feed is not served over https")


def _cors(visit: Visit) -> str:
    wrong = []
    for path in ("/services?per_page=1", "/services/no-such-id"):
        answer = visit.feed.get(path, headers={"Origin": "https://example.org"})
        if answer.headers.get("access-control-allow-origin") not in ("*", "https://example.org"):
            wrong.append(answer.url)
    if wrong:
        visit.add(WARNING, "manners.cors", wrong[0], "web pages of others may not read the feed", same="cors")
    return "no" if len(wrong) == 2 else "not for errors" if wrong else "yes"


def _etag(visit: Visit) -> str:
    path = "/services?per_page=5"
    tag = visit.feed.get(path, headers={"Cache-Control": "max-age=0"}).headers.get("etag")
    if not tag:
        visit.add(NOTE, "manners.etag", visit.feed.base + path, "no ETag is sent")
        return "no"
    again = visit.feed.get(path, headers={"If-None-Match": tag})
    if again.status != 304:
        what = f"the same ETag is answered with status {again.status}, not 304"
        visit.add(NOTE, "manners.etag", again.url, what)
        return "sent, not heeded"
    return "yes"


def _licence(visit: Visit) -> str:
    """In the root, or in the OpenAPI document where the feed serves its own."""
    root: dict[str, Any] = visit.root if isinstance(visit.root, dict) else {}
    openapi = _openapi(visit, str(root.get("openapi_url") or ""))
    said = next((root[key] for key in LICENCE if root.get(key)), None) or _info(openapi).get("license")
    if not said:
        visit.add(NOTE, "manners.licence", visit.feed.base + "/", "no licence of the data is declared")
        return "none declared"
    return str(said.get("name") or said.get("url") or said) if isinstance(said, dict) else str(said)


def _info(openapi: dict[str, Any]) -> dict[str, Any]:
    info = openapi.get("info")
    return info if isinstance(info, dict) else {}


def _openapi(visit: Visit, url: str) -> dict[str, Any]:
    """The OpenAPI document, where the feed serves its own; another host is not asked."""
    if not url.startswith(visit.feed.base + "/"):
        visit.report.card["openapi"] = "elsewhere" if url else "none"
        return {}
    answer = visit.feed.get(url.removeprefix(visit.feed.base))
    good = answer.ok and isinstance(answer.json, dict) and "openapi" in answer.json
    visit.report.card["openapi"] = "served" if good else "broken"
    if not good:
        visit.add(WARNING, "endpoint", answer.url, "openapi_url does not lead to an OpenAPI document")
        return {}
    document: dict[str, Any] = answer.json
    return document


def speed(visit: Visit) -> None:
    """Mean and worst time of an answer, as met from here."""
    times = visit.feed.times
    if not times:
        return
    mean, (worst, where) = sum(seconds for seconds, _ in times) / len(times), max(times)
    visit.report.card["seconds"] = {"mean": round(mean, 3), "worst": round(worst, 3), "worst at": where}
    if mean > SLOW_SECONDS:
        visit.add(WARNING, "manners.slow", where, f"an answer takes {mean:.1f} seconds on average")
