"""Pages of exhibitions: those of a place, the entrance, and one thing at a time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers
from commonweal.listening.exhibition import queries, rules
from commonweal.listening.exhibition.rows import ExhibitionRow, ExhibitionWhole, Walking
from commonweal.places import queries as places
from commonweal.places.models import Place


@never_cache
@require_safe
@answers("Exhibitions of a place, to walk through", rows={"exhibitions": list[ExhibitionRow]})
def exhibitions(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be walked through here."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}")],
        "curates": rules.curates(viewer, place),
    }
    rows = queries.in_place(viewer, place)
    return answer(request, "listening/exhibition/exhibitions.html", page=page, exhibitions=rows)


@never_cache
@require_safe
@answers("An exhibition, with all that hangs in it now", rows={"whole": ExhibitionWhole}, table="whole.rooms")
def entrance(request: HttpRequest, id: str) -> HttpResponse:
    """The entrance: the welcome, the rooms, and the way in."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.exhibition(viewer, id)
    whole = queries.whole(held)
    first = whole.rooms[0].things[0].id if whole.rooms else ""
    page = {
        "invented": whole.invented,
        "crumbs": way(held.place),
        "first": first,
        "curates": rules.curates(viewer, held.place),
    }
    return answer(request, "listening/exhibition/entrance.html", page=page, whole=whole)


@never_cache
@require_safe
@answers(
    "One thing in an exhibition, with the way on and the way back", rows={"walking": Walking}, table="walking.thing"
)
def thing(request: HttpRequest, id: str, item: str) -> HttpResponse:
    """One thing, and nothing else."""
    held = queries.exhibition(request.viewer, id)  # type: ignore[attr-defined]
    walking = queries.walk(held, item)
    page = {"invented": walking.whole.invented}
    return answer(request, "listening/exhibition/thing.html", page=page, walking=walking)


def way(place: Place) -> list[tuple[str, str]]:
    """The way back."""
    return [(place.name, f"/place/{place.slug}"), (_("Exhibitions"), f"/place/{place.slug}/exhibitions")]


def about(held: Any) -> dict[str, Any]:
    """What every page of curating shows around it."""
    return {
        "exhibition": held,
        "invented": held.place.invented,
        "crumbs": [*way(held.place), (held.title, f"/exhibition/{held.pk}")],
    }
