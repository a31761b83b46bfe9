"""How a reading is prepared, worded and ended. What people say in it is a voice, kept as every voice is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.evidence import rules
from commonweal.evidence.changes import keep_figure
from commonweal.evidence.citing import Asked
from commonweal.evidence.models import Figure, Reading, ReadingPage
from commonweal.evidence.reading import rules as page_rules
from commonweal.journal.actor import Actor
from commonweal.journal.door import can, change, current
from commonweal.journal.refs import Ref
from commonweal.listening.changes import open_gathering, record_voice
from commonweal.listening.models import Gathering, Voice
from commonweal.places.models import Place

MOST = 12  # a handful: more than this, nobody reads together


@change("evidence.reading.prepare", allowed=rules.may_read_together, facts=["pages"])
def prepare_reading(
    who: Actor,
    *,
    place: Place,
    title: str,
    numbers: Sequence[Asked],
    about: str = "",
    question: str = "",
    on: date | None = None,
    where: str = "",
    id: Any = None,
) -> Reading:
    """Keep these numbers as they stand now, each on a page of its own, to be read with people."""
    if not title.strip():
        raise Invalid(_("Give it a name, so that people know what they are coming to read."))
    if not 1 <= len(numbers) <= MOST:
        raise Invalid(_("Choose from 1 to %s numbers: one page each, and time to talk about each.") % MOST)
    figures = [keep_figure(who, place=place, asked=asked) for asked in numbers]
    reading = Reading.objects.create(
        **({"id": id} if id else {}),
        place=place,
        gathering=_gathering(who, place, title, question, on, where),
        title=title.strip()[:200],
        about=about.strip(),
        question=question.strip()[:300],
        made_at=timezone.now(),
    )
    ReadingPage.objects.bulk_create(
        ReadingPage(reading=reading, number=number, figure=figure) for number, figure in enumerate(figures, 1)
    )
    current().state(pages=len(figures))
    current().touch(*figures)
    return reading


def _gathering(who: Actor, place: Place, title: str, question: str, on: date | None, where: str) -> Gathering | None:
    """The occasion on which it is read, where a day is named by somebody who holds gatherings."""
    if on is None or can(who).ask(open_gathering, place=place) is not None:
        return None
    return open_gathering(who, place=place, kind="meeting", name=title, on=on, where=where, question=question)


@change("evidence.reading.word", allowed=page_rules.may_word)
def word_page(who: Actor, page: ReadingPage, *, heading: str, residents: str, clinicians: str) -> ReadingPage:
    """Say what a page is about, for residents and for clinicians. The number on it stays as it was kept."""
    page.heading, page.residents, page.clinicians = heading.strip()[:200], residents.strip(), clinicians.strip()
    page.save(update_fields=["heading", "residents", "clinicians"])
    return page


@change("evidence.reading.note", allowed=page_rules.may_word)
def note_what_was_said(who: Actor, page: ReadingPage, *, words: str, minutes: int | None = None) -> Voice:
    """A note of what several people said, in the note-taker's words: nobody's name, and read only by who listens."""
    if not words.strip():
        raise Invalid(_("Write down what was said."))
    return record_voice(
        who,
        place=page.reading.place,
        gathering=page.reading.gathering,
        kind="table_note",
        voicing=Voice.NOTES,
        words=words.strip(),
        agreed=["listen"],
        helper_minutes=minutes,
        because=[figure_ref(page.figure)],
    )


@change("evidence.reading.end", allowed=rules.may_read_together)
def end_reading(who: Actor, reading: Reading) -> Reading:
    """Ask nothing more. What was said stays beside its numbers, as each person agreed."""
    reading.ended_at = reading.ended_at or timezone.now()
    reading.save(update_fields=["ended_at"])
    return reading


def figure_ref(figure: Figure) -> Ref:
    """The number, as what is said about it rests on it."""
    return Ref("evidence.figure", str(figure.pk))
