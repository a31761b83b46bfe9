"""When a service is next on, by date; and the same as a calendar that a phone can keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.directory.documents import Document, documents, seen_by
from commonweal.directory.going_on import one
from commonweal.directory.models import Service
from commonweal.directory.school_terms import queries as school_terms
from commonweal.directory.school_terms.queries import Terms
from commonweal.journal.actor import Actor
from commonweal.openreferral.sessions import Session, sessions

if TYPE_CHECKING:
    from icalendar import Event

AHEAD = timedelta(days=28)  # how far a page looks
CALENDAR = timedelta(days=120)  # how far a calendar reaches; it is asked for anew


@dataclass(frozen=True, slots=True)
class Next:
    """One time that a service is on."""

    starts: datetime
    ends: datetime | None  # None: nobody has said
    timed: bool
    ask_first: bool
    location_name: str  # "" where it is not said, or not told to this viewer


def coming(told: Document, *, terms: Terms = (), most: int = 6, ahead: timedelta = AHEAD) -> list[Next]:
    """The next times that a service's document tells of, soonest first; what is on now counts."""
    now = timezone.localtime()
    found = [
        Next(each.starts, each.ends, each.timed, each.ask_first, where)
        for where, each in _sessions(told, now.date(), now.date() + ahead, terms)
        if (each.ends or each.starts + timedelta(hours=1 if each.timed else 24)) > now
    ]
    return sorted(found, key=lambda each: (each.starts, each.location_name))[:most]


def calendar(viewer: Actor, id: str) -> bytes:
    """The coming sessions of one service as iCalendar (RFC 5545), as far as this viewer may know of them."""
    found = one(Service.objects.visible_to(viewer).select_related("place"), id)
    told = next(documents("service", [found.pk], seen_by(viewer, found.place, found.organization_id)), {})
    return calendar_of([told], told.get("name", ""), school_terms.of(found.place))


def calendar_of(told: Iterable[Document], name: str, terms: Terms) -> bytes:
    """The coming sessions of several services of one place as one calendar, from their documents."""
    from icalendar import Calendar

    written = Calendar()
    written.add("prodid", "-//Commonweal//Directory//EN")
    written.add("version", "2.0")
    written.add("x-wr-calname", name)
    written.add("refresh-interval;value=duration", "P1D")
    today = timezone.localdate()
    for service in told:
        for where, each in _sessions(service, today, today + CALENDAR, terms):
            written.add_component(_event(service, where, each))
    return bytes(written.to_ical())


def _event(told: Document, where: str, session: Session) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{told['id']}/{session.schedule_id}/{session.starts:%Y%m%dT%H%M}@commonweal")
    event.add("dtstamp", datetime.now(ZoneInfo("UTC")))
    event.add("dtstart", session.starts if session.timed else session.starts.date())
    if session.ends:
        event.add("dtend", session.ends)
    ask = _("A public holiday, or nobody has said which weeks: ask first.") if session.ask_first else ""
    event.add("summary", f"{told.get('name', '')} ({_('ask first')})" if ask else told.get("name", ""))
    event.add("description", "\n\n".join(each for each in (ask, told.get("description", "")) if each))
    if where:
        event.add("location", where)
    return event


def _sessions(told: Document, first: date, last: date, terms: Terms) -> Iterator[tuple[str, Session]]:
    days = {day for year in range(first.year, last.year + 1) for day in public_holidays(year)}
    if told.get("status") != Service.ACTIVE:
        return
    knowing = partial(sessions, first=first, last=last, holidays=days, terms=terms, timezone=settings.TIME_ZONE)
    for each in knowing(told.get("schedules", ())):
        yield "", each
    for at in told.get("service_at_locations", ()):
        for each in knowing(at.get("schedules", ())):
            yield at.get("location", {}).get("name", ""), each


@lru_cache(maxsize=8)
def public_holidays(year: int) -> frozenset[date]:
    """England's public holidays, as the `holidays` package has them."""
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
