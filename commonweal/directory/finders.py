"""What is here, by its name or by what it is; nearest first where a postcode was typed too."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.core.finding import Ask, Group, Hit, Near
from commonweal.core.word_index import Kept, WordIndex
from commonweal.directory import going_on as services
from commonweal.directory import kinds, queries, words
from commonweal.directory.models import Asset
from commonweal.journal.actor import Actor
from commonweal.places import queries as places

# As far as somebody might go for one thing of a kind.
REACH_KM = 8.0


@dataclass(frozen=True, slots=True)
class Names:
    """Every named asset: id, kind and point, beside the index of their names."""

    rows: list[tuple[object, str, float, float]]
    index: WordIndex


def _names() -> Names:
    held = Asset.objects.filter(gone_at=None).exclude(status=Asset.CLOSED).exclude(name="")
    found = list(held.values_list("pk", "kind", "lat", "lon", "name", "area__name"))
    beside = [(kinds.kind(row[1]).label, row[5]) for row in found]
    return Names([row[:4] for row in found], WordIndex(((row[4],) for row in found), beside))


_kept = Kept(places.stamp, _names)


def kinds_like(typed: str) -> tuple[list[str], str]:
    """Kinds of asset that these words name, and the spelling they were found under."""
    every = list(kinds.every().values())
    matches = WordIndex((each.label, each.plural) for each in every).search(typed)
    whole = [each for each in matches.found if each.exact] or matches.found
    return [every[each.number].key for each in whole], matches.nearly


def kinds_found(viewer: Actor, ask: Ask) -> Group | None:
    """Kinds that the words name: the nearest of them, or how many each place has."""
    if not ask.words:
        return None
    found, nearly = kinds_like(ask.words)
    if not found:
        return None
    if ask.near:
        return _nearest(viewer, ask, ask.near, found, nearly)
    return _by_place(viewer, ask, found, nearly)


def _nearest(viewer: Actor, ask: Ask, near: Near, found: list[str], nearly: str) -> Group:
    rows = queries.assets_near(viewer, near.lat, near.lon, km=REACH_KM, most=10_000, kinds_of=found, named=False)
    shown = rows[: ask.most]
    lies = places.lies_in(viewer, [row.area_key for row in shown])
    hits = tuple(_hit(row, lies, False, row.away_km) for row in shown)
    title = _("Nearest to %(postcode)s") % {"postcode": near.spelled}
    return Group(title, hits, len(rows), nearly, icon="here")


def _by_place(viewer: Actor, ask: Ask, found: list[str], nearly: str) -> Group:
    hits = []
    for place in places.places(viewer):
        counted = queries.counts(viewer, places.place(viewer, place.slug))
        for each in counted:
            if each.kind in found:
                name = _("%(count)s %(kind)s in %(place)s") % {
                    "count": f"{each.count:,}",
                    "kind": each.label,
                    "place": place.name,
                }
                hits.append(Hit(name, each.group, f"/place/{place.slug}/assets?kind={each.kind}"))
    return Group(_("Kinds of thing that are here"), tuple(hits[: ask.most]), len(hits), nearly, icon="here")


def assets(viewer: Actor, ask: Ask) -> Group | None:
    """Things that are here by their names, the nearest first where we know where the person is."""
    if not ask.words or (ask.near and kinds_like(ask.words)[0]):
        return None  # the nearest of the kind are shown already
    names = _kept.get()
    matches = names.index.search(ask.words)
    near = ask.near

    def away(number: int) -> float:
        return queries.kilometres(near.lat, near.lon, *names.rows[number][2:]) if near else 0.0

    well = set(kinds.keeping_well())
    ranked = sorted(
        matches.found,
        key=lambda m: (-m.score if not near else 0, away(m.number), names.rows[m.number][1] not in well, m.number),
    )[: ask.most]
    rows = queries.by_ids(viewer, [names.rows[each.number][0] for each in ranked])
    lies = places.lies_in(viewer, [row.area_key for row in rows.values()])
    hits = tuple(
        _hit(row, lies, match.exact, away(match.number) if near else None)
        for match in ranked
        if (row := rows.get(str(names.rows[match.number][0])))
    )
    return Group(_("Things that are here"), hits, len(matches.found), matches.nearly, icon="here")


def going_on(viewer: Actor, ask: Ask) -> Group | None:
    """What goes on here, in plain words: what it helps with counts as much as its name; nearest first from a postcode.

    What is not for everyone is found by its name, by those whom it is for.
    """
    from commonweal.directory import found  # brings the index with it: commands that find nothing need not wait for it

    if not ask.words:
        return None
    near = (ask.near.lat, ask.near.lon) if ask.near else None
    ids, total, spelled = found.everywhere(ask.words, near=near, most=ask.most)
    rows = services.rows_of(viewer, ids)
    hits = [_service(rows[id], rows[id].name.lower() == ask.words.lower(), ask.near) for id in ids if id in rows]
    besides = _not_for_everyone(viewer, ask)
    hits = [*besides, *hits][: ask.most]
    return Group(_("What goes on"), tuple(hits), total + len(besides), "" if besides else spelled, icon="time")


def _not_for_everyone(viewer: Actor, ask: Ask) -> list[Hit]:
    rows = services.not_for_everyone(viewer)
    index = WordIndex(((row.name,) for row in rows), [(row.organization_name, *row.helps_with) for row in rows])
    return [_service(rows[each.number], each.exact, ask.near) for each in index.search(ask.words).found]


def _service(row: services.ServiceRow, exact: bool, near: Near | None) -> Hit:
    placed = near is not None and row.lat is not None and row.lon is not None
    away = queries.kilometres(near.lat, near.lon, row.lat, row.lon) if placed else None
    note = (row.organization_name, row.location_name, words.distance(away))
    return Hit(row.name, ", ".join(each for each in note if each), f"/service/{row.id}", exact, away)


def _hit(row: queries.AssetRow, lies: dict[str, str], exact: bool, away: float | None) -> Hit:
    note = [row.kind_label if row.name else "", lies.get(row.area_key, row.area_name), words.distance(away)]
    name = row.name or row.kind_label.capitalize()
    return Hit(name, ", ".join(each for each in note if each), f"/asset/{row.id}", exact, away)
