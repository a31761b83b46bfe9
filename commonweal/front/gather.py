"""What a page shows beside its rows: the drawing, what comes first, the lists to choose from, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core import charts
from commonweal.directory import going_on
from commonweal.directory import queries as directory
from commonweal.directory.queries import AssetRow
from commonweal.evidence import queries as evidence
from commonweal.evidence import sentences
from commonweal.evidence.rows import AreaRow, EarlierRow, FigureRow, PlaceWhole, RankRow, SeriesRow
from commonweal.front import here, pictures, words
from commonweal.front.find import Outcome
from commonweal.front.pictures import DRAWN, SINGLE, Drawn
from commonweal.funding import queries as funding
from commonweal.inquiry import queries as inquiry
from commonweal.journal import kinds as journal_kinds
from commonweal.journal.actor import Actor
from commonweal.people import rules as people
from commonweal.people.roles import PLACE
from commonweal.places import around
from commonweal.places import queries as places
from commonweal.places.around import Became
from commonweal.places.models import Place

SPREADS = 3
MOST_PARTS = 45
SHORT = 3
MOST_CHOICES = 400
# What somebody might look for who has nothing in mind yet.
COMMON = ("library", "park", "community centre", "allotments", "swimming pool", "advice centre")


def home_page(viewer: Actor, held: Sequence[Any]) -> dict[str, Any]:
    """The first real place's drawing for the first page, and what one might type."""
    first = next((place for place in held if not place.invented), held[0] if held else None)
    picture = pictures.drawn(viewer, first.slug, first.name, size=360) if first else None
    return {
        "cover": first,
        "sheet": picture.sheet if picture else None,
        "map_credits": evidence.map_credits(viewer, first.slug) if first and picture else (),
        "cover_title": picture.title if picture else "",
        "steps": picture.steps if picture else [],
        "example": example(held),
        "invented": nothing_real(held),
    }


def nothing_real(held: Sequence[Any]) -> bool:
    """Are invented places all there is here? Then a page about none of them says so too."""
    return bool(held) and all(place.invented for place in held)


def example(held: Sequence[Any]) -> str:
    """What one might type here: a postcode that leads somewhere, and the name of a place."""
    first = next((place for place in held if not place.invented), held[0] if held else None)
    code = "ZZ1 1AA" if first and first.invented else "LS11 8AB"
    return _("%(postcode)s, or %(place)s") % {"postcode": code, "place": first.name} if first else code


def find_page(viewer: Actor, typed: str, outcome: Outcome) -> dict[str, Any]:
    """The groups, or what to try where there are none."""
    held = places.places(viewer)
    return {
        "q": typed,
        "groups": outcome.groups,
        "why": outcome.why,
        "said": outcome.said,
        "near": outcome.near,
        "places": held,
        "example": example(held),
        "invented": nothing_real(held),
        "suggestions": [(each, f"/find?q={each.replace(' ', '+')}") for each in COMMON],
    }


def place_page(viewer: Actor, whole: PlaceWhole) -> dict[str, Any]:
    """All that the page of a place shows beside the place's rows."""
    picture = pictures.drawn(viewer, whole.slug, whole.name, size=480)
    kinds = evidence.kinds(viewer, whole.slug)
    councils = first_parts(viewer, whole.slug)
    first = words.first_figures(whole.figures)
    # What a figure beside the sentences says already is not said twice.
    said = set(sentences.beside_england(first))
    place = places.place(viewer, whole.slug)
    promises = inquiry.counts_in(place)
    return {
        "invented": whole.invented,
        "lead": whole.sentences[0]
        if whole.sentences
        else _("%(name)s, from the files published about it.") % {"name": whole.name},
        "sentences": [each for each in whole.sentences[1:] if each not in said],
        "sheet": picture.sheet if picture else None,
        "sheet_title": picture.title if picture else "",
        "steps": picture.steps if picture else [],
        "first_figures": first[:SHORT],
        "more_figures": first[SHORT:],
        "themes": words.by_theme(whole.figures),
        "heaps": here.heaps(whole.assets),
        "other_heaps": here.heaps(whole.assets, well=False),
        "asset_cites": words.cites(whole.assets),
        "voices": journal_kinds.voices(viewer, str(place.pk)),
        "spreads": spreads(viewer, whole.slug, [f.indicator for f in first]),
        "kinds": kinds,
        "councils": councils,
        "single": bool(councils) and councils[0].kind in SINGLE,
        "map_credits": evidence.map_credits(viewer, whole.slug),
        "map_kinds": map_kinds(kinds),
        "map_drill": next((key for key, _words, count in kinds if key in SINGLE and count > places.MOST_DRAWN), ""),
        "map_figures": evidence.map_choices(viewer),
        "choices": choices(councils, picture),
        "main_sources": main_sources(whole),
        "promises": promises,
        "overdue": inquiry.overdue_in(viewer, place)[:SHORT] if promises["overdue"] else [],
        "grants": funding.whole(viewer, place),
        "yours": yours(viewer, place),
        **voices_beside(place, ""),
        **going_on.in_place(viewer, place),
    }


def voices_beside(place: Any, area_key: str) -> dict[str, Any]:
    """Beside each number of a page stands what people there chose to stand beside it, or that nobody has yet."""
    return (
        {"beside": "listening/beside/on_figure.html", "beside_place": place, "beside_area": area_key} if place else {}
    )


def yours(viewer: Actor, place: Place) -> list[tuple[str, str]]:
    """What the viewer may do in this place, as links. The rules that decide are those of the pages they lead to."""
    links = []
    if people.hands_out_slips(viewer, str(place.pk)):
        links.append((_("Hand out slips"), f"/place/{place.slug}/slips"))
    if people.looks_after_roles(viewer, PLACE, str(place.pk)):
        links.append((_("See who holds which role, and invite somebody"), f"/roles/{PLACE}/{place.pk}"))
    return links


def map_kinds(kinds: Sequence[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """What the map can show, first what a place is usually drawn as; what people drew comes last."""
    order = (*DRAWN, around.DRAWN)
    drawable = [each for each in kinds if each[0] in order and each[2] <= places.MOST_DRAWN]
    return sorted(drawable, key=lambda each: order.index(each[0]))


def main_sources(whole: PlaceWhole) -> list[Any]:
    """The datasets that figures on the page come from, each once, for paper."""
    cites = [whole.population.cite, *(f.cite for f in whole.figures), *(a.cite for a in whole.assets)]
    used = {each.dataset for each in cites if each} | {share.cite.dataset for share in whole.deprivation if share.cite}
    return [row for row in whole.datasets if row.key in used]


def first_parts(viewer: Actor, slug: str) -> list[AreaRow]:
    """The largest areas a place is made of, where there are a few: its councils, or its groups of neighbourhoods."""
    kinds = evidence.kinds(viewer, slug)
    kind = next((key for key, _words, count in kinds if 2 <= count <= MOST_PARTS), "")
    return evidence.neighbourhoods(viewer, slug, kind) if kind else []


def spreads(viewer: Actor, slug: str, indicators: Sequence[str]) -> list[Any]:
    """Pictures of how the first figures are spread, for those that can be."""
    found = (evidence.distribution(viewer, slug, each) for each in indicators)
    return [each for each in found if each and any(each.place)][:SPREADS]


def choices(councils: Sequence[AreaRow], picture: Drawn | None) -> list[AreaRow]:
    """What two areas may be chosen from: councils first, then the areas of the drawing, by name."""
    listed = {row.key: row for row in (*councils, *(picture.areas if picture else ()))}
    return list(listed.values())


@dataclass(frozen=True, slots=True)
class AreaPage:
    """An area and what is in it."""

    area: AreaRow
    lead: str
    sentences: tuple[str, ...]
    figures: tuple[FigureRow, ...]
    assets: tuple[AssetRow, ...]  # the first sixty: those that help keep people well come first
    assets_here: int
    children: tuple[AreaRow, ...]
    ranks: tuple[RankRow, ...] = ()  # of one neighbourhood, as published
    parents: tuple[AreaRow, ...] = ()  # the larger ones it lies in, nearest first
    earlier: tuple[EarlierRow, ...] = ()  # what editions by the neighbourhoods of 2011 say of it
    series: tuple[SeriesRow, ...] = ()  # figures of it that are published year by year
    became: tuple[Became, ...] = ()  # of an area of an earlier year: what has its ground today


def area_rows(viewer: Actor, key: str) -> AreaPage:
    """All that the twins of an area's page hold."""
    area = places.area(viewer, key)
    inside = evidence.inside(area)
    if area.kind not in SINGLE and not inside:
        said, today = around.became(area)
        if today:
            return AreaPage(evidence.bare_row(area), said, (), (), (), 0, (), became=today)
    whole = evidence.area_whole(viewer, key)
    found, count = directory.assets_in(viewer, inside, most=60)
    return AreaPage(
        whole.area,
        whole.lead,
        whole.sentences,
        whole.figures,
        tuple(found),
        count,
        whole.children,
        whole.ranks,
        whole.parents,
        whole.earlier,
        whole.series,
    )


def area_page(viewer: Actor, whole: AreaPage) -> dict[str, Any]:
    """All that the page of an area shows beside its rows."""
    area = whole.area
    held = places.places_with(places.area(viewer, area.key))
    inside = evidence.inside(places.area(viewer, area.key))
    place = held[0] if held else None
    parents = whole.parents
    first = words.first_figures(whole.figures)
    found, spots = here.things(viewer, area, whole.assets) if area.kind in SINGLE else ([], [])
    tally = directory.tally(viewer, inside)
    picture = pictures.near(viewer, place.slug, area, spots) if place else None
    return {
        "area": area,
        "area_called": area.local_name or area.name,
        "invented": bool(place and place.invented),
        "place": place,
        "lead": whole.lead,
        "sentences": [each for each in whole.sentences if each not in set(sentences.beside_england(first))],
        "crumbs": _crumbs(place, parents),
        "sheet": picture.sheet if picture else None,
        "sheet_title": picture.title if picture else "",
        "sheet_table": f"/place/{place.slug}/areas" if place else "",
        "steps": picture.steps if picture else [],
        "map_credits": evidence.map_credits(viewer, place.slug) if place and picture else (),
        "first_figures": first[:SHORT],
        "more_figures": first[SHORT:],
        "themes": words.by_theme(whole.figures),
        "first_things": found[: here.FIRST],
        "more_things": found[here.FIRST :],
        "nameless": [each.nameless for each in tally if each.nameless],
        "heaps": here.heaps(tally),
        "other_heaps": here.heaps(tally, well=False),
        "asset_cites": [],
        "voices": journal_kinds.voices(viewer, str(place.id)) if place else [],
        "children": whole.children,
        "parents": whole.parents,
        "ranks": whole.ranks,
        "children_single": bool(whole.children) and whole.children[0].kind in SINGLE,
        "choices": _beside(viewer, place, area),
        **voices_beside(place, area.key),
        **going_on.in_areas(viewer, place, inside),
    }


def _beside(viewer: Actor, place: Any, area: AreaRow) -> list[AreaRow]:
    """What an area may be put beside: for one neighbourhood the others of its council, else its kind's others."""
    if place is None:
        return []
    if area.kind in SINGLE:
        return evidence.beside(viewer, place.slug, area)[:MOST_CHOICES]
    kinds = [kind for kind, *_rest in evidence.kinds(viewer, place.slug)]
    return evidence.neighbourhoods(viewer, place.slug, area.kind)[:MOST_CHOICES] if area.kind in kinds else []


def _crumbs(place: Any, parents: Sequence[AreaRow]) -> list[tuple[str, str]]:
    """From the whole to here: the place, the council, the group."""
    way = [(place.name, f"/place/{place.slug}")] if place else []
    nested = [row for row in reversed(parents) if row.kind[:3] in {"lad", "cou", "mso", "gro"}]
    return way + [(row.local_name or row.name, f"/area/{row.key}") for row in nested]


def choosing(viewer: Actor, a: str, b: str) -> dict[str, Any]:
    """The lists to choose two areas from, before any is chosen."""
    for place in places.places(viewer):
        picture = pictures.drawn(viewer, place.slug, place.name)
        if picture:
            return {"choices": choices(first_parts(viewer, place.slug), picture), "a": a, "b": b}
    return {"choices": [], "a": a, "b": b}


def compare_page(viewer: Actor, both: Any) -> dict[str, Any]:
    """The pictures and words of two areas side by side."""
    left, right = both.left, both.right
    page = choosing(viewer, left.key, right.key)
    listed = {row.key: row for row in (left, right, *page["choices"])}
    return page | {
        "choices": list(listed.values()),
        "lead": words.beside(left, right, both.left_figures, both.right_figures),
        "pairs": charts.pairs(both.left_figures, both.right_figures),
    }
