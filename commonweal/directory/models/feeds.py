"""How taking other directories in goes: each time a feed was read, and where it says other words than an entry does."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.directory.models.entries import Service
from commonweal.directory.models.sources import Feed


class FeedRun(models.Model):
    """One reading of a feed: a look beforehand (`only_look`), or taking it in. Written while it goes on."""

    WAITING, READING, TAKING, DONE, FAILED = "waiting", "reading", "taking", "done", "failed"

    id = key()
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="runs")
    only_look = models.BooleanField(default=False)
    asked_by = models.CharField(max_length=80, blank=True)  # the account whose roles it is done with; empty: the house
    state = models.CharField(max_length=10, default=WAITING)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    file = text()  # the name of the file that was handed over; empty: it is fetched from the feed's address
    reader = models.CharField(max_length=20, blank=True)
    why = text()  # why this reader
    mapping = models.JSONField(default=dict, blank=True)  # for a sheet: how it was read
    counts = models.JSONField(default=dict, blank=True)  # records by kind, and what a sync came to
    problems = models.JSONField(default=list, blank=True)  # [level, where, what], up to a limit
    problem_count = models.PositiveIntegerField(default=0)  # all of them
    apart = models.JSONField(default=dict, blank=True)  # rows that belong to nothing: how many, by why
    sentence = text()  # why it failed, for a person to act on

    privacy = dict.fromkeys(
        (
            *("id", "feed", "only_look", "asked_by", "state", "began_at", "ended_at", "file", "reader", "why"),
            *("mapping", "counts", "problems", "problem_count", "apart", "sentence"),
        ),
        privacy.HOUSE,
    )

    class Meta:
        indexes = [models.Index(fields=["feed", "began_at"])]

    def __str__(self) -> str:
        return f"{self.state} of {self.feed_id}"


class Beside(models.Model):
    """What a feed says of an entry whose words are not simply the feed's: it was edited here, or another's came first.

    Field by field the entry stands as it is; `said` is what this feed says. They differ where the two are not the same,
    and somebody should look where `looked` (what it said when somebody last decided) is not what it says now.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="beside")
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="+")
    said = models.JSONField()
    since = models.JSONField(default=dict)  # by field, when it came to say so
    looked = models.JSONField(default=dict)  # by field, what it said when our words were chosen
    hidden = models.JSONField(default=dict)  # by field, for which audience alone, where the source says so

    privacy = {
        "id": privacy.HOUSE,
        "service": privacy.HOUSE,
        "feed": privacy.HOUSE,
        "said": privacy.PERSONAL,
        "since": privacy.HOUSE,
        "looked": privacy.PERSONAL,
        "hidden": privacy.HOUSE,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "feed"], name="directory_beside_once")]

    def __str__(self) -> str:
        return f"what feed {self.feed_id} says of {self.service_id}"
