"""Who may write down decisions and commitments, say how they go, and judge whether they were kept."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.inquiry.models import KEEPERS, Commitment
from commonweal.journal.actor import Actor
from commonweal.people.roles import ORGANISATION, PLACE, named
from commonweal.people.rules import administers, helps, only_the_house
from commonweal.places.models import Place


def keeps(who: Actor, place: Place) -> bool:
    """Does this person write decisions and commitments down here?"""
    return any(who.holds(role, PLACE, str(place.pk)) for role in KEEPERS)


def may_keep_in(who: Actor, *, place: Place, **_kwargs: Any) -> None:
    """Stewards and facilitators of the place."""
    if not keeps(who, place):
        keepers = ", ".join(map(named, KEEPERS))
        raise NotAllowed(_("Only somebody who keeps the list of this place can do this: %s.") % keepers)


def may_keep_decision(who: Actor, decision: Any, **_kwargs: Any) -> None:
    """Stewards and facilitators of its place."""
    may_keep_in(who, place=decision.place)


def is_owner(who: Actor, commitment: Commitment) -> bool:
    """Is this its resident owner, or a helper who writes down that resident's word?"""
    owner = commitment.owner
    if owner is None:
        return False
    return (who.kind, who.id) == (owner.kind, owner.id) if not who.for_id else helps(who, owner)


def speaks_for_body(who: Actor, commitment: Commitment) -> bool:
    """Is this somebody of the body that promised it?"""
    return who.holds("provider", ORGANISATION, str(commitment.body_id))


def voice_of(who: Actor, commitment: Commitment) -> str:
    """As whom somebody speaks about a commitment: resident, body or keeper; empty for anybody else."""
    if is_owner(who, commitment):
        return "resident"
    if speaks_for_body(who, commitment):
        return "body"
    return "keeper" if keeps(who, commitment.place) else ""


def may_confirm(who: Actor, commitment: Commitment, **_kwargs: Any) -> None:
    """Its resident owner, and nobody in their place."""
    if not is_owner(who, commitment):
        raise NotAllowed(_("Only the resident whom this names as its owner can confirm it."))


def may_judge(who: Actor, commitment: Commitment, **_kwargs: Any) -> None:
    """Whether it was kept, its resident owner says."""
    if not is_owner(who, commitment):
        raise NotAllowed(_("Only the resident who owns this can say whether it was kept."))


def may_report(who: Actor, commitment: Commitment, **_kwargs: Any) -> None:
    """Either owner, or whoever keeps the list."""
    if not voice_of(who, commitment):
        raise NotAllowed(_("Only its two owners, or whoever keeps the list of this place, can say how it goes."))


def may_hand_on(who: Actor, commitment: Commitment, **_kwargs: Any) -> None:
    """Whoever keeps the list, where its resident has left or has not confirmed."""
    may_keep_in(who, place=commitment.place)


def may_close(who: Actor, *, place: Place, **_kwargs: Any) -> None:
    """Stewards close the account of a year."""
    if not (who.holds("steward", PLACE, str(place.pk)) or administers(who)):
        raise NotAllowed(_("Only a steward of this place can close the account of its year."))


# The house clears an invented place, so that its story can be told anew.
may_take_out = only_the_house
