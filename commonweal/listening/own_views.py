"""Pages of one's own voices: what may be done with them, how one is shown, what is held back, and taking back.

Somebody with a slip types its code at each step: it is in no address, no cookie and no page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.answer import answer
from commonweal.core.errors import Invalid
from commonweal.journal.actor import Actor
from commonweal.listening import changes, keep_changes, own
from commonweal.listening.forms import AppealForm, ShownForm, parted
from commonweal.listening.words import LEVELS
from commonweal.people.actors import person_of
from commonweal.people.slip_forms import WhoForm
from commonweal.people.slip_views import speaking, whose

FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORMS)
def mine(request: HttpRequest) -> HttpResponse:
    """All that I have said here, and what I may decide about it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    by_code = bool(request.POST.get("code"))
    who, form = (viewer, None) if viewer.kind == "account" and not by_code else whose(request)
    if who is None:
        page = {"form": form or WhoForm(signed_in=False), "done": request.GET.get("done", "")}
        return answer(request, "listening/own/code.html", page=page, status=400 if request.method == "POST" else 200)
    return shown(request, who, done=request.GET.get("done", ""))


def shown(request: HttpRequest, who: Actor, *, done: str = "") -> HttpResponse:
    """The page of somebody's own voices."""
    person = person_of(who)
    held = own.voices(person)
    page = {
        "by_slip": person.kind == "contributor",
        "done": done,
        "held": held,
        "levels": LEVELS.items(),
        "person": person,
        "invented": any(each.whole.invented for each in held),
    }
    return answer(request, "listening/own/mine.html", page=page)


@never_cache
@require_POST
def take_back(request: HttpRequest, id: str) -> HttpResponse:
    """First: are you sure, and what cannot be recalled. Then, with the code once more: gone."""
    who = _whose(request)
    held = own.voice(person_of(who), id)
    printed = own.printed(person_of(who), [held])
    if request.POST.get("sure") != "yes":
        page = {"voice": held, "printed": printed, "by_slip": person_of(who).kind == "contributor"}
        return answer(request, "listening/own/sure.html", page=page | {"invented": held.place.invented})
    place = held.place
    proof = keep_changes.take_back(who, [held])
    page = {"proof": proof, "printed": printed, "place": place, "invented": place.invented}
    return answer(request, "listening/own/taken_back.html", page=page)


@never_cache
@require_POST
def show_as(request: HttpRequest, id: str) -> HttpResponse:
    """Be shown otherwise."""
    form = ShownForm(request.POST, signed_in=request.viewer.kind == "account")  # type: ignore[attr-defined]
    who = _speaker(request, form)
    told = form.cleaned_data
    changes.be_shown_as(who, own.voice(person_of(who), id), level=told["level"], called=told["called"])
    return _back(request, who, "shown")


@never_cache
@require_POST
def appeal(request: HttpRequest, id: str) -> HttpResponse:
    """Say no to being held back."""
    form = AppealForm(request.POST, signed_in=request.viewer.kind == "account")  # type: ignore[attr-defined]
    who = _speaker(request, form)
    keep_changes.appeal(who, own.hold(person_of(who), id), words=form.cleaned_data["words"])
    return _back(request, who, "appealed")


def _step(done: str, do: Callable[[HttpRequest, Actor, Any], Any]) -> Callable[..., HttpResponse]:
    """A step about one of one's own voices."""

    @never_cache
    @require_POST
    def view(request: HttpRequest, id: str) -> HttpResponse:
        who = _whose(request)
        do(request, who, own.voice(person_of(who), id))
        return _back(request, who, done)

    return view


def _choose(request: HttpRequest, who: Actor, held: Any) -> None:
    partners = parted(request.POST.get("share_with", "")[:400])
    changes.choose_uses(who, held, agreed=request.POST.getlist("agreed"), share_with=partners)


def _read_back(request: HttpRequest, who: Actor, held: Any) -> None:
    said = request.POST.get("words")
    changes.agree_words(who, held, words=said.replace("\r\n", "\n") if said else None)


choose_uses = _step("chosen", _choose)
read_back = _step("read_back", _read_back)


def _whose(request: HttpRequest) -> Actor:
    who, form = whose(request)
    if who is None:
        raise Invalid(_said(form) or _("Type the code that is on your slip, or sign in."))
    return who


def _speaker(request: HttpRequest, form: WhoForm) -> Actor:
    who = speaking(request, form) if form.is_valid() else None
    if who is None:
        raise Invalid(_said(form) or _("Type the code that is on your slip, or sign in."))
    return who


def _said(form: WhoForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _back(request: HttpRequest, who: Actor, done: str) -> HttpResponse:
    """Somebody with a slip has just typed its code: their page follows at once, so that it is not asked for again."""
    if request.viewer.kind == "account" and not request.POST.get("code"):  # type: ignore[attr-defined]
        return HttpResponseRedirect(f"/voices/mine?done={done}")
    return shown(request, who, done=done)
