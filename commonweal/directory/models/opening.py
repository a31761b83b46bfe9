"""Spaces that could be open: what somebody said, what stops it, who has the next step, and how it came to be open."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.directory.models.assets import Asset
from commonweal.directory.models.entries import Location, Organization, Service, ServiceAtLocation
from commonweal.journal.actor import Actor
from commonweal.people.models import Account
from commonweal.people.roles import PLACE
from commonweal.people.rules import administers
from commonweal.places.models import Place, public

# Whoever keeps the directory of a place reads first what anybody may write (directory/rules.py says the same).
READ_FIRST = ("steward", "listener", "facilitator", "link_worker")


class SeenOpenings(models.QuerySet["Opening"]):
    """Openings as a viewer may see them."""

    def visible_to(self, viewer: Actor) -> SeenOpenings:
        """Where somebody may know of the spot; what was only suggested is for those who look at it first."""
        known = Q(asset__isnull=False) | Q(location__in=Location.objects.visible_to(viewer).values("pk"))
        # Where a service is that not everybody may know of: its space's way to be open must not tell.
        seen = ServiceAtLocation.objects.visible_to(viewer).values("pk")
        hidden = ServiceAtLocation.objects.filter(service__gone_at=None).exclude(pk__in=seen).values("service")
        rows = self.filter(known).filter(Q(service=None) | ~Q(service__in=hidden))
        if administers(viewer):
            return rows
        kept = [each.scope_id for each in viewer.held if each.scope_kind == PLACE and each.role in READ_FIRST]
        return rows.filter(~Q(state=Opening.SUGGESTED) | Q(place__in=kept))


class Opening(models.Model):
    """A location or asset that could be open to people, from the first word to the open door.

    What was only suggested is for those who keep the directory to read first: anybody may write it.
    """

    SUGGESTED, LOOKED_AT, BEING_OPENED, OPEN, NOT_NOW = "suggested", "looked_at", "being_opened", "open", "not_now"

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="openings")
    asset = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.CASCADE, related_name="openings")
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.CASCADE, related_name="openings")
    use = text()  # what it could be used for, in the words of whoever said it; empty: they took their words back
    by_whom = text()
    state = models.CharField(max_length=12, default=SUGGESTED)
    since = models.DateTimeField()  # since when it has stood so
    reason = text()  # why not for now
    ask_again = models.DateField(null=True, blank=True)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="openings")
    # Whoever said it, where they were signed in: so that their words can go when they do.
    said_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)  # of the address at which they see what became of it
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    privacy = public(
        *"id place asset location state since reason ask_again service made_at opened_at".split()
    ) | {
        "use": privacy.PERSONAL,
        "by_whom": privacy.PERSONAL,
        "said_by": privacy.PERSONAL,
        "code_hash": privacy.SECRET,
    }  # fmt: skip
    objects = SeenOpenings.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(asset__isnull=False) ^ Q(location__isnull=False),
                name="directory_opening_is_somewhere",
            )
        ]

    def __str__(self) -> str:
        return (self.asset.name if self.asset else self.location.name if self.location else "") or "a space"


class Hindrance(models.Model):
    """One thing that stops a space from being open, whose the next step is, and how it ended.

    A person's own name stands here only where they agreed to it; else they are who they are by what they do.
    """

    STANDS, OVERCOME, STAYS = "stands", "overcome", "stays"
    NOBODY, ROLE, ACCOUNT, ORGANIZATION, PERSON = "", "role", "account", "organization", "person"

    id = key()
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="hindrances")
    kind = models.CharField(max_length=12)  # a key of data/hindrances.toml
    words = text()
    owner = models.CharField(max_length=12, blank=True, default=NOBODY)
    owner_role = models.CharField(max_length=40, blank=True)
    owner_account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner_organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    owner_as = text()  # who they are by what they do: "the caretaker"
    owner_name = text()  # as they want to be called, and only because they agreed
    step = text()
    by = models.DateField(null=True, blank=True)
    since = models.DateTimeField()  # since when the step stands as it does
    state = models.CharField(max_length=10, default=STANDS)
    how = text()  # how it was overcome, or why it stays
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = public(
        *"id opening kind words owner owner_role owner_organization owner_as step by since state how made_at "
        "ended_at".split()
    ) | {"owner_account": privacy.PERSONAL, "owner_name": privacy.PERSONAL}

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"
