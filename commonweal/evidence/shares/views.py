"""Trying out a way of sharing a fund, and keeping one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, of_form
from commonweal.evidence import ground, reasons
from commonweal.evidence.shares import changes, known, needs, pictured, queries, rules
from commonweal.evidence.shares.forms import KeepForm, SharesForm
from commonweal.evidence.shares.rows import KeptShareRow, ProposalRow, SharesRow
from commonweal.journal.actor import Actor
from commonweal.places.models import Place

START = {"head": "50", "weight_1": "50", "need_1": needs.DECILE}
ASKED = ("fund", "kind", "head", "need_1", "weight_1", "need_2", "weight_2", "need_3", "weight_3",
         "floor", "floor_head", "cap_head")  # fmt: skip


@dataclass(slots=True)
class Tried:
    """A form, and what came of it."""

    form: SharesForm
    shares: SharesRow | None = None
    asked: dict[str, Any] | None = None


@require_safe
@answers(
    "A fund shared between the areas of a place by people and need: who gains, who loses, pounds a head by fifth",
    rows={"shares": SharesRow | None, "proposals": list[ProposalRow]},
    table="shares.areas",
    queries={
        "fund": "pounds to share",
        "kind": "kind of area to share between",
        "head": "part by people alone",
        "need_1": "key of an indicator (also need_2, need_3)",
        "weight_1": "part by that need (also weight_2, weight_3)",
        "floor": "pounds for every area at least",
        "floor_head": "pounds a head at least",
        "cap_head": "pounds a head at most",
    },
)
def shares(request: HttpRequest, slug: str) -> HttpResponse:
    """A sharing that an address asks for; without one, a start to change."""
    place = queries.place(request.viewer, slug)  # type: ignore[attr-defined]
    told = request.GET.dict() if "fund" in request.GET else _start(request.viewer, place)  # type: ignore[attr-defined]
    tried = _tried(request.viewer, place, told)  # type: ignore[attr-defined]
    if getattr(request, "answer_form", "") and tried.shares is None:
        raise of_form(tried.form)
    return _page(request, place, tried, status=400 if tried.form.errors and "fund" in request.GET else 200)


@never_cache
@require_POST
def attempt(request: HttpRequest, slug: str) -> HttpResponse:
    """What was typed. Without current amounts it has an address of its own; with them it is shown here."""
    place = queries.place(request.viewer, slug)  # type: ignore[attr-defined]
    tried = _tried(request.viewer, place, request.POST, request.FILES)  # type: ignore[attr-defined]
    if tried.shares is not None and tried.asked is not None and not tried.asked["current"]:
        told = {name: request.POST.get(name, "") for name in ASKED}
        address = urlencode({name: value for name, value in told.items() if value})
        return HttpResponseRedirect(f"/place/{slug}/shares?{address}#shared")
    return _page(request, place, tried, status=400 if tried.form.errors else 200)


@never_cache
@require_POST
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what was tried, under a name."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = queries.place(viewer, slug)
    rules.may_read_together(viewer, place=place)
    tried, form = _tried(viewer, place, request.POST), KeepForm(request.POST, groups=reasons.choices(viewer, place))
    if form.is_valid() and tried.asked is not None and tried.shares is not None:
        told = {name: form.cleaned_data[name] for name in ("title", "reason")}
        try:
            held = changes.keep(viewer, place=place, asked=tried.asked, because=form.refs, **told)  # type: ignore[call-arg]
            return HttpResponseRedirect(f"/share-proposal/{held.pk}")
        except DomainError as refusal:
            form.add_error("more", refusal.sentence)
    return _page(request, place, tried, keeping=form, status=400)


@require_safe
@answers(
    "A kept way of sharing a fund: what each area would get, as it was worked out then",
    rows={"areas": list[KeptShareRow], "proposal": ProposalRow},
)
def proposal(request: HttpRequest, id: str) -> HttpResponse:
    """One proposal, for good."""
    held = queries.proposal(request.viewer, id)  # type: ignore[attr-defined]
    place = held.place
    areas, row = queries.kept_rows(held), queries.proposal_row(held)
    page = _crumbs(place, _("Sharing a fund fairly"), f"/place/{place.slug}/shares") | {
        "held": held,
        "bars": pictured.bars(held.fifths),
        "number": known.offered_kept(request.viewer, row),  # type: ignore[attr-defined]
    }
    return answer(request, "evidence/shares/proposal.html", page=page, areas=areas, proposal=row)


def _start(viewer: Actor, place: Place) -> dict[str, str]:
    kinds = needs.kinds(viewer, place.slug)
    few = [kind for kind, _words in kinds if kind in ("msoa21", "group", "lad24")]
    chosen = few[0] if few else kinds[-1][0] if kinds else ""
    known = dict(needs.choices(viewer, place.slug))
    rule = START if needs.DECILE in known else {"head": "100"}
    return {**rule, "fund": _about_a_pound_each(place), "kind": chosen}


def _about_a_pound_each(place: Place) -> str:
    """A fund to begin with that comes to amounts a head people can picture, by one figure: 2,402,431 → 2000000."""
    people = sum(ground.of_place(place.slug).people.values())
    return f"{max(float(f'{people:.0e}'), 1000):.0f}"


def _tried(viewer: Actor, place: Place, told: Any, files: Any = None) -> Tried:
    kinds, known = needs.kinds(viewer, place.slug), needs.choices(viewer, place.slug)
    form = SharesForm(told, files, kinds=kinds, needs=known)
    tried = Tried(form)
    if form.is_valid():
        try:
            tried.asked = form.asked()
            tried.shares = queries.worked_out(viewer, place, tried.asked)
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    return tried


def _crumbs(place: Place, *more: Any) -> dict[str, Any]:
    crumbs = [(place.name, f"/place/{place.slug}"), (_("Evidence"), f"/place/{place.slug}/evidence")]
    return {"place": place, "invented": place.invented, "crumbs": [*crumbs, more] if more else crumbs}


def _page(
    request: HttpRequest, place: Place, tried: Tried, *, keeping: KeepForm | None = None, status: int = 200
) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    made = tried.shares
    groups = reasons.choices(viewer, place) if made and rules.reads_together(viewer, place) else []
    if made and keeping is None and rules.reads_together(viewer, place):
        keeping = KeepForm(groups=groups)
    hidden = {name: value for name, value in (tried.asked or {}).items() if value not in (None, "")}
    page = _crumbs(place) | {
        "form": tried.form,
        "bars": pictured.bars(made.fifths) if made else (),
        "keeping": keeping,
        "groups": groups,
        "chosen": list(map(str, keeping["because"].value() or [])) if keeping else [],
        "number": known.offered(viewer, tried.asked, made) if made and tried.asked else None,
        "hidden": hidden,
        "kinds": needs.kinds(viewer, place.slug),
    }
    kept = queries.proposals(viewer, place)
    return answer(request, "evidence/shares/shares.html", page=page, status=status, shares=made, proposals=kept)
