"""What is kept of a text that came in: that it came, from which telephone by its hash, and what was asked for."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening.models import TextIn, TextLine
from commonweal.listening.texting import rules
from commonweal.listening.texting.understood import YES
from commonweal.places.models import Place

ASKED = timedelta(hours=1)  # so long a WITHDRAW waits for its YES


@change("listening.text.take", allowed=rules.may_take, facts=["what"])
def take(who: Actor, *, message_id: str, number_hash: str, what: str) -> TextIn:
    """Keep that a text came in. The same message taken twice is the one that is there."""
    current().state(what=what)
    met = TextIn.objects.filter(message_id=message_id).select_related("line").first()
    if met is not None:
        return met
    line, _new = TextLine.objects.get_or_create(number_hash=number_hash)
    return TextIn.objects.create(message_id=message_id, line=line, what=what, at=timezone.now())


@change("listening.text.answer", allowed=rules.may_take)
def answered(who: Actor, text: TextIn) -> TextIn:
    """It has been answered: sent again, it is not answered again."""
    text.answered_at = timezone.now()
    text.save(update_fields=["answered_at"])
    if text.what == YES and text.line is not None:
        ask(who, text.line, person=None)  # only now: a YES handed over again is answered as it was
    return text


@change("listening.line.keep_with", allowed=rules.may_take)
def keep_with(who: Actor, line: TextLine, *, person: Actor, place: Place) -> TextLine:
    """From now on, what comes from this telephone is kept with this slip."""
    line.person_kind, line.person_id, line.place = person.kind, person.id, place
    line.save(update_fields=["person_kind", "person_id", "place"])
    return line


@change("listening.line.stop", allowed=rules.may_take)
def stop(who: Actor, line: TextLine) -> TextLine:
    """Send this telephone nothing more that it has not just asked for."""
    line.stopped_at = timezone.now()
    line.save(update_fields=["stopped_at"])
    return line


@change("listening.line.ask", allowed=rules.may_take)
def ask(who: Actor, line: TextLine, *, person: Actor | None) -> TextLine:
    """WITHDRAW was asked for and waits for a YES; or, with nobody, waits no longer."""
    line.asked_kind, line.asked_id = (person.kind, person.id) if person else ("", "")
    line.asked_until = timezone.now() + ASKED if person else None
    line.save(update_fields=["asked_kind", "asked_id", "asked_until"])
    return line
