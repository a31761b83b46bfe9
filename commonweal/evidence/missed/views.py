"""Pages of who has not been reached: where things fall together, what was found, and who takes it on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Invalid
from commonweal.core.pages import turn
from commonweal.directory.models import Organization
from commonweal.evidence.missed import changes, cited, pictured, queries, rules, sent
from commonweal.evidence.missed.forms import FindForm, TakeOnForm
from commonweal.evidence.missed.markers import TOGETHER, TOP, TOPS
from commonweal.evidence.missed.rows import Missed, MissedAreaRow
from commonweal.evidence.models import MissedFind
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.models import Place

FORMS = ["GET", "HEAD", "POST"]
PAGE = 40
AT_ONCE = 6  # combinations that stand open


@never_cache
@require_safe
@answers(
    "Where several markers that make people hard to reach are high together, and who reaches out",
    rows={"missed": Missed},
    table="missed.areas",
    queries={"marker": "key of an indicator, several times", "top": "10, 20 or 30 of every 100", "page": "from 1"},
)
def missed(request: HttpRequest, slug: str) -> HttpResponse:
    """Combinations in named neighbourhoods; what was found; who takes it on."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    keys, top = _asked(request, place)
    found = queries.missed(viewer, place, keys, top)
    marked = queries.by_markers(found.areas)
    turned = turn(request, len(marked), size=PAGE, marker=keys, top=top)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": _crumbs(place)[:-1],
        "choices": [
            (each.key, each.label, each.key in keys, isinstance(each, sent.Sent))
            for each in queries.choices(viewer, place)
        ],
        "tops": TOPS,
        "lacking": queries.lacking(viewer, place),
        "offered": _offered(viewer, place, keys, top),
        **_in_short(found, marked[turned.start : turned.stop]),
        "upset": pictured.upset(found.markers, found.combinations),
        "drawn": pictured.drawn(viewer, place, found.areas) if found.markers else None,
        "asked": urlencode({"marker": keys, "top": top}, doseq=True),
        "number": cited.offered(viewer, found, keys),
        "may_find": rules.finds(viewer, place),
        "may_take_on": rules.takes_on(viewer, place),
        "done": request.GET.get("done", ""),
    }
    return answer(request, "evidence/missed/missed.html", page=page | turned.shown(), missed=found)


def _in_short(found: Missed, rows: list[MissedAreaRow]) -> dict[str, Any]:
    """What the page shows at once and what it folds: a few combinations, neighbourhoods where things fall together."""
    alike = queries.alike(rows)
    first = [each for each in found.combinations if each.many >= TOGETHER][:AT_ONCE]
    return {
        "first": first,
        "further": [each for each in found.combinations if each not in first],
        "together": [each for each in alike if each.high >= TOGETHER],
        "single": [each for each in alike if each.high < TOGETHER],
    }


def _offered(viewer: Actor, place: Place, keys: list[str], top: int) -> list[tuple[str, str, str]]:
    """What partners have sent and nobody has chosen here: what it is called, whose it is, and where it is looked at."""
    return [
        (each.label, each.whose, "?" + urlencode({"marker": [*keys, each.key], "top": top}, doseq=True))
        for each in sent.of(place).values()
        if each.key not in keys
    ]


def _asked(request: HttpRequest, place: Place) -> tuple[list[str], int]:
    """Which markers, and what counts as high."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = {each.key for each in queries.choices(viewer, place)}
    keys = request.GET.getlist("marker") or queries.usual(viewer, place)
    top = request.GET.get("top") or str(TOP)
    if not set(keys) <= held or top not in map(str, TOPS):
        raise Invalid(_("One of these is no marker here. The page’s list says which there are."))
    return list(dict.fromkeys(keys)), int(top)


def _crumbs(place: Place) -> list[tuple[str, str]]:
    here = f"/place/{place.slug}"
    return [(place.name, here), (_("Evidence"), f"{here}/evidence"), (_("Who we have not reached"), f"{here}/missed")]


@never_cache
@require_http_methods(FORMS)
def find(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a find: a combination in named neighbourhoods, or a community."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_find(viewer, place=place)
    keys, top = _asked(request, place)
    found = queries.missed(viewer, place, keys, top)
    offered = [row for row in found.areas if row.high > 1]
    choices = [(row.key, f"{row.name} · {'; '.join(row.markers)}") for row in offered[: changes.MOST_AREAS]]
    initial = {"areas": request.GET.getlist("area")}
    form = FindForm(request.POST if request.method == "POST" else None, areas=choices, initial=initial)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        chosen = {key for row in offered if row.key in told["areas"] for key in _keys_of(row.markers, found)}
        try:
            changes.keep_find(viewer, place=place, markers=[key for key in keys if key in chosen], top=top, **told)
            return HttpResponseRedirect(f"/place/{slug}/missed?done=kept#finds")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = {"place": place, "invented": place.invented, "crumbs": _crumbs(place), "form": form, "any": choices}
    return answer(request, "evidence/missed/find.html", page=page, status=400 if form.is_bound else 200)


def _keys_of(labels: tuple[str, ...], found: Missed) -> list[str]:
    return [marker.indicator for marker in found.markers if marker.label in labels]


@never_cache
@require_http_methods(FORMS)
def take_on(request: HttpRequest, id: str) -> HttpResponse:
    """Say who reaches out."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.find(viewer, id)
    rules.may_take_on(viewer, held)
    form = _take_on_form(request, held)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        chosen = told["organization"]
        organization = Organization.objects.visible_to(viewer).filter(pk=chosen).first() if chosen else None
        facts = {name: told[name] for name in ("owner", "way", "how", "by", "myself")}
        try:
            changes.take_on(viewer, held, organization=organization, **facts)
            return HttpResponseRedirect(f"/place/{held.place.slug}/missed?done=taken#finds")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    place = held.place
    page = {"place": place, "invented": place.invented, "crumbs": _crumbs(place), "form": form, "find": held}
    return answer(request, "evidence/missed/take_on.html", page=page, status=400 if form.is_bound else 200)


def _take_on_form(request: HttpRequest, held: MissedFind) -> TakeOnForm:
    viewer = request.viewer  # type: ignore[attr-defined]
    rows = Organization.objects.visible_to(viewer).filter(place=held.place).order_by("name")
    chosen: list[tuple[str, Any]] = [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
    return TakeOnForm(request.POST if request.method == "POST" else None, organizations=chosen)


@never_cache
@require_POST
def let_go(request: HttpRequest, id: str) -> HttpResponse:
    """Take a find away that was wrong."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = changes.let_go(viewer, queries.find(viewer, id))
    return HttpResponseRedirect(f"/place/{place.slug}/missed?done=gone#finds")
