"""How a voice comes to stand beside a number, and stands there no more. Nothing here happens by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening import uses
from commonweal.listening.beside import rules
from commonweal.listening.beside.words import WAYS
from commonweal.listening.models import Pairing, Quote, Voice


def _voice(who: Actor, quote: Quote, **_kwargs: Any) -> Voice:
    return quote.voice


@change(
    "listening.pairing.choose",
    allowed=rules.may_pair,
    agreed=uses.to("quote", "pair_with_number", of=_voice),
    facts=["indicator", "way"],
)
def pair(
    who: Actor, quote: Quote, *, indicator: str, way: str, reason: str = "", area_key: str = "", figure: str = ""
) -> Pairing:
    """Put a line beside a number, and say how it stands to it, and why. Choosing the same again says it anew."""
    if way not in WAYS:
        raise Invalid(_("Say whether it agrees with the number, says otherwise, or says something it cannot."))
    if not indicator.strip() or len(indicator) > 80 or len(area_key) > 80:
        raise Invalid(_("Say beside which number it is to stand."))
    current().state(indicator=indicator, way=way)
    current().touch(quote.voice)
    made, _new = Pairing.objects.update_or_create(
        quote=quote,
        indicator=indicator,
        area_key=area_key,
        defaults={
            "place": quote.voice.place,
            "figure": figure,
            "way": way,
            "why": reason.strip()[:1000],
            "by_kind": who.kind,
            "by_id": who.id,
            "by_role": rules.chosen_as(who, quote),
            "made_at": timezone.now(),
        },
    )
    return made


@change("listening.pairing.part", allowed=rules.may_part)
def part(who: Actor, pairing: Pairing) -> Quote:
    """Let it stand there no more."""
    quote = pairing.quote
    pairing.delete()
    return quote


def let_go(voices: Sequence[Voice]) -> None:
    """Inside a change: what is taken back stands beside no number."""
    Pairing.objects.filter(quote__voice__in=[each.pk for each in voices]).delete()
