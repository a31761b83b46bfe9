"""Pages of entries in other languages: reading one, writing it side by side, and what is still to be done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.context import tag
from commonweal.core.errors import Clash, Invalid, NotFound
from commonweal.core.pages import turn
from commonweal.directory.keep_views import keeper, keeps, page_of
from commonweal.directory.models import PlaceLanguage, Translation
from commonweal.directory.translating import changes, languages, reading, rules, words
from commonweal.directory.translating.forms import CheckForm, LabelsForm, TranslationForm, WantedForm
from commonweal.directory.translating.reading import InLanguage, Work
from commonweal.journal.actor import Actor
from commonweal.journal.door import can
from commonweal.people.language import supported
from commonweal.places import queries as places

BY = {
    "translator": gettext_lazy("a translator"),
    "staff": gettext_lazy("somebody on the staff"),
    "volunteer": gettext_lazy("a volunteer"),
    "machine": gettext_lazy("a machine"),
}
STATES = {
    "stale": gettext_lazy("The English has changed"),
    "part": gettext_lazy("Some of it is missing"),
    "unchecked": gettext_lazy("Nobody has checked it"),
    "missing": gettext_lazy("Not translated yet"),
}
FORMS = ["GET", "HEAD", "POST"]
SIZE = 30


@require_safe
@answers("One service in another language, and whether that still fits", rows={"service": InLanguage})
def in_language(request: HttpRequest, id: str, language: str) -> HttpResponse:
    """An entry in the language of whoever reads it. The page around it follows, where the site speaks that language."""
    with translation.override(supported(language) or translation.get_language()):
        found = reading.in_language(request.viewer, id, language)  # type: ignore[attr-defined]
        page = _reading(request, found)
        return answer(request, "directory/translating/service.html", page=page, service=found)


def _reading(request: HttpRequest, found: InLanguage) -> dict[str, Any]:
    """What the page says around an entry."""
    small = reading.label_words(found.place_slug, found.language)
    others = reading.there(request.viewer, found.id)  # type: ignore[attr-defined]
    return {
        "invented": found.invented,
        "crumbs": [(found.place_name, f"/place/{found.place_slug}"), (_("In English"), f"/service/{found.id}")],
        "by": BY[found.by],
        "checked_by": BY.get(found.checked_by, ""),
        "machine": found.by == "machine" and not found.checked_by,
        "labels": {name: _label(small, name, found) for name in words.LABELS},
        "others": [each for each in others if each.language != found.language],
        "keeps": keeps(request, found.id),
        "kept": "kept" in request.GET,
        "small": {name: found.part(field) for name, field in IN_ORDER.items()},
    }


# Which small word stands before which field.
IN_ORDER = {
    "cost": "fees_description",
    "who": "eligibility_description",
    "join": "application_process",
    "wait": "wait_time",
    "interpreting": "interpretation_services",
}


def _label(small: dict[str, str], name: str, found: InLanguage) -> dict[str, Any]:
    """A small word of the page: the place's own, else as the site says it."""
    if small.get(name):
        return {"words": small[name], "language": found.language, "direction": found.direction}
    site = translation.get_language() or languages.SOURCE
    direction = "rtl" if translation.get_language_bidi() else "ltr"
    return {"words": str(words.LABELS[name]), "language": tag(site), "direction": direction, "site": True}


@never_cache
@require_http_methods(FORMS)
def write(request: HttpRequest, id: str, language: str) -> HttpResponse:
    """An entry side by side with its translation."""
    who, service = keeper(request, id)
    tongue = languages.language(language)
    held = reading.of(service, language)
    sides = reading.sides(who, service, language)
    initial = {"by": held.by, "by_name": held.by_name} if held else {}
    form = TranslationForm(request.POST or None, sides=sides, language=tongue, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                changes.write(who, service, language=language, **form.said())
                return HttpResponseRedirect(f"/service/{id}/in/{language}?kept=1")
            except (Invalid, Clash) as refusal:
                form.add_error(None, refusal.sentence)
        status = 400
    page = page_of(service) | {
        "form": form,
        "tongue": tongue,
        "held": held,
        "written_by": BY[held.by] if held else "",
        "may_check": held is not None and can(who).ask(changes.check, held) is None,
        "check_form": CheckForm(auto_id="check_%s"),
        "before": reading.before(who, held) if held else [],
    }
    return answer(request, "directory/translating/write.html", page=page, status=status)


@require_POST
def check(request: HttpRequest, id: str, language: str) -> HttpResponse:
    """A second person says that it is right."""
    who, held = _held(request, id, language)
    form = CheckForm(request.POST)
    by, name = (form.cleaned_data["by"], form.cleaned_data["name"]) if form.is_valid() else ("", "")
    changes.check(who, held, by=by, name=name)
    return HttpResponseRedirect(f"/service/{id}/in/{language}?kept=1")


@require_POST
def take_back(request: HttpRequest, id: str, language: str) -> HttpResponse:
    """Let it say again what it said before."""
    who, held = _held(request, id, language)
    version = request.POST.get("version", "")
    changes.take_back(who, held, version=int(version) if version.isdecimal() else 0)
    return HttpResponseRedirect(f"/service/{id}/in/{language}/edit")


@require_POST
def erase(request: HttpRequest, id: str, language: str) -> HttpResponse:
    """Take it away for good."""
    who, held = _held(request, id, language)
    if request.POST.get("sure") != "yes":
        raise Invalid(_("Tick the box that says you mean it: what is erased cannot be brought back."))
    changes.erase(who, held)
    return HttpResponseRedirect(f"/service/{id}")


@never_cache
@require_safe
@answers(
    "What of a place's directory is translated, and what waits for a translator",
    rows={"work": Work},
    table="work.tasks",
    queries={"language": "One language, by its short name", "page": "Page of the list, from 1"},
)
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """For whoever keeps the directory of a place."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    chosen = request.GET.get("language", "")
    found = reading.work(viewer, place, tag=chosen)
    turned = turn(request, len(found.tasks), size=SIZE, language=chosen)
    decides = can(viewer).ask(changes.want, place) is None
    initial = {"languages": [each.language for each in found.wanted]}
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}"), (_("What goes on"), f"/place/{slug}/services")],
        "chosen": chosen,
        "tasks": [(STATES[each.state], each) for each in found.tasks[turned.start : turned.stop]],
        "total": len(found.tasks),
        "wanted_form": WantedForm(initial=initial) if decides else None,
    }
    return answer(request, "directory/translating/work.html", page=page | turned.shown(), work=found)


@require_POST
def want(request: HttpRequest, slug: str) -> HttpResponse:
    """Into which languages."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_want(viewer, place)
    form = WantedForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Choose languages from the list."))
    changes.want(viewer, place, languages=form.cleaned_data["languages"])
    return HttpResponseRedirect(f"/place/{slug}/translations")


@never_cache
@require_http_methods(FORMS)
def labels(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The small words of the pages, put into one language once for all entries."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_label(viewer, place)
    tongue = languages.language(language)
    held = PlaceLanguage.objects.filter(place=place, language=language).first()
    form = LabelsForm(request.POST or None, language=tongue, initial=held.labels if held else {})
    if request.method == "POST" and form.is_valid():
        changes.label(viewer, place, language=language, labels=form.cleaned_data)
        return HttpResponseRedirect(f"/place/{slug}/translations")
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}"), (_("Translations"), f"/place/{slug}/translations")],
        "form": form,
        "tongue": tongue,
    }
    status = 400 if request.method == "POST" else 200
    return answer(request, "directory/translating/labels.html", page=page, status=status)


def _held(request: HttpRequest, id: str, language: str) -> tuple[Actor, Translation]:
    who, service = keeper(request, id)
    held = reading.of(service, language)
    if held is None:
        raise NotFound(_("Nobody has put this entry into that language."))
    return who, held
