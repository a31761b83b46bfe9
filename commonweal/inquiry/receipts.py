"""What it means to somebody that a decision or a promise rests on what they said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.inquiry import queries
from commonweal.inquiry.models import Commitment, Decision, YearAccount
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.journal.refs import Ref
from commonweal.listening.models import Voice
from commonweal.people import receipts
from commonweal.people.receipts import COUNTED, DECIDED, DONE, NOT_DONE, PROMISED, Step


def register() -> None:
    """Called once."""
    receipts.reached(queries.DECISION, decided)
    receipts.reached(queries.COMMITMENT, promised)
    receipts.also(counted)


def decided(ids: Sequence[str]) -> dict[str, list[Step]]:
    """A decision rests on it."""
    rows = Decision.objects.visible_to(PUBLIC).filter(pk__in=list(ids))
    says = _("A decision was made because of it, by %s.")
    return {
        str(each.pk): [Step(DECIDED, each.on, says % each.by_whom, each.title, f"/decision/{each.pk}")] for each in rows
    }


def promised(ids: Sequence[str]) -> dict[str, list[Step]]:
    """A promise rests on it: that it was made, and what came of it."""
    rows = Commitment.objects.visible_to(PUBLIC).filter(pk__in=list(ids)).select_related("body")
    return {str(each.pk): _steps(each) for each in rows}


def _steps(each: Commitment) -> list[Step]:
    address = f"/commitment/{each.pk}"
    told = {"who": each.body_name, "day": date_format(each.by, "j F Y")}
    late = _("%(who)s promised something because of it. It should have been done by %(day)s, and is not.")
    says = late if each.days_over() else _("%(who)s promised something because of it, to be done by %(day)s.")
    steps = [Step(PROMISED, timezone.localtime(each.made_at).date(), says % told, each.title, address)]
    ended = timezone.localtime(each.state_at).date()
    if each.state == Commitment.DONE:
        unkept = _("%s says that it is done. The resident who owns it says that it was not kept.")
        says = unkept if each.kept is False else _("%s has done what was promised.")
        steps.append(Step(DONE if each.kept is not False else NOT_DONE, ended, says % told["who"], each.title, address))
    elif each.state == Commitment.NOT_DONE:
        says = _("It was not done. The reason given: %s") % each.why
        steps.append(Step(NOT_DONE, ended, says, each.title, address))
    elif each.kept is False and each.judged_at:
        says = _("The resident who owns this promise says that it was not kept.")
        steps.append(Step(NOT_DONE, timezone.localtime(each.judged_at).date(), says, each.title, address))
    return steps


def counted(person: Actor, refs: Sequence[Ref]) -> Iterable[tuple[Ref, Step]]:
    """It is counted in the closed account of its year."""
    ids = [ref.id for ref in refs if ref.kind == "listening.voice"]
    voices = Voice.objects.of(person).filter(pk__in=ids).select_related("place")
    for each in voices:
        account = YearAccount.objects.filter(
            place=each.place, year=each.given_on.year, closed_at__gte=each.made_at
        ).first()
        if account:
            says = _("It is counted in the account of %s of what was said here.") % account.year
            on = timezone.localtime(account.closed_at).date()
            address = f"/place/{each.place.slug}/account/{account.year}"
            yield Ref("listening.voice", str(each.pk)), Step(COUNTED, on, says, _("The account of the year"), address)
