"""Making a profile from what is so now: numbers, editions, likeness, areas with their figures, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import commonweal
from commonweal.core.words import number
from commonweal.evidence import figures, indicators, queries, vintage
from commonweal.evidence import rows as evidence
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.keep import kept
from commonweal.evidence.profile import alike, unequal
from commonweal.evidence.profile.rows import AreaRow, NumberRow, Profile, SeriesRow, SourceRow, TrendRow
from commonweal.evidence.rows import DatasetRow, DeprivationShare, FigureRow, PlaceWhole
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.places import queries as places
from commonweal.places.models import Area, Place

VERSION = "profile 2"
# The first of these of which a place has a few hundred at most: fine enough to tell apart, few enough to read.
KINDS = ("msoa21", "neighbourhood", "lsoa21", "lad24")
MOST_AREAS = 400


def now(viewer: Actor, slug: str) -> Profile:
    """A place's profile as things stand."""
    place = places.place(viewer, slug)
    whole = queries.place_whole(viewer, slug)
    made = kept(("profile", slug), lambda: _made(place, whole), weight=lambda made: 1 + len(made.areas) // 20)
    return replace(made, reach=unequal.reach(place))


def _made(place: Place, whole: PlaceWhole) -> Profile:
    shown = (whole.population, *whole.figures)
    kind, words = _kind(place)
    how, like = alike.of_place(place)
    gaps, fifths = unequal.gaps(place)
    changes, years = unequal.changes(place)
    return Profile(
        slug=whole.slug,
        name=whole.name,
        footprint=whole.footprint,
        invented=whole.invented,
        made_on=timezone.localdate().isoformat(),
        method_version=f"{VERSION}, {commonweal.__version__}",
        data_from=_data_from(whole.datasets),
        summary=whole.sentences,
        numbers=tuple(_number(each) for each in shown),
        trend=tuple(_trend(each) for each in reversed(whole.deprivation)),
        gaps=(*whole.gaps, *_unknown(shown)),
        like_how=how,
        like=like,
        kind=kind,
        kind_label=words,
        areas=areas(place, kind) if kind else (),
        sources=tuple(_source(each) for each in whole.datasets),
        unequal=gaps,
        fifths=fifths,
        changes=changes,
        gap_years=years,
        series=tuple(year for row in whole.series for year in _series(row)),
    )


def _kind(place: Place) -> tuple[str, str]:
    held = {kind: (words, count) for kind, words, count in queries.kinds(PUBLIC, place.slug)}
    kind = next((each for each in KINDS if each in held and held[each][1] <= MOST_AREAS), "")
    return kind, held[kind][0] if kind else ""


def columns() -> list[Indicator]:
    """Which indicators stand beside each area: shares, of any loaded file, that can be on a map."""
    return [each for each in indicators.every().values() if each.bottom and each.on_map]


def areas(place: Place, kind: str) -> tuple[AreaRow, ...]:
    """A place's areas of a kind, by name, with every share that is known of each."""
    groups = places.membership(place, kind)
    held = Area.objects.in_bulk(list(groups))
    people = indicators.every()["population"]
    found = figures.by_areas([people, *columns()], groups)
    shown = [each.key for each in columns() if any(value is not None for value in found[each.key].values())]
    rows = [
        AreaRow(
            held[pk].key,
            held[pk].code,
            held[pk].local_name or held[pk].name,
            None if (many := found["population"][pk]) is None else round(many),
            {key: found[key][pk] for key in shown},
        )
        for pk in groups
    ]
    return tuple(sorted(rows, key=lambda row: (row.name.lower(), row.code)))


def _unknown(rows: Sequence[FigureRow]) -> list[str]:
    """What the numbers themselves leave open, said plainly."""
    here = [each.label for each in rows if each.value is None]
    partly = [each.label for each in rows if each.value is not None and each.areas_known < each.areas]
    alone = [each for each in rows if each.england is None and each.value is not None]
    beside = sum(not each.england_text for each in alone)
    once = [each.label for each in alone if each.england_text]
    said = [_("Not known here: %s.") % ", ".join(here)] if here else []
    said += [_("Known for some of the neighbourhoods only: %s.") % ", ".join(partly)] if partly else []
    if once:
        said.append(_("Of England only the year in which the scale was set is known here: %s.") % "; ".join(once))
    told = ngettext(
        "For %(many)s number nothing of England is held to set beside it.",
        "For %(many)s numbers nothing of England is held to set beside them.",
        beside,
    )
    return [*said, told % {"many": number(beside)}] if beside else said


def _number(row: FigureRow) -> NumberRow:
    cite = row.cite
    return NumberRow(
        *(row.indicator, row.label, row.theme, row.value, row.text, row.unit, row.numerator, row.denominator),
        *(row.england, row.england_text, row.areas_known, row.areas),
        *(cite.dataset, cite.title, cite.publisher, cite.licence, cite.vintage, cite.version, cite.method),
    )


def _series(row: evidence.SeriesRow) -> list[SeriesRow]:
    cite = row.cite
    return [
        SeriesRow(
            *(row.indicator, row.label, row.area_key, row.area, year, value, row.unit, row.higher_is),
            *(cite.dataset, cite.title, cite.publisher, cite.licence, cite.vintage, cite.version, cite.method),
        )
        for year, value in zip(row.years, row.values, strict=True)
    ]


def _trend(row: DeprivationShare) -> TrendRow:
    counts = (row.areas, row.areas_expected, row.most_deprived_fifth)
    return TrendRow(row.edition, *counts, row.percent_fifth, f"{row.cite.title}, {row.cite.vintage}")


def _source(row: DatasetRow) -> SourceRow:
    return SourceRow(
        *(row.key, row.title, row.publisher, row.licence, row.licence_name, row.licence_address, row.attribution),
        *(row.vintage, row.version, row.loaded_at, row.age),
    )


def _data_from(datasets: Sequence[DatasetRow]) -> str:
    days = [day for each in datasets if (day := vintage.described_until(each.vintage))]
    if not days:
        return _("No file says of which day it speaks.")
    oldest, newest = date_format(min(days), "F Y"), date_format(max(days), "F Y")
    if oldest == newest:
        return _("Its files speak of %(day)s.") % {"day": newest}
    return _("Its files speak of days from %(oldest)s to %(newest)s.") % {"oldest": oldest, "newest": newest}
