"""Where and when people were listened to: a stall, a café, a walk, a visit."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.directory.models import Organization
from commonweal.journal.actor import Actor
from commonweal.places.models import Area, Place


class SeenGatherings(models.QuerySet["Gathering"]):
    """Gatherings are no secret: that there was one, and where, everybody may know."""

    def visible_to(self, viewer: Actor) -> SeenGatherings:
        """All of them; who came is kept elsewhere."""
        return self.all()


class Gathering(models.Model):
    """An occasion on which people were listened to. Voices given on no occasion have none."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="gatherings")
    kind = models.CharField(max_length=20)  # words.GATHERINGS
    name = models.CharField(max_length=200)
    on = models.DateField()
    where = text()
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    organization = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    question = text()  # what people are asked, as it is put to them
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        "id place kind name on where area organization question made_at closed_at".split(), privacy.PUBLIC
    )
    objects = SeenGatherings.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "on"])]

    def __str__(self) -> str:
        return self.name
