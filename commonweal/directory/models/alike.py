"""Entries that may be the same thing: pairs as they were found, what a person said of them, and what was merged."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from commonweal.core import privacy
from commonweal.core.columns import key
from commonweal.places.models import Place


class AlikePair(models.Model):
    """Two entries of a place that may be one. Worked out anew from what they say; nothing rests on a row."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    one = models.UUIDField()
    other = models.UUIDField()
    score = models.FloatField()
    how = models.CharField(max_length=20)  # almost surely, probably, perhaps
    reasons = models.JSONField()  # [what, weight, seen …]: it may hold what is withheld
    found_at = models.DateTimeField(default=timezone.now)

    privacy = dict.fromkeys("id place kind one other score how reasons found_at".split(), privacy.HOUSE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="directory_alike_once")]
        indexes = [models.Index(fields=["place", "-score"])]

    def __str__(self) -> str:
        return f"{self.how}: {self.one} and {self.other}"


class AlikeLooked(models.Model):
    """When a place's entries were last compared."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, primary_key=True, related_name="+")
    looked_at = models.DateTimeField()
    seconds = models.FloatField(default=0)  # how long it took

    privacy = {"place": privacy.HOUSE, "looked_at": privacy.HOUSE, "seconds": privacy.HOUSE}

    def __str__(self) -> str:
        return f"{self.place_id} at {self.looked_at:%Y-%m-%d %H:%M}"


class Judgement(models.Model):
    """A person's word that two entries are not the same, or that nobody can tell yet; until one of them changes."""

    NOT_SAME, NOT_SURE = "not same", "not sure"

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    one = models.UUIDField()  # the lesser of the two ids
    other = models.UUIDField()
    verdict = models.CharField(max_length=10)
    said = models.CharField(max_length=64)  # what both said then, in one word
    made_at = models.DateTimeField()

    privacy = dict.fromkeys(("id", "place", "kind", "one", "other", "verdict", "said", "made_at"), privacy.HOUSE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="directory_judgement_once")]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.one} and {self.other}"


class Merge(models.Model):
    """Two entries that a person made one. The other is kept as it was, shown to nobody, and can be brought back."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    survivor = models.UUIDField()
    loser = models.UUIDField()
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    entry = models.UUIDField(null=True)  # the journal's, of the change that made it
    # What it takes to go on with it after a sync, and to take it back.
    changed = models.JSONField(default=dict)  # of the survivor: column → [before, after]
    other = models.JSONField(default=dict)  # of the other: column → before
    copies = models.JSONField(default=list)  # rows that the survivor got: groups of [kind, id, origin, what it says]
    moved = models.JSONField(default=dict)  # of organisations: what came over, by kind → ids
    withheld = models.JSONField(default=list)  # what is not for everyone since: [record, field, kind, before, after]
    wants = models.JSONField(default=list)  # which of "places" and "reach" come over beside what the survivor has

    privacy = dict.fromkeys(
        "id place kind survivor loser made_at undone_at entry changed other copies moved withheld wants".split(),
        privacy.HOUSE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["loser"], condition=Q(undone_at=None), name="directory_merged_once"),
            models.CheckConstraint(condition=~Q(survivor=models.F("loser")), name="directory_merged_with_another"),
        ]
        indexes = [models.Index(fields=["survivor"])]

    def __str__(self) -> str:
        return f"{self.loser} into {self.survivor}"
