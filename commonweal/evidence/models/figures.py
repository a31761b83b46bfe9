"""A number as it was when somebody cited it: never worked out again, only followed by a newer one."""

from __future__ import annotations

from django.db import models

from commonweal.core import columns, privacy
from commonweal.places.models import Place, public


class Figure(models.Model):
    """One number about a place, an area or a community of identity, with all that is needed to make it again.

    Kept the moment it is cited: a decision rests on what people saw, not on what a later file says. A newer file or
    method makes a newer Figure, and this one points at it.
    """

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="figures")
    about = models.CharField(max_length=120)  # "indicator:bad_health", "inequality.sii:bad_health": who works it out
    area_key = models.CharField(max_length=80, blank=True)  # "lsoa21:E01011229"; "" for the whole place
    community = models.CharField(max_length=80, blank=True)  # key of a community of identity; "" for everybody
    asked = models.JSONField(default=dict)  # what else was asked for: {"confidence": 0.95}
    label = models.CharField(max_length=300)
    text = models.CharField(max_length=300)  # as a person reads it: "23 in 100"
    value = models.FloatField(null=True)  # null: not known, which is not zero
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    unit = models.CharField(max_length=40)
    rows = models.JSONField(default=list)  # the small table it was made of, as shown: [[name, value], …] for each row
    source = columns.text()  # whose file, which vintage
    licence = models.CharField(max_length=200, blank=True)
    method = columns.text()  # in words
    method_version = models.CharField(max_length=40)  # of the method, with the software's own: "inequality 1, 0.6.0"
    versions = models.JSONField(default=list)  # ids of the dataset versions it was made from
    made_at = models.DateTimeField()
    followed_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="follows")
    withdrawn_at = models.DateTimeField(null=True)  # a file that it was made from was taken back
    withdrawn_because = columns.text()

    privacy = {
        **public(
            *"place about area_key community asked label text value low high unit rows source licence method "
            "method_version versions made_at followed_by withdrawn_at withdrawn_because".split()
        ),
        "id": privacy.PUBLIC,
    }

    class Meta:
        indexes = [models.Index(fields=["place", "about", "area_key", "community"])]
        constraints = [
            models.CheckConstraint(condition=~models.Q(about=""), name="evidence_figure_about_something"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"
