"""A way of sharing a fund that somebody proposes, kept so that it can be talked about and set beside others."""

from __future__ import annotations

from django.db import models

from commonweal.core import columns
from commonweal.places.models import Place, public


class ShareProposal(models.Model):
    """A fund, a rule, and what everybody would get by it: as it was worked out then, from the figures of that day."""

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="share_proposals")
    title = models.CharField(max_length=200)
    reason = columns.text()
    fund = models.BigIntegerField()  # pence
    asked = models.JSONField(default=dict)  # the whole rule, as the form had it: the proposal can be worked out again
    rule = models.CharField(max_length=600)  # in words
    rows = models.JSONField(default=list)  # what each area would get, as it was shown
    fifths = models.JSONField(default=list)  # pounds a head by deprivation fifth, as they were shown
    alarms = models.JSONField(default=list)  # sentences
    source = columns.text()  # of the figures it was worked out from
    versions = models.JSONField(default=list)  # ids of the dataset versions it was worked out from
    made_at = models.DateTimeField()

    privacy = public(*"id place title reason fund asked rule rows fifths alarms source versions made_at".split())

    class Meta:
        indexes = [models.Index(fields=["place", "made_at"])]
        constraints = [models.CheckConstraint(condition=models.Q(fund__gt=0), name="evidence_share_of_something")]

    def __str__(self) -> str:
        return self.title
