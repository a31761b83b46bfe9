"""OpenActive's feeds: pages that list what changed, each naming the next, with what is deleted among them.

Series, events, courses and facilities become services; single sessions become hours of their series; a session that is
deleted, like a series, is given as gone.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx

from commonweal.openreferral.reading import openactive_terms as terms
from commonweal.openreferral.reading.gathering import Gathering
from commonweal.openreferral.reading.hsds_api import PATIENCE, WHO
from commonweal.openreferral.reading.record import Gone, Reading

SERVICES = {
    "SessionSeries", "Event", "EventSeries", "HeadlineEvent", "CourseInstance", "Course", "OnDemandEvent",
    "FacilityUse", "IndividualFacilityUse",
}  # fmt: skip
SITTINGS = {"ScheduledSession"}
SLOTS = {"Slot"}
LONGEST = 100_000  # pages; a feed that never ends has lost its way


def fits(told: Any) -> bool:
    """Is this a page of such a feed?"""
    return isinstance(told, Mapping) and isinstance(told.get("items"), list) and "next" in told


def read(source: Path | str, *, transport: httpx.BaseTransport | None = None, pause: float = 0.0) -> Reading:
    """All the records of a feed at an address, or of saved pages."""
    gathering = Gathering()
    web = isinstance(source, str) and source.startswith(("http://", "https://"))
    found = _walked(str(source), transport, pause, gathering) if web else _saved(Path(source), gathering)
    items = {}
    for where, page in found:
        licence = page.get("license")
        if licence:
            gathering.facts["licence"] = licence
        for n, item in enumerate(page["items"]):
            if isinstance(item, Mapping):  # the last word on each counts
                items[str(item.get("kind")), str(item.get("id"))] = (f"{where}, items.{n}", item)
    _take(items, gathering)
    gathering.facts["items"] = len(items)
    return gathering.reading("openactive")


def _walked(
    url: str, transport: httpx.BaseTransport | None, pause: float, gathering: Gathering
) -> Iterator[tuple[str, Any]]:
    """Page after page, until one is empty or names itself as the next."""
    with httpx.Client(
        transport=transport, headers={"User-Agent": WHO}, timeout=PATIENCE, follow_redirects=True
    ) as client:
        for number in range(1, LONGEST):
            try:
                page = client.get(url).raise_for_status().json()
            except (httpx.HTTPError, ValueError) as problem:
                gathering.facts["go_on_from"] = url
                gathering.problems.error(
                    "page cannot be read", url, f"This page could not be read ({type(problem).__name__})."
                )
                return
            if not fits(page):
                gathering.problems.error("no such page", url, "This is no page of an OpenActive feed: reading stopped.")
                return
            yield f"page {number}", page
            if not page["items"] or page["next"] == url:
                gathering.facts["go_on_from"] = page["next"]
                return
            url = str(page["next"])
            if pause:
                time.sleep(pause)


def _saved(path: Path, gathering: Gathering) -> Iterator[tuple[str, Any]]:
    for each in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        try:
            page = json.loads(each.read_text("utf-8-sig"))
        except ValueError:
            page = None
        if fits(page):
            yield each.name, page
        else:
            gathering.problems.error("no such page", each.name, "This is no page of an OpenActive feed: not taken.")


def _take(items: Mapping[tuple[str, str], tuple[str, Any]], gathering: Gathering) -> None:
    """Services and places first, so that single sessions find their series."""
    by_address: dict[str, str] = {}
    sittings = []
    for (kind, key), (where, item) in items.items():
        data = item.get("data")
        of = str(data.get("@type") if isinstance(data, Mapping) else kind).split(".")[0]
        if item.get("state") == "deleted":
            gathering.gone.append(Gone(_kind(kind.split(".")[0]), f"{kind}/{key}"))
        elif not isinstance(data, Mapping):
            gathering.problems.error("item without data", where, "This item says nothing: not taken.")
        elif of in SERVICES:
            by_address[terms.identity(data)] = f"{kind}/{key}"
            gathering.take("service", item, where, read_as=terms.service(data, f"{kind}/{key}"))
        elif of in SITTINGS:
            sittings.append((f"{kind}/{key}", where, item))
        elif of == "Place":
            gathering.take("location", item, where, read_as=terms.place(data))
        elif of in SLOTS:
            gathering.problems.summary(
                "slots", where, "{n} bookable slots were left out: the facility's hours tell of them."
            )
        else:
            gathering.problems.warn("kind not known", where, f"“{of}” is no kind that is read here: left out.")
    for key, where, item in sittings:
        _sitting(key, where, item, by_address, gathering)


def _sitting(key: str, where: str, item: Mapping[str, Any], by_address: dict[str, str], gathering: Gathering) -> None:
    """A single session: an hour of its series, which it may carry with it or only name."""
    data = item["data"]
    above = data.get("superEvent")
    address = terms.identity(above) if isinstance(above, Mapping) else str(above or "")
    series = by_address.get(address)
    if series is None and isinstance(above, Mapping):
        series = gathering.take("service", above, f"{where}.superEvent", read_as=terms.service(above, address or key))
        by_address[address] = series or ""
    if not series:
        gathering.problems.warn(
            "session → series", where, f"Its series {address or '(none)'} was not read: kept apart."
        )
        gathering.lose("schedule", item, where, f"its series {address or '(none)'} was not read")
        return
    when = terms.date(data) | {"id": key}
    if data.get("name") and data["name"] != gathering.held("service")[series].document.get("name"):
        when["notes"] = "; ".join(each for each in (when.get("notes"), data["name"]) if each)
    gathering.add("service", series, {"schedules": [when]}, where)


def _kind(of: str) -> str:
    return "schedule" if of in SITTINGS | SLOTS else "location" if of == "Place" else "service"
