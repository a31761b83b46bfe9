"""Grants as a viewer may see them. All are published, so every viewer sees the same; the viewer still comes first.

Three things are told apart and never added together: a grant its funder says helps here; one whose recipient merely has
its office here, its funder saying nothing; and one with its office here that its funder says helps elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from commonweal.evidence.figures import cite
from commonweal.evidence.keep import kept
from commonweal.evidence.rows import Cite
from commonweal.funding.models import Grant
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places import area_kinds
from commonweal.places import queries as places
from commonweal.places.models import Area, Place, PlaceArea

HERE, OFFICE, ELSEWHERE = "here", "office", "elsewhere"
COUNCILS = [key for key, kind in area_kinds.every().items() if kind.family == "lad"]


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One grant in a list."""

    id: str
    grant_id: str
    title: str
    description: str
    amount_awarded: float
    currency: str
    award_date: str
    planned_start: str
    planned_end: str
    recipient: str
    recipient_id: str
    funder: str
    programme: str
    helps: (
        str  # "here" | "office": only its office is known to be here | "elsewhere": its office is here, its help is not
    )
    helps_areas: tuple[str, ...]  # names of the areas of this place that it is meant to help


@dataclass(frozen=True, slots=True)
class GrantsWhole:
    """What grants come to in a place: each way of being here by itself."""

    helping_here: int
    helping_here_pounds: float
    only_office_here: int
    only_office_here_pounds: float
    helping_elsewhere: int
    first_year: int | None
    last_year: int | None
    cite: Cite | None


def _method() -> str:
    return _("Listed by their funders. Where a grant helps is its funder’s own word; an office is where its post goes.")


def _held(place: Place) -> tuple[QuerySet[Grant], list[int]]:
    """Grants that touch a place, and the ids of its areas that a grant can be meant for."""
    members = list(places.members(place).values_list("pk", flat=True))
    councils = Area.objects.filter(kind__in=COUNCILS, children__area__in=members).values_list("pk", flat=True)
    areas = [*members, *places.in_2011(members), *councils.distinct()]
    helping = Q(pk__in=Grant.objects.filter(beneficiary_areas__in=areas).values("pk"))
    # Not by a join: an office that lies in two places would make its grant two.
    office = Q(office_area__in=PlaceArea.objects.filter(place=place).values("area"))
    return Grant.objects.filter(helping | office), areas


def grants(viewer: Actor, place: Place, *, helps: str = "") -> list[GrantRow]:
    """The grants of a place, newest first; of one way of being here where that is asked."""
    found, areas = _held(place)
    mine = set(areas)
    rows = []
    for each in found.prefetch_related("beneficiary_areas").order_by("-award_date", "grant_id"):
        named = tuple(str(area) for area in each.beneficiary_areas.all() if area.pk in mine)
        row = _row(each, named)
        if not helps or row.helps == helps:
            rows.append(row)
    return rows


def whole(viewer: Actor, place: Place) -> GrantsWhole:
    """What they come to. Pounds only: a grant in another currency is counted but not added."""
    return kept(("grants", place.slug), lambda: _whole(viewer, place))


def _whole(viewer: Actor, place: Place) -> GrantsWhole:
    rows = grants(viewer, place)
    years = [int(row.award_date[:4]) for row in rows]
    one = Grant.objects.filter(pk__in=[row.id for row in rows[:1]]).select_related("version__dataset").first()
    return GrantsWhole(
        helping_here=sum(row.helps == HERE for row in rows),
        helping_here_pounds=_pounds(rows, HERE),
        only_office_here=sum(row.helps == OFFICE for row in rows),
        only_office_here_pounds=_pounds(rows, OFFICE),
        helping_elsewhere=sum(row.helps == ELSEWHERE for row in rows),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        cite=cite(one.version, _method()) if one else None,
    )


def _pounds(rows: Iterable[GrantRow], helps: str) -> float:
    return float(sum(Decimal(str(row.amount_awarded)) for row in rows if row.helps == helps and row.currency == "GBP"))


def _row(each: Grant, named: tuple[str, ...]) -> GrantRow:
    return GrantRow(
        id=str(each.pk),
        grant_id=each.grant_id,
        title=each.title,
        description=each.description,
        amount_awarded=float(each.amount_awarded),
        currency=each.currency,
        award_date=each.award_date.isoformat(),
        planned_start=each.planned_start.isoformat() if each.planned_start else "",
        planned_end=each.planned_end.isoformat() if each.planned_end else "",
        recipient=each.recipient,
        recipient_id=each.recipient_id,
        funder=each.funder,
        programme=each.programme,
        helps=HERE if named else ELSEWHERE if each.beneficiary_codes else OFFICE,
        helps_areas=named,
    )


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """Grants as cards, by id. They have no page of their own: the recipient's place lists them."""
    rows = Grant.objects.filter(pk__in=list(ids))
    return {str(each.pk): Card(each.title, "", f"{each.funder}, {each.award_date.year}") for each in rows}
