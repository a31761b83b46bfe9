"""Who may find, name, put together and hand over themes. Each refusal says who could, or what would help."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Coding, SenseSession, Theme, Voice
from commonweal.listening.rules import THEMES, in_place
from commonweal.people.roles import PLACE, holders
from commonweal.people.rules import administers
from commonweal.places.models import Place


def _finds(who: Actor, place: Place) -> None:
    if not in_place(who, THEMES, place):
        raise NotAllowed(_("Only somebody who reads to find what many say can do this here: %s.") % holders(THEMES))


def may_find(who: Actor, place: Place, *_args: Any, **_kwargs: Any) -> None:
    """Whoever reads in this place to find what many say, residents among them."""
    _finds(who, place)


def may_keep_theme(who: Actor, theme: Theme, **_kwargs: Any) -> None:
    """Whoever reads where the theme is."""
    _finds(who, theme.place)


def may_rename(who: Actor, theme: Theme, *, name: str, whose: str, **_kwargs: Any) -> None:
    """Whoever reads where the theme is. A name that people gave stays, unless people give another."""
    _finds(who, theme.place)
    if theme.whose == Theme.PEOPLE and name.strip() != theme.name and whose != Theme.PEOPLE:
        raise Clash(
            _("People named this “%s” themselves, and that name stays. Describe it further below.") % theme.name
        )


def may_merge(who: Actor, theme: Theme, *, into: Theme) -> None:
    """Whoever reads where both are; one theme in use into another."""
    _finds(who, theme.place)
    if theme.pk == into.pk or theme.place_id != into.place_id:
        raise NotAllowed(_("Choose another theme of the same place."))
    if theme.merged_into_id or theme.ended_at or into.merged_into_id or into.ended_at:
        raise Clash(_("One of the two is no longer in use. Look at the themes once more."))


def may_code(who: Actor, theme: Theme, *, voice: Voice, session: SenseSession | None = None, **_kwargs: Any) -> None:
    """Whoever reads where the voice is, and may read it; a theme and a session of the same place."""
    _finds(who, voice.place)
    if not Voice.objects.readable_by(who).filter(pk=voice.pk).exists():
        raise NotAllowed(_("Only somebody who may read these words can say what they are about."))
    if theme.place_id != voice.place_id or (session is not None and session.place_id != voice.place_id):
        raise NotAllowed(_("Choose another theme of the same place."))
    if theme.merged_into_id or theme.ended_at:
        raise Clash(_("This theme is no longer in use. Look at the themes once more."))
    may_take_part(who, session)


def may_take_part(who: Actor, session: SenseSession | None, **_kwargs: Any) -> None:
    """Whoever reads where the session is, while it is open."""
    if session is None:
        return
    _finds(who, session.place)
    if session.closed_at is not None:
        raise Clash(_("This session is over. Open a new one to go on."))


def may_uncode(who: Actor, coding: Coding) -> None:
    """Whoever saw it: nobody takes away what somebody else saw."""
    if (who.kind, who.id) != (coding.by_kind, coding.by_id) or not who.known:
        raise NotAllowed(_("Only whoever saw this can take it away. Say what you see instead, or that you differ."))


def resident(who: Actor, place: Place) -> bool:
    """Is this somebody from the place who reads, rather than somebody whose work it is?"""
    if who.kind == "contributor":
        return True
    worker = any(who.holds(role, PLACE, place.pk) for role in ("listener", "facilitator", "steward", "link_worker"))
    return who.holds("coder", PLACE, place.pk) and not worker


def may_hand_over(who: Actor, place: Place, **_kwargs: Any) -> None:
    """Whoever listens or holds gatherings in a place: words leave the house, so a reader alone is not enough."""
    if not in_place(who, "listen to voices", place):
        raise NotAllowed(
            _("Only somebody who listens in this place can hand its words on: %s.") % holders("listen to voices")
        )


def may_clear(who: Actor, place: Place, **_kwargs: Any) -> None:
    """Only what was made up may be cleared away to be told anew, and only by the administrator."""
    if not (administers(who) and place.invented):
        raise NotAllowed(_("Only an invented place can be cleared to be told anew, and only by an administrator."))
