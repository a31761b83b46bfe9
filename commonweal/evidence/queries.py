"""What pages ask of the evidence. Published figures are the same for every viewer; the viewer still comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commonweal.core.errors import Invalid, NotFound
from commonweal.core.lots import Lots
from commonweal.directory import queries as directory
from commonweal.evidence import (
    credits,
    deprivation,
    earlier,
    england,
    figures,
    fitted,
    ground,
    held,
    indicators,
    over_years,
    published,
    ranks,
    reach,
    sentences,
    shades,
    spread,
)
from commonweal.evidence import table as areas
from commonweal.evidence.columns import MANY
from commonweal.evidence.figures import cite
from commonweal.evidence.keep import kept
from commonweal.evidence.rows import (
    AreaRankRow,
    AreaRow,
    AreaWhole,
    AssetCount,
    Both,
    Cite,
    DatasetRow,
    Distribution,
    FigureRow,
    PlaceWhole,
    RefusedRow,
)
from commonweal.journal import kinds as journal_kinds
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.listening import queries as listening
from commonweal.places import area_kinds, around, bulk, national
from commonweal.places import queries as places
from commonweal.places.models import Area, Parent, Place

# What is shown inside an area of a family, where it is not its groups of neighbourhoods.
NEXT = {"icb": "lad"}
COUNTED = _lazy("Open ones on the list, each counted once in the neighbourhood its point lies in.")
SHARE_OF_WORST = _lazy("Neighbourhoods in England’s first two tenths, divided by the neighbourhoods that have a tenth.")


def _people_not_known() -> FigureRow:
    """For a place of which no loaded file says how many people live there."""
    return FigureRow(
        "population", _("People who live here"), _("people"), None, _("not known"), "people", None, None, None, "",
        None, "", 0, 0, figures.no_source(_("A count of everyone.")),
    )  # fmt: skip


def place_whole(viewer: Actor, slug: str) -> PlaceWhole:
    """A place on one page."""
    place = places.place(viewer, slug)
    whole = kept(("place", slug), lambda: _place_whole(place))
    # Voices come and go without any file being loaded, so they are counted each time.
    shown = len(journal_kinds.voices(viewer, str(place.pk)))
    return replace(whole, voices=max(shown, (shown and listening.given(place)) or 0))


def _place_whole(place: Place) -> PlaceWhole:
    land = ground.of_place(place.slug)
    ids = sorted(land.areas)
    drawn = not places.members(place).filter(kind="lsoa21").exists()
    shown = figures.of_nation(place, len(ids)) if national.is_england(place) else figures.of(ids)
    shares = deprivation.shares(ids, drawn=drawn)
    fifths = deprivation.fifths(land)
    population = next((figure for figure in shown if figure.indicator == "population"), None)
    population = population or _people_not_known()
    larger = published.same_ground(ids)
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
        areas_by_kind={words: count for _, words, count in kinds(PUBLIC, place.slug)},
        deprivation=shares,
        figures=(*(figure for figure in shown if figure.indicator != "population"), *published.of_same(larger)),
        assets=assets,
        assets_total=sum(each.count for each in assets if each.keeps_well),
        fifths=fifths,
        sentences=sentences.of_place(place.name, population, shares, shown, fifths, land.beyond_lists),
        voices=0,
        datasets=held.datasets(place),
        refused=held.refused(place),
        gaps=held.gaps(place),
        series=over_years.of_place(place, larger),
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
        groups = _groups_of(place, kind)
        areas = Area.objects.in_bulk(list(groups))
        parents = ground.nearest_parents(areas.values())
        # A nation has all of each of its areas; the outlines that would say so are drawn too coarsely to ask.
        part = set() if len(land.areas) > MANY else reach.held_in_part(groups)
        how = around.how_made(areas.values())
        rows = [
            ground.row(areas[pk], ids, land, parents.get(pk), partly=pk in part, how=how[pk])
            for pk, ids in groups.items()
        ]
        return sorted(rows, key=lambda row: ((row.local_name or row.name).lower(), row.name))

    return kept(("areas", slug, kind), make, weight=lambda rows: 1 + len(rows) // 200)


def _groups_of(place: Place, kind: str) -> dict[int, list[int]]:
    """As `places.membership` has it; kept, because a map, its colours and its table all ask."""
    return kept(
        ("groups", place.slug, kind),
        lambda: places.membership(place, kind),
        weight=lambda groups: 1 + sum(map(len, groups.values())) // 1_000,
    )


def table(viewer: Actor, slug: str, kind: str, *, sort: str, figure: str) -> Sequence[AreaRankRow] | Lots[AreaRankRow]:
    """A place's areas of one kind in an order; with a figure, each one's value and its rank by it."""
    place = places.place(viewer, slug)
    values = map_values(viewer, slug, kind, figure)[2] if figure else {}
    standing = _standing(place, kind, figure, values) if figure else {}
    if areas.is_large(place, kind):
        return areas.of_nation(place, kind, sort, figure, values, standing)
    return areas.of_rows(neighbourhoods(viewer, slug, kind), sort, values, standing)


def colours(viewer: Actor, slug: str, kind: str, figure: str) -> dict[str, shades.Shade]:
    """The shade and the words of every area, as the map has them."""
    unit, higher, values, _source = map_values(viewer, slug, kind, figure)
    return kept(
        ("colours", slug, kind, figure),
        lambda: shades.of_indicator(indicators.indicator(figure), unit, higher, values)[1],
        weight=lambda made: 1 + len(made) // 500,
    )


def _standing(place: Place, kind: str, figure: str, values: areas.Values) -> ranks.Standing:
    """Published ranks of single neighbourhoods; else the order of the figures, a tenth's the other way round."""
    known = indicators.indicator(figure)

    def make() -> ranks.Standing:
        single = kind in area_kinds.SMALL
        given = ranks.published(known, areas.keys(place, kind)) if single else None
        tenths = single and known is not None and known.unit == "decile"
        return given or ranks.by_figure({key: value for key, (value, _) in values.items()}, lowest_first=tenths)

    return kept(("ranks", place.slug, kind, figure), make, weight=lambda made: 1 + len(made) // 500)


def beside(viewer: Actor, slug: str, area: AreaRow) -> Sequence[AreaRow]:
    """What one neighbourhood may be put beside: those whose names begin as its name does, else all of the place."""
    place = places.place(viewer, slug)
    start = area.name.rsplit(" ", 1)[0]
    if areas.is_large(place, area.kind):
        return areas.named(place, area.kind, start)
    rows = neighbourhoods(viewer, slug, area.kind)
    return [row for row in rows if row.name.rsplit(" ", 1)[0] == start] or rows


def inside(area: Area) -> list[int]:
    """Ids of the smallest areas within one, which a page of it asks for many times."""
    return kept(("inside", area.pk), lambda: places.smallest_in(area), weight=lambda ids: 1 + len(ids) // 2_000)


def area_whole(viewer: Actor, key: str) -> AreaWhole:
    """An area on one page."""
    area = places.area(viewer, key)
    ids = inside(area)
    if area.kind not in (*area_kinds.SMALL, around.DRAWN) and not ids:
        raise NotFound(_("We hold this area’s name, but none of the neighbourhoods in it."))
    return kept(("area", key), lambda: _area_whole(area, ids))


def bare_row(area: Area) -> AreaRow:
    """An area of which nothing but its name is held."""
    return ground.row(area, [], ground.of_areas([]), None)


def _area_whole(area: Area, ids: list[int]) -> AreaWhole:
    row = _area_row(area, ids)
    shown = tuple(fitted.figure(each, row.how) for each in figures.of(ids))
    parents = around.parents_of(area, () if row.partly else ids)
    return AreaWhole(
        area=row,
        lead=sentences.lead(row),
        sentences=sentences.of_area(row, shown),
        figures=(*(figure for figure in shown if figure.indicator != "population"), *published.of_area(area)),
        children=tuple(_children(area, ids)),
        parents=tuple(_area_row(each, places.smallest_in(each)) for each in parents),
        earlier=earlier.of(area),
        ranks=ranks.of_area(area),
        series=over_years.of_area(area),
    )


def _area_row(area: Area, ids: list[int]) -> AreaRow:
    parent = ground.nearest_parents([area]).get(area.pk)
    partly = area.pk in reach.held_in_part({area.pk: ids})
    how = around.how_made([area])[area.pk]
    return ground.row(area, ids, ground.of_areas(ids), parent, partly=partly, how=how)


def _children(area: Area, ids: list[int]) -> list[AreaRow]:
    """The next smaller areas: councils in a board, groups of neighbourhoods in a council, neighbourhoods in a group."""
    if area.kind in area_kinds.SMALL:
        return []
    land = ground.of_areas(ids)
    order = area_kinds.kind(area.kind).order
    groups: dict[int, list[int]] = {}
    held: dict[int, Area] = {}
    for pk, nested in _groups(ids, NEXT.get(area_kinds.kind(area.kind).family, "msoa")).items():
        for each in nested:
            if area_kinds.kind(each.kind).order > order:
                groups.setdefault(each.pk, []).append(pk)
                held[each.pk] = each
    # Groups follow neither wards nor what people draw: there would be slices of them.
    if len(groups) < 2 or area_kinds.kind(area.kind).family in {"ward", around.DRAWN}:
        rows = [ground.row(land.areas[pk], [pk], land, area) for pk in ids]
    else:
        part = reach.held_in_part(groups)
        rows = [ground.row(held[pk], lot, land, area, partly=pk in part) for pk, lot in groups.items()]
    return sorted(rows, key=lambda row: (row.local_name or row.name).lower())


def _groups(ids: list[int], family: str) -> dict[int, list[Area]]:
    """The areas of one family (its newest vintage) that each of these neighbourhoods lies in."""
    wanted = [kind for kind in area_kinds.every() if area_kinds.kind(kind).family == family]
    rows = Parent.objects.filter(
        area__in=ids, how__in=(Parent.EXACT, Parent.DRAWN), parent__kind__in=wanted
    ).select_related("parent")
    newest = min((area_kinds.kind(each.parent.kind).order for each in rows), default=0)
    found: dict[int, dict[int, Area]] = defaultdict(dict)
    for each in rows:
        if area_kinds.kind(each.parent.kind).order == newest:
            found[each.area_id][each.parent_id] = each.parent
    return {pk: list(groups.values()) for pk, groups in found.items()}


def compare(viewer: Actor, a: str, b: str) -> Both:
    """Two areas side by side. Tenths and scores are only among the figures of an area that is one neighbourhood."""
    left, right = area_whole(viewer, a), area_whole(viewer, b)
    return Both(left.area, right.area, left.figures, right.figures)


def distribution(viewer: Actor, slug: str, indicator: str) -> Distribution | None:
    """How an indicator is spread over a place's neighbourhoods; None where it cannot be drawn."""
    known = indicators.indicator(indicator)
    if known is None or not known.on_map:
        return None
    places.place(viewer, slug)
    return kept(("spread", slug, indicator), lambda: spread.of_place(ground.of_place(slug), known))


def map_choices(viewer: Actor) -> list[tuple[str, str]]:
    """What a map can be coloured by: deprivation first, then counts divided."""
    shown = kept("in use", england.in_use)
    every = [each for key, each in indicators.every().items() if key in shown]
    every = [each for each in every if each.on_map]
    first = [each for each in every if each.single and each.unit == "decile"]
    return [(each.key, each.label) for each in (*first, *(e for e in every if e.bottom))]


def outlines(viewer: Actor, slug: str, kind: str, within: str = "") -> bytes:
    """GeoJSON of a place's areas of one kind, or of those of them that lie within one larger area."""
    place = places.place(viewer, slug)
    return kept(
        ("outlines", slug, kind, within),
        lambda: places.shapes(viewer, slug, kind, _within(place, kind, within)),
        weight=lambda body: 1 + len(body) // 100_000,
    )


def _within(place: Place, kind: str, within: str) -> dict[int, list[int]]:
    """A place's areas of a kind with their neighbourhoods; those within one larger area, where one is named."""
    groups = _groups_of(place, kind)
    if not within:
        return groups
    inside = set(places.smallest_in(places.area(PUBLIC, within)))
    return {pk: ids for pk, ids in groups.items() if inside.issuperset(ids)}


def map_values(
    viewer: Actor, slug: str, kind: str, indicator: str, within: str = ""
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
    if not known.on_map:
        raise Invalid(_("That figure is not of single neighbourhoods, so no map is drawn of it. Choose another."))
    larger = bool(known.single) and kind not in area_kinds.SMALL
    if larger and known.unit != "decile":
        raise Invalid(_("A score belongs to one neighbourhood and is never averaged. Choose neighbourhoods to see it."))

    def make() -> tuple[str, str, dict[str, tuple[float | None, str]], Cite | None]:
        groups = _within(place, kind, within)
        keys = {
            pk: key for lot in bulk.lots(groups) for pk, key in Area.objects.filter(pk__in=lot).values_list("pk", "key")
        }
        if larger:
            unit, higher, values, method = "percent", "harder", _share_of_worst(known, groups), str(SHARE_OF_WORST)
        else:
            unit, higher, values = known.unit, known.higher_is, figures.by_area(known, groups)
            method = known.method(1 if kind in area_kinds.SMALL else 2)
        version = spread.version_of(ground.of_place(slug), known)
        how = next(iter(around.how_made(Area.objects.filter(pk__in=list(groups)[:1])).values()), "exact")
        source = fitted.cite(cite(version, method), how) if version else None
        return unit, higher, {keys[pk]: (value, figures.text(value, unit)) for pk, value in values.items()}, source

    return kept(("map", slug, kind, indicator, within), make, weight=lambda made: 1 + len(made[2]) // 500)


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


def gaps(viewer: Actor, slug: str) -> tuple[str, ...]:
    """What is not held for part of a place, in sentences."""
    place = places.place(viewer, slug)
    return kept(("gaps", slug), lambda: held.gaps(place))


def map_credits(viewer: Actor, slug: str) -> tuple[credits.Credit, ...]:
    """Whose outlines and figures a place's map shows, to be said beside it."""
    place = places.place(viewer, slug)
    return kept(("credits", slug), lambda: credits.of_map(place))


def all_datasets(viewer: Actor) -> tuple[DatasetRow, ...]:
    """Every dataset held."""
    return held.all_datasets()
