"""What the entry that stays gets of the one that goes: copies, each remembered with what it is a copy of.

A copy that nobody has touched follows its original when a feed is synced; one that somebody changed is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import models

from commonweal.core.ids import imported_id
from commonweal.directory.alike import kept
from commonweal.directory.models import OF, Merge, ServiceAtLocation, Withheld

PLACES, REACH = "places", "reach"  # where and when; telephones and people to ask
WANTED = {"service_at_locations": PLACES, "schedules": PLACES, "phones": REACH, "contacts": REACH}
# A copy and all that hangs on it: kind, id, id of the original, what it said when made. The first holds the rest.
Group = list[list[Any]]
INTACT, MISSING, CHANGED = "intact", "missing", "changed"


def bring_over(merge: Merge) -> list[Group]:
    """Copy what the survivor lacks, and what was asked for; gives the copies. What it has says enough.

    What it has a copy of already, it does not get again.
    """
    have = {origin for group in merge.copies for origin in origins(group)}
    made: list[Group] = []
    for part in kept.parts(merge.kind):
        theirs = [each for each in kept.of(merge.kind, part.of, merge.loser) if str(each.pk) not in have]
        own = kept.of(merge.kind, part.of, merge.survivor)
        wanted = WANTED.get(part.name) in merge.wants or part.of == "attribute"
        if theirs and (not own or wanted):
            link = {kept.link(merge.kind, part.of): merge.survivor}
            made += [_copied(merge, part.of, each, link) for each in _new(part.of, theirs, own)]
    if merge.kind == "location":
        made += _held_here(merge)
    return made


def _new(kind: str, theirs: list[models.Model], own: list[models.Model]) -> Iterator[models.Model]:
    """Those that say something the survivor's own do not."""
    known = [_gist(kind, each) for each in own]
    for each in theirs:
        if _gist(kind, each) not in known:
            yield each


def _gist(kind: str, row: models.Model) -> Any:
    """What a row says, whoever it belongs to: two telephones with one number are one."""
    if isinstance(row, ServiceAtLocation):
        return row.location_id
    if kind == "phone":
        return "".join(each for each in row.number if each.isdigit())  # type: ignore[attr-defined]
    links = {each.attname for each in row._meta.concrete_fields if each.is_relation} | {"id", "link_id"}
    return {name: each for name, each in kept.said(row).items() if name not in links - {"taxonomy_term_id"}}


def _held_here(merge: Merge) -> list[Group]:
    """Whatever happens at the place that goes, happens at the one that stays."""
    here = set(ServiceAtLocation.objects.filter(location=merge.survivor).values_list("service", flat=True))
    held = ServiceAtLocation.objects.filter(location=merge.loser).exclude(service__in=here).order_by("pk")
    return [_copied(merge, "service_at_location", each, {"location_id": merge.survivor}) for each in held]


def _copied(merge: Merge, kind: str, origin: models.Model, link: dict[str, Any]) -> Group:
    """A copy of a row and of what hangs on it, with what of them is not for everyone."""
    values = {each.attname: getattr(origin, each.attname) for each in origin._meta.concrete_fields} | link
    values["id"] = imported_id("merged", f"{merge.pk}\n{origin.pk}")
    if kind == "service_at_location":
        values["id"] = imported_id("service_at_location", f"{values['service_id']}\n{values['location_id']}")
    copy = OF[kind](**values)
    copy.save(force_insert=True)
    _withhold_too(origin.pk, copy.pk)
    group: Group = [[kind, str(copy.pk), str(origin.pk), kept.said(copy)]]
    for part in kept.parts(kind):
        for each in kept.of(kind, part.of, origin.pk):
            group += _copied(merge, part.of, each, {kept.link(kind, part.of): copy.pk})
    return group


def _withhold_too(origin: UUID, copy: UUID) -> None:
    for each in Withheld.objects.filter(record=origin):
        Withheld.objects.update_or_create(
            record=copy,
            field=each.field,
            defaults={"kind": each.kind, "audience": each.audience, "reason": each.reason},
        )


def state(group: Group) -> str:
    """Does a copy stand as it was made, is it gone, or has somebody changed it?"""
    rows = {
        str(row.pk): kept.said(row)
        for kind, ids in _by_kind(group)
        for row in OF[kind]._default_manager.filter(pk__in=ids)
    }
    if group[0][1] not in rows:
        return MISSING
    whole = all(rows.get(id) == said for _kind, id, _origin, said in group)
    return INTACT if whole and not _more(group) else CHANGED


def _more(group: Group) -> bool:
    """Does anything hang on a copy that was not made with it?"""
    known = {id for _kind, id, _origin, _said in group}
    return any(
        str(each.pk) not in known
        for kind, id, _origin, _said in group
        for part in kept.parts(kind)
        for each in kept.of(kind, part.of, UUID(id))
    )


def remove(group: Group) -> None:
    """Take a copy away, with what hangs on it and what was said of who may see it."""
    Withheld.objects.filter(record__in=[id for _kind, id, _origin, _said in group]).delete()
    for kind, ids in reversed(list(_by_kind(group))):
        OF[kind]._default_manager.filter(pk__in=ids).delete()


def origins(group: Group) -> set[str]:
    """What a copy and its parts are copies of."""
    return {origin for _kind, _id, origin, _said in group}


def _by_kind(group: Iterable[list[Any]]) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for kind, id, _origin, _said in group:
        found.setdefault(kind, []).append(id)
    yield from found.items()
