"""Answers put and refused: the parts that the change of an entry and the change of a venue share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.directory.about.queries import as_said
from commonweal.directory.about.questions import DATE, NUMBER, WORDS, Question, asked_of
from commonweal.directory.models import AboutFact
from commonweal.places.models import Place

LONGEST = 400


def refuse_nonsense(kind: str, said: Mapping[str, str]) -> None:
    """What no question asks, and what is no answer to one, is refused in a sentence."""
    asked = {each.key: each for each in asked_of(kind)}
    for key, value in said.items():
        if key not in asked:
            raise Invalid(_("There is no question called “%(key)s” about this.") % {"key": str(key)[:30]})
        if value:
            _refuse(asked[key], value)


def _refuse(question: Question, value: str) -> None:
    if question.choices and value not in question.choices:
        raise Invalid(
            _("“%(label)s” is answered by one of: %(known)s.")
            % {"label": _(question.label), "known": ", ".join(_(each) for each in question.choices)}
        )
    if question.values == WORDS and len(value) > LONGEST:
        raise Invalid(_("This is longer than anybody would read. Say it in fewer words."))
    if question.values == NUMBER and not (value.isdigit() and 0 < int(value) <= 100_000):
        raise Invalid(_("Say how many people, as a number."))
    if question.values == DATE:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise Invalid(_("A date looks like 2027-03-31.")) from error


def put(record: UUID, kind: str, said: Mapping[str, str], *, by: str, place: Place) -> list[str]:
    """Let a record say this; what is not named stays, and "" takes an answer back. Returns which answers changed."""
    now, before = timezone.now(), as_said(record, kind)
    changed = [key for key, value in said.items() if before.get(key, "") != value]
    AboutFact.objects.filter(record=record, question__in=changed, until=None).update(until=now)
    for key in changed:
        if said[key]:
            AboutFact.objects.create(
                record=record, kind=kind, question=key, value=said[key], said_by=by, said_at=now, place=place
            )
    return sorted(changed)
