"""A handful of numbers read together, one to a page; and a place's profile as it stood on a day."""

from __future__ import annotations

from django.db import models

from commonweal.core import columns, privacy
from commonweal.evidence.models.figures import Figure
from commonweal.listening.models import Gathering
from commonweal.places.models import Place, public


class Reading(models.Model):
    """A session in which people read numbers about their place, and say what they make of them."""

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="readings")
    gathering = models.ForeignKey(Gathering, null=True, blank=True, on_delete=models.SET_NULL, related_name="readings")
    title = models.CharField(max_length=200)
    about = columns.text()  # why these numbers, in the words of whoever prepared it
    question = models.CharField(max_length=300)  # asked on every page; "" for the house's own
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # nothing more is asked; what was said stays

    privacy = {**public(*"place gathering title about question made_at ended_at".split()), "id": privacy.PUBLIC}

    class Meta:
        indexes = [models.Index(fields=["place", "-made_at"])]

    def __str__(self) -> str:
        return self.title


class ReadingPage(models.Model):
    """One idea: a number as it stood, and how it is put to residents and to clinicians."""

    id = columns.key()
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()  # from 1
    figure = models.ForeignKey(Figure, on_delete=models.RESTRICT, related_name="pages")
    heading = models.CharField(max_length=200, blank=True)  # "": what the number is called
    residents = columns.text()  # "": said by the house from the number itself
    clinicians = columns.text()

    privacy = {**public(*"reading number figure heading residents clinicians".split()), "id": privacy.PUBLIC}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="evidence_reading_page_once")]

    def __str__(self) -> str:
        return f"{self.reading}, page {self.number}"


class Profile(models.Model):
    """All that a place's profile said on a day: kept for good, never worked out again."""

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="profiles")
    told = models.JSONField()  # profile.rows.Profile, as data
    versions = models.JSONField(default=list)  # ids of the dataset versions it was made from
    method_version = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    privacy = {**public(*"place told versions method_version made_at".split()), "id": privacy.PUBLIC}

    class Meta:
        indexes = [models.Index(fields=["place", "-made_at"])]

    def __str__(self) -> str:
        return f"Profile of {self.place}, {self.made_at:%Y-%m-%d}"
