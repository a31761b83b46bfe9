"""A place's profile: the page, the paper, the files; as things stand now, and as they were kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.evidence.profile import changes, charts, drawing, queries, voices
from commonweal.evidence.profile.rows import Profile
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.models import Place


@require_safe
@answers("A place's profile: what is so there now", rows={"told": Profile}, table="told.numbers")
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """What is so now."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    told = queries.now(viewer, slug)
    return answer(request, "evidence/profile/profile.html", page=_page(viewer, place, told), told=told)


@require_safe
@answers("A place's profile as it was kept", rows={"told": Profile}, table="told.numbers")
def kept(request: HttpRequest, id: str) -> HttpResponse:
    """What was so when it was kept: this never changes."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.held(viewer, id)
    told = queries.told(held)
    page = _page(viewer, held.place, told) | {"kept_at": held.made_at, "taken_back": queries.taken_back(held)}
    return answer(request, "evidence/profile/profile.html", page=page, told=told)


@never_cache
@require_POST
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep it as it stands."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = changes.keep_profile(viewer, place=places.place(viewer, slug))
    return HttpResponseRedirect(f"/profile/{held.pk}")


def _page(viewer: Actor, place: Place, told: Profile) -> dict[str, Any]:
    labels = {each.key: each.label for each in told.numbers}
    themes: dict[str, list[Any]] = {}
    for each in told.numbers:
        themes.setdefault(each.theme, []).append(each)
    return {
        "place": place,
        "invented": told.invented,
        "crumbs": [(place.name, f"/place/{place.slug}"), (_("Evidence"), f"/place/{place.slug}/evidence")],
        "themes": list(themes.items()),
        "labels": labels,
        "maps": drawing.maps(viewer, told),
        "charts": charts.of(told),
        "gap_of": {each.key: each.address for each in told.unequal},
        "voices": voices.chosen(viewer, place),
        "kept_before": queries.kept_of(viewer, place)[:5],
        "may_keep": viewer.kind != "nobody",
        "files": f"/profile/{told.id}" if told.id else f"/place/{place.slug}/profile",
    }
