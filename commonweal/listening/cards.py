"""How the journal shows voices, quotes and gatherings: whose they are said to be, never a word that was not chosen."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import formats
from django.utils.translation import gettext as _

from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening import render
from commonweal.listening.models import Gathering, Hold, Quote, Voice
from commonweal.listening.models.voices import places_where
from commonweal.listening.words import KINDS

VOICES = 6  # beside a number


def voices_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal."""
    return _keys(Voice.objects.visible_to(viewer).filter(pk__in=list(ids)))


def quotes_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal."""
    return _keys(Quote.objects.visible_to(viewer).filter(pk__in=list(ids)))


def gatherings_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal."""
    return _keys(Gathering.objects.visible_to(viewer).filter(pk__in=list(ids)))


def holds_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: the teller, and whoever looks after holds. That somebody is held back is nobody else's."""
    rows = Hold.objects.filter(pk__in=list(ids))
    own = Voice.objects.of(viewer).values("pk")
    looked = Voice.objects.filter(place__in=places_where(viewer, "look after holds")).values("pk")
    return _keys(rows.filter(voice__in=own)) | _keys(rows.filter(voice__in=looked))


def describe_voices(ids: Iterable[str]) -> dict[str, Card]:
    """A voice in a line: whose, what sort, and which month."""
    rows = Voice.objects.filter(pk__in=list(ids)).select_related("place")
    return {str(each.pk): card(each) for each in rows}


def card(voice: Voice) -> Card:
    """A voice in a line."""
    note = _("%(what)s, %(when)s") % {"what": KINDS[voice.kind], "when": _month(voice)}
    return Card(render.whose(voice), f"/voice/{voice.pk}", note, voice.place.invented)


def describe_quotes(ids: Iterable[str]) -> dict[str, Card]:
    """A quote, as it was said."""
    rows = Quote.objects.filter(pk__in=list(ids)).select_related("words", "voice__place")
    return {str(each.pk): quote_card(each) for each in rows}


def quote_card(quote: Quote) -> Card:
    """A quote in a line, with whose it is."""
    words = _("“%s”") % render.quoted(quote).strip()
    return Card(words, f"/voice/{quote.voice_id}", render.whose(quote.voice), quote.voice.place.invented)


def describe_gatherings(ids: Iterable[str]) -> dict[str, Card]:
    """A gathering in a line."""
    rows = Gathering.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(
            each.name, f"/gathering/{each.pk}", formats.date_format(each.on, "j F Y"), each.place.invented
        )
        for each in rows
    }


def describe_holds(ids: Iterable[str]) -> dict[str, Card]:
    """That there is one, and no more."""
    return {str(id): Card(_("held back so that somebody is safe")) for id in ids}


def said_in(viewer: Actor, place_id: str) -> list[Card]:
    """What people of a place say: the newest lines that were chosen and may be shown to everyone."""
    rows = Quote.objects.public().filter(voice__place=place_id).select_related("words", "voice__place")
    return [quote_card(each) for each in rows.order_by("-made_at")[:VOICES]]


def _month(voice: Voice) -> str:
    return formats.date_format(voice.given_on, "F Y")


def _keys(rows) -> set[str]:  # type: ignore[no-untyped-def]
    return {str(pk) for pk in rows.values_list("pk", flat=True)}
