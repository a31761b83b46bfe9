"""NHS talking therapies by NHS local area (sub-ICB): the last month published.

Months are words ("April 2023"): sorted as words, September would come last, so they are read as dates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.by_area import figure, known_area
from commonweal.feeds.columns import cells, has
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="talking_therapies",
    title="NHS Talking Therapies monthly statistics, by sub-ICB location",
    publisher="NHS England",
    licence="OGL-UK-3.0",
    vintage="the last month in the file (May 2023)",
    every="month",
    address="https://digital.nhs.uk/data-and-information/publications/statistical/nhs-talking-therapies-monthly-statistics-including-employment-advisors",
    attribution="Contains NHS England information licensed under the Open Government Licence v3.0.",
    note="Counts are rounded by the publisher to the nearest five, and small ones are left out.",
)
CODE, WHEN, WHAT, VALUE = "sicbl22_code", "date", "name", "value"
# Published name → key, words, unit.
WANTED = {
    "Count_ReferralsReceived": ("referred", "Referrals to talking therapies in the month", "people"),
    "Count_AccessingServices": ("began", "People who began talking therapy in the month", "people"),
    "Count_FinishedCourseTreatment": ("finished", "People who finished a course in the month", "people"),
    "Percentage_Recovery": ("recovered", "Of those who finished, the share that recovered", "percent"),
    "Percentage_ReliableRecovery": (
        "recovered_reliably",
        "Of those who finished, the share reliably better",
        "percent",
    ),
    "Percentage_AccessingServices6WeeksFinishedCourseTreatment": (
        "within_6_weeks",
        "Waited less than 6 weeks",
        "percent",
    ),
}


def recognise(head: Head) -> Source | None:
    """Known by sub-ICB codes of 2022 beside a month, and the first row’s kind of figure."""
    lines = head.text.splitlines()[1:2]
    return (
        SOURCE
        if has(head.columns, CODE, WHEN, WHAT, VALUE) and any("Count_" in e or "Percentage_" in e for e in lines)
        else None
    )


def measures(path: Path) -> tuple[Measure, ...]:
    """The chosen counts and shares. People counted in a month can be added up; shares cannot."""
    return tuple(Measure(f"{SOURCE.key}.{key}", words, unit, unit == "people") for key, words, unit in WANTED.values())


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every NHS local area in the last month."""
    last, kept = date.min, defaultdict[str, dict[str, float | None]](dict)
    for line, (code, when, what, text) in cells(path, SOURCE, (CODE, WHEN, WHAT, VALUE), refuse=refuse):
        month = _month(when)
        if month is None:
            refuse(Refused(path.name, line, f"“{when[:30]}” is no month, which is like “April 2023”. Correct it."))
            continue
        if month < last or what not in WANTED or not known_area(path, line, code, CODE, refuse=refuse):
            continue
        if month > last:
            last = month
            kept.clear()
        usable, value = figure(path, line, code, text, refuse=refuse)
        if usable:
            kept[code][f"{SOURCE.key}.{WANTED[what][0]}"] = value
    for code, values in kept.items():
        yield AreaValues("sicbl22", code, "", values)


@cache
def _month(words: str) -> date | None:
    try:
        return datetime.strptime(words.strip(), "%B %Y").date()
    except ValueError:
        return None
