"""Single steps about offers: taking away, yes and no, given and thanked for, nothing more to do with somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commonweal.core.errors import Invalid
from commonweal.directory.models import OfferAnswer
from commonweal.directory.offers import changes, queries
from commonweal.journal.actor import Actor
from commonweal.people.actors import person_of
from commonweal.people.slip_views import whose


def _whose(request: HttpRequest) -> Actor:
    who, form = whose(request)
    if who is None:
        said = [error for errors in form.errors.values() for error in errors]
        raise Invalid(" ".join(map(str, said)) or _("Type the code that is on your slip, or sign in."))
    return who


@never_cache
@require_POST
def take_away(request: HttpRequest, id: str) -> HttpResponse:
    """Its words are gone."""
    who = _whose(request)
    changes.take_away(who, queries.own(person_of(who), id))
    return HttpResponseRedirect("/offers/mine?done=gone")


def _step(done: str, do: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """A step about one answer, by one of the two concerned."""

    @never_cache
    @require_POST
    def view(request: HttpRequest, id: str) -> HttpResponse:
        who = _whose(request)
        held = queries.answer(person_of(who), id)
        do(request, who, held)
        return HttpResponseRedirect(f"/offers/mine?done={done}")

    return view


def _decide(request: HttpRequest, who: Actor, held: OfferAnswer) -> None:
    if request.POST.get("say") == "yes":
        changes.agree(who, held)
    elif request.POST.get("say") == "no":
        changes.decline(who, held)
    else:
        raise Invalid(_("Say yes, or not this time."))


def _hand_over(request: HttpRequest, who: Actor, held: OfferAnswer) -> None:
    changes.hand_over(who, held, thanks=request.POST.get("thanks", ""))


decide = _step("decided", _decide)
take_back = _step("back", lambda request, who, held: changes.take_back(who, held))
hand_over = _step("given", _hand_over)
block = _step("blocked", lambda request, who, held: changes.block(who, held))


@never_cache
@require_POST
def decide_report(request: HttpRequest, id: str) -> HttpResponse:
    """A steward stops an offer, or leaves it."""
    held = queries.report(id)
    stop = request.POST.get("stop") == "yes"
    changes.decide(request.viewer, held, stop=stop, reason=request.POST.get("why", ""))  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/place/{held.place.slug}/keeping")
