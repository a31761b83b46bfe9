"""What a way of sharing gives the most and the least deprived: of one that is tried out, and of one that was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

import commonweal
from commonweal.core.ids import is_id
from commonweal.evidence import made_from
from commonweal.evidence.citing import Asked, Finding, Offered, offer
from commonweal.evidence.models import ShareProposal
from commonweal.evidence.shares import queries, words
from commonweal.evidence.shares.rows import ProposalRow, SharesRow
from commonweal.journal.actor import Actor
from commonweal.places.models import Place

VERSION = "shares 1"
TRIED = "shares.tried"


def make(viewer: Actor, place: Place, asked: Asked) -> Finding | None:
    """ "shares:<id of a proposal>", or "shares.tried" by the rule in `how`: how many times as much a head the most
    deprived get as the least deprived.
    """
    if asked.about == TRIED:
        return _tried(place, queries.worked_out(viewer, place, asked.how))
    id = asked.about.partition(":")[2]
    held = ShareProposal.objects.filter(pk=id, place=place).first() if is_id(id) else None
    return _kept(held) if held else None


def _kept(held: ShareProposal) -> Finding:
    row = queries.proposal_row(held)
    return Finding(
        label=_called(held.title),
        text=_text(row.most_deprived, row.least_deprived),
        value=row.times,
        unit="times",
        source=held.source,
        method=f"{held.rule} {words.METHOD}",
        method_version=f"{VERSION}, {commonweal.__version__}",
        versions=tuple(held.versions),
        rows=tuple(held.fifths),
    )


def _tried(place: Place, made: SharesRow) -> Finding:
    ends = queries.ends([each.after for each in made.fifths])
    return Finding(
        label=_called_tried(made),
        text=_text(*ends[:2]),
        value=ends[2],
        unit="times",
        source=made_from.said(made.sources),
        licence=made_from.licences(made.sources),
        method=f"{made.rule} {made.method}",
        method_version=f"{VERSION}, {commonweal.__version__}",
        versions=queries.files(place, made),
        rows=tuple(asdict(each) for each in made.fifths),
    )


def offered(viewer: Actor, asked: Mapping[str, Any], made: SharesRow) -> Offered | None:
    """The number of a way of sharing that is tried out. Of one set against what each gets now there is none to keep:
    those amounts are nobody's but whoever typed them.
    """
    if asked.get("current"):
        return None
    how = {name: value for name, value in asked.items() if value not in (None, "")}
    value = queries.ends([each.after for each in made.fifths])[2]
    return offer(viewer, Asked(TRIED, how=how), value, _called_tried(made))


def offered_kept(viewer: Actor, row: ProposalRow) -> Offered | None:
    """The number of one that was kept."""
    return offer(viewer, Asked(f"shares:{row.id}"), row.times, _called(row.title))


def _called(title: str) -> str:
    return (_("%s: pounds a head") % title)[:300]


def _called_tried(made: SharesRow) -> str:
    return _called(_("Sharing %s") % words.pounds(made.fund, 0))


def _text(most: float | None, least: float | None) -> str:
    told = {"most": words.pounds(most), "least": words.pounds(least)}
    return _("%(most)s for the most deprived here, %(least)s for the least") % told
