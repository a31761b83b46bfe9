"""Pages of what was decided and promised: the wall, one promise, one decision, and writing them down."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError
from commonweal.directory.models import Organization
from commonweal.evidence import reasons
from commonweal.inquiry import changes, queries, rules
from commonweal.inquiry.forms import CommitmentForm, DecisionForm, ResidentForm
from commonweal.inquiry.models import Decision
from commonweal.inquiry.rows import CommitmentWhole, DecisionRow, DecisionWhole, Wall
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.people import actors
from commonweal.people.models import Account
from commonweal.people.persons import ERASED
from commonweal.people.slip_views import found
from commonweal.places import queries as places
from commonweal.places.models import Place

FORMS = ["GET", "HEAD", "POST"]


@require_safe
@answers("What was promised in a place, and how it stands", rows={"wall": Wall}, table="wall.every")
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    """We said, we did: the overdue first."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    held = queries.wall(request.viewer, place)  # type: ignore[attr-defined]
    page = page_of(place) | {"keeps": rules.keeps(request.viewer, place), "done_now": request.GET.get("done", "")}  # type: ignore[attr-defined]
    return answer(request, "inquiry/wall.html", page=page, wall=held)


@require_safe
@answers(
    "One promise: its two owners, what it rests on, how it goes",
    rows={"whole": CommitmentWhole},
    table="whole.progress",
)
def commitment(request: HttpRequest, id: str) -> HttpResponse:
    """One promise."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.commitment(viewer, id)
    page = page_of(held.place) | {"speaks": rules.voice_of(viewer, held), "ref": f"{queries.COMMITMENT}/{held.pk}"}
    page["crumbs"] = [*page["crumbs"], (_("We said, we did"), f"/place/{held.place.slug}/commitments")]
    return answer(request, "inquiry/commitment.html", page=page, whole=queries.whole(viewer, held))


@require_safe
@answers("What was decided in a place", rows={"decisions": list[DecisionRow]})
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """What was decided, newest first."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    page = page_of(place) | {"keeps": rules.keeps(viewer, place)}
    return answer(request, "inquiry/decisions.html", page=page, decisions=queries.decisions_in(viewer, place))


@require_safe
@answers(
    "One decision, what it rests on, and what was promised", rows={"whole": DecisionWhole}, table="whole.commitments"
)
def decision(request: HttpRequest, id: str) -> HttpResponse:
    """One decision."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.decision(viewer, id)
    page = page_of(held.place) | {"keeps": rules.keeps(viewer, held.place), "ref": f"{queries.DECISION}/{held.pk}"}
    page["crumbs"] = [*page["crumbs"], (_("What was decided"), f"/place/{held.place.slug}/decisions")]
    return answer(request, "inquiry/decision.html", page=page, whole=queries.decision_whole(viewer, held))


@never_cache
@require_http_methods(FORMS)
def new_decision(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down a decision, and what it rests on."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_keep_in(viewer, place=place)
    groups = reasons.choices(viewer, place)
    initial = {"on": timezone.localdate()} | _asked(request, groups)
    form = DecisionForm(request.POST or None, groups=groups, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("title", "what", "on", "by_whom", "against")}
        try:
            made = changes.make_decision(viewer, place=place, because=form.refs, **told)  # type: ignore[call-arg]
            return HttpResponseRedirect(f"/decision/{made.pk}")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    return _form(request, "inquiry/new_decision.html", place, form, groups)


@never_cache
@require_http_methods(FORMS)
def set_right(request: HttpRequest, id: str) -> HttpResponse:
    """Set right how a decision was written down, or name more that it rests on."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = queries.decision(viewer, id)
    rules.may_keep_decision(viewer, held)
    groups = reasons.choices(viewer, held.place)
    names = ("title", "what", "on", "by_whom", "against")
    form = DecisionForm(request.POST or None, groups=groups, initial={name: getattr(held, name) for name in names})
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in names}
        try:
            changes.set_decision_right(viewer, held, because=form.refs, **told)  # type: ignore[call-arg]
            return HttpResponseRedirect(f"/decision/{held.pk}")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    return _form(request, "inquiry/new_decision.html", held.place, form, groups, decision=held)


@never_cache
@require_http_methods(FORMS)
def new_commitment(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down a promise with its two owners, and what it rests on."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_keep_in(viewer, place=place)
    groups = reasons.choices(viewer, place)
    decided = [(row.id, row.title) for row in queries.decisions_in(viewer, place)]
    initial = {"decision": request.GET.get("decision", "")} | _asked(request, groups)
    form = CommitmentForm(
        request.POST or None, groups=groups, bodies=_bodies(place), decisions=decided, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        named = resident(request, form, place)
        if named is not None:
            try:
                made = _make(viewer, place, form, named)
                return HttpResponseRedirect(f"/commitment/{made.pk}")
            except DomainError as refusal:
                form.add_error(None, refusal.sentence)
    return _form(request, "inquiry/new_commitment.html", place, form, groups)


def _asked(request: HttpRequest, groups: list[tuple[str, list[tuple[str, str]]]]) -> dict[str, Any]:
    """What the page was opened because of: ticked where it is in a list, else named by its address."""
    wanted = [each for each in request.GET.getlist("because") if "/" in each]
    listed = {value for _heading, found in groups for value, _words in found}
    return {
        "because": [each for each in wanted if each in listed],
        "more": "\n".join(f"/thread/{each}" for each in wanted if each not in listed)[:4000],
    }


def _make(viewer: Actor, place: Place, form: CommitmentForm, owner: Actor):  # type: ignore[no-untyped-def]
    told = {name: form.cleaned_data[name] for name in ("title", "what", "by", "for_body")}
    body = _public_bodies(place).get(pk=form.cleaned_data["body"])
    chosen = form.cleaned_data["decision"]
    decided = Decision.objects.filter(place=place, pk=chosen).first() if chosen else None
    return changes.make_commitment(
        viewer,
        place=place,
        body=body,
        resident=owner,
        decision=decided,
        because=form.refs,
        **told,  # type: ignore[call-arg]
    )


def resident(request: HttpRequest, form: ResidentForm, place: Place) -> Actor | None:
    """Whom a valid form names. None: the form says what is wrong."""
    if form.cleaned_data["code"]:
        contributor = found(request, form)
        return actors.of_contributor(contributor) if contributor else None
    account = Account.objects.filter(email__iexact=form.cleaned_data["email"], is_active=True).first()
    actor = actors.of_account(account) if account and not account.email.endswith(ERASED) else None
    here = actor is not None and any(held.scope_id == str(place.pk) for held in actor.held)
    if not here:
        form.add_error("email", _("Nobody who has a part in this place has this address. Use their slip instead."))
    return actor if here else None


def _public_bodies(place: Place):  # type: ignore[no-untyped-def]
    return Organization.objects.visible_to(PUBLIC).filter(place=place).order_by("name")


def _bodies(place: Place) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in _public_bodies(place).values_list("pk", "name")]


def _form(request: HttpRequest, template: str, place: Place, form: Any, groups: Any, **more: Any) -> HttpResponse:
    chosen = form["because"].value() or []
    page = page_of(place) | {"form": form, "groups": groups, "chosen": list(map(str, chosen))} | more
    return answer(request, template, page=page, status=400 if request.method == "POST" else 200)


def page_of(place: Place) -> dict[str, Any]:
    """What every page of a place has."""
    return {"place": place, "invented": place.invented, "crumbs": [(place.name, f"/place/{place.slug}")]}
