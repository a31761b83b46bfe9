"""Assets: what stands somewhere, each with the source that says so, and what other sources add."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.places.models import Area, DatasetVersion, public


class Asset(models.Model):
    """A building, green space or other spot that is here, as its source lists it (an HSDS location of its own).

    `kind` is a key of data/asset_kinds.toml. `id` follows from source and source id, so a second load meets the first.
    """

    OPEN, CLOSED, UNKNOWN = "open", "closed", "unknown"

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=300, blank=True)  # empty: nobody has recorded one
    lat = models.FloatField()
    lon = models.FloatField()
    edge = models.JSONField(default=list)  # [lat, lon] of points along its outline, where it is large
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="assets")  # the smallest area it stands in
    postcode = models.CharField(max_length=8, blank=True)
    address = models.CharField(max_length=400, blank=True)
    website = models.CharField(max_length=400, blank=True)
    status = models.CharField(max_length=10, default=OPEN)
    details = models.JSONField(default=dict)  # published facts by plain label
    source_id = models.CharField(max_length=120)
    version = models.ForeignKey(DatasetVersion, on_delete=models.PROTECT)
    gone_at = models.DateTimeField(null=True)  # no longer in its source's newest file

    privacy = public(
        *"id kind name lat lon edge area postcode address website status details source_id version gone_at".split()
    ) | {"source_id": privacy.HOUSE}

    class Meta:
        indexes = [models.Index(fields=["area", "kind"]), models.Index(fields=["kind"])]

    def __str__(self) -> str:
        return self.name or self.kind


class AssetFact(models.Model):
    """What another source says of an asset, beside what its own list says: with that source and its time."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="facts")
    label = models.CharField(max_length=120)
    value = models.CharField(max_length=400)
    when = models.CharField(max_length=60, blank=True)  # the time it describes; empty: its dataset's own
    version = models.ForeignKey(DatasetVersion, on_delete=models.CASCADE)

    privacy = public("id", "asset", "label", "value", "when", "version")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "label", "version"], name="directory_fact_once")]

    def __str__(self) -> str:
        return f"{self.label} of {self.asset_id}"
