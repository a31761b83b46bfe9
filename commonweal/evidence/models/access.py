"""What a place brings to have the way measured better: streets to walk on, tables of minutes; each in versions."""

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


class Streets(models.Model):
    """The streets of a place, as they can be walked: read once from an extract of a map, and kept as a compact graph.

    Newer ones are used instead; none is written over. `graph` holds points, chains and corners, packed
    (evidence/access/packing.py): a city of 150,000 people is 0.4 MB.
    """

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="streets")
    title = models.CharField(max_length=200)  # "OpenStreetMap, Newport"
    vintage = models.DateField()  # of when the map is
    licence = models.CharField(max_length=40)  # a key of feeds/licences.py
    attribution = models.CharField(max_length=200)
    graph = models.BinaryField()
    points = models.IntegerField()
    corners = models.IntegerField()  # where ways meet or end
    kilometres = models.IntegerField()
    left_out = models.IntegerField()  # points of parts that hang together with nothing else
    homes = models.IntegerField()  # neighbourhoods of the place whose middle is known
    far = models.IntegerField()  # those of them that no street is near
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = columns.text()

    privacy = public(
        *"id place title vintage licence attribution graph points corners kilometres left_out homes far sha256".split(),
        *("made_at", "withdrawn_at", "withdrawn_because"),
    )

    class Meta:
        indexes = [models.Index(fields=["place", "made_at"])]

    def __str__(self) -> str:
        return self.title


class Bringing(models.Model):
    """Something on its way in, from being handed over by a page to its end. The worker writes it while it goes on."""

    STREETS, MINUTES, TIMETABLE = "streets", "minutes", "timetable"
    WAITING, READING, LOOKED, DONE, FAILED = "waiting", "reading", "looked", "done", "failed"

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="bringings")
    what = models.CharField(max_length=10)
    told = models.JSONField(default=dict)  # what was said of it: title, licence, day …
    use = models.BooleanField(default=False)  # put it to use; else it is only looked at
    asked_by = models.CharField(max_length=80, blank=True)  # the account whose roles it is done with; empty: the house
    state = models.CharField(max_length=10, default=WAITING)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    file = columns.text()  # its name
    come = models.IntegerField(default=0)  # how much of it has been read: ways, rows
    found = models.JSONField(default=dict)  # what is in it, and what is wrong in it
    sentence = columns.text()  # why it failed, for a person to act on

    privacy = dict.fromkeys(
        "id place what told use asked_by state began_at ended_at file come found sentence".split(), privacy.HOUSE
    )

    class Meta:
        indexes = [models.Index(fields=["place", "began_at"])]

    def __str__(self) -> str:
        return f"{self.what} of {self.place_id}: {self.state}"
