"""How people choose parts, weigh them together, and keep what they chose as a version of the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.evidence import indicators, rules
from commonweal.evidence.index import weighing
from commonweal.evidence.index.words import LEAST_PARTS, MOST_PARTS, may_be_part
from commonweal.evidence.index.working import METHOD
from commonweal.evidence.models import IndexPart, IndexSession, IndexVersion, SessionWeights
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.places.models import Place

MOST_PEOPLE, MOST_SHEETS = 500, 200


@change("evidence.index.begin", allowed=rules.may_read_together, facts=["parts"])
def begin(who: Actor, *, place: Place, name: str, on: date, parts: Sequence[tuple[str, bool]]) -> IndexSession:
    """Sit together: say where and when, and choose what is to count. Each part with the side that is harder."""
    keys = [key for key, _harder in parts]
    if not name.strip():
        raise Invalid(_("Say where you sit together, or among whom."))
    if not LEAST_PARTS <= len(keys) <= MOST_PARTS or len(set(keys)) < len(keys):
        raise Invalid(
            _("Choose from %(least)s to %(most)s different things.") % {"least": LEAST_PARTS, "most": MOST_PARTS}
        )
    if any((known := indicators.indicator(key)) is None or not may_be_part(known) for key in keys):
        raise Invalid(_("One of these cannot be a part. Choose from the list."))
    current().state(parts=len(keys))
    return IndexSession.objects.create(
        place=place, name=name.strip()[:200], on=on, parts=[list(each) for each in parts], made_at=timezone.now()
    )


@change("evidence.index.weigh", allowed=rules.may_read_together, facts=["way", "people"])
def weigh(
    who: Actor, session: IndexSession, *, way: str, said: Mapping[str, float] | Sequence[Sequence[object]], people: int
) -> SessionWeights:
    """Put down what one table or one person set. `said`: points by part, or judgements (a, b, times)."""
    _refuse_kept(session)
    if not 1 <= people <= MOST_PEOPLE:
        raise Invalid(_("Say how many people this speaks for: a number from 1 to %s.") % MOST_PEOPLE)
    shares = weighing.shares_of(session, way, said)
    number = (session.weights.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > MOST_SHEETS:
        raise Invalid(_("That is as many sheets as one session can hold."))
    current().state(way=way, people=people)
    return SessionWeights.objects.create(
        session=session,
        number=number,
        way=way,
        people=people,
        said=dict(said) if isinstance(said, Mapping) else [list(each) for each in said],
        shares=shares,
        at=timezone.now(),
    )


@change("evidence.index.drop_sheet", allowed=rules.may_read_together)
def drop_sheet(who: Actor, session: IndexSession, *, number: int) -> IndexSession:
    """Take a sheet away that was typed wrongly."""
    _refuse_kept(session)
    session.weights.filter(number=number).delete()
    return session


@change("evidence.index.keep", allowed=rules.may_read_together, facts=["number", "people"])
def keep(who: Actor, session: IndexSession, *, reasons: str) -> IndexVersion:
    """Keep what the session set as a version of the place's index, with why, in people's own words."""
    _refuse_kept(session)
    sheets = list(session.weights.order_by("number"))
    if not sheets:
        raise Invalid(_("Nobody has weighed anything yet."))
    if not reasons.strip():
        raise Invalid(_("Write down why, in people’s own words: without it nobody can argue with the weights."))
    found = weighing.merged(session, sheets)
    last = IndexVersion.objects.filter(place=session.place).aggregate(last=Max("number"))["last"] or 0
    people = sum(each.people for each in sheets)
    current().state(number=last + 1, people=people)
    current().touch(session)
    version = IndexVersion.objects.create(
        place=session.place,
        session=session,
        number=last + 1,
        people=people,
        sheets=len(sheets),
        ways=sorted({each.way for each in sheets}),
        reasons=reasons.strip(),
        apart=found.apart,
        method=METHOD,
        made_at=timezone.now(),
    )
    IndexPart.objects.bulk_create(
        IndexPart(
            version=version,
            position=at,
            indicator=key,
            harder=harder,
            weight=float(found.mean[at]),
            lowest=float(found.lowest[at]),
            highest=float(found.highest[at]),
        )
        for at, (key, harder) in enumerate(session.parts)
    )
    session.kept_at = version.made_at
    session.save(update_fields=["kept_at"])
    return version


def _refuse_kept(session: IndexSession) -> None:
    if session.kept_at is not None:
        raise Clash(_("What this session set is kept already. Hold another to change it: the earlier stays readable."))
