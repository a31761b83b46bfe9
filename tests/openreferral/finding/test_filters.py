"""Filters let through exactly what they should: against a slow twin that looks at each document for itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

import pytest
from shapely.geometry import Point, shape

from commonweal.openreferral.finding import filters
from commonweal.openreferral.finding.filters import Filters, Shelf, counts, fit
from commonweal.openreferral.finding.known import known
from tests.openreferral.finding.makers import HALL, NOW, TODAY, many, service, square

SERVICES = many(300, seed=7)
# A third is said to be led by peers, a third is said not to be, and of a third nobody has said.
for number, each in enumerate(SERVICES):
    if value := ("yes", "no", "")[number % 3]:
        term = {"taxonomy": "Commonweal", "code": f"peer_led.{value}"}
        each["attributes"].append({"label": "Led by peers", "value": value, "taxonomy_term": term})
SHELF = Shelf([known(each) for each in SERVICES])
PARTS = {"morning": (5, 12), "afternoon": (12, 17), "evening": (17, 24)}
ASKED = [
    Filters(),
    Filters(closed_too=True),
    Filters(near=HALL, metres=1_500),
    Filters(covers=HALL),
    Filters(days=frozenset({"TU"})),
    Filters(days=frozenset({"MO", "FR"}), part="evening"),
    Filters(part="morning"),
    Filters(on=date(2026, 11, 28)),
    Filters(starts_within=2),
    Filters(free=True),
    Filters(age=3),
    Filters(age=0),
    Filters(age=70),
    Filters(language="Urdu"),
    Filters(access=frozenset({"step-free"})),
    Filters(access=frozenset({"step-free", "hearing loop"})),
    Filters(quiet=True),
    Filters(asked=frozenset({"peer_led.yes"})),
    Filters(asked=frozenset({"peer_led.no"}), free=True),
    Filters(online=True),
    Filters(room=True),
    Filters(confirmed_months=6),
    Filters(near=HALL, metres=4_000, days=frozenset({"SA", "SU"}), free=True, age=20),
]


# Numbered, not named: the order within a set is another one in each process, and workers must agree on names.
@pytest.mark.parametrize("asked", ASKED, ids=range(len(ASKED)))
def test_what_is_let_through_is_what_fits(asked):
    expected = [each["name"] for each in SERVICES if slowly(each, asked)]
    got = [each.name for each, through in zip(SHELF.services, fit(SHELF, asked, NOW), strict=True) if through]
    assert got == expected
    assert (expected and len(expected) < len(SERVICES)) or asked.closed_too


@pytest.mark.parametrize("asked", [Filters(), ASKED[5], ASKED[-1], Filters(free=True, online=True)])
def test_each_count_is_what_choosing_it_would_give(asked):
    told = counts(SHELF, asked, NOW)
    for day, number in told["days"].items():
        assert number == int(fit(SHELF, replace(asked, days=frozenset({day})), NOW).sum())
    for part, number in told["part"].items():
        assert number == int(fit(SHELF, replace(asked, part=part), NOW).sum())
    for need, number in told["access"].items():
        assert number == int(fit(SHELF, replace(asked, access=asked.access | {need}), NOW).sum())
    for name in ("free", "quiet", "online", "room"):
        assert told[name][name] == int(fit(SHELF, replace(asked, **{name: True}), NOW).sum())
    assert len(told["asked"]) == 2
    for code, number in told["asked"].items():
        assert number == int(fit(SHELF, replace(asked, asked=asked.asked | {code}), NOW).sum())
    for language, number in told["language"].items():
        assert number == int(fit(SHELF, replace(asked, language=language), NOW).sum())
    for months, number in told["confirmed_months"].items():
        assert number == int(fit(SHELF, replace(asked, confirmed_months=int(months)), NOW).sum())
    for days, number in told["starts_within"].items():
        assert number == int(fit(SHELF, replace(asked, starts_within=int(days)), NOW).sum())
    for metres, number in told.get("metres", {}).items():
        assert number == int(fit(SHELF, replace(asked, metres=float(metres)), NOW).sum())


def test_counts_may_be_of_what_words_found():
    none = fit(SHELF, Filters(age=3), NOW) & False
    assert set(counts(SHELF, Filters(), NOW, none)["days"].values()) == {0}


def test_an_exception_closes_a_day_and_a_holiday_does_not():
    rule = {"byday": "WE", "opens_at": "18:00", "closes_at": "19:00"}
    shut = {"kind": "exception", "valid_from": "2026-11-25", "valid_to": "2026-11-25"}
    held = Shelf([known(service("A", when=[rule, shut])), known(service("B", when=[rule]))], frozenset({TODAY}))
    assert fit(held, Filters(on=TODAY), NOW).tolist() == [False, True]
    assert fit(held, Filters(starts_within=0), NOW).tolist() == [False, True]
    assert fit(held, Filters(starts_within=7), NOW).tolist() == [True, True]
    assert held.next(0, NOW).starts.date() == TODAY + timedelta(days=7) and held.next(1, NOW).ask_first


def test_what_is_said_to_be_missing_is_not_taken_for_said():
    told = known(service("A", at=[HALL], access="No step-free access. Not wheelchair accessible."))
    assert told.access == frozenset()
    assert known(service("B", at=[HALL], access="Ramp and hearing loop")).access == {"step-free", "hearing loop"}


@pytest.mark.parametrize(
    ("said", "free"),
    [
        ({}, None),
        ({"fees_description": "Free"}, True),
        ({"fees_description": "Free; take vegetables home"}, True),
        ({"fees_description": "£3, free with a note from a link worker"}, False),
        ({"fees_description": "50p"}, False),
        ({"fees_description": "Pay what you can"}, False),
        ({"cost_options": [{"amount": 0}]}, True),
        ({"cost_options": [{"amount": 0}, {"amount": 2.5}]}, False),
    ],
)
def test_free_is_what_costs_nothing_and_unknown_is_not_free(said, free):
    assert known(service("A", **said)).free is free


def test_a_head_office_is_no_venue():
    held = known(service("A", organization={"name": "O", "locations": [{"latitude": 53.7, "longitude": -1.9}]}))
    assert held.venues == ()


def test_an_outline_across_the_point_covers_it_and_none_covers_everywhere():
    inside, outside = service("A", area=square(*HALL, 0.01)), service("B", area=square(54.5, -1.9, 0.01))
    held = Shelf([known(inside), known(outside), known(service("C"))])
    assert fit(held, Filters(covers=HALL), NOW).tolist() == [True, False, True]


def slowly(document, asked: Filters) -> bool:
    """The twin: no arrays, no facts worked out beforehand."""
    places = document.get("service_at_locations", [])
    rules = [rule for at in (document, *places) for rule in at.get("schedules", [])]
    access = " ".join(row["description"] for at in places for row in at["location"].get("accessibility", []))
    told = {each["label"]: each["value"] for each in document["attributes"]}
    fees = document.get("fees_description", "")
    tests = {
        "closed_too": asked.closed_too or document["status"] == "active",
        "metres": asked.metres is None or any(_metres(asked.near, at["location"]) <= asked.metres for at in places),
        "covers": asked.covers is None or _covered(document, asked.covers),
        "days": not (asked.days or asked.part) or any(_at(rule, asked) for rule in rules),
        "on": asked.on is None or any(_falls(rule, asked.on) for rule in rules),
        "soon": asked.starts_within is None or any(_soon(rule, asked.starts_within) for rule in rules),
        "free": not asked.free or (fees.startswith("Free") and "£" not in fees),
        "age": asked.age is None
        or document.get("minimum_age", 0) <= asked.age <= document.get("maximum_age", 999) + 0.5,
        "language": not asked.language or {"name": asked.language} in document.get("languages", []),
        "step": "step-free" not in asked.access
        or (not access.startswith("No") and bool(re.search("Step|ramp", access))),
        "loop": "hearing loop" not in asked.access or "loop" in access,
        "quiet": not asked.quiet or told.get("Quiet room") == "yes",
        "asked": all(
            any(each.get("taxonomy_term", {}).get("code") == code for each in document["attributes"])
            for code in asked.asked
        ),
        "online": not asked.online or told.get("Online") == "yes",
        "room": not asked.room or any(row["available"] > 0 for row in document.get("capacities", [])),
        "confirmed": asked.confirmed_months is None
        or document.get("assured_date", "") >= f"2026-{11 - asked.confirmed_months:02}-25",
    }
    return all(tests.values())


def _metres(near, location) -> float:
    first, second = (
        (radians(near[0]), radians(near[1])),
        (radians(location["latitude"]), radians(location["longitude"])),
    )
    half = sin((second[0] - first[0]) / 2) ** 2
    half += cos(first[0]) * cos(second[0]) * sin((second[1] - first[1]) / 2) ** 2
    return 2 * 6_371_008.8 * asin(sqrt(half))


def _covered(document, spot) -> bool:
    areas = [shape(each["extent"]) for each in document.get("service_areas", [])]
    return not areas or any(area.covers(Point(spot[1], spot[0])) for area in areas)


def _at(rule, asked) -> bool:
    if rule.get("valid_to", "9999") < TODAY.isoformat():
        return False
    on = not asked.days or bool(set(rule["byday"].split(",")) & asked.days)
    if not asked.part:
        return on
    opens, closes = (int(rule[name][:2]) + int(rule[name][3:]) / 60 for name in ("opens_at", "closes_at"))
    first, last = PARTS[asked.part]
    return on and min(closes, last) - max(opens, first) >= 0.5


def _falls(rule, day: date) -> bool:
    named = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()]
    return named in rule["byday"].split(",") and rule.get("valid_to", "9999") >= day.isoformat()


def _soon(rule, within: int) -> bool:
    days = [TODAY + timedelta(days=ahead) for ahead in range(within + 1)]
    return any(_falls(rule, day) and (day > TODAY or rule["opens_at"] >= "12:00") for day in days)


def test_the_twin_and_the_filters_know_the_same_names():
    asked = {"closed_too", "metres", "covers", "days", "part", "on", "starts_within", "free", "age", "language"}
    assert set(filters._TESTS) == asked | {"access", "asked", "quiet", "online", "room", "confirmed_months"}
