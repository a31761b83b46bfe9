"""How a showcase comes to be: called, its stalls asked and confirmed, and told of afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.core.ids import new_id
from commonweal.directory.models import Location, Service, Showcase, Stall
from commonweal.directory.rules import may_clear_invented
from commonweal.directory.sharing import rules
from commonweal.journal import actor
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.places.models import Place

LONGEST = 4000
STATES = ("invited", "confirmed")


@change("directory.showcase.call", allowed=rules.may_make_showcase)
def call(who: Actor, place: Place, *, id: UUID | None = None, **facts: Any) -> Showcase:
    """Call a day or an evening on which what is here shows itself."""
    showcase = Showcase(id=id or new_id(), place=place)
    _say(showcase, **facts)
    return showcase


@change("directory.showcase.change", allowed=rules.may_keep_showcase)
def change_showcase(who: Actor, showcase: Showcase, **facts: Any) -> Showcase:
    """Say it anew: when, where, what."""
    _say(showcase, **facts)
    return showcase


@change("directory.showcase.call_off", allowed=rules.may_keep_showcase, facts=["off"])
def call_off(who: Actor, showcase: Showcase, *, off: bool = True) -> Showcase:
    """Call it off, or on again. Its page stays, and says so."""
    showcase.called_off, showcase.last_modified = off, timezone.now()
    showcase.save()
    current().state(off=off)
    return showcase


@change("directory.showcase.set_stall", allowed=rules.may_keep_showcase, facts=["state"])
def set_stall(who: Actor, showcase: Showcase, *, service: Service, offers: str = "", state: str) -> Showcase:
    """Say that a service was asked, that it comes, and with what; any other state takes it off the list."""
    if not Service.objects.visible_to(actor.PUBLIC).filter(pk=service.pk, place=showcase.place_id).exists():
        raise Invalid(_("Only what everybody may know of, in this place, can show itself in public."))
    if state in STATES:
        facts = {"offers": offers.strip()[:400], "state": state}
        Stall.objects.update_or_create(showcase=showcase, service=service, defaults=facts)
    else:
        Stall.objects.filter(showcase=showcase, service=service).delete()
    current().touch(service)
    current().state(state=state if state in STATES else "off")
    return showcase


@change("directory.showcase.tell", allowed=rules.may_keep_showcase)
def tell(who: Actor, showcase: Showcase, *, became: str) -> Showcase:
    """Say afterwards what became of it."""
    if showcase.starts_at > timezone.now():
        raise Clash(_("It has not been yet. What became of it is told afterwards."))
    showcase.became, showcase.last_modified = became.strip()[:LONGEST], timezone.now()
    showcase.save()
    return showcase


@change("directory.showcase.clear_invented", allowed=may_clear_invented)
def clear_invented(who: Actor, place: Place) -> Place:
    """Take away the showcases of an invented place, so that its story can be told anew."""
    Showcase.objects.filter(place=place).delete()
    return place


def _say(
    showcase: Showcase,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    location: Location,
    words: str = "",
    access: str = "",
) -> None:
    if not title.strip():
        raise Invalid(_("Give the showcase a name."))
    if ends_at <= starts_at:
        raise Invalid(_("It ends before it begins. Look at the times again."))
    if not Location.objects.visible_to(actor.PUBLIC).filter(pk=location.pk, place=showcase.place_id).exists():
        raise Invalid(_("Choose a place here that everybody may know of."))
    showcase.title, showcase.words = title.strip()[:120], words.strip()[:LONGEST]
    showcase.starts_at, showcase.ends_at = starts_at, ends_at
    showcase.location, showcase.access, showcase.last_modified = location, access.strip()[:LONGEST], timezone.now()
    showcase.save()
