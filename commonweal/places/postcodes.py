"""What can be said of postcodes beyond where one lies: for which ground none are held, and which have ended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.journal.actor import Actor
from commonweal.places import area_kinds
from commonweal.places.models import Area, Parent, Place, Postcode
from commonweal.places.queries import PostcodeRow


@dataclass(frozen=True, slots=True)
class Gap:
    """Neighbourhoods of a place for which not one postcode is held, and the councils they lie in."""

    place: str
    without: int
    neighbourhoods: int
    councils: tuple[str, ...]

    def __str__(self) -> str:
        facts = {"n": f"{self.without:,}", "all": f"{self.neighbourhoods:,}", "place": self.place}
        if self.without == self.neighbourhoods:
            return _("No postcodes are held for %(place)s yet, so its neighbourhoods cannot be found by one.") % facts
        words = ngettext(
            "Postcodes are not held for part of %(place)s: %(n)s of its %(all)s neighbourhoods has none%(in)s.",
            "Postcodes are not held for part of %(place)s: %(n)s of its %(all)s neighbourhoods have none%(in)s.",
            self.without,
        )
        inside = _(", in %(councils)s") % {"councils": ", ".join(self.councils)} if self.councils else ""
        return words % (facts | {"in": inside})


def gap(viewer: Actor, place: Place) -> Gap | None:
    """Where a place's postcodes have not been loaded; None where every neighbourhood has some."""
    members = Area.objects.filter(placearea__place=place, kind="lsoa21")
    without = list(members.filter(~Exists(Postcode.objects.filter(area=OuterRef("pk")))).values_list("pk", flat=True))
    return Gap(place.name, len(without), members.count(), _councils(without)) if without else None


def _councils(areas: list[int]) -> tuple[str, ...]:
    """The councils of these, newest vintage, most neighbourhoods first; of very many, none."""
    kinds = [key for key, kind in area_kinds.every().items() if kind.family == "lad"]
    if len(areas) > 900:
        return ()
    rows = Parent.objects.filter(area__in=areas, parent__kind__in=kinds, how=Parent.EXACT)
    named = rows.order_by("parent__kind").values_list("area", "parent__name")
    count = Counter(dict(named).values())
    return tuple(name for name, _n in count.most_common(3))


def not_found(viewer: Actor) -> str:
    """Why a postcode may not be found here: it may lie where none have been loaded."""
    gaps = [found for each in Place.objects.filter(invented=False).order_by("name") if (found := gap(viewer, each))]
    if not gaps:
        return _("That postcode is not in any place held here. It may be new, or lie outside the places listed below.")
    said = " ".join(str(each) for each in gaps[:2])
    return _("That postcode is not among those held here. %(gaps)s It may lie there: try the name instead.") % {
        "gaps": said
    }


def ended(row: PostcodeRow) -> str:
    """A postcode that is in use no more: since when, in words; "" for one in use."""
    if not row.ended:
        return ""
    year, _dash, month = row.ended.partition("-")
    when = f"{MONTHS[int(month)]} {year}" if month.isdigit() and 1 <= int(month) <= 12 else year
    facts = {"postcode": row.spelled, "when": when}
    return _("%(postcode)s was withdrawn in %(when)s and is not in use any more. This is where it was.") % facts
