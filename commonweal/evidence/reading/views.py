"""Readings of a place: the list, preparing one, its pages on a screen and on a wall; and keeping a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Invalid
from commonweal.directory.reaching.sheet_views import as_pdf
from commonweal.evidence import rules
from commonweal.evidence.changes import keep_figure
from commonweal.evidence.citing import Asked
from commonweal.evidence.models import Reading
from commonweal.evidence.reading import changes, pictures, poster, queries, words
from commonweal.evidence.reading.forms import CiteForm, NoteForm, PrepareForm, WordForm
from commonweal.evidence.reading.rows import ReadingPageRow, ReadingRow
from commonweal.people.slip_views import may_write_down
from commonweal.places import queries as places
from commonweal.places.models import Place

FORMS = ["GET", "HEAD", "POST"]
FOR = {"for": "residents or clinicians: the same numbers in other words"}


@dataclass(frozen=True, slots=True)
class Wall:
    """A reading to print on A2 sheets (PDF/UA-1)."""

    file: str


@never_cache
@require_safe
@answers("Readings of a place: numbers that were put to people, a page each", rows={"readings": list[ReadingRow]})
def readings(request: HttpRequest, slug: str) -> HttpResponse:
    """All readings of a place."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    page = _page(place) | {"prepares": rules.reads_together(viewer, place)}
    return answer(request, "evidence/reading/readings.html", page=page, readings=queries.readings(viewer, place))


@never_cache
@require_http_methods(FORMS)
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a handful of numbers; each becomes one page."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_read_together(viewer, place=place)
    known = queries.to_choose(viewer, place)
    choices = [(f"indicator:{each.indicator}", f"{each.label}: {each.text}") for each in known]
    form = PrepareForm(request.POST if request.method == "POST" else None, choices=choices)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            numbers = [Asked(each) for each in told.pop("numbers")]
            numbers += queries.asked_again(viewer, place, told.pop("kept"))
            held = changes.prepare_reading(viewer, place=place, numbers=numbers, **told)
            return HttpResponseRedirect(f"/reading/{held.pk}")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = _page(place, (_("Reading it together"), f"/place/{slug}/reading")) | {"form": form}
    return answer(request, "evidence/reading/prepare.html", page=page, status=400 if form.is_bound else 200)


@never_cache
@require_safe
@answers("A reading: its numbers a page each, and what people made of them, as far as they agreed",
         rows={"reading": ReadingRow, "pages": list[ReadingPageRow]}, table="pages", queries=FOR)  # fmt: skip
def reading(request: HttpRequest, id: str) -> HttpResponse:
    """What is in a reading, to begin with."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.reading(viewer, id)
    page = _around(request, held)
    return answer(request, "evidence/reading/reading.html", page=page, reading=queries.row(held),
                  pages=queries.pages(viewer, held))  # fmt: skip


@never_cache
@require_safe
@answers("One page of a reading", rows={"shown": ReadingPageRow}, queries=FOR)
def page(request: HttpRequest, id: str, number: int) -> HttpResponse:
    """One idea, one number, one picture; and what people make of it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.reading(viewer, id)
    kept = queries.page(viewer, held, number)
    rows = queries.pages(viewer, held)
    shown = next(each for each in rows if each.number == number)
    around = _around(request, held) | {
        "reading": queries.row(held),
        "picture": pictures.of(shown.figure),
        "before": next((each for each in rows if each.number == number - 1), None),
        "after": next((each for each in rows if each.number == number + 1), None),
        "many": len(rows),
        "kept": kept,
        "interval": words.interval_of(shown.figure),
        "note": NoteForm(),
    }
    around["crumbs"] = [*around["crumbs"], (held.title, f"/reading/{held.pk}")]
    return answer(request, "evidence/reading/page.html", page=around, shown=shown)


@require_safe
@answers("A reading to print on A2, a sheet for each number", rows={"wall": Wall}, queries=FOR)
def wall(request: HttpRequest, id: str) -> HttpResponse:
    """The reading on paper, large enough for a wall."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.reading(viewer, id)
    asked = words.audience(request.GET.get("for", ""))
    return as_pdf(poster.pdf(queries.row(held), queries.pages(viewer, held), asked), f"reading-{asked}")


@never_cache
@require_http_methods(FORMS)
def word(request: HttpRequest, id: str, number: int) -> HttpResponse:
    """Put a page in words of one's own."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.reading(viewer, id)
    rules.may_read_together(viewer, place=held.place)
    kept = queries.page(viewer, held, number)
    initial = {name: getattr(kept, name) for name in ("heading", "residents", "clinicians")}
    form = WordForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        changes.word_page(viewer, kept, **form.cleaned_data)
        return HttpResponseRedirect(f"/reading/{held.pk}/{number}")
    shown = next(each for each in queries.pages(viewer, held) if each.number == number)
    around = _around(request, held) | {"form": form, "shown": shown, "age": words.reading_age(shown.residents)}
    around["crumbs"] = [*around["crumbs"], (held.title, f"/reading/{held.pk}")]
    return answer(request, "evidence/reading/word.html", page=around, status=400 if form.is_bound else 200)


@never_cache
@require_POST
def note(request: HttpRequest, id: str, number: int) -> HttpResponse:
    """Keep a note of what several people said."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.reading(viewer, id)
    rules.may_read_together(viewer, place=held.place)
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Invalid(next(iter(form.errors.values()))[0])
    changes.note_what_was_said(viewer, queries.page(viewer, held, number), **form.cleaned_data)
    return HttpResponseRedirect(f"/reading/{held.pk}/{number}#said")


@never_cache
@require_POST
def end(request: HttpRequest, id: str) -> HttpResponse:
    """Nothing more is asked."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.reading(viewer, id)
    changes.end_reading(viewer, held)
    return HttpResponseRedirect(f"/reading/{held.pk}")


@never_cache
@require_http_methods(FORMS)
def cite(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a number as it stands, to be pointed at for good."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    if request.method == "POST":
        rules.may_cite(viewer)
        form = CiteForm(request.POST)
        if not form.is_valid():
            raise Invalid(next(iter(form.errors.values()))[0])
        asked, shown = form.asked
        kept = keep_figure(viewer, place=place, asked=asked, shown=shown)
        return HttpResponseRedirect(f"/figure/{kept.pk}")
    page = _page(place) | {"numbers": queries.to_choose(viewer, place), "may_cite": rules.cites(viewer)}
    return answer(request, "evidence/reading/cite.html", page=page)


def _page(place: Place, *crumbs: tuple[str, str]) -> dict[str, Any]:
    found = [(place.name, f"/place/{place.slug}"), (_("Evidence"), f"/place/{place.slug}/evidence"), *crumbs]
    return {"place": place, "invented": place.invented, "crumbs": found}


def _around(request: HttpRequest, held: Reading) -> dict[str, Any]:
    viewer = request.viewer  # type: ignore[attr-defined]
    asked = words.audience(request.GET.get("for", ""))
    return _page(held.place, (_("Reading it together"), f"/place/{held.place.slug}/reading")) | {
        "asked": asked,
        "asks": f"?for={asked}" if asked != words.RESIDENTS else "",
        "audiences": words.AUDIENCES.items(),
        "leads": rules.reads_together(viewer, held.place),
        "helps": may_write_down(viewer),
    }
