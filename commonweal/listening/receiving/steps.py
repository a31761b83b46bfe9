"""What a person's receipt says of their voices: what they gave, and the steps that rows of this room tell of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.journal.actor import Actor
from commonweal.journal.refs import Ref
from commonweal.listening.models import Reply, Shown, Voice
from commonweal.listening.receiving.queries import VOICE, patience
from commonweal.listening.words import KINDS
from commonweal.people import receipts
from commonweal.people.receipts import Given, Step

# Parts that count or show name their own: receipts.verb("listening.part.verb", receipts.COUNTED).
VERBS = {
    "listening.voice.read": receipts.READ,
    "listening.theme.code": receipts.CODED,
    "listening.quote.choose": receipts.QUOTED,
}


def register() -> None:
    """Called once."""
    receipts.contributions(given)
    receipts.also(told)
    for what, stage in VERBS.items():
        receipts.verb(what, stage)


def given(person: Actor) -> list[Given]:
    """The voices that this person gave and has not taken back."""
    rows = list(Voice.objects.of(person).select_related("place"))
    held = set(Voice.objects.of(person).held().values_list("pk", flat=True))
    heard = set(Voice.objects.of(person).agreed("listen").values_list("pk", flat=True))
    days = {each.place_id: patience(each.place) for each in rows}
    return [
        Given(
            Ref(VOICE, str(each.pk)),
            str(KINDS[each.kind]),
            each.given_on,
            days[each.place_id],
            heard=each.pk in heard,
            held=each.pk in held,
        )
        for each in rows
    ]


def told(person: Actor, refs: Sequence[Ref]) -> Iterable[tuple[Ref, Step]]:
    """Where it was shown, and what a listener answered."""
    ids = [ref.id for ref in refs if ref.kind == VOICE]
    mine = Voice.objects.of(person).filter(pk__in=ids).values("pk")
    for each in Shown.objects.filter(voice__in=mine):
        says = _("It was printed, as you said it.") if each.printed else _("It was shown, as you said it.")
        yield _step(each.voice_id, receipts.QUOTED, each.at, says + f" ({each.what})")
    for reply in Reply.objects.filter(voice__in=mine):
        says = _("It was not used, because: %s") if reply.unused else _("You were answered: %s")
        stage = receipts.UNUSED if reply.unused else receipts.ANSWERED
        yield _step(reply.voice_id, stage, reply.made_at, says % reply.words)


def _step(voice: object, stage: str, at, says: str) -> tuple[Ref, Step]:  # type: ignore[no-untyped-def]
    return Ref(VOICE, str(voice)), Step(stage, timezone.localtime(at).date(), says)
