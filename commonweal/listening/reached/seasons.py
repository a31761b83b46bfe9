"""Seasons: spring, summer, autumn, winter. They do not overlap, so that no small number is found by taking one total
from another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

NAMES = ("winter", "spring", "summer", "autumn")
CODE = re.compile(r"(\d{4})-(winter|spring|summer|autumn)")


@dataclass(frozen=True, slots=True)
class Season:
    """Three months. `code` is "2026-autumn"; winter carries the year in which it begins."""

    code: str
    start: date
    end: date  # its last day

    @property
    def name(self) -> str:
        """As people say it."""
        year, _dash, which = self.code.partition("-")
        if which == "winter":
            return _("Winter %(year)s–%(next)s") % {"year": year, "next": f"{(int(year) + 1) % 100:02}"}
        return {"spring": _("Spring %s"), "summer": _("Summer %s"), "autumn": _("Autumn %s")}[which] % year


def of(day: date) -> Season:
    """The season of a day.

    >>> of(date(2027, 1, 5)).code, of(date(2026, 11, 29)).code
    ('2026-winter', '2026-autumn')
    """
    which = NAMES[day.month % 12 // 3]
    return _season(day.year - 1 if which == "winter" and day.month < 3 else day.year, which)


def named(code: str) -> Season | None:
    """The season of a code; None if it is none."""
    found = CODE.fullmatch(code)
    if found is None or not 1900 <= int(found[1]) <= 2200:
        return None
    return _season(int(found[1]), found[2])


def _season(year: int, which: str) -> Season:
    month = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[which]
    start = date(year, month, 1)
    after = date(year + 1, 3, 1) if which == "winter" else date(year, month + 3, 1)
    return Season(f"{year}-{which}", start, after - timedelta(days=1))
