"""Gaps followed from one edition of a file to the next: has the gap changed, and not only the average?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.evidence import figures
from commonweal.evidence.inequality import counts, gaps, words
from commonweal.evidence.inequality.counts import Counted, Order
from commonweal.evidence.inequality.rows import GapTrendRow, GapYear
from commonweal.methods.inequality import trend
from commonweal.methods.quantiles import equal_lots
from commonweal.places import queries as places
from commonweal.places.models import Value


@dataclass(frozen=True, slots=True)
class Edition:
    """One year of a series, and the published columns that it is made of."""

    year: int
    top: str
    bottom: str
    order: str
    older: bool = False  # by neighbourhoods of 2011


@dataclass(frozen=True, slots=True)
class Series:
    """What is followed."""

    key: str
    name: str  # in English, as the table has it; likewise note
    higher_is: str
    note: str
    editions: tuple[Edition, ...]


@cache
def every() -> tuple[Series, ...]:
    """All series, read from the shipped table."""
    table = tomllib.loads((files("commonweal.evidence") / "data" / "gaps_over_time.toml").read_text(encoding="utf-8"))
    return tuple(
        Series(
            key, row["label"], row["higher_is"], row["good_to_know"], tuple(Edition(**each) for each in row["years"])
        )
        for key, row in table.items()
    )


def columns_of(key: str) -> list[str]:
    """The published columns that a series is made of, over all its editions."""
    editions = next((each.editions for each in every() if each.key == key), ())
    return [name for each in editions for name in (each.top, each.bottom, each.order)]


def rows(ids: list[int], *, drawn: bool) -> tuple[GapTrendRow, ...]:
    """Every series of which two years are known here. `drawn`: an invented place, whose ground never changed."""
    made = (_row(each, ids, drawn) for each in every())
    return tuple(each for each in made if each is not None)


def _row(series: Series, ids: list[int], drawn: bool) -> GapTrendRow | None:
    found = {
        each.year: _gap(each, places.in_2011(ids) if each.older and not drawn else ids) for each in series.editions
    }
    held = {year: each for year, each in found.items() if each is not None and each.index is not None}
    if len(held) < 2:
        return None
    index = {year: each.index for year, each in held.items()}
    change = trend.trend(
        list(index),
        [each.sii for each in index.values()],
        [each.error for each in index.values()],
        *([getattr(each, name) for each in index.values()] for name in ("rii", "rii_lower", "rii_upper")),
    )
    years = tuple(_year(year, each) for year, each in held.items())
    version = _version(series.editions[-1].top)
    cite = figures.cite(version, f"{words.METHOD} {_(series.note)}") if version else None
    absolute, relative = change.absolute, change.relative
    return GapTrendRow(
        series.key, _(series.name), years,
        *_told(absolute), _in_all(absolute), *_told(relative), _in_ratio(relative),
        change.agree, _(series.note), cite,
    )  # fmt: skip


def _told(change: trend.Change | None) -> tuple[float | None, float | None, float | None, str]:
    if change is None:
        return None, None, None, trend.UNSURE
    return change.per_year, change.lower, change.upper, change.verdict


def _gap(edition: Edition, ids: list[int]) -> gaps.Gap | None:
    held = counts.read(ids, [edition.top, edition.bottom, edition.order])
    score = held[edition.order]
    lots = np.array(equal_lots(score.tolist(), 5), dtype=float)
    return gaps.gap(Counted(held[edition.top], held[edition.bottom]), Order(tuple(ids), score, lots, edition.order))


def _year(year: int, found: gaps.Gap) -> GapYear:
    index, fifths = found.index, found.fifths.lots
    assert index is not None  # noqa: S101 - only years with a line are followed
    return GapYear(
        year, fifths[0].value, fifths[-1].value, index.sii, index.sii_lower, index.sii_upper,
        index.rii, index.rii_lower, index.rii_upper, found.known,
    )  # fmt: skip


def _in_all(change: trend.Change | None) -> str:
    if change is None:
        return _("In all, nothing can be said of a change.")
    told = {"by": number(abs(change.per_year), 2), "low": number(change.lower, 2), "high": number(change.upper, 2)}
    said = {
        trend.WIDENING: _("In all, the gap has grown, by %(by)s in 100 a year (likely %(low)s to %(high)s)."),
        trend.NARROWING: _("In all, the gap has shrunk, by %(by)s in 100 a year (likely %(low)s to %(high)s)."),
        trend.UNSURE: _("In all, it cannot be told whether the gap has changed (likely %(low)s to %(high)s a year)."),
    }
    return said[change.verdict] % told


def _in_ratio(change: trend.Change | None) -> str:
    if change is None:
        return _("In ratio, nothing can be said of a change.")
    told = {"by": number(abs(change.per_year), 1), "low": number(change.lower, 1), "high": number(change.upper, 1)}
    said = {
        trend.WIDENING: _("In ratio, the gap has grown, by %(by)s %% a year (likely %(low)s to %(high)s)."),
        trend.NARROWING: _("In ratio, the gap has shrunk, by %(by)s %% a year (likely %(low)s to %(high)s)."),
        trend.UNSURE: _(
            "In ratio, it cannot be told whether the gap has changed (likely %(low)s to %(high)s %% a year)."
        ),
    }
    return said[change.verdict] % told


def _version(measure: str) -> object:
    row = Value.objects.filter(current=True, measure__key=measure).select_related("version__dataset").first()
    return row and row.version
