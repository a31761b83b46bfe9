"""Grants as funders publish them. Money that a place itself gives is not here yet."""

from __future__ import annotations

from django.db import models

from commonweal.places.models import Area, DatasetVersion, public


class Grant(models.Model):
    """A grant, its fields named for those of the 360Giving standard.

    `beneficiary_areas` is where its funder says that it helps; `office_area` is where the recipient's post goes. The
    one never stands in for the other. `id` follows from the funder's own id, so a second load meets the first.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    grant_id = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    currency = models.CharField(max_length=3)
    amount_awarded = models.DecimalField(max_digits=14, decimal_places=2)
    award_date = models.DateField()
    planned_start = models.DateField(null=True)
    planned_end = models.DateField(null=True)
    recipient = models.CharField(max_length=300)
    recipient_id = models.CharField(max_length=120, blank=True)
    funder = models.CharField(max_length=300)
    programme = models.CharField(max_length=300, blank=True)
    data_source = models.CharField(max_length=400, blank=True)
    beneficiary_codes = models.JSONField(default=list)  # every "kind:code" its funder names, held here or not
    beneficiary_areas = models.ManyToManyField(Area, related_name="grants_meant_for", through="GrantBenefit")
    office_area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="grants_to_offices")
    version = models.ForeignKey(DatasetVersion, on_delete=models.PROTECT)

    privacy = public(
        *"id grant_id title description currency amount_awarded award_date planned_start planned_end recipient "
        "recipient_id funder programme data_source beneficiary_codes office_area version".split()
    )

    class Meta:
        indexes = [models.Index(fields=["-award_date"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.grant_id})"


class GrantBenefit(models.Model):
    """A place that a grant is meant to help, by its funder's word."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE)
    area = models.ForeignKey(Area, on_delete=models.CASCADE)

    privacy = public("id", "grant", "area")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grant", "area"], name="funding_benefit_once")]

    def __str__(self) -> str:
        return f"{self.grant_id} helps {self.area_id}"
