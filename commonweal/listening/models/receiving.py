"""What a listener tells somebody about what they gave, and how long a place lets people wait for it."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key
from commonweal.listening.models.voices import Voice
from commonweal.places.models import Place


class Reply(models.Model):
    """An honest word to the teller: why it was not used, or what it was used for. Goes with the voice."""

    id = key()
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="replies")
    unused = models.BooleanField(default=True)
    words = models.TextField()  # for the teller alone
    by_kind = models.CharField(max_length=20, blank=True)
    by_id = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()

    privacy = {
        **dict.fromkeys(("id", "voice", "unused", "made_at"), privacy.HOUSE),
        "words": privacy.SENSITIVE,
        "by_kind": privacy.PERSONAL,
        "by_id": privacy.PERSONAL,
    }

    class Meta:
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"reply of {self.made_at:%Y-%m-%d}"


class Patience(models.Model):
    """Within how many days people of a place hear what became of what they said."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, primary_key=True, related_name="patience")
    days = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()

    privacy = dict.fromkeys(("place", "days", "set_at"), privacy.PUBLIC)

    class Meta:
        verbose_name_plural = "patience"

    def __str__(self) -> str:
        return f"{self.days} days in {self.place_id}"
