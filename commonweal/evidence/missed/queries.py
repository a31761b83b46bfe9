"""What the page of who has not been reached asks: combinations, neighbourhoods, what would change, finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.errors import NotFound
from commonweal.core.words import number
from commonweal.evidence import england, figures, ground, indicators
from commonweal.evidence.index.queries import source
from commonweal.evidence.keep import kept
from commonweal.evidence.missed import sent, working
from commonweal.evidence.missed.markers import LACKING, MARKERS, TOP, TOPS, USUAL, Lacking
from commonweal.evidence.missed.rows import (
    AlikeRow,
    CombinationRow,
    FindRow,
    MarkerRow,
    Missed,
    MissedAreaRow,
    MovedRow,
)
from commonweal.evidence.missed.sent import Sent
from commonweal.evidence.missed.working import Held, Marker
from commonweal.evidence.models import MissedFind
from commonweal.evidence.ways import Glance
from commonweal.journal.actor import Actor
from commonweal.listening.models import Outreach
from commonweal.listening.reached.outreach import outreach_rows
from commonweal.methods.indices.overlap import Combination, Markers
from commonweal.places.models import Area, Place


def choices(viewer: Actor, place: Place) -> list[Marker]:
    """Markers of which figures are held: published ones, and those that partners have sent here."""
    in_use = kept("in use", england.in_use)
    known = [each for key in MARKERS if key in in_use and (each := indicators.indicator(key))]
    return [*known, *sent.of(place).values()]


def lacking(viewer: Actor, place: Place) -> list[Lacking]:
    """Markers that others use and that nobody has given here."""
    given = {each.marks for each in sent.of(place).values()}
    return [each for each in LACKING if each.key not in given]


def usual(viewer: Actor, place: Place) -> list[str]:
    """Those that are looked at where nobody chose: published ones; where none is held, those that partners sent."""
    in_use = kept("in use", england.in_use)
    return [key for key in USUAL if key in in_use] or list(sent.of(place))


def missed(viewer: Actor, place: Place, keys: Sequence[str], top: int) -> Missed:
    """Where these are high together, how firm that is, and who takes on what was found."""
    held = working.held(place, keys)
    found = held.found(top)
    land, names = ground.of_place(place.slug), names_of(place, held.ids)
    return Missed(
        tuple(_marker(held, found, at) for at in range(len(held.markers))),
        top,
        len(held.ids),
        len(working.together(found)),
        tuple(_combination(held, each, names, land) for each in found.combinations),
        _areas(held, found, names, land),
        _moved(held, found, top),
        finds(viewer, place),
        method(top),
    )


def glance(viewer: Actor, place: Place) -> Glance | None:
    """In how many neighbourhoods the usual markers fall together."""
    keys = usual(viewer, place)
    found = missed(viewer, place, keys, TOP) if keys else None
    if found is None or not found.neighbourhoods:
        return None
    said = ngettext(
        "In %(many)s of %(all)s neighbourhood at least two things that keep people out of sight are high together.",
        "In %(many)s of %(all)s neighbourhoods at least two things that keep people out of sight are high together.",
        found.neighbourhoods,
    ) % {"many": number(found.together), "all": number(found.neighbourhoods)}
    cites = [each.cite for each in found.markers if each.cite]
    source = "; ".join(dict.fromkeys(f"{each.publisher}, {each.vintage}" for each in cites))
    return Glance(said, source, 100 * found.together / found.neighbourhoods)


def method(top: int) -> str:
    """How it was worked out, in a sentence or two."""
    return _(
        "A marker is high in the %(top)s of every 100 neighbourhoods of this place in which it is highest, of those "
        "where it is known; neighbourhoods that tie with the last count with it. What is not known counts as not "
        "high, and is said to be not known. Method indices 1."
    ) % {"top": top}


def names_of(place: Place, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Key and name of each neighbourhood."""
    return kept(
        ("missed names", place.slug),
        lambda: {each.pk: (each.key, each.local_name or each.name) for each in Area.objects.filter(pk__in=list(ids))},
        weight=lambda made: 1 + len(made) // 1_000,
    )


def _marker(held: Held, found: Markers, at: int) -> MarkerRow:
    each, high = held.markers[at], found.high[:, at]
    cut = float(found.cuts[at])
    others = int((found.high[high].sum(axis=1) > 1).sum())
    return MarkerRow(
        each.key,
        each.label,
        int(high.sum()),
        int(found.known[:, at].sum()),
        "" if cut != cut else each.text(cut) if isinstance(each, Sent) else figures.text(cut, each.unit),
        each.cite if isinstance(each, Sent) else source(each.key),
        others,
        each.whose if isinstance(each, Sent) else "",
        each.address if isinstance(each, Sent) else "",
    )


def _combination(
    held: Held, each: Combination, names: dict[int, tuple[str, str]], land: ground.Ground
) -> CombinationRow:
    ids = [held.ids[at] for at in each.areas]
    ordered = sorted((names[pk][1], names[pk][0]) for pk in ids)
    return CombinationRow(
        tuple(held.markers[at].key for at in each.markers),
        "; ".join(held.markers[at].label for at in each.markers),
        len(each.markers),
        tuple(name for name, _key in ordered),
        tuple(key for _name, key in ordered),
        len(ids),
        land.population(ids),
    )


def _areas(
    held: Held, found: Markers, names: dict[int, tuple[str, str]], land: ground.Ground
) -> tuple[MissedAreaRow, ...]:
    labels = [each.label for each in held.markers]
    rows = []
    for at, pk in enumerate(held.ids):
        high = [label for label, is_high in zip(labels, found.high[at].tolist(), strict=True) if is_high]
        unknown = [label for label, is_known in zip(labels, found.known[at].tolist(), strict=True) if not is_known]
        people, decile = land.people.get(pk), land.deciles.get(pk)
        told = (None if people is None else round(people), decile)
        rows.append(MissedAreaRow(*names[pk], len(high), tuple(high), tuple(unknown), *told))
    return tuple(sorted(rows, key=lambda row: (-row.high, row.name)))


def by_markers(rows: Sequence[MissedAreaRow]) -> list[MissedAreaRow]:
    """Those with something high or unknown, the most at once first, and those side by side that are alike in it."""
    alike = Counter(row.markers for row in rows)
    marked = [row for row in rows if row.high or row.unknown]
    return sorted(marked, key=lambda row: (-row.high, -alike[row.markers], row.markers, row.name))


def alike(rows: Sequence[MissedAreaRow]) -> list[AlikeRow]:
    """Rows in the order of by_markers, those together in which the same is high."""
    return [AlikeRow(len(high), high, tuple(held)) for high, held in groupby(rows, key=lambda row: row.markers)]


def _moved(held: Held, found: Markers, top: int) -> tuple[MovedRow, ...]:
    """The same with another threshold, and with each marker left out: what was found twice is firmer."""
    now = working.together(found)
    rows = []
    for other in TOPS:
        if other != top:
            then = working.together(held.found(other))
            label = _("high in %s of every 100 neighbourhoods") % other
            rows.append(MovedRow(label, len(then), len(now & then)))
    for at in range(len(held.markers)) if len(held.markers) > 2 else ():
        then = working.together(held.without(at).found(top))
        rows.append(MovedRow(_("without: %s") % held.markers[at].label, len(then), len(now & then)))
    return tuple(rows)


def finds(viewer: Actor, place: Place) -> tuple[FindRow, ...]:
    """What was found, those that nobody has taken on first."""
    held = list(MissedFind.objects.filter(place=place).order_by("-made_at"))
    asked = Outreach.objects.visible_to(viewer).filter(pk__in=[each.outreach_id for each in held if each.outreach_id])
    reaching = {row.id: row for row in outreach_rows(viewer, place, asked, {})}
    keys = {key for each in held for key in each.areas}
    names = {each.key: each.local_name or each.name for each in Area.objects.filter(key__in=list(keys))}
    rows = [
        FindRow(
            str(each.pk),
            each.name,
            tuple(filter(None, (marker_label(place, key) for key in each.markers))),
            tuple((key, names.get(key, key)) for key in each.areas),
            each.community,
            each.seen,
            each.source,
            each.made_at,
            reaching.get(str(each.outreach_id)),
        )
        for each in held
    ]
    return tuple(sorted(rows, key=lambda row: (not row.alone, bool(row.outreach and row.outreach.done))))


def marker_label(place: Place, key: str) -> str:
    """What a marker is called; "" where it is not known any more."""
    known = indicators.indicator(key)
    return known.label if known else sent.label(place, key)


def find(viewer: Actor, id: str) -> MissedFind:
    """One find."""
    held = MissedFind.objects.select_related("place", "outreach").filter(pk=id).first()
    if held is None:
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    return held
