"""How a decision is written down, a commitment made, confirmed, told of, ended and judged; how a year is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.directory.models import Organization
from commonweal.inquiry import rules
from commonweal.inquiry.models import AccountQuote, Commitment, Decision, Progress, YearAccount
from commonweal.inquiry.words import STATES
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening.models import Quote
from commonweal.people import persons
from commonweal.places.models import Place


@change("inquiry.decision.make", allowed=rules.may_keep_in)
def make_decision(
    who: Actor, *, place: Place, title: str, on: date, by_whom: str, what: str = "", against: str = "", id: Any = None
) -> Decision:
    """Write down what was decided, when and by whom. The caller says because of which voices and figures."""
    if not title.strip() or not by_whom.strip():
        raise Invalid(_("Say what was decided, and who decided it."))
    if on > timezone.localdate():
        raise Invalid(_("The day lies in the future. Write it down once it is decided."))
    return Decision.objects.create(
        **({"id": id} if id else {}),
        place=place,
        title=title.strip()[:200],
        what=what.strip(),
        on=on,
        by_whom=by_whom.strip()[:200],
        against=against.strip(),
        made_at=timezone.now(),
    )


@change("inquiry.decision.set_right", allowed=rules.may_keep_decision)
def set_decision_right(
    who: Actor, decision: Decision, *, title: str, on: date, by_whom: str, what: str = "", against: str = ""
) -> Decision:
    """Set right how a decision was written down, or name more of what it rests on. Its history shows that it was."""
    if not title.strip() or not by_whom.strip():
        raise Invalid(_("Say what was decided, and who decided it."))
    if on > timezone.localdate():
        raise Invalid(_("The day lies in the future. Write it down once it is decided."))
    decision.title, decision.what, decision.on = title.strip()[:200], what.strip(), on
    decision.by_whom, decision.against = by_whom.strip()[:200], against.strip()
    decision.save()
    return decision


@change("inquiry.commitment.make", allowed=rules.may_keep_in)
def make_commitment(
    who: Actor,
    *,
    place: Place,
    title: str,
    by: date,
    body: Organization,
    resident: Actor,
    what: str = "",
    for_body: str = "",
    decision: Decision | None = None,
    id: Any = None,
) -> Commitment:
    """Write down a promise with its two owners. It is shown to everyone once the resident has confirmed it.

    One whose day has passed may be written down too: it was promised, and is overdue from the first day on the wall.
    """
    if not title.strip():
        raise Invalid(_("Say what is promised."))
    if resident.kind not in ("account", "contributor") or not persons.here(resident):
        raise Invalid(_("A commitment has two owners: name the resident, by their slip or their account."))
    if str(place.pk) not in persons.places_of(resident):
        raise Invalid(_("This person has no part in this place. Its resident owner is somebody from here."))
    made = Commitment.objects.create(
        **({"id": id} if id else {}),
        place=place,
        decision=decision,
        title=title.strip()[:200],
        what=what.strip(),
        body=body,
        body_name=body.name[:300],
        for_body=for_body.strip(),
        owner_kind=resident.kind,
        owner_id=resident.id,
        by=by,
        state=Commitment.PROMISED,
        state_at=timezone.now(),
        made_at=timezone.now(),
    )
    if decision is not None:
        current().touch(decision)  # the promise came out of it: registering.py says in which direction
    return made


@change("inquiry.commitment.reword", allowed=rules.may_hand_on)
def reword(who: Actor, commitment: Commitment, *, title: str, what: str = "", for_body: str = "") -> Commitment:
    """Say the promise in other words, as long as its resident has not confirmed it: what two agreed to stays."""
    if commitment.confirmed_at is not None:
        raise Clash(
            _("Both owners stand behind these words, so they stay. Say what has changed as a note of how it goes.")
        )
    if not title.strip():
        raise Invalid(_("Say what is promised."))
    commitment.title, commitment.what, commitment.for_body = title.strip()[:200], what.strip(), for_body.strip()
    commitment.save(update_fields=["title", "what", "for_body"])
    return commitment


@change("inquiry.commitment.confirm", allowed=rules.may_confirm)
def confirm(who: Actor, commitment: Commitment, *, called: str = "") -> Commitment:
    """The resident stands behind it, called as they choose. From now on it is on the wall."""
    if commitment.confirmed_at is not None:
        raise Clash(_("You have confirmed this already."))
    commitment.called, commitment.confirmed_at = called.strip()[:120], timezone.now()
    commitment.save(update_fields=["called", "confirmed_at"])
    return commitment


@change("inquiry.commitment.report", allowed=rules.may_report, facts=["state"])
def report(
    who: Actor, commitment: Commitment, *, words: str, state: str = "", by: date | None = None, on: date | None = None
) -> Progress:
    """Say how it goes; perhaps that it is under way, done, or not done and why; perhaps a new day, said openly."""
    if commitment.confirmed_at is None:
        raise Clash(_("Its resident owner has not confirmed it yet."))
    if not words.strip():
        raise Invalid(_("Say in a sentence how it goes. Everybody reads it."))
    if state and state not in Commitment.NEXT[commitment.state]:
        told = {"now": STATES[commitment.state], "then": STATES.get(state, state)}
        raise Clash(_("It is %(now)s, so it cannot become %(then)s. Look at it anew.") % told)
    if by and by < timezone.localdate():
        raise Invalid(_("The new day has passed. Say a day that is still to come."))
    note = Progress.objects.create(
        commitment=commitment,
        words=words.strip()[:2000],
        said_by=rules.voice_of(who, commitment),
        state=state,
        by=by,
        on=on or timezone.localdate(),
        made_at=timezone.now(),
    )
    if state:
        commitment.state, commitment.state_at, commitment.why = state, timezone.now(), words.strip()[:2000]
        if state in Commitment.OPEN:
            commitment.why = ""
        current().state(state=state)
    commitment.by = by or commitment.by
    commitment.save(update_fields=["state", "state_at", "why", "by"])
    return note


@change("inquiry.commitment.judge", allowed=rules.may_judge, facts=["kept"])
def judge(who: Actor, commitment: Commitment, *, kept: bool, words: str = "") -> Commitment:
    """The resident says whether it was kept. It shows beside what the body says, whatever that is."""
    if commitment.confirmed_at is None:
        raise Clash(_("Confirm it first: then you can say whether it was kept."))
    if kept and commitment.state in Commitment.OPEN:
        raise Clash(_("Nobody has said that it is done. Say so first, and then that it was kept."))
    commitment.kept, commitment.verdict, commitment.judged_at = kept, words.strip()[:1000], timezone.now()
    commitment.save(update_fields=["kept", "verdict", "judged_at"])
    current().state(kept=kept)
    return commitment


@change("inquiry.commitment.hand_on", allowed=rules.may_hand_on)
def hand_on(who: Actor, commitment: Commitment, *, resident: Actor) -> Commitment:
    """Another resident owns it from now on; they confirm it themselves. It stays on the wall meanwhile."""
    if commitment.owner is not None and commitment.confirmed_at is not None:
        raise Clash(_("A resident owns this. Only when they leave can it pass to another."))
    if str(commitment.place_id) not in persons.places_of(resident):
        raise Invalid(_("This person has no part in this place. Its resident owner is somebody from here."))
    commitment.owner_kind, commitment.owner_id, commitment.called = resident.kind, resident.id, ""
    commitment.confirmed_at = None
    commitment.save(update_fields=["owner_kind", "owner_id", "called", "confirmed_at"])
    return commitment


@change("inquiry.account.close", allowed=rules.may_close, facts=["year"])
def close_year(
    who: Actor,
    *,
    place: Place,
    year: int,
    counts: dict[str, Any],
    words: str = "",
    handed_over: str = "",
    quotes: Sequence[Quote] = (),
) -> YearAccount:
    """Keep the account of a year as it stands, with lines that may be shown. Closed again, it takes the place."""
    if year > timezone.localdate().year:
        raise Invalid(_("That year has not begun."))
    told = {"words": words.strip(), "handed_over": handed_over.strip(), "counts": counts, "closed_at": timezone.now()}
    account, _new = YearAccount.objects.update_or_create(place=place, year=year, defaults=told)
    account.quotes.all().delete()
    AccountQuote.objects.bulk_create(AccountQuote(account=account, quote=each) for each in quotes)
    current().state(year=year)
    return account


@change("inquiry.place.clear", allowed=rules.may_take_out)
def clear_invented(who: Actor, place: Place) -> Place:
    """Take away what was decided and promised in an invented place, so that its story can be told anew."""
    if not place.invented:
        raise Invalid(_("Only an invented place is cleared."))
    for model in (Commitment, Decision, YearAccount):
        model.objects.filter(place=place).delete()  # type: ignore[attr-defined]
    return place
