"""What was given out of counts of people: so that no two figures can be taken from each other to tell of a few."""

from __future__ import annotations

from django.db import models

from commonweal.core import columns, privacy
from commonweal.places.models import Place, public


class ReleaseRules(models.Model):
    """By which profile a place gives out counts of people. A place without a row goes by the house's: "nhs"."""

    id = columns.key()
    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="release_rules")
    profile = models.CharField(max_length=20)  # a name of methods.disclosure.PROFILES
    set_at = models.DateTimeField()

    privacy = public("id", "place", "profile", "set_at")

    def __str__(self) -> str:
        return f"{self.place}: {self.profile}"


class Release(models.Model):
    """One question about how many people, and what was answered: for good, so that asking again tells no more.

    `people` is the true count. It is here for one thing: to see whether a corrected count differs by so few people
    that giving both would tell of them. No page, export, message or error carries it.
    """

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="releases")
    measure = models.CharField(max_length=120)  # "returns:assisted_bins:2026-09": what is counted, and for when
    edition = models.CharField(max_length=64, blank=True)  # of the return or file: a corrected one has another
    label = models.CharField(max_length=200)  # what is counted, in words
    source = models.CharField(max_length=300)  # who counted it, and when
    split = models.CharField(max_length=60, blank=True)  # by what people are told apart: "ethnicity"; "" everybody
    parts = models.JSONField(default=list)  # which of them are meant
    group_label = models.CharField(max_length=200, blank=True)  # in words; "" everybody
    areas = models.JSONField(default=list)  # keys, in order
    asked = models.CharField(max_length=64)  # hash of split, parts and areas: the same question is known by it
    people = models.PositiveIntegerField(null=True)  # null: not known
    shown = models.FloatField(null=True)  # null: not shown, or not known
    suppressed = models.BooleanField()
    profile = models.CharField(max_length=20)
    at = models.DateTimeField()

    privacy = {
        **public(*"id place measure edition label source split parts group_label areas shown profile at".split()),
        **dict.fromkeys("asked suppressed".split(), privacy.HOUSE),
        "people": privacy.SECRET,
    }

    class Meta:
        indexes = [models.Index(fields=["place", "measure", "edition"])]
        constraints = [
            models.UniqueConstraint(fields=["place", "measure", "edition", "asked"], name="evidence_release_once"),
            models.CheckConstraint(
                condition=models.Q(suppressed=False) | models.Q(shown=None),
                name="evidence_release_hidden_has_no_number",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ReleaseCounts(models.Model):
    """What one edition counted, cell by cell: so that another way of telling people apart, or a corrected count, can be
    held against what was answered from it. Nothing but the ledger reads it.
    """

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="release_counts")
    measure = models.CharField(max_length=120)
    edition = models.CharField(max_length=64, blank=True)
    counts = models.JSONField()  # {"people": {area: how many}, "splits": {split: {part: {area: how many}}}}
    at = models.DateTimeField()  # first asked about

    privacy = {**public("id", "place", "measure", "edition", "at"), "counts": privacy.SECRET}

    class Meta:
        verbose_name_plural = "release counts"
        constraints = [
            models.UniqueConstraint(fields=["place", "measure", "edition"], name="evidence_releasecounts_once"),
        ]

    def __str__(self) -> str:
        return self.measure
