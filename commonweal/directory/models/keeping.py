"""What keeps entries true: links to edit by, edits that wait, what an entry said before, and what people report."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.directory.models.entries import Service
from commonweal.places.models import Place, public


class KeepingPolicy(models.Model):
    """How a place keeps its directory true. Without a row, the defaults stand."""

    LIVE, HELD = "live", "held"

    place = models.OneToOneField(Place, on_delete=models.CASCADE, primary_key=True, related_name="keeping")
    edits = models.CharField(max_length=4, default=LIVE)  # whether a provider's edit is live at once, or is looked at
    reminders = models.BooleanField(default=False)  # whether whoever runs a thing is asked by letter once it is due
    confirm_months = models.PositiveSmallIntegerField(default=6)  # after which an entry counts as not confirmed

    privacy = public("place", "edits", "confirm_months", "reminders")

    def __str__(self) -> str:
        return f"{self.edits}, {self.confirm_months} months"


class EditLink(models.Model):
    """A link by which whoever runs a service keeps its entry, without an account. Only a keyed hash of it is kept."""

    id = key()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="edit_links")
    code_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)  # where it was sent; empty: it was handed over
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        "id": privacy.HOUSE,
        "service": privacy.HOUSE,
        "code_hash": privacy.SECRET,
        "email": privacy.PERSONAL,
        "made_at": privacy.HOUSE,
        "expires_at": privacy.HOUSE,
        "ended_at": privacy.HOUSE,
    }

    def __str__(self) -> str:
        return f"a link for {self.service_id}"


class EntryVersion(models.Model):
    """What an entry said before it was changed, so that a change can be taken back. Erasable: it may name somebody."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="versions")
    said = models.JSONField()
    until = models.DateTimeField()  # when it stopped saying this
    entry = models.UUIDField()  # the journal's entry of the change that replaced it

    privacy = {
        "id": privacy.HOUSE,
        "service": privacy.HOUSE,
        "said": privacy.PERSONAL,
        "until": privacy.HOUSE,
        "entry": privacy.HOUSE,
    }

    class Meta:
        indexes = [models.Index(fields=["service", "until"])]

    def __str__(self) -> str:
        return f"{self.service_id} until {self.until:%Y-%m-%d}"


class Proposal(models.Model):
    """An edit that waits to be looked at, where a place asks for that."""

    WAITING, TAKEN, DECLINED = "waiting", "taken", "declined"

    id = key()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="proposals")
    said = models.JSONField()
    state = models.CharField(max_length=10, default=WAITING)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = text()  # why it was not taken, told to whoever offered it

    privacy = {
        "id": privacy.HOUSE,
        "service": privacy.HOUSE,
        "said": privacy.PERSONAL,
        "state": privacy.PARTNER,
        "made_at": privacy.PARTNER,
        "decided_at": privacy.PARTNER,
        "reason": privacy.PARTNER,
    }

    class Meta:
        indexes = [models.Index(fields=["state", "made_at"])]

    def __str__(self) -> str:
        return f"{self.state}: {self.service_id}"


class Report(models.Model):
    """What somebody told us: that an entry is wrong, or that something is missing. It ends with an answer to them."""

    WRONG, MISSING = "wrong", "missing"
    OPEN, MENDED, LEFT = "open", "mended", "left"  # left: looked at, and nothing was changed, with the reason

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="reports")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=10)
    words = models.TextField()
    reply_to = text()  # an e-mail address or a number, if they want to be told; forgotten once they were
    code_hash = models.CharField(max_length=64, unique=True)  # of the address at which they see what became of it
    state = models.CharField(max_length=10, default=OPEN)
    answer = text()
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        "id": privacy.HOUSE,
        "place": privacy.PARTNER,
        "service": privacy.PARTNER,
        "kind": privacy.PARTNER,
        "words": privacy.PERSONAL,
        "reply_to": privacy.PERSONAL,
        "code_hash": privacy.SECRET,
        "state": privacy.PARTNER,
        "answer": privacy.PARTNER,
        "made_at": privacy.PARTNER,
        "answered_at": privacy.PARTNER,
    }

    class Meta:
        indexes = [models.Index(fields=["place", "state", "made_at"])]

    def __str__(self) -> str:
        return f"{self.kind} in {self.place_id}"
