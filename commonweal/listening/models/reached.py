"""Who was asked to come, who came and who spoke, as counts; and who will reach out to those who are missing.

No row here is about a person: only how many said of themselves that they belong to a group.
"""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.directory.models import Organization
from commonweal.journal.actor import Actor
from commonweal.listening.models.gatherings import Gathering
from commonweal.places.models import Place


class Tally(models.Model):
    """So many people of one group at one step of one gathering, counted by somebody. An absent row is unknown."""

    EVERYBODY = "everybody"

    id = key()
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="tallies")
    step = models.CharField(max_length=8)  # reached.words.STEPS
    group = models.CharField(max_length=20)  # reached.words.GROUPS, or "everybody" for the whole
    value = models.CharField(max_length=120, blank=True)  # which of the group; a community as people name it
    many = models.PositiveIntegerField()
    how = models.CharField(max_length=10)  # reached.words.HOW
    at = models.DateTimeField()

    privacy = dict.fromkeys("id gathering step how at".split(), privacy.HOUSE) | dict.fromkeys(
        "group value many".split(), privacy.PARTNER
    )

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(fields=["gathering", "step", "group", "value"], name="listening_tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.many} of {self.group}/{self.value} {self.step}"


class SeenOutreach(models.QuerySet["Outreach"]):
    """That somebody will reach out, everybody may know; who it is, those who work in the place."""

    def visible_to(self, viewer: Actor) -> SeenOutreach:
        """All of them."""
        return self.all()

    def waiting(self) -> SeenOutreach:
        """Those of which nobody has said yet what came of them."""
        return self.filter(done_at=None)


class Outreach(models.Model):
    """Somebody will reach out to those who are missing: who, how, by when; and what came of it."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="outreach")
    gathering = models.ForeignKey(Gathering, null=True, blank=True, on_delete=models.SET_NULL, related_name="outreach")
    group = models.CharField(max_length=20)
    value = models.CharField(max_length=120, blank=True)
    owner = models.CharField(max_length=200)  # a person, as they want to be called
    owner_kind = models.CharField(max_length=20, blank=True)  # where they have an account: so that it can go with them
    owner_id = models.CharField(max_length=64, blank=True)
    organization = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    way = models.CharField(max_length=12)  # reached.words.WAYS
    how = text()  # in words: "Asha from the Saturday school asks the mothers"
    by = models.DateField()
    made_at = models.DateTimeField()
    came_of_it = text()
    done_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys("id place gathering made_at".split(), privacy.HOUSE) | dict.fromkeys(
        "group value organization way by done_at".split(), privacy.PUBLIC
    ) | dict.fromkeys("owner owner_kind owner_id".split(), privacy.PERSONAL) | dict.fromkeys(
        ("how", "came_of_it"), privacy.PARTNER
    )  # fmt: skip
    objects = SeenOutreach.as_manager()

    class Meta:
        verbose_name_plural = "outreach"
        indexes = [models.Index(fields=["place", "done_at", "by"])]

    def __str__(self) -> str:
        return f"{self.group}/{self.value} by {self.by}"
