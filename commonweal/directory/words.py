"""How what is here is said in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.directory.queries import AssetRow


@dataclass(frozen=True, slots=True)
class Near:
    """Something a little way off."""

    id: str
    name: str
    kind_label: str
    away: str


def near(row: AssetRow) -> Near:
    """Something and how far it is: "library, about 400 m"."""
    away = distance(row.away_km)
    said = _("%(kind)s, %(away)s") % {"kind": row.kind_label, "away": away} if away else row.kind_label
    return Near(row.id, row.name, row.kind_label, said)


def distance(km: float | None) -> str:
    """A straight line in words.

    >>> distance(0.43), distance(1.26), distance(None)
    ('about 450 m', 'about 1.3 km', '')
    """
    if km is None:
        return ""
    if km < 1:
        return _("about %(metres)s m") % {"metres": max(50, round(km * 20) * 50)}
    return _("about %(km)s km") % {"km": number(km, 1)}


DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BYDAY = re.compile(r"^([+-]?\d*)(MO|TU|WE|TH|FR|SA|SU)$")


def when(description: str, byday: str = "", opens_at: str = "", closes_at: str = "") -> str:
    """When something is on: in its own words where it has any, else by its days and hours.

    >>> when("", "MO,TU,WE,TH,FR", "09:00", "17:00"), when("", "SA", "10:00"), when("Every full moon", "SA")
    ('Monday to Friday, 09:00 to 17:00', 'Saturday, 10:00', 'Every full moon')
    """
    if description:
        return description
    hours = _("%(opens)s to %(closes)s") % {"opens": opens_at, "closes": closes_at} if closes_at else opens_at
    return ", ".join(each for each in (days(byday), hours) if each)


def days(byday: str) -> str:
    """Weekdays of a rule in words; days in a row as from one to another.

    >>> days("MO,TU,WE,SA"), days("2TH")
    ('Monday to Wednesday, Saturday', 'Thursday (number 2 of the month)')
    """
    found = [match for each in byday.split(",") if (match := BYDAY.match(each.strip().upper()))]
    if any(match[1] for match in found):
        return ", ".join(_one_day(DAYS.index(match[2]), match[1]) for match in found)
    numbers = sorted({DAYS.index(match[2]) for match in found})
    runs: list[list[int]] = []
    for each in numbers:
        if runs and runs[-1][-1] == each - 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return ", ".join(_run(each) for each in runs)


def _run(run: list[int]) -> str:
    if len(run) < 3:
        return ", ".join(str(WEEKDAYS[each]) for each in run)
    return _("%(first)s to %(last)s") % {"first": WEEKDAYS[run[0]], "last": WEEKDAYS[run[-1]]}


def _one_day(weekday: int, which: str) -> str:
    if not which:
        return str(WEEKDAYS[weekday])
    if which == "-1":
        return _("the last %(day)s of the month") % {"day": WEEKDAYS[weekday]}
    return _("%(day)s (number %(which)s of the month)") % {"day": WEEKDAYS[weekday], "which": which}
