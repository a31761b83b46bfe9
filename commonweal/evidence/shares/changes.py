"""How a way of sharing is kept, so that it can be talked about. Nothing is paid from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.evidence import made_from
from commonweal.evidence.models import ShareProposal
from commonweal.evidence.shares import queries, rules
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.places.models import Place


@change("evidence.share_proposal.keep", allowed=rules.may_read_together, facts=["fund", "alarms"])
def keep(
    who: Actor, *, place: Place, title: str, asked: Mapping[str, Any], reason: str = "", id: Any = None
) -> ShareProposal:
    """Keep a way of sharing as it stands now. It is worked out here, from the rule: no amount comes from a browser."""
    if not title.strip():
        raise Invalid(_("Give it a name, so that people can talk about it."))
    made = queries.worked_out(who, place, asked)
    current().state(fund=made.fund, alarms=len(made.alarms))
    wanted = ("key", "name", "people", "pounds", "per_head", "gains")
    given = {} if id is None else {"id": id}
    return ShareProposal.objects.create(
        **given,
        place=place,
        title=title.strip()[:200],
        reason=reason.strip()[:2000],
        fund=round(100 * made.fund),
        asked={name: value if isinstance(value, str | int | None) else float(value) for name, value in asked.items()},
        rule=made.rule[:600],
        rows=[{name: asdict(row)[name] for name in wanted} for row in made.areas],
        fifths=[asdict(each) for each in made.fifths],
        alarms=[asdict(each) for each in made.alarms],
        source=made_from.said(made.sources),
        versions=list(queries.files(place, made)),
        made_at=timezone.now(),
    )
