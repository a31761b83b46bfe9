"""Numbers of reach that anybody may cite: how many in a hundred reach something, and what one neighbourhood has."""

from __future__ import annotations

from dataclasses import asdict

from django.utils.translation import gettext as _

import commonweal
from commonweal.core.words import number
from commonweal.evidence import ground, made_from
from commonweal.evidence.access import places_to_go, queries, travel
from commonweal.evidence.access.question import Question
from commonweal.evidence.access.rows import ReachFifthRow, ReachWhole
from commonweal.evidence.citing import Asked, Finding, Offered, offer
from commonweal.journal.actor import Actor
from commonweal.places.models import Place

VERSION = "access 2"
PEOPLE, THINGS = "access.people", "access.things"


def make(viewer: Actor, place: Place, asked: Asked) -> Finding | None:
    """ "access.people" of a place, or of one fifth of it (how: {"fifth": 1}); "access.things" of a neighbourhood."""
    how = dict(asked.how)
    fifth = how.pop("fifth", 0)
    question = Question.of(how)
    whole = queries.reach(viewer, place, question)
    better = travel.chosen(place, question.way)
    versions = made_from.files([whole.people_cite, *whole.places_cites]) + ((str(better.pk),) if better else ())
    if fifth:  # of which neighbourhoods it is made, the file of deprivation says
        versions += made_from.ids(made_from.in_use(ground.of_place(place.slug).areas, [ground.DECILE]))
    if asked.about == PEOPLE:
        rows = [row for row in (whole.whole, *whole.fifths) if row.fifth == fifth]
        return _people(whole, rows[0], versions) if rows else None
    if asked.about == THINGS:
        return _things(whole, asked.area_key, versions)
    return None


def offered(viewer: Actor, question: Question, whole: ReachWhole) -> Offered | None:
    """The number of the page: of a hundred people, how many have something that surely fits."""
    asked = Asked(PEOPLE, how=question.as_how())
    return offer(viewer, asked, whole.whole.percent_something, _people(whole, whole.whole, ()).label)


def _people(whole: ReachWhole, row: ReachFifthRow, versions: tuple[str, ...]) -> Finding:
    value = row.percent_something
    label = _("People within %(within)s of %(what)s") % {"within": whole.within, "what": whole.asked}
    if row.fifth:
        label += " " + _("(fifth %s of deprivation, 1 is the most deprived)") % row.fifth
    return Finding(
        label=label,
        text=_("not known") if value is None else _("%s in 100") % number(value, 1),
        value=value,
        # What is not said may fit, and what no list reaches may be there: the share lies between.
        low=value,
        high=None if value is None else value + (row.percent_untold or 0.0),
        unit="percent",
        rows=(asdict(row),),
        **_told(whole, versions),
    )


def _things(whole: ReachWhole, key: str, versions: tuple[str, ...]) -> Finding | None:
    row = next((each for each in whole.areas if each.key == key), None)
    if row is None:
        return None
    label = _("Within %(within)s of %(where)s: %(what)s") % {
        "within": whole.within,
        "where": row.name,
        "what": whole.asked,
    }
    known = row.reached is not None
    return Finding(
        label=label,
        text=number(row.reached) if known else _("not known"),
        value=row.reached,
        low=row.reached,
        high=(row.reached or 0) + (row.perhaps or 0) if known else None,
        unit="things",
        rows=(asdict(row),),
        **_told(whole, versions),
    )


def _told(whole: ReachWhole, versions: tuple[str, ...]) -> dict[str, object]:
    said = _("The directory of %(place)s as it stood then: %(services)s services that everybody may see.") % {
        "place": whole.place,
        "services": number(whole.services),
    }
    cites = [each for each in (whole.people_cite, *whole.places_cites) if each]
    return {
        "source": " ".join([*([said] if whole.services else []), *(f"{made_from.said([each])}." for each in cites)]),
        "licence": made_from.licences(cites),
        "method": " ".join([whole.measured, *([str(places_to_go.METHOD)] if whole.places else [])]),
        "method_version": f"{VERSION}, {commonweal.__version__}",
        "versions": versions,
    }
