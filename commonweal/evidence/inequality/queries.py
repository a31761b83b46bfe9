"""How unequal a place is, for every indicator and for one. Published figures: the same for every viewer."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commonweal.core.errors import NotFound
from commonweal.evidence import england, figures, ground, spread
from commonweal.evidence import queries as evidence
from commonweal.evidence.columns import MANY
from commonweal.evidence.ground import Ground
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.inequality import counts, gaps, groups, in_england, over_time, words
from commonweal.evidence.inequality.counts import Order
from commonweal.evidence.inequality.rows import FunnelRow, GapByFifth, GapRow, GapTrendRow, GapWhole
from commonweal.evidence.keep import kept
from commonweal.evidence.ways import Glance
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.models import Place

TITLE = _lazy("How unequal it is")


FIRST = "bad_health"  # told first of a place


def order_of(slug: str) -> Order:
    """A place's neighbourhoods in fifths, kept."""
    return kept(("deprivation order", slug), lambda: counts.order(sorted(ground.of_place(slug).areas)))


def why_not(viewer: Actor, slug: str) -> str:
    """Why no gap can be shown of a place; "" where it can."""
    places.place(viewer, slug)
    return "" if order_of(slug).known >= 5 else str(words.TOO_FEW)


def gap_rows(viewer: Actor, slug: str) -> list[GapRow]:
    """Every indicator's gap. Of a nation each is worked out when its own page is opened: here they are only named."""
    return [each.gap for each in gaps_by_fifth(viewer, slug)]


def gaps_by_fifth(viewer: Actor, slug: str) -> list[GapByFifth]:
    """The same with their fifths and the line through them: none where a gap is worked out on its own page only."""
    place = places.place(viewer, slug)
    if why_not(viewer, slug):
        return []
    return kept(("gaps of", slug), lambda: _gaps_by_fifth(place))


def glance(viewer: Actor, place: Place) -> Glance | None:
    """The gap that is told first: bad health where it is held, else the first that is harder at the deprived end."""
    rows = [row for row in gap_rows(viewer, place.slug) if row.most is not None and row.least is not None]
    found = next((row for row in rows if row.indicator == FIRST), None)
    found = found or next((row for row in rows if row.verdict == words.AGAINST), None)
    if found is None:
        return None
    said = _("%(label)s: %(most)s where neighbourhoods here are most deprived, %(least)s where least.") % {
        "label": found.label,
        "most": found.most_text,
        "least": found.least_text,
    }
    return Glance(said, f"{found.cite.title}, {found.cite.vintage}" if found.cite else "")


def _gaps_by_fifth(place: Place) -> list[GapByFifth]:
    order, land = order_of(place.slug), ground.of_place(place.slug)
    shown = [each for each in counts.with_gaps() if each.key in evidence_in_use()]
    if len(order.ids) > MANY:
        return [GapByFifth(_row(place, land, each, None, order)) for each in shown]
    held = counts.counted(order.ids, shown)
    found = {each.key: gaps.gap(held[each.key], order) for each in shown}
    return [
        GapByFifth(_row(place, land, each, gap, order), gaps.fifth_rows(gap), gap.start, gap.end)
        for each in shown
        if (gap := found[each.key]) is not None
    ]


def evidence_in_use() -> set[str]:
    """Indicators of which any figure is held."""
    return kept("in use", england.in_use)


def _row(place: Place, land: Ground, indicator: Indicator, found: gaps.Gap | None, order: Order) -> GapRow:
    version = spread.version_of(land, indicator)
    beside = england.beside({indicator.key: version.pk}).get(indicator.key) if version else None
    whole = beside.value if beside else None
    said = (whole, figures.text(whole, "percent") if whole is not None else "")
    cite = figures.cite(version, f"{indicator.method(len(order.ids))} {words.METHOD}") if version else None
    address = f"/place/{place.slug}/inequality/{indicator.key}"
    return gaps.row(indicator, found, order, address=address, england=said, cite=cite)


def gap_whole(viewer: Actor, slug: str, key: str) -> GapWhole:
    """One indicator's gap on one page."""
    place = places.place(viewer, slug)
    known = next((each for each in counts.with_gaps() if each.key == key), None)
    if known is None:
        raise NotFound(_("No gap is worked out of a figure of this name. The list says of which there are."))
    if said := why_not(viewer, slug):
        raise NotFound(said)
    found = kept(("gap whole", slug, key), lambda: _gap_whole(viewer, place, known))
    if found is None:
        said = _("Too little is known of “%(name)s” in this place to set its fifths side by side.")
        raise NotFound(said % {"name": known.label})
    return found


def _gap_whole(viewer: Actor, place: Place, known: Indicator) -> GapWhole | None:
    order = order_of(place.slug)
    held = counts.counted(order.ids, [known])[known.key]
    found = gaps.gap(held, order)
    if found is None:
        return None
    row = _row(place, ground.of_place(place.slug), known, found, order)
    among = gaps.gathered(held, order)
    called, average, beside = _funnel(viewer, place, order, held)
    return GapWhole(
        place.name, place.slug, row, words.lead(row.most_text, row.least_text),
        gaps.what_if(found, row.verdict), gaps.fifth_rows(found), found.start, found.end, found.fifths.stretch,
        *among.index, *among.erreygers, among.curve,
        average, called, beside,
        replace(row.cite, method=f"{known.method(len(order.ids))} {words.FUNNEL}") if row.cite else None,
        in_england.told(place, ground.of_place(place.slug), known, order, held),
    )  # fmt: skip


def trend_rows(viewer: Actor, slug: str) -> tuple[GapTrendRow, ...]:
    """Gaps of which two years are known."""
    place = places.place(viewer, slug)
    drawn = not places.members(place).filter(kind="lsoa21").exists()
    ids = list(order_of(slug).ids)
    return kept(("gaps over time", slug), lambda: over_time.rows(ids, drawn=drawn))


def _funnel(
    viewer: Actor, place: Place, order: Order, held: counts.Counted
) -> tuple[str, float | None, tuple[FunnelRow, ...]]:
    """Groups of neighbourhoods, where a place has a number of them that one can look at."""
    have = {kind: (said, many) for kind, said, many in evidence.kinds(viewer, place.slug)}
    kind = next((each for each in groups.KINDS if groups.FEWEST <= have.get(each, ("", 0))[1] <= groups.MOST), "")
    if not kind:
        return "", None, ()
    average, made = groups.rows(places.membership(place, kind), order.ids, held)
    return have[kind][0], average, made
