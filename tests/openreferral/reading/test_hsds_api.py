"""A feed made up in the test: what is asked, in what order, and what is done when it misbehaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from commonweal.openreferral.reading import hsds_api
from tests.openreferral.reading import documents

ROOT = {
    "version": "HSDS-UK-3.0",
    "profile": "https://example.org/profile",
    "openapi_url": "https://example.org/openapi",
}
HALL = {"id": "l1", "location_type": "physical", "name": "Hall"}


def service(n: int, **more: Any) -> dict[str, Any]:
    return {"id": f"s{n}", "name": f"Choir {n}", "status": "active", **more}


def whole(n: int) -> dict[str, Any]:
    return service(n, schedules=[{"id": f"h{n}", "freq": "WEEKLY", "byday": "TU", "opens_at": "18:00:00"}],
                   service_at_locations=[{"id": f"m{n}", "location": HALL}])  # fmt: skip


class Feed:
    """Answers like an API with so many services; `full` honours full=true; `old` speaks version 1."""

    def __init__(self, services: int, *, full: bool = False, size: int = 2, old: bool = False) -> None:
        self.services, self.full, self.size, self.old = services, full, size, old
        self.asked: list[str] = []
        self.instead: dict[str, Callable[[httpx.Request], httpx.Response | None]] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api") or "/"
        self.asked.append(f"{path}?{request.url.params.get('page')}" if "page" in request.url.params else path)
        if path in self.instead and (answer := self.instead[path](request)) is not None:
            return answer
        if path == "/":
            return httpx.Response(404) if self.old else httpx.Response(200, json=ROOT)
        if path == "/services":
            return httpx.Response(200, json=self.page(int(request.url.params["page"])))
        if path.startswith("/services/s"):
            return httpx.Response(200, json=whole(int(path.removeprefix("/services/s"))))
        return httpx.Response(404)

    def page(self, number: int) -> dict[str, Any]:
        numbers = range((number - 1) * self.size, min(number * self.size, self.services))
        rows = [whole(n) if self.full else service(n) for n in numbers]
        total = -(-self.services // self.size)
        if self.old:
            return {"totalElements": self.services, "totalPages": total, "last": number >= total, "content": rows}
        return {"total_items": self.services, "total_pages": total, "page_number": number, "size": len(rows),
                "first_page": number == 1, "last_page": number >= total, "empty": not rows,
                "contents": rows}  # fmt: skip


def read(feed: Feed, **options: Any) -> Any:
    return hsds_api.read(
        "https://example.org/api/", transport=httpx.MockTransport(feed), sleep=lambda _s: None, **options
    )


def test_every_page_is_read_and_every_service_asked_for_where_lists_are_bare() -> None:
    feed = Feed(5)
    reading = read(feed)
    assert reading.counts["service"] == 5 and reading.counts["location"] == 1
    assert all(each.document["schedules"][0]["opens_at"] == "18:00" for each in reading.of("service"))
    assert [each for each in feed.asked if each.startswith("/services?")] == [
        "/services?1",
        "/services?2",
        "/services?3",
    ]
    assert reading.facts["version"] == "HSDS-UK-3.0" and not documents.broken(reading)


def test_full_rows_spare_the_single_requests_once_they_are_seen_to_be_full() -> None:
    feed = Feed(6, full=True)
    reading = read(feed)
    assert reading.counts["service"] == 6 and reading.facts["full_honoured"]
    assert [each for each in feed.asked if each.startswith("/services/")] == ["/services/s0"]


def test_records_come_page_by_page_and_a_reading_goes_on_from_a_page() -> None:
    feed = Feed(5)
    batches = [
        each
        for each in hsds_api.batches("https://example.org/api", transport=httpx.MockTransport(feed))
        if each.path == "services"
    ]
    assert [(each.page, each.next_page) for each in batches] == [(1, 2), (2, 3), (3, None)]
    assert [sum(record.kind == "service" for record in each.records) for each in batches] == [2, 2, 1]
    assert {record.source_id for record in batches[0].records} == {"l1", "s0", "s1"}
    again = read(Feed(5), start=3)
    assert [each.source_id for each in again.of("service")] == ["s4"]


def test_a_page_that_cannot_be_read_stops_the_walk_and_says_where_to_go_on() -> None:
    feed = Feed(5)
    feed.instead["/services"] = lambda request: httpx.Response(500) if request.url.params["page"] == "2" else None
    reading = read(feed)
    assert reading.counts["service"] == 2 and reading.facts["go_on_from"] == 2
    assert "go on from page 2" in reading.problems[0].what


def test_it_waits_when_told_to_and_asks_again() -> None:
    waits: list[float] = []
    feed, first = Feed(1), iter([True])
    feed.instead["/services"] = lambda _r: (
        httpx.Response(429, headers={"Retry-After": "7"}) if next(first, False) else None
    )
    reading = hsds_api.read("https://example.org/api", transport=httpx.MockTransport(feed), sleep=waits.append)
    assert waits == [7.0] and reading.counts["service"] == 1


def test_a_feed_that_ignores_page_is_not_read_for_ever() -> None:
    feed = Feed(4)
    feed.instead["/services"] = lambda _r: httpx.Response(
        200, json=feed.page(1) | {"total_pages": 99, "last_page": False}
    )
    reading = read(feed)
    assert reading.counts["service"] == 2
    assert any("nothing new" in each.what for each in reading.problems)


def test_a_service_that_cannot_be_had_by_its_id_is_taken_as_in_the_list() -> None:
    feed = Feed(2)
    feed.instead["/services/s1"] = lambda _r: httpx.Response(500)
    reading = read(feed)
    assert reading.counts["service"] == 2
    assert "schedules" not in reading.of("service")[1].document
    assert any("/services/s1" in each.where for each in reading.problems)


def test_meetings_are_asked_for_where_services_say_nothing_of_places() -> None:
    feed = Feed(1)
    feed.instead["/services/s0"] = lambda _r: httpx.Response(200, json=service(0))
    page = {"contents": [{"id": "m0", "service_id": "s0", "location": HALL}], "last_page": True, "total_pages": 1}
    feed.instead["/service_at_locations"] = lambda _r: httpx.Response(200, json=page)
    reading = read(feed)
    assert reading.of("service")[0].document["service_at_locations"] == [{"id": "m0", "location_id": "l1"}]


def test_terms_and_organisations_are_read_before_the_services_that_name_them() -> None:
    feed = Feed(1)
    feed.instead["/services/s0"] = lambda _r: httpx.Response(200, json=service(0, organization_id="o1"))
    page = {"contents": [{"id": "o1", "name": "Singers", "description": "We sing"}], "last_page": True}
    feed.instead["/organizations"] = lambda _r: httpx.Response(200, json=page)
    reading = read(feed)
    assert reading.of("service")[0].document["organization_id"] == "o1"
    assert reading.facts["absent"] == ["taxonomies", "taxonomy_terms", "service_at_locations"]


def test_version_one_is_read_by_the_same_walk() -> None:
    feed = Feed(3, old=True)
    feed.instead["/services/s0"] = lambda _r: httpx.Response(
        200, json=service(0, eligibilitys=[{"id": "e", "minimum_age": 5, "maximum_age": 11, "eligibility": "child"}])
    )
    reading = read(feed)
    document = reading.of("service")[0].document
    assert reading.counts["service"] == 3
    assert (document["minimum_age"], document["maximum_age"], document["eligibility_description"]) == (5, 11, "child")


@pytest.mark.parametrize("answer", [httpx.Response(200, text="<html>"), httpx.Response(404)])
def test_an_address_that_is_no_api_gives_no_records_and_says_so(answer: httpx.Response) -> None:
    reading = hsds_api.read("https://example.org", transport=httpx.MockTransport(lambda _r: answer))
    assert not list(reading.records) and reading.problems[0].level == "error"


def test_nobody_at_home_is_a_problem_and_no_crash() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    reading = hsds_api.read("https://example.org", transport=httpx.MockTransport(refuse))
    assert not list(reading.records) and any("No answer" in each.what for each in reading.problems)
