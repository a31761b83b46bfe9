"""Communities as people name them: what partners count of them, and what they say themselves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers
from commonweal.evidence import citing
from commonweal.evidence.returns import communities as found
from commonweal.evidence.returns import pictured
from commonweal.evidence.returns.rows import CommunityFigureRow, CommunityRow, CommunityVoiceRow
from commonweal.evidence.returns.views import about
from commonweal.places import queries as places


@never_cache
@require_safe
@answers("Communities of identity that are counted or were heard in a place", rows={"communities": list[CommunityRow]})
def communities(request: HttpRequest, slug: str) -> HttpResponse:
    """Every community, as people name it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    return answer(
        request, "evidence/returns/communities.html", page=about(place), communities=found.rows(viewer, place)
    )


@never_cache
@require_safe
@answers(
    "A community of identity: what partners count of it, and what people who belong to it say",
    rows={"community": CommunityRow, "figures": list[CommunityFigureRow], "voices": list[CommunityVoiceRow]},
    table="figures",
)
def community(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Access, experience and outcome, from returns and from voices, side by side and never mixed."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    row, figures, voices = found.one(viewer, place, key)
    drawn = []
    for each in figures:
        (theirs, everybody), end = pictured.drawn([each.theirs, each.all])
        number = citing.offer(
            viewer, citing.Asked(each.number, community=each.theirs.key), each.theirs.value, f"{each.label}, {row.name}"
        )
        drawn.append((each, theirs, everybody, end, number))
    page = about(place, (_("Communities"), f"/place/{place.slug}/communities")) | {"drawn": drawn}
    return answer(request, "evidence/returns/community.html", page=page, community=row, figures=figures, voices=voices)
