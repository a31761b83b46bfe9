"""Who works with whom, said by whom and confirmed or not; and anchors, with reasons, and with doubts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.directory.models.entries import Organization
from commonweal.directory.models.seen import Seen
from commonweal.journal.actor import Actor
from commonweal.people.rules import administers
from commonweal.places.models import Place, public


class SeenTogether(Seen):
    """Partnerships: of organisations that this viewer may know of, both of them."""

    gone = ("one__gone_at", "other__gone_at")

    def visible_to(self, viewer: Actor) -> SeenTogether:
        """Those this viewer may know of."""
        rows = self.filter(**{f"{each}__isnull": True for each in self.gone})
        if administers(viewer):
            return rows
        # Each side by its own way: somebody of the one organisation may not know of the other.
        for side in ("one", "other"):
            rows = rows.filter(self._seen(viewer, f"{side}__audience", f"{side}__place", side))
        return rows


class SeenAnchors(Seen):
    """Anchors: of organisations that this viewer may know of."""

    chain = (("organization__audience", "organization__place", "organization"),)
    gone = ("organization__gone_at",)


class Partnership(models.Model):
    """Two organisations that do something together. Each side says so, or has not yet; a claim is shown as a claim."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="partnerships")
    one = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)  # a key of directory/data/together.csv; `one` does it to `other`
    words = text()  # on what, and how close it is, in their words
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)  # the last day; None: it goes on, or nobody has said
    one_said_on = models.DateField(null=True, blank=True)  # when this side said that it is so
    other_said_on = models.DateField(null=True, blank=True)
    denied_by = models.CharField(max_length=5, blank=True, default="")  # one, other: that side says it is not so
    said_on = models.DateField()  # when it was first recorded
    taken_back_at = models.DateTimeField(null=True, blank=True)

    privacy = public(
        *"id place one other kind words since until one_said_on other_said_on denied_by said_on".split()
    ) | {"taken_back_at": privacy.HOUSE}
    objects = SeenTogether.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(one=F("other")), name="directory_together_two")]
        indexes = [models.Index(fields=["place", "kind"])]

    def __str__(self) -> str:
        return f"{self.one_id} {self.kind} {self.other_id}"

    def side_of(self, organization: Any) -> str:
        """Which side this organisation is; "" where it is neither."""
        return {str(self.one_id): "one", str(self.other_id): "other"}.get(str(organization), "")


class PartnershipVersion(models.Model):
    """What a partnership said before it was changed, so that the change can be taken back."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="versions")
    said = models.JSONField()
    until = models.DateTimeField()

    privacy = dict.fromkeys(("id", "partnership", "said", "until"), privacy.HOUSE)

    class Meta:
        indexes = [models.Index(fields=["partnership", "until"])]

    def __str__(self) -> str:
        return f"{self.partnership_id} until {self.until:%Y-%m-%d}"


class PartnershipLink(models.Model):
    """A link by which one side says, without an account, whether it is so. Only a keyed hash of it is kept."""

    id = key()
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="links")
    side = models.CharField(max_length=5)  # one, other
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(("id", "partnership", "side", "made_at", "expires_at", "ended_at"), privacy.HOUSE) | {
        "code_hash": privacy.SECRET
    }

    def __str__(self) -> str:
        return f"a link for the {self.side} side of {self.partnership_id}"


class Anchor(models.Model):
    """An organisation that others here lean on: marked by somebody, for reasons that can be contested."""

    KEEPER, ITSELF = "keeper", "itself"

    id = key()
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="anchors")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="anchors")
    reasons = models.TextField()
    said_by = models.CharField(max_length=10)  # somebody who works in the place, or the organisation itself
    said_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    privacy = public(*"id organization place reasons said_by said_on ended_on".split())
    objects = SeenAnchors.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization"], condition=Q(ended_on=None), name="directory_anchor_once")
        ]

    def __str__(self) -> str:
        return f"anchor: {self.organization_id}"


class AnchorDoubt(models.Model):
    """Somebody does not see it so, and says why. Shown beside the reasons, to everyone who sees those."""

    id = key()
    anchor = models.ForeignKey(Anchor, on_delete=models.CASCADE, related_name="doubts")
    words = models.TextField()
    said_by = models.CharField(max_length=10)  # a role, never a name: keeper, itself
    said_on = models.DateField()

    privacy = public("id", "anchor", "words", "said_by", "said_on")

    def __str__(self) -> str:
        return f"doubt about {self.anchor_id}"
