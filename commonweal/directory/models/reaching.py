"""What is kept so that a shortlist can be opened by somebody else: which services, and words for them. It ends."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key, text


class Shortlist(models.Model):
    """A few services that somebody chose for somebody, under an address that cannot be guessed.

    The row is deleted when it ends, with its words. Only a keyed hash of its code is kept.
    """

    id = key()
    code_hash = models.CharField(max_length=64, unique=True)
    services = models.JSONField(default=list)  # ids, in the order they were put
    note = text()  # a few words of whoever made it
    made_by = models.CharField(max_length=40, blank=True, db_index=True)  # their account; "" where they have none
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    privacy = {
        "id": privacy.HOUSE,
        "code_hash": privacy.SECRET,
        # What was chosen for somebody says something about them.
        "services": privacy.SENSITIVE,
        "note": privacy.SENSITIVE,
        "made_by": privacy.PERSONAL,
        "made_at": privacy.HOUSE,
        "expires_at": privacy.HOUSE,
    }

    def __str__(self) -> str:
        return f"a shortlist until {self.expires_at:%Y-%m-%d}"
