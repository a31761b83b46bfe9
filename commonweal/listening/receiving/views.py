"""Pages for those who listen: what waits for an answer, the longest first, and answering."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, NotFound
from commonweal.journal.actor import Actor
from commonweal.journal.door import can
from commonweal.listening import render
from commonweal.listening.models import Voice
from commonweal.listening.receiving import changes, queries, rules
from commonweal.listening.receiving.forms import PatienceForm, ReplyForm
from commonweal.listening.receiving.queries import WaitingRow
from commonweal.listening.words import KINDS
from commonweal.places import queries as places

PAGE = 100


@never_cache
@require_safe
@answers("Voices whose tellers have heard nothing for longer than promised", rows={"waiting": list[WaitingRow]})
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits, the longest first."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_see_waiting(viewer, place)
    rows = queries.waiting(viewer, place)
    may_set = can(viewer).ask(changes.set_patience, place) is None
    days = queries.patience(place)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}"), (_("What people say"), f"/place/{slug}/listening")],
        "days": days,
        "form": PatienceForm(initial={"days": days}) if may_set else None,
        "shown": rows[:PAGE],
        "more": max(len(rows) - PAGE, 0),
    }
    return answer(request, "listening/receiving/waiting.html", page=page, waiting=rows)


@never_cache
@require_http_methods(["POST"])
def patience(request: HttpRequest, slug: str) -> HttpResponse:
    """A steward says how many days."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    form = PatienceForm(request.POST)
    days = form.cleaned_data["days"] if form.is_valid() else 0
    changes.set_patience(viewer, place, days=days)
    return HttpResponseRedirect(f"/place/{slug}/listening/waiting")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, id: str) -> HttpResponse:
    """Tell somebody what became of what they gave."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    voice = _voice(viewer, id)
    form = ReplyForm(request.POST or None)
    changes.answer_voice.allowed(viewer, voice)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            changes.answer_voice(viewer, voice, words=told["words"], unused=told["unused"] == "yes")
            return HttpResponseRedirect(f"/place/{voice.place.slug}/listening/waiting")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    slug = voice.place.slug
    page = {
        "form": form,
        "voice": voice,
        "kind": KINDS[voice.kind],
        "whose": render.whose(voice),
        "invented": voice.place.invented,
        "crumbs": [
            (voice.place.name, f"/place/{slug}"),
            (_("Waiting for an answer"), f"/place/{slug}/listening/waiting"),
        ],
    }
    status = 400 if request.method == "POST" else 200
    return answer(request, "listening/receiving/answer.html", page=page, status=status)


def _voice(viewer: Actor, id: str) -> Voice:
    try:
        found = Voice.objects.here().filter(pk=UUID(id)).select_related("place").first()
    except ValueError:
        found = None
    # Whoever listens there may know that it is there: the list of what waits says so too.
    if found is None or not queries.may_answer(viewer, found):
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    return found
