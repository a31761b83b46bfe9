"""The time of helpers, planned and given; how each person wants to be told; what they were told; texts that came in.

A number or an address is kept sealed (channels/seals.py: encrypted under the installation's own key), so that a stolen
backup tells nobody where somebody lives.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.listening.models.gatherings import Gathering
from commonweal.places.models import Place


class HelpPlan(models.Model):
    """So much of helpers' time is planned for one channel, in a gathering or in a season of a place."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    gathering = models.ForeignKey(Gathering, null=True, blank=True, on_delete=models.CASCADE, related_name="help_plans")
    season = models.CharField(max_length=12, blank=True)  # "2026-autumn", where it is for no one gathering
    channel = models.CharField(max_length=10)  # helping.words.CHANNELS
    minutes = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    privacy = dict.fromkeys("id place gathering season channel minutes made_at".split(), privacy.PUBLIC)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "channel"], name="listening_plan_of_gathering_once"),
            models.UniqueConstraint(
                fields=["place", "season", "channel"], condition=Q(gathering=None), name="listening_plan_of_season_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes, {self.channel}"


class HelpGiven(models.Model):
    """Time a helper gave that no voice tells of: calls nobody answered, reading back, travelling."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    gathering = models.ForeignKey(
        Gathering, null=True, blank=True, on_delete=models.SET_NULL, related_name="help_given"
    )
    helper_kind = models.CharField(
        max_length=20, blank=True
    )  # empty: they were erased; the time was given all the same
    helper_id = models.CharField(max_length=64, blank=True)
    channel = models.CharField(max_length=10)
    on = models.DateField()
    minutes = models.PositiveIntegerField()
    what = models.CharField(max_length=200, blank=True)

    privacy = dict.fromkeys("id place gathering channel on minutes".split(), privacy.PARTNER) | dict.fromkeys(
        "helper_kind helper_id what".split(), privacy.PERSONAL
    )

    class Meta:
        verbose_name_plural = "help given"
        indexes = [models.Index(fields=["place", "on"])]

    def __str__(self) -> str:
        return f"{self.minutes} minutes on {self.on}"


class ChannelChoice(models.Model):
    """How somebody wants to be told what becomes of what they said. Asked once; honoured by `channels.send`."""

    id = key()
    person_kind = models.CharField(max_length=20)  # account | contributor
    person_id = models.CharField(max_length=64)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=10)  # channels.words.CHANNELS
    reach = text()  # sealed: a number or an address
    worker = models.CharField(max_length=200, blank=True)  # face to face: through whom
    language = models.CharField(max_length=35, blank=True)
    chosen_at = models.DateTimeField()

    privacy = dict.fromkeys("id place chosen_at".split(), privacy.HOUSE) | dict.fromkeys(
        "person_kind person_id channel language".split(), privacy.PERSONAL
    ) | dict.fromkeys(("reach", "worker"), privacy.SENSITIVE)  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_kind", "person_id"], name="listening_channel_once")]

    def __str__(self) -> str:
        return self.channel


class Told(models.Model):
    """Somebody was told something, or is to be told by a person, or asked not to be. Which message; never a word of it.

    `facts` are counts and codes that the message was filled with, so that a helper can read it out.
    """

    WAITS, SENT, FAILED, NOT = "waits", "sent", "failed", "not"

    id = key()
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    person_kind = models.CharField(max_length=20)
    person_id = models.CharField(max_length=64)
    message = models.CharField(max_length=60)  # channels.messages
    facts = models.JSONField(default=dict)
    channel = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=8)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys("id place at done_at".split(), privacy.HOUSE) | dict.fromkeys(
        "person_kind person_id message facts channel state".split(), privacy.PERSONAL
    )

    class Meta:
        verbose_name_plural = "told"
        indexes = [
            models.Index(fields=["person_kind", "person_id"]),
            models.Index(fields=["place", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.message}: {self.state}"


class TextLine(models.Model):
    """One telephone from which texts come, by a keyed hash of its number."""

    id = key()
    number_hash = models.CharField(max_length=64, unique=True)
    person_kind = models.CharField(max_length=20, blank=True)
    person_id = models.CharField(max_length=64, blank=True)  # the slip that its stories are kept with
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    stopped_at = models.DateTimeField(null=True, blank=True)
    # WITHDRAW was asked for and waits for a YES: for whom, and until when.
    asked_kind = models.CharField(max_length=20, blank=True)
    asked_id = models.CharField(max_length=64, blank=True)
    asked_until = models.DateTimeField(null=True, blank=True)

    privacy = {"id": privacy.HOUSE, "place": privacy.HOUSE} | dict.fromkeys(
        "person_kind person_id stopped_at asked_kind asked_id asked_until".split(), privacy.PERSONAL
    ) | {"number_hash": privacy.SENSITIVE}  # fmt: skip

    def __str__(self) -> str:
        return f"a telephone, {self.pk}"


class TextIn(models.Model):
    """A text came in and was answered: its provider's id, so that it is taken once. None of its words."""

    id = key()
    message_id = models.CharField(max_length=64, unique=True)
    line = models.ForeignKey(TextLine, null=True, blank=True, on_delete=models.CASCADE, related_name="texts")
    what = models.CharField(max_length=10)  # story | stop | withdraw | yes | status | replies | help
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys("id message_id at answered_at".split(), privacy.HOUSE) | dict.fromkeys(
        ("line", "what"), privacy.PERSONAL
    )

    class Meta:
        verbose_name_plural = "texts in"
        indexes = [models.Index(fields=["line", "at"])]

    def __str__(self) -> str:
        return f"{self.what} at {self.at}"
