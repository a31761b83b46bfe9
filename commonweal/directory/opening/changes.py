"""How a space is opened, step by step: said, looked at, what stops it taken one by one, and the doors opened."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.core.ids import new_id
from commonweal.directory import changes as directory
from commonweal.directory.entry_words import refuse_nonsense
from commonweal.directory.models import Asset, Hindrance, Location, Opening, Organization, Service
from commonweal.directory.opening import kinds, rules
from commonweal.journal import kinds as journal
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.journal.refs import Ref
from commonweal.people import slips
from commonweal.people.models import Account
from commonweal.people.roles import HELD_IN, PLACE
from commonweal.places.models import Place

LONGEST = 2000


def suggest(
    who: Actor, at: Asset | Location, *, place: Place, use: str, by_whom: str = "", id: UUID | None = None
) -> tuple[Opening, str]:
    """Say of a spot that it could be open. Gives it, and the code of the page that says what became of it."""
    code = secrets.token_urlsafe(16)
    told = dict(place=place, use=use, by_whom=by_whom, code_hash=slips.hashed(code), id=id)
    return _suggest(who, at, **told), code


@change("directory.opening.suggest", allowed=rules.may_suggest)
def _suggest(
    who: Actor, at: Asset | Location, *, place: Place, use: str, by_whom: str, code_hash: str, id: UUID | None
) -> Opening:
    now = timezone.now()
    return Opening.objects.create(
        id=id or new_id(),
        place=place,
        asset=at if isinstance(at, Asset) else None,
        location=at if isinstance(at, Location) else None,
        use=_words(use, _("Say in your own words what it could be used for.")),
        by_whom=by_whom.strip()[:LONGEST],
        said_by=Account.objects.filter(pk=who.id).first() if who.kind == "account" else None,
        code_hash=code_hash,
        since=now,
        made_at=now,
    )


@change("directory.opening.look_at", allowed=rules.may_lead, facts=["from"])
def look_at(who: Actor, opening: Opening) -> Opening:
    """Somebody looks at it: from now on everyone can follow what becomes of it."""
    current().state(**{"from": opening.state})
    opening.ask_again = None
    return _goes_on(opening, Opening.LOOKED_AT)


@change("directory.opening.begin", allowed=rules.may_lead)
def begin(who: Actor, opening: Opening) -> Opening:
    """It is to be opened: from now on, each thing that stops it has somebody and a day."""
    return _goes_on(opening, Opening.BEING_OPENED)


@change("directory.opening.put_off", allowed=rules.may_lead)
def put_off(who: Actor, opening: Opening, *, reason: str, ask_again: date) -> Opening:
    """Not for now: why, and when to ask again. A no without a day would be a no that nobody remembers."""
    opening.reason = _words(reason, _("Say why not: whoever suggested it is told, and so is everyone who asks again."))
    if ask_again <= timezone.localdate():
        raise Invalid(_("Say a day to come on which to ask again."))
    opening.ask_again = ask_again
    return _goes_on(opening, Opening.NOT_NOW)


@change("directory.opening.open_doors", allowed=rules.may_lead, facts=["overcome"])
def open_doors(
    who: Actor,
    opening: Opening,
    *,
    name: str,
    schedule: str,
    times: Sequence[Mapping[str, Any]] = (),
    organization: Organization | None = None,
    organization_name: str = "",
    fees_description: str = "",
    helps_with: Sequence[str] = (),
    id: UUID | None = None,
) -> Opening:
    """Open it: its hours go into the directory, as something that happens there, because of this opening.

    `id` is the service's, where it follows from another source.
    """
    _refuse_what_stands(opening)
    said = _words(schedule, _("Say when it is open: the days and the hours, as people say them."))
    refuse_nonsense({"name": name or _name(opening), "status": Service.ACTIVE, "times": list(times)})
    ours = journal.ref(opening)
    because = [ours] if ours else []
    if organization is None:
        told = _words(organization_name, _("Say who opens it: one of those listed, or a new name."))
        words = _("They open %(space)s to everybody.") % {"space": opening}
        organization = directory.add_organization(
            who, place=opening.place, name=told, description=words, because=because
        )
    service = directory.add_service(
        who,
        organization=organization,
        name=name or _name(opening),
        description=opening.use,
        fees_description=fees_description,
        helps_with=helps_with,
        id=id,
        because=because,
    )
    told = dict(schedule=said, times=times, because=because)
    directory.hold_at(who, service, opening.asset or opening.location, **told)
    opening.service, opening.opened_at = service, timezone.now()
    current().state(overcome=opening.hindrances.filter(state=Hindrance.OVERCOME).count())
    return _goes_on(opening, Opening.OPEN)


@change("directory.hindrance.find", allowed=rules.may_lead, facts=["kind"])
def find_hindrance(who: Actor, opening: Opening, *, kind: str, words: str, **step: Any) -> Hindrance:
    """Say what stops it; and, where it is known, whose the next step is (see `give_step`)."""
    if opening.state not in (Opening.LOOKED_AT, Opening.BEING_OPENED):
        raise Clash(_("What stops a space is said while it is looked at or being opened."))
    if kind not in kinds.every():
        raise Invalid(_("Say what sort of thing stops it."))
    current().state(kind=kind)
    now = timezone.now()
    found = Hindrance(opening=opening, kind=kind, made_at=now, since=now)
    found.words = _words(words, _("Say in a sentence what stops it."))
    _put_step(who, found, **step)
    found.save()
    return found


@change("directory.hindrance.give_step", allowed=rules.may_lead_hindrance)
def give_step(who: Actor, hindrance: Hindrance, **step: Any) -> Hindrance:
    """Say anew whose the next step is, what it is, and by when.

    `owner` is one of Hindrance's; with it goes `owner_role`, `owner_organization`, or for a person `owner_as` (who they
    are by what they do) and `owner_name` with `agreed`, where they want to be named here.
    """
    _refuse_ended(hindrance)
    _put_step(who, hindrance, **step)
    hindrance.since = timezone.now()
    hindrance.save()
    current().touch(hindrance.opening)
    return hindrance


@change("directory.hindrance.end", allowed=rules.may_lead_hindrance, facts=["state"])
def end_hindrance(who: Actor, hindrance: Hindrance, *, overcome: bool, how: str) -> Hindrance:
    """Say how it was overcome, or why it stays: the next hall has the same trouble."""
    _refuse_ended(hindrance)
    hindrance.how = _words(how, _("Say how it was overcome, or why it stays: the next space has the same trouble."))
    hindrance.state = Hindrance.OVERCOME if overcome else Hindrance.STAYS
    hindrance.ended_at = hindrance.since = timezone.now()
    hindrance.save()
    current().state(state=hindrance.state)
    current().touch(hindrance.opening)
    return hindrance


@change("directory.opening.clear", allowed=rules.may_clear)
def clear_invented(who: Actor, place: Place) -> Place:
    """Take away the openings of an invented place, so that its story can be told anew."""
    Opening.objects.filter(place=place).delete()
    return place


def erase(person: Ref) -> None:
    """Take somebody out: their words, and their name from the steps that were theirs, which are then nobody's."""
    if person.kind != "people.account":
        return
    said = Opening.objects.filter(said_by=person.id)
    said.filter(state=Opening.SUGGESTED).delete()
    said.update(use="", by_whom="", said_by=None)
    Hindrance.objects.filter(owner_account=person.id).update(
        owner=Hindrance.NOBODY, owner_account=None, owner_name="", owner_as=""
    )


def _put_step(
    who: Actor,
    hindrance: Hindrance,
    *,
    owner: str = Hindrance.NOBODY,
    owner_role: str = "",
    owner_organization: Organization | None = None,
    owner_as: str = "",
    owner_name: str = "",
    agreed: bool = False,
    step: str = "",
    by: date | None = None,
) -> None:
    if owner == Hindrance.ROLE and owner_role not in _roles():
        raise Invalid(_("Say which role has the next step."))
    if owner == Hindrance.ORGANIZATION and owner_organization is None:
        raise Invalid(_("Say which organisation has the next step."))
    if owner == Hindrance.PERSON and not owner_as.strip():
        raise Invalid(_("Say who they are by what they do: “the caretaker”, “a neighbour with a key”."))
    if owner_name.strip() and not agreed:
        raise Invalid(_("Ask them first whether their name may stand here. Without it, what they do is enough."))
    person = owner in (Hindrance.PERSON, Hindrance.ACCOUNT)
    hindrance.owner = owner
    hindrance.owner_role = owner_role if owner == Hindrance.ROLE else ""
    hindrance.owner_organization = owner_organization if owner == Hindrance.ORGANIZATION else None
    hindrance.owner_account = _own(who) if owner == Hindrance.ACCOUNT else None
    hindrance.owner_as = owner_as.strip()[:200] if person else ""
    hindrance.owner_name = owner_name.strip()[:120] if person else ""
    hindrance.step, hindrance.by = step.strip()[:LONGEST], by


def _own(who: Actor) -> Account:
    found = Account.objects.filter(pk=who.id).first() if who.kind == "account" else None
    if found is None:
        raise Invalid(_("Only somebody who is signed in can take a step themselves."))
    return found


def _roles() -> tuple[str, ...]:
    return HELD_IN[PLACE]


def _goes_on(opening: Opening, state: str) -> Opening:
    # Asked of the row as it is now: two people may press at once.
    now = Opening.objects.select_for_update().values_list("state", flat=True).get(pk=opening.pk)
    if state not in kinds.NEXT[now]:
        raise Clash(
            _("It stands at “%(state)s”, and cannot go from there to “%(next)s”.")
            % {"state": kinds.STATES[now], "next": kinds.STATES[state]}
        )
    opening.state, opening.since = state, timezone.now()
    if state != Opening.NOT_NOW:
        opening.reason, opening.ask_again = "", None
    opening.save()
    return opening


def _refuse_what_stands(opening: Opening) -> None:
    stands = opening.hindrances.filter(state=Hindrance.STANDS).first()
    if stands is not None:
        raise Invalid(
            _("“%(words)s” still stands in the way. Say first how it was overcome, or why it stays.")
            % {"words": stands.words}
        )


def _refuse_ended(hindrance: Hindrance) -> None:
    if hindrance.state != Hindrance.STANDS:
        raise Clash(_("Somebody has said meanwhile how this ended."))


def _name(opening: Opening) -> str:
    return _("%(space)s, open to all") % {"space": opening}


def _words(said: str, otherwise: str) -> str:
    if not said.strip():
        raise Invalid(otherwise)
    if len(said) > LONGEST:
        raise Invalid(_("This is longer than anybody would read. Say it in fewer words."))
    return said.strip()
