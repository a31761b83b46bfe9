"""What people decide about other directories: whose words stand, how a sheet is read, and whether it is taken in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.directory import rules
from commonweal.directory.entry_words import as_said, put
from commonweal.directory.feeds import beside
from commonweal.directory.models import Beside, EntryVersion, Feed, Location, Organization, Service, SourceRecord
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current

ENTRIES = (Organization, Location, Service)


@change("directory.service.settle", allowed=rules.may_keep_service, facts=["field", "taken"])
def settle(who: Actor, service: Service, *, feed: Feed, field: str, take: bool, seen: str) -> Service:
    """Where a source says other words than the entry: take them, or keep ours until the source says something new.

    `seen` is the mark of the source's words that were decided about; if they are others meanwhile, nothing is done.
    """
    row = Beside.objects.filter(service=service, feed=feed).first()
    before = as_said(service)
    if row is None or field not in beside.ours(row, before):
        raise Clash(_("There is nothing to decide here any more: the entry and its source say the same."))
    if beside.mark(field, row.said.get(field)) != seen:
        raise Clash(_("Its source says something else meanwhile. Look again before you decide."))
    if take:
        EntryVersion.objects.create(service=service, said=before, until=timezone.now(), entry=current().entry_id)
        put(service, {field: row.said.get(field)})
        service.last_modified = timezone.now()
        service.save()
        beside.edited(service, before)
    else:
        row.looked[field] = row.said.get(field)
        row.save()
    current().state(field=field, taken=take)
    return service


@change("directory.feed.map", allowed=rules.may_sync_feed)
def keep_mapping(who: Actor, feed: Feed, *, mapping: Mapping[str, Any]) -> Feed:
    """Keep how this source's sheets are read, to read the next one in the same way."""
    if not any(each.get("columns") for each in mapping.get("sheets", ())):
        raise Invalid(_("This mapping names no column. Say for each column which field its cells go to."))
    feed.mapping = dict(mapping)
    feed.save(update_fields=["mapping"])
    return feed


@change("directory.feed.check", allowed=rules.may_sync_feed, facts=["verdict"])
def keep_check(who: Actor, feed: Feed, *, checked: Mapping[str, Any]) -> Feed:
    """Keep what our own check said of a feed."""
    feed.checked = dict(checked)
    feed.save(update_fields=["checked"])
    current().state(verdict=str(checked.get("verdict", "")))
    return feed


@change("directory.feed.stop", allowed=rules.may_sync_feed, facts=["entries"])
def stop(who: Actor, feed: Feed) -> Feed:
    """No longer take a directory in: what was made from it is shown to nobody, and comes back with `resume`."""
    if feed.stopped_at is not None:
        raise Clash(_("This directory is stopped already."))
    feed.stopped_at = now = timezone.now()
    feed.save(update_fields=["stopped_at"])
    gone = sum(
        model._default_manager.filter(source__feed=feed, gone_at=None).update(gone_at=now, last_modified=now)
        for model in ENTRIES
    )
    _publish_anew(feed)
    current().state(entries=gone)
    return feed


@change("directory.feed.resume", allowed=rules.may_sync_feed, facts=["entries"])
def resume(who: Actor, feed: Feed) -> Feed:
    """Take a directory in again that was stopped: what went away with it comes back as it was."""
    if feed.stopped_at is None:
        raise Clash(_("This directory is not stopped."))
    when, now = feed.stopped_at, timezone.now()
    feed.stopped_at = None
    feed.save(update_fields=["stopped_at"])
    back = sum(
        model._default_manager.filter(source__feed=feed, gone_at=when).update(gone_at=None, last_modified=now)
        for model in ENTRIES
    )
    _publish_anew(feed)
    current().state(entries=back)
    return feed


def _publish_anew(feed: Feed) -> None:
    """Whatever publishes follows the records that a change touched."""
    SourceRecord.objects.filter(feed=feed, vanished_at=None).update(changed_in=current().entry_id)
