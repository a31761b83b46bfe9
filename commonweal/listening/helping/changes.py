"""How helpers' time is planned, and how a helper says what they gave beside writing down."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening.helping import rules
from commonweal.listening.helping.words import CHANNELS
from commonweal.listening.models import Gathering, HelpGiven, HelpPlan
from commonweal.listening.reached import seasons
from commonweal.places.models import Place

MOST = 100_000  # minutes in one plan
DAY = 24 * 60


@change("listening.help.plan", allowed=rules.may_plan, facts=["channel", "minutes"])
def plan_help(
    who: Actor, *, place: Place, channel: str, minutes: int, gathering: Gathering | None = None, season: str = ""
) -> HelpPlan:
    """Plan so much of helpers' time for a channel, in a gathering or in a season. Planned anew, it is written over."""
    if channel not in CHANNELS or not 0 <= minutes <= MOST:
        raise Invalid(_("Say for which channel, and how many minutes."))
    if (gathering is None and seasons.named(season) is None) or (gathering and gathering.place_id != place.pk):
        raise Invalid(_("Say for which gathering or season of this place."))
    current().state(channel=channel, minutes=minutes)
    if gathering is not None:
        current().touch(gathering)
    whose = {"gathering": gathering} if gathering else {"gathering": None, "season": season}
    held, _new = HelpPlan.objects.update_or_create(
        place=place, channel=channel, **whose, defaults={"minutes": minutes, "made_at": timezone.now()}
    )
    return held


@change("listening.help.give", allowed=rules.may_help, facts=["channel", "minutes"])
def give_help(
    who: Actor,
    *,
    place: Place,
    channel: str,
    minutes: int,
    on: date | None = None,
    what: str = "",
    gathering: Gathering | None = None,
) -> HelpGiven:
    """Say what time went into helping beside writing down: calls nobody answered, reading back, the way there."""
    on = on or timezone.localdate()
    if channel not in CHANNELS or not 0 < minutes <= DAY:
        raise Invalid(_("Say for which channel, and how many minutes, from 1 to 1440."))
    if on > timezone.localdate() + timedelta(days=1):
        raise Invalid(_("That day lies in the future. Look at the date once more."))
    current().state(channel=channel, minutes=minutes)
    return HelpGiven.objects.create(
        place=place,
        gathering=gathering,
        helper_kind=who.kind,
        helper_id=who.id,
        channel=channel,
        on=on,
        minutes=minutes,
        what=what.strip()[:200],
    )
