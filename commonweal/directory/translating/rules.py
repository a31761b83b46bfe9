"""Who may put an entry into another language, and who may say that somebody else did it well."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.directory.models import Service, Translation
from commonweal.directory.rules import keeps_directory, may_keep_service, may_set_policy
from commonweal.journal.actor import Actor
from commonweal.places.models import Place

__all__ = ["may_check", "may_keep_translation", "may_label", "may_see_work", "may_translate", "may_want", "named"]


def named(who: Actor) -> str:
    """Somebody as a translation remembers them."""
    return f"{who.kind}/{who.id}"


def may_translate(who: Actor, service: Service, **_kwargs: Any) -> None:
    """Whoever may keep the entry may put it into another language, or type in what somebody else wrote."""
    may_keep_service(who, service)


def may_keep_translation(who: Actor, translation: Translation, **_kwargs: Any) -> None:
    """As with the entry."""
    may_keep_service(who, translation.service)


def may_check(who: Actor, translation: Translation, **_kwargs: Any) -> None:
    """A second person reads it: nobody checks what they typed themselves."""
    may_keep_service(who, translation.service)
    if translation.maker == named(who):
        raise NotAllowed(_("You wrote this. Somebody else who reads the language has to check it."))


def may_want(who: Actor, place: Place, **_kwargs: Any) -> None:
    """Into which languages a place wants its entries put is decided by a steward."""
    may_set_policy(who, place)


def may_label(who: Actor, place: Place, **_kwargs: Any) -> None:
    """The small words of the pages are put into a language by whoever keeps the directory."""
    may_see_work(who, place)


def may_see_work(who: Actor, place: Place) -> None:
    """What is still to be translated is for whoever keeps the directory of the place."""
    if not keeps_directory(who, place):
        raise NotAllowed(_("Only somebody who works with people in this place can see what is still to be translated."))
