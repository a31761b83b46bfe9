"""OpenActive's objects (schema.org with sport in it) in the standard's names: events, places, people, offers, hours."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from commonweal.openreferral.reading import values
from commonweal.openreferral.reading.cleaning import digest
from commonweal.openreferral.reading.schedules import EXCEPTION
from commonweal.openreferral.reading.visibility import PARTNER, mark
from commonweal.openreferral.reading.weekdays import DAYS

Raw = dict[str, Any]
HOME = "Europe/London"  # what a publisher means who says no zone
GENDERS = {"FemaleOnly": "Women and girls only.", "MaleOnly": "Men and boys only."}
MODES = {
    "OnlineEventAttendanceMode": "online",
    "OfflineEventAttendanceMode": "in person",
    "MixedEventAttendanceMode": "both",
}
_DAY = {
    "monday": "MO",
    "tuesday": "TU",
    "wednesday": "WE",
    "thursday": "TH",
    "friday": "FR",
    "saturday": "SA",
    "sunday": "SU",
}
_SPELL = re.compile(r"P(?:(\d+)([DWMY]))?(?:T.*)?")


def service(data: Mapping[str, Any], key: str) -> Raw:
    """A series, an event, a course or a facility as a service; what it inherits stands in what is above it."""
    told = inherited(data)
    who, where = one(told.get("organizer") or told.get("provider")), one(told.get("location"))
    ages, gender = one(told.get("ageRange")), _last(told.get("genderRestriction"))
    made: Raw = {
        "id": key,
        "name": told.get("name"),
        "description": _joined(told.get("description"), told.get("attendeeInstructions"), told.get("meetingPoint")),
        "url": told.get("url"),
        "status": "inactive" if _last(told.get("eventStatus")) == "EventCancelled" else "active",
        "eligibility_description": GENDERS.get(gender),
        "minimum_age": ages.get("minValue"),
        "maximum_age": ages.get("maxValue"),
        "fees_description": "Free" if told.get("isAccessibleForFree") is True else None,
        "organization": organisation(who) if who else None,
        "cost_options": [offer(each) for each in many(told.get("offers"))],
        "attributes": list(_attributes(told)),
        "contacts": [_leader(each) for each in many(told.get("leader"))],
        "schedules": hours(told),
    }
    if where:
        made["service_at_locations"] = [{"location": place(where)}]
    return made


def inherited(data: Mapping[str, Any]) -> Raw:
    """An event with what its series or course says, where it says nothing itself; its own name stays."""
    made: Raw = {}
    for above in (data.get("superEvent"), data.get("instanceOfCourse")):
        if isinstance(above, Mapping):
            made |= inherited(above)
    return made | {name: value for name, value in data.items() if value not in (None, "", [])}


def organisation(data: Mapping[str, Any]) -> Raw:
    """An organiser, by its address on the web where it has one."""
    phones = [{"number": data["telephone"]}] if data.get("telephone") else []
    return {
        "id": identity(data) or f"organization/{digest(str(data.get('name')))}",
        "name": data.get("name"),
        "alternate_name": data.get("legalName"),
        "description": data.get("description"),
        "email": data.get("email"),
        "website": data.get("url"),
        "logo": one(data.get("logo")).get("url"),
        "phones": phones,
        "additional_websites": [{"url": each} for each in _listed(data.get("sameAs")) if isinstance(each, str)],
    }


def place(data: Mapping[str, Any]) -> Raw:
    """A place, with its hours and what it has."""
    point, address = one(data.get("geo")), data.get("address")
    amenities = [each for each in many(data.get("amenityFeature")) if each.get("value") is True]
    online = data.get("@type") == "VirtualLocation"
    return {
        "id": identity(data) or data.get("url") or f"location/{digest([data.get('name'), address])}",
        "location_type": "virtual" if online else "physical",
        "name": data.get("name"),
        "description": data.get("description"),
        "url": data.get("url"),
        "latitude": point.get("latitude"),
        "longitude": point.get("longitude"),
        "addresses": [_address(address)] if address else [],
        "phones": [{"number": data["telephone"]}] if data.get("telephone") else [],
        "contacts": [{"email": data["email"]}] if data.get("email") else [],
        "attributes": [{"label": "Has", "value": each.get("name")} for each in amenities],
        "schedules": opening(data),
    }


def term(data: Mapping[str, Any]) -> Raw:
    """A concept from a list, with the list as its taxonomy."""
    scheme = data.get("inScheme")
    name = str(scheme or "").rstrip("/").rpartition("/")[2].replace("-", " ").capitalize()
    made: Raw = {"id": identity(data), "name": data.get("prefLabel"), "term_uri": data.get("@id")}
    if scheme:
        made["taxonomy_detail"] = {"id": scheme, "name": name, "uri": scheme}
    return made


def offer(data: Mapping[str, Any]) -> Raw:
    """What it costs whom."""
    ages = one(data.get("ageRestriction"))
    low, high = ages.get("minValue"), ages.get("maxValue")
    span = f"From age {low}" if low and not high else f"Up to age {high}" if high and not low else ""
    return {
        "id": data.get("@id"),  # its number is the publisher's for a price, used by many of its series
        "option": data.get("name"),
        "amount": data.get("price"),
        "currency": data.get("priceCurrency") or ("GBP" if data.get("price") not in (None, 0) else None),
        "amount_description": _joined(
            data.get("description"), span or (f"Age {low} to {high}" if low and high else "")
        ),
    }


def hours(told: Mapping[str, Any]) -> list[Raw]:
    """When it is on: its rules, its single dates that no rule tells of, and when a facility can be had."""
    how = MODES.get(_last(told.get("eventAttendanceMode")), "")
    rules = [rule(each) for each in many(told.get("eventSchedule"))]
    single = [date(each) for each in many(told.get("subEvent"))]
    if not rules and not single and told.get("startDate"):
        single = [date(told)]
    found = rules + [each for each in single if each and not any(_tells(each, of) for of in rules)]
    found += [spell(each) for each in many(told.get("hoursAvailable"))]
    return [each | {"attending_type": how} if how else each for each in found if each]


def opening(data: Mapping[str, Any]) -> list[Raw]:
    """When a place is open, and when it is not as usual."""
    usual = [spell(each) for each in many(data.get("openingHoursSpecification"))]
    special = [spell(each) for each in many(data.get("specialOpeningHoursSpecification"))]
    return usual + [each | {"kind": EXCEPTION} for each in special]


def rule(data: Mapping[str, Any]) -> Raw:
    """A repeating schedule."""
    step = _SPELL.fullmatch(str(data.get("repeatFrequency") or ""))
    count, unit = (int(step[1] or 1), step[2]) if step and step[2] else (1, "W")
    days = [_day(each) for each in _listed(data.get("byDay"))]
    made: Raw = {
        "id": identity(data),
        "freq": "MONTHLY" if unit == "M" else "WEEKLY",
        "byday": ",".join(each for each in days if each) or (",".join(DAYS) if unit == "D" and count == 1 else ""),
        "dtstart": data.get("startDate"),
        "valid_from": data.get("startDate"),
        "valid_to": data.get("endDate"),
        "opens_at": data.get("startTime"),
        "closes_at": data.get("endTime"),
        "bymonthday": ",".join(str(each) for each in _listed(data.get("byMonthDay"))),
    }
    if count > 1 and unit in "WM":
        made["interval"] = count
    if unit == "Y" or (unit == "D" and count > 1):
        made |= {"freq": None, "description": f"Every {count} {'years' if unit == 'Y' else 'days'}"}
    # A count of repeats is dropped where an end is given, or both would have to agree.
    return made | ({"count": data.get("repeatCount")} if not data.get("endDate") else {})


def date(data: Mapping[str, Any]) -> Raw:
    """One sitting on one day, in the clock of the place."""
    zone = data.get("scheduleTimezone") or HOME
    starts, ends = _local(data.get("startDate"), zone), _local(data.get("endDate"), zone)
    if starts is None:
        return {}
    off = _last(data.get("eventStatus")) == "EventCancelled"
    timed = "T" in str(data.get("startDate"))
    last = ends.date() if ends else starts.date()
    made: Raw = {
        "id": identity(data),
        "dtstart": starts.date().isoformat(),
        "valid_from": starts.date().isoformat(),
        "valid_to": last.isoformat(),
        "notes": "Cancelled" if off else None,
    }
    return made | ({"opens_at": f"{starts:%H:%M}", "closes_at": f"{ends:%H:%M}" if ends else None} if timed else {})


def spell(data: Mapping[str, Any]) -> Raw:
    """Opening hours on some days; from midnight to midnight on no day of the week stands for closed."""
    days = [_day(each) for each in _listed(data.get("dayOfWeek"))]
    opens, closes = data.get("opens"), data.get("closes")
    made: Raw = {
        "freq": "WEEKLY" if days else None,
        "byday": ",".join(each for each in days if each),
        "opens_at": opens,
        "closes_at": closes,
        "valid_from": data.get("validFrom"),
        "valid_to": data.get("validThrough"),
    }
    return made | ({"opens_at": None, "closes_at": None, "notes": "Closed"} if opens == closes else {})


def identity(data: Mapping[str, Any]) -> str:
    """What a thing is called: its address on the web, else its number at the publisher's."""
    return str(data.get("@id") or data.get("identifier") or "")


def one(told: Any) -> Mapping[str, Any]:
    """One thing where one is meant: the first of several, and nothing for what is no thing."""
    return next(iter(many(told)), {})


def many(told: Any) -> list[Mapping[str, Any]]:
    """One thing or several, as things."""
    return [each for each in _listed(told) if isinstance(each, Mapping)]


def _listed(told: Any) -> list[Any]:
    return told if isinstance(told, list) else [] if told in (None, "") else [told]


def _attributes(told: Mapping[str, Any]) -> Iterator[Raw]:
    for name in ("activity", "facilityType", "accessibilitySupport"):
        for each in many(told.get(name)):
            if each.get("prefLabel"):
                yield {"link_entity": "service", "link_type": name, "taxonomy_term": term(each)}
    for name, label in (("category", "Category"), ("level", "Level"), ("accessibilityInformation", "Access")):
        for each in _listed(told.get(name)):
            yield {
                "link_entity": "service",
                "label": label,
                "value": each if isinstance(each, str) else one(each).get("prefLabel"),
            }
    gender = _last(told.get("genderRestriction"))
    if gender in GENDERS:
        yield {"link_entity": "service", "label": "Gender", "value": GENDERS[gender]}


def _leader(data: Mapping[str, Any]) -> Raw:
    """Whoever leads is a person by name: for those who refer, not for everybody."""
    name = data.get("name") or " ".join(str(data[each]) for each in ("givenName", "familyName") if data.get(each))
    made: Raw = {"name": name, "title": data.get("jobTitle") or "Leader", "email": data.get("email")}
    mark(made, "", PARTNER, "a person named as leading the session")
    return made


def _address(told: Any) -> Raw:
    if not isinstance(told, Mapping):
        return {"address_1": str(told), "address_type": "physical"} if isinstance(told, str) else {}
    return {
        "address_1": str(told.get("streetAddress") or "").strip(" ,"),
        "city": told.get("addressLocality"),
        "state_province": told.get("addressRegion"),
        "postal_code": told.get("postalCode"),
        "country": told.get("addressCountry"),
        "address_type": "physical",
    }


def _tells(single: Raw, of: Raw) -> bool:
    """Does a rule already tell of a single date?"""
    when = datetime.date.fromisoformat(single["dtstart"])
    day, step = DAYS[when.weekday()], of.get("interval") or 1
    first = values.read("date", of.get("dtstart")).got
    if step > 1 and (not first or _weeks(datetime.date.fromisoformat(first), when) % step):
        return False
    last = values.read("date", of.get("valid_to")).got
    within = (first or "") <= single["dtstart"] <= (last or "9999")
    return within and day in str(of.get("byday", "")).split(",") and single.get("opens_at") == of.get("opens_at")


def _weeks(first: datetime.date, when: datetime.date) -> int:
    """How many weeks lie between two days, each taken as its week's Monday."""
    mondays = (when - datetime.timedelta(when.weekday())) - (first - datetime.timedelta(first.weekday()))
    return mondays.days // 7


def _local(told: Any, zone: str) -> datetime.datetime | None:
    read = values.read("datetime", told).got if told else None
    if read is None:
        return None
    when = datetime.datetime.fromisoformat(read)
    if not re.search(r"T.*(Z|[+-]\d\d:?\d\d)$", str(told)):
        return when
    try:
        return when.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return when.astimezone(ZoneInfo(HOME))


def _day(told: Any) -> str:
    word = _last(told["@id"] if isinstance(told, Mapping) and "@id" in told else told)
    return _DAY.get(word.casefold(), "")


def _last(told: Any) -> str:
    return re.split(r"[/#:]", str(told or ""))[-1]


def _joined(*words: Any) -> str | None:
    return "\n\n".join(str(each).strip() for each in words if each) or None
