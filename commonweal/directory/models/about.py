"""What entries say beyond the standard: answers to the questions of directory/data/about.csv, each dated."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.places.models import Place


class AboutFact(models.Model):
    """One answer about one record. No row: nobody has said. Who may see it stands with its question.

    What was said before is kept, with the moment until which it stood, so that it can be looked up and put back.
    """

    ORGANISATION, KEEPER = "organisation", "keeper"  # itself, or somebody who works in the place

    id = key()
    record = models.UUIDField()
    kind = models.CharField(max_length=20)  # service, location, organization
    question = models.CharField(max_length=30)
    value = text()
    said_by = models.CharField(max_length=12)
    said_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)  # None: it stands
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")

    # Some answers are for partners alone, so no field of an answer is public by itself: documents say which are.
    privacy = dict.fromkeys(
        ("id", "record", "kind", "question", "value", "said_by", "said_at", "until", "place"), privacy.PARTNER
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "question"], condition=Q(until=None), name="directory_about_said_once"
            )
        ]
        indexes = [models.Index(fields=["record"]), models.Index(fields=["place", "question"])]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"
