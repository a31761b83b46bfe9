"""How many patients each GP practice has: everyone registered, or those of the quality framework by age.

They are facts about a practice, not about its neighbourhood: its patients live in many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.by_area import figure
from commonweal.feeds.columns import cells, has, header, need
from commonweal.feeds.records import AssetFact

_ATTRIBUTION = "Contains NHS England information licensed under the Open Government Licence v3.0."
SOURCE = Source(
    key="gp_lists",
    title="Patients Registered at a GP Practice",
    publisher="NHS England",
    licence="OGL-UK-3.0",
    vintage="1 January 2021",
    every="month",
    address="https://digital.nhs.uk/data-and-information/publications/statistical/patients-registered-at-a-gp-practice",
    attribution=_ATTRIBUTION,
    note="People who moved away or died stay on lists for a while, so lists count more people than live here.",
    files=("gp-reg-pat-prac-all.csv",),
)
BY_AGE = Source(
    key="gp_lists_by_age",
    title="Quality and Outcomes Framework 2019/20: list sizes by age",
    publisher="NHS England, laid out anew by the House of Commons Library",
    licence="OGL-UK-3.0",
    vintage="2019/20",
    every="year",
    address="https://digital.nhs.uk/data-and-information/publications/statistical/quality-and-outcomes-framework-achievement-prevalence-and-exceptions-data",
    attribution=_ATTRIBUTION,
    note=SOURCE.note,
)
SOURCES = (SOURCE, BY_AGE)
REGISTERED = ("EXTRACT_DATE", "TYPE", "CODE", "SEX", "AGE", "NUMBER_OF_PATIENTS")
AGES = ("PRACTICE_CODE", "TOTAL", "18OV", "65OV")
CODE = re.compile(r"[A-Z]\d{5}")
OF = ("gp_practices",)


def recognise(head: Head) -> Source | None:
    """Known by the columns of either list. A list by neighbourhood (LSOA) is another file."""
    if has(head.columns, *REGISTERED):
        return SOURCE
    return BY_AGE if has(head.columns, *AGES) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Facts of practices, never added up for an area."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AssetFact]:
    """Every practice of England."""
    if has(header(path), *AGES):
        yield from _by_age(path, refuse)
        return
    need(path, SOURCE, *REGISTERED)
    for line, (when, kind, code, sex, age, text) in cells(path, SOURCE, REGISTERED, refuse=refuse):
        # The file by age and sex has the same columns: only the row of everyone is the list's size.
        if (kind, sex, age) == ("GP", "ALL", "ALL") and practice(path, line, code, refuse):
            usable, count = figure(path, line, code, text, refuse=refuse)
            if usable and count is not None:
                yield AssetFact(OF, code, "Patients registered", f"{count:,.0f}", day(when))


def _by_age(path: Path, refuse: Refuse) -> Iterator[AssetFact]:
    for line, (code, *texts) in cells(path, BY_AGE, AGES, refuse=refuse):
        if not practice(path, line, code, refuse):
            continue
        counts = [figure(path, line, code, text, refuse=refuse)[1] for text in texts]
        total, _, older = counts
        if total and older is not None:
            value = f"{older:,.0f}, {100 * older / total:.0f} in 100 of its patients"
            yield AssetFact(OF, code, "Patients of 65 or more", value, BY_AGE.vintage)


def practice(path: Path, line: int, code: str, refuse: Refuse) -> bool:
    if CODE.fullmatch(code):
        return True
    refuse(Refused(path.name, line, f"“{code[:20]}” is no code of a practice, which is like B86001. Correct it."))
    return False


def day(published: str) -> str:
    """A day such as 01JAN2021 as people write it; as published where it is something else."""
    try:
        found = datetime.strptime(published.strip(), "%d%b%Y")
    except ValueError:
        return published.strip()
    return f"{found.day} {found:%B %Y}"
