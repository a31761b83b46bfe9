"""Neighbourhoods that were chosen for a piece of work, with the criteria, the scorecard and the reason: for good."""

from __future__ import annotations

from django.db import models

from commonweal.core import columns
from commonweal.places.models import Place, public


class Choice(models.Model):
    """Which neighbourhoods, by which stated criteria, and why. Never changed afterwards: another choice follows it."""

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="choices")
    name = models.CharField(max_length=200)  # what they are chosen for
    reason = columns.text()  # why these criteria, in people's words
    kind = models.CharField(max_length=20)  # kind of area: "msoa21", "drawn"
    criteria = models.JSONField()  # [{"indicator", "label", "way", "weight", "least", "most"}]
    many = models.PositiveIntegerField()  # how many were to be chosen
    chosen = models.JSONField()  # keys of those chosen by people
    card = models.JSONField()  # the scorecard as it stood
    source = columns.text()  # which files and which method
    made_at = models.DateTimeField()

    privacy = public(*"id place name reason kind criteria many chosen card source made_at".split())

    class Meta:
        indexes = [models.Index(fields=["place", "made_at"])]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="evidence_choice_named")]

    def __str__(self) -> str:
        return self.name
