"""Themes that several people find in what was said: named, put together, taken apart; and where each of them saw one.

A theme's name is a person's own words where a person named it. What is kept of a voice (`Coding`, `Reading`, `Differs`,
`SessionVoice`, a theme's name that came from it) goes when the voice is taken back; `ThemeCount` keeps a bare number.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.journal.actor import Actor
from commonweal.listening.models.gatherings import Gathering
from commonweal.listening.models.voices import Voice, Words
from commonweal.places.models import Place


class SeenThemes(models.QuerySet["Theme"]):
    """Themes are no secret: what they are called, everybody may know; what is under them, not everybody."""

    def visible_to(self, viewer: Actor) -> SeenThemes:
        """All of them."""
        return self.all()

    def standing(self) -> SeenThemes:
        """Those that are in use: neither put into another nor put aside."""
        return self.filter(merged_into=None, ended_at=None)


class Theme(models.Model):
    """Something that many say, or one says and nobody should miss. Its name is a person's own, where one named it."""

    PEOPLE, CODERS, BROUGHT = "people", "coders", "brought"

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="themes_found")
    name = models.CharField(max_length=120)
    whose = models.CharField(max_length=8, default=CODERS)  # whose name it is: coding.words.WHOSE
    named_from = models.ForeignKey(Voice, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    also = text()  # other names it was called by, a line each
    description = text()
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="under")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by_kind = models.CharField(max_length=20)  # who wrote it down
    by_id = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        **dict.fromkeys("id place parent merged_into split_from made_at ended_at".split(), privacy.PUBLIC),
        **dict.fromkeys("name whose also description".split(), privacy.PUBLIC),
        **dict.fromkeys("named_from by_kind by_id".split(), privacy.PERSONAL),
    }
    objects = SeenThemes.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "name"])]

    def __str__(self) -> str:
        return self.name


class Codebook(models.Model):
    """The themes of a place as they stood on a day, so that what was found can be read as it was meant then."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="codebooks")
    number = models.PositiveIntegerField()
    note = text()  # what changed, and why
    themes = models.JSONField()  # [{"id", "name", "whose", "parent", "description"}]
    made_at = models.DateTimeField()

    privacy = dict.fromkeys("id place number note themes made_at".split(), privacy.PUBLIC)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "number"], name="listening_codebook_number_once")]

    def __str__(self) -> str:
        return f"version {self.number}"


class SenseSession(models.Model):
    """Several people make sense of what was said, together: residents among them."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="sense_sessions")
    gathering = models.ForeignKey(Gathering, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200)
    on = models.DateField()
    codebook = models.ForeignKey(Codebook, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys("id place gathering name on codebook made_at closed_at".split(), privacy.PARTNER)

    class Meta:
        indexes = [models.Index(fields=["place", "on"])]

    def __str__(self) -> str:
        return self.name


class SessionVoice(models.Model):
    """A voice that is read in a session, and the number its card has."""

    session = models.ForeignKey(SenseSession, on_delete=models.CASCADE, related_name="cards")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()

    privacy = dict.fromkeys("id session voice number".split(), privacy.HOUSE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "voice"], name="listening_session_voice_once"),
            models.UniqueConstraint(fields=["session", "number"], name="listening_session_card_once"),
        ]

    def __str__(self) -> str:
        return f"card {self.number}"


class Reading(models.Model):
    """Somebody has read a voice in a session: where they found no theme, they did look."""

    session = models.ForeignKey(SenseSession, on_delete=models.CASCADE, related_name="readings")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="+")
    by_kind = models.CharField(max_length=20)
    by_id = models.CharField(max_length=64)
    at = models.DateTimeField()

    privacy = dict.fromkeys("id session voice at".split(), privacy.HOUSE) | dict.fromkeys(
        ("by_kind", "by_id"), privacy.PERSONAL
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "voice", "by_kind", "by_id"], name="listening_read_once")
        ]

    def __str__(self) -> str:
        return f"read by {self.by_kind}"


class Coding(models.Model):
    """Somebody saw a theme: in a stretch of words, in some seconds of a recording, or in the whole of a voice."""

    id = key()
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="codings")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="codings")
    session = models.ForeignKey(SenseSession, null=True, blank=True, on_delete=models.SET_NULL, related_name="codings")
    words = models.ForeignKey(Words, null=True, blank=True, on_delete=models.CASCADE, related_name="codings")
    start = models.PositiveIntegerField(null=True, blank=True)  # letters, as Python counts them
    stop = models.PositiveIntegerField(null=True, blank=True)
    media = models.CharField(max_length=64, blank=True)  # which recording
    from_second = models.FloatField(null=True, blank=True)
    to_second = models.FloatField(null=True, blank=True)
    by_kind = models.CharField(max_length=20)
    by_id = models.CharField(max_length=64)
    at = models.DateTimeField()

    privacy = dict.fromkeys(
        "id voice theme session words start stop media from_second to_second at".split(), privacy.HOUSE
    ) | dict.fromkeys(("by_kind", "by_id"), privacy.PERSONAL)

    class Meta:
        indexes = [models.Index(fields=["theme", "voice"]), models.Index(fields=["voice"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, stop=None) | Q(words__isnull=False, stop__gt=F("start")),
                name="listening_coding_not_empty",
            ),
            models.CheckConstraint(
                condition=Q(from_second=None, to_second=None) | (Q(to_second__gt=F("from_second")) & ~Q(media="")),
                name="listening_coding_segment_not_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} in {self.voice_id}"


class Differs(models.Model):
    """“I see it differently, because…”: kept beside the coding, for talking about. Nobody is outvoted."""

    id = key()
    session = models.ForeignKey(SenseSession, on_delete=models.CASCADE, related_name="differences")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    words = models.TextField()
    by_kind = models.CharField(max_length=20)
    by_id = models.CharField(max_length=64)
    at = models.DateTimeField()

    privacy = dict.fromkeys("id session voice theme at".split(), privacy.HOUSE) | {
        "words": privacy.SENSITIVE,
        "by_kind": privacy.PERSONAL,
        "by_id": privacy.PERSONAL,
    }

    class Meta:
        verbose_name_plural = "differ"

    def __str__(self) -> str:
        return f"seen differently in {self.session_id}"


class ThemeCount(models.Model):
    """How many voices of a month stood under a theme and were taken back since: a number, and nothing of them."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="kept")
    month = models.DateField()  # its first day
    voices = models.PositiveIntegerField()

    privacy = dict.fromkeys("id theme month voices".split(), privacy.HOUSE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "month"], name="listening_theme_month_once")]

    def __str__(self) -> str:
        return f"{self.voices} in {self.month:%Y-%m}"
