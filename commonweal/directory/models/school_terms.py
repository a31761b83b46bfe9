"""School terms of a place: councils and schools set them, so a steward types them in."""

from __future__ import annotations

from django.db import models

from commonweal.core.columns import text
from commonweal.places.models import Place, public


class SchoolTerm(models.Model):
    """A stretch of days on which schools are open; a half term makes it two."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="school_terms")
    first_day = models.DateField()
    last_day = models.DateField()
    source = text()  # who says so: the council's page

    privacy = public("id", "place", "first_day", "last_day", "source")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "first_day"], name="directory_term_once")]

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"
