"""An entry as whoever runs it says it: its plain words, its telephone, and when it is on at each place.

What an entry says is a plain dictionary, so that it can be kept, compared, offered and put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.core.ids import imported_id
from commonweal.directory.about import queries as about
from commonweal.directory.about import saying
from commonweal.directory.models import Audience, Phone, Schedule, Service, Withheld
from commonweal.openreferral.sessions import DAYS, clock
from commonweal.places import bulk

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
LONGEST, LONGEST_NAME = 5000, 200
TELEPHONE = re.compile(r"^[+()\d][\d ()\-/+x.]{4,30}$")


def as_said(service: Service) -> dict[str, Any]:
    """What an entry says now."""
    said = said_in(service, _phones(service), _schedules(service))
    return said | {"about": about.as_said(service.pk, "service")}


def said_in(service: Service, phones: Iterable[Phone], schedules: Iterable[Schedule]) -> dict[str, Any]:
    """What these rows say, whether they are kept or not."""
    said: dict[str, Any] = {name: getattr(service, name) for name in FIELDS}
    said["phone"] = next((each.number for each in phones), "")
    said["times"] = [_time(each) for each in schedules]
    said["helps_with"] = list(service.helps_with)
    return said


def all_said(services: Iterable[Service]) -> dict[UUID, dict[str, Any]]:
    """What many entries say now, by their ids, in a few queries."""
    rows = {each.pk: each for each in services}
    phones: dict[UUID, list[Phone]] = {}
    schedules: dict[UUID, list[Schedule]] = {}
    for lot in bulk.lots(rows, 500):
        for phone in Phone.objects.filter(service__in=lot).order_by("pk"):
            phones.setdefault(phone.service_id, []).append(phone)  # type: ignore[arg-type]
        times = Schedule.objects.filter(Q(service__in=lot) | Q(service_at_location__service__in=lot))
        for each in times.select_related("service_at_location").order_by("pk"):
            at = each.service_at_location
            schedules.setdefault(at.service_id if at else each.service_id, []).append(each)  # type: ignore[arg-type]
    return {pk: said_in(each, phones.get(pk, ()), schedules.get(pk, ())) for pk, each in rows.items()}


def whole(before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said, with the answers that are not named as they were."""
    return dict(said) | ({"about": before["about"] | said["about"]} if "about" in said else {})


def put(service: Service, said: Mapping[str, Any], *, by: str = "") -> None:
    """Let an entry say this; what is not named stays. The row itself is saved by whoever asked.

    `by` is who answers the questions about it, where `said` has answers.
    """
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
    name(str(said.get("name") or ""), _("Say what the service is called."))
    if any(len(str(said.get(each) or "")) > LONGEST for each in FIELDS):
        raise Invalid(_("This is longer than anybody would read. Say it in fewer words."))
    if said.get("status") not in STATUSES:
        raise Invalid(_("Say whether it is on, closed for a while, or has ended."))
    web_address(str(said.get("url") or ""))
    mail_address(str(said.get("email") or ""))
    if said.get("phone") and not TELEPHONE.match(said["phone"]):
        raise Invalid(_("This is not a telephone number: “%(typed)s”.") % {"typed": said["phone"][:30]})
    refuse_ages(said.get("minimum_age"), said.get("maximum_age"))
    saying.refuse_nonsense("service", said.get("about") or {})
    for each in said.get("times", ()):
        _refuse_time(each)


def name(typed: str, otherwise: str) -> str:
    """What something is called; `otherwise` is the sentence where nothing is said."""
    if not typed.strip():
        raise Invalid(otherwise)
    if len(typed.strip()) > LONGEST_NAME:
        raise Invalid(_("A name has at most %(most)s letters.") % {"most": LONGEST_NAME})
    return typed.strip()


def mail_address(typed: str) -> str:
    """An e-mail address, or nothing."""
    if typed.strip():
        try:
            validate_email(typed.strip())
        except ValidationError as error:
            raise Invalid(" ".join(error.messages)) from error
    return typed.strip()


def web_address(typed: str) -> str:
    """An address on the web, or nothing."""
    if typed.strip() and not typed.strip().startswith(("https://", "http://")):
        raise Invalid(_("A web address begins with https:// or http://."))
    return typed.strip()


def refuse_ages(youngest: int | None, oldest: int | None) -> None:
    """From which age to which, as it can be."""
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
    # What is said of a place that was merged into another is said of that one too.
    at = at.exclude(service_at_location__location__gone_at__isnull=False)
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
    before = list(_schedules(service).values_list("pk", flat=True))
    kept = list(Withheld.objects.filter(record__in=before).order_by("pk"))
    Withheld.objects.filter(record__in=before).delete()
    Schedule.objects.filter(pk__in=before).delete()
    places = {str(pk) for pk in service.service_at_locations.values_list("pk", flat=True)}
    for number, each in enumerate(times):
        at = each.get("at") if each.get("at") in places else None
        fields = {name: each[name] for name in TIME_FIELDS if each.get(name) not in (None, "")}
        if fields.get("byday"):
            fields.setdefault("freq", "WEEKLY")
        made = Schedule.objects.create(
            id=imported_id("schedule", f"{service.pk}\n{number}"),
            service_at_location_id=at,
            service=None if at else service,
            **fields,
        )
        _withhold_as_before(made, kept)


def _withhold_as_before(made: Schedule, kept: list[Withheld]) -> None:
    """Where some time was not for everyone, no new one is: nobody can say any more which of them it was."""
    keepers = any(each.audience == Audience.KEEPERS for each in kept)
    for each in {each.field: each for each in kept}.values():
        audience = Audience.KEEPERS if keepers else each.audience
        Withheld.objects.create(
            record=made.pk, kind="schedule", field=each.field, audience=audience, reason=each.reason
        )
