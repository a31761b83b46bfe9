"""What pages ask of the evidence. Published figures are the same for every viewer; the viewer still comes first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commonweal.core.errors import Invalid, NotFound
from commonweal.directory import queries as directory
from commonweal.evidence import deprivation, england, figures, ground, held, indicators, reach, sentences, spread
from commonweal.evidence.figures import cite
from commonweal.evidence.ground import kept
from commonweal.evidence.rows import (
    AreaRow,
    AssetCount,
    Cite,
    DatasetRow,
    Distribution,
    FigureRow,
    PlaceWhole,
    RefusedRow,
)
from commonweal.journal import kinds as journal_kinds
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.places import area_kinds
from commonweal.places import queries as places
from commonweal.places.models import Area, Parent, Place

COUNTED = _lazy("Open ones on the list, each counted once in the neighbourhood its point lies in.")
SHARE_OF_WORST = _lazy("Neighbourhoods in England’s first two tenths, divided by the neighbourhoods that have a tenth.")


def _people_not_known() -> FigureRow:
    """For a place of which no loaded file says how many people live there."""
    return FigureRow(
        "population", _("People who live here"), _("people"), None, _("not known"), "people", None, None, None, "",
        None, "", 0, 0, figures.no_source(_("A count of everyone.")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AreaWhole:
    """An area on one page."""

    area: AreaRow
    lead: str
    sentences: tuple[str, ...]
    figures: tuple[FigureRow, ...]
    children: tuple[AreaRow, ...]  # the next smaller areas in it
    parents: tuple[AreaRow, ...]  # the larger ones it lies in, nearest first


@dataclass(frozen=True, slots=True)
class Both:
    """Two areas side by side."""

    left: AreaRow
    right: AreaRow
    left_figures: tuple[FigureRow, ...]
    right_figures: tuple[FigureRow, ...]


def place_whole(viewer: Actor, slug: str) -> PlaceWhole:
    """A place on one page."""
    place = places.place(viewer, slug)
    whole = kept(("place", slug), lambda: _place_whole(place))
    # Voices come and go without any file being loaded, so they are counted each time.
    return replace(whole, voices=len(journal_kinds.voices(viewer, str(place.pk))))


def _place_whole(place: Place) -> PlaceWhole:
    land = ground.of_place(place.slug)
    ids = sorted(land.areas)
    drawn = not any(area.kind == "lsoa21" for area in land.areas.values())
    shown = figures.of(ids)
    shares = deprivation.shares(ids, drawn=drawn)
    fifths = deprivation.fifths(land)
    population = next((figure for figure in shown if figure.indicator == "population"), None)
    population = population or _people_not_known()
    assets = tuple(
        AssetCount(c.kind, c.label, c.group, c.keeps_well, c.count, cite(c.version, COUNTED))
        for c in directory.counts(PUBLIC, place)
    )
    return PlaceWhole(
        slug=place.slug,
        name=place.name,
        footprint=place.footprint,
        invented=place.invented,
        population=population,
        areas_by_kind={words: count for _, words, count in places.kinds_of(place)},
        deprivation=shares,
        figures=tuple(figure for figure in shown if figure.indicator != "population"),
        assets=assets,
        assets_total=sum(each.count for each in assets if each.keeps_well),
        fifths=fifths,
        sentences=sentences.of_place(place.name, population, shares, shown, fifths, land.beyond_lists),
        voices=0,
        datasets=held.datasets(place),
        refused=held.refused(place),
    )


def kinds(viewer: Actor, slug: str) -> list[tuple[str, str, int]]:
    """Kinds of area a place has, largest first: key, words, how many."""
    place = places.place(viewer, slug)
    return kept(("kinds", slug), lambda: places.kinds_of(place))


def neighbourhoods(viewer: Actor, slug: str, kind: str) -> list[AreaRow]:
    """A place's areas of one kind, by name, each with what is known of the part of it that lies in the place."""
    place = places.place(viewer, slug)

    def make() -> list[AreaRow]:
        land = ground.of_place(slug)
        groups = places.membership(place, kind)
        areas = Area.objects.in_bulk(list(groups))
        parents = ground.nearest_parents(areas.values())
        part = reach.held_in_part(groups)
        rows = [ground.row(areas[pk], ids, land, parents.get(pk), partly=pk in part) for pk, ids in groups.items()]
        return sorted(rows, key=lambda row: ((row.local_name or row.name).lower(), row.name))

    return kept(("areas", slug, kind), make)


def area_whole(viewer: Actor, key: str) -> AreaWhole:
    """An area on one page."""
    area = places.area(viewer, key)
    ids = places.smallest_in(area)
    if area.kind not in area_kinds.SMALL and not ids:
        raise NotFound(_("We hold this area’s name, but none of the neighbourhoods in it."))
    return kept(("area", key), lambda: _area_whole(area, ids))


def _area_whole(area: Area, ids: list[int]) -> AreaWhole:
    row = _area_row(area, ids)
    shown = tuple(figures.of(ids))
    parents = places.parents_of(area)
    return AreaWhole(
        area=row,
        lead=sentences.lead(row),
        sentences=sentences.of_area(row, shown),
        figures=tuple(figure for figure in shown if figure.indicator != "population"),
        children=tuple(_children(area, ids)),
        parents=tuple(_area_row(each, places.smallest_in(each)) for each in parents),
    )


def _area_row(area: Area, ids: list[int]) -> AreaRow:
    parent = ground.nearest_parents([area]).get(area.pk)
    partly = area.pk in reach.held_in_part({area.pk: ids})
    return ground.row(area, ids, ground.of_areas(ids), parent, partly=partly)


def _children(area: Area, ids: list[int]) -> list[AreaRow]:
    """The next smaller areas: groups of neighbourhoods in a council, neighbourhoods in a group or ward."""
    if area.kind in area_kinds.SMALL:
        return []
    land = ground.of_areas(ids)
    order = area_kinds.kind(area.kind).order
    groups: dict[int, list[int]] = {}
    held: dict[int, Area] = {}
    for pk, around in _groups(ids).items():
        for each in around:
            if area_kinds.kind(each.kind).order > order:
                groups.setdefault(each.pk, []).append(pk)
                held[each.pk] = each
    # Groups do not follow wards: a ward would have slices of them.
    if len(groups) < 2 or area_kinds.kind(area.kind).family == "ward":
        rows = [ground.row(land.areas[pk], [pk], land, area) for pk in ids]
    else:
        part = reach.held_in_part(groups)
        rows = [ground.row(held[pk], lot, land, area, partly=pk in part) for pk, lot in groups.items()]
    return sorted(rows, key=lambda row: (row.local_name or row.name).lower())


def _groups(ids: list[int]) -> dict[int, list[Area]]:
    """The groups of neighbourhoods (not wards, not NHS areas) that each lies in."""
    wanted = [kind for kind in area_kinds.every() if area_kinds.kind(kind).family == "msoa"]
    rows = Parent.objects.filter(
        area__in=ids, how__in=(Parent.EXACT, Parent.DRAWN), parent__kind__in=wanted
    ).select_related("parent")
    found: dict[int, dict[int, Area]] = defaultdict(dict)
    for each in rows:
        found[each.area_id][each.parent_id] = each.parent
    return {pk: list(groups.values()) for pk, groups in found.items()}


def compare(viewer: Actor, a: str, b: str) -> Both:
    """Two areas side by side. Tenths and scores are only among the figures of an area that is one neighbourhood."""
    left, right = area_whole(viewer, a), area_whole(viewer, b)
    return Both(left.area, right.area, left.figures, right.figures)


def distribution(viewer: Actor, slug: str, indicator: str) -> Distribution | None:
    """How an indicator is spread over a place's neighbourhoods; None where it cannot be drawn."""
    known = indicators.indicator(indicator)
    if known is None:
        return None
    places.place(viewer, slug)
    return kept(("spread", slug, indicator), lambda: spread.of_place(ground.of_place(slug), known))


def map_choices(viewer: Actor) -> list[tuple[str, str]]:
    """What a map can be coloured by: deprivation first, then counts divided."""
    shown = kept("in use", england.in_use)
    every = [each for key, each in indicators.every().items() if key in shown]
    first = [each for each in every if each.single and each.unit == "decile"]
    return [(each.key, each.label) for each in (*first, *(e for e in every if e.bottom))]


def map_values(
    viewer: Actor, slug: str, kind: str, indicator: str
) -> tuple[str, str, dict[str, tuple[float | None, str]], Cite | None]:
    """One indicator for a place's areas of one kind: unit, which way is harder, (value, words) by area key, source.

    Tenths of single neighbourhoods become, for larger areas, the share of their neighbourhoods in the worst fifth. A
    score says nothing of several neighbourhoods and is refused.
    """
    known = indicators.indicator(indicator)
    if known is None:
        raise Invalid(
            _("Nothing here is called “%(name)s”. The table’s list says what there is.") % {"name": indicator[:60]}
        )
    place = places.place(viewer, slug)
    larger = bool(known.single) and kind not in area_kinds.SMALL
    if larger and known.unit != "decile":
        raise Invalid(_("A score belongs to one neighbourhood and is never averaged. Choose neighbourhoods to see it."))

    def make() -> tuple[str, str, dict[str, tuple[float | None, str]], Cite | None]:
        groups = places.membership(place, kind)
        keys = dict(Area.objects.filter(pk__in=list(groups)).values_list("pk", "key"))
        if larger:
            unit, higher, values, method = "percent", "harder", _share_of_worst(known, groups), str(SHARE_OF_WORST)
        else:
            unit, higher, values = known.unit, known.higher_is, figures.by_area(known, groups)
            method = known.method(1 if kind in area_kinds.SMALL else 2)
        version = spread.version_of(ground.of_place(slug), known)
        source = cite(version, method) if version else None
        return unit, higher, {keys[pk]: (value, figures.text(value, unit)) for pk, value in values.items()}, source

    return kept(("map", slug, kind, indicator), make)


def _share_of_worst(known: indicators.Indicator, groups: dict[int, list[int]]) -> dict[int, float | None]:
    """Percent of an area's neighbourhoods in the most deprived fifth (tenths 1 and 2)."""
    single = figures.by_area(known, {pk: [pk] for ids in groups.values() for pk in ids})
    out: dict[int, float | None] = {}
    for pk, ids in groups.items():
        values = [value for each in ids if (value := single.get(each)) is not None]
        out[pk] = 100 * sum(value <= 2 for value in values) / len(values) if values else None
    return out


def datasets(viewer: Actor, slug: str) -> tuple[DatasetRow, ...]:
    """The datasets a place rests on."""
    return held.datasets(places.place(viewer, slug))


def refused(viewer: Actor, slug: str) -> tuple[RefusedRow, ...]:
    """Rows that could not be used for a place."""
    return held.refused(places.place(viewer, slug))


def all_datasets(viewer: Actor) -> tuple[DatasetRow, ...]:
    """Every dataset held."""
    return held.all_datasets()
