"""How a find is kept, taken on by somebody, and let go where it was wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.directory.models import Organization
from commonweal.evidence import indicators
from commonweal.evidence.index.queries import source
from commonweal.evidence.missed import rules, sent
from commonweal.evidence.missed.markers import MARKERS, TOPS
from commonweal.evidence.models import MissedFind
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening.reached.changes import plan_outreach
from commonweal.listening.reached.words import COMMUNITY
from commonweal.places.models import Area, Place

MOST_AREAS = 60


@change("evidence.missed.keep", allowed=rules.may_find, facts=["markers", "areas"])
def keep_find(
    who: Actor,
    *,
    place: Place,
    name: str,
    seen: str,
    markers: Sequence[str] = (),
    top: int = 20,
    areas: Sequence[str] = (),
    community: str = "",
) -> MissedFind:
    """Keep what was found: markers that are high together in named neighbourhoods, or a community of identity."""
    if not name.strip() or not seen.strip():
        raise Invalid(_("Say whom we have not reached, and what makes you think so."))
    if not areas and not community.strip():
        raise Invalid(_("Choose the neighbourhoods, or name the community."))
    inside = Area.objects.filter(key__in=list(areas), placearea__place=place)
    if len(areas) > MOST_AREAS or inside.count() < len(set(areas)):
        raise Invalid(_("Choose neighbourhoods of this place, %s at the most.") % MOST_AREAS)
    mine = sent.of(place)
    if not set(markers) <= {*MARKERS, *mine} or top not in TOPS:
        raise Invalid(_("One of these is no marker. Choose from the list."))
    current().state(markers=len(markers), areas=len(areas))
    return MissedFind.objects.create(
        place=place,
        name=name.strip()[:120],
        markers=list(markers),
        top=top / 100,
        areas=sorted(set(areas)),
        community=community.strip()[:120],
        seen=seen.strip(),
        source=_sources(markers, mine),
        made_at=timezone.now(),
    )


def _sources(markers: Sequence[str], mine: Mapping[str, sent.Sent]) -> str:
    """Where it comes from, as it stood: later files do not change what was seen."""
    told = []
    for key in markers:
        known = mine.get(key) or indicators.indicator(key)
        cite = mine[key].cite if key in mine else source(key)
        if known and cite:
            words = {"what": known.label, "title": cite.title, "publisher": cite.publisher, "vintage": cite.vintage}
            told.append(_("%(what)s: %(title)s, %(publisher)s, %(vintage)s") % words)
    return "; ".join(told)


@change("evidence.missed.take_on", allowed=rules.may_take_on)
def take_on(
    who: Actor,
    find: MissedFind,
    *,
    owner: str,
    way: str,
    by: date,
    how: str = "",
    organization: Organization | None = None,
    myself: bool = False,
) -> MissedFind:
    """Say who reaches out to those who were found, how, and by when. It stands with all other reaching out too."""
    if find.outreach is not None and find.outreach.done_at is None:
        raise Clash(_("Somebody has taken this on meanwhile."))
    find.outreach = plan_outreach(
        who,
        place=find.place,
        group=COMMUNITY,
        value=find.community or find.name,
        owner=owner,
        way=way,
        by=by,
        how=how,
        organization=organization,
        myself=myself,
    )
    find.save(update_fields=["outreach"])
    current().touch(find.outreach)
    return find


@change("evidence.missed.let_go", allowed=rules.may_find)
def let_go(who: Actor, find: MissedFind) -> Place:
    """Take a find away that was wrong. What was done because of it stays."""
    place = find.place
    find.delete()
    return place
