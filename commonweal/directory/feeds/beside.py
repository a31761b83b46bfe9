"""What sources say beside what an entry says, field by field: kept once it was edited here, until somebody decides.

An entry that was taken in and never edited simply says what its source says; nothing is kept of it here. From its first
edit on, a row keeps what its source says. A source whose record is another's entry too (it has the same id here, or
somebody found the two to be one and calls `heard`) has such a row from the start.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.utils import timezone

from commonweal.directory.entry_words import FIELDS, all_said, as_said, put
from commonweal.directory.models import Beside, Feed, Service
from commonweal.places import bulk

SPOKEN = (*FIELDS, "phone", "times")  # what sources and people here both speak of; what it helps with is ours alone
Words = Mapping[str, Any]


def plain(field: str, said: Any) -> str:
    """A field's words so that the same is the same: nothing is nothing, and times have no order."""
    if said in (None, "", []):
        return ""
    if field == "times":
        said = sorted(orjson.dumps(each, option=orjson.OPT_SORT_KEYS).decode() for each in said)
    return orjson.dumps(said).decode()


def same(field: str, one: Any, other: Any) -> bool:
    """Do these say the same?"""
    return plain(field, one) == plain(field, other)


def mark(field: str, said: Any) -> str:
    """A short word for what was said, by which a decision shows that it is about this and nothing later."""
    return hashlib.sha256(plain(field, said).encode()).hexdigest()[:16]


def ours(row: Beside, now: Words) -> list[str]:
    """The fields in which the entry does not say what this source says."""
    return [field for field in SPOKEN if not same(field, now.get(field), row.said.get(field))]


def open_fields(row: Beside, now: Words, *, owner: bool) -> list[str]:
    """Those of them that somebody should look at. Of an entry that is another's, what a source does not say is none."""
    return [
        field
        for field in ours(row, now)
        if (owner or plain(field, row.said.get(field)))
        and not (field in row.looked and same(field, row.looked[field], row.said.get(field)))
    ]


def edited(service: Service, before: Words) -> None:
    """After an edit: keep what its source says of each field that is ours from now on."""
    now = as_said(service)
    rows = {row.feed_id: row for row in Beside.objects.filter(service=service)}
    owner = service.source.feed_id if service.source else None
    if owner and owner not in rows and any(not same(field, before.get(field), now[field]) for field in SPOKEN):
        # It was never edited before, so what it said was its source's word.
        said = {field: before.get(field) for field in SPOKEN}
        rows[owner] = Beside(service=service, feed_id=owner, said=said)
    for row in rows.values():
        _looked(row, before, now, owner=row.feed_id == owner)
        row.save()


def _looked(row: Beside, before: Words, now: Words, *, owner: bool) -> None:
    """Whoever says other words than the source knew what it said; whoever comes to say the same has no difference."""
    for field in SPOKEN:
        said = row.said.get(field)
        if same(field, now[field], said):
            row.looked.pop(field, None)
        elif owner and same(field, before.get(field), said):
            row.looked[field] = said


def take_over(feed: Feed, ids: Iterable[UUID]) -> None:
    """Entries whose own source lists them no more become this feed's: what was edited of them here stays edited."""
    for lot in bulk.lots(ids):
        for service in Service.objects.filter(pk__in=lot, source__isnull=False).exclude(source__feed=feed):
            Beside.objects.filter(service=service, feed=feed).delete()
            Beside.objects.filter(service=service, feed=service.source.feed_id).update(feed=feed)  # type: ignore[union-attr]


def kept_beside(feed: Feed, ids: Iterable[UUID]) -> dict[UUID, tuple[Beside, dict[str, Any], Service]]:
    """Before a sync writes: those of these entries that were edited here, with what they say."""
    rows = [
        row
        for lot in bulk.lots(ids)
        for row in Beside.objects.filter(feed=feed, service__in=lot).select_related("service")
    ]
    said = all_said(row.service for row in rows)
    return {row.service_id: (row, said[row.service_id], row.service) for row in rows}


def put_back(
    held: Mapping[UUID, tuple[Beside, dict[str, Any], Service]],
    said: Mapping[UUID, Words],
    hidden: Mapping[UUID, Mapping[str, str]],
    now: datetime,
) -> None:
    """After a sync wrote: where an entry was edited here, our words stand, and the source's new ones are beside."""
    fresh = Service.objects.in_bulk(list(held))
    for pk, (row, before, earlier) in held.items():
        service, own = fresh[pk], ours(row, before)
        put(service, {field: before[field] for field in own})
        if own:
            # Whoever edited it confirmed it. The later of the two confirmations counts.
            dates = [day for day in (service.assured_date, earlier.assured_date) if day]
            service.assured_date = max(dates, default=None)
        service.save()
        _hear(row, said[pk], hidden.get(pk, {}), now)
        for field in set(row.looked) - set(own):
            del row.looked[field]
        for field in [each for each in row.looked if same(each, before[each], row.said.get(each))]:
            del row.looked[field]
        row.save()


def heard(service: Service, feed: Feed, said: Words, *, hidden: Mapping[str, str] | None = None) -> Beside:
    """A feed speaks of an entry that is not made from it: what it says is kept beside. Only within a change."""
    row = Beside.objects.filter(service=service, feed=feed).first() or Beside(service=service, feed=feed, said={})
    _hear(row, said, hidden or {}, timezone.now())
    row.save()
    return row


def _hear(row: Beside, said: Words, hidden: Mapping[str, str], now: datetime) -> None:
    for field in SPOKEN:
        if not same(field, said.get(field), row.said.get(field)):
            row.since[field] = now.isoformat()
    row.said = {field: said.get(field) for field in SPOKEN}
    row.hidden = dict(hidden)
