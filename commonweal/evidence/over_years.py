"""Figures of larger areas that are published year by year: what a council's or a board's was in each.

Their publisher gives no range for them: a small change may be none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.evidence import charts, indicators
from commonweal.evidence.charts import Chart
from commonweal.evidence.figures import cite
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.rows import SeriesRow
from commonweal.places import area_kinds
from commonweal.places import queries as places
from commonweal.places.models import Area, Place, Value

COUNCIL = "lad24"
MOST_LINES, MOST_BESIDE = 6, 15  # more than this, nobody tells apart, or reads


def followed(family: str) -> list[Indicator]:
    """Indicators that are published for such areas in several years."""
    return [each for each in indicators.every().values() if each.series and family in each.at]


def of_area(area: Area) -> tuple[SeriesRow, ...]:
    """Every series of one area. ONS gives a changed area a new code, so one code is one ground in any year."""
    wanted = followed(area_kinds.kind(area.kind).family)
    return tuple(row for each in wanted for row in _rows(each, [area]))


def of_place(place: Place, larger: Sequence[Area]) -> tuple[SeriesRow, ...]:
    """Those of the larger areas that are exactly this place, the nearest first; and the first of each of its councils,
    to be seen beside them.
    """
    own = {row.indicator: row for area in reversed(larger) for row in of_area(area)}
    councils = Area.objects.filter(pk__in=list(places.membership(place, COUNCIL))).order_by("name")
    if not 1 < len(councils) <= MOST_BESIDE:
        return tuple(own.values())
    return (*own.values(), *(row for each in followed("lad")[:1] for row in _rows(each, councils)))


def _rows(indicator: Indicator, areas: Sequence[Area]) -> list[SeriesRow]:
    """The years of each of these areas, in order; a year that is not known stands as one."""
    by_code = {area.code: area for area in areas}
    family = {area_kinds.kind(area.kind).family for area in areas}
    kinds = [key for key, kind in area_kinds.every().items() if kind.family in family]
    held = Value.objects.filter(measure__key__startswith=f"{indicator.single}.", current=True)
    held = held.filter(area__code__in=list(by_code), area__kind__in=kinds)
    found: dict[str, dict[int, Value]] = defaultdict(dict)
    for value in held.select_related("measure", "area", "version__dataset"):
        year = value.measure.key.rpartition(".")[2]
        if year.isdigit():
            found[value.area.code][int(year)] = value
    return [_row(indicator, by_code[code], found[code]) for code in by_code if len(found.get(code, ())) > 1]


def _row(indicator: Indicator, area: Area, held: dict[int, Value]) -> SeriesRow:
    years = sorted(held)
    source = cite(held[years[-1]].version, indicator.method(1))
    return SeriesRow(
        indicator.key,
        _(indicator.series),
        indicator.unit,
        indicator.higher_is,
        area.key,
        area.local_name or area.name,
        tuple(years),
        tuple(held[year].value for year in years),
        source,
    )


def says(row: SeriesRow) -> str:
    """A series in a sentence: where it began and where it ended, and no more than that."""
    known = [(year, value) for year, value in zip(row.years, row.values, strict=True) if value is not None]
    if len(known) < 2:
        return _("Too few years are known to follow it.")
    (first, one), (last, other) = known[0], known[-1]
    told = {"area": row.area, "first": first, "one": number(one, 1), "last": last, "other": number(other, 1)}
    said = _("%(area)s: %(one)s in %(first)s, %(other)s in %(last)s.") % told
    return f"{said} {_('Higher is healthier. No range is published with it, so a small change may be none.')}"


def drawn(rows: Sequence[SeriesRow]) -> list[Chart]:
    """One picture for each thing that is followed, with a line for each area."""
    found: dict[str, list[SeriesRow]] = {}
    for row in rows:
        found.setdefault(row.indicator, []).append(row)
    return [_drawn(those) for those in found.values()]


def _drawn(rows: Sequence[SeriesRow]) -> Chart:
    lines = [(row.area, list(zip(row.years, row.values, strict=True))) for row in rows[:MOST_LINES]]
    known = [value for row in rows for value in row.values if value is not None]
    years = sorted({year for row in rows for year in row.years})
    values = {row.area_key: dict(zip(row.years, row.values, strict=True)) for row in rows}
    base = _("England, 2015")
    first = rows[0]
    return Chart(
        first.label,
        says(first),
        charts.lines(lines, low=min([*known, 100.0]) - 2, beside=(base, 100.0)),
        ". ".join(says(row).partition(". ")[0] for row in rows[:MOST_LINES]),
        _("An index: England in 2015 is 100. The scale at the side does not begin at nought."),
        (_("Area"), *map(str, years)),
        tuple((row.area, *(number(values[row.area_key].get(year), 1) for year in years)) for row in rows),
        charts.source_of(f"{first.cite.title}, {first.cite.publisher}", first.cite.vintage),
        f"/area/{first.area_key}",
    )
