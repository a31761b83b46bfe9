"""Other directories, taken in: recording a feed, and taking its records as they stand today.

What a feed says is kept untouched beside what is made of it. Only what changed since the last time is written; what
vanished is kept for what points at it, and shown to nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.directory import rules, taking
from commonweal.directory.alike import merging
from commonweal.directory.models import Audience, Feed, Location, SourceRecord, Withheld
from commonweal.directory.standing import stand
from commonweal.directory.taking import TOP, Rows, record_id
from commonweal.directory.withhold_changes import TOGETHER, WHEREABOUTS
from commonweal.feeds.licences import LICENCES
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.openreferral.reading import Gone, Part, Record
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
) -> Synced:
    """Take a feed's records as they stand. `whole` says that what it does not name has vanished from it.

    `loose` are rows that belong to nothing that the feed holds: kept as they came, shown nowhere. `gone` are records
    that the feed itself says it no longer has.
    """
    now = timezone.now()
    told = {(each.kind, each.source_id): each for each in records if each.kind in TOP}
    kept = _apart(each for each in loose if each.kind not in TOP)
    if whole and not told:
        raise Invalid(_("The feed gave no records at all, so nothing was changed. Look at it before trying again."))
    before = {
        (each.kind, each.source_id): each for each in SourceRecord.objects.filter(feed=feed).defer("raw").iterator()
    }
    done = Synced()
    moved = [key for key in told if _moved(before.get(key), told[key])]
    done.added = sum(1 for key in moved if key not in before or before[key].vanished_at is not None)
    done.changed, done.same = len(moved) - done.added, len(told) - len(moved)
    said_gone = {(each.kind, each.source_id) for each in gone}
    ended = [
        key
        for key, each in before.items()
        if each.vanished_at is None and key not in told and key not in kept and (whole or key in said_gone)
    ]
    _keep_sources(
        feed, told | kept, before, [*moved, *(key for key in kept if _moved(before.get(key), kept[key]))], now
    )
    _end_sources([before[key].pk for key in ended], now)
    done.vanished = sum(1 for key in ended if key[0] in TOP)
    done.loose = len(kept)
    _write(feed, told, moved, done)
    for kind in TOP:
        taking.emptied(kind, [record_id(feed, kind, key[1]) for key in ended if key[0] == kind], now)
    # What a person made one stays one, whichever of the two its source has just said anew.
    current().touch(*merging.hold_to(feed.place, {record_id(feed, *key) for key in (*moved, *ended)}))
    feed.synced_at, feed.profile = now, profile or feed.profile
    feed.save(update_fields=["synced_at", "profile"])
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


def _keep_sources(feed: Feed, told, before, moved, now) -> None:  # type: ignore[no-untyped-def]
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
    for start in range(0, len(ids), 500):
        rows = SourceRecord.objects.filter(pk__in=ids[start : start + 500])
        rows.update(vanished_at=now, changed_in=current().entry_id)


def _write(feed: Feed, told, moved, done: Synced) -> None:  # type: ignore[no-untyped-def]
    """Make rows of the records that moved, in the place of those that stood."""
    known: dict[str, set[str]] = {}
    for kind, source_id in told:
        known.setdefault(kind, set()).add(source_id)
    for kind, source_id in SourceRecord.objects.filter(feed=feed, vanished_at=None).values_list("kind", "source_id"):
        known.setdefault(kind, set()).add(source_id)
    sources = {
        (each.kind, each.source_id): each
        for each in SourceRecord.objects.filter(feed=feed, changed_in=current().entry_id).defer("raw")
    }
    rows = Rows(feed, known)
    for kind in TOP:
        for key in (each for each in moved if each[0] == kind):
            rows.add(kind, key[1], told[key].document, sources[key])
    for kind in TOP:
        taking.clear_parts(kind, [record_id(feed, kind, key[1]) for key in moved if key[0] == kind])
    done.rows = taking.write(rows.rows)
    done.left_out = rows.left_out
    _withhold(rows.withheld)
    stand([each for each in rows.rows.get("location", []) if isinstance(each, Location)])
    _apply_withheld(rows)


def _withhold(said: Iterable[tuple[str, UUID, str, str, str]]) -> None:
    """What the source itself says is not for everyone. A place may withhold more; a sync never shows more."""
    for kind, pk, path, how, why in said:
        audience = Audience.PARTNERS if how == "partner" else Audience.KEEPERS
        field = WHEREABOUTS if kind == "location" and path.split(".")[0] in TOGETHER else path
        Withheld.objects.update_or_create(
            record=pk,
            field=field,
            defaults={"kind": kind, "audience": audience, "reason": why or _("Its source says so.")},
        )


def _apply_withheld(rows: Rows) -> None:
    """Whole records and whereabouts that are withheld say so themselves, where counts and lists can ask it."""
    for kind, names in (("organization", ("",)), ("service", ("",)), ("location", ("", WHEREABOUTS))):
        ids = [each.pk for each in rows.rows.get(kind, [])]
        for start in range(0, len(ids), 500):
            held = Withheld.objects.filter(record__in=ids[start : start + 500], field__in=names)
            for each in held:
                column = each.field or "audience"
                taking.OF[kind]._default_manager.filter(pk=each.record).update(**{column: each.audience})
