"""What stands beside a number now, and what could."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.core.ids import is_id
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening import render
from commonweal.listening.beside import figures
from commonweal.listening.beside.rows import BesideVoice, LineRow, NumberRow
from commonweal.listening.beside.words import CHOSEN, WAYS
from commonweal.listening.models import Pairing, Quote, Voice
from commonweal.places.models import Place

MOST_LINES = 200


def voices_beside(viewer: Actor, place_id: Any, indicator: str, area_key: str = "") -> list[BesideVoice]:
    """The voices beside one number, as long as their tellers agree."""
    return beside_all(viewer, place_id).get((indicator, area_key), [])


def beside_all(viewer: Actor, place_id: Any) -> dict[tuple[str, str], list[BesideVoice]]:
    """All voices beside numbers of a place, by number: a page asks once for all its numbers."""
    rows = Pairing.objects.standing().filter(place=place_id)
    rows = rows.select_related("quote__words", "quote__voice").prefetch_related("quote__words__redactions")
    found: dict[tuple[str, str], list[BesideVoice]] = {}
    for each in rows.order_by("made_at", "pk"):
        found.setdefault((each.indicator, each.area_key), []).append(_row(each))
    return found


def _row(pairing: Pairing) -> BesideVoice:
    quote = pairing.quote
    return BesideVoice(
        str(pairing.pk),
        pairing.indicator,
        pairing.area_key,
        pairing.way,
        str(WAYS[pairing.way]),
        render.quoted(quote).strip(),
        quote.words.language,
        render.whose(quote.voice),
        pairing.why,
        str(CHOSEN.get(pairing.by_role, _("chosen by people here"))),
        pairing.made_at,
        f"/voice/{quote.voice_id}",
    )


def in_place(viewer: Actor, place: Place) -> list[NumberRow]:
    """Every number of a place that has a voice beside it."""
    told: dict[str, dict[str, figures.Number]] = {}
    found = []
    for (indicator, area_key), voices in beside_all(viewer, place.pk).items():
        if area_key not in told:
            told[area_key] = {each.indicator: each for each in figures.numbers(viewer, place, area_key)}
        found.append(_number(told[area_key].get(indicator), indicator, area_key, tuple(voices)))
    return found


def _number(known: figures.Number | None, indicator: str, area_key: str, voices: tuple[BesideVoice, ...]) -> NumberRow:
    if known is None:
        return NumberRow(indicator, area_key, indicator, "", "", "", "", "", voices)
    return NumberRow(
        indicator, area_key, known.label, known.text, known.england_text, known.area_name, known.address, known.source,
        voices,
    )  # fmt: skip


def lines(viewer: Actor, place: Place) -> list[LineRow]:
    """Lines of a place whose tellers agree to be quoted and to stand beside a number, the newest first."""
    may = Voice.objects.for_use("quote", "pair_with_number").filter(place=place).values("pk")
    rows = Quote.objects.filter(voice__in=may).select_related("words", "voice").prefetch_related("words__redactions")
    return [
        LineRow(str(each.pk), render.quoted(each).strip(), each.words.language, render.whose(each.voice))
        for each in rows.order_by("-made_at")[:MOST_LINES]
    ]


def line(viewer: Actor, place: Place, id: str) -> Quote:
    """One line of a place."""
    rows = Quote.objects.visible_to(viewer).filter(voice__place=place).select_related("voice__place", "words")
    found = rows.filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound(_("Choose one of the lines."))
    return found


def pairing(viewer: Actor, id: str) -> Pairing:
    """One pairing that stands."""
    rows = Pairing.objects.standing().select_related("quote__voice__place", "place")
    found = rows.filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound(_("It stands beside no number now."))
    return found


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal."""
    return {str(pk) for pk in Pairing.objects.standing().filter(pk__in=list(ids)).values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """A pairing in a line: the words, and how they stand to the number."""
    found = Pairing.objects.filter(pk__in=list(ids)).select_related("quote__words", "quote__voice", "place")
    return {
        str(each.pk): Card(
            _("“%s”") % render.quoted(each.quote).strip(),
            f"/place/{each.place.slug}/beside",
            str(WAYS[each.way]),
            each.place.invented,
        )
        for each in found
    }
