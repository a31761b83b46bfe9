"""A voice that stands beside a number: chosen by people of the place, with a yes of whoever said it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.listening.models.voices import Quote, Voice
from commonweal.places.models import Place


class SeenPairings(models.QuerySet["Pairing"]):
    """Pairings, as far as they may stand now."""

    def standing(self) -> SeenPairings:
        """Those whose teller agrees to be quoted, and to stand beside a number."""
        may = Voice.objects.for_use("quote", "pair_with_number").values("pk")
        return self.filter(quote__voice__in=may)


class Pairing(models.Model):
    """One line beside one number. It may agree with the number, say otherwise, or say what no number can."""

    AGREES, OTHERWISE, BEYOND = "agrees", "otherwise", "beyond"

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="pairings")
    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="pairings")
    indicator = models.CharField(max_length=80)  # the key of an indicator; what it is, the evidence knows
    area_key = models.CharField(max_length=80, blank=True)  # "lsoa21:E01011229"; "" for the whole place
    figure = models.CharField(max_length=64, blank=True)  # id of a stored Figure, where a very number is meant
    way = models.CharField(max_length=10)  # words.WAYS
    why = text()  # whoever chose it, to those who read
    by_kind = models.CharField(max_length=20, blank=True)
    by_id = models.CharField(max_length=64, blank=True)
    by_role = models.CharField(max_length=20, blank=True)  # in which role they chose it: said, their name is not
    made_at = models.DateTimeField()

    privacy = {
        **dict.fromkeys("id place quote figure made_at".split(), privacy.HOUSE),
        **dict.fromkeys("indicator area_key way why by_role".split(), privacy.PUBLIC),
        **dict.fromkeys("by_kind by_id".split(), privacy.PERSONAL),
    }
    objects = SeenPairings.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "indicator"])]
        constraints = [
            models.UniqueConstraint(fields=["quote", "indicator", "area_key"], name="listening_pairing_once"),
            models.CheckConstraint(condition=~Q(indicator=""), name="listening_pairing_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.way}: {self.indicator}"
