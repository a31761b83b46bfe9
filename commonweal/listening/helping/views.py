"""Pages for helpers: what to say on the phone, what waits to be read back, and the time it all takes."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, NotFound
from commonweal.journal.actor import Actor
from commonweal.listening import languages, own
from commonweal.listening.changes import agree_words
from commonweal.listening.helping import changes, queries, rules
from commonweal.listening.helping.forms import GivenForm, PlanForm, ReadBackForm
from commonweal.listening.helping.rows import TimeRow
from commonweal.listening.models import Gathering, Voice, Words
from commonweal.listening.reached import queries as reached
from commonweal.listening.words import LEVELS
from commonweal.people import actors
from commonweal.people.queries import record_look_up
from commonweal.places import queries as places
from commonweal.places.models import Place

FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def phone_script(request: HttpRequest, slug: str) -> HttpResponse:
    """What a helper reads out, from "hello" to the code: on screen or printed."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    language = request.GET.get("language", "en")[:35]
    page = _around(place) | {
        "asked": [row for row in own.wordings(language) if row.use != "listen"],
        "levels": LEVELS.values(),
        "language": language,
        "languages": languages.choices()[:-1],
        "rtl": languages.right_to_left(language),
        "may": rules.helps_in(viewer, place),
    }
    return answer(request, "listening/helping/phone_script.html", page=page)


@never_cache
@require_safe
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """What was written down or interpreted, and is not yet the person's own."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_help(viewer, place=place)
    page = _around(place) | {"rows": queries.waiting(viewer, place), "done": request.GET.get("done", "")}
    return answer(request, "listening/helping/waiting.html", page=page)


@never_cache
@require_http_methods(FORMS)
def read_back(request: HttpRequest, id: str) -> HttpResponse:
    """Read words back to whoever said them; set right; agreed, they are theirs."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.to_read_back(viewer, id)
    rules.may_help(viewer, place=held.place)
    teller = held.teller
    if teller is None:
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    said = held.words.filter(kind=Words.SAID).first()
    record_look_up(viewer, teller, "words, to read them back")
    form = ReadBackForm(
        request.POST if request.method == "POST" else None, initial={"words": said.text if said else ""}
    )
    if form.is_bound and form.is_valid():
        try:
            _read(viewer, held, teller, form)
            return HttpResponseRedirect(f"/place/{held.place.slug}/read-back?done=read")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = _around(held.place) | {"form": form, "voice": held, "rtl": languages.right_to_left(held.language)}
    page |= {"tongue": languages.named(held.language)}
    return answer(request, "listening/helping/read_back.html", page=page, status=400 if form.is_bound else 200)


def _read(viewer: Actor, held: Voice, teller: Actor, form: ReadBackForm) -> None:
    told = form.cleaned_data
    helper = actors.for_somebody(viewer, teller, channel=told["channel"])
    with transaction.atomic():
        agree_words(helper, held, words=told["words"].replace("\r\n", "\n"))
        if told["minutes"]:
            spent = dict(channel=told["channel"], minutes=told["minutes"], what=_("read back"))
            changes.give_help(viewer, place=held.place, gathering=held.gathering, **spent)


@never_cache
@require_safe
@answers("Helpers' time in a place, planned and given, by season and channel", rows={"time": list[TimeRow]})
def time(request: HttpRequest, slug: str) -> HttpResponse:
    """The helpers' time, for everybody to see: three of the four doors cost it."""
    return _time(request, slug)


@never_cache
@require_http_methods(["POST"])
def keep_time(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan hours, or say what was given."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_plan(viewer, place=place)
    plan, given = _forms(request, place)
    form: Any = plan if request.POST.get("what_for") == "plan" else given
    if form.is_valid():
        try:
            _keep_time(viewer, place, form)
            return HttpResponseRedirect(f"/place/{place.slug}/helpers-time?done=kept")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    return _time(request, slug, plan, given)


def _keep_time(viewer: Actor, place: Place, form: PlanForm | GivenForm) -> None:
    told = form.cleaned_data
    if isinstance(form, GivenForm):
        changes.give_help(viewer, place=place, **told)
        return
    _kind, _colon, id = told["season"].partition("gathering:")
    held = Gathering.objects.filter(pk=id, place=place).first() if id else None
    minutes = round(told["hours"] * 60)
    season = "" if held else told["season"]
    changes.plan_help(viewer, place=place, channel=told["channel"], minutes=minutes, gathering=held, season=season)


def _forms(request: HttpRequest, place: Place) -> tuple[PlanForm, GivenForm]:
    choices = dict(seasons=reached.seasons_of(place), gatherings=queries.gatherings(place))
    sent = request.POST if request.method == "POST" else None
    planning = request.POST.get("what_for", "") == "plan"
    plan = PlanForm(sent if planning else None, prefix="plan", **choices)  # type: ignore[arg-type]
    return plan, GivenForm(None if planning else sent, prefix="given")


def _time(
    request: HttpRequest, slug: str, plan: PlanForm | None = None, given: GivenForm | None = None
) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rows = queries.time_of(place)
    if plan is None or given is None:
        plan, given = _forms(request, place)
    wrong = plan if plan.errors else given
    most = max((each for row in rows for each in (row.planned_minutes, row.given_minutes) if each), default=0)
    page = _around(place) | {
        "plan": plan,
        "given": given,
        "form": wrong,
        "may": rules.helps_in(viewer, place) or reached.works_here(viewer, place),
        "helps": rules.helps_in(viewer, place),
        "bars": [(row, _bar(row.planned_minutes, most), _bar(row.given_minutes, most)) for row in rows],
        "done": request.GET.get("done", ""),
    }
    status = 400 if request.method == "POST" else 200
    return answer(request, "listening/helping/time.html", page=page, status=status, time=rows)


def _bar(minutes: int | None, most: int) -> float | None:
    return None if minutes is None or not most else round(200 * minutes / most, 1)


def _around(place: Place) -> dict[str, Any]:
    crumbs = [(place.name, f"/place/{place.slug}"), (_("Listening"), f"/place/{place.slug}/listening")]
    return {"place": place, "invented": place.invented, "crumbs": crumbs}
