"""What of an entry is not for everyone, and why."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import text
from commonweal.directory.models.seen import Audience


class Withheld(models.Model):
    """A field of one record, or (field "") a whole row that belongs to an entry, that is not for everyone.

    Whole organisations, services and locations carry their own `audience`; a location's point, address and name are
    withheld together, by its `whereabouts`.
    """

    record = models.UUIDField()
    kind = models.CharField(max_length=40)
    field = models.CharField(max_length=40, blank=True)
    audience = models.CharField(max_length=10, default=Audience.PARTNERS)
    reason = text()

    privacy = dict.fromkeys(("id", "record", "kind", "field", "audience", "reason"), privacy.HOUSE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "field"], name="directory_withheld_once")]

    def __str__(self) -> str:
        return f"{self.field or 'all'} of {self.kind} {self.record}"
