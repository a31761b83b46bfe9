"""`commonweal directory check`: a right feed passes whole; each fault is found, and by the finding that is about it."""

from __future__ import annotations

import functools
import json
import random
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from commonweal.openreferral.check import run
from commonweal.openreferral.check.report import Report
from tests.openreferral import made_up
from tests.openreferral.fake_feed import FakeFeed

BASE = "http://testserver"


@functools.cache
def checked(fault: str = "", part: str = "") -> Report:
    """The report on the made-up feed with this fault, of one part of the check or of all."""
    return run.check(BASE, parts=[part] if part else (), transport=httpx.ASGITransport(FakeFeed(fault=fault)))


@pytest.fixture(scope="module")
def right() -> Report:
    """The report on the feed without a fault."""
    return checked()


def test_a_feed_that_is_right_passes_whole(right):
    assert (right.verdict, right.findings, right.left) == ("pass", [], [])


def test_its_card_says_that_everything_was_tried_and_is_kept(right):
    card = right.card
    assert len(card["endpoints"]) == 11 and set(card["endpoints"].values()) == {"answers"}
    assert set(card["paging"].values()) == {"right, order stable"}
    for words in card["filters"].values():
        assert set(words.values()) <= {"filters", "AND"}
    for words in card["forms"].values():
        assert set(words.values()) == {"honoured"}
    assert (card["cors"], card["etag"], card["openapi"]) == ("yes", "yes", "served")
    assert card["licence"] == "https://example.org/licence"
    assert card["changes"] == {"change feed": "right", "changes read": 3, "deletions read": 1}


def test_the_report_is_data(right):
    said = json.loads(json.dumps(right.as_dict()))
    assert {"url", "verdict", "profile", "errors", "card", "findings", "requests", "not_looked_at"} <= set(said)


# What is wrong with the feed; the finding that says so; words of it; how grave it is.
FAULTS = (
    *((f"{name} ignored", f"filters.{name}", "/services: ", "warning") for name in (
        "search", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after",
        "minimum_age", "maximum_age", "day", "start_time", "end_time",
    )),
    *((f"service_at_location {name} ignored", f"filters.{name}", "/service_at_locations: ", "warning") for name in (
        "search", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "minimum_age", "maximum_age",
    )),
    *((f"taxonomy_term {name} ignored", f"filters.{name}", "/taxonomy_terms: ", "warning") for name in (
        "search", "taxonomy_id", "parent_id", "top_only",
    )),
    ("postcode ignored", "filters.postcode", "/service_at_locations: ", "warning"),
    ("organization search ignored", "filters.search", "/organizations: ", "warning"),
    ("taxonomy search ignored", "filters.search", "/taxonomies: ", "warning"),
    ("or", "filters.and", "bring rows that match only one", "error"),
    ("matching row left out", "filters.organization_id", "leaves out rows that match", "error"),
    ("minimal ignored", "filters.minimal", "minimal=true brings", "warning"),
    ("full ignored", "filters.full", "rows of full=true lack", "warning"),
    ("full_service ignored", "filters.full_service", "does not bring the services", "warning"),
    ("ndjson ignored", "filters.format", "one record a line", "warning"),
    ("order shifts", "paging.order", "different order", "error"),
    ("row twice", "paging.twice", "rows come twice", "error"),
    ("last_page wrong", "paging.last", "last_page is False on page 3 of 3", "error"),
    ("first_page wrong", "paging.first", "first_page is True on page 2", "error"),
    ("size wrong", "paging.size", "size is 50 with 5 rows", "error"),
    ("empty wrong", "paging.empty", "empty is True with 5 rows", "error"),
    ("total_pages wrong", "paging.total", "on 4 pages of 5", "error"),
    ("total_items wrong", "paging.missing", "15 rows are said, and 14 come", "error"),
    ("page_number wrong", "paging.number", "page 1 calls itself 0", "error"),
    ("page field missing", "paging.fields", "lacks size", "error"),
    ("per_page ignored", "paging.per_page", "14 rows where 5 were asked for", "error"),
    ("nonsense is accepted", "paging.nonsense", "per_page=0 is accepted", "warning"),
    ("nonsense breaks it", "paging.nonsense", "status 500", "error"),
    ("rows beyond the end", "paging.beyond", "come rows", "error"),
    ("500 on /services/{id}", "links.open", "status 500", "error"),
    ("500 on /taxonomies/{id}", "links.open", "status 500", "warning"),
    ("dangling organization", "links.dangling", "organization_id", "warning"),
    ("dangling location", "links.dangling", "location_id", "warning"),
    ("unknown id answers 200", "links.unknown", "status 200", "error"),
    ("unknown id answers 500", "links.malformed", "status 500", "error"),
    ("null sent", "shape.null", "service: url: is null", "error"),
    ("broken id", "shape.uuid", "is not a 'uuid'", "error"),
    ("name missing", "shape.required", "'name' is a required property", "error"),
    ("status unknown", "shape.value", "'open' is not one of", "error"),
    ("time without zone", "shape.format", "is not a 'date-time'", "error"),
    ("age as text", "shape.type", "is not of type 'number'", "error"),
    ("no version", "root", "'version' is a required property", "error"),
    ("no organizations", "endpoint", "/organizations does not answer", "note"),
    ("no taxonomies", "endpoint", "/taxonomies does not answer", "warning"),
    ("no changes", "deletions", "does not tell what was deleted", "note"),
    ("sequence falls", "deletions", "does not rise", "warning"),
    ("deleted one is there", "deletions", "still answers with status 200", "warning"),
    ("no cors", "manners.cors", "may not read", "warning"),
    ("no licence", "manners.licence", "no licence", "note"),
)  # fmt: skip


FORMS = {f"filters.{name}" for name in ("minimal", "full", "full_service", "format")}


def part_of(test: str) -> str:
    """The part of the check that makes a finding."""
    first = test.split(".")[0]
    if test == "paging.fields":
        return "shape"
    return "forms" if test in FORMS else {"root": "shape", "endpoint": "shape"}.get(first, first)


@pytest.mark.parametrize(("fault", "test", "words", "level"), FAULTS, ids=[each[0] for each in FAULTS])
def test_one_fault_is_found_by_its_own_finding_and_is_never_a_pass(fault, test, words, level):
    report = checked(fault, part_of(test))
    found = [each for each in report.findings if each.test == test and words in each.what]
    assert found, [(each.test, each.what) for each in report.findings]
    assert found[0].level == level and found[0].fix and found[0].where
    assert report.verdict == {"error": "fail", "warning": "warn", "note": "pass"}[level]


IGNORED = [each for each in FAULTS if part_of(each[1]) == "filters" and each[0].endswith(" ignored")]


@pytest.mark.parametrize("each", IGNORED, ids=[each[0] for each in IGNORED])
def test_a_filter_that_is_ignored_is_called_so_on_the_card_and_no_other_is(each):
    fault, test, path, _level = each
    words = checked(fault, "filters").card["filters"][path.rstrip(": ")]
    name = test.removeprefix("filters.")
    ignored = {asked for asked, word in words.items() if word == "ignored"}
    assert {asked.split()[0] for asked in ignored} == {name}


def any_services(chance: random.Random, many: int) -> Iterator[tuple[Any, ...]]:
    """So many services of any kind."""
    for number in range(many):
        young, old = sorted(chance.sample(range(100), 2))
        opens = chance.randint(7, 19)
        yield (
            f"{chance.choice(made_up.TERMS)[0]} {chance.choice(made_up.LOCATIONS)[0]} {number}",
            chance.randrange(3),
            tuple(chance.sample(range(6), chance.randint(0, 2))),
            tuple(term[0] for term in chance.sample(made_up.TERMS, chance.randint(0, 3))),
            chance.choice((None, young)),
            chance.choice((None, old)),
            ",".join(chance.sample(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), chance.randint(1, 3))),
            f"{opens:02}:{chance.choice(('00', '30'))}",
            f"{opens + chance.randint(1, 3):02}:00",
            f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T10:00:00.{chance.randint(0, 999):03}Z",
        )


@pytest.mark.parametrize("many", (0, 1, 3, 60))
def test_whatever_a_right_feed_holds_no_fault_is_seen_in_it(many):
    feed = FakeFeed(made_up.records(any_services(random.Random(many), many)))
    feed.changes = []
    assert run.check(BASE, transport=httpx.ASGITransport(feed)).findings == []


def test_no_more_is_asked_than_was_allowed_and_what_was_left_is_said():
    feed = FakeFeed()
    report = run.check(BASE, most=40, transport=httpx.ASGITransport(feed))
    assert len(feed.asked) == report.requests == 40
    assert "paging: 40 requests were made" in report.left and report.verdict == "pass"


def test_level_one_looks_only_at_what_decides():
    feed = FakeFeed()
    report = run.check(BASE, level=1, transport=httpx.ASGITransport(feed))
    assert report.verdict == "pass" and set(report.card["filters"]) == {"/services"}
    assert not {path for path in feed.asked if path.startswith("/service_at_locations")} - {
        f"/service_at_locations/{key}" for key in feed.records["service_at_location"]
    }


def test_where_nothing_answers_a_sentence_says_so():
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("connection refused")

    with pytest.raises(run.Unreachable, match="Nothing answers at http://testserver: connection refused"):
        run.check(BASE, transport=httpx.MockTransport(refuse))


def test_the_made_up_records_are_right_by_the_standard_themselves():
    from commonweal.openreferral import schemas

    for kind, held in made_up.records().items():
        for record in held.values():
            assert schemas.broken(record, kind) == []
