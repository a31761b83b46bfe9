"""Entries in other languages: the words, the words they were made from, who wrote them and who read them after."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.directory.models.entries import Service
from commonweal.places.models import Place, public

BY = ("translator", "staff", "volunteer", "machine")


class PlaceLanguage(models.Model):
    """A language into which a place wants its entries put, and the small words of the page in it ("When and where")."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="languages_wanted")
    language = models.CharField(max_length=12)
    labels = models.JSONField(default=dict, blank=True)

    privacy = public("id", "place", "language", "labels")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "language"], name="directory_wanted_once")]

    def __str__(self) -> str:
        return f"{self.language} in {self.place}"


class Translation(models.Model):
    """An entry in another language. Erasable: it may name somebody.

    `said` is, for each field, its words, the source words they were made from, and the hash of those: words are shown
    only to whoever sees exactly the source words with this hash.
    """

    id = key()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=12)
    said = models.JSONField()
    by = models.CharField(max_length=12)  # one of BY
    by_name = text()  # shown with it, if whoever wrote it wants that
    maker = models.CharField(max_length=120)  # who typed it: nobody checks their own
    made_at = models.DateTimeField()
    checked_by = models.CharField(max_length=12, blank=True)
    checked_name = text()
    checked_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        "id": privacy.HOUSE,
        "service": privacy.PUBLIC,
        "language": privacy.PUBLIC,
        "said": privacy.PERSONAL,
        "by": privacy.PUBLIC,
        "by_name": privacy.PERSONAL,
        "maker": privacy.HOUSE,
        "made_at": privacy.PUBLIC,
        "checked_by": privacy.PUBLIC,
        "checked_name": privacy.PERSONAL,
        "checked_at": privacy.PUBLIC,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "language"], name="directory_translated_once")]

    def __str__(self) -> str:
        return f"{self.service_id} in {self.language}"


class TranslationVersion(models.Model):
    """What a translation said before it was changed, so that a change can be taken back. Erased with it."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="versions")
    said = models.JSONField()
    by = models.CharField(max_length=12)
    by_name = text()
    maker = models.CharField(max_length=120)
    until = models.DateTimeField()
    entry = models.UUIDField()  # the journal's entry of the change that replaced it

    privacy = {
        "id": privacy.HOUSE,
        "translation": privacy.HOUSE,
        "said": privacy.PERSONAL,
        "by": privacy.HOUSE,
        "by_name": privacy.PERSONAL,
        "maker": privacy.HOUSE,
        "until": privacy.HOUSE,
        "entry": privacy.HOUSE,
    }

    class Meta:
        indexes = [models.Index(fields=["translation", "until"], name="directory_translated_until")]

    def __str__(self) -> str:
        return f"{self.translation_id} until {self.until:%Y-%m-%d}"
