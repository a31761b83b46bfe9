"""A list of services narrowed by what is said of them, with how many there would be with each further answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.directory.about.queries import codes_by_service, to_choose
from commonweal.directory.about.questions import codes
from commonweal.directory.about.rules import partner
from commonweal.directory.going_on import ServiceRow
from commonweal.journal.actor import Actor
from commonweal.places.models import Place

Choice = tuple[str, str, int, bool]  # code, words, how many, whether it is chosen


def narrowed(
    viewer: Actor, place: Place, rows: list[ServiceRow], chosen: Iterable[str]
) -> tuple[list[ServiceRow], list[Choice]]:
    """Those rows that answer to every chosen code, and what else could be asked for."""
    wanted, works_here = {each for each in chosen if each}, partner(viewer, place)
    for each in wanted:
        known = codes().get(each)
        if known is None or (known[0].partners and not works_here):
            raise Invalid(_("Nothing here can be asked for as “%(code)s”. Choose from the list.") % {"code": each[:40]})
    said = codes_by_service(viewer, (UUID(row.id) for row in rows), partner=works_here)
    fit = [row for row in rows if wanted <= said[row.id]]
    counts = Counter(code for row in fit for code in said[row.id])
    return fit, to_choose(counts, wanted, partner=works_here)
