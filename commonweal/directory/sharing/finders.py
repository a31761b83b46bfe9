"""Themes, found by their titles."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.core.finding import Ask, Group, Hit
from commonweal.core.word_index import WordIndex
from commonweal.directory.models import Theme
from commonweal.journal.actor import Actor


def themes(viewer: Actor, ask: Ask) -> Group | None:
    """Themes whose title these words are in: "warm spaces" leads to those of each place."""
    if not ask.words:
        return None
    held = list(Theme.objects.select_related("place").order_by("title", "place__name"))
    matches = WordIndex(((each.title,) for each in held), [(each.place.name,) for each in held]).search(ask.words)
    found = [(held[each.number], each.exact) for each in matches.found]
    hits = tuple(
        Hit(each.title, each.place.name, f"/place/{each.place.slug}/theme/{each.slug}", exact)
        for each, exact in found[: ask.most]
    )
    return Group(_("Themes"), hits, len(found), matches.nearly, icon="here")
