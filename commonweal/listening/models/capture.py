"""Shared devices at a gathering, and what devices sent that could not be kept. No word of anybody's stands here."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.listening.models.gatherings import Gathering
from commonweal.places.models import Place


class Kiosk(models.Model):
    """A shared device that somebody set up for a gathering. It proves itself by a token, of which a hash is kept."""

    id = key()
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="kiosks")
    name = models.CharField(max_length=80)  # "the tablet by the door"
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # from then on nothing is taken from it
    taken = models.PositiveIntegerField(default=0)  # contributions that arrived from it, each counted once
    waiting = models.PositiveIntegerField(null=True, blank=True)  # on it when it was last heard; None: never heard
    refused = models.PositiveIntegerField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        **dict.fromkeys("id gathering made_at ended_at".split(), privacy.HOUSE),
        **dict.fromkeys("name taken waiting refused heard_at".split(), privacy.PARTNER),
        "token_hash": privacy.SECRET,
    }

    def __str__(self) -> str:
        return self.name


class Unkept(models.Model):
    """Something a device sent that could not be kept, and why. When it is sent again and kept, this goes."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    gathering = models.ForeignKey(Gathering, null=True, blank=True, on_delete=models.CASCADE, related_name="unkept")
    kiosk = models.ForeignKey(Kiosk, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    client_id = models.CharField(max_length=64, unique=True)
    why = text()  # the sentence that the device was told
    at = models.DateTimeField()

    privacy = dict.fromkeys("id place gathering kiosk client_id why at".split(), privacy.HOUSE)

    class Meta:
        verbose_name_plural = "unkept"
        indexes = [models.Index(fields=["gathering"])]

    def __str__(self) -> str:
        return self.client_id
