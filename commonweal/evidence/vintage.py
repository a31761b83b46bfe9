"""How old a figure is: the last day that the words of its vintage can speak of, and not the day its file was loaded."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MONTHS = ("january february march april may june july august september october november december").split()
_MONTH = "|".join(MONTHS)
_SAYS_NOT = re.compile(r"\bnot stated\b|\binvented\b", re.IGNORECASE)
_MOSTLY = re.compile(r"most figures of ([^)]*)", re.IGNORECASE)
# Tried in this order at every place in the text, so that "30 June 2020" is not read as June or as the whole year.
_DATE = re.compile(
    rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH}) (?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTH}) (?P<year2>\d{{4}})"
    r"|mid-(?P<mid>\d{4})"
    r"|autumn term (?P<autumn>\d{4})/\d{2}"
    r"|(?P<over>\d{4})/\d{2}\b"
    r"|\b(?P<alone>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)


def described_until(words: str) -> date | None:
    """The last day a vintage speaks of; None where it names no time.

    >>> described_until("Census day, 21 March 2021"), described_until("mid-2020"), described_until("2025")
    (datetime.date(2021, 3, 21), datetime.date(2020, 6, 30), datetime.date(2025, 12, 31))
    """
    if _SAYS_NOT.search(words):
        return None
    mostly = _MOSTLY.search(words)
    # "2019 (most figures of 2015/16)": the edition is of 2019, what it says is of years before.
    days = [day for found in _DATE.finditer(mostly[1] if mostly else words) if (day := _last_day(found)) is not None]
    return max(days, default=None)


def _last_day(found: re.Match[str]) -> date | None:
    said = {name: value for name, value in found.groupdict().items() if value}
    if "day" in said:
        try:
            return date(int(said["year"]), MONTHS.index(said["month"].lower()) + 1, int(said["day"]))
        except ValueError:
            return None
    if "month2" in said:
        year, month = int(said["year2"]), MONTHS.index(said["month2"].lower()) + 1
        return date(year, month, monthrange(year, month)[1])
    if "mid" in said:
        return date(int(said["mid"]), 6, 30)
    if "autumn" in said:
        return date(int(said["autumn"]), 12, 31)
    if "over" in said:
        return date(int(said["over"]) + 1, 3, 31)  # financial years end in March
    return date(int(said["alone"]), 12, 31)


def age_days(words: str, today: date) -> int | None:
    """Days since the last day a vintage speaks of; a year that is still running has age 0."""
    until = described_until(words)
    return None if until is None else max(0, (today - until).days)


def age_in_words(days: int | None) -> str:
    """An age as a person would say it."""
    if days is None:
        return _("not known")
    if days < 60:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if days < 730:
        months = round(days / 30.44)
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    years = int(days / 365.25)
    return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
