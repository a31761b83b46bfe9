"""Every indicator for a set of neighbourhoods: counts added up, divided once, England beside, source named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.words import number
from commonweal.evidence import columns, england, indicators, older
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.keep import kept
from commonweal.evidence.rows import Cite, FigureRow
from commonweal.methods.quantiles import standing
from commonweal.places.models import DatasetVersion, Load, Place, Value


@dataclass(frozen=True, slots=True)
class Part:
    """One measure over a set of neighbourhoods."""

    total: float | None
    known: int
    version: object  # id of the version that most of it comes from


# Above the line, below it (None for a plain count), and how many neighbourhoods both are known for.
Totals = tuple[float | None, float | None, int]


def cite(version: DatasetVersion, method: str | Promise) -> Cite:
    """Where a number comes from. A method that is a constant is said in the language being read only now."""
    d = version.dataset
    return Cite(d.key, d.title, d.publisher, d.licence, d.vintage, version.sha256[:8], str(method))


def no_source(method: str) -> Cite:
    """For a number that no loaded file gives."""
    return Cite("", _("No file that gives this has been loaded"), "", "", "", "", method)


def of(ids: Iterable[int]) -> list[FigureRow]:
    """All indicators that any loaded file has figures for, for these neighbourhoods together."""
    wanted = tuple(sorted(ids))
    return kept(("figures", wanted), lambda: _figures(wanted))


def _figures(ids: tuple[int, ...]) -> list[FigureRow]:
    here = [each for each in indicators.every().values() if not each.at]
    rows = _over(ids, [each for each in here if not each.older], len(ids))
    before, touching = older.whole(ids)
    rows += _over(tuple(before), [each for each in here if each.older], touching)
    order = list(indicators.every())
    return sorted(rows, key=lambda row: order.index(row.indicator))


def _over(ids: tuple[int, ...], among: list[Indicator], areas: int) -> list[FigureRow]:
    """These indicators over these neighbourhoods, of so many that ought to be known."""
    parts = _parts(ids, {key for each in among for key in each.parts}) if ids and among else {}
    shown = [each for each in among if _shown(each, parts, len(ids))]
    versions = {each.key: parts[each.parts[0]].version for each in shown}
    beside = england.beside(versions)
    sources = DatasetVersion.objects.select_related("dataset").in_bulk(list(set(versions.values())))
    gaps = [each for each in shown if _has_gaps(each, parts, len(ids))]
    held = _held({key for each in gaps for key in each.parts}, ids) if gaps else {}
    totals = {each.key: _whole_only(each, held) if each in gaps else _all(each, parts) for each in shown}
    return [figure(each, areas, totals[each.key], beside.get(each.key), sources[versions[each.key]]) for each in shown]


def of_nation(place: Place, areas: int) -> list[FigureRow]:
    """All indicators for all England: added up when each file came in, so that no reader waits for it."""
    versions = Load.objects.filter(place=str(place.pk), state=Load.LIVE).values("version")
    sources = {
        version.pk: version for version in DatasetVersion.objects.select_related("dataset").filter(pk__in=versions)
    }
    held = england.of_versions(sources)
    known = [each for each in indicators.every().values() if each.key in held and not each.single]
    return [
        figure(each, areas, held[each.key].totals, held[each.key].beside, sources[held[each.key].version])
        for each in known
    ]


def _shown(indicator: Indicator, parts: dict[str, Part], areas: int) -> bool:
    if (indicator.single and areas != 1) or (indicator.many and areas == 1):
        return False
    return all(key in parts for key in indicator.parts)


def _parts(ids: Sequence[int], keys: Iterable[str]) -> dict[str, Part]:
    rows = (
        Value.objects.filter(area__in=list(ids), current=True, measure__key__in=list(keys))
        .values("measure__key", "version")
        .annotate(total=Sum("value"), known=Count("value"))
    )
    found: dict[str, list[tuple[float | None, int, object]]] = defaultdict(list)
    for row in rows:
        found[row["measure__key"]].append((row["total"], row["known"], row["version"]))
    out = {}
    for key, lots in found.items():
        totals = [total for total, _, _ in lots if total is not None]
        largest = max(lots, key=lambda lot: lot[1])
        out[key] = Part(sum(totals) if totals else None, sum(known for _, known, _ in lots), largest[2])
    return out


def figure(
    indicator: Indicator,
    areas: int,
    totals: Totals,
    beside: england.Beside | None,
    source: DatasetVersion,
) -> FigureRow:
    """One indicator as a row, from what stands above and below its line."""
    top, bottom, known = totals
    value = top if not indicator.bottom else 100 * top / bottom if top is not None and bottom else None
    spread = beside.percentiles if beside else ()
    # A plain count of a place says nothing beside counts of single neighbourhoods.
    compares = (indicator.bottom or areas == 1) and not indicator.many
    return FigureRow(
        indicator=indicator.key,
        label=indicator.label,
        theme=indicator.theme,
        value=value,
        text=text(value, indicator.unit, indicator.words),
        unit=indicator.unit,
        numerator=top if indicator.bottom else None,
        denominator=bottom if indicator.bottom else None,
        england=beside.value if beside else None,
        england_text=text(beside.value, indicator.unit) if beside and beside.value is not None else indicator.england,
        standing=standing(value, spread) if compares and indicator.unit in {"percent", "score"} else None,
        higher_is=indicator.higher_is,
        areas_known=known,
        areas=areas,
        cite=cite(source, indicator.method(areas)),
    )


def _has_gaps(indicator: Indicator, parts: dict[str, Part], areas: int) -> bool:
    """Whether some neighbourhoods lack a part. Equal counts of known ones need not be the same neighbourhoods."""
    return len(set(indicator.parts)) > 1 and any(parts[key].known < areas for key in indicator.parts)


def _all(indicator: Indicator, parts: dict[str, Part]) -> Totals:
    """Every neighbourhood has every part, or there is one part only: the totals are the database’s."""
    known = parts[indicator.parts[0]].known
    if indicator.single:
        return parts[indicator.single].total, None, known
    found = [total for key in indicator.top if (total := parts[key].total) is not None]
    top = sum(found) if len(found) == len(indicator.top) else None
    return top, parts[indicator.bottom].total if indicator.bottom else None, known


def _whole_only(indicator: Indicator, held: dict[int, dict[str, float]]) -> Totals:
    """Where parts are unknown in some neighbourhoods, only those with every part count, above and below the line."""
    parts = set(indicator.parts)
    whole = [values for values in held.values() if parts <= values.keys()]
    if not whole:
        return None, None, 0
    top = sum(values[key] for values in whole for key in indicator.top)
    return top, sum(values[indicator.bottom] for values in whole) if indicator.bottom else None, len(whole)


def _held(keys: Iterable[str], ids: Iterable[int]) -> dict[int, dict[str, float]]:
    """Known figures of neighbourhoods, by neighbourhood and column."""
    rows = Value.objects.filter(
        area__in=list(ids), current=True, measure__key__in=list(keys), value__isnull=False
    ).values_list("area", "measure__key", "value")
    held: dict[int, dict[str, float]] = defaultdict(dict)
    for area, key, value in rows:
        held[area][key] = value
    return held


def by_area(indicator: Indicator, groups: dict[int, list[int]]) -> dict[int, float | None]:
    """One indicator for many areas at once: {area: its neighbourhoods} → {area: value}."""
    groups = older.groups(groups) if indicator.older else groups
    if sum(map(len, groups.values())) > columns.MANY:
        return columns.by_group(indicator, groups)
    held = _held(indicator.parts, {pk for ids in groups.values() for pk in ids})
    parts = set(indicator.parts)
    out: dict[int, float | None] = {}
    for group, ids in groups.items():
        whole = [held[pk] for pk in ids if pk in held and parts <= held[pk].keys()]
        out[group] = _value(indicator, whole) if not indicator.single or len(ids) == 1 else None
    return out


def by_areas(asked: Sequence[Indicator], groups: dict[int, list[int]]) -> dict[str, dict[int, float | None]]:
    """Several indicators for many areas, with one look at the figures: by indicator, then by area."""
    new = [each for each in asked if not each.older]
    if sum(map(len, groups.values())) > columns.MANY:
        return {each.key: by_area(each, groups) for each in asked}
    held = _held({key for each in new for key in each.parts}, {pk for ids in groups.values() for pk in ids})
    found = {each.key: by_area(each, groups) for each in asked if each.older}
    for each in new:
        parts = set(each.parts)
        whole = {
            pk: [held[one] for one in ids if one in held and parts <= held[one].keys()] for pk, ids in groups.items()
        }
        found[each.key] = {pk: _value(each, rows) for pk, rows in whole.items()}
    return found


def _value(indicator: Indicator, whole: list[dict[str, float]]) -> float | None:
    if not whole:
        return None
    if indicator.single:
        return whole[0][indicator.single]
    top = sum(values[key] for values in whole for key in indicator.top)
    if not indicator.bottom:
        return top
    bottom = sum(values[indicator.bottom] for values in whole)
    return 100 * top / bottom if bottom else None


def text(value: float | None, unit: str, words: Sequence[str] = ()) -> str:
    """A figure as a person would read it. A band has words for its numbers.

    >>> text(23.4, "percent"), text(0.4, "percent"), text(11402, "people"), text(None, "score")
    ('23 in 100', '4 in 1,000', '11,402 people', 'not known')
    """
    if value is None:
        return _("not known")
    if words:
        return words[int(value) - 1] if 1 <= value <= len(words) else _("not known")
    if unit == "percent":
        return _of_hundred(value)
    if unit == "people":
        return ngettext("%(people)s person", "%(people)s people", round(value)) % {"people": number(value)}
    if unit == "rank":
        return number(value)
    if unit == "decile":
        return _("tenth %(step)s of 10") % {"step": number(value)}
    return number(value, 1)


def _of_hundred(percent: float) -> str:
    """Few are not none, and nearly all are not all."""
    if 0 < percent < 0.95:
        tenths = round(percent * 10)
        return _("%(count)s in 1,000") % {"count": tenths} if tenths else _("fewer than 1 in 1,000")
    if 99.5 <= percent < 100:
        return _("more than 99 in 100")
    return _("%(count)s in 100") % {"count": number(percent)}


def of_every(percent: float) -> str:
    """The same inside a sentence about homes: two words “in” so close together trip a reader.

    >>> of_every(12.4), of_every(0.4)
    ('12 of every 100', '4 of every 1,000')
    """
    if 0 < percent < 0.95:
        tenths = round(percent * 10)
        return _("%(count)s of every 1,000") % {"count": tenths} if tenths else _("fewer than 1 of every 1,000")
    if 99.5 <= percent < 100:
        return _("more than 99 of every 100")
    return _("%(count)s of every 100") % {"count": number(percent)}
