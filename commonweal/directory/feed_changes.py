"""Other directories, taken in: recording a feed, and taking its records as they stand today.

What a feed says is kept untouched beside what is made of it. Only what changed since the last time is written; what
vanished is kept for what points at it, and shown to nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.directory import rules, taking
from commonweal.directory.alike import merging
from commonweal.directory.feeds import beside, spoken
from commonweal.directory.models import Audience, Beside, Feed, Location, Service, SourceRecord, Withheld
from commonweal.directory.standing import stand
from commonweal.directory.taking import TOP, Rows, record_id
from commonweal.directory.withhold_changes import TOGETHER, WHEREABOUTS
from commonweal.feeds.licences import LICENCES
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.openreferral.reading import Gone, Part, Record
from commonweal.places import bulk
from commonweal.places.models import Place


@dataclass(slots=True)
class Synced:
    """What a sync came to. `left_out` are sentences about links that led nowhere."""

    added: int = 0
    changed: int = 0
    same: int = 0
    vanished: int = 0
    rows: int = 0
    loose: int = 0
    left_out: list[str] = field(default_factory=list)


@change("directory.feed.add", allowed=rules.may_add_feed)
def add_feed(
    who: Actor,
    *,
    place: Place,
    title: str,
    publisher: str,
    licence: str,
    form: str,
    address: str = "",
    attribution: str = "",
    licence_words: str = "",
    mapping: dict[str, Any] | None = None,
) -> Feed:
    """Record another directory that this place takes in. Without a licence that lets it be passed on, it is refused."""
    if licence not in LICENCES or (licence == "unstated" and not licence_words.strip()):
        raise Invalid(
            _(
                "Say under which licence this directory may be passed on: one of %(known)s. Where its publisher has "
                "agreed in words of their own, choose “unstated” and write down who agreed to what, and when."
            )
            % {"known": ", ".join(sorted(LICENCES))}
        )
    if not title.strip() or not publisher.strip():
        raise Invalid(_("Say what the directory is called and who publishes it."))
    if Feed.objects.filter(place=place, title=title.strip()).exists():
        raise Clash(_("A directory of this name is taken in here already."))
    return Feed.objects.create(
        place=place,
        title=title.strip(),
        publisher=publisher.strip(),
        licence=licence,
        licence_words=licence_words.strip(),
        attribution=attribution.strip(),
        address=address.strip(),
        form=form,
        mapping=mapping or {},
    )


@change(
    "directory.feed.sync",
    allowed=rules.may_sync_feed,
    facts=["added", "changed", "same", "vanished", "rows", "left_out", "loose"],
)
def sync(
    who: Actor,
    feed: Feed,
    *,
    records: Iterable[Record],
    whole: bool = True,
    loose: Iterable[Part] = (),
    gone: Iterable[Gone] = (),
    profile: str = "",
    form: str = "",
) -> Synced:
    """Take a feed's records as they stand. `whole` says that what it does not name has vanished from it.

    `loose` are rows that belong to nothing that the feed holds: kept as they came, shown nowhere. `gone` are records
    that the feed itself says it no longer has.
    """
    now = timezone.now()
    if feed.stopped_at is not None:
        raise Invalid(_("This directory is no longer taken in. Take it in again first, and then bring it up to date."))
    found = _compared(feed, records, loose, gone, whole)
    done = found.done
    if whole and not found.told:
        raise Invalid(_("The feed gave no records at all, so nothing was changed. Look at it before trying again."))
    _keep_sources(feed, found.told | found.kept, [*found.moved, *found.kept_moved], now)
    _end_sources([found.before[key].pk for key in found.ended], now)
    _write(feed, found.told, found.moved, done, now)
    _end(feed, found.ended, now)
    # What a person made one stays one, whichever of the two its source has just said anew.
    again = {record_id(feed, *key) for key in (*found.moved, *found.ended)}
    current().touch(*merging.hold_to(feed.place, again))
    feed.synced_at, feed.profile, feed.form = now, profile or feed.profile, form or feed.form
    feed.save(update_fields=["synced_at", "profile", "form"])
    current().state(
        added=done.added,
        changed=done.changed,
        same=done.same,
        vanished=done.vanished,
        rows=done.rows,
        left_out=len(done.left_out),
        loose=done.loose,
    )
    return done


def foreseen(feed: Feed, records: Iterable[Record], *, whole: bool = True, gone: Iterable[Gone] = ()) -> Synced:
    """What a sync would come to. Nothing is written."""
    return _compared(feed, records, (), gone, whole).done


Key = tuple[str, str]  # kind and the source's own id


@dataclass(slots=True)
class _Compared:
    """What a feed says beside what it said the last time."""

    told: dict[Key, Record]
    kept: dict[Key, Part]  # rows that belong to nothing
    before: dict[Key, SourceRecord]
    moved: list[Key]
    kept_moved: list[Key]
    ended: list[Key]
    done: Synced


def _compared(
    feed: Feed, records: Iterable[Record], loose: Iterable[Part], gone: Iterable[Gone], whole: bool
) -> _Compared:
    told = {(each.kind, each.source_id): each for each in records if each.kind in TOP}
    kept = _apart(each for each in loose if each.kind not in TOP)
    rows = SourceRecord.objects.filter(feed=feed).defer("raw").iterator()
    before = {(each.kind, each.source_id): each for each in rows}
    moved = [key for key in told if _moved(before.get(key), told[key])]
    said_gone = {(each.kind, each.source_id) for each in gone}
    ended = [
        key
        for key, each in before.items()
        if each.vanished_at is None and key not in told and key not in kept and (whole or key in said_gone)
    ]
    done = Synced(loose=len(kept), vanished=sum(1 for key in ended if key[0] in TOP))
    done.added = sum(1 for key in moved if key not in before or before[key].vanished_at is not None)
    done.changed, done.same = len(moved) - done.added, len(told) - len(moved)
    return _Compared(
        told, kept, before, moved, [key for key in kept if _moved(before.get(key), kept[key])], ended, done
    )


def _apart(loose: Iterable[Part]) -> dict[tuple[str, str], Part]:
    """Rows that belong to nothing, by kind and id; where a source gives one id to several, each is kept."""
    kept: dict[tuple[str, str], Part] = {}
    for each in loose:
        key, number = (each.kind, each.source_id), 1
        while key in kept:
            number += 1
            key = (each.kind, f"{each.source_id} ({number})")
        kept[key] = each
    return kept


def hash_of(record: Record | Part) -> str:
    """What a record says, in one word: the same for the same, whatever the order of its fields.

    What is made of it counts too, so that a reader that learns to read more takes it in anew.
    """
    made = getattr(record, "document", None)
    said = orjson.dumps([record.raw, made], option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    return hashlib.sha256(said).hexdigest()


def _moved(before: SourceRecord | None, told: Record | Part) -> bool:
    return before is None or before.vanished_at is not None or before.hash != hash_of(told)


def _keep_sources(feed: Feed, told: Mapping[Key, Record | Part], moved: Iterable[Key], now: datetime) -> None:
    """Write down what the feed said."""
    SourceRecord.objects.bulk_create(
        [
            SourceRecord(
                feed=feed,
                kind=kind,
                source_id=source_id,
                raw=told[kind, source_id].raw,
                hash=hash_of(told[kind, source_id]),
                fetched_at=now,
                vanished_at=None,
                changed_in=current().entry_id,
            )
            for kind, source_id in moved
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["feed", "kind", "source_id"],
        update_fields=["raw", "hash", "fetched_at", "vanished_at", "changed_in"],
    )


def _end_sources(ids: list[int], now: datetime) -> None:
    """Put up tombstones."""
    for lot in bulk.lots(ids):
        SourceRecord.objects.filter(pk__in=lot).update(vanished_at=now, changed_in=current().entry_id)


def _write(feed: Feed, told, moved, done: Synced, now: datetime) -> None:  # type: ignore[no-untyped-def]
    """Make rows of the records that moved, in the place of those that stood. What was edited here stands."""
    known: dict[str, set[str]] = {}
    for kind, source_id in told:
        known.setdefault(kind, set()).add(source_id)
    for kind, source_id in SourceRecord.objects.filter(feed=feed, vanished_at=None).values_list("kind", "source_id"):
        known.setdefault(kind, set()).add(source_id)
    sources = {
        (each.kind, each.source_id): each
        for each in SourceRecord.objects.filter(feed=feed, changed_in=current().entry_id).defer("raw")
    }
    anothers = _anothers(feed, moved)
    rows, beside_rows = Rows(feed, known), Rows(feed, known)
    for kind in TOP:
        for key in (each for each in moved if each[0] == kind):
            into = beside_rows if record_id(feed, *key) in anothers else rows
            into.add(kind, key[1], told[key].document, sources[key])
    own = [key for key in moved if record_id(feed, *key) not in anothers]
    services = [record_id(feed, *key) for key in own if key[0] == "service"]
    beside.take_over(feed, services)
    edited = beside.kept_beside(feed, services)
    for kind in TOP:
        taking.clear_parts(kind, [record_id(feed, kind, key[1]) for key in own if key[0] == kind])
    said, hidden = spoken.said(rows, edited), spoken.hidden(rows)
    done.rows = taking.write(rows.rows)
    done.left_out = rows.left_out
    beside.put_back(edited, said, hidden, now)
    _hear(feed, beside_rows)
    _withhold([*rows.withheld, *beside_rows.withheld])
    stand([each for each in rows.rows.get("location", []) if isinstance(each, Location)])
    _apply_withheld(rows)


def _anothers(feed: Feed, moved: Iterable[tuple[str, str]]) -> set[UUID]:
    """Which of these stand here already by the word of another feed: they stay its own, and this one speaks beside."""
    found: set[UUID] = set()
    for kind in ("organization", "location", "service", "taxonomy", "taxonomy_term"):
        ids = (record_id(feed, *key) for key in moved if key[0] == kind)
        for lot in bulk.lots(ids):
            rows = taking.OF[kind]._default_manager.filter(pk__in=lot, source__isnull=False)
            rows = rows.filter(source__vanished_at=None, source__feed__stopped_at=None)
            found |= set(rows.exclude(source__feed=feed).values_list("pk", flat=True))
    return found


def _hear(feed: Feed, rows: Rows) -> None:
    """What this feed says of services that are another's."""
    ids = [each.pk for each in rows.rows.get("service", ())]
    said, hidden = spoken.said(rows, ids), spoken.hidden(rows)
    for lot in bulk.lots(ids):
        for service in Service.objects.filter(pk__in=lot):
            beside.heard(service, feed, said[service.pk], hidden=hidden.get(service.pk))


def _end(feed: Feed, ended: Iterable[tuple[str, str]], now: datetime) -> None:
    """What vanished from this feed is shown no more, and what it said beside others' entries is forgotten."""
    for kind in TOP:
        ids = [record_id(feed, kind, key[1]) for key in ended if key[0] == kind]
        taking.emptied(feed, kind, ids, now)
        if kind == "service":
            for lot in bulk.lots(ids):
                Beside.objects.filter(feed=feed, service__in=lot).exclude(service__source__feed=feed).delete()
    # Whoever else lists the same under the same address makes it its own when it is next read.
    for lot in bulk.lots(source_id for _kind, source_id in ended):
        same = SourceRecord.objects.filter(source_id__in=lot, vanished_at=None).exclude(feed=feed)
        same.filter(Q(feed__address=feed.address) if feed.address else Q(feed__title=feed.title)).update(hash="")


def _withhold(said: Iterable[tuple[str, UUID, str, str, str]]) -> None:
    """What the source itself says is not for everyone. A place may withhold more; a sync never shows more."""
    for kind, pk, path, how, why in said:
        audience = Audience.PARTNERS if how == "partner" else Audience.KEEPERS
        field = WHEREABOUTS if kind == "location" and path.split(".")[0] in TOGETHER else path
        reason = why or _("Its source says so.")
        held, made = Withheld.objects.get_or_create(
            record=pk, field=field, defaults={"kind": kind, "audience": audience, "reason": reason}
        )
        if not made and held.audience == Audience.PARTNERS and audience == Audience.KEEPERS:
            held.audience, held.reason = audience, reason
            held.save(update_fields=["audience", "reason"])


def _apply_withheld(rows: Rows) -> None:
    """Whole records and whereabouts that are withheld say so themselves, where counts and lists can ask it."""
    for kind, names in (("organization", ("",)), ("service", ("",)), ("location", ("", WHEREABOUTS))):
        for lot in bulk.lots(each.pk for each in rows.rows.get(kind, [])):
            for each in Withheld.objects.filter(record__in=lot, field__in=names):
                column = each.field or "audience"
                taking.OF[kind]._default_manager.filter(pk=each.record).update(**{column: each.audience})
