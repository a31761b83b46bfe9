"""How a feed behaves towards those who read it: web pages, sync programs, and whoever asks under which licence."""

from __future__ import annotations

from typing import Any

import httpx

from commonweal.openreferral.check.inspection import Inspection
from commonweal.openreferral.check.report import NOTE, WARNING

SLOW_SECONDS = 5.0  # the official validator's own line
UNSAID = ("not stated", "not known", "unknown", "none")  # words that declare nothing
LICENCE = ("license", "licence", "license_url", "licence_url")


def look(inspection: Inspection) -> None:
    """Cross-origin, conditional requests, https, licence."""
    card = inspection.report.card
    card["cors"] = _cors(inspection)
    card["etag"] = _etag(inspection)
    card["licence"] = _licence(inspection)
    url = httpx.URL(inspection.feed.base)
    if url.scheme != "https" and url.host not in ("localhost", "127.0.0.1", "testserver"):
        inspection.add(NOTE, "manners.https", inspection.feed.base, "the feed is not served over https")


def _cors(inspection: Inspection) -> str:
    wrong = []
    for path in ("/services?per_page=1", "/services/no-such-id"):
        answer = inspection.feed.get(path, headers={"Origin": "https://example.org"})
        if answer.headers.get("access-control-allow-origin") not in ("*", "https://example.org"):
            wrong.append(answer.url)
    if wrong:
        inspection.add(WARNING, "manners.cors", wrong[0], "web pages of others may not read the feed", same="cors")
    return "no" if len(wrong) == 2 else "not for errors" if wrong else "yes"


def _etag(inspection: Inspection) -> str:
    path = "/services?per_page=5"
    tag = inspection.feed.get(path, headers={"Cache-Control": "max-age=0"}).headers.get("etag")
    if not tag:
        inspection.add(NOTE, "manners.etag", inspection.feed.base + path, "no ETag is sent")
        return "no"
    again = inspection.feed.get(path, headers={"If-None-Match": tag})
    if again.status != 304:
        what = f"the same ETag is answered with status {again.status}, not 304"
        inspection.add(NOTE, "manners.etag", again.url, what)
        return "sent, not heeded"
    return "yes"


def _licence(inspection: Inspection) -> str:
    """In the root, or in the OpenAPI document where the feed serves its own."""
    root: dict[str, Any] = inspection.root if isinstance(inspection.root, dict) else {}
    openapi = _openapi(inspection, str(root.get("openapi_url") or ""))
    said = next((root[key] for key in LICENCE if root.get(key)), None) or _info(openapi).get("license")
    if not said or str(said).casefold().startswith(UNSAID):
        inspection.add(NOTE, "manners.licence", inspection.feed.base + "/", "no licence of the data is declared")
        return "none declared"
    return str(said.get("name") or said.get("url") or said) if isinstance(said, dict) else str(said)


def _info(openapi: dict[str, Any]) -> dict[str, Any]:
    info = openapi.get("info")
    return info if isinstance(info, dict) else {}


def _openapi(inspection: Inspection, url: str) -> dict[str, Any]:
    """The OpenAPI document, where the feed serves its own; another host is not asked."""
    if not url.startswith(inspection.feed.base + "/"):
        inspection.report.card["openapi"] = "elsewhere" if url else "none"
        return {}
    answer = inspection.feed.get(url.removeprefix(inspection.feed.base))
    good = answer.ok and isinstance(answer.json, dict) and "openapi" in answer.json
    inspection.report.card["openapi"] = "served" if good else "broken"
    if not good:
        inspection.add(WARNING, "endpoint", answer.url, "openapi_url does not lead to an OpenAPI document")
        return {}
    document: dict[str, Any] = answer.json
    return document


def speed(inspection: Inspection) -> None:
    """Mean and worst time of an answer, as met from here."""
    times = inspection.feed.times
    if not times:
        return
    mean, (worst, where) = sum(seconds for seconds, _ in times) / len(times), max(times)
    inspection.report.card["seconds"] = {"mean": round(mean, 3), "worst": round(worst, 3), "worst at": where}
    if mean > SLOW_SECONDS:
        inspection.add(WARNING, "manners.slow", where, f"an answer takes {mean:.1f} seconds on average")
