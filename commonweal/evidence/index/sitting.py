"""The page of a session: which way people weigh, what it would change, what they have put down, and keeping it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonweal.core.errors import DomainError
from commonweal.evidence import indicators
from commonweal.evidence.columns import MANY
from commonweal.evidence.index import changes, queries, weighing, working
from commonweal.evidence.index.forms import KeepForm, PairsForm, SheetForm, side_words
from commonweal.evidence.index.rows import Changed
from commonweal.evidence.index.words import PAIRS, SLIDERS, WAYS
from commonweal.evidence.models import IndexSession
from commonweal.places.models import Place

Page = dict[str, Any]


def crumbs(place: Place) -> list[tuple[str, str]]:
    """The way back."""
    return [(place.name, f"/place/{place.slug}"), (_("Index of social injustice"), f"/place/{place.slug}/injustice")]


def labels(held: IndexSession) -> list[tuple[str, str]]:
    """Each part, and what it is called with the side that is harder."""
    found = []
    for key, harder in held.parts:
        known = indicators.indicator(key)
        found.append((key, side_words(known, harder) if known else key))
    return found


def form_of(held: IndexSession, way: str, sent: Any = None) -> SheetForm:
    """The questions of one way of weighing. Each way's fields have names of their own on the page."""
    parts = labels(held)
    if way == PAIRS:
        return PairsForm(sent, parts=parts, way=way, pairs=weighing.pairs([key for key, _label in parts]))
    return SheetForm(sent, parts=parts, way=way)


def way_of(asked: str) -> str:
    """Which way people weigh; sliders where nothing is said."""
    return asked if asked in WAYS else SLIDERS


def shown(
    request: HttpRequest, held: IndexSession, form: SheetForm | None = None, keep: KeepForm | None = None
) -> Page:
    """All that the page shows. `form`: what was typed, where it has to be seen again."""
    viewer = request.viewer  # type: ignore[attr-defined]
    way = way_of(request.POST.get("way", "") or request.GET.get("way", ""))
    before, words = queries.beside(viewer, held)
    looked = way == SLIDERS and request.POST.get("do") == "look"
    asked = form_of(held, way, request.POST) if looked else None
    rows = queries.sheets(viewer, held)
    page: Page = {
        "place": held.place,
        "invented": held.place.invented,
        "crumbs": crumbs(held.place),
        "session": held,
        "ways": [(each, label, each == way) for each, label in WAYS.items()],
        "way": way,
        "form": form or _again(asked) or form_of(held, way),
        "sheets": rows,
        "people": sum(row.people for row in rows),
        "keep": keep or KeepForm(),
        "done": request.GET.get("done", ""),
        "together": _together(held, before, words) if rows else None,
        "live": _live(held, before) if way == SLIDERS else None,
        "beside": words,
    }
    if asked is not None and not asked.errors:
        page["look"] = _look(held, asked, before, words)
    return page


def _again(asked: SheetForm | None) -> SheetForm | None:
    """A look is no sheet: whoever only looks has not said yet for how many people."""
    if asked is not None:
        asked.errors.pop("people", None)
    return asked


def _look(held: IndexSession, form: SheetForm, before: frozenset[int], words: str) -> Changed | None:
    told = {key: float(form.cleaned_data.get(key) or 0) for key in form.parts}
    if not any(told.values()):
        return None
    after = working.order(held.place, queries.parts_of(held), [*told.values()])
    return queries.changed(held.place, before, after, words)


def _together(held: IndexSession, before: frozenset[int], words: str) -> Page:
    """All sheets as one: the weights, how far people differ, and what would change."""
    found = weighing.merged(held, list(held.weights.order_by("number")))
    after = working.order(held.place, queries.parts_of(held), found.mean.tolist())
    rows = zip(labels(held), *(each.tolist() for each in (found.mean, found.lowest, found.highest)), strict=True)
    return {
        "parts": [(label, 100 * mean, 100 * low, 100 * high) for (_key, label), mean, low, high in rows],
        "apart": found.apart,
        "changed": queries.changed(held.place, before, after, words),
    }


def _live(held: IndexSession, before: frozenset[int]) -> Page | None:
    """What script needs to show the same at every turn of a slider; of a nation it would be too much to send."""
    scaled = working.scaled(held.place, queries.parts_of(held))
    if len(scaled.ids) > MANY:
        return None
    names = queries.names_of(held.place, scaled.ids)
    return {
        "worst": working.WORST,
        "areas": [
            [names[pk], pk in before, [None if each != each else round(each, 4) for each in row]]
            for pk, row in zip(scaled.ids, scaled.values.tolist(), strict=True)
        ],
    }


def said(request: HttpRequest, held: IndexSession) -> tuple[str, Page, int]:
    """Do what was asked: where to go on, or the page again with what is wrong."""
    doing, here = request.POST.get("do", ""), f"/injustice-session/{held.pk}"
    viewer = request.viewer  # type: ignore[attr-defined]
    if doing == "look":
        return "", shown(request, held), 200
    if doing == "drop":
        number = request.POST.get("number", "")
        changes.drop_sheet(viewer, held, number=int(number) if number.isdigit() and len(number) < 5 else 0)
        return f"{here}?done=dropped#sheets", {}, 302
    if doing == "keep":
        keep = KeepForm(request.POST)
        if keep.is_valid():
            try:
                changes.keep(viewer, held, reasons=keep.cleaned_data["reasons"])
                return f"/place/{held.place.slug}/injustice?done=kept", {}, 302
            except DomainError as refusal:
                keep.add_error(None, refusal.sentence)
        return "", shown(request, held, keep=keep) | {"mistaken": keep}, 400
    return _weighed(request, held)


def _weighed(request: HttpRequest, held: IndexSession) -> tuple[str, Page, int]:
    viewer = request.viewer  # type: ignore[attr-defined]
    way = way_of(request.POST.get("way", ""))
    form = form_of(held, way, request.POST)
    if form.is_valid():
        told: Any = form.judged() if isinstance(form, PairsForm) else form.said()
        try:
            changes.weigh(viewer, held, way=way, said=told, people=form.cleaned_data["people"])
            return f"/injustice-session/{held.pk}?way={way}&done=put#sheets", {}, 302
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    return "", shown(request, held, form=form) | {"mistaken": form}, 400
