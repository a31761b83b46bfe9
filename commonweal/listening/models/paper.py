"""Paper that was printed to be filled in: runs, single sheets, their photographs, and what was entered from them."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.listening.models.gatherings import Gathering
from commonweal.listening.models.voices import Voice
from commonweal.people.models import Contributor
from commonweal.places.models import Area


class PaperRun(models.Model):
    """Sheets that were printed together: which sort, and which ground a map of them shows."""

    id = key()
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="paper_runs")
    layout = models.CharField(max_length=20)  # listening.paper.layouts.LAYOUTS; never changed once it was printed
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)
    language = models.CharField(max_length=35, default="en")
    question = text()
    twice = models.BooleanField(default=False)  # two people enter each sheet, and settle where they differ
    printed_at = models.DateTimeField()

    privacy = dict.fromkeys(
        "id gathering layout area west south east north language question twice printed_at".split(), privacy.PARTNER
    )

    def __str__(self) -> str:
        return f"{self.layout} {self.pk}"


class PaperSheet(models.Model):
    """One copy. Its code is printed on it; the slip of whoever fills it in is on a strip they tear off and keep."""

    id = key()
    run = models.ForeignKey(PaperRun, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=8, unique=True)
    # Whose strip it is. Let go of when what was entered is taken back: then nothing leads from a bare row to them.
    contributor = models.ForeignKey(Contributor, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(null=True)  # stays when what was entered goes: no sheet is entered twice
    aside_at = models.DateTimeField(null=True)  # came back empty, or could not be read
    aside_why = text()

    privacy = {
        **dict.fromkeys("id run number code entered_at aside_at".split(), privacy.PARTNER),
        "contributor": privacy.PERSONAL,
        "aside_why": privacy.PARTNER,
    }

    class Meta:
        ordering = ["run", "number"]

    def __str__(self) -> str:
        return f"{self.code[:4]}-{self.code[4:]}"


class PaperPhoto(models.Model):
    """A photograph of a sheet, straightened: pixels inside the corner marks, and nothing the camera wrote beside them.

    The file goes when the sheet is entered, unless its maker agreed that the picture may be shown.
    """

    id = key()
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="paper_photos")
    sheet = models.ForeignKey(PaperSheet, null=True, on_delete=models.CASCADE, related_name="photos")
    layout = models.CharField(max_length=20)
    missing = models.JSONField(default=list)  # corners that were not seen
    off_mm = models.FloatField()
    ticks = models.JSONField(default=dict)  # box → [how much of it is ink, ticked or null]
    kept = models.BooleanField(default=False)  # for its maker agreed to that
    made_at = models.DateTimeField()
    by_kind = models.CharField(max_length=20, blank=True)
    by_id = models.CharField(max_length=64, blank=True)

    privacy = {
        **dict.fromkeys("id gathering sheet layout missing off_mm kept made_at".split(), privacy.HOUSE),
        "ticks": privacy.SENSITIVE,
        **dict.fromkeys(("by_kind", "by_id"), privacy.PERSONAL),
    }

    def __str__(self) -> str:
        return f"photograph of {self.layout}"


class PaperDraft(models.Model):
    """What one person read from a sheet that two people enter. Goes when the two are settled."""

    id = key()
    sheet = models.ForeignKey(PaperSheet, on_delete=models.CASCADE, related_name="drafts")
    said = models.JSONField()
    by_kind = models.CharField(max_length=20, blank=True)
    by_id = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()

    privacy = {
        **dict.fromkeys(("id", "sheet", "made_at"), privacy.HOUSE),
        "said": privacy.SENSITIVE,
        **dict.fromkeys(("by_kind", "by_id"), privacy.PERSONAL),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "by_kind", "by_id"], name="listening_paper_each_reads_once")
        ]

    def __str__(self) -> str:
        return "one reading of a sheet"


class PaperEntry(models.Model):
    """Which voice was entered from which sheet, and from which box of it."""

    id = key()
    sheet = models.ForeignKey(PaperSheet, on_delete=models.CASCADE, related_name="entries")
    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, related_name="paper")
    number = models.PositiveIntegerField(default=1)

    privacy = dict.fromkeys("id sheet voice number".split(), privacy.HOUSE)

    class Meta:
        verbose_name_plural = "paper entries"

    def __str__(self) -> str:
        return f"entry {self.number}"
