"""What a kept way of sharing gives the most and the least deprived: a number that anybody may cite."""

from __future__ import annotations

from django.utils.translation import gettext as _

import commonweal
from commonweal.core.ids import is_id
from commonweal.evidence.citing import Asked, Finding
from commonweal.evidence.models import ShareProposal
from commonweal.evidence.shares import queries, words
from commonweal.journal.actor import Actor
from commonweal.places.models import Place

VERSION = "shares 1"


def make(viewer: Actor, place: Place, asked: Asked) -> Finding | None:
    """ "shares:<id of a proposal>": how many times as much a head the most deprived get as the least deprived."""
    id = asked.about.partition(":")[2]
    held = ShareProposal.objects.filter(pk=id, place=place).first() if is_id(id) else None
    if held is None:
        return None
    row = queries.proposal_row(held)
    told = {"most": words.pounds(row.most_deprived), "least": words.pounds(row.least_deprived)}
    return Finding(
        label=_("%s: pounds a head") % held.title,
        text=_("%(most)s for the most deprived here, %(least)s for the least") % told,
        value=row.times,
        unit="times",
        source=held.source,
        method=f"{held.rule} {words.METHOD}",
        method_version=f"{VERSION}, {commonweal.__version__}",
        rows=tuple(held.fifths),
    )
