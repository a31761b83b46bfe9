"""Letters that ask whether entries are still true: when one was last sent, and whether they are wanted."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.directory.models.entries import Organization


class Reminding(models.Model):
    """What an organisation was last asked by letter. Only a keyed hash of the code that stops the letters is kept."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, primary_key=True, related_name="reminding"
    )
    code_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(null=True, blank=True)  # empty: no letter left the house
    unanswered = models.PositiveSmallIntegerField(default=0)  # letters since anything of theirs was last confirmed
    stopped_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        "organization": privacy.HOUSE,
        "code_hash": privacy.SECRET,
        "asked_at": privacy.PARTNER,
        "unanswered": privacy.PARTNER,
        "stopped_at": privacy.PARTNER,
    }

    def __str__(self) -> str:
        return f"letters to {self.organization_id}"
