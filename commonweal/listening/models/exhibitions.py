"""Exhibitions: stories, sounds, pictures, walks and works hung in rooms, for people to walk through.

What hangs is never copied: each thing points at what somebody gave, and is there only as long as they agree. The label
beside it is the curator's, kept apart from the person's words.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.journal.actor import Actor
from commonweal.listening.models.media import Media
from commonweal.listening.models.voices import Quote, Voice, places_where
from commonweal.listening.models.works import Work
from commonweal.places.models import Place

CURATES = "find themes in voices"


class SeenExhibitions(models.QuerySet["Exhibition"]):
    """Exhibitions as a viewer may meet them."""

    def is_open(self) -> SeenExhibitions:
        """Those that everybody may walk through."""
        return self.exclude(opened_at=None).filter(closed_at=None)

    def visible_to(self, viewer: Actor) -> SeenExhibitions:
        """Those that are open, and to curators of the place the others."""
        return self.filter(
            Q(pk__in=self.model.objects.is_open().values("pk")) | Q(place__in=places_where(viewer, CURATES))
        )


class Exhibition(models.Model):
    """Things people gave, put together for others to walk through."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="exhibitions")
    title = models.CharField(max_length=200)
    welcome = text()
    curators = text()  # who put it together, as they want to be called
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        **dict.fromkeys("id place title welcome curators opened_at closed_at".split(), privacy.PUBLIC),
        "made_at": privacy.HOUSE,
    }
    objects = SeenExhibitions.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "opened_at"])]

    def __str__(self) -> str:
        return self.title


class ExhibitionRoom(models.Model):
    """A room of an exhibition, in its order."""

    id = key()
    exhibition = models.ForeignKey(Exhibition, on_delete=models.CASCADE, related_name="rooms")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    words = text()  # the curator's, at the door of the room

    privacy = dict.fromkeys("id exhibition order title words".split(), privacy.PUBLIC)

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.title


class SeenItems(models.QuerySet["ExhibitionItem"]):
    """What hangs, as far as it may hang now."""

    def hanging(self) -> SeenItems:
        """Those whose people agree to it now: a line to being quoted, all of it to being read, a picture to be seen."""
        whole = Voice.objects.for_use("publish").values("pk")
        pictures = Voice.objects.for_use("picture").filter(pk__in=Media.objects.public().values("voice")).values("pk")
        lines = Quote.objects.public().values("pk")
        works = Work.objects.shown().filter(pk=OuterRef("work"))
        return self.filter(
            Q(show=ExhibitionItem.LINE, quote__in=lines)
            | Q(show=ExhibitionItem.WHOLE, voice__in=whole)
            | Q(show=ExhibitionItem.PICTURE, voice__in=pictures)
            | (Q(show=ExhibitionItem.WORK) & Exists(works))
        )


class ExhibitionItem(models.Model):
    """One thing that hangs. When its people take back what they gave, an empty nail stays, for the curator to see."""

    LINE, WHOLE, PICTURE, WORK = "line", "whole", "picture", "work"

    id = key()
    room = models.ForeignKey(ExhibitionRoom, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    show = models.CharField(max_length=8)
    voice = models.ForeignKey(Voice, null=True, blank=True, on_delete=models.SET_NULL, related_name="hangs")
    quote = models.ForeignKey(Quote, null=True, blank=True, on_delete=models.SET_NULL, related_name="hangs")
    work = models.ForeignKey(Work, null=True, blank=True, on_delete=models.SET_NULL, related_name="hangs")
    label = text()  # the curator's, never mixed with the person's words
    gone_at = models.DateTimeField(null=True, blank=True)  # taken back by whoever gave it

    privacy = {
        **dict.fromkeys("id room order show voice quote work gone_at".split(), privacy.HOUSE),
        "label": privacy.PUBLIC,
    }
    objects = SeenItems.as_manager()

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return f"{self.show} in {self.room_id}"
