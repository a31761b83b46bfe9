"""What there is to see of a session: cards, who reads, how alike they see it, where they differ. For its readers."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Count
from django.utils import formats
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening import queries, render
from commonweal.listening.coding import rules
from commonweal.listening.coding.queries import begins
from commonweal.listening.coding.rows import (
    Alike,
    CardRow,
    Coder,
    Difference,
    Part,
    Seen,
    SessionRow,
    SessionWhole,
    WordsRow,
)
from commonweal.listening.coding.words import clock, sentences
from commonweal.listening.models import Coding, Differs, Media, Reading, SenseSession, SessionVoice, Voice, Words
from commonweal.listening.rules import THEMES, in_place
from commonweal.listening.words import KINDS
from commonweal.methods.agreement import Alpha, alpha
from commonweal.people import actors
from commonweal.people.models import Account
from commonweal.people.roles import holders
from commonweal.places.models import Place

REPEATS = 400  # samples behind an interval
LANES = 6  # colours of people, then they begin anew
Who = tuple[str, str]


def in_place_of(viewer: Actor, place: Place) -> list[SessionRow]:
    """The sessions of a place, newest first."""
    _refuse(viewer, place)
    rows = SenseSession.objects.filter(place=place).select_related("gathering").annotate(many=Count("cards"))
    return [_row(each, each.many) for each in rows.order_by("-on", "-made_at")]


def session(viewer: Actor, id: str) -> SenseSession:
    """One session, for those who read where it is."""
    held = queries.one(SenseSession.objects.select_related("place", "gathering", "codebook"), id)
    _refuse(viewer, held.place)
    return held


def _refuse(viewer: Actor, place: Place) -> None:
    if not in_place(viewer, THEMES, place):
        said = _("Only somebody who reads to find what many say can see this: %s.") % holders(THEMES)
        raise NotAllowed(said)


def cards(viewer: Actor, held: SenseSession, *, words: bool = False) -> list[SessionVoice]:
    """Its cards, as far as the voices may be coded now and this viewer may read them; with their words at hand."""
    free = Voice.objects.readable_by(viewer).for_use("code").values("pk")
    rows = held.cards.filter(voice__in=free).select_related("voice").order_by("number")
    return list(rows.prefetch_related("voice__words__redactions") if words else rows)


def card(viewer: Actor, held: SenseSession, number: int) -> SessionVoice | None:
    """The card of this number, or the next one that is there."""
    rows = cards(viewer, held)
    return next((each for each in rows if each.number >= number), rows[0] if rows else None)


def whole(viewer: Actor, held: SenseSession) -> SessionWhole:
    """A session with everything its readers look at together."""
    rows = cards(viewer, held, words=True)
    seen, read = _seen(held, {each.voice_id for each in rows})
    people = _people(viewer, held, seen, read)
    names = {who: coder.name for who, coder in people.items()}
    themes = {theme: name for _who, _voice, theme, name in seen}
    judged = _judged(rows, seen, read)
    both = sum(1 for each in judged.values() if len(each) > 1)
    overall = _overall(judged, seen, themes)
    return SessionWhole(
        _row(held, len(rows)),
        held.place.slug,
        held.place.name,
        held.place.invented,
        tuple(_card(each, viewer, seen, read) for each in rows),
        tuple(people.values()),
        sum(coder.resident for coder in people.values()),
        both,
        *overall,
        tuple(_alike(judged, seen, themes)),
        tuple(_differences(held, rows, judged, seen, themes, names)),
    )


def _row(held: SenseSession, many: int) -> SessionRow:
    coders = held.readings.values("by_kind", "by_id").distinct().count()
    gathering = held.gathering.name if held.gathering else ""
    return SessionRow(str(held.pk), held.name, held.on, gathering, many, coders, held.closed_at is None)


SeenThere = list[tuple[Who, UUID, UUID, str]]


def _seen(held: SenseSession, voices: set[UUID]) -> tuple[SeenThere, dict[UUID, list[Who]]]:
    """Who saw which theme in which voice, once each; and who has read which voice, in order."""
    rows = Coding.objects.filter(session=held, voice__in=voices).select_related("theme").order_by("at")
    seen = dict.fromkeys(((each.by_kind, each.by_id), each.voice_id, each.theme_id, each.theme.name) for each in rows)
    read: dict[UUID, list[Who]] = defaultdict(list)
    for each in held.readings.filter(voice__in=voices).order_by("at"):
        read[each.voice_id].append((each.by_kind, each.by_id))
    return list(seen), read


def _people(viewer: Actor, held: SenseSession, seen: SeenThere, read: dict[UUID, list[Who]]) -> dict[Who, Coder]:
    order = dict.fromkeys(
        who for who in Reading.objects.filter(session=held).order_by("at", "pk").values_list("by_kind", "by_id")
    )
    accounts = {
        str(each.pk): each for each in Account.objects.filter(pk__in=[id for kind, id in order if kind == "account"])
    }
    out = {}
    for lane, who in enumerate(order):
        kind, id = who
        account = accounts.get(id) if kind == "account" else None
        name = (
            account.name
            if account
            else _("Somebody with a slip")
            if kind == "contributor"
            else _("Somebody who has left")
        )
        actor = actors.of_account(account) if account else Actor(kind, id)
        out[who] = Coder(
            name,
            who == (viewer.kind, viewer.id),
            rules.resident(actor, held.place),
            sum(who in readers for readers in read.values()),
            sum(each[0] == who for each in seen),
            lane % LANES + 1,
        )
    return out


def _card(each: SessionVoice, viewer: Actor, seen: SeenThere, read: dict[UUID, list[Who]]) -> CardRow:
    voice, me = each.voice, (viewer.kind, viewer.id)
    first = _first(voice)
    return CardRow(
        each.number,
        str(voice.pk),
        render.whose(voice),
        str(KINDS[voice.kind]),
        begins(render.said(first)) if first else "",
        first.language if first else voice.language,
        len(read.get(voice.pk, ())),
        me in read.get(voice.pk, ()),
        tuple(name for who, at, _theme, name in seen if who == me and at == voice.pk),
    )


def _first(voice: Voice) -> Words | None:
    rows = sorted(voice.words.all(), key=lambda one: (one.kind != Words.SAID, one.made_at))
    return rows[0] if rows else None


def _judged(rows: list[SessionVoice], seen: SeenThere, read: dict[UUID, list[Who]]) -> dict[UUID, list[Who]]:
    return {each.voice_id: read.get(each.voice_id, []) for each in rows}


def _overall(judged: dict[UUID, list[Who]], seen: SeenThere, themes: dict[UUID, str]) -> tuple[float | None, ...]:
    units = [row for theme in themes for row in _units(judged, seen, theme)]
    found = alpha(units, repeats=REPEATS)
    return found.value, *_interval(found)


def _units(judged: dict[UUID, list[Who]], seen: SeenThere, theme: UUID) -> list[list[bool | None]]:
    """For each voice: did each person see this theme in it? None: they have not read it."""
    people = list(dict.fromkeys(who for readers in judged.values() for who in readers))
    saw = {(who, voice) for who, voice, each, _name in seen if each == theme}
    return [[((who, voice) in saw) if who in readers else None for who in people] for voice, readers in judged.items()]


def _alike(judged: dict[UUID, list[Who]], seen: SeenThere, themes: dict[UUID, str]) -> list[Alike]:
    out = []
    for theme, name in themes.items():
        units = [[one for one in row if one is not None] for row in _units(judged, seen, theme)]
        both = [row for row in units if len(row) > 1]
        found = alpha(both, repeats=REPEATS)
        same = sum(len(set(row)) == 1 for row in both)
        out.append(Alike(name, str(theme), len(both), same, found.value, *_interval(found)))
    return sorted(out, key=lambda each: (each.voices - each.alike, each.theme), reverse=True)


def _interval(found: Alpha) -> tuple[float | None, float | None]:
    """Where everybody agreed, every sample agrees as well: that is no measure of how sure it is."""
    return (None, None) if found.lower == found.upper else (found.lower, found.upper)


def _differences(
    held: SenseSession,
    rows: list[SessionVoice],
    judged: dict[UUID, list[Who]],
    seen: SeenThere,
    themes: dict[UUID, str],
    names: dict[Who, str],
) -> list[Difference]:
    """Voices that two or more people read, and in which some saw a theme that others did not."""
    said: dict[tuple[UUID, UUID | None], list[tuple[str, str]]] = defaultdict(list)
    for one in Differs.objects.filter(session=held).order_by("at"):
        said[one.voice_id, one.theme_id].append((names.get((one.by_kind, one.by_id), _("Somebody")), one.words))
    out = []
    for each in rows:
        readers = judged[each.voice_id]
        first = _first(each.voice)
        words = begins(render.said(first)) if first else ""
        for theme, name in themes.items():
            see = [who for who, voice, at, _name in seen if voice == each.voice_id and at == theme]
            do_not = [who for who in readers if who not in see]
            if len(readers) > 1 and see and do_not:
                told = (*said.get((each.voice_id, theme), ()), *said.get((each.voice_id, None), ()))
                out.append(
                    Difference(
                        each.number,
                        str(each.voice_id),
                        words,
                        name,
                        str(theme),
                        tuple(names.get(who, "") for who in see),
                        tuple(names.get(who, "") for who in do_not),
                        told,
                    )
                )
    return out


def reading(viewer: Actor, held: SenseSession, voice: Voice) -> tuple[list[WordsRow], list[Seen], list[Coder]]:
    """A voice sentence by sentence, with what each person saw in it; what was seen in all of it; and who they are."""
    seen, read = _seen(held, {voice.pk})
    people = _people(viewer, held, seen, read)
    codings = list(Coding.objects.filter(session=held, voice=voice).select_related("theme", "words").order_by("at"))
    rows = sorted(voice.words.prefetch_related("redactions"), key=lambda one: (one.kind != Words.SAID, one.made_at))
    words = [_sentences(viewer, each, [one for one in codings if one.words_id == each.pk], people) for each in rows]
    whole = [_one(viewer, each, people, _moments(each)) for each in codings if each.words_id is None]
    return words, whole, list(people.values())


def _moments(each: Coding) -> str:
    if each.from_second is None or each.to_second is None:
        return ""
    return f"{clock(each.from_second)}–{clock(each.to_second)}"


def recordings(viewer: Actor, voice: Voice) -> list[tuple[str, str]]:
    """Sound and film of a voice, as far as this viewer may hear and see it."""
    rows = Media.objects.visible_to(viewer).filter(voice=voice, kind__in=(Media.SOUND, Media.FILM)).order_by("made_at")
    names = {Media.SOUND: _("Sound"), Media.FILM: _("Film")}
    return [(str(each.pk), f"{names[each.kind]} {number}") for number, each in enumerate(rows, 1)]


def _sentences(viewer: Actor, words: Words, codings: list[Coding], people: dict[Who, Coder]) -> WordsRow:
    hidden = render.covered(words)
    parts = []
    for start, stop in sentences(words.text):
        here = [each for each in codings if each.start < stop and start < each.stop]
        seen = []
        for each in here:
            begin, end = max(each.start, start), min(each.stop, stop)
            whole = words.text[start:begin].strip() == "" and words.text[end:stop].strip() == ""
            seen.append(_one(viewer, each, people, "" if whole else render.said(words, begin, end).strip()))
        covered = any(begin < stop and start < end for begin, end in hidden)
        said = render.said(words, start, stop)
        parts.append(Part(f"{words.pk}:{start}:{stop}", start, stop, said, covered, tuple(seen)))
    return WordsRow(str(words.pk), words.kind, words.language, words.by, tuple(parts))


def _one(viewer: Actor, each: Coding, people: dict[Who, Coder], part: str) -> Seen:
    coder = people.get((each.by_kind, each.by_id))
    own = (each.by_kind, each.by_id) == (viewer.kind, viewer.id)
    name = coder.name if coder else _("Somebody")
    return Seen(str(each.pk), each.theme.name, str(each.theme_id), name, own, coder.lane if coder else 1, part)


def visible_to(viewer: Actor, ids):  # type: ignore[no-untyped-def]
    """For the journal: those who read where the session is."""
    from commonweal.listening.models.voices import places_where

    rows = SenseSession.objects.filter(pk__in=list(ids), place__in=places_where(viewer, THEMES))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def describe(ids):  # type: ignore[no-untyped-def]
    """For the journal: a session by its name."""
    rows = SenseSession.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(each.name, f"/sense/{each.pk}", formats.date_format(each.on, "j F Y"), each.place.invented)
        for each in rows
    }
