"""When it is on, by date: schedules as the standard has them (iCalendar rules, hours, exceptions) into dated sessions.

Times are those of the place's clocks. On public holidays nobody has usually said whether it is on: such sessions are
given, with `ask_first`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, rruleset, weekday

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EXCEPTION = "exception"
LONG_AGO = date(2001, 1, 1)  # a Monday: where a rule that names no beginning begins
IN_TERM = re.compile(r"\bterm[ -]?times?\b|\b(?:in|during) term\b|\bterm only\b", re.IGNORECASE)
IN_HOLIDAYS = re.compile(r"\b(?:in|during|and|or|school) (?:the )?(?:school )?holidays\b", re.IGNORECASE)
MOST = 2000  # sessions of one schedule: a rule with no end is asked about one window at a time


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """One time that it is on. `ends` is None where nobody has said."""

    starts: datetime
    ends: datetime | None
    schedule_id: str
    timed: bool = True  # False: the day is known and the hour is not
    ask_first: bool = False  # a public holiday; or which weeks, or when term is, nobody has said


def sessions(
    schedules: Iterable[Mapping[str, Any]],
    first: date,
    last: date,
    *,
    holidays: Collection[date] = (),
    terms: Collection[tuple[date, date]] = (),
    timezone: str = "Europe/London",
) -> list[Session]:
    """On which days and at what time is it on, from one day to another, both included?

    `schedules` are schedules of HSDS (byday, opens_at, …); rows of kind "exception" replace what the others say of the
    days from valid_from to valid_to: with hours, other hours; without, closed. Rows that are only words give nothing.
    `terms` are school terms, first and last day: what says that it is on in term time alone is on in those; on days
    that lie before or after all of them it is on, with `ask_first`.

    >>> choir = {"byday": "TU", "opens_at": "18:30"}
    >>> [str(each.starts) for each in sessions([choir], date(2026, 12, 1), date(2026, 12, 9))]
    ['2026-12-01 18:30:00+00:00', '2026-12-08 18:30:00+00:00']
    """
    rows = list(schedules)
    special = [each for each in rows if each.get("kind") == EXCEPTION]
    zone = ZoneInfo(timezone)
    found: list[Session] = []
    for each in rows:
        if each.get("kind") != EXCEPTION:
            days = (day for day in dates(each, first, last) if not any(_covers(row, day) for row in special))
            found += [
                _session(each, day, zone, day in holidays or by_term is None or _which_week_unknown(each))
                for day in days
                if (by_term := in_its_term(each, day, terms)) is not False
            ]
    for each in special:
        if each.get("opens_at"):
            found += [_session(each, day, zone, False) for day in _days_of(each, first, last)]
    return sorted(set(found), key=lambda session: (session.starts, session.schedule_id))


def in_its_term(schedule: Mapping[str, Any], day: date, terms: Collection[tuple[date, date]]) -> bool | None:
    """Is it on that day, as far as school terms decide? None: they do, and nobody has said when term is then.

    >>> autumn = [(date(2026, 9, 2), date(2026, 12, 18))]
    >>> club = {"description": "Tuesdays, term time only"}
    >>> in_its_term(club, date(2026, 11, 3), autumn), in_its_term(club, date(2027, 1, 5), autumn)
    (True, None)
    """
    said = str(schedule.get("description") or "")
    in_term, in_holidays = bool(IN_TERM.search(said)), bool(IN_HOLIDAYS.search(said))
    if in_term == in_holidays:  # neither, or both: terms decide nothing
        return True
    if not terms or not min(first for first, _ in terms) <= day <= max(last for _, last in terms):
        return None
    return any(first <= day <= last for first, last in terms) is in_term


def dates(schedule: Mapping[str, Any], first: date, last: date) -> list[date]:
    """Days on which one schedule's rule falls, from one day to another."""
    begins, ends = _day(schedule.get("valid_from")), _day(schedule.get("valid_to"))
    window = max(filter(None, (first, begins))), min(filter(None, (last, ends)))
    if window[0] > window[1]:
        return []
    start = _day(schedule.get("dtstart")) or begins
    byday = _byday(schedule.get("byday") or "")
    if not schedule.get("freq") and not byday:
        one = _day(schedule.get("dtstart"))
        return [one] if one and window[0] <= one <= window[1] else []
    if _plainly_weekly(schedule, byday):
        until = _day(schedule.get("until"))
        window = max(filter(None, (window[0], start))), min(filter(None, (window[1], until)))
        on, length = {each.weekday for each in byday}, (window[1] - window[0]).days + 1
        days = (window[0] + timedelta(days=number) for number in range(length))
        return list(islice((day for day in days if day.weekday() in on), MOST))
    rule = _rule(schedule, byday, _nearer(schedule, start or LONG_AGO, window[0]))
    between = rule.between(_noon(window[0]), _noon(window[1]), inc=True)
    return [each.date() for each in islice(between, MOST)]


def _plainly_weekly(schedule: Mapping[str, Any], byday: list[weekday]) -> bool:
    """Every week on these days: what most are, and what needs no rule to be worked out."""
    more = ("count", "bymonthday", "byweekno", "byyearday")
    weekly = schedule.get("freq") != "MONTHLY" and str(schedule.get("interval") or 1) == "1"
    return weekly and bool(byday) and all(each.n is None for each in byday) and not any(map(schedule.get, more))


def _rule(schedule: Mapping[str, Any], byday: list[weekday], start: date) -> rrule | rruleset:
    until = _day(schedule.get("until"))
    count = int(schedule["count"]) if schedule.get("count") else None
    return rrule(
        MONTHLY if schedule.get("freq") == "MONTHLY" else WEEKLY,
        dtstart=_noon(start),
        interval=int(schedule.get("interval") or 1),
        wkst=DAYS.index(schedule["wkst"]) if schedule.get("wkst") in DAYS else None,
        # A rule has one end or the other, never both.
        count=None if until else count,
        until=_noon(until) if until else None,
        byweekday=byday or None,
        bymonthday=_numbers(schedule.get("bymonthday"), 31) or None,
        byweekno=_numbers(schedule.get("byweekno"), 53) or None,
        byyearday=_numbers(schedule.get("byyearday"), 366) or None,
    )


def _session(schedule: Mapping[str, Any], day: date, zone: ZoneInfo, ask_first: bool) -> Session:
    opens, closes = clock(schedule.get("opens_at")), clock(schedule.get("closes_at"))
    starts = datetime.combine(day, opens or time(), zone)
    ends = datetime.combine(day, closes, zone) if opens and closes else None
    if ends is not None and ends <= starts:
        ends += timedelta(days=1)  # past midnight
    return Session(starts, ends, str(schedule.get("id", "")), opens is not None, ask_first)


def _which_week_unknown(schedule: Mapping[str, Any]) -> bool:
    return int(schedule.get("interval") or 1) > 1 and not (schedule.get("dtstart") or schedule.get("valid_from"))


def clock(said: Any) -> time | None:
    """A time as the standard writes it, "18:30" or "18:30:00Z"; None where it is none.

    >>> clock("18:30"), clock("09:00:00Z"), clock("half past")
    (datetime.time(18, 30), datetime.time(9, 0), None)
    """
    try:
        return time.fromisoformat(str(said)[:5]) if said else None
    except ValueError:
        return None


def _byday(said: str) -> list[weekday]:
    found = []
    for each in said.upper().replace(" ", "").split(","):
        if each[-2:] in DAYS:
            number = each[:-2].lstrip("+")
            try:
                found.append(weekday(DAYS.index(each[-2:]), int(number) if number else None))
            except ValueError:
                continue
    return found


def _numbers(said: Any, most: int) -> list[int]:
    found = []
    for each in str(said or "").split(","):
        text = each.strip()
        if text.lstrip("+-").isdigit() and 0 < abs(int(text)) <= most:
            found.append(int(text))
    return found


def _covers(exception: Mapping[str, Any], day: date) -> bool:
    begins = _day(exception.get("valid_from")) or _day(exception.get("dtstart"))
    ends = _day(exception.get("valid_to")) or begins
    return begins is not None and ends is not None and begins <= day <= ends


def _days_of(exception: Mapping[str, Any], first: date, last: date) -> Iterator[date]:
    byday = {each.weekday for each in _byday(exception.get("byday") or "")}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if _covers(exception, day) and (not byday or day.weekday() in byday):
            yield day


def _day(said: Any) -> date | None:
    if isinstance(said, datetime):
        return said.date()
    if isinstance(said, date):
        return said
    try:
        return date.fromisoformat(str(said)[:10]) if said else None
    except ValueError:
        return None


def _nearer(schedule: Mapping[str, Any], start: date, first: date) -> date:
    """A later beginning from which the rule falls on the same days: nobody wants twenty years of Tuesdays counted."""
    if schedule.get("count") or start >= first:
        return start
    interval = int(schedule.get("interval") or 1)
    if schedule.get("freq") == "MONTHLY":
        return max(start, first.replace(day=1)) if interval == 1 else start
    turns = (first - start).days // (7 * interval) - 1
    return start + timedelta(weeks=interval * max(0, turns))


def _noon(day: date) -> datetime:
    # Rules are reckoned in days: noon is on the same day whatever the clocks do.
    return datetime.combine(day, time(12))
