"""How a voice is given, agreed to, read back, quoted, held back and taken back.

The journal keeps that it happened, never a word of it: words are in rows that can be erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Gone, Invalid
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening import render, rules, uses
from commonweal.listening.models import Community, Gathering, Mark, Quote, Voice, VoiceUse, Words
from commonweal.listening.words import GATHERINGS, KINDS, LEVELS, USES, VOICINGS
from commonweal.people.actors import person_of
from commonweal.people.consent_changes import give_consent, withdraw_consent
from commonweal.places.models import Area, Place

LONGEST = 100_000  # letters of one voice


@change("listening.gathering.open", allowed=rules.may_gather, facts=["kind"])
def open_gathering(
    who: Actor,
    *,
    place: Place,
    kind: str,
    name: str,
    on: date,
    where: str = "",
    area: Area | None = None,
    organization: Any = None,
    question: str = "",
    id: Any = None,
) -> Gathering:
    """Say that people will be listened to, where and when, and what they are asked."""
    if kind not in GATHERINGS:
        raise Invalid(_("Say what sort of gathering it is."))
    if not name.strip():
        raise Invalid(_("Give it a name, so that people know which one is meant."))
    current().state(kind=kind)
    current().touch(place)
    return Gathering.objects.create(
        **({"id": id} if id else {}),
        place=place,
        kind=kind,
        name=name.strip()[:200],
        on=on,
        where=where.strip(),
        area=area,
        organization=organization,
        question=question.strip(),
        made_at=timezone.now(),
    )


@change("listening.gathering.change", allowed=rules.may_open_gathering)
def change_gathering(who: Actor, gathering: Gathering, **said: Any) -> Gathering:
    """Set right what is said about a gathering: name, on, where, area, question."""
    for name in ("name", "on", "where", "area", "question", "organization"):
        if name in said:
            setattr(gathering, name, said[name])
    if not gathering.name.strip():
        raise Invalid(_("Give it a name, so that people know which one is meant."))
    gathering.save()
    return gathering


@change("listening.gathering.close", allowed=rules.may_open_gathering)
def close_gathering(who: Actor, gathering: Gathering) -> Gathering:
    """It is over. What was captured offline may still arrive."""
    gathering.closed_at = timezone.now()
    gathering.save(update_fields=["closed_at"])
    return gathering


@change("listening.voice.record", allowed=rules.may_record, facts=["kind", "voicing", "words"])
def record_voice(
    who: Actor,
    *,
    place: Place,
    kind: str,
    words: str = "",
    language: str = "en",
    agreed: Iterable[str] = (),
    share_with: Sequence[str] = (),
    gathering: Gathering | None = None,
    area: Area | None = None,
    given_on: date | None = None,
    voicing: str = Voice.OWN,
    interpreter: str = "",
    written_by: str = "",
    level: str = Voice.COUNTED,
    called: str = "",
    young: bool = False,
    guardian: str = "",
    helper_minutes: int | None = None,
    communities: Iterable[str] = (),
    marks: Iterable[Mapping[str, Any]] = (),
    client_id: str | None = None,
    witness: Actor | None = None,
    id: Any = None,
) -> Voice:
    """Keep one thing that somebody gave, whole and as they gave it, with what it may be used for.

    `who` is the person, or a helper acting for them (`people.actors.for_somebody`). Uses that are not named are not
    agreed to. `marks`: {"kind": pin|line|area, "geometry": GeoJSON, "label": …, "feeling": …}. A `client_id` that was
    met before gives the voice that is there; one that was taken back meanwhile is refused.
    """
    if client_id:
        met = Voice.objects.filter(client_id=client_id).first()
        if met is not None:
            return _met(who, met)
    _refuse(kind, voicing, level, called, words, language, helper_minutes)
    given_on = given_on or timezone.localdate()
    if given_on > timezone.localdate() + timedelta(days=1):
        raise Invalid(_("The day on which it was said lies in the future. Look at the date once more."))
    person = person_of(who)
    agreed = _uses(agreed, share_with, level, young=young, guardian=guardian)
    voice = Voice.objects.create(
        **({"id": id} if id else {}),
        place=place,
        gathering=gathering,
        area=area,
        kind=kind,
        given_on=given_on,
        made_at=timezone.now(),
        language=language or "und",
        voicing=voicing,
        interpreter=interpreter.strip(),
        teller_kind=person.kind,
        teller_id=person.id,
        writer_kind=who.kind if who.for_id else "",
        writer_id=who.id if who.for_id else "",
        level=level,
        called=called.strip()[:200],
        shown_as=render.credit(level, called)[:200],
        young=young,
        guardian=guardian.strip(),
        channel=who.channel,
        helper_minutes=helper_minutes,
        client_id=client_id or None,
    )
    if words:
        Words.objects.create(voice=voice, language=language or "und", text=words, by=written_by, made_at=timezone.now())
    Community.objects.bulk_create(
        Community(voice=voice, named=each.strip()[:120]) for each in dict.fromkeys(communities) if each.strip()
    )
    Mark.objects.bulk_create(_mark(voice, each) for each in marks)
    _agree(who, person, voice, agreed, share_with, language, witness)
    current().state(kind=kind, voicing=voicing, words=len(words.split()))
    if gathering is not None:
        current().touch(gathering)
    return voice


def _met(who: Actor, voice: Voice) -> Voice:
    if voice.erased_at is not None:
        raise Gone(_("This was taken back. It is not taken in again, and should be deleted from the device."))
    person = person_of(who)
    if (voice.teller_kind, voice.teller_id) != (person.kind, person.id):
        raise Clash(_("Something else came in under this device’s number. Send it again as a new one."))
    return voice


def _refuse(
    kind: str, voicing: str, level: str, called: str, words: str, language: str, helper_minutes: int | None
) -> None:
    if kind not in KINDS or voicing not in VOICINGS or level not in LEVELS:
        raise Invalid(_("Say what this is, whose words they are, and how the person wants to be shown."))
    if len(words) > LONGEST:
        raise Invalid(_("That is longer than %s letters. Give it in parts: each is kept whole.") % f"{LONGEST:,}")
    if "\x00" in words:
        raise Invalid(_("There is a letter in this that cannot be kept. Copy the words out of a plain text."))
    if level != Voice.COUNTED and not called.strip():
        raise Invalid(_("Say how they want to be called, or choose to be counted only."))
    if len(language) > 35:
        raise Invalid(_("That is not the code of a language. Choose one from the list."))
    if helper_minutes is not None and not 0 <= helper_minutes <= 24 * 60:
        raise Invalid(_("Say how many minutes it took, from 0 to 1440, or leave it open."))


def _uses(agreed: Iterable[str], share_with: Sequence[str], level: str, *, young: bool, guardian: str) -> list[str]:
    wanted = set(agreed)
    unknown = wanted - set(USES)
    if unknown:
        raise Invalid(_("Nobody is asked about “%s”.") % sorted(unknown)[0])
    if share_with:
        wanted.add("share")
    if "share" in wanted and not [each for each in share_with if each.strip()]:
        raise Invalid(_("Name the partners it may be passed to, or do not agree to passing it on."))
    if young and wanted - {"listen"} and not guardian.strip():
        raise Invalid(
            _("For somebody under 18 a grown-up they trust agrees beside them: say who, or agree to being heard only.")
        )
    if level == Voice.NAMED:
        wanted.add("name")
    # Whatever is done with a voice, somebody reads it first.
    return [each for each in USES if each in wanted or (wanted and each == "listen")]


def _mark(voice: Voice, said: Mapping[str, Any]) -> Mark:
    kinds = {"Point": Mark.PIN, "LineString": Mark.LINE, "Polygon": Mark.AREA}
    geometry = said.get("geometry") or {}
    kind = kinds.get(geometry.get("type", ""))
    if kind is None or not _on_earth(geometry.get("coordinates")):
        raise Invalid(_("A mark is a pin, a line or an area, with longitude before latitude."))
    return Mark(
        voice=voice,
        kind=kind,
        geometry={"type": geometry["type"], "coordinates": geometry["coordinates"]},
        label=str(said.get("label") or "")[:200],
        feeling=str(said.get("feeling") or "")[:12],
    )


MOST_CORNERS = 2000


def _on_earth(coordinates: Any) -> bool:
    """Is every spot of it a longitude and a latitude, and are there not too many?"""
    flat: list[Any] = [coordinates]
    spots = 0
    while flat:
        each = flat.pop()
        if not isinstance(each, list | tuple) or not each:
            return False
        if isinstance(each[0], list | tuple):
            flat += each
            if len(flat) > MOST_CORNERS:
                return False
            continue
        numbers = len(each) >= 2 and all(isinstance(n, int | float) and not isinstance(n, bool) for n in each[:2])
        if not numbers or not (-180 <= each[0] <= 180 and -90 <= each[1] <= 90):
            return False
        spots += 1
    return 0 < spots <= MOST_CORNERS


def _agree(
    who: Actor,
    person: Actor,
    voice: Voice,
    agreed: Iterable[str],
    share_with: Sequence[str],
    language: str,
    witness: Actor | None,
) -> None:
    """One yes for each use, by the words of the newest version, and which voice it is for."""
    for use in agreed:
        asked = uses.wording(use, language)
        held = give_consent(who, person, wording=asked, channel=who.channel, witness=witness)
        for partner in [each.strip()[:200] for each in share_with if each.strip()] if use == "share" else [""]:
            VoiceUse.objects.get_or_create(
                voice=voice,
                use=use,
                to_whom=partner,
                withdrawn_at=None,
                defaults={"consent": held, "given_at": timezone.now()},
            )


@change("listening.voice.agree", allowed=rules.may_tell)
def agree_to(who: Actor, voice: Voice, *, use: str, share_with: Sequence[str] = ()) -> Voice:
    """Agree to one more use of a voice."""
    wanted = _uses([use], share_with, voice.level, young=voice.young, guardian=voice.guardian)
    _agree(who, person_of(who), voice, wanted, share_with, voice.language, None)
    return voice


@change("listening.voice.disagree", allowed=rules.may_tell)
def take_back_use(who: Actor, voice: Voice, *, use: str) -> Voice:
    """Take one use of this voice back. The words stay; what showed them stops showing them."""
    voice.uses.filter(use=use, withdrawn_at=None).update(withdrawn_at=timezone.now())
    person = person_of(who)
    still = VoiceUse.objects.filter(
        use=use, withdrawn_at=None, voice__teller_kind=person.kind, voice__teller_id=person.id
    )
    if not still.exists():
        withdraw_consent(who, person, purpose=use)
    return voice


def choose_uses(who: Actor, voice: Voice, *, agreed: Iterable[str], share_with: Sequence[str] = ()) -> Voice:
    """From now on this voice may be used so, and no otherwise; all or nothing. A use that stands is not asked anew."""
    wanted = set(agreed) & set(USES)
    standing = dict(voice.uses.filter(withdrawn_at=None).values_list("use", "to_whom"))
    with transaction.atomic():
        for use in [each for each in USES if each in standing and each not in wanted]:
            take_back_use(who, voice, use=use)
        for use in [each for each in USES if each in wanted and each not in standing]:
            agree_to(who, voice, use=use, share_with=share_with if use == "share" else ())
    return voice


def follow_withdrawal(person: Actor, purpose: str) -> None:
    """Inside a change: somebody took a purpose back altogether, so none of their voices may be used so."""
    rows = VoiceUse.objects.filter(use=purpose, withdrawn_at=None)
    rows = rows.filter(voice__teller_kind=person.kind, voice__teller_id=person.id)
    rows.update(withdrawn_at=timezone.now())


@change("listening.voice.name", allowed=rules.may_tell)
def be_shown_as(who: Actor, voice: Voice, *, level: str, called: str = "") -> Voice:
    """Be shown otherwise from now on. The line is kept as it was rendered when they agreed to it."""
    _refuse(voice.kind, voice.voicing, level, called, "", voice.language, None)
    voice.level, voice.called, voice.shown_as = level, called.strip()[:200], render.credit(level, called)[:200]
    voice.save(update_fields=["level", "called", "shown_as"])
    if level == Voice.NAMED:
        _agree(who, person_of(who), voice, ["name"], [], voice.language, None)
    return voice


@change("listening.voice.read_back", allowed=rules.may_tell)
def agree_words(who: Actor, voice: Voice, *, words: str | None = None) -> Voice:
    """The words were read back and are right, or are set right: from now on they are the person's own."""
    if voice.voicing == Voice.NOTES:
        raise Invalid(_("These are a facilitator’s notes. Write down what the person says as a voice of their own."))
    held = voice.words.filter(kind=Words.SAID).first()
    if words is not None and held is not None and words != held.text:
        _refuse(voice.kind, voice.voicing, voice.level, voice.called, words, voice.language, None)
        held.quotes.all().delete()
        held.redactions.all().delete()
        # Where a theme was seen in the words before, it is now seen in the whole of them.
        held.codings.update(words=None, start=None, stop=None)
        held.text = words
        held.save(update_fields=["text"])
    voice.read_back_at = timezone.now()
    voice.save(update_fields=["read_back_at"])
    return voice


@change("listening.voice.add_words", allowed=rules.may_listen)
def add_words(who: Actor, voice: Voice, *, kind: str, language: str, text: str, by: str = "") -> Words:
    """Write down what a recording says, or what it says in another language. The words as given stay beside it."""
    if kind not in (Words.TRANSCRIPT, Words.TRANSLATION) or not text.strip():
        raise Invalid(_("Write down what it says."))
    _refuse(voice.kind, voice.voicing, Voice.COUNTED, "", text, language, None)
    current().touch(voice)
    return Words.objects.create(voice=voice, kind=kind, language=language, text=text, by=by, made_at=timezone.now())


@change("listening.quote.choose", allowed=rules.may_listen, agreed=uses.to("quote"))
def choose_quote(who: Actor, voice: Voice, *, words: Words, start: int, stop: int) -> Quote:
    """Choose a line of a voice to be shown. It is a stretch of the words, so nothing can be put into a mouth."""
    if words.voice_id != voice.pk:
        raise Invalid(_("These words belong to another voice."))
    if not voice.theirs:
        raise Invalid(_("These words have not been read back and agreed, so they are not shown as the person’s."))
    if not 0 <= start < stop <= len(words.text) or not words.text[start:stop].strip():
        raise Invalid(_("Mark the words that are to be shown."))
    current().touch(voice)
    made, _new = Quote.objects.get_or_create(
        words=words, start=start, stop=stop, defaults={"voice": voice, "made_at": timezone.now()}
    )
    return made


@change("listening.quote.drop", allowed=rules.may_unquote)
def drop_quote(who: Actor, quote: Quote) -> Voice:
    """Show it no more."""
    voice = quote.voice
    quote.delete()
    return voice
