"""An entry as whoever runs it says it: its plain words, its telephone, and when it is on at each place.

What an entry says is a plain dictionary, so that it can be kept, compared, offered and put back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.core.ids import imported_id
from commonweal.directory.about import queries as about
from commonweal.directory.about import saying
from commonweal.directory.models import Phone, Schedule, Service
from commonweal.openreferral.sessions import DAYS, clock

FIELDS = (
    "name",
    "description",
    "url",
    "email",
    "status",
    "fees_description",
    "eligibility_description",
    "application_process",
    "minimum_age",
    "maximum_age",
    "alert",
)
STATUSES = (Service.ACTIVE, Service.INACTIVE, Service.DEFUNCT, Service.PAUSED)
LONGEST = 5000
TELEPHONE = re.compile(r"^[+()\d][\d ()\-/+x.]{4,30}$")


def as_said(service: Service) -> dict[str, Any]:
    """What an entry says now."""
    said: dict[str, Any] = {name: getattr(service, name) for name in FIELDS}
    said["phone"] = next((each.number for each in _phones(service)), "")
    said["times"] = [_time(each) for each in _schedules(service)]
    said["helps_with"] = list(service.helps_with)
    said["about"] = about.as_said(service.pk, "service")
    return said


def whole(before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said, with the answers that are not named as they were."""
    return dict(said) | ({"about": before["about"] | said["about"]} if "about" in said else {})


def put(service: Service, said: Mapping[str, Any], *, by: str) -> None:
    """Let an entry say this; what is not named stays. The row itself is saved by whoever asked."""
    for name in (*FIELDS, "helps_with"):
        if name in said:
            setattr(service, name, said[name])
    if "phone" in said:
        _put_phone(service, said["phone"])
    if "times" in said:
        _put_times(service, said["times"])
    if "about" in said:
        saying.put(service.pk, "service", said["about"], by=by, place=service.place)


def refuse_nonsense(said: Mapping[str, Any]) -> None:
    """What cannot be is refused in a sentence that says what to change."""
    if not str(said.get("name") or "").strip():
        raise Invalid(_("Say what the service is called."))
    if len(said["name"]) > 200:
        raise Invalid(_("A name has at most %(most)s letters.") % {"most": 200})
    if any(len(str(said.get(name) or "")) > LONGEST for name in FIELDS):
        raise Invalid(_("This is longer than anybody would read. Say it in fewer words."))
    if said.get("status") not in STATUSES:
        raise Invalid(_("Say whether it is on, closed for a while, or has ended."))
    if said.get("url") and not str(said["url"]).startswith(("https://", "http://")):
        raise Invalid(_("A web address begins with https:// or http://."))
    if said.get("email"):
        try:
            validate_email(said["email"])
        except ValidationError as error:
            raise Invalid(" ".join(error.messages)) from error
    if said.get("phone") and not TELEPHONE.match(said["phone"]):
        raise Invalid(_("This is not a telephone number: “%(typed)s”.") % {"typed": said["phone"][:30]})
    _refuse_ages(said)
    saying.refuse_nonsense("service", said.get("about") or {})
    for each in said.get("times", ()):
        _refuse_time(each)


def _refuse_ages(said: Mapping[str, Any]) -> None:
    youngest, oldest = said.get("minimum_age"), said.get("maximum_age")
    if youngest is not None and oldest is not None and youngest > oldest:
        raise Invalid(_("The youngest age is above the oldest. Change one of them."))
    if any(age is not None and not 0 <= age <= 130 for age in (youngest, oldest)):
        raise Invalid(_("An age is between 0 and 130."))


def _refuse_time(each: Mapping[str, Any]) -> None:
    for name in ("opens_at", "closes_at"):
        if each.get(name) and clock(each[name]) is None:
            raise Invalid(_("A time looks like 18:30, not “%(typed)s”.") % {"typed": str(each[name])[:20]})
    days = [day for day in str(each.get("byday") or "").split(",") if day]
    if any(day.lstrip("+-0123456789") not in DAYS for day in days):
        raise Invalid(_("A day is one of Monday to Sunday."))


def _phones(service: Service):  # type: ignore[no-untyped-def]
    return Phone.objects.filter(service=service).order_by("pk")


def _schedules(service: Service):  # type: ignore[no-untyped-def]
    at = Schedule.objects.filter(service_at_location__service=service) | Schedule.objects.filter(service=service)
    return at.order_by("service_at_location__location__name", "pk").distinct()


TIME_FIELDS = (
    "description freq interval byday bymonthday opens_at closes_at valid_from valid_to dtstart until kind".split()
)


def _time(each: Schedule) -> dict[str, Any]:
    """A time as it is said; `at` is the place (a service_at_location), and is not said of the service as a whole."""
    said: dict[str, Any] = {"at": str(each.service_at_location_id)} if each.service_at_location_id else {}
    for name in TIME_FIELDS:
        value = getattr(each, name)
        # Hours are what a schedule is unless it says otherwise.
        if value not in (None, "") and (name, value) != ("kind", Schedule.HOURS):
            said[name] = value.isoformat() if hasattr(value, "isoformat") else value
    if said.get("byday"):
        said.setdefault("freq", "WEEKLY")
    return said


def _put_phone(service: Service, number: str) -> None:
    first = _phones(service).first()
    if first is None and number:
        Phone.objects.create(id=imported_id("phone", str(service.pk)), service=service, number=number)
    elif first is not None and number:
        first.number = number
        first.save(update_fields=["number"])
    elif first is not None:
        first.delete()


def _put_times(service: Service, times: list[Mapping[str, Any]]) -> None:
    _schedules(service).model.objects.filter(pk__in=list(_schedules(service).values_list("pk", flat=True))).delete()
    places = {str(pk) for pk in service.service_at_locations.values_list("pk", flat=True)}
    for number, each in enumerate(times):
        at = each.get("at") if each.get("at") in places else None
        fields = {name: each[name] for name in TIME_FIELDS if each.get(name) not in (None, "")}
        if fields.get("byday"):
            fields.setdefault("freq", "WEEKLY")
        Schedule.objects.create(
            id=imported_id("schedule", f"{service.pk}\n{number}"),
            service_at_location_id=at,
            service=None if at else service,
            **fields,
        )
