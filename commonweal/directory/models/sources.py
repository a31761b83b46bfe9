"""Other directories: the feeds a place takes in, and each of their records as it was given."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.places.models import Place, public


class Feed(models.Model):
    """Somebody else's directory that a place takes in. Without a recorded licence there is none."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="feeds")
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=40)  # a key of feeds.licences
    licence_words = text()  # what the publisher said, where the licence has no text of its own
    attribution = text()
    address = text()  # where it is fetched from; empty: files are handed over
    form = models.CharField(max_length=20)  # which reader
    mapping = models.JSONField(default=dict, blank=True)  # for spreadsheets: which column is what
    profile = text()  # what the feed says it is
    checked = models.JSONField(default=dict, blank=True)  # its capability card, as last checked
    synced_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)  # no longer taken in; what went away then has this moment

    privacy = public(*"id place title publisher licence licence_words attribution address form profile".split()) | {
        "mapping": privacy.HOUSE,
        "checked": privacy.PUBLIC,
        "synced_at": privacy.PUBLIC,
        "stopped_at": privacy.PUBLIC,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "title"], name="directory_feed_once")]

    def __str__(self) -> str:
        return self.title


class SourceRecord(models.Model):
    """One record of a feed, untouched: entries can be made from it anew. Never shown: it may hold what is withheld."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(max_length=40)  # an object of the standard
    source_id = text()
    raw = models.JSONField()
    hash = models.CharField(max_length=64)
    fetched_at = models.DateTimeField()
    vanished_at = models.DateTimeField(null=True, blank=True)  # its tombstone
    changed_in = models.UUIDField(null=True)  # the entry that last took it in: what publishes follows this

    privacy = dict.fromkeys(
        ("id", "feed", "kind", "source_id", "raw", "hash", "fetched_at", "vanished_at", "changed_in"), privacy.HOUSE
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "kind", "source_id"], name="directory_source_record_once")
        ]
        indexes = [models.Index(fields=["changed_in"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id}"
