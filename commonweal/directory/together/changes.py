"""Saying that organisations work together, confirming or denying it, changing it and taking that back; anchors."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.core.ids import new_id
from commonweal.directory.models import (
    Anchor,
    AnchorDoubt,
    Audience,
    Organization,
    Partnership,
    PartnershipLink,
    PartnershipVersion,
)
from commonweal.directory.rules import keeps_directory
from commonweal.directory.together import kinds, rules
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.people import slips
from commonweal.people.roles import ORGANISATION

LINK_LASTS = timedelta(days=90)
LONGEST = 600
SIDES = ("one", "other")
KEPT = ("kind", "words", "since", "until")


@change("directory.partnership.say", allowed=rules.may_say, facts=["kind"])
def say_together(
    who: Actor,
    *,
    one: Organization,
    other: Organization,
    kind: str,
    words: str = "",
    since: date | None = None,
    until: date | None = None,
    id: UUID | None = None,
) -> Partnership:
    """Say that one organisation does something with, to or for another. It is a claim until each side has said so."""
    if one.pk == other.pk:
        raise Invalid(_("Choose two different organisations."))
    made = Partnership(
        id=id or new_id(),
        place=one.place,
        one=one,
        other=other,
        kind=kind,
        words=words.strip(),
        since=since,
        until=until,
        said_on=timezone.localdate(),
    )
    _refuse_nonsense(made)
    _refuse_twice(made)
    for side in rules.sides_of(who, made):
        setattr(made, f"{side}_said_on", timezone.localdate())
    made.save(force_insert=True)
    _tell_both(made)
    current().state(kind=kind)
    return made


@change("directory.partnership.describe", allowed=rules.may_change, facts=["kind"])
def describe(
    who: Actor, partnership: Partnership, *, kind: str, words: str, since: date | None, until: date | None
) -> Partnership:
    """Say anew what they do together and since when. The side that did not say it has yet to confirm it."""
    _keep_version(partnership)
    moved = (partnership.kind, partnership.words) != (kind, words.strip())
    partnership.kind, partnership.words = kind, words.strip()
    partnership.since, partnership.until = since, until
    _refuse_nonsense(partnership)
    if moved:
        speaks = rules.sides_of(who, partnership)
        for side in SIDES:
            setattr(partnership, f"{side}_said_on", timezone.localdate() if side in speaks else None)
        partnership.denied_by = ""
    partnership.save()
    _tell_both(partnership)
    current().state(kind=kind)
    return partnership


@change("directory.partnership.confirm", allowed=rules.may_answer, facts=["side"])
def confirm(who: Actor, partnership: Partnership, *, side: str) -> Partnership:
    """Say, for one's own side, that it is so."""
    return _answer(partnership, side, so=True)


@change("directory.partnership.deny", allowed=rules.may_answer, facts=["side"])
def deny(who: Actor, partnership: Partnership, *, side: str) -> Partnership:
    """Say, for one's own side, that it is not so. The claim stays in sight with this beside it."""
    return _answer(partnership, side, so=False)


@change("directory.partnership.take_out", allowed=rules.may_change)
def take_out(who: Actor, partnership: Partnership) -> Partnership:
    """Take out what was said by mistake. What came to an end has a last day instead."""
    if partnership.taken_back_at is not None:
        raise Clash(_("Somebody has taken this out meanwhile."))
    partnership.taken_back_at = timezone.now()
    partnership.save(update_fields=["taken_back_at"])
    _tell_both(partnership)
    return partnership


@change("directory.partnership.put_back", allowed=rules.may_change)
def put_back(who: Actor, partnership: Partnership) -> Partnership:
    """It was no mistake after all."""
    if partnership.taken_back_at is None:
        raise Clash(_("Somebody has put this back meanwhile."))
    _refuse_twice(partnership)
    partnership.taken_back_at = None
    partnership.save(update_fields=["taken_back_at"])
    _tell_both(partnership)
    return partnership


@change("directory.partnership.take_back", allowed=rules.may_change)
def take_back(who: Actor, partnership: Partnership) -> Partnership:
    """Let it say again what it said before the last change."""
    last = partnership.versions.order_by("-until", "-pk").first()
    if last is None:
        raise Invalid(_("Nothing was changed yet, so there is nothing to take back."))
    for name, value in last.said.items():
        if name in ("since", "until", "one_said_on", "other_said_on"):
            value = date.fromisoformat(value) if value else None
        setattr(partnership, name, value)
    partnership.save()
    last.delete()
    _tell_both(partnership)
    return partnership


@change("directory.partnership.link", allowed=rules.may_give_link, facts=["side"])
def _give_link(who: Actor, partnership: Partnership, *, side: str, code_hash: str) -> Partnership:
    now = timezone.now()
    PartnershipLink.objects.filter(partnership=partnership, side=side, ended_at=None).update(ended_at=now)
    PartnershipLink.objects.create(
        partnership=partnership, side=side, code_hash=code_hash, made_at=now, expires_at=now + LINK_LASTS
    )
    current().state(side=side)
    return partnership


def give_link(who: Actor, partnership: Partnership, *, side: str) -> str:
    """Make a link by which a side says whether it is so. Gives its code, which is kept nowhere; an older one ends."""
    if side not in SIDES:
        raise Invalid(_("Say for which of the two organisations the link is."))
    code = secrets.token_urlsafe(24)
    _give_link(who, partnership, side=side, code_hash=slips.hashed(code))
    return code


@change("directory.anchor.mark", allowed=rules.may_mark)
def mark_anchor(who: Actor, organization: Organization, *, reasons: str, id: UUID | None = None) -> Anchor:
    """Say that others here lean on this organisation, and why."""
    if Anchor.objects.filter(organization=organization, ended_on=None).exists():
        raise Clash(_("Somebody has said so already."))
    made = Anchor.objects.create(
        id=id or new_id(),
        organization=organization,
        place=organization.place,
        reasons=_reason(reasons),
        said_by=_by(who, organization),
        said_on=timezone.localdate(),
    )
    current().touch(organization)
    return made


@change("directory.anchor.doubt", allowed=rules.may_doubt)
def doubt_anchor(who: Actor, anchor: Anchor, *, words: str) -> Anchor:
    """Say why one does not see it so. Both are shown."""
    AnchorDoubt.objects.create(
        anchor=anchor, words=_reason(words), said_by=_by(who, anchor.organization), said_on=timezone.localdate()
    )
    current().touch(anchor.organization)
    return anchor


@change("directory.anchor.end", allowed=rules.may_end_anchor)
def end_anchor(who: Actor, anchor: Anchor) -> Anchor:
    """It is no anchor any more, or never was. What was said stays in its history."""
    anchor.ended_on = timezone.localdate()
    anchor.save(update_fields=["ended_on"])
    current().touch(anchor.organization)
    return anchor


def _answer(partnership: Partnership, side: str, *, so: bool) -> Partnership:
    _keep_version(partnership)
    setattr(partnership, f"{side}_said_on", timezone.localdate() if so else None)
    if so and partnership.denied_by == side:
        partnership.denied_by = ""
    elif not so:
        partnership.denied_by = side
    partnership.save()
    _tell_both(partnership)
    current().state(side=side)
    return partnership


def _tell_both(partnership: Partnership) -> None:
    """The histories of both show it, unless one of them is not for everyone: the other's must not tell of it."""
    if {partnership.one.audience, partnership.other.audience} == {Audience.EVERYONE}:
        current().touch(partnership.one, partnership.other)


def _keep_version(partnership: Partnership) -> None:
    said: dict[str, Any] = {name: getattr(partnership, name) for name in ("kind", "words", "denied_by")}
    for name in ("since", "until", "one_said_on", "other_said_on"):
        value = getattr(partnership, name)
        said[name] = value.isoformat() if value else None
    PartnershipVersion.objects.create(partnership=partnership, said=said, until=timezone.now())


def _refuse_nonsense(made: Partnership) -> None:
    if made.kind not in kinds.every():
        raise Invalid(_("Say what they do together: choose from the list."))
    if len(made.words) > LONGEST:
        raise Invalid(_("This is longer than anybody would read. Say it in fewer words."))
    if made.since and made.until and made.until < made.since:
        raise Invalid(_("It ends before it begins. Change one of the days."))


def _refuse_twice(made: Partnership) -> None:
    held = Partnership.objects.filter(kind=made.kind, taken_back_at=None)
    pairs = held.filter(one=made.one, other=made.other)
    if not kinds.every()[made.kind].goes:
        pairs |= held.filter(one=made.other, other=made.one)
    # What ended may begin again.
    if pairs.filter(until=None).exists():
        raise Clash(_("This is recorded already. Change it there, or say what else they do."))


def _reason(words: str) -> str:
    if not words.strip():
        raise Invalid(_("Say why, in a sentence: people will ask."))
    return words.strip()[:LONGEST]


def _by(who: Actor, organization: Organization) -> str:
    if who.holds("provider", ORGANISATION, str(organization.pk)):
        return Anchor.ITSELF
    return Anchor.KEEPER if keeps_directory(who, organization.place) else "another"
