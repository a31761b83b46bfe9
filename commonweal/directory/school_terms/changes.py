"""Saying when term is in a place."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.directory import rules
from commonweal.directory.models import SchoolTerm
from commonweal.journal.actor import Actor
from commonweal.journal.door import change
from commonweal.places.models import Place

LONGEST = timedelta(weeks=20)


@change("directory.term.add", allowed=rules.may_keep_terms)
def add_term(who: Actor, place: Place, *, first_day: date, last_day: date, source: str) -> Place:
    """Say from which day to which schools are open, and who says so."""
    if not source.strip():
        raise Invalid(_("Say where the dates are from: the council's page, a school's letter."))
    if last_day < first_day:
        raise Invalid(_("The last day is before the first. Change one of them."))
    if last_day - first_day > LONGEST:
        raise Invalid(_("No term is longer than 20 weeks. Put each half in by itself."))
    held = SchoolTerm.objects.filter(place=place, first_day__lte=last_day, last_day__gte=first_day).first()
    if held is not None:
        raise Clash(
            _("These days meet a term that is there already, from %(first)s to %(last)s. Take that away first.")
            % {"first": held.first_day.isoformat(), "last": held.last_day.isoformat()}
        )
    SchoolTerm.objects.create(place=place, first_day=first_day, last_day=last_day, source=source.strip()[:200])
    return place


@change("directory.term.remove", allowed=rules.may_keep_terms)
def remove_term(who: Actor, place: Place, *, id: int) -> Place:
    """Take a term away."""
    gone, _rows = SchoolTerm.objects.filter(place=place, pk=id).delete()
    if not gone:
        raise Clash(_("This term has been taken away meanwhile."))
    return place
