"""How a choice of neighbourhoods is kept, with its criteria and the reason for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.evidence.choosing import rules, working
from commonweal.evidence.choosing.asking import Asked
from commonweal.evidence.models import Choice
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.places.models import Place


@change("evidence.choice.keep", allowed=rules.may_choose, facts=["chosen"])
def keep_choice(who: Actor, *, place: Place, name: str, reason: str, asked: Asked, chosen: Sequence[str]) -> Choice:
    """Keep which neighbourhoods were chosen. People may choose otherwise than the scores: the card stays beside."""
    if not name.strip() or not reason.strip():
        raise Invalid(_("Say what they are chosen for, and why by these criteria."))
    found = working.scorecard(who, place, asked)
    known = {each.key for each in found.areas}
    if not chosen or not known.issuperset(chosen):
        raise Invalid(_("Choose at least one of the neighbourhoods on the scorecard."))
    current().state(chosen=len(chosen))
    sources = sorted({each.source for each in found.criteria if each.source})
    return Choice.objects.create(
        place=place,
        name=name.strip()[:200],
        reason=reason.strip(),
        kind=asked.kind,
        criteria=[asdict(each) for each in found.criteria],
        many=asked.many,
        chosen=list(dict.fromkeys(chosen)),
        card={"areas": [asdict(each) for each in found.areas], "method": found.method},
        source="; ".join(sources),
        made_at=timezone.now(),
    )
