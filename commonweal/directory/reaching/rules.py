"""Who may keep a shortlist for others to open, and who may end it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.directory.models import Shortlist
from commonweal.directory.rules import anybody
from commonweal.journal.actor import Actor, Held

__all__ = ["anybody", "maker", "may_end", "may_tidy"]
# Whoever made a list without an account is known by their browser: an Actor of this kind, holding "maker" of it.
BROWSER, SHORTLIST = "browser", "directory.shortlist"


def maker(who: Actor, made: Iterable[str]) -> Actor:
    """Whoever looks, as the maker of the lists that their browser remembers."""
    held = frozenset(Held("maker", SHORTLIST, each) for each in made)
    if not who.known:
        return Actor(kind=BROWSER, held=held)
    return Actor(who.kind, who.id, who.for_kind, who.for_id, who.channel, who.held | held, who.assured)


def may_end(who: Actor, shortlist: Shortlist, **_kwargs: Any) -> None:
    """A shortlist is ended by whoever made it: by their account, or in the browser they made it with."""
    if who.is_account(shortlist.made_by) or who.holds("maker", SHORTLIST, shortlist.pk):
        return
    raise NotAllowed(_("Only whoever made this list can end it, in the browser they made it with or signed in."))


def may_tidy(who: Actor, *_args: Any, **_kwargs: Any) -> None:
    """Lists end by themselves."""
    if who.kind != "house":
        raise NotAllowed(_("Only the software itself does this, each day."))
