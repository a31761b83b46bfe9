"""Pages of what people offer and ask: what one may see, saying something, and what is one's own.

Somebody with a slip types its code at each step: it is in no address, no cookie and no page.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, NotFound
from commonweal.core.ids import is_id
from commonweal.directory.models import Offer
from commonweal.directory.offers import changes, queries
from commonweal.directory.offers.forms import AnswerForm, MisuseForm, OfferForm, YesForm
from commonweal.directory.offers.rows import OfferRow, Offers, OfferWhole
from commonweal.directory.offers.words import AUDIENCES, KINDS, WAYS
from commonweal.journal.actor import Actor
from commonweal.people.actors import person_of
from commonweal.people.slip_forms import WhoForm
from commonweal.people.slip_views import speaking, whose
from commonweal.places import queries as places
from commonweal.places.models import Place

FORMS = ["GET", "HEAD", "POST"]
# Who would see it, if it were for these.
SEES = {
    Offer.HELPERS: (Offer.HELPERS,),
    Offer.GROUPS: (Offer.GROUPS,),
    Offer.MEMBERS: (Offer.HELPERS, Offer.GROUPS, Offer.MEMBERS),
    Offer.EVERYONE: tuple(AUDIENCES),
}


@never_cache
@require_safe
@answers(
    "What people of a place offer and ask, as far as it is for whoever asks",
    rows={"found": Offers},
    table="found.offers",
    queries={"kind": "skill, time, company, knowledge or things", "q": "Words of what is sought"},
)
def offers(request: HttpRequest, slug: str) -> HttpResponse:
    """Offers and asks that this viewer may see, and how much was given."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    kind, typed = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:100]
    held = queries.in_place(request.viewer, place, kind=kind, typed=typed)  # type: ignore[attr-defined]
    page = _page(place) | {"kind": kind, "typed": typed, "kinds": KINDS.items()}
    return answer(request, "directory/offers/offers.html", page=page, found=held)


@never_cache
@require_safe
@answers("One offer or ask, for those whom it is for", rows={"whole": OfferWhole}, table="whole.fits")
def offer(request: HttpRequest, id: str) -> HttpResponse:
    """One offer or ask, and what fits it."""
    held = queries.whole(request.viewer, id)  # type: ignore[attr-defined]
    page = {"invented": held.invented, "crumbs": _crumbs(held.place_name, held.place_slug)}
    return answer(request, "directory/offers/offer.html", page=page, whole=held)


@never_cache
@require_http_methods(FORMS)
def say(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer or ask: first the words, then how they would look to each, then a yes."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    return _say(request, place, None)


@never_cache
@require_http_methods(FORMS)
def say_anew(request: HttpRequest, id: str) -> HttpResponse:
    """Change one's own words, or who sees them. Whoever has a slip types its code to begin."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if request.method != "POST" and viewer.kind == "account":
        held = queries.own(viewer, id)
        return _words(request, held.place, _form(request, held.place, held), held)
    if request.POST.get("do") in ("look", "back", "keep"):
        held = Offer.objects.filter(pk=id).select_related("place").first() if is_id(id) else None
        if held is None:
            raise NotFound(_("There is nothing at this address, or nothing you may see."))
        return _say(request, held.place, held)
    who, form = whose(request)
    if who is None:
        return _code(request, form, _("Change what you said"))
    held = queries.own(person_of(who), id)
    return _words(request, held.place, _form(request, held.place, held), held)


@never_cache
@require_http_methods(FORMS)
def mine(request: HttpRequest) -> HttpResponse:
    """What goes out from me here, and what comes back."""
    viewer = request.viewer  # type: ignore[attr-defined]
    by_code = bool(request.POST.get("code"))
    who, form = (viewer, None) if viewer.kind == "account" and not by_code else whose(request)
    if who is None:
        return _code(request, form, _("What you offer and ask"))
    person = person_of(who)
    said_in = queries.spoken_in(person)
    page = {
        "by_slip": person.kind == "contributor",
        "signed_in": viewer.kind == "account",
        "invented": any(each.invented for each in said_in),
        "places": said_in,
        "done": request.GET.get("done", ""),
        "mine": queries.mine(person),
    }
    return answer(request, "directory/offers/mine.html", page=page)


@never_cache
@require_http_methods(FORMS)
def give_answer(request: HttpRequest, id: str) -> HttpResponse:
    """Yes please; I can."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.one(viewer, id)
    form = AnswerForm(request.POST or None, signed_in=viewer.kind == "account")
    if request.method == "POST" and form.is_valid():
        who = speaking(request, form)
        if who is not None:
            try:
                told = {name: form.cleaned_data[name] for name in ("called", "words", "reach", "agreed")}
                changes.give_answer(who, held, **told)
                return HttpResponseRedirect("/offers/mine?done=answered")
            except DomainError as refusal:
                form.add_error(None, refusal.sentence)
    page = _page(held.place) | {"form": form, "whole": queries.whole(viewer, id)}
    return answer(request, "directory/offers/answer.html", page=page, status=400 if request.method == "POST" else 200)


@never_cache
@require_http_methods(FORMS)
def misuse(request: HttpRequest, id: str) -> HttpResponse:
    """Tell a steward that something is wrong about an offer."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.one(viewer, id)
    form = MisuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        changes.report(viewer, offer=held, words=form.cleaned_data["words"])
        return HttpResponseRedirect(f"/place/{held.place.slug}/offers?told=1")
    page = _page(held.place) | {"form": form, "whole": queries.whole(viewer, id)}
    return answer(request, "directory/offers/misuse.html", page=page, status=400 if request.method == "POST" else 200)


def _say(request: HttpRequest, place: Place, held: Offer | None) -> HttpResponse:
    form = _form(request, place, held)
    do = request.POST.get("do", "")
    if request.method != "POST" or do == "back" or not form.is_valid():
        return _words(request, place, form, held)
    signed_in = request.viewer.kind == "account"  # type: ignore[attr-defined]
    yes = YesForm(request.POST if do == "keep" else None, signed_in=signed_in)
    if do == "keep" and yes.is_valid():
        who = speaking(request, yes)
        if who is not None:
            try:
                _keep(request, who, place, held, form)
                return HttpResponseRedirect("/offers/mine?done=kept")
            except DomainError as refusal:
                yes.add_error(None, refusal.sentence)
    return _looked_at(request, place, form, yes, held)


def _keep(request: HttpRequest, who: Actor, place: Place, held: Offer | None, form: OfferForm) -> None:
    told = dict(form.cleaned_data)
    chosen = told.pop("organizations") if told["audience"] == Offer.GROUPS else told.pop("organizations") and []
    groups = queries.organizations_in(request.viewer, place).filter(pk__in=chosen)  # type: ignore[attr-defined]
    told["area"] = place.areas.filter(pk=told["area"]).first() if told["area"] else None
    if held is None:
        changes.make_offer(who, place=place, agreed=True, organizations=list(groups), **told)
    else:
        changes.say_anew(who, held, agreed=True, organizations=list(groups), **told)


def _looked_at(request: HttpRequest, place: Place, form: OfferForm, yes: YesForm, held: Offer | None) -> HttpResponse:
    """How it would look to each audience, before anybody agrees to anything."""
    told = form.cleaned_data
    names = dict(form.fields["organizations"].choices)  # type: ignore[attr-defined]
    areas = dict(form.fields["area"].choices)  # type: ignore[attr-defined]
    row = OfferRow(
        "", told["way"], told["kind"], str(KINDS[told["kind"]]), told["words"], told["called"],
        str(areas[told["area"]]) if told["area"] else "", told["when"], told["until"], own=True,
    )  # fmt: skip
    sees = SEES[told["audience"]]
    page = _page(place) | {
        "row": row,
        "each": [(words, audience in sees) for audience, words in AUDIENCES.items()],
        "groups": [names[each] for each in told["organizations"]] if told["audience"] == Offer.GROUPS else [],
        "form": form,
        "sent": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
        "yes": yes,
        "offer": held,
        "help_now": _in_danger(told["words"]),
    }
    status = 400 if yes.is_bound else 200
    return answer(request, "directory/offers/preview.html", page=page, status=status)


def _in_danger(words: str) -> tuple[Any, ...]:
    from commonweal.directory import found as finding  # brings the index with it

    return finding.in_danger(words)


def _form(request: HttpRequest, place: Place, held: Offer | None) -> OfferForm:
    rows = queries.organizations_in(request.viewer, place)  # type: ignore[attr-defined]
    chosen = [(str(each.pk), each.name) for each in rows]
    sent = request.POST if request.POST.get("do") in ("look", "back", "keep") else None
    if request.method == "POST" and sent is None and held is None:
        sent = request.POST
    initial: dict[str, Any] = {"way": request.GET.get("way", Offer.OFFER)} if held is None else _now(held)
    return OfferForm(sent, areas=places.areas_in(place), organizations=chosen, initial=initial)


def _now(held: Offer) -> dict[str, Any]:
    names = ("way", "kind", "words", "when", "called", "reach", "until", "audience")
    groups = [str(pk) for pk in held.organizations.values_list("pk", flat=True)]
    return {name: getattr(held, name) for name in names} | {
        "area": str(held.area_id or ""),
        "organizations": groups,
    }


def _words(request: HttpRequest, place: Place, form: OfferForm, held: Offer | None) -> HttpResponse:
    page = _page(place) | {"form": form, "offer": held, "ways": WAYS}
    wrong = form.is_bound and bool(form.errors)
    return answer(request, "directory/offers/say.html", page=page, status=400 if wrong else 200)


def _code(request: HttpRequest, form: WhoForm | None, title: str) -> HttpResponse:
    page = {"form": form or WhoForm(signed_in=False), "title": title, "done": request.GET.get("done", "")}
    return answer(request, "directory/offers/code.html", page=page, status=400 if request.method == "POST" else 200)


def _crumbs(place_name: str, slug: str) -> list[tuple[str, str]]:
    return [(place_name, f"/place/{slug}"), (_("What people offer and ask"), f"/place/{slug}/offers")]


def _page(place: Place) -> dict[str, Any]:
    return {"place": place, "invented": place.invented, "crumbs": _crumbs(place.name, place.slug)}
