"""Places and areas by what people call them or by their official name; neighbourhoods by part of a postcode."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.finding import Ask, Group, Hit
from commonweal.core.word_index import Kept, WordIndex
from commonweal.journal.actor import Actor
from commonweal.places import area_kinds, queries
from commonweal.places.models import Area, Place

# An outward part is followed by three more letters.


@dataclass(frozen=True, slots=True)
class Names:
    """Every area's id and how large its kind is, beside the index of their names."""

    ids: list[int]
    orders: list[int]
    index: WordIndex


def _names() -> Names:
    """One vintage of each: a council of 2022 and the same one of 2024 are one answer to a reader."""
    shown = [key for key in area_kinds.every() if not key.endswith(("11", "17"))]
    rows = Area.objects.filter(kind__in=shown).values_list("pk", "kind", "name", "local_name", "code")
    ids, orders, names, seen = [], [], [], set()
    for pk, kind, name, local_name, code in sorted(rows, key=lambda row: area_kinds.kind(row[1]).order):
        known = area_kinds.kind(kind)
        if (known.family, name) in seen:
            continue
        seen.add((known.family, name))
        ids.append(pk)
        orders.append(known.order)
        names.append((name, local_name, code))
    return Names(ids, orders, WordIndex(names))


_kept = Kept(queries.stamp, _names)


def places(viewer: Actor, ask: Ask) -> Group | None:
    """Places held here. There are few, so they are read each time."""
    if not ask.words:
        return None
    held = list(Place.objects.order_by("invented", "name"))
    matches = WordIndex((each.name, each.slug.replace("-", " ")) for each in held).search(ask.words)
    hits = tuple(
        Hit(held[m.number].name, held[m.number].footprint, f"/place/{held[m.number].slug}", m.exact)
        for m in matches.found[: ask.most]
    )
    return Group(_("Places held here"), hits, len(matches.found), matches.nearly, icon="map")


def areas(viewer: Actor, ask: Ask) -> Group | None:
    """Councils, wards, groups of neighbourhoods and neighbourhoods: the larger first among equals."""
    if ask.part:
        return _in_part(ask)
    if not ask.words:
        return None
    names = _kept.get()
    matches = names.index.search(ask.words)
    ranked = sorted(matches.found, key=lambda each: (-each.score, names.orders[each.number]))[: ask.most]
    shown = queries.area_names(viewer, [names.ids[each.number] for each in ranked])
    hits = tuple(_hit(row, match.exact) for row, match in zip(shown, ranked, strict=True))
    return Group(_("Areas"), hits, len(matches.found), matches.nearly, icon="pin")


def _hit(row: queries.AreaName, exact: bool) -> Hit:
    name = row.local_name or row.name
    lies = f"{row.kind_label}, {row.parent_name}" if row.parent_name else row.kind_label
    official = f" ({row.name})" if row.local_name and row.local_name != row.name else ""
    return Hit(name, lies + official, f"/area/{row.key}", exact)


def _in_part(ask: Ask) -> Group | None:
    """Neighbourhoods that hold postcodes beginning so, those with most of them first."""
    outward, _space, inward = ask.part.partition(" ")
    rows = queries.postcodes_in(outward, inward).filter(ended="")
    counted = Counter(rows.values_list("area_id", flat=True))
    top = counted.most_common(ask.most)
    shown = queries.area_names(None, [pk for pk, _n in top])
    hits = []
    for row, (_pk, many) in zip(shown, top, strict=True):
        hit = _hit(row, False)
        said = ngettext("%(many)d postcode", "%(many)d postcodes", many) % {"many": many}
        hits.append(Hit(hit.name, f"{hit.note}; {said}", hit.address))
    title = _("Neighbourhoods with postcodes beginning %(part)s") % {"part": ask.part}
    return Group(title, tuple(hits), len(counted), icon="pin")
