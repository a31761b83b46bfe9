"""How consent is given and taken back. Each yes is a row of its own, so that what earlier people heard is kept."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Gone, Invalid
from commonweal.journal.actor import CHANNELS, FACE, PHONE, Actor
from commonweal.journal.door import change, current
from commonweal.people import consent, persons, rules
from commonweal.people.models import Account, Consent, Contributor, Wording


@change("people.consent.give", allowed=rules.may_speak_for, facts=["purpose"])
def give_consent(who: Actor, person: Actor, *, wording: Wording, channel: str, witness: Actor | None = None) -> Consent:
    """Record that a person agreed, to these words, in this way, heard by this witness."""
    if channel not in CHANNELS:
        raise Invalid(_("Say how they agreed: %s.") % ", ".join(CHANNELS))
    heard = witness or (who if who.for_id else None)
    _refuse_witness(person, channel, heard)
    current().state(purpose=wording.purpose)
    current().touch(_locked(person))
    now = timezone.now()
    consent.standing(person).filter(purpose=wording.purpose).update(replaced_at=now)
    return Consent.objects.create(
        person_kind=person.kind,
        person_id=person.id,
        purpose=wording.purpose,
        wording=wording,
        given_at=now,
        channel=channel,
        witness_kind=heard.kind if heard else "",
        witness_id=heard.id if heard else "",
    )


@change("people.consent.withdraw", allowed=rules.may_speak_for, facts=["purpose"])
def withdraw_consent(who: Actor, person: Actor, *, purpose: str) -> Consent | None:
    """Take a consent back. Nothing is asked, and saying it twice is no different from saying it once."""
    current().state(purpose=purpose)
    current().touch(_locked(person))
    held = consent.standing(person).select_for_update().filter(purpose=purpose).first()
    if held is None:
        rows = Consent.objects.filter(person_kind=person.kind, person_id=person.id, purpose=purpose)
        return rows.order_by("-given_at").first()
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    for follow in consent.followers():
        follow(person, purpose)
    return held


def withdraw_all(who: Actor, person: Actor) -> list[Consent]:
    """Take back everything that was agreed to, all or nothing."""
    with transaction.atomic():
        rules.may_speak_for(who, person)
        purposes = consent.standing(person).order_by("purpose").values_list("purpose", flat=True)
        taken = [withdraw_consent(who, person, purpose=purpose) for purpose in list(purposes)]
    return [each for each in taken if each is not None]


def _refuse_witness(person: Actor, channel: str, heard: Actor | None) -> None:
    if channel in {PHONE, FACE} and heard is None:
        raise Invalid(_("A spoken yes needs a witness: say who heard it."))
    if heard is None:
        return
    if (heard.kind, heard.id) == (person.kind, person.id):
        raise Invalid(_("Nobody can be the witness of their own word. Say who else heard it."))
    if not persons.here(heard):
        raise Invalid(_("The witness has to be somebody known here. Say who heard it."))


def _locked(person: Actor) -> Account | Contributor:
    """Held until the change is done: two yeses come one after the other, and nobody agrees while being erased."""
    held = persons.row(person, lock=True)
    if held is None:
        raise Gone(_("This person has been erased meanwhile. Nothing more is kept about them."))
    return held
