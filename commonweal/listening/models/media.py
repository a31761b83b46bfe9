"""Pictures, sound and film that belong to a voice. The bytes are in var/media; here is what is known of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.journal.actor import Actor
from commonweal.listening.models.keeping import Redaction
from commonweal.listening.models.voices import Voice


class SeenMedia(models.QuerySet["Media"]):
    """Files as a viewer may open them."""

    def visible_to(self, viewer: Actor) -> SeenMedia:
        """Those for everyone; and those of voices this viewer may read."""
        readable = Voice.objects.readable_by(viewer) if viewer.known else Voice.objects.none()
        return self.filter(Q(pk__in=self.public().values("pk")) | Q(voice__in=readable.values("pk")))

    def public(self) -> SeenMedia:
        """Pictures and film agreed to be shown; sound of voices that anyone may read.

        Where some of a voice's words are covered, its sound and film say them still: those are not for everyone.
        """
        shown = Voice.objects.for_use("picture").values("pk")
        read = Voice.objects.for_use("publish").values("pk")
        covered = Redaction.objects.filter(words__voice=OuterRef("voice"), refused_at=None)
        return self.filter(
            Q(kind=Media.PICTURE, voice__in=shown)
            | (Q(kind=Media.FILM, voice__in=shown) | Q(kind=Media.SOUND, voice__in=read)) & ~Exists(covered)
        )


class Upload(models.Model):
    """A file on its way in, piece by piece. How much is here, its own part in var/media/parts says."""

    id = key()
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="uploads")
    client_id = models.CharField(max_length=64, null=True, blank=True, unique=True)
    size = models.PositiveBigIntegerField()  # bytes that will come
    described = text()
    keeps_place = models.BooleanField(default=False)  # they want it known where it was taken
    made_at = models.DateTimeField()

    privacy = {
        **dict.fromkeys("id voice client_id size keeps_place made_at".split(), privacy.HOUSE),
        "described": privacy.SENSITIVE,
    }

    def __str__(self) -> str:
        return f"{self.size} bytes to come"


class Media(models.Model):
    """One picture, sound or film, whole, checked and without where it was taken. Its file is named by its id."""

    PICTURE, SOUND, FILM = "picture", "sound", "film"

    id = key()
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="media")
    kind = models.CharField(max_length=8)
    type = models.CharField(max_length=40)  # as its content says, whatever it was called
    size = models.PositiveBigIntegerField()
    sent = models.PositiveBigIntegerField()  # as it came, before what told too much was taken out
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    described = text()  # what is to be seen, for whoever cannot see it
    taken_at = models.DateTimeField(null=True, blank=True)  # of walks, where it gives the place on the track
    lat = models.FloatField(null=True, blank=True)  # only where they wanted it known
    lon = models.FloatField(null=True, blank=True)
    made_at = models.DateTimeField()
    client_id = models.CharField(max_length=64, null=True, blank=True, unique=True)

    privacy = {
        **dict.fromkeys("id voice kind type size sent width height seconds made_at client_id".split(), privacy.HOUSE),
        **dict.fromkeys("sha256 described taken_at lat lon".split(), privacy.SENSITIVE),
    }
    objects = SeenMedia.as_manager()

    class Meta:
        verbose_name_plural = "media"

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Captions(models.Model):
    """What is said in a sound or film, line by line with its moment, typed by hand, in one language."""

    id = key()
    media = models.ForeignKey(Media, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(max_length=35, default="en")
    lines = models.JSONField()  # [[from second, to second, words], …]
    by = text()  # who typed it, as they want to be called
    made_at = models.DateTimeField()

    privacy = {
        **dict.fromkeys(("id", "media", "made_at"), privacy.HOUSE),
        "language": privacy.PERSONAL,
        "lines": privacy.SENSITIVE,
        "by": privacy.PERSONAL,
    }

    class Meta:
        verbose_name_plural = "captions"
        constraints = [models.UniqueConstraint(fields=["media", "language"], name="listening_captions_once")]

    def __str__(self) -> str:
        return f"captions ({self.language})"
