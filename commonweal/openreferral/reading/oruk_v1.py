"""Open Referral UK 1.0, still served by live feeds: its services in today's names, then read as any other.

What has no place today (reviews, what is delivered, how one gets in) is kept as labelled attributes where it is one
word, and in the source's own words otherwise; both are said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.openreferral.reading import values
from commonweal.openreferral.reading.gathering import Gathering
from commonweal.openreferral.reading.visibility import PARTNER, mark

Raw = dict[str, Any]
MARKS = ("eligibilitys", "eligibilities", "regular_schedules", "service_taxonomys", "service_taxonomies")
# One word each, with no field today: label → field.
LABELLED = {"deliverable_type": "What it gives", "attending_access": "How to get in", "payment_accepted": "Payment"}
_PLACES = ("physical_addresses", "physical_address")


def speaks(raw: Any) -> bool:
    """Is this a page or a service of version 1?"""
    if not isinstance(raw, Mapping):
        return False
    return ("content" in raw and "contents" not in raw) or any(name in raw for name in MARKS)


def take(gathering: Gathering, raw: Any, where: str) -> str | None:
    """Take one service of version 1."""
    if not isinstance(raw, Mapping):
        return gathering.take("service", raw, where)
    return gathering.take("service", raw, where, read_as=modern(raw, where, gathering))


def take_term(gathering: Gathering, raw: Any, where: str) -> str | None:
    """Take one of version 1's taxonomies, which are today's terms; its vocabulary is today's taxonomy."""
    return gathering.take("taxonomy_term", raw, where, read_as=_term(raw)) if isinstance(raw, Mapping) else None


def modern(raw: Mapping[str, Any], where: str, gathering: Gathering) -> Raw:
    """A service of version 1 in today's names."""
    made: Raw = {name: value for name, value in raw.items() if name not in _OLD}
    made |= _ages(_many(raw, "eligibilitys", "eligibilities"))
    # In order of place: a service's hours at one place belong to its meeting there.
    meetings = [_meeting(each) for each in _many(raw, "service_at_locations", "service_at_location")]
    hours = [_attending(each, raw) for each in _many(raw, "regular_schedules", "regular_schedule")]
    hours += [_attending(each, raw) for each in _many(raw, "holiday_schedules", "holiday_schedule")]
    made["schedules"] = _placed(hours, meetings)
    made["service_at_locations"] = meetings
    made["attributes"] = _attributes(raw) + ([] if hours else _labelled(raw, "attending_type", "How to attend"))
    made["contacts"] = [_contact(each) for each in _many(raw, "contacts", "contact")]
    for name in ("reviews", "review"):
        if raw.get(name):
            gathering.problems.summary(
                "v1 reviews",
                where,
                "{n} services had reviews, which have no place today: kept in the source's own words.",
            )
    return made


def _many(raw: Mapping[str, Any], *names: str) -> list[Raw]:
    for name in names:
        told = raw.get(name)
        if told:
            return [dict(each) for each in (told if isinstance(told, list) else [told]) if isinstance(each, Mapping)]
    return []


def _ages(eligibilities: list[Raw]) -> Raw:
    """The widest span of ages told, and who it is for in words."""
    lows = [values.number(each.get("minimum_age")) for each in eligibilities]
    highs = [values.number(each.get("maximum_age")) for each in eligibilities]
    words = [str(each["eligibility"]) for each in eligibilities if each.get("eligibility")]
    words += [str(each["gender"]) for each in eligibilities if each.get("gender")]
    made: Raw = {"eligibility_description": "; ".join(dict.fromkeys(words))} if words else {}
    # One group without an age below or above has no limit there, and so has the service.
    if lows and None not in lows:
        made["minimum_age"] = min(each for each in lows if each is not None)
    if highs and None not in highs:
        made["maximum_age"] = max(each for each in highs if each is not None)
    return made


def _meeting(raw: Mapping[str, Any]) -> Raw:
    made = {name: value for name, value in raw.items() if name not in ("regular_schedule", "holiday_schedules")}
    hours = _many(raw, "regular_schedule", "regular_schedules") + _many(raw, "holiday_schedules")
    return made | {"schedules": [dict(each) for each in hours]}


def _attending(schedule: Raw, raw: Mapping[str, Any]) -> Raw:
    return dict(schedule) | ({"attending_type": raw["attending_type"]} if raw.get("attending_type") else {})


def _placed(hours: list[Raw], meetings: list[Raw]) -> list[Raw]:
    """Hours that name a meeting go to it; the rest stay with the service."""
    by_id = {str(each.get("id")): each for each in meetings}
    stay = []
    for each in hours:
        at = each.pop("service_at_location", None)
        key = str(at.get("id")) if isinstance(at, Mapping) else str(each.get("service_at_location_id") or "")
        if key not in by_id and isinstance(at, Mapping) and at.get("location"):
            by_id[key] = _meeting(at)  # a meeting that only its hours tell of
            meetings.append(by_id[key])
        if key in by_id:
            by_id[key]["schedules"].append(each)
        else:
            stay.append(each)
    return stay


def _contact(raw: Raw) -> Raw:
    """A contact that its publisher marks as personal or sensitive is for those who refer, not for everybody."""
    if any(str(raw.get(name)).casefold() in ("true", "1", "yes") for name in ("personal_data", "sensitive_data")):
        mark(raw, "", PARTNER, "its publisher marks it as personal or sensitive")
    return raw


def _attributes(raw: Mapping[str, Any]) -> list[Raw]:
    made = []
    for each in _many(raw, "service_taxonomys", "service_taxonomies"):
        term = each.get("taxonomy")
        if isinstance(term, Mapping):
            made.append({"id": each.get("id"), "link_entity": "service", "taxonomy_term": _term(term)})
        elif each.get("taxonomy_id"):
            made.append({"id": each.get("id"), "link_entity": "service", "taxonomy_term_id": each["taxonomy_id"]})
    return made + [each for field, label in LABELLED.items() for each in _labelled(raw, field, label)]


def _labelled(raw: Mapping[str, Any], field: str, label: str) -> list[Raw]:
    told = raw.get(field)
    words = told if isinstance(told, str) else "; ".join(str(each.get("payment", "")) for each in _many(raw, field))
    return [{"link_entity": "service", "label": label, "value": words}] if words else []


def _term(raw: Mapping[str, Any]) -> Raw:
    """A term with its vocabulary as its taxonomy."""
    name = raw.get("vocabulary")
    found = {"taxonomy_detail": {"id": f"vocabulary/{name}", "name": name}} if name and isinstance(name, str) else {}
    return dict(raw) | found


_OLD = {
    "eligibilitys",
    "eligibilities",
    "regular_schedules",
    "regular_schedule",
    "holiday_schedules",
    "holiday_schedule",
    "service_taxonomys",
    "service_taxonomies",
    "service_at_location",
    "service_at_locations",
    "reviews",
    "review",
    "attending_type",
    "contact",
    *LABELLED,
}
