"""An index of social injustice as people here made it: what they chose, how much each thing matters, and when.

Nobody is named: how many set the weights is kept, and what they said in words. Voices are never counted in a score.
"""

from __future__ import annotations

from django.db import models

from commonweal.core import columns, privacy
from commonweal.places.models import Place, public


class IndexSession(models.Model):
    """People sat together to choose parts and weigh them."""

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="index_sessions")
    name = models.CharField(max_length=200)  # where and among whom: "Mill Lane library, Thursday tea"
    on = models.DateField()
    parts = models.JSONField()  # [["overcrowded", true], …]: indicator, and whether more of it is harder
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True)  # what was set became a version; nothing is added after that

    privacy = public("id", "place", "name", "on", "parts", "made_at", "kept_at")

    class Meta:
        indexes = [models.Index(fields=["place", "on"])]

    def __str__(self) -> str:
        return f"{self.name}, {self.on}"


class SessionWeights(models.Model):
    """What one table, or one person, set in a session. Only a number: who it was is not kept."""

    SLIDERS, PAIRS, POINTS = "sliders", "pairs", "points"

    id = columns.key()
    session = models.ForeignKey(IndexSession, on_delete=models.CASCADE, related_name="weights")
    number = models.PositiveSmallIntegerField()  # the first sheet, the second …
    way = models.CharField(max_length=10)
    people = models.PositiveSmallIntegerField()  # how many it speaks for
    said = models.JSONField()  # as it was said: points by part, or judgements [a, b, times]
    shares = models.JSONField()  # what it came to: indicator → share of one
    at = models.DateTimeField()

    # A sheet of one person says what that person holds; only the merged weights are for everybody.
    privacy = dict.fromkeys("id session number way at".split(), privacy.HOUSE) | dict.fromkeys(
        ("people", "said", "shares"), privacy.PARTNER
    )

    class Meta:
        verbose_name_plural = "session weights"
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="evidence_session_weights_once")]

    def __str__(self) -> str:
        return f"sheet {self.number} of {self.session}"


class IndexVersion(models.Model):
    """The index as one session left it. Earlier ones stay readable."""

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="index_versions")
    session = models.OneToOneField(IndexSession, on_delete=models.CASCADE, related_name="version")
    number = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField()  # who set the weights: so many
    sheets = models.PositiveSmallIntegerField()  # on so many sheets
    ways = models.JSONField()  # by which ways they said it
    reasons = columns.text()  # why, in their words
    apart = models.FloatField(null=True)  # points of a hundred between two of them, on average; null where one sheet
    method = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    privacy = public(*"id place session number people sheets ways reasons apart method made_at".split())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "number"], name="evidence_index_number_once")]

    def __str__(self) -> str:
        return f"index {self.number} of {self.place}"


class IndexPart(models.Model):
    """One thing that counts in a version, and how much."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(IndexVersion, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    indicator = models.CharField(max_length=60)
    harder = models.BooleanField()  # more of it is harder
    weight = models.FloatField()  # share of one
    lowest = models.FloatField()  # between sheets
    highest = models.FloatField()

    privacy = public("id", "version", "position", "indicator", "harder", "weight", "lowest", "highest")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "indicator"], name="evidence_index_part_once"),
            models.CheckConstraint(condition=models.Q(weight__gte=0), name="evidence_index_part_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.weight:.2f}"
