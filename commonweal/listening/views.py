"""Pages of what people say: a place's, a gathering's, one voice; and saying something, with or without an account."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import Clash, DomainError
from commonweal.core.ids import new_id
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import can
from commonweal.listening import answering, changes, languages, own, queries, render, rules
from commonweal.listening.forms import KeepForm, SayForm
from commonweal.listening.models import Voice
from commonweal.listening.receiving.changes import note_read
from commonweal.listening.rows import GatheringRow, Listening, QuoteRow, VoiceRow, VoiceWhole
from commonweal.people import actors
from commonweal.people.attempts import count_written
from commonweal.people.changes import give_slip
from commonweal.people.consent import PURPOSES
from commonweal.people.slip_views import may_write_down, speaking
from commonweal.places import queries as places
from commonweal.places.models import Area, Place

FORMS = ["GET", "HEAD", "POST"]


@require_safe
@answers("What people of a place say: lines they agreed to have shown, and where they were listened to",
         rows={"listening": Listening}, table="listening.quotes")  # fmt: skip
def listening(request: HttpRequest, slug: str) -> HttpResponse:
    """What people of a place say."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    page = page_of(place) | {"listens": rules.in_place(viewer, rules.LISTEN, place)}
    page |= {"gathers": rules.in_place(viewer, rules.GATHER, place), "helps": may_write_down(viewer)}
    page |= {"holds": rules.in_place(viewer, rules.HOLDS, place)}
    page["plans"] = viewer.holds("steward", "places.place", str(place.pk))
    return answer(request, "listening/listening.html", page=page, listening=queries.in_place(viewer, place))


@require_safe
@answers(
    "One gathering, and the lines from it that may be shown", rows={"gathering": GatheringRow, "quotes": list[QuoteRow]}
)
def gathering(request: HttpRequest, id: str) -> HttpResponse:
    """One occasion on which people were listened to."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.gathering(viewer, id)
    page = page_of(held.place) | {"held": held, "gathers": rules.in_place(viewer, rules.GATHER, held.place)}
    page["listens"] = rules.in_place(viewer, rules.LISTEN, held.place)
    quotes = queries.quotes_from(held)
    return answer(request, "listening/gathering.html", page=page, gathering=queries.gathering_row(held), quotes=quotes)


@never_cache
@require_safe
@answers("One voice, as much of it as whoever asks may read", rows={"whole": VoiceWhole}, table="whole.quotes")
def voice(request: HttpRequest, id: str) -> HttpResponse:
    """One voice."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.voice(viewer, id)
    note_read(viewer, held)
    whole = queries.whole(viewer, held)
    page = page_of(held.place) | {
        "held": held,
        "listens": can(viewer).ask(changes.choose_quote, held) is None,
        "rtl": languages.right_to_left(held.language),
        "language": languages.named(held.language),
        "uses": [PURPOSES[use] for use in whole.uses],
        "pieces": [(piece, languages.right_to_left(piece.language)) for piece in whole.words],
    }
    return answer(request, "listening/voice.html", page=page, whole=whole)


@never_cache
@require_safe
@answers("Voices of a place, for those who listen there", rows={"voices": list[VoiceRow]},
         queries={"q": "Words to look for", "kind": "story, walk, …", "gathering": "Id of a gathering"})  # fmt: skip
def voices(request: HttpRequest, slug: str) -> HttpResponse:
    """Voices of a place whose words this viewer may read."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "kind", "gathering")}
    rows = queries.voices(viewer, place, typed=asked["q"], kind=asked["kind"], gathering=asked["gathering"])
    page = page_of(place) | {"asked": asked, "kinds": changes.KINDS.items()}
    page["waiting"] = own.redactions(viewer, place)
    return answer(request, "listening/voices.html", page=page, voices=rows)


@never_cache
@require_http_methods(FORMS)
def say(request: HttpRequest, slug: str) -> HttpResponse:
    """Say something: first the words, then how it would look to others, then a yes."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    form = _form(request, place)
    do = request.POST.get("do", "")
    if request.method != "POST" or do == "back" or not form.is_valid():
        return _words(request, place, form)
    signed_in = request.viewer.kind == "account"  # type: ignore[attr-defined]
    yes = KeepForm(request.POST if do == "keep" else None, signed_in=signed_in)
    if do == "keep" and yes.is_valid():
        try:
            code, held = _keep(request, place, form, yes)
        except DomainError as refusal:
            yes.add_error(None, refusal.sentence)
        else:
            if held is not None:
                page = page_of(place) | {"code": code, "voice": held}
                page["answering"] = answering.card(form.cleaned_data["answers"])
                return answer(request, "listening/said.html", page=page)
    return _looked_at(request, place, form, yes)


def _keep(request: HttpRequest, place: Place, form: SayForm, yes: KeepForm) -> tuple[str, Voice | None]:
    """The code of a fresh slip ("" where there was one, or an account), and the voice; None: the code was wrong."""
    told, code = form.said(), ""
    told["area"] = (
        Area.objects.filter(pk=form.cleaned_data["area"], placearea__place=place).first()
        if form.cleaned_data["area"]
        else None
    )
    told["client_id"] = _sent_as(request)
    answered = answering.refs(form.cleaned_data["answers"])
    told["gathering"] = answering.gathering(form.cleaned_data["answers"])
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    who: Actor | None
    with transaction.atomic():
        if Voice.objects.filter(client_id=told["client_id"]).exists():
            raise Clash(_("This has been kept already. Its code was shown once, on the page before."))
        if yes.cleaned_data["code"] or viewer.kind == "account":
            who = speaking(request, yes)
        else:
            count_written(request)
            contributor, code = give_slip(HOUSE, place=str(place.pk))
            who = actors.of_contributor(contributor)
        if who is None:
            return "", None
        return code, changes.record_voice(who, place=place, kind="story", because=answered, **told)


def _sent_as(request: HttpRequest) -> str:
    return request.POST.get("sent_as", "")[:64] or str(new_id())


def _looked_at(request: HttpRequest, place: Place, form: SayForm, yes: KeepForm) -> HttpResponse:
    """How it would look to each, before anybody agrees to anything."""
    told = form.cleaned_data
    page = page_of(place) | {
        "form": form,
        "yes": yes,
        "sent": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
        "sent_as": request.POST.get("sent_as") or str(new_id()),
        "told": told,
        "whose": render.credit(told["level"], told["called"]),
        "rtl": languages.right_to_left(told["language"]),
        "agreed": {use: use in told["agreed"] for use in PURPOSES},
        "uses": [PURPOSES[use] for use in told["agreed"]],
        "help_now": _in_danger(told["words"]),
    }
    return answer(request, "listening/preview.html", page=page, status=400 if yes.is_bound else 200)


def _in_danger(words: str) -> tuple[Any, ...]:
    from commonweal.directory import found as finding  # brings the index with it

    return finding.in_danger(words)


def _words(request: HttpRequest, place: Place, form: SayForm) -> HttpResponse:
    wrong = form.is_bound and bool(form.errors)
    page = page_of(place) | {
        "form": form,
        "plan": queries.plan(place),
        "answering": answering.card(form["answers"].value() or ""),
    }
    return answer(request, "listening/say.html", page=page, status=400 if wrong else 200)


def _form(request: HttpRequest, place: Place) -> SayForm:
    language = request.LANGUAGE_CODE if hasattr(request, "LANGUAGE_CODE") else "en"
    areas = places.areas_in(place)
    initial = {"language": language.split("-")[0], "answers": request.GET.get("answer", "")[:64]}
    asked = own.wordings(request.POST.get("language", language))
    return SayForm(request.POST if request.method == "POST" else None, areas=areas, asked=asked, initial=initial)


def page_of(place: Place) -> dict[str, Any]:
    """What every page of the room shows of its place."""
    crumbs = [(place.name, f"/place/{place.slug}"), (_("What people say"), f"/place/{place.slug}/listening")]
    return {"place": place, "invented": place.invented, "crumbs": crumbs}
