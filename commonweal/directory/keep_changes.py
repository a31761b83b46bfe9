"""Keeping entries true: saying anew what one says, taking it back, confirming it, and telling that one is wrong."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.directory import rules
from commonweal.directory.about.rules import by
from commonweal.directory.entry_words import as_said, put, refuse_nonsense, whole
from commonweal.directory.feeds import beside
from commonweal.directory.models import EditLink, EntryVersion, KeepingPolicy, Proposal, Report, Service
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.people import slips
from commonweal.places.models import Place

LINK_LASTS = timedelta(days=90)
HOW = ("edit", "page", "phone", "visit", "letter")


@change("directory.service.describe", allowed=rules.may_keep_service, facts=["fields"])
def describe(who: Actor, service: Service, *, said: Mapping[str, Any]) -> Service:
    """Say anew what a service's entry says. What it said before is kept, so that it can be taken back.

    `said` holds only what is said: fields of entry_words.FIELDS, `phone`, and `times` for each place it happens at.
    Whoever says it confirms the whole entry with it.
    """
    before = as_said(service)
    said = whole(before, said)
    refuse_nonsense(before | said)
    changed = sorted(name for name, value in said.items() if before.get(name) != value)
    if changed:
        EntryVersion.objects.create(service=service, said=before, until=timezone.now(), entry=current().entry_id)
        put(service, said, by=by(who, service.organization_id))
    service.assured_date, service.last_modified = timezone.localdate(), timezone.now()
    service.save()
    beside.edited(service, before)
    current().state(fields=", ".join(changed))
    return service


@change("directory.service.take_back", allowed=rules.may_keep_service)
def take_back(who: Actor, service: Service, *, version: int) -> Service:
    """Let an entry say again what it said before a change."""
    found = EntryVersion.objects.filter(service=service, pk=version).first()
    if found is None:
        raise Invalid(_("That version is not one of this entry's."))
    before = as_said(service)
    EntryVersion.objects.create(service=service, said=before, until=timezone.now(), entry=current().entry_id)
    put(service, found.said, by=by(who, service.organization_id))
    service.last_modified = timezone.now()
    service.save()
    beside.edited(service, before)
    return service


@change("directory.service.confirm", allowed=rules.may_keep_service, facts=["how"])
def confirm(who: Actor, service: Service, *, how: str = "page") -> Service:
    """Say that an entry is true today: on the page, or having asked them by phone, on a visit, by letter."""
    if how not in HOW:
        raise Invalid(_("Say how you know: from the page, by phone, on a visit or by letter."))
    service.assured_date, service.last_modified = timezone.localdate(), timezone.now()
    service.save(update_fields=["assured_date", "last_modified"])
    current().state(how=how)
    return service


@change("directory.proposal.offer", allowed=rules.may_keep_service)
def offer(who: Actor, service: Service, *, said: Mapping[str, Any]) -> Proposal:
    """Offer an edit where the place looks at edits first. A second one takes the place of the first."""
    before = as_said(service)
    said = whole(before, said)
    refuse_nonsense(before | said)
    Proposal.objects.filter(service=service, state=Proposal.WAITING).delete()
    return Proposal.objects.create(service=service, said=dict(said), made_at=timezone.now())


@change("directory.proposal.decide", allowed=rules.may_decide_proposal, facts=["state"])
def decide(who: Actor, proposal: Proposal, *, take: bool, reason: str = "") -> Proposal:
    """Take an edit that waits, or say why not."""
    if proposal.state != Proposal.WAITING:
        raise Clash(_("Somebody has decided about this meanwhile."))
    if take:
        describe(who, proposal.service, said=proposal.said)
    elif not reason.strip():
        raise Invalid(_("Say why it is not taken: whoever offered it is told."))
    proposal.state = Proposal.TAKEN if take else Proposal.DECLINED
    proposal.decided_at, proposal.reason = timezone.now(), reason.strip()
    proposal.save()
    current().state(state=proposal.state)
    return proposal


def say(who: Actor, service: Service, said: Mapping[str, Any]) -> Service | Proposal:
    """Describe a service at once, or offer it, as the place has decided. Whoever keeps the directory is not held up."""
    held = policy(service.place).edits == KeepingPolicy.HELD
    if held and not rules.keeps_directory(who, service.place):
        return offer(who, service, said=said)
    return describe(who, service, said=said)


@change("directory.keeping.decide", allowed=rules.may_set_policy, facts=["edits", "confirm_months", "reminders"])
def set_policy(who: Actor, place: Place, *, edits: str, confirm_months: int, reminders: bool = False) -> Place:
    """Decide if providers' edits are live at once, how long a confirmation holds, and if letters ask for a new one."""
    if edits not in (KeepingPolicy.LIVE, KeepingPolicy.HELD) or not 1 <= confirm_months <= 36:
        raise Invalid(_("Edits are live or held, and a confirmation holds for 1 to 36 months."))
    decided = {"edits": edits, "confirm_months": confirm_months, "reminders": reminders}
    KeepingPolicy.objects.update_or_create(place=place, defaults=decided)
    current().state(**decided)
    return place


@change("directory.link.give", allowed=rules.may_give_link)
def _give_link(who: Actor, service: Service, *, code_hash: str, email: str) -> EditLink:
    now = timezone.now()
    EditLink.objects.filter(service=service, ended_at=None).update(ended_at=now)
    return EditLink.objects.create(
        service=service, code_hash=code_hash, email=email, made_at=now, expires_at=now + LINK_LASTS
    )


def give_link(who: Actor, service: Service, *, email: str = "") -> tuple[EditLink, str]:
    """Make a link by which whoever runs a service keeps its entry. Gives it and its code, which is kept nowhere.

    A link given before ends with it.
    """
    code = secrets.token_urlsafe(24)
    return _give_link(who, service, code_hash=slips.hashed(code), email=email.strip()), code


@change("directory.report.make", allowed=rules.anybody, facts=["kind"])
def _report(
    who: Actor,
    place: Place,
    *,
    service: Service | None,
    kind: str,
    words: str,
    reply_to: str,
    code_hash: str,
) -> Report:
    if not words.strip():
        raise Invalid(_("Say what is wrong, or what is missing, in your own words."))
    current().state(kind=kind)
    if service is not None:
        current().touch(service)
    return Report.objects.create(
        place=place,
        service=service,
        kind=kind,
        words=words.strip()[:5000],
        reply_to=reply_to.strip()[:200],
        code_hash=code_hash,
        made_at=timezone.now(),
    )


def report_wrong(who: Actor, service: Service, *, words: str, reply_to: str = "") -> tuple[Report, str]:
    """Tell that an entry is wrong. Gives the report, and the code of the page that says what became of it."""
    code = secrets.token_urlsafe(16)
    told = dict(words=words, reply_to=reply_to, code_hash=slips.hashed(code))
    return _report(who, service.place, service=service, kind=Report.WRONG, **told), code


def report_missing(who: Actor, place: Place, *, words: str, reply_to: str = "") -> tuple[Report, str]:
    """Tell of something that is here and not in the directory."""
    code = secrets.token_urlsafe(16)
    told = dict(words=words, reply_to=reply_to, code_hash=slips.hashed(code))
    return _report(who, place, service=None, kind=Report.MISSING, **told), code


@change("directory.report.answer", allowed=rules.may_answer_report, facts=["state"])
def answer_report(who: Actor, report: Report, *, mended: bool, answer: str) -> Report:
    """Answer whoever told us: what was changed, or why nothing was. Where to reach them is then forgotten."""
    if report.state != Report.OPEN:
        raise Clash(_("Somebody has answered this meanwhile."))
    if not answer.strip():
        raise Invalid(_("Write what you did, or why nothing was changed: the person who told us reads it."))
    report.state = Report.MENDED if mended else Report.LEFT
    report.answer, report.answered_at, report.reply_to = answer.strip(), timezone.now(), ""
    report.save()
    current().state(state=report.state)
    if report.service is not None:
        current().touch(report.service)
    return report


def policy(place: Place) -> KeepingPolicy:
    """How a place keeps its directory true."""
    return KeepingPolicy.objects.filter(place=place).first() or KeepingPolicy(place=place)
