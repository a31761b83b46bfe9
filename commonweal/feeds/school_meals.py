"""Pupils eligible for free school meals, by council, as the Department for Education's statistics lay them out.

Every row says a term, a level and a phase: of all these, the last term's rows of councils for all schools are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.by_area import figure, known_area
from commonweal.feeds.columns import cells, has, header, need
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="school_meals",
    title="Free school meals: time series and autumn term, 2020/21",
    publisher="Department for Education",
    licence="OGL-UK-3.0",
    vintage="autumn term 2020/21",
    every="year",
    address="https://explore-education-statistics.service.gov.uk/find-statistics/free-school-meals-autumn-term",
    attribution="Contains Department for Education information licensed under the Open Government Licence v3.0.",
    note=(
        "Pupils of state-funded schools in the council’s area, wherever they live. Counted in autumn 2020, when many "
        "families had just become eligible."
    ),
)
NEW = Source(
    key="school_meals_new",
    title="Free school meals: new starts since March 2020",
    publisher=SOURCE.publisher,
    licence=SOURCE.licence,
    vintage=SOURCE.vintage,
    every="no longer published",
    address=SOURCE.address,
    attribution=SOURCE.attribution,
    note=SOURCE.note,
)
SOURCES = (SOURCE, NEW)
PERIOD, TERM, LEVEL, CODE, NAME, PHASE = (
    "time_period", "time_identifier", "geographic_level", "new_la_code", "la_name", "phase",
)  # fmt: skip
PUPILS, ELIGIBLE, STARTED = "headcount", "fsm_eligible", "new_fsm_eligible"
NEEDED = (PERIOD, TERM, LEVEL, CODE, NAME, PHASE, PUPILS, ELIGIBLE)
COUNCILS, ALL_SCHOOLS = "local authority", "total"
# Terms of a school year in the order they come.
TERMS = ("Autumn term", "Spring term", "Summer term")


def recognise(head: Head) -> Source | None:
    """Known by pupils and those eligible, by term, level and phase; new starts have one column more."""
    if not has(head.columns, *NEEDED):
        return None
    return NEW if has(head.columns, STARTED) else SOURCE


def _is_new(path: Path) -> bool:
    return has(header(path), STARTED)


def measures(path: Path) -> tuple[Measure, ...]:
    """All pupils and those eligible; or those who became eligible."""
    if _is_new(path):
        return (
            Measure("school_meals_new.pupils", "Pupils", "pupils", adds_up=True),
            Measure("school_meals_new.started", "Newly eligible", "pupils", True, out_of="school_meals_new.pupils"),
        )
    return (
        Measure("school_meals.pupils", "Pupils", "pupils", adds_up=True),
        Measure(
            "school_meals.eligible", "Eligible for free school meals", "pupils", True, out_of="school_meals.pupils"
        ),
    )


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every council in the last term of the file: all schools together where the file has that, else added up."""
    need(path, SOURCE, *NEEDED)
    kept = _last_term(path, STARTED if _is_new(path) else ELIGIBLE, refuse)
    for code, (name, phases) in kept.items():
        rows = [phases[ALL_SCHOOLS]] if ALL_SCHOOLS in phases else list(phases.values())
        pupils, some = (_sum([row[place] for row in rows]) for place in (0, 1))
        keys = [measure.key for measure in measures(path)]
        yield AreaValues("utla20", code, name, dict(zip(keys, (pupils, some), strict=True)))


Kept = dict[str, tuple[str, dict[str, tuple[float | None, float | None]]]]


def _last_term(path: Path, some: str, refuse: Refuse) -> Kept:
    last, kept = ("", -1), Kept()
    for line, (period, term, level, code, name, phase, all_text, some_text) in cells(
        path, SOURCE, (PERIOD, TERM, LEVEL, CODE, NAME, PHASE, PUPILS, some), refuse=refuse
    ):
        if level.lower() != COUNCILS:
            continue
        if term not in TERMS or not period.isdigit():
            refuse(Refused(path.name, line, f"“{period}”, “{term}” is no term of a school year. Get the file again."))
            continue
        when = (period, TERMS.index(term))
        if when < last or not known_area(path, line, code, CODE, refuse=refuse):
            continue
        if when > last:
            last, kept = when, {}
        pupils = figure(path, line, code, all_text, refuse=refuse)
        eligible = figure(path, line, code, some_text, refuse=refuse)
        if pupils[0] and eligible[0]:
            kept.setdefault(code, (name, {}))[1][phase.lower()] = (pupils[1], eligible[1])
    return kept


def _sum(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
