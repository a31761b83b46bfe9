"""How England stands beside a place. The figures themselves are kept by `places`, with their files."""

from __future__ import annotations

from django.db import models

from commonweal.places.models import DatasetVersion, public


class Spread(models.Model):
    """How an indicator is spread over England's neighbourhoods, as one version of its file has it."""

    indicator = models.CharField(max_length=60)
    version = models.ForeignKey(DatasetVersion, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20)  # kind of area it is spread over
    areas = models.PositiveIntegerField()  # with a known figure
    top = models.FloatField(null=True)  # England's numerator; null where figures do not add up
    bottom = models.FloatField(null=True)
    percentiles = models.JSONField()  # 101 numbers in the indicator's unit, 0th to 100th

    privacy = public("id", "indicator", "version", "kind", "areas", "top", "bottom", "percentiles")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "version"], name="evidence_spread_once")]

    def __str__(self) -> str:
        return f"{self.indicator} over England"


class Everywhere(models.Model):
    """The counts behind a spread, neighbourhood by neighbourhood, packed (evidence/everywhere.py).

    No sums by fifth are kept, because those would rest on a second file, which may come later, be replaced or go.
    """

    spread = models.OneToOneField(Spread, on_delete=models.CASCADE)
    packed = models.BinaryField()

    privacy = public("id", "spread", "packed")

    class Meta:
        verbose_name_plural = "everywhere"

    def __str__(self) -> str:
        return f"{self.spread}, neighbourhood by neighbourhood"
