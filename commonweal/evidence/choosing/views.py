"""Pages of choosing: a scorecard for everybody, keeping a choice, and a choice that was made."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, NotFound
from commonweal.evidence import changes as evidence_changes
from commonweal.evidence import citing
from commonweal.evidence.choosing import asking, changes, queries, rules, working
from commonweal.evidence.choosing.asking import MOST_CRITERIA, WEIGHTS, Asked, Line
from commonweal.evidence.choosing.forms import ChoiceForm
from commonweal.evidence.choosing.rows import ChoiceRow, Scorecard
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.models import Place

SHOWN, TO_TICK = 40, 60
ASKS = {
    "kind": "Kind of area: msoa21, lsoa21, drawn …",
    "many": "How many are chosen",
    "c1": "Key of an indicator, people or assets_per_10000; likewise c2 to c5",
    "way1": "more or less: which speaks for an area",
    "weight1": "1 to 5",
    "least1": "It must be at least this",
    "most1": "It must be at most this",
}


def _asked(request: HttpRequest, place: Place) -> tuple[Asked, list[tuple[str, str, int]]]:
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    among = working.kinds_here(viewer, place)
    if not among:
        raise NotFound(_("This place has no neighbourhoods to choose from, or too many for one scorecard."))
    here = [kind for kind, _words, _count in among]
    kind = request.GET.get("kind") or next((each for each in working.KINDS if each in here), here[0])
    return asking.of_address(request.GET.dict(), kind, working.usual(viewer, place, kind)), among


@never_cache
@require_safe
@answers(
    "Neighbourhoods of a place by stated criteria, with how firm the choice is",
    rows={"choosing": Scorecard},
    table="choosing.cells",
    queries=ASKS,
)
def choosing(request: HttpRequest, slug: str) -> HttpResponse:
    """The scorecard, for everybody: all of it is in the address."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    asked, among = _asked(request, place)
    found = working.scorecard(viewer, place, asked)
    lines = [*asked.lines, *[Line()] * (MOST_CRITERIA - len(asked.lines))]
    page = _page(place) | {
        "asked": asked,
        "kinds": among,
        "lines": list(enumerate(lines, start=1)),
        "first": len(asked.lines) + 1,
        "indicators": working.choices(viewer, asked.kind),
        "weights": WEIGHTS,
        "card": found,
        "shown": found.areas[:SHOWN],
        "more": found.areas[SHOWN:],
        "made": queries.choices(viewer, place),
        "may": rules.chooses(viewer, place),
    }
    return answer(request, "evidence/choosing/choosing.html", page=page, choosing=found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep which were chosen, for good."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_choose(viewer, place=place)
    asked, _kinds = _asked(request, place)
    found = working.scorecard(viewer, place, asked)
    areas = [(each.key, each.name) for each in found.areas[:TO_TICK]]
    ticked = [each.key for each in found.areas if each.chosen]
    form = ChoiceForm(request.POST if request.method == "POST" else None, areas=areas, initial={"chosen": ticked})
    if form.is_bound and form.is_valid():
        try:
            told = form.cleaned_data
            rests_on = _cited(viewer, place, asked)
            made = changes.keep_choice(viewer, place=place, asked=asked, **told, because=rests_on)
            return HttpResponseRedirect(f"/choice/{made.pk}?done=kept")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = _page(place) | {"form": form, "card": found, "shown": found.areas[: max(asked.many, 3)]}
    page["crumbs"] = [*page["crumbs"], (_("Choosing neighbourhoods"), f"/place/{place.slug}/choosing?{asked.query}")]
    return answer(request, "evidence/choosing/keep.html", page=page, status=400 if form.is_bound else 200)


def _cited(viewer: Actor, place: Place, asked: Asked) -> list[Any]:
    """The place's own figures of the criteria, kept as they stand; what only neighbourhoods have is on the card."""
    found = []
    for line in asked.lines:
        try:
            about = citing.Asked(f"indicator:{line.indicator}")
            found.append(kinds.ref(evidence_changes.keep_figure(viewer, place=place, asked=about)))
        except NotFound:
            continue
    return found


@require_safe
@answers(
    "A choice of neighbourhoods that was made, with its scorecard as it stood",
    rows={"choice": ChoiceRow, "choosing": Scorecard},
    table="choosing.cells",
)
def choice(request: HttpRequest, id: str) -> HttpResponse:
    """One choice, for good."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = queries.choice(viewer, id)
    found = queries.card(held)
    page = _page(held.place) | {
        "card": found,
        "shown": found.areas[:SHOWN],
        "more": found.areas[SHOWN:],
        "source": held.source,
        "done": request.GET.get("done", ""),
    }
    page["crumbs"] = [*page["crumbs"], (_("Choosing neighbourhoods"), f"/place/{held.place.slug}/choosing")]
    return answer(request, "evidence/choosing/choice.html", page=page, choice=queries.row(held), choosing=found)


def _page(place: Place) -> dict[str, Any]:
    crumbs = [(place.name, f"/place/{place.slug}"), (_("Evidence"), f"/place/{place.slug}/evidence")]
    return {"place": place, "invented": place.invented, "crumbs": crumbs}
