"""How counts of people are given out, and by which rules. Nothing is given that undoes what was given before."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.evidence.models import ReleaseRules
from commonweal.evidence.release import rules
from commonweal.evidence.release.asking import Answer, Counted, Question
from commonweal.evidence.release.given import Ledger, answer_of
from commonweal.evidence.release.words import HOUSES, PROFILES
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.places.models import Place


@change("evidence.release.give", allowed=rules.may_give, facts=["measure", "asked"])
def give(who: Actor, *, place: Place, counted: Counted, questions: Sequence[Question]) -> list[Answer]:
    """Answer these questions in their order, and remember what was answered. What matters most comes first.

    The same question has the same answer for good; a corrected count is answered anew unless it differs by a few.
    """
    for each in questions:
        if not counted.answers(each):
            raise Invalid(_("This cannot be asked here: nothing is counted by it."))
    current().state(measure=counted.measure, asked=len(questions))
    # Two who ask at once could each be given one half of a difference: they wait for each other here.
    Place.objects.select_for_update().get(pk=place.pk)
    ledger = Ledger(place, counted)
    return [answer_of(each) for each in ledger.give(questions)]


@change("evidence.release.set_rules", allowed=rules.may_set_rules, facts=["profile"])
def set_rules(who: Actor, *, place: Place, profile: str) -> ReleaseRules:
    """Say by which profile counts of people are given out from now on: the house's, or a stricter one."""
    from commonweal.methods import disclosure

    known = disclosure.PROFILES.get(profile)
    if known is None or profile not in PROFILES or not known.at_least(disclosure.profile(HOUSES)):
        raise Invalid(_("A place can be stricter than the NHS rule, never weaker. Choose one of those offered."))
    current().state(profile=profile)
    current().touch(place)
    made, _new = ReleaseRules.objects.update_or_create(
        place=place, defaults={"profile": profile, "set_at": timezone.now()}
    )
    return made
