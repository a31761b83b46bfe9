"""Entering a sheet: what somebody reads off the paper or its photograph; and settling what two people read."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.core.answer import answer
from commonweal.core.errors import DomainError
from commonweal.journal.actor import Actor
from commonweal.listening.models import PaperDraft, PaperPhoto, PaperSheet, Voice
from commonweal.listening.paper import changes, layouts, queries, said
from commonweal.listening.paper.forms import SHAPES as CHOICES
from commonweal.listening.paper.forms import AsideForm, EnterForm, initial_of
from commonweal.listening.paper.layouts import LAYOUTS, TICKED_FOR, Layout
from commonweal.listening.paper.views import FORMS, page_about
from commonweal.listening.paper.words import BOXES, kind_of
from commonweal.listening.words import LEVELS, VOICINGS
from commonweal.people.consent import PURPOSES

SHAPES = dict(CHOICES)


@never_cache
@require_http_methods(FORMS)
def enter(request: HttpRequest, id: str) -> HttpResponse:
    """What stands on one sheet, as somebody reads it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    sheet = queries.sheet(viewer, id)
    state = queries.state_of(sheet)
    own = _own(viewer, sheet)
    if state == "entered" or (own and state != "differ"):
        return _done(request, sheet, state)
    if state == "differ":
        return HttpResponseRedirect(f"/paper/sheet/{sheet.pk}/settle")
    layout, photo = LAYOUTS[sheet.run.layout], sheet.photos.first()
    form = EnterForm(request.POST or None, layout=layout, initial=_begin(sheet, photo))
    if request.method == "POST" and form.is_valid():
        try:
            voices = changes.enter(viewer, sheet, read=form.said())
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _onward(request, sheet, voices)
    return _page(request, sheet, photo, form, {})


@never_cache
@require_http_methods(FORMS)
def settle(request: HttpRequest, id: str) -> HttpResponse:
    """Two people read a sheet differently: both readings side by side, and what it is to be."""
    viewer = request.viewer  # type: ignore[attr-defined]
    sheet = queries.sheet(viewer, id)
    readings = [each.said for each in sheet.drafts.all()][:2]
    if len(readings) < 2:
        return HttpResponseRedirect(f"/paper/sheet/{sheet.pk}")
    layout, photo = LAYOUTS[sheet.run.layout], sheet.photos.first()
    second = request.GET.get("from") == "2"
    form = EnterForm(request.POST or None, layout=layout, initial=initial_of(readings[second], layout))
    if request.method == "POST" and form.is_valid():
        try:
            voices = changes.settle(viewer, sheet, read=form.said())
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _onward(request, sheet, voices)
    found = said.differences(readings[0], readings[1])
    return _page(
        request, sheet, photo, form, {"differences": [_told(each, layout) for each in found], "second": second}
    )


def _own(viewer: Actor, sheet: PaperSheet) -> bool:
    return any((each.by_kind, each.by_id) == (viewer.kind, viewer.id) for each in sheet.drafts.all())


def _begin(sheet: PaperSheet, photo: PaperPhoto | None) -> dict[str, Any]:
    """What the boxes of the photograph seem to say, to be looked at by a person."""
    ticked = {name for name, (_ink, is_ticked) in (photo.ticks if photo else {}).items() if is_ticked}
    return {
        "agreed": [use for use in TICKED_FOR if use in ticked],
        "young": "young" in ticked,
        "hand": Voice.SCRIBED if "scribed" in ticked else Voice.OWN,
        "given_on": sheet.run.gathering.on,
        "language": sheet.run.language.split("-")[0],
    }


def _page(
    request: HttpRequest, sheet: PaperSheet, photo: PaperPhoto | None, form: EnterForm, more: dict[str, Any]
) -> HttpResponse:
    layout = LAYOUTS[sheet.run.layout]
    unsure = [name for name, (_ink, ticked) in (photo.ticks if photo else {}).items() if ticked is None]
    page = page_about(sheet.run.gathering) | more | {
        "sheet": sheet,
        "photo": photo,
        "form": form,
        "layout": layout,
        "kind_label": kind_of(layout.key),
        "paper": _paper(layout),
        "unsure": [PURPOSES.get(name) or BOXES[name] for name in unsure],
        "aside_form": AsideForm(),
        "missing": bool(photo and photo.missing),
        "twice": sheet.run.twice,
        "last": f"{chr(ord('A') + layout.across - 1)}{layout.down}" if layout.across else "",
    }  # fmt: skip
    status = 400 if form.is_bound and form.errors else 200
    return answer(request, "listening/paper/enter.html", page=page, status=status)


def _paper(layout: Layout) -> dict[str, Any]:
    """The measures that the page's script places marks by."""
    return {
        "whole": asdict(layout.whole),
        "frame": asdict(layout.frame),
        "across": layout.across,
        "down": layout.down,
    }


def _done(request: HttpRequest, sheet: PaperSheet, state: str) -> HttpResponse:
    page = page_about(sheet.run.gathering) | {"sheet": sheet, "state": state, "kind_label": kind_of(sheet.run.layout)}
    voices = Voice.objects.readable_by(request.viewer).filter(paper__sheet=sheet)  # type: ignore[attr-defined]
    page["voices"] = list(voices.order_by("paper__number"))
    return answer(request, "listening/paper/done.html", page=page)


def _onward(request: HttpRequest, sheet: PaperSheet, voices: list[Voice]) -> HttpResponse:
    if voices:
        words = ngettext(
            "It is entered: %s thing that was said.", "It is entered: %s things that were said.", len(voices)
        )
        messages.success(request, words % len(voices))
        return HttpResponseRedirect(f"/paper/sheet/{sheet.pk}")
    if PaperDraft.objects.filter(sheet=sheet).count() > 1:
        messages.info(request, _("The two readings differ. Look at the sheet once more, best together."))
        return HttpResponseRedirect(f"/paper/sheet/{sheet.pk}/settle")
    messages.success(request, _("Kept. Somebody else now reads it, without seeing what you read."))
    return HttpResponseRedirect(f"/gathering/{sheet.run.gathering_id}/paper")


def _told(each: said.Difference, layout: Layout) -> dict[str, Any]:
    names = {
        "words": _("Words"),
        "marks": _("Marks"),
        "agreed": _("Boxes ticked"),
        "level": _("How they are shown"),
        "called": _("What they are called"),
        "young": _("Under 18"),
        "guardian": _("The grown-up beside them"),
        "voicing": _("Whose hand"),
        "language": _("Language"),
        "given_on": _("Day"),
    }
    what = names[each.what] + (f" · {each.number}" if each.number and layout.notes else "")
    return {"what": what, "one": _shown(each.what, each.one, layout), "other": _shown(each.what, each.other, layout)}


def _squares(mark: dict[str, Any], layout: Layout) -> str:
    return " ".join(layouts.named(layout, tuple(spot)) for spot in mark["spots"][:8])


def _shown(what: str, value: Any, layout: Layout) -> list[str]:
    if what == "marks":
        return [
            f"{SHAPES[mark['kind']]}: {_squares(mark, layout)}" + (f" “{mark['label']}”" if mark["label"] else "")
            for mark in value
        ] or [_("nothing")]
    if what == "agreed":
        return [PURPOSES[use] for use in value or () if use != "listen"] or [_("nothing")]
    if what in ("level", "voicing"):
        return [str((LEVELS if what == "level" else VOICINGS)[value])]
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    return str(value or "").splitlines() or [_("nothing")]
