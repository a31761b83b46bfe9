"""Pages of who works with whom: a place, one organisation, one partnership, and the other side's word by a link."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Gone, Invalid, NotAllowed, NotFound
from commonweal.directory.going_on import one
from commonweal.directory.models import Anchor, Organization, Partnership
from commonweal.directory.rules import keeps_directory
from commonweal.directory.together import changes, picture, queries, rules
from commonweal.directory.together.forms import TogetherForm, WhyForm
from commonweal.directory.together.queries import Neighbourhood, Network
from commonweal.journal.actor import Actor
from commonweal.people import letters, slips
from commonweal.people.attempts import failed_slip, refuse_if_too_many_slips
from commonweal.people.roles import ORGANISATION
from commonweal.places import queries as places
from commonweal.places.models import Place

LINK = "directory-together-link"  # in the session: the link that somebody came by
FORMS = ["GET", "HEAD", "POST"]


@require_safe
@answers(
    "Who works with whom in a place, on what, since when, and who says so; anchors; and those nobody has told us of",
    rows={"network": Network},
    table="network.partnerships",
)
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """A whole place."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    found = queries.network(viewer, place)
    page = _page(place) | {
        "crumbs": [(place.name, f"/place/{slug}")],
        "picture": picture.whole(found),
        "on": [row for row in found.partnerships if not row.over],
        "over": [row for row in found.partnerships if row.over],
        "says": _says(viewer, place),
        "taken_out": queries.taken_out(viewer, place),
        "kept": "kept" in request.GET,
    }
    return answer(request, "directory/together/network.html", page=page, network=found)


@require_safe
@answers(
    "Whom one organisation works with, on what, since when, and who says so",
    rows={"neighbourhood": Neighbourhood},
    table="neighbourhood.partnerships",
)
def neighbourhood(request: HttpRequest, id: str) -> HttpResponse:
    """One organisation and those it works with."""
    viewer = request.viewer  # type: ignore[attr-defined]
    organization = one(Organization.objects.visible_to(viewer).select_related("place"), id)
    found = queries.neighbourhood(viewer, organization)
    marked = [each.organization_id for each in queries.anchors(viewer, organization.place)]
    place = organization.place
    page = _page(place) | {
        "organization": organization,
        "picture": picture.near(found, marked),
        "on": [row for row in found.partnerships if not row.over],
        "over": [row for row in found.partnerships if row.over],
        "says": _says(viewer, place),
        "may_mark": _allowed(rules.may_mark, viewer, organization),
        "may_doubt": found.anchor is not None and _speaks(viewer, place),
        "why": WhyForm(),
    }
    return answer(request, "directory/together/neighbourhood.html", page=page, neighbourhood=found)


@never_cache
@require_http_methods(FORMS)
def say(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that two organisations do something together."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    if not _says(viewer, place):
        raise NotAllowed(_("Only an organisation, or somebody who works in this place, can say this."))
    seen = Organization.objects.visible_to(viewer).filter(place=place).order_by("name", "pk")
    names = [(str(pk), name) for pk, name in seen.values_list("pk", "name")]
    form = TogetherForm(request.POST or None, organizations=names, initial={"one": request.GET.get("one", "")})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        sides = {name: one(seen.select_related("place"), told.pop(name)) for name in ("one", "other")}
        try:
            made = changes.say_together(viewer, **sides, **told)
            return HttpResponseRedirect(f"/together/{made.pk}?kept=1")
        except DomainError as refusal:
            if isinstance(refusal, NotAllowed):
                raise
            form.add_error(None, refusal.sentence)
    page = _page(place) | {"form": form}
    return answer(request, "directory/together/say.html", page=page, status=400 if request.method == "POST" else 200)


@never_cache
@require_safe
def partnership(request: HttpRequest, id: str) -> HttpResponse:
    """One partnership: who says so, and what whoever looks can do about it."""
    return _partnership(request, id)


@never_cache
@require_POST
def give_link(request: HttpRequest, id: str) -> HttpResponse:
    """A link by which one side says whether it is so."""
    found = _found(request, id)
    viewer, side = request.viewer, request.POST.get("side", "")  # type: ignore[attr-defined]
    code = changes.give_link(viewer, found, side=side)
    asked = found.one if side == "one" else found.other
    return _partnership(request, id, link=letters.site_address(f"/together/by/{code}"), asked=asked.name)


@require_POST
def act(request: HttpRequest, id: str) -> HttpResponse:
    """Confirm it, deny it, change it, take a change back, or take it out."""
    what, viewer = request.POST.get("what", ""), request.viewer  # type: ignore[attr-defined]
    found = _found(request, id, taken_out=what == "put_back")
    side = next(iter(rules.sides_of(viewer, found)), "")
    if what in ("confirm", "deny"):
        (changes.confirm if what == "confirm" else changes.deny)(viewer, found, side=side)
    elif what == "take_back":
        changes.take_back(viewer, found)
    elif what == "put_back":
        changes.put_back(viewer, found)
    elif what == "take_out":
        changes.take_out(viewer, found)
        return HttpResponseRedirect(f"/place/{found.place.slug}/together?kept=1")
    elif what == "describe":
        form = TogetherForm(request.POST)
        if not form.is_valid():
            return _partnership(request, id, form=form, status=400)
        changes.describe(viewer, found, **form.cleaned_data)
    else:
        rules.may_change(viewer, found)
        raise Invalid(_("Say what to do: confirm it, deny it, change it, or take it out."))
    return HttpResponseRedirect(f"/together/{id}?kept=1")


@never_cache
@require_http_methods(["GET", "HEAD"])
def by_link(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever opens a link is let in to one partnership. The code leaves the address at once."""
    guessed = f"together {code[: slips.PREFIX]}"  # one who guesses must not shut out all the others
    refuse_if_too_many_slips(request, guessed)
    try:
        found = queries.link(code)
    except (NotFound, Gone):
        failed_slip(request, guessed)
        raise
    request.session[LINK] = str(found.pk)
    return HttpResponseRedirect("/together/asked")


@never_cache
@require_http_methods(FORMS)
def asked(request: HttpRequest) -> HttpResponse:
    """Is it so? For whoever came by a link: yes, no, and nothing else to fill in."""
    held = queries.by_link(request.session.get(LINK, ""))
    if held is None:
        raise NotAllowed(_("Open the link that was sent to you. It may have ended: ask for a new one."))
    who, link = held
    found = link.partnership
    if request.method == "POST":
        if request.POST.get("so") not in ("yes", "no"):
            raise Invalid(_("Say whether it is so, or not."))
        (changes.confirm if request.POST["so"] == "yes" else changes.deny)(who, found, side=link.side)
        return HttpResponseRedirect("/together/asked?kept=1")
    own, their = (found.one, found.other) if link.side == "one" else (found.other, found.one)
    page = _page(found.place) | {
        "row": queries.row_of(found),
        "own": own,
        "their": their,
        "kept": "kept" in request.GET,
        "denied": found.denied_by == link.side,
        "crumbs": [],
    }
    return answer(request, "directory/together/asked.html", page=page)


@require_POST
def mark(request: HttpRequest, id: str) -> HttpResponse:
    """Mark an organisation as an anchor, doubt that it is one, or end it."""
    viewer, what = request.viewer, request.POST.get("what", "mark")  # type: ignore[attr-defined]
    found = one(Organization.objects.visible_to(viewer).select_related("place"), id)
    anchor = Anchor.objects.filter(organization=found, ended_on=None).first()
    words = request.POST.get("words", "")
    if what == "mark" or anchor is None:
        changes.mark_anchor(viewer, found, reasons=words)
    elif what == "doubt":
        changes.doubt_anchor(viewer, anchor, words=words)
    else:
        changes.end_anchor(viewer, anchor)
    return HttpResponseRedirect(f"/organization/{id}/together")


def _partnership(
    request: HttpRequest, id: str, *, link: str = "", asked: str = "", form: Any = None, status: int = 200
) -> HttpResponse:
    found, viewer = _found(request, id), request.viewer  # type: ignore[attr-defined]
    may_change, sides = _allowed(rules.may_change, viewer, found), rules.sides_of(viewer, found)
    initial = {name: getattr(found, name) for name in changes.KEPT}
    page = _page(found.place) | {
        "row": queries.row_of(found),
        "found": found,
        "silent": [
            (side, each.name)
            for side, each in (("one", found.one), ("other", found.other))
            if not getattr(found, f"{side}_said_on")
        ],
        "may_change": may_change,
        "may_link": _allowed(rules.may_give_link, viewer, found),
        "may_answer": bool(sides) and not all(getattr(found, f"{side}_said_on") for side in sides),
        "may_deny": bool(sides) and found.denied_by not in sides,
        "form": (form or TogetherForm(initial=initial)) if may_change else None,
        "versions": queries.versions(found) if may_change else 0,
        "link": link,
        "asked": asked,
        "kept": "kept" in request.GET,
    }
    return answer(request, "directory/together/partnership.html", page=page, status=status)


def _found(request: HttpRequest, id: str, *, taken_out: bool = False) -> Partnership:
    held = Partnership.objects.visible_to(request.viewer)  # type: ignore[attr-defined]
    held = held.filter(taken_back_at__isnull=not taken_out)
    return one(held.select_related("one__place", "other__place", "place"), id)


def _says(viewer: Actor, place: Place) -> bool:
    """May this person say who works with whom here? An organisation of this place may, and whoever works in it."""
    own = [each.scope_id for each in viewer.held if each.role == "provider" and each.scope_kind == ORGANISATION]
    return keeps_directory(viewer, place) or Organization.objects.filter(pk__in=own, place=place).exists()


def _speaks(viewer: Actor, place: Place) -> bool:
    return keeps_directory(viewer, place) or any(
        each.role == "provider" and each.scope_kind == ORGANISATION for each in viewer.held
    )


def _allowed(rule: Any, *args: Any) -> bool:
    try:
        rule(*args)
    except DomainError:
        return False
    return True


def _page(place: Place) -> dict[str, Any]:
    return {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}"), (_("Who works with whom"), f"/place/{place.slug}/together")],
    }
