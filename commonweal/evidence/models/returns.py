"""What partners agree to send and what they sent: counts of people by area, group and period, never people."""

from __future__ import annotations

from django.db import models

from commonweal.core import columns, privacy
from commonweal.directory.models import Organization
from commonweal.places.models import Place, public


class Contract(models.Model):
    """What one organisation sends about one place. What it says stands in its newest version."""

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="returns")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60)  # in addresses
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # nothing more is expected

    privacy = public("id", "place", "organization", "key", "made_at", "ended_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "key"], name="evidence_contract_once")]

    def __str__(self) -> str:
        return self.key


class ContractVersion(models.Model):
    """A contract as it was agreed from one day on: a Table Schema with our own part, kept whole."""

    id = columns.key()
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    made_at = models.DateTimeField()

    privacy = public("id", "contract", "number", "document", "made_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="evidence_contractversion_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} version {self.number}"


class SendingLink(models.Model):
    """A link by which a partner without an account sends what a contract asks for. Only a keyed hash of it is kept."""

    id = columns.key()
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="links")
    code_hash = models.CharField(max_length=64, unique=True)
    for_whom = models.CharField(max_length=120)  # a team or a post
    most = models.PositiveSmallIntegerField()  # files that it takes
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # taken back

    privacy = {
        **dict.fromkeys("contract for_whom most made_at expires_at ended_at".split(), privacy.PARTNER),
        "id": privacy.HOUSE,
        "code_hash": privacy.SECRET,
    }

    def __str__(self) -> str:
        return f"a link for {self.contract_id}"


class Delivery(models.Model):
    """One file that was confirmed. For each of its periods the newest that was not taken back is the one in use."""

    SITE, FOR_THEM, LINK = "site", "for_them", "link"

    id = columns.key()
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="deliveries")
    version = models.ForeignKey(ContractVersion, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10)  # by the partner on the site or by a link, or by somebody here for them
    link = models.ForeignKey(SendingLink, on_delete=models.SET_NULL, null=True, related_name="deliveries")
    how = models.CharField(max_length=200, blank=True)  # "came by e-mail", where somebody here put it in for them
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)  # of what was read, so that the same again is known
    periods = models.JSONField(default=list)  # codes it says something about
    found = models.JSONField(default=dict)  # how complete, valid and stated, as it was read
    received_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = columns.text()

    privacy = public(
        *"id contract version channel sha256 periods received_at withdrawn_at withdrawn_because".split()
    ) | dict.fromkeys(("file", "how", "found", "link"), privacy.PARTNER)

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["contract", "received_at"])]

    def __str__(self) -> str:
        return f"{self.file} for {self.contract_id}"


class Returned(models.Model):
    """One line of a delivery. The counts are true counts: they leave only rounded, and never where they are few."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField()  # of the file
    area_key = models.CharField(max_length=80)
    period = models.CharField(max_length=10)
    group = models.CharField(max_length=80, blank=True)
    counts = models.JSONField()  # field → number; null: not known, which is not zero
    small = models.JSONField(default=list)  # fields that the partner marked as too few to say

    privacy = dict.fromkeys("id delivery line area_key period group small".split(), privacy.PARTNER) | {
        "counts": privacy.SENSITIVE
    }

    class Meta:
        verbose_name_plural = "returned"
        indexes = [models.Index(fields=["delivery", "period"])]

    def __str__(self) -> str:
        return f"line {self.line} of {self.delivery_id}"
