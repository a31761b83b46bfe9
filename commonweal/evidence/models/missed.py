"""Who has not been reached: a combination of markers in named neighbourhoods, or a community, and who takes it on."""

from __future__ import annotations

from django.db import models

from commonweal.core import columns
from commonweal.listening.models import Outreach
from commonweal.places.models import Place, public


class MissedFind(models.Model):
    """Somebody looked, and found people who have probably not been reached. Areas only: never a home, never a
    person.
    """

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="missed_finds")
    name = models.CharField(max_length=120)  # whom it is about, in words they could read of themselves
    markers = models.JSONField(default=list)  # keys of indicators that are high together; empty for a community
    top = models.FloatField(default=0.2)  # high: among this share of the place's neighbourhoods
    areas = models.JSONField(default=list)  # keys of the neighbourhoods it names
    community = models.CharField(max_length=120, blank=True)  # a community of identity, as it names itself
    seen = columns.text()  # what makes somebody think so, and what may be wrong with it
    source = columns.text()  # files and vintages, as they were when it was kept
    outreach = models.ForeignKey(Outreach, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    privacy = public(
        "id", "place", "name", "markers", "top", "areas", "community", "seen", "source", "outreach", "made_at"
    )

    class Meta:
        indexes = [models.Index(fields=["place", "made_at"])]

    def __str__(self) -> str:
        return self.name
