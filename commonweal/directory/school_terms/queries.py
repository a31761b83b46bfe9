"""When term is in a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from commonweal.directory.models import SchoolTerm
from commonweal.places.models import Place

Terms = tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class TermRow:
    """One stretch of term."""

    id: int
    first_day: date
    last_day: date
    source: str


def of(place: Place) -> Terms:
    """First and last days, in order. Empty: nobody has said when term is here."""
    return tuple(SchoolTerm.objects.filter(place=place).order_by("first_day").values_list("first_day", "last_day"))


def rows(place: Place) -> list[TermRow]:
    """The same with whoever says so, for a page."""
    found = SchoolTerm.objects.filter(place=place).order_by("first_day")
    return [TermRow(each.pk, each.first_day, each.last_day, each.source) for each in found]


def state(place: Place | None) -> str:
    """Changes whenever the terms of a place do."""
    held = SchoolTerm.objects.filter(place=place) if place else SchoolTerm.objects.none()
    return f" terms {held.count()} {held.aggregate(last=Max('pk'))['last'] or 0}"
