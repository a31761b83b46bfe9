"""Pages for those who listen: gatherings, lines to show, what is covered or held back, and what happens in the end."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Invalid, NotAllowed
from commonweal.listening import changes, keep_changes, own, queries, render, rules
from commonweal.listening.forms import CoverForm, GatheringForm, HoldForm, OutcomeForm, PlanForm, StretchForm
from commonweal.listening.models import Gathering, Voice, Words
from commonweal.listening.rows import HoldRow, ProofRow
from commonweal.listening.views import page_of
from commonweal.people.roles import holders
from commonweal.places import queries as places
from commonweal.places.models import Area, Place

FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORMS)
def new_gathering(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that people will be listened to."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_gather(viewer, place=place)
    return _gathering(request, place, None)


@never_cache
@require_http_methods(FORMS)
def change_gathering(request: HttpRequest, id: str) -> HttpResponse:
    """Set right what is said about a gathering."""
    held = queries.gathering(request.viewer, id)  # type: ignore[attr-defined]
    rules.may_open_gathering(request.viewer, held)  # type: ignore[attr-defined]
    return _gathering(request, held.place, held)


def _gathering(request: HttpRequest, place: Place, held: Gathering | None) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    form = GatheringForm(request.POST or None, areas=places.areas_in(place), initial=_now(held) if held else {})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        told["area"] = Area.objects.filter(pk=told["area"], placearea__place=place).first() if told["area"] else None
        if held is None:
            held = changes.open_gathering(viewer, place=place, **told)
        else:
            told.pop("kind")
            changes.change_gathering(viewer, held, **told)
        return HttpResponseRedirect(f"/gathering/{held.pk}")
    page = page_of(place) | {"form": form, "held": held}
    return answer(request, "listening/gathering_form.html", page=page, status=400 if request.method == "POST" else 200)


def _now(held: Gathering) -> dict[str, Any]:
    return {name: getattr(held, name) for name in ("name", "kind", "on", "where", "question")} | {
        "area": str(held.area_id or "")
    }


@never_cache
@require_POST
def close_gathering(request: HttpRequest, id: str) -> HttpResponse:
    """It is over."""
    held = queries.gathering(request.viewer, id)  # type: ignore[attr-defined]
    changes.close_gathering(request.viewer, held)  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/gathering/{held.pk}")


@never_cache
@require_http_methods(FORMS)
def choose(request: HttpRequest, id: str) -> HttpResponse:
    """Choose a line to be shown, cover one, or hold the voice back: the listener's page of a voice."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.readable(viewer, id)
    listens, holds = rules.in_place(viewer, rules.LISTEN, held.place), rules.in_place(viewer, rules.HOLDS, held.place)
    if not (listens or holds or (viewer.kind, viewer.id) == (held.writer_kind, held.writer_id)):
        raise NotAllowed(_("Only somebody who listens in this place can do this: %s.") % holders(rules.LISTEN))
    asked = request.POST.get("do", "")
    forms: dict[str, Any] = {
        "quote": StretchForm(request.POST if asked == "quote" else None, prefix="quote"),
        "cover": CoverForm(request.POST if asked == "cover" else None, prefix="cover"),
        "hold": HoldForm(request.POST if asked == "hold" else None, prefix="hold"),
    }
    form = forms.get(asked)
    if form is not None and form.is_valid():
        try:
            _choose(viewer, held, asked, form.cleaned_data)
            return HttpResponseRedirect(f"/voice/{held.pk}/listen?done={asked}")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    whole = queries.whole(viewer, held)
    page = page_of(held.place) | {"held": held, "whole": whole, "forms": forms, "wrong": form, "listens": listens}
    page["pieces"] = [(piece, render.sentences(piece.text)) for piece in whole.words]
    page |= {"done": request.GET.get("done", ""), "may_quote": held.theirs and held.may("quote")}
    return answer(request, "listening/choose.html", page=page, status=400 if form is not None else 200)


def _choose(viewer: Any, held: Voice, asked: str, told: dict[str, Any]) -> None:
    if asked == "hold":
        keep_changes.hold(viewer, held, **told)
        return
    words = queries.words_of(viewer, held, told["piece"])
    start, stop = _stretch(words, told["stretch"])
    if asked == "quote":
        changes.choose_quote(viewer, held, words=words, start=start, stop=stop)
    else:
        keep_changes.propose_redaction(viewer, held, words=words, start=start, stop=stop, reason=told["why"])


def _stretch(words: Words, copied: str) -> tuple[int, int]:
    """Where a stretch stands in the words. Ends of lines are as the browser sends them."""
    copied = copied.replace("\r\n", "\n").strip()
    start = words.text.find(copied)
    if not copied or start < 0:
        raise Invalid(_("These words are not in it as they stand here. Copy them exactly, from one place."))
    return start, start + len(copied)


@never_cache
@require_POST
def drop_quote(request: HttpRequest, id: str) -> HttpResponse:
    """Show a line no more."""
    held = queries.quote(request.viewer, id)  # type: ignore[attr-defined]
    voice = changes.drop_quote(request.viewer, held)  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/voice/{voice.pk}/listen?done=dropped")


@never_cache
@require_POST
def decide_redaction(request: HttpRequest, id: str) -> HttpResponse:
    """A second person looks at what is covered."""
    held = queries.redaction(request.viewer, id)  # type: ignore[attr-defined]
    keep_changes.decide_redaction(request.viewer, held, cover=request.POST.get("cover") == "yes")  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/place/{held.words.voice.place.slug}/voices")


@never_cache
@require_safe
@answers(
    "What is held back in a place so that somebody is safe, for its safeguarding leads", rows={"holds": list[HoldRow]}
)
def holds(request: HttpRequest, slug: str) -> HttpResponse:
    """What is held back, and by when it is decided."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    if not rules.in_place(viewer, rules.HOLDS, place):
        raise NotAllowed(_("Only the safeguarding lead of this place sees this: %s.") % holders(rules.HOLDS))
    page = page_of(place) | {"form": OutcomeForm()}
    return answer(request, "listening/holds.html", page=page, holds=own.holds(viewer, place))


@never_cache
@require_POST
def end_hold(request: HttpRequest, id: str) -> HttpResponse:
    """Let a voice go on its way again."""
    held = own.hold(request.viewer, id)  # type: ignore[attr-defined]
    keep_changes.end_hold(request.viewer, held, outcome=request.POST.get("outcome", ""))  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/place/{held.voice.place.slug}/holds")


@never_cache
@require_http_methods(FORMS)
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens to the voices of a place when the organisation that keeps them ends."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    if request.method == "POST":
        rules.may_plan(viewer, place)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_changes.set_plan(viewer, place, **form.cleaned_data)
            return HttpResponseRedirect(f"/place/{slug}/voices-plan")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = page_of(place) | {"form": form, "plan": queries.plan(place)}
    page["plans"] = viewer.holds("steward", "places.place", str(place.pk))
    return answer(request, "listening/plan.html", page=page, status=400 if request.method == "POST" else 200)


@require_safe
@answers("What was searched after words were taken back, and what was found", rows={"proofs": list[ProofRow]})
def proofs(request: HttpRequest, slug: str) -> HttpResponse:
    """Proof that what was taken back is gone."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    return answer(
        request,
        "listening/proofs.html",
        page=page_of(place),
        proofs=own.proofs(request.viewer, place),  # type: ignore[attr-defined]
    )
