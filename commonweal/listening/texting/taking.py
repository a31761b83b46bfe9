"""Takes one text: does what it asks for, and gives the words to answer with. Handed over twice, it is taken once."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from commonweal.journal.actor import HOUSE, TEXT, Actor
from commonweal.listening import keep_changes
from commonweal.listening.changes import record_voice
from commonweal.listening.channels import changes as channels
from commonweal.listening.channels import queries as chosen
from commonweal.listening.models import TextIn, TextLine, Voice
from commonweal.listening.texting import changes, lines, replies, said
from commonweal.listening.texting.understood import REPLIES, STATUS, STOP, STORY, WITHDRAW, YES, Understood, understood
from commonweal.people import actors, persons
from commonweal.people.attempts import TooMany
from commonweal.people.changes import keep_slip
from commonweal.people.consent_changes import withdraw_all
from commonweal.places.models import Place


@dataclass(frozen=True, slots=True)
class Taken:
    """A text that was taken, and what to answer; "" where no answer is sent."""

    text: TextIn
    answer: str


def keywords() -> dict[str, str]:
    """The places that take texts: slug by keyword, or by its own name where it has none."""
    found = {}
    for each in settings.TEXTS_IN_PLACES.split(","):
        keyword, equals, slug = each.strip().partition("=")
        if keyword:
            found[keyword.strip().upper()] = (slug if equals else keyword).strip()
    return found


def take(message_id: str, number: str, words: str) -> Taken:
    """Take a text from a number as `texts.number` gives it."""
    asked = understood(words, frozenset(keywords()))
    with transaction.atomic():
        text = changes.take(HOUSE, message_id=message_id, number_hash=lines.hashed(number), what=asked.what)
        line = TextLine.objects.select_for_update().get(pk=text.line_id)
        if text.answered_at is not None or lines.too_many_today(line):
            return Taken(text, "")
        if asked.what != YES:
            return Taken(text, _answer(text, line, number, asked))
        person = _asked(line)
    # Words are taken back, and looked for everywhere, once nothing else is under way.
    return Taken(text, _gone(person) if person else said.nothing_asked())


def _answer(text: TextIn, line: TextLine, number: str, asked: Understood) -> str:
    if asked.what == STORY:
        return _story(text, line, asked)
    if asked.what == STOP:
        return _stop(line)
    if asked.what == WITHDRAW:
        return _withdraw(line, asked.rest)
    if asked.what == STATUS:
        return _status(line, asked.rest)
    return _replies(line, number) if asked.what == REPLIES else said.help()


def _story(text: TextIn, line: TextLine, asked: Understood) -> str:
    if not asked.rest.strip():
        return said.empty()
    place = _place(line, asked.keyword)
    if place is None:
        return said.which(sorted(keywords()))
    person, code = _whose(text, line, place)
    if (line.person_kind, line.person_id) != (person.kind, person.id):
        changes.keep_with(HOUSE, line, person=person, place=place)
    record_voice(
        person,
        place=place,
        kind="story",
        words=asked.rest,
        language="und",
        agreed=["listen"],
        client_id=f"text:{text.message_id}",
    )
    return said.kept(code, place.name) if code else said.kept_again()


def _whose(text: TextIn, line: TextLine, place: Place) -> tuple[Actor, str]:
    """The slip this telephone has already, where it is of this place; or a new one with its code."""
    code = lines.code_for(text.message_id)
    had = Actor(line.person_kind, line.person_id, channel=TEXT)
    fresh = Voice.objects.of(had).exclude(client_id=f"text:{text.message_id}").exists() if line.person_id else False
    if fresh and persons.here(had) and persons.places_of(had) == {str(place.pk)}:
        return had, ""
    return actors.of_contributor(keep_slip(HOUSE, place=str(place.pk), code=code), channel=TEXT), code


def _place(line: TextLine, keyword: str) -> Place | None:
    known = keywords()
    slug = known.get(keyword) or (next(iter(known.values())) if len(known) == 1 else "")
    if not slug and line.place is not None and line.place.slug in known.values():
        return line.place
    return Place.objects.filter(slug=slug).first() if slug else None


def _stop(line: TextLine) -> str:
    changes.stop(HOUSE, line)
    person = _person(line)
    choice = chosen.chosen(person) if person else None
    if person is not None and choice is not None and choice.channel == TEXT:
        channels.choose_channel(person, channel="none", place=choice.place)
    return said.stopped(has_story=person is not None and Voice.objects.of(person).exists())


def _person(line: TextLine) -> Actor | None:
    person = Actor(line.person_kind, line.person_id, channel=TEXT)
    return person if line.person_id and persons.here(person) else None


def _by_code(line: TextLine, typed: str) -> Actor | str:
    """The person a code opens, or what to answer where it opens nobody."""
    try:
        found = lines.contributor_of(typed, line)
    except TooMany:
        return said.too_many()
    return said.unknown_code() if found is None else actors.of_contributor(found, channel=TEXT)


def _withdraw(line: TextLine, typed: str) -> str:
    # Whoever holds the telephone could be anybody: without the code nothing is taken back.
    person = _by_code(line, typed)
    if isinstance(person, str):
        return person
    many = Voice.objects.of(person).count()
    changes.ask(HOUSE, line, person=person if many else None)
    return said.sure(many)


def _asked(line: TextLine) -> Actor | None:
    """Whose words wait for this YES."""
    person = Actor(line.asked_kind, line.asked_id, channel=TEXT)
    waits = line.asked_until is not None and line.asked_until >= timezone.now()
    return person if waits and persons.here(person) else None


def _gone(person: Actor) -> str:
    keep_changes.take_back(person, list(Voice.objects.of(person).select_related("place")))
    withdraw_all(person, person)
    return said.withdrawn()


def _status(line: TextLine, typed: str) -> str:
    person = _by_code(line, typed)
    return person if isinstance(person, str) else said.status(replies.status(person))


def _replies(line: TextLine, number: str) -> str:
    person = _person(line)
    if person is None:
        return said.nothing_yet()
    channels.choose_channel(person, channel=TEXT, reach=number, place=line.place)
    return said.replies()
