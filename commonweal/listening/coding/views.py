"""Pages of themes: a place's, one of them, its codebook; and reading across what was said."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Invalid
from commonweal.journal.actor import Actor
from commonweal.listening import render
from commonweal.listening.coding import before, changes, exporting, queries, rules, seeing
from commonweal.listening.coding.bringing import Brought, bring_project
from commonweal.listening.coding.forms import BringForm, HandOverForm, MergeForm, SplitForm, ThemeForm
from commonweal.listening.coding.rows import Before, FoundVoice, ThemeRow, ThemeWhole
from commonweal.listening.models import Theme
from commonweal.listening.rules import LISTEN, in_place
from commonweal.listening.views import page_of
from commonweal.places import queries as places
from commonweal.places.models import Place
from commonweal.refiqda import reading
from commonweal.refiqda.standard import Unreadable, every_code

FORMS = ["GET", "HEAD", "POST"]


def room(place: Place, viewer: Actor, *further: tuple[str, str]) -> dict[str, Any]:
    """What every page of this part shows of its place."""
    page = page_of(place)
    page["crumbs"] += [(_("Themes"), f"/place/{place.slug}/listening/themes"), *further]
    return page | {"reads": before.reads(viewer, place), "listens": in_place(viewer, LISTEN, place)}


@require_safe
@answers("Themes that people found in what was said in a place, and how many voices stand under each",
         rows={"themes": list[ThemeRow]})  # fmt: skip
def themes(request: HttpRequest, slug: str) -> HttpResponse:
    """The themes of a place."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rows = queries.themes(viewer, place)
    top = max([row.voices or 0 for row in rows], default=0) or 1
    page = room(place, viewer) | {
        "bars": [(row, round(200 * (row.voices or 0) / top, 1)) for row in rows],
        "named": sum(row.whose == Theme.PEOPLE for row in rows),
        "few": any(row.voices is None for row in rows),
    }
    page["crumbs"].pop()
    return answer(request, "listening/coding/themes.html", page=page, themes=rows)


@require_safe
@answers("One theme: whose name it has, lines that may be shown, how many voices and when", rows={"whole": ThemeWhole},
         table="whole.quotes")  # fmt: skip
def theme(request: HttpRequest, id: str) -> HttpResponse:
    """One theme."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = queries.theme(viewer, id)
    page = room(held.place, viewer) | {"held": held}
    return answer(request, "listening/coding/theme.html", page=page, whole=queries.whole(viewer, held))


@never_cache
@require_http_methods(FORMS)
def new_theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that there is a theme."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_find(viewer, place)
    form = ThemeForm(request.POST or None, themes=queries.choices(place))
    if request.method == "POST" and form.is_valid():
        try:
            made = changes.find_theme(viewer, place, **_told(form, place))
            return HttpResponseRedirect(f"/listening/theme/{made.pk}")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = room(place, viewer) | {"form": form}
    return answer(request, "listening/coding/theme_form.html", page=page, status=_status(request))


@never_cache
@require_http_methods(FORMS)
def change_theme(request: HttpRequest, id: str) -> HttpResponse:
    """Call a theme otherwise, put it together with another, take it apart, put it aside."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = queries.theme(viewer, id)
    rules.may_keep_theme(viewer, held)
    do = request.POST.get("do", "")
    sent = request.POST if request.method == "POST" else None
    others = [each for each in queries.choices(held.place) if each[0] != str(held.pk)]
    seen = _stretches(queries.codings_of(viewer, held))
    now = {"name": held.name, "whose": held.whose, "description": held.description, "parent": str(held.parent_id or "")}
    forms = {
        "form": ThemeForm(sent if do == "say" else None, themes=others, initial=now),
        "merge": MergeForm(sent if do == "merge" else None, themes=others),
        "split": SplitForm(sent if do == "split" else None, codings=seen),
    }
    form = forms["form"] if do == "say" else forms.get(do)
    if do == "end":
        changes.end_theme(viewer, held)
        return HttpResponseRedirect(f"/place/{held.place.slug}/listening/themes")
    if form is not None and form.is_valid():
        try:
            made = _done(viewer, held, do, form)
            return HttpResponseRedirect(f"/listening/theme/{made.pk}")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = room(held.place, viewer, (held.name, f"/listening/theme/{held.pk}")) | forms
    page |= {"held": held, "others": others, "wrong": form, "seen": seen}
    return answer(request, "listening/coding/theme_change.html", page=page, status=_status(request))


def _done(viewer: Actor, held: Theme, do: str, form: Any) -> Theme:
    told = form.cleaned_data
    if do == "merge":
        into = queries.chosen(held.place, told["into"])
        if into is None:
            raise Invalid(_("Choose another theme of the same place."))
        return changes.merge(viewer, held, into=into)
    if do == "split":
        wanted = {id for each in told["codings"] for id in each.split(",")}
        chosen = [each for each in queries.codings_of(viewer, held) if str(each.pk) in wanted]
        return changes.split(viewer, held, name=told["name"], whose=told["whose"], codings=chosen)
    return changes.say_anew(viewer, held, **_told(form, held.place))


def _told(form: Any, place: Place) -> dict[str, Any]:
    told = dict(form.cleaned_data)
    told["parent"] = queries.chosen(place, told["parent"]) if told["parent"] else None
    return told


def _stretches(codings: list[Any]) -> list[tuple[str, str]]:
    """One choice for each stretch, however many people saw the theme in it."""
    found: dict[tuple[Any, ...], list[Any]] = {}
    for each in codings:
        found.setdefault(
            (each.voice_id, each.words_id, each.start, each.stop, each.media, each.from_second), []
        ).append(each)
    return [(",".join(str(each.pk) for each in held), _where(held[0])) for held in found.values()]


def _where(coding: Any) -> str:
    if coding.words_id:
        return render.said(coding.words, coding.start, coding.stop).strip()
    return _("All of: %s") % render.whose(coding.voice)


def _status(request: HttpRequest) -> int:
    return 400 if request.method == "POST" else 200


@never_cache
@require_http_methods(FORMS)
def codebook(request: HttpRequest, slug: str) -> HttpResponse:
    """The codebook: its versions, taking it along, bringing another."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_find(viewer, place)
    do = request.POST.get("do", "")
    form = BringForm(request.POST, request.FILES) if do == "bring" else BringForm()
    brought = None
    if do == "keep":
        changes.keep_codebook(viewer, place, note=request.POST.get("note", "")[:500])
        return HttpResponseRedirect(f"/place/{slug}/listening/codebook")
    if do == "bring" and form.is_valid():
        try:
            brought = _brought(viewer, place, form.cleaned_data["file"].read())
        except Unreadable as wrong:
            form.add_error("file", str(wrong))
        except DomainError as refusal:
            form.add_error("file", refusal.sentence)
    page = room(place, viewer) | {
        "form": form,
        "books": queries.codebooks(place),
        "brought": brought,
    }
    status = 200 if brought else _status(request)
    return answer(request, "listening/coding/codebook.html", page=page, status=status)


def _brought(viewer: Actor, place: Place, data: bytes) -> Brought:
    """What came of a file: a codebook, or a project of ours that was coded elsewhere."""
    if data[:2] == b"PK":
        return bring_project(viewer, place, project=reading.project(data))
    codes = reading.codebook(data).codes
    changes.bring_codebook(viewer, place, codes=codes)
    return Brought(sum(1 for _each in every_code(codes)), 0, 0)


@require_safe
def codebook_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The codebook as REFI-QDA has it. What themes are called is no secret."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    return _file(exporting.qdc(place), f"{place.slug}-themes.qdc", "application/xml")


@never_cache
@require_http_methods(FORMS)
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand coded words on, as far as people agreed to it; and what stays here, with the reason."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_hand_over(viewer, place)
    partners = exporting.partners(place)
    form = HandOverForm(request.POST or None, partners=partners)
    if request.method == "POST" and form.is_valid():
        handed = exporting.hand_over(viewer, place, to_whom=form.cleaned_data["to_whom"])
        return _file(handed.data, f"{place.slug}.qdpx", "application/zip")
    leaving = [exporting.leaving(place, each) for each in ("", *partners)]
    page = room(place, viewer) | {"form": form, "leaving": leaving}
    return answer(request, "listening/coding/project.html", page=page, status=_status(request))


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


ASKED = ("q", "theme", "gathering", "community", "language")


@never_cache
@require_safe
@answers("Voices of a place that whoever asks may read, across all gatherings", rows={"voices": list[FoundVoice]},
         queries={"q": "Words that stand in it", "theme": "Id of a theme", "gathering": "Id of a gathering",
                  "community": "A community, as people name it (for those who read here)",
                  "language": "Language code, such as ur"})  # fmt: skip
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """Reading across what was said, so that nobody is asked twice."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    asked = {name: request.GET.get(name, "").strip()[:200] for name in ASKED}
    rows, more = before.across(
        viewer, place, **{("typed" if name == "q" else name): value for name, value in asked.items()}
    )
    page = room(place, viewer) | {"asked": asked, "more": more, "themes": queries.choices(place)}
    page |= before.options(viewer, place)
    return answer(request, "listening/coding/read.html", page=page, voices=rows)


@never_cache
@require_safe
@answers("Whether a question was asked, or answered, before in a place", rows={"found": Before}, table="found.voices",
         queries={"question": "What you would like to ask people"})  # fmt: skip
def asked_before(request: HttpRequest, slug: str) -> HttpResponse:
    """Has this been said before?"""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    question = request.GET.get("question", "").strip()[:400]
    page = room(place, viewer) | {"question": question}
    return answer(request, "listening/coding/before.html", page=page, found=before.said_before(viewer, place, question))


@never_cache
@require_POST
def uncode(request: HttpRequest, id: str) -> HttpResponse:
    """Take away what one saw oneself."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = queries.coding(viewer, id)
    voice, session, place = held.voice_id, held.session, held.theme.place
    seeing.uncode(viewer, held)
    there = f"/sense/{session.pk}/voice/{voice}" if session else f"/place/{place.slug}/listening/themes"
    back = request.POST.get("next", "")
    return HttpResponseRedirect(back if back.startswith("/sense/") else there)
