"""What pages ask of the evidence. Published figures are the same for every viewer; the viewer still comes first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from commonweal.core.errors import Invalid, NotFound
from commonweal.directory import queries as directory
from commonweal.evidence import deprivation, england, figures, ground, held, indicators, sentences, spread
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
from commonweal.places.models import Area, Place

COUNTED = "Open ones on the list, each counted once in the neighbourhood its point lies in."
NOT_HELD = FigureRow(
    "population", "People who live here", "people", None, "not known", "people", None, None, None, "", None, "", 0, 0,
    figures.no_source("A count of everyone."),
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
    return kept(("place", slug), lambda: _place_whole(place))


def _place_whole(place: Place) -> PlaceWhole:
    land = ground.of_place(place.slug)
    ids = sorted(land.areas)
    drawn = not any(area.kind == "lsoa21" for area in land.areas.values())
    shown = figures.of(ids)
    shares = deprivation.shares(ids, drawn=drawn)
    fifths = deprivation.fifths(land)
    population = next((figure for figure in shown if figure.indicator == "population"), NOT_HELD)
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
        sentences=sentences.of_place(place.name, population, shares, shown, fifths),
        voices=len(journal_kinds.voices(PUBLIC, str(place.pk))),
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
        rows = [ground.row(areas[pk], ids, land, parents.get(pk)) for pk, ids in groups.items()]
        return sorted(rows, key=lambda row: ((row.local_name or row.name).lower(), row.name))

    return kept(("areas", slug, kind), make)


def area_whole(viewer: Actor, key: str) -> AreaWhole:
    """An area on one page."""
    area = places.area(viewer, key)
    ids = places.smallest_in(area)
    if area.kind not in area_kinds.SMALL and not ids:
        raise NotFound("We hold this area’s name, but none of the neighbourhoods in it.")
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
        parents=tuple(_area_row(each, ids) for each in parents),
    )


def _area_row(area: Area, ids: list[int]) -> AreaRow:
    parent = ground.nearest_parents([area]).get(area.pk)
    return ground.row(area, ids, ground.of_areas(ids), parent)


def _children(area: Area, ids: list[int]) -> list[AreaRow]:
    """The next smaller areas: groups of neighbourhoods in a council, neighbourhoods in a group or ward."""
    if area.kind in area_kinds.SMALL:
        return []
    land = ground.of_areas(ids)
    order = area_kinds.kind(area.kind).order
    groups: dict[int, list[int]] = {}
    counts: Counter[str] = Counter()
    for pk in ids:
        for parent in _groups_of(pk, land):
            if area_kinds.kind(parent.kind).order > order:
                groups.setdefault(parent.pk, []).append(pk)
                counts[parent.kind] += 1
    family = max((kind for kind in counts), key=lambda kind: counts[kind], default="")
    if not family or len(groups) < 2:
        rows = [ground.row(land.areas[pk], [pk], land, area) for pk in ids]
    else:
        areas = Area.objects.in_bulk(list(groups))
        rows = [ground.row(areas[pk], within, land, area) for pk, within in groups.items()]
    return sorted(rows, key=lambda row: (row.local_name or row.name).lower())


def _groups_of(pk: int, land: ground.Ground) -> list[Area]:
    return _groups(tuple(sorted(land.areas))).get(pk, [])


def _groups(ids: tuple[int, ...]) -> dict[int, list[Area]]:
    """The groups of neighbourhoods (not wards, not NHS areas) that each lies in."""

    def make() -> dict[int, list[Area]]:
        wanted = [kind for kind in area_kinds.every() if area_kinds.kind(kind).family == "msoa"]
        rows = Area.objects.filter(children__area__in=ids, children__how="exact", kind__in=wanted)
        found: dict[int, list[Area]] = {}
        pairs = rows.values_list("children__area", "pk").distinct()
        areas = Area.objects.in_bulk({pk for _, pk in pairs})
        for child, parent in pairs:
            found.setdefault(child, []).append(areas[parent])
        return found

    return kept(("groups", ids), make)


def compare(viewer: Actor, a: str, b: str) -> Both:
    """Two areas side by side. Figures that only one of them has are shown as not known in the other."""
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

    A score of single neighbourhoods becomes, for larger areas, the share of their neighbourhoods in the worst fifth.
    """
    known = indicators.indicator(indicator)
    if known is None:
        raise Invalid(f"Nothing here is called “{indicator}”. The table’s list says what there is.")
    place = places.place(viewer, slug)

    def make() -> tuple[str, str, dict[str, tuple[float | None, str]], Cite | None]:
        groups = places.membership(place, kind)
        keys = dict(Area.objects.filter(pk__in=list(groups)).values_list("pk", "key"))
        if known.single and kind not in area_kinds.SMALL:
            unit, higher, values = _share_of_worst(known, groups)
        else:
            unit, higher, values = known.unit, known.higher_is, figures.by_area(known, groups)
        version = spread.version_of(ground.of_place(slug), known)
        source = cite(version, known.method(1) if known.single else known.method(2)) if version else None
        return unit, higher, {keys[pk]: (value, figures.text(value, unit)) for pk, value in values.items()}, source

    return kept(("map", slug, kind, indicator), make)


def _share_of_worst(
    known: indicators.Indicator, groups: dict[int, list[int]]
) -> tuple[str, str, dict[int, float | None]]:
    """Percent of an area's neighbourhoods in the most deprived fifth (tenths 1 and 2)."""
    single = figures.by_area(known, {pk: [pk] for ids in groups.values() for pk in ids})
    out: dict[int, float | None] = {}
    for pk, ids in groups.items():
        values = [value for each in ids if (value := single.get(each)) is not None]
        out[pk] = 100 * sum(value <= 2 for value in values) / len(values) if values else None
    return "percent", "harder", out


def datasets(viewer: Actor, slug: str) -> tuple[DatasetRow, ...]:
    """The datasets a place rests on."""
    return held.datasets(places.place(viewer, slug))


def refused(viewer: Actor, slug: str) -> tuple[RefusedRow, ...]:
    """Rows that could not be used for a place."""
    return held.refused(places.place(viewer, slug))


def all_datasets(viewer: Actor) -> tuple[DatasetRow, ...]:
    """Every dataset held."""
    return held.all_datasets()
