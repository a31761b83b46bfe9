"""What a decision, a promise or a proposal may be said to rest on: lines people said, themes, figures, decisions.

Chosen by people, never filled in by the software. What else there is can be named by its address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.evidence.models import Figure
from commonweal.journal import kinds
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.journal.kinds import Card
from commonweal.journal.refs import Ref
from commonweal.listening.models import Quote
from commonweal.places.models import Place

MOST = 60
THREAD = re.compile(r"/(?:thread|history)/([a-z_]+\.[a-z_]+)/([0-9A-Za-z-]+)")
PAGE = re.compile(r"/(voice|gathering|commitment|decision|theme|figure)/([0-9A-Fa-f-]{36})")
KINDS_OF_PAGES = {
    "voice": "listening.voice",
    "gathering": "listening.gathering",
    "commitment": "inquiry.commitment",
    "decision": "inquiry.decision",
    "theme": "listening.theme",
    "figure": "evidence.figure",
}


def choices(viewer: Actor, place: Place) -> list[tuple[str, list[tuple[str, str]]]]:
    """What there is to choose from, in groups: (heading, [(kind/id, words)])."""
    groups = (
        (_("What many said"), _of_place(viewer, "listening.theme", place, "pk")),
        (_("Lines that people said, and that may be shown"), _quotes(place)),
        (_("What was decided here"), _of_place(viewer, "inquiry.decision", place, "-on")),
        (_("Figures"), _figures(viewer, place)),
    )
    return [(heading, [(str(ref), _words(card)) for ref, card in found]) for heading, found in groups if found]


def _of_place(viewer: Actor, kind: str, place: Place, order: str) -> list[tuple[Ref, Card]]:
    """By the journal's register, for rooms above have things of theirs: a place without the part has none."""
    known = kinds.kind(kind)
    if known is None or "place" not in {each.name for each in known.model._meta.get_fields()}:
        return []
    rows = known.model._default_manager.filter(place=place).order_by(order)
    return _cards(viewer, kind, [str(pk) for pk in rows.values_list("pk", flat=True)[:MOST]])


def _quotes(place: Place) -> list[tuple[Ref, Card]]:
    rows = Quote.objects.public().filter(voice__place=place).order_by("-made_at")[:MOST]
    return _cards(PUBLIC, "listening.quote", [str(each.pk) for each in rows])


def _figures(viewer: Actor, place: Place) -> list[tuple[Ref, Card]]:
    newest = Figure.objects.filter(place=place, followed_by=None, withdrawn_at=None).order_by("-made_at")[:MOST]
    return _cards(viewer, "evidence.figure", [str(each.pk) for each in newest])


def _cards(viewer: Actor, kind: str, ids: list[str]) -> list[tuple[Ref, Card]]:
    refs = [Ref(kind, id) for id in ids]
    cards = kinds.cards(viewer, refs)
    return [(ref, cards[ref]) for ref in refs if ref in cards]


def _words(card: Card) -> str:
    return f"{card.title} ({card.note})" if card.note else card.title


def named(chosen: Iterable[str], typed: str = "") -> list[Ref]:
    """What was chosen, and what was named by its address."""
    refs = [Ref(*each.split("/", 1)) for each in chosen]
    for line in typed.split():
        thread, page = THREAD.search(line), PAGE.search(line)
        if thread:
            refs.append(Ref(thread[1], thread[2]))
        elif page:
            refs.append(Ref(KINDS_OF_PAGES[page[1]], page[2].lower()))
        else:
            raise Invalid(_("“%s” is not the address of something kept here. Copy it from its page.") % line[:80])
    return list(dict.fromkeys(refs))
