"""What is kept about voices so that nobody is hurt: holds, redactions, what went to print, proofs of taking back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.listening.models.voices import Voice, Words
from commonweal.places.models import Place


class Hold(models.Model):
    """A voice is held back so that somebody is safe. Its teller reads why, until when, and can say no."""

    id = key()
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="holds")
    reason = models.TextField()  # for the teller alone, in words they can read
    told = text()  # who was told, for those who look after holds
    made_at = models.DateTimeField()
    decide_by = models.DateField()  # the deadline
    appeal = text()  # what the teller says against it
    appealed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = text()  # for the teller alone

    privacy = {
        **dict.fromkeys(("id", "voice", "made_at", "decide_by", "appealed_at", "ended_at"), privacy.HOUSE),
        **dict.fromkeys(("reason", "told", "appeal", "outcome"), privacy.SENSITIVE),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voice"], condition=Q(ended_at=None), name="listening_hold_once")
        ]

    def __str__(self) -> str:
        return f"hold until {self.decide_by}"


class Redaction(models.Model):
    """A stretch of words that others are not shown: it names somebody else, or could give somebody away.

    One person proposes it and another agrees: until then the stretch is covered, and the voice goes nowhere.
    """

    THIRD, RARE = "third", "rare"

    id = key()
    words = models.ForeignKey(Words, on_delete=models.CASCADE, related_name="redactions")
    start = models.PositiveIntegerField()
    stop = models.PositiveIntegerField()
    why = models.CharField(max_length=6)  # third: names somebody else; rare: could give somebody away
    by_kind = models.CharField(max_length=20)
    by_id = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    agreed_by_kind = models.CharField(max_length=20, blank=True)
    agreed_by_id = models.CharField(max_length=64, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        "id words start stop why made_at agreed_at refused_at".split(), privacy.HOUSE
    ) | dict.fromkeys("by_kind by_id agreed_by_kind agreed_by_id".split(), privacy.PERSONAL)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stop__gt=models.F("start")), name="listening_redaction_not_empty")
        ]

    def __str__(self) -> str:
        return f"{self.start} to {self.stop}: {self.why}"


class Shown(models.Model):
    """A voice was shown somewhere: what can be taken down again, and what is printed and cannot."""

    id = key()
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="shown")
    what = models.CharField(max_length=200)  # "Booklet of the walk along the canal"
    address = models.CharField(max_length=300, blank=True)
    printed = models.BooleanField(default=False)  # on paper, or handed on: it cannot be recalled
    at = models.DateTimeField()

    privacy = {
        **dict.fromkeys(("id", "voice", "printed", "at"), privacy.HOUSE),
        "what": privacy.PERSONAL,
        "address": privacy.PERSONAL,
    }

    class Meta:
        verbose_name_plural = "shown"
        constraints = [models.UniqueConstraint(fields=["voice", "what"], name="listening_shown_once")]

    def __str__(self) -> str:
        return self.what


class ErasureProof(models.Model):
    """After words were taken back, phrases of them were looked for everywhere: what was searched, what was found."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    voices = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()  # bytes
    phrases = models.PositiveIntegerField()
    found = models.PositiveIntegerField()

    privacy = dict.fromkeys("id place at voices files size phrases found".split(), privacy.HOUSE)

    def __str__(self) -> str:
        return f"{self.found} found in {self.files} files"


class Stewardship(models.Model):
    """What happens to the voices of a place when the organisation that keeps them ends. Versions are kept."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="stewardships")
    keeper = models.CharField(max_length=200)  # who keeps the voices now
    then = models.CharField(max_length=12)  # hand_on | return | erase
    to_whom = text()  # who takes them over
    words = models.TextField()  # as people read it
    review_on = models.DateField()
    made_at = models.DateTimeField()

    privacy = dict.fromkeys("id place keeper then to_whom words review_on made_at".split(), privacy.PUBLIC)

    class Meta:
        indexes = [models.Index(fields=["place", "made_at"])]

    def __str__(self) -> str:
        return f"{self.then} ({self.keeper})"
