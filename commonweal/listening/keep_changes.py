"""How a voice is held back, covered in part, noted as shown, taken back; and what happens to all of them in the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.journal import erasure, leftovers
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import change, current
from commonweal.journal.refs import Ref
from commonweal.listening import leaving, rules, uses
from commonweal.listening.erase import VOICE
from commonweal.listening.models import ErasureProof, Hold, Redaction, Shown, Stewardship, Voice, Words
from commonweal.places.models import Place

HOLD_DAYS = 14  # at most, until a hold is decided about


@change("listening.voice.show", allowed=rules.may_listen, agreed=uses.to("quote"), facts=["printed"])
def note_shown(who: Actor, voice: Voice, *, what: str, address: str = "", printed: bool = False) -> Shown:
    """Note that a voice was shown somewhere, so that its teller is told what can be recalled and what cannot."""
    current().state(printed=printed)
    current().touch(voice)
    made, _new = Shown.objects.get_or_create(
        voice=voice,
        what=what[:200],
        defaults={"address": address[:300], "printed": printed, "at": timezone.now()},
    )
    return made


@change("listening.hold.put", allowed=rules.may_hold)
def hold(who: Actor, voice: Voice, *, reason: str, told: str = "", decide_by: date | None = None) -> Hold:
    """Hold a voice back so that somebody is safe: with a reason its teller reads, and a day by which it is decided."""
    if not reason.strip():
        raise Invalid(_("Say why, in words the person can read: they are told."))
    last = timezone.localdate() + timedelta(days=HOLD_DAYS)
    decide_by = decide_by or last
    if not timezone.localdate() <= decide_by <= last:
        raise Invalid(_("Say a day within the next %s days by which it is decided.") % HOLD_DAYS)
    if voice.holds.filter(ended_at=None).exists():
        raise Clash(_("This is held back already."))
    current().touch(voice)
    return Hold.objects.create(
        voice=voice, reason=reason.strip(), told=told.strip(), made_at=timezone.now(), decide_by=decide_by
    )


@change("listening.hold.appeal", allowed=rules.may_appeal)
def appeal(who: Actor, hold: Hold, *, words: str) -> Hold:
    """The teller says no to being held back."""
    if not words.strip():
        raise Invalid(_("Say in your own words why it should not be held back."))
    hold.appeal, hold.appealed_at = words.strip()[:4000], timezone.now()
    hold.save(update_fields=["appeal", "appealed_at"])
    current().touch(hold.voice)
    return hold


@change("listening.hold.end", allowed=rules.may_end_hold)
def end_hold(who: Actor, hold: Hold, *, outcome: str) -> Hold:
    """Let a voice go on its way again, and tell its teller what came of it."""
    if hold.ended_at is not None:
        raise Clash(_("Somebody has decided about this meanwhile."))
    if not outcome.strip():
        raise Invalid(_("Say what came of it: the person reads this."))
    hold.ended_at, hold.outcome = timezone.now(), outcome.strip()
    hold.save(update_fields=["ended_at", "outcome"])
    current().touch(hold.voice)
    return hold


@change("listening.redaction.propose", allowed=rules.may_listen, facts=["reason"])
def propose_redaction(who: Actor, voice: Voice, *, words: Words, start: int, stop: int, reason: str) -> Redaction:
    """Cover a stretch that names somebody else, or could give somebody away. Anger and criticism are never covered.

    It is covered at once; a second person agrees or refuses.
    """
    if reason not in (Redaction.THIRD, Redaction.RARE):
        raise Invalid(_("Only what names somebody else, or could give somebody away, is covered. Say which it is."))
    if words.voice_id != voice.pk or not 0 <= start < stop <= len(words.text):
        raise Invalid(_("Mark the words that are to be covered."))
    if stop - start > max(200, len(words.text) // 2):
        raise Invalid(_("That covers most of what was said. Cover names and details, not what somebody thinks."))
    current().state(reason=reason)
    current().touch(voice)
    return Redaction.objects.create(
        words=words, start=start, stop=stop, why=reason, by_kind=who.kind, by_id=who.id, made_at=timezone.now()
    )


@change("listening.redaction.decide", allowed=rules.may_agree_redaction, facts=["covered"])
def decide_redaction(who: Actor, redaction: Redaction, *, cover: bool) -> Redaction:
    """A second person looks: it stays covered, or is shown."""
    if redaction.agreed_at or redaction.refused_at:
        raise Clash(_("Somebody has decided about this meanwhile."))
    redaction.agreed_by_kind, redaction.agreed_by_id = who.kind, who.id
    redaction.agreed_at, redaction.refused_at = (timezone.now(), None) if cover else (None, timezone.now())
    redaction.save()
    current().state(covered=cover)
    current().touch(redaction.words.voice)
    return redaction


@change("listening.plan.set", allowed=rules.may_plan)
def set_plan(
    who: Actor, place: Place, *, keeper: str, then: str, words: str, review_on: date, to_whom: str = ""
) -> Stewardship:
    """Say what happens to the voices of a place when the organisation that keeps them ends."""
    if then not in ("hand_on", "return", "erase") or not keeper.strip() or not words.strip():
        raise Invalid(_("Say who keeps the voices now, what happens then, and how you would put it to the people."))
    if then == "hand_on" and not to_whom.strip():
        raise Invalid(_("Say who takes them over."))
    return Stewardship.objects.create(
        place=place,
        keeper=keeper.strip()[:200],
        then=then,
        to_whom=to_whom.strip(),
        words=words.strip(),
        review_on=review_on,
        made_at=timezone.now(),
    )


@change("listening.place.clear", allowed=rules.may_clear)
def clear_invented(who: Actor, place: Place) -> Place:
    """Take away all that was said in an invented place, so that its story can be told anew."""
    leaving.let_go(list(Voice.objects.filter(place=place)))
    # Whatever part of the room it stands in, it hangs on its place.
    for model in apps.get_app_config("listening").get_models():
        if any(field.name == "place" for field in model._meta.concrete_fields):
            model._default_manager.filter(place=place).delete()
    return place


@change("listening.voice.take_back", allowed=rules.may_take_back, facts=["counted"])
def _take_back(who: Actor, voice: Voice) -> Voice:
    leaving.let_go([voice])
    current().state(counted=voice.counted)
    return voice


@change("listening.proof.keep", allowed=rules.may_prove)
def _prove(who: Actor, place: Place, *, sought: leaving.Sought) -> ErasureProof:
    return leaving.proved(place.pk, sought)


def take_back(who: Actor, voices: Sequence[Voice]) -> ErasureProof | None:
    """Take voices back, all or none; then look everywhere for phrases of them and keep what was found."""
    if not voices:
        return None
    phrases = leaving.phrases_of(voices)
    place = voices[0].place
    for each in voices:
        rules.may_take_back(who, each)
    gone = [Ref(VOICE, str(each.pk)) for each in voices]
    # Logged first: a stop in the middle is made good at the next start, and putting back an older copy repeats it.
    for each in gone:
        erasure.remember(each)
    with transaction.atomic():
        for voice in voices:
            _take_back(who, voice)
    if leftovers.clear():
        for each in gone:
            erasure.finish(each)
    return _prove(HOUSE, place, sought=leaving.seek(phrases, len(voices)))


def proof_of(person: Actor) -> Callable[[], None]:
    """Before somebody is erased: phrases of what they said, in memory. Called afterwards, it looks, and keeps proof."""
    held = list(
        Voice.objects.filter(teller_kind=person.kind, teller_id=person.id, erased_at=None).select_related("place")
    )
    phrases = leaving.phrases_of(held)

    def prove() -> None:
        if held:
            _prove(HOUSE, held[0].place, sought=leaving.seek(phrases, len(held)))

    return prove
