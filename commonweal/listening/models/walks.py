"""A walk: the line that somebody went, without its ends, and the stops where somebody said or showed something."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.journal.actor import Actor
from commonweal.listening.models.gatherings import Gathering
from commonweal.listening.models.voices import Voice
from commonweal.places.models import Place


class SeenWalks(models.QuerySet["Walk"]):
    """Walks, as a viewer may know of them."""

    def visible_to(self, viewer: Actor) -> SeenWalks:
        """Those whose voice this viewer may read, or any stop of which they may."""
        read = Voice.objects.readable_by(viewer).values("pk")
        stops = Stop.objects.filter(walk=OuterRef("pk"), voice__in=read)
        return self.filter(Q(voice__in=read) | Exists(stops))


class Walk(models.Model):
    """A track that somebody gave. Only what was left after its ends were cut off was ever kept.

    Taken back by whoever gave the track, the line and the name go; stops of other people stay theirs.
    """

    GPX, DRAWN, STOPS = "gpx", "drawn", "stops"

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="walks")
    gathering = models.ForeignKey(Gathering, null=True, blank=True, on_delete=models.SET_NULL, related_name="walks")
    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, related_name="walk")  # whose track it is
    name = text()
    how = models.CharField(max_length=6)
    runs = models.JSONField(default=list)  # [[[lon, lat, seconds since it began or null], …], …]
    began_at = models.DateTimeField(null=True, blank=True)  # at the first point that is kept
    metres = models.FloatField(null=True, blank=True)  # of what is kept; None for stops without a line
    seconds = models.FloatField(null=True, blank=True)
    trim_metres = models.PositiveIntegerField(default=0)  # as it was asked for; what was cut is a little more
    hops = models.PositiveIntegerField(default=0)  # points that the device made up, left out
    made_at = models.DateTimeField()

    privacy = {
        **dict.fromkeys("id place gathering voice how trim_metres hops made_at".split(), privacy.HOUSE),
        **dict.fromkeys("name runs began_at metres seconds".split(), privacy.SENSITIVE),
    }
    objects = SeenWalks.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "made_at"])]

    def __str__(self) -> str:
        return f"walk {self.pk}"


class Stop(models.Model):
    """A spot on a walk, and whose words and pictures belong to it: the walker's own, or somebody else's voice."""

    TIME, PICTURE, HAND, NONE = "time", "picture", "hand", "none"

    id = key()
    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="stops")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="stops")
    number = models.PositiveIntegerField()
    name = text()
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    placed = models.CharField(max_length=8, default=NONE)  # how its spot is known
    made_at = models.DateTimeField()

    privacy = {
        **dict.fromkeys("id walk voice number placed made_at".split(), privacy.HOUSE),
        **dict.fromkeys(("name", "lat", "lon"), privacy.SENSITIVE),
    }

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["walk", "number"], name="listening_stop_number_once")]

    def __str__(self) -> str:
        return f"stop {self.number}"
