"""Minutes from neighbourhoods to where things are on, as a router worked them out: supplied by a place, in versions."""

from __future__ import annotations

from django.db import models

from commonweal.core import columns, privacy
from commonweal.places.models import Place, public


class MinutesTable(models.Model):
    """One table of minutes, kept whole. A newer one of the same mode is used instead; none is written over.

    `pairs` holds three numbers for each pair, packed (evidence/access/packing.py): half a million are 6 MB.
    """

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="minutes_tables")
    title = models.CharField(max_length=200)  # how it was worked out: "R5, OpenStreetMap of June 2026"
    mode = models.CharField(max_length=20)  # "walk", "public-transport" …
    licence = models.CharField(max_length=200, blank=True)  # of the network it was made from
    origins = models.JSONField(default=list)  # keys of areas
    destinations = models.JSONField(default=list)  # ids of locations in the directory
    pairs = models.BinaryField()
    count = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = columns.text()

    privacy = {
        **public(
            *"place title mode licence origins destinations pairs count sha256 made_at withdrawn_at "
            "withdrawn_because".split()
        ),
        "id": privacy.PUBLIC,
    }

    class Meta:
        indexes = [models.Index(fields=["place", "mode", "made_at"])]

    def __str__(self) -> str:
        return self.title
