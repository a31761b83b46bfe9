"""How people are counted at a gathering, and how somebody says that they will reach out, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.directory.models import Organization
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening.models import Gathering, Outreach, Tally
from commonweal.listening.reached import rules
from commonweal.listening.reached.counts import EVERYBODY
from commonweal.listening.reached.words import COMMUNITY, GROUPS, HOW, STEPS, WAYS
from commonweal.places.models import Place

MOST = 10_000_000


@change("listening.gathering.count", allowed=rules.may_count, facts=["step"])
def count_people(
    who: Actor,
    gathering: Gathering,
    *,
    step: str,
    how: str,
    everybody: int | None,
    groups: Mapping[str, Mapping[str, int]],
) -> Gathering:
    """Say how many there were at a step, by what they said of themselves. What is not named is not known.

    `groups`: group → value → how many. What was counted for this step before is written over, so that sending it twice
    counts nobody twice.
    """
    if step not in STEPS or how not in HOW or how == "voices":
        raise Invalid(_("Say at which step people were counted, and how."))
    for group, values in groups.items():
        _refuse(group, values, everybody)
    current().state(step=step)
    Tally.objects.filter(gathering=gathering, step=step).delete()
    rows = [] if everybody is None else [(EVERYBODY, "", everybody)]
    rows += [(group, value, many) for group, values in groups.items() for value, many in values.items()]
    now = timezone.now()
    Tally.objects.bulk_create(
        Tally(gathering=gathering, step=step, group=group, value=value, many=many, how=how, at=now)
        for group, value, many in rows
    )
    return gathering


def _refuse(group: str, values: Mapping[str, int], everybody: int | None) -> None:
    known = GROUPS.get(group)
    if known is None or any(not value.strip() or len(value) > 120 for value in values):
        raise Invalid(_("Nobody is counted by this here."))
    if any(not 0 <= many <= MOST for many in values.values()):
        raise Invalid(_("Type whole numbers, from 0 on."))
    if everybody is None:
        return
    together = max(values.values(), default=0) if group == COMMUNITY else sum(values.values())
    if together > everybody:
        raise Invalid(
            _("%(group)s: that makes %(together)s, and there were %(everybody)s in all. Look at the numbers once more.")
            % {"group": known.label, "together": together, "everybody": everybody}
        )


@change("listening.outreach.plan", allowed=rules.may_reach_out, facts=["group"])
def plan_outreach(
    who: Actor,
    *,
    place: Place,
    group: str,
    value: str,
    owner: str,
    way: str,
    by: date,
    how: str = "",
    organization: Organization | None = None,
    gathering: Gathering | None = None,
    myself: bool = False,
) -> Outreach:
    """Say who will reach out to those who are missing, how, and by when."""
    if group not in GROUPS or not value.strip() or way not in WAYS:
        raise Invalid(_("Say whom it is about, and how they are reached."))
    if not owner.strip() and organization is None:
        raise Invalid(_("Name somebody who will do it, or an organisation."))
    if by < timezone.localdate():
        raise Invalid(_("Say a day that is still to come."))
    current().state(group=group)
    if gathering is not None:
        current().touch(gathering)
    return Outreach.objects.create(
        place=place,
        gathering=gathering,
        group=group,
        value=value.strip()[:120],
        owner=owner.strip()[:200],
        owner_kind=who.kind if myself else "",
        owner_id=who.id if myself else "",
        organization=organization,
        way=way,
        how=how.strip(),
        by=by,
        made_at=timezone.now(),
    )


@change("listening.outreach.tell", allowed=rules.may_say_what_came)
def say_what_came(who: Actor, outreach: Outreach, *, came_of_it: str) -> Outreach:
    """Say what came of reaching out, also where nothing did."""
    if not came_of_it.strip():
        raise Invalid(_("Say what came of it. “Nobody answered” is worth knowing too."))
    outreach.came_of_it, outreach.done_at = came_of_it.strip(), outreach.done_at or timezone.now()
    outreach.save(update_fields=["came_of_it", "done_at"])
    return outreach


@change("listening.outreach.put_off", allowed=rules.may_say_what_came)
def put_off(who: Actor, outreach: Outreach, *, by: date) -> Outreach:
    """Give it another day."""
    if outreach.done_at is not None:
        raise Clash(_("Somebody has said meanwhile what came of this."))
    if by < timezone.localdate():
        raise Invalid(_("Say a day that is still to come."))
    outreach.by = by
    outreach.save(update_fields=["by"])
    return outreach
