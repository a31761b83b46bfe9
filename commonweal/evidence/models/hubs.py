"""What-ifs about where hubs stand: each kept with what was there when it was made, so that it can be read again."""

from __future__ import annotations

from django.db import models

from commonweal.core import columns
from commonweal.journal.actor import Actor
from commonweal.people.rules import administers, may_in_place
from commonweal.places.models import Place, public

TOGETHER = "read the evidence together"


class SeenScenario(models.QuerySet["Scenario"]):
    """Public what-ifs are everybody's; drafts are for those who read the evidence of the place together."""

    def visible_to(self, viewer: Actor) -> SeenScenario:
        """Those that this viewer may open."""
        drafts = self.filter(shown=False).values_list("place", flat=True).distinct()
        mine = [each for each in drafts if administers(viewer) or may_in_place(viewer, TOGETHER, str(each))]
        return self.filter(models.Q(shown=True) | models.Q(place__in=mine))


class Scenario(models.Model):
    """A question about hubs, under a name, with the versions of the answer that people tried."""

    id = columns.key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="scenarios")
    name = models.CharField(max_length=200)
    question = columns.text()  # "Could two smaller rooms do more than the one in town?"
    shown = models.BooleanField(default=False)  # to everybody; else it is a draft
    made_at = models.DateTimeField()

    privacy = public("id", "place", "name", "question", "shown", "made_at")
    objects = SeenScenario.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "shown"])]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="evidence_scenario_named")]

    def __str__(self) -> str:
        return self.name


class ScenarioVersion(models.Model):
    """One try: what was asked, which hubs there were, what was changed, and what came of it, as it stood."""

    id = columns.key()
    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    asked = models.JSONField(default=dict)  # {"kind": "library", "within": 15, "way": "line", "steps": ["close:…"]}
    present = models.JSONField(default=list)  # the hubs there were: key, name, lat, lon
    gains = models.JSONField(default=list)  # rows of gains.GainRow, as they were shown
    source = columns.text()  # of people, deprivation and hubs
    measured = columns.text()  # how the way was measured, in a few words; empty: in a straight line, as all once were
    method = columns.text()  # the same in full, as it was shown
    made_at = models.DateTimeField()

    privacy = public("id", "scenario", "number", "asked", "present", "gains", "source", "measured", "method", "made_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "number"], name="evidence_scenario_version_once")]

    def __str__(self) -> str:
        return f"{self.scenario_id} {self.number}"
