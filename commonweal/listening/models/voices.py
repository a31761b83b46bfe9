"""A voice: one thing that somebody gave, with its words, its marks, and what each of them may be used for.

What is a person's stands in `Words`, `Community`, `Mark`, `Quote` and in the columns of `Voice` that are labelled
personal: when it is taken back, those go and a bare row stays, so that counts stay honest and a late upload meets it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.journal.actor import Actor
from commonweal.listening.models.gatherings import Gathering
from commonweal.people.models import Consent
from commonweal.people.roles import PLACE, POWERS
from commonweal.places.models import Area, Place


def places_where(viewer: Actor, power: str) -> list[str]:
    """The places in which a role held lets this viewer do something."""
    return [held.scope_id for held in viewer.held if held.scope_kind == PLACE and held.role in POWERS[power]]


class SeenVoices(models.QuerySet["Voice"]):
    """Voices as a viewer may know of them, or read them. What was taken back, nobody can."""

    def here(self) -> SeenVoices:
        """Those that were not taken back."""
        return self.filter(erased_at=None)

    def of(self, person: Actor) -> SeenVoices:
        """One's own."""
        return self.here().filter(teller_kind=person.kind, teller_id=person.id) if person.known else self.none()

    def agreed(self, *uses: str) -> SeenVoices:
        """Those whose teller agreed to every one of these uses and has not taken it back, held or not."""
        rows = self.here()
        for use in uses:
            standing = VoiceUse.objects.filter(voice=OuterRef("pk"), use=use, withdrawn_at=None)
            rows = rows.filter(Exists(standing))
        return rows

    def held(self) -> SeenVoices:
        """Those that are held back so that somebody is safe."""
        return self.here().filter(Exists(_open_holds()))

    def free(self) -> SeenVoices:
        """Those that are not held back."""
        return self.here().filter(~Exists(_open_holds()))

    def for_use(self, *uses: str) -> SeenVoices:
        """Those that may be used so now: agreed to, and not held back. Every use of a voice asks this."""
        return self.agreed(*uses).free()

    def readable_by(self, viewer: Actor) -> SeenVoices:
        """Those whose words this viewer may read: own, written down by them, for everyone, or by role and use."""
        free = self.free()
        seen = Q(pk__in=free.agreed("publish").values("pk"))
        if viewer.known:
            person = Actor(viewer.for_kind, viewer.for_id) if viewer.for_id else viewer
            seen |= Q(teller_kind=person.kind, teller_id=person.id)
            seen |= Q(writer_kind=viewer.kind, writer_id=viewer.id, pk__in=free.values("pk"))
            for power, use in (("listen to voices", "listen"), ("find themes in voices", "code")):
                where = places_where(viewer, power)
                if where:
                    seen |= Q(place__in=where, pk__in=free.agreed(use).values("pk"))
            # Whoever looks after holds reads what is held back, for as long as it is.
            seen |= Q(place__in=places_where(viewer, "look after holds"), pk__in=self.held().values("pk"))
        return self.here().filter(seen)

    def visible_to(self, viewer: Actor) -> SeenVoices:
        """Those this viewer may know to be there: what they may read, and what may be quoted to everyone."""
        read = self.readable_by(viewer).values("pk")
        quoted = self.for_use("quote").values("pk")
        return self.here().filter(Q(pk__in=read) | Q(pk__in=quoted))


def _open_holds() -> models.QuerySet[models.Model]:
    from commonweal.listening.models.keeping import Hold

    return Hold.objects.filter(voice=OuterRef("pk"), ended_at=None)


class Voice(models.Model):
    """One thing that somebody gave: a story, a note from a table, a mark on a map. Taken back, a bare row stays."""

    OWN, SCRIBED, INTERPRETED, NOTES = "own", "scribed", "interpreted", "notes"
    NAMED, CHOSEN, DESCRIBED, COUNTED = "named", "chosen", "described", "counted"

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="voices")
    gathering = models.ForeignKey(Gathering, null=True, blank=True, on_delete=models.SET_NULL, related_name="voices")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=20)  # words.KINDS
    given_on = models.DateField()  # of what was taken back: the first of the month
    made_at = models.DateTimeField()
    language = models.CharField(max_length=35, default="en")  # BCP 47
    voicing = models.CharField(max_length=12, default=OWN)
    interpreter = text()  # who put it into another language, as they want to be called
    read_back_at = models.DateTimeField(null=True, blank=True)  # scribed or interpreted words are theirs from then on
    teller_kind = models.CharField(max_length=20, blank=True)  # account | contributor
    teller_id = models.CharField(max_length=64, blank=True)
    writer_kind = models.CharField(max_length=20, blank=True)  # who wrote it down for them
    writer_id = models.CharField(max_length=64, blank=True)
    level = models.CharField(max_length=10, default=COUNTED)
    called = text()  # a name, a chosen name, or a description, as the level says
    shown_as = text()  # the line that the person was shown and agreed to, kept as it was rendered then
    young = models.BooleanField(default=False)  # under 18
    guardian = text()  # who agreed beside somebody under 18, or beside somebody who was helped to decide
    channel = models.CharField(max_length=20)
    helper_minutes = models.PositiveIntegerField(null=True, blank=True)  # None: nobody said
    client_id = models.CharField(max_length=64, null=True, blank=True, unique=True)  # what the device called it
    erased_at = models.DateTimeField(null=True, blank=True)
    counted = models.BooleanField(default=True)  # stays in counts after it was taken back

    privacy = {
        **dict.fromkeys("id place gathering kind made_at counted channel client_id erased_at".split(), privacy.HOUSE),
        **dict.fromkeys("area given_on language voicing interpreter read_back_at".split(), privacy.PERSONAL),
        **dict.fromkeys("teller_kind teller_id writer_kind writer_id level".split(), privacy.PERSONAL),
        **dict.fromkeys("called shown_as young guardian".split(), privacy.SENSITIVE),
        "helper_minutes": privacy.PARTNER,
    }
    objects = SeenVoices.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["place", "given_on"]),
            models.Index(fields=["teller_kind", "teller_id"]),
            models.Index(fields=["gathering"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def teller(self) -> Actor | None:
        """Whose it is; None once it was taken back."""
        return Actor(self.teller_kind, self.teller_id) if self.teller_id else None

    @property
    def theirs(self) -> bool:
        """Are the words the person's own: said by them, or read back to them and agreed?"""
        return self.voicing == self.OWN or (self.voicing != self.NOTES and self.read_back_at is not None)

    def may(self, *uses: str) -> bool:
        """May it be used so now? Prefer `Voice.objects.for_use` for more than one."""
        return Voice.objects.for_use(*uses).filter(pk=self.pk).exists()


class Words(models.Model):
    """Words of a voice: what was said, word for word; what a recording says; what it says in another language."""

    SAID, TRANSCRIPT, TRANSLATION = "said", "transcript", "translation"

    id = key()
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=12, default=SAID)
    language = models.CharField(max_length=35, default="en")
    by = text()  # who wrote down or translated, as they want to be called; "" for the person's own
    text = models.TextField()  # exactly as given: never trimmed, folded or corrected
    made_at = models.DateTimeField()

    privacy = {
        **dict.fromkeys(("id", "voice", "kind", "made_at"), privacy.HOUSE),
        "language": privacy.PERSONAL,
        "text": privacy.SENSITIVE,
        "by": privacy.PERSONAL,
    }

    class Meta:
        verbose_name_plural = "words"
        constraints = [
            models.UniqueConstraint(fields=["voice"], condition=Q(kind="said"), name="listening_words_said_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"


class VoiceUse(models.Model):
    """One use of one voice that its teller agreed to: the words they heard stand with the consent."""

    id = key()
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="uses")
    use = models.CharField(max_length=40)  # people.consent.PURPOSES
    consent = models.ForeignKey(Consent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    to_whom = text()  # for "share": the partner named to them
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        **dict.fromkeys(("id", "voice", "consent", "given_at", "withdrawn_at"), privacy.HOUSE),
        "use": privacy.PERSONAL,
        "to_whom": privacy.PERSONAL,
    }

    class Meta:
        indexes = [models.Index(fields=["use", "voice"])]
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "use", "to_whom"], condition=Q(withdrawn_at=None), name="listening_use_once"
            )
        ]

    def __str__(self) -> str:
        return self.use


class Community(models.Model):
    """A community that somebody says they belong to, named as they name it. Never guessed."""

    id = key()
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="communities")
    named = models.CharField(max_length=120)

    privacy = {"id": privacy.HOUSE, "voice": privacy.HOUSE, "named": privacy.SENSITIVE}

    class Meta:
        verbose_name_plural = "communities"
        indexes = [models.Index(fields=["named"])]

    def __str__(self) -> str:
        return self.named


class Mark(models.Model):
    """A pin, a line or an area that somebody drew on a map. GeoJSON geometry, WGS 84, longitude first."""

    PIN, LINE, AREA = "pin", "line", "area"

    id = key()
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=6)
    geometry = models.JSONField()
    label = models.CharField(max_length=200, blank=True)
    feeling = models.CharField(max_length=12, blank=True)  # good, hard, idea: as the person marked it

    privacy = {
        **dict.fromkeys(("id", "voice", "kind"), privacy.HOUSE),
        **dict.fromkeys(("geometry", "label", "feeling"), privacy.SENSITIVE),
    }

    def __str__(self) -> str:
        return self.kind


class SeenQuotes(models.QuerySet["Quote"]):
    """Quotes, as long as their teller agrees to be quoted."""

    def visible_to(self, viewer: Actor) -> SeenQuotes:
        """Those of voices that may be quoted now; and to whoever may read the voice, the rest."""
        may = Voice.objects.for_use("quote").values("pk")
        return self.filter(Q(voice__in=may) | Q(voice__in=Voice.objects.readable_by(viewer).values("pk")))

    def public(self) -> SeenQuotes:
        """Those that may be shown to everyone now."""
        return self.filter(voice__in=Voice.objects.for_use("quote").values("pk"))


class Quote(models.Model):
    """A line of a voice, chosen to be shown: a stretch of its words, never words of its own."""

    id = key()
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="quotes")
    words = models.ForeignKey(Words, on_delete=models.CASCADE, related_name="quotes")
    start = models.PositiveIntegerField()  # letters from the beginning of the words, as Python counts them
    stop = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    privacy = dict.fromkeys(("id", "voice", "words", "start", "stop", "made_at"), privacy.HOUSE)
    objects = SeenQuotes.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["words", "start", "stop"], name="listening_quote_once"),
            models.CheckConstraint(condition=Q(stop__gt=models.F("start")), name="listening_quote_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.start} to {self.stop}"


def ids(voices: Iterable[Voice]) -> list[str]:
    """Ids as text."""
    return [str(each.pk) for each in voices]
