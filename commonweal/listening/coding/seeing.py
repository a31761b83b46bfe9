"""How people sit down over what was said, read, and say where they see a theme; and where they see it differently.

A coding rests on its voice: whoever walks back from a theme meets the voices, and forward from a voice its themes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.journal.refs import Ref
from commonweal.listening import uses
from commonweal.listening.coding import rules
from commonweal.listening.coding.changes import keep_codebook, refuse_stretch, voice_of
from commonweal.listening.models import (
    Codebook,
    Coding,
    Differs,
    Gathering,
    Reading,
    SenseSession,
    SessionVoice,
    Shown,
    Theme,
    Voice,
    Words,
)
from commonweal.places.models import Place

MOST_VOICES = 2000  # of one session


def code(who: Actor, voice: Voice, *, theme: Theme, **where: Any) -> Coding | None:
    """Say that a theme is in a voice: `words, start, stop`, or `media, from_second, to_second`, or in all of it."""
    return _code(who, theme, voice=voice, because=[Ref("listening.voice", str(voice.pk))], **where)


@change("listening.theme.code", allowed=rules.may_code, agreed=uses.to("code", of=voice_of), facts=["whole"])
def _code(
    who: Actor,
    theme: Theme,
    *,
    voice: Voice,
    session: SenseSession | None = None,
    words: Words | None = None,
    start: int | None = None,
    stop: int | None = None,
    media: str = "",
    from_second: float | None = None,
    to_second: float | None = None,
) -> Coding:
    if words is not None:
        refuse_stretch(voice, words, start, stop)
    elif media and (from_second is None or to_second is None or not 0 <= from_second < to_second):
        raise Invalid(_("Say from which second to which."))
    if session is not None and not session.cards.filter(voice=voice).exists():
        raise Invalid(_("This is not among the cards of this session."))
    where = dict(words=words, start=start, stop=stop, media=media, from_second=from_second, to_second=to_second)
    made, _new = Coding.objects.get_or_create(
        voice=voice,
        theme=theme,
        session=session,
        by_kind=who.kind,
        by_id=who.id,
        **(where if words is not None or media else dict(words=None, start=None, stop=None, media="")),
        defaults={"at": timezone.now()},
    )
    current().state(whole=words is None and not media)
    if session is not None:
        _read(who, session, voice)
    return made


@change("listening.coding.drop", allowed=rules.may_uncode)
def uncode(who: Actor, coding: Coding) -> Theme:
    """Take away what one saw oneself."""
    theme = coding.theme
    Coding.objects.filter(pk=coding.pk).delete()
    return theme


@change("listening.sense.open", allowed=rules.may_find, facts=["voices"])
def open_session(
    who: Actor,
    place: Place,
    *,
    name: str,
    on: date | None = None,
    gathering: Gathering | None = None,
    voices: Iterable[Voice] | None = None,
    id: Any = None,
) -> SenseSession:
    """Sit down together over what was said: at a gathering, or over voices that were chosen. Only what may be coded."""
    if not name.strip():
        raise Invalid(_("Give it a name, so that people know which one is meant."))
    rows = Voice.objects.readable_by(who).for_use("code").filter(place=place)
    if gathering is not None:
        rows = rows.filter(gathering=gathering)
    if voices is not None:
        rows = rows.filter(pk__in=[each.pk for each in voices])
    chosen = list(rows.order_by("made_at", "pk")[:MOST_VOICES])
    if not chosen:
        raise Invalid(_("Nothing here may be read for themes yet: nobody has agreed to it, or nothing was said."))
    session = SenseSession.objects.create(
        **({"id": id} if id else {}),
        place=place,
        gathering=gathering,
        name=name.strip()[:200],
        on=on or timezone.localdate(),
        codebook=Codebook.objects.filter(place=place).order_by("-number").first(),
        made_at=timezone.now(),
    )
    SessionVoice.objects.bulk_create(
        SessionVoice(session=session, voice=each, number=number) for number, each in enumerate(chosen, 1)
    )
    current().state(voices=len(chosen))
    if gathering is not None:
        current().touch(gathering)
    return session


@change("listening.sense.read", allowed=rules.may_take_part)
def mark_read(who: Actor, session: SenseSession, *, voice: Voice) -> SenseSession:
    """Say that one has read a voice: where one chose no theme, one saw none."""
    if not session.cards.filter(voice=voice).exists():
        raise Invalid(_("This is not among the cards of this session."))
    _read(who, session, voice)
    return session


@change("listening.sense.differ", allowed=rules.may_take_part)
def differ(who: Actor, session: SenseSession, *, voice: Voice, words: str, theme: Theme | None = None) -> Differs:
    """Say that one sees it differently, and why. It is kept beside what the others see."""
    if not words.strip():
        raise Invalid(_("Say in your own words how you see it."))
    if not session.cards.filter(voice=voice).exists():
        raise Invalid(_("This is not among the cards of this session."))
    return Differs.objects.create(
        session=session,
        voice=voice,
        theme=theme,
        words=words.strip()[:2000],
        by_kind=who.kind,
        by_id=who.id,
        at=timezone.now(),
    )


@change("listening.sense.close", allowed=rules.may_take_part)
def close_session(who: Actor, session: SenseSession) -> SenseSession:
    """It is over. The themes as they stand are kept as a version."""
    session.codebook = keep_codebook(who, session.place, note=session.name)
    session.closed_at = timezone.now()
    session.save(update_fields=["codebook", "closed_at"])
    return session


def _read(who: Actor, session: SenseSession, voice: Voice) -> None:
    Reading.objects.get_or_create(
        session=session, voice=voice, by_kind=who.kind, by_id=who.id, defaults={"at": timezone.now()}
    )


@change("listening.sense.print_cards", allowed=rules.may_take_part, facts=["cards"])
def print_cards(who: Actor, session: SenseSession) -> SenseSession:
    """Cards of the voices go to paper. Each teller is told of it: what is on paper cannot be called back."""
    free = Voice.objects.readable_by(who).for_use("code").filter(pk__in=session.cards.values("voice"))
    what = _("Cards for making sense together: %s") % session.name
    for voice in free:
        Shown.objects.get_or_create(
            voice=voice, what=what[:200], defaults={"address": "", "printed": True, "at": timezone.now()}
        )
    current().state(cards=free.count())
    return session
