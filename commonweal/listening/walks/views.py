"""Pages of walks: a place's, one played back, telling of one, adding a stop, and what goes to print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Invalid, NotAllowed, of_form
from commonweal.core.ids import new_id
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import can
from commonweal.listening import own, rules
from commonweal.listening import queries as listening
from commonweal.listening.media import changes as media
from commonweal.listening.media.words import limits
from commonweal.listening.models import Gathering, Walk
from commonweal.listening.views import page_of
from commonweal.listening.walks import asked, changes, drawing, queries
from commonweal.listening.walks.forms import PlaceForm, StopForm, WalkForm
from commonweal.listening.walks.rows import WalkRow, WalkWhole
from commonweal.people import actors
from commonweal.people.actors import person_of
from commonweal.people.attempts import count_written
from commonweal.people.changes import give_slip
from commonweal.people.slip_views import speaking, whose
from commonweal.places import queries as places
from commonweal.places.models import Area, Place

FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
@answers("Walks of a place, as far as whoever asks may know of them", rows={"walks": list[WalkRow]})
def walks(request: HttpRequest, slug: str) -> HttpResponse:
    """Walks that people told of."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    return answer(request, "listening/walks/walks.html", page=page_of(place), walks=queries.in_place(viewer, place))


@never_cache
@require_safe
@answers("One walk, as much of it as whoever asks may read", rows={"walk": WalkWhole}, table="walk.stops")
def walk(request: HttpRequest, id: str) -> HttpResponse:
    """One walk, to follow and to listen to."""
    viewer = request.viewer  # type: ignore[attr-defined]
    return _shown(request, viewer, queries.walk(viewer, id))


def _shown(request: HttpRequest, who: Actor, held: Walk, *, status: int = 200, **more: Any) -> HttpResponse:
    reader = person_of(who) if who.for_id else who
    viewer = request.viewer  # type: ignore[attr-defined]
    whole = queries.whole(reader, queries.one_again(held))
    page = page_of(held.place) | {
        "picture": drawing.picture(whole, behind=drawing.around(whole, viewer)),
        "adds": can(who).ask(changes.add_stop, held, name="") is None,
        "prints": rules.in_place(viewer, rules.LISTEN, held.place),
        "moves": {str(each.pk) for each in held.stops.all() if can(who).ask(changes.place_stop, each) is None},
        "by_slip": viewer.kind != "account",
    }
    return answer(request, "listening/walks/walk.html", page=page | more, status=status, walk=whole)


@never_cache
@require_http_methods(FORMS)
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell of a walk: its line or its stops. Whoever has neither account nor slip is given one."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    gathering = _gathering(viewer, place, request.GET.get("gathering", ""))
    form = WalkForm(*_sent(request), areas=places.areas_in(place), **_common(request))
    if request.method == "POST" and form.is_valid():
        try:
            code, held, who = _keep(request, place, gathering, form)
        except DomainError as refusal:
            form.add_error("code" if isinstance(refusal, NotAllowed) else "track", refusal.sentence)
        else:
            if held is not None and who is not None:
                if code or who.kind != "account" or who.for_id:
                    return _shown(request, who, held, status=201, code=code, fresh=True)
                messages.success(request, _("Your walk is kept."))
                return HttpResponseRedirect(f"/walk/{held.pk}")
    page = page_of(place) | {
        "form": form,
        "gathering": gathering,
        "sent_as": request.POST.get("sent_as") or str(new_id()),
        "ground": drawing.ground(place, viewer),
    }
    return answer(request, "listening/walks/tell.html", page=page, status=400 if request.method == "POST" else 200)


def _keep(
    request: HttpRequest, place: Place, gathering: Gathering | None, form: WalkForm
) -> tuple[str, Walk | None, Actor | None]:
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    given = asked.walk_of(viewer, form)
    code, who = "", None
    with transaction.atomic():
        if form.cleaned_data["code"] or viewer.kind == "account":
            who = speaking(request, form)
        else:
            count_written(request)
            contributor, code = give_slip(HOUSE, place=str(place.pk))
            who = actors.of_contributor(contributor)
        if who is None:
            return "", None, None
        told = form.said() | {"area": _area(place, form), "client_id": request.POST.get("sent_as", "")[:64] or None}
        name = form.cleaned_data["name"]
        held = changes.record_walk(who, place=place, name=name, gathering=gathering, **given, **told)
        return code, held, who


def _area(place: Place, form: Any) -> Area | None:
    chosen = form.cleaned_data["area"]
    return Area.objects.filter(pk=chosen, placearea__place=place).first() if chosen else None


def _gathering(viewer: Actor, place: Place, id: str) -> Gathering | None:
    """The walk that many went together, if this is one of it."""
    if not id:
        return None
    held = listening.gathering(viewer, id)
    if held.place_id != place.pk:
        raise Invalid(_("That gathering is of another place."))
    return held


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _common(request: HttpRequest) -> dict[str, Any]:
    language = getattr(request, "LANGUAGE_CODE", "en")
    wordings = own.wordings(request.POST.get("language", language))
    signed_in = request.viewer.kind == "account"  # type: ignore[attr-defined]
    return {"asked": wordings, "signed_in": signed_in, "initial": {"language": language.split("-")[0]}}


@never_cache
@require_http_methods(FORMS)
def add_stop(request: HttpRequest, id: str) -> HttpResponse:
    """Add a stop: where, what is said, a picture, sound or film. Whoever has a slip types its code."""
    held = queries.any_walk(id)
    form = StopForm(*_sent(request), areas=places.areas_in(held.place), **_common(request))
    if request.method == "POST" and form.is_valid():
        who = speaking(request, form)
        if who is not None:
            try:
                _add(request, who, held, form)
            except DomainError as refusal:
                form.add_error(_field(refusal), refusal.sentence)
            else:
                if who.kind == "account" and not who.for_id:
                    messages.success(request, _("The stop is kept."))
                    return HttpResponseRedirect(f"/walk/{held.pk}")
                return _shown(request, who, held, status=201, fresh=True)
    viewer = request.viewer  # type: ignore[attr-defined]
    seen = Walk.objects.visible_to(viewer).filter(pk=held.pk).exists()
    whole = queries.whole(viewer, held) if seen else None
    page = page_of(held.place) | {
        "form": form,
        "walk": whole,
        "held": held,
        "limits": limits(),
        "picture": drawing.picture(whole, behind=drawing.around(whole, viewer)) if whole else None,
        "sent_as": request.POST.get("sent_as") or str(new_id()),
    }
    return answer(request, "listening/walks/stop.html", page=page, status=400 if request.method == "POST" else 200)


def _add(request: HttpRequest, who: Actor, held: Walk, form: StopForm) -> None:
    told = form.cleaned_data
    lat, lon = asked.stop_spot(request.viewer, held, told)  # type: ignore[attr-defined]
    said = form.said() | {"area": _area(held.place, form), "client_id": request.POST.get("sent_as", "")[:64] or None}
    with transaction.atomic():
        stop = changes.add_stop(who, held, name=told["name"], lat=lat, lon=lon, **said)
        if told["file"] and not stop.voice.media.exists():
            sent = told["file"]
            how = {"type": sent.content_type or "", "described": told["described"]}
            media.give(who, stop.voice, sent.chunks(), size=sent.size, **how)
        if lat is None:
            changes.place_by_media(who, stop)


def _field(refusal: DomainError) -> str | None:
    from commonweal.listening.media.clean import Refused

    return "file" if isinstance(refusal, Refused) else None


@never_cache
@require_http_methods(["POST"])
def place_stop(request: HttpRequest, id: str) -> HttpResponse:
    """Say by hand where a stop belongs."""
    stop = queries.stop(id)
    form = PlaceForm(request.POST, signed_in=request.viewer.kind == "account")  # type: ignore[attr-defined]
    who = speaking(request, form) if form.is_valid() else None
    if who is None:
        raise of_form(form)
    lat, lon = asked.stop_spot(request.viewer, stop.walk, form.cleaned_data)  # type: ignore[attr-defined]
    if lat is None or lon is None:
        raise Invalid(_("Say how far along the walk it is, or its postcode."))
    changes.place_stop(who, stop, lat=lat, lon=lon)
    return _onward(request, who, stop.walk, _("The stop is put there."))


@never_cache
@require_http_methods(["POST"])
def remove_stop(request: HttpRequest, id: str) -> HttpResponse:
    """Take a stop off the walk."""
    stop = queries.stop(id)
    who, form = whose(request)
    if who is None:
        raise NotAllowed(" ".join(str(each) for errors in form.errors.values() for each in errors))
    held = changes.remove_stop(who, stop)
    return _onward(request, who, held, _("The stop is taken off. What was said there is still among the voices."))


def _onward(request: HttpRequest, who: Actor, held: Walk, words: str) -> HttpResponse:
    messages.success(request, words)
    if who.kind == "account" and not who.for_id:
        return HttpResponseRedirect(f"/walk/{held.pk}")
    return _shown(request, who, held, fresh=True)
