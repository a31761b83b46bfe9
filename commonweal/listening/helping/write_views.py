"""Writing down what somebody says: one page, kept once, with nothing lost on the way."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from commonweal.core.answer import answer
from commonweal.core.errors import DomainError
from commonweal.journal.actor import Actor
from commonweal.listening import answering, languages, own, render
from commonweal.listening.changes import agree_words, record_voice
from commonweal.listening.channels import handing
from commonweal.listening.channels import queries as channels
from commonweal.listening.channels.forms import ChannelForm
from commonweal.listening.helping import draft, queries, rules
from commonweal.listening.helping.forms import NOW, WriteDownForm
from commonweal.listening.helping.words import spelled_out
from commonweal.listening.models import Gathering, Voice
from commonweal.people import actors
from commonweal.people.changes import keep_slip
from commonweal.people.consent import PURPOSES
from commonweal.people.models import Wording
from commonweal.people.slip_views import found
from commonweal.places import queries as places
from commonweal.places.models import Area, Place


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest, slug: str) -> HttpResponse:
    """The page carries a seal of this helper's own, which is as good a mark that it is ours and outlives signing in."""
    held = draft.opened(request.POST.get("draft", "")) if request.method == "POST" else None
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    if held is not None and viewer.known and held.helper == viewer.id:
        return _page(request, slug, held)
    return _marked(request, slug, held)


@csrf_protect
def _marked(request: HttpRequest, slug: str, held: draft.Draft | None) -> HttpResponse:
    return _page(request, slug, held)


def _page(request: HttpRequest, slug: str, held: draft.Draft | None) -> HttpResponse:
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    do = request.POST.get("do", "")
    if not rules.helps_in(viewer, place):
        if do and held is not None:
            return _signed_out(request, place, held)
        rules.may_help(viewer, place=place)
    if held is None or held.place != str(place.pk) or held.helper != viewer.id:
        held = draft.fresh(viewer, str(place.pk))
    form = _form(request, place)
    # Without a button's name it was sent by the enter key, or by nobody: then nothing is kept before it was read out.
    if form.is_bound and form.is_valid():
        heard = _heard(form)
        if do == "keep" and request.POST.get("heard") == heard:
            done = _kept(request, place, held, form)
            if done is not None:
                return done
        else:
            return _shown(request, place, held, form, look=True, changed=do == "keep")
    return _shown(request, place, held, form)


def _form(request: HttpRequest, place: Place) -> WriteDownForm:
    choices = dict(areas=queries.areas(place), gatherings=queries.gatherings(place))
    asked = own.wordings(request.POST.get("language", "en")[:35])
    if request.method != "POST":
        initial = {name: request.GET.get(name, "") for name in ("gathering", "channel")}
        initial["answers"] = request.GET.get("answer", "")[:64]
        return WriteDownForm(None, asked=asked, initial=initial, **choices)
    if request.POST.get("do") == "words":  # the words people are asked with, in another language: nothing else happens
        typed: dict[str, Any] = {name: request.POST.get(name, "") for name in WriteDownForm.base_fields}
        return WriteDownForm(None, asked=asked, initial=typed | {"agreed": request.POST.getlist("agreed")}, **choices)
    return WriteDownForm(request.POST, asked=asked, **choices)


def _heard(form: WriteDownForm) -> str:
    """What was read out: if any of it changes, it is read out again."""
    told = form.cleaned_data
    said = [
        _credit(form),
        sorted(told["agreed"]),
        told["share_with"],
        told["language"],
        told["young"],
        told["guardian"],
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def _credit(form: WriteDownForm) -> str:
    return render.credit(form.cleaned_data["level"], form.cleaned_data["called"])


def _kept(request: HttpRequest, place: Place, held: draft.Draft, form: WriteDownForm) -> HttpResponse | None:
    """All of it, or none; None: the form says why not."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    told = form.cleaned_data
    try:
        with transaction.atomic():
            if told["code"]:
                contributor = found(request, form)
                if contributor is None:
                    return None
            else:
                contributor = keep_slip(viewer, place=str(place.pk), code=held.code)
            person = actors.of_contributor(contributor)
            helper = actors.for_somebody(viewer, person, channel=told["channel"])
            met = Voice.objects.filter(client_id=held.number).exists()
            said = {**form.said(), **_where(place, told), "because": answering.refs(told["answers"])}
            voice = record_voice(helper, place=place, client_id=held.number, **said)
            if told["read_back"] == NOW and not met:
                agree_words(helper, voice)
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return None
    code = "" if told["code"] else held.code
    asked = channels.chosen(person) is None
    page = _around(place) | {
        "code": code,
        "spelled": spelled_out(code) if code else [],
        "voice": voice,
        "form": ChannelForm(
            signed_in=True, initial={"person": handing.given(viewer, person), "language": told["language"]}
        ),
        "asked": asked,
        "answering": answering.card(told["answers"]),
    }
    del page["form"].fields["code"]
    return answer(request, "listening/helping/kept.html", page=page)


def _where(place: Place, told: dict[str, Any]) -> dict[str, Any]:
    area = Area.objects.filter(pk=told["area"], placearea__place=place).first() if told["area"] else None
    gathering = Gathering.objects.filter(pk=told["gathering"], place=place).first() if told["gathering"] else None
    return {"area": area, "gathering": gathering}


def _shown(
    request: HttpRequest,
    place: Place,
    held: draft.Draft,
    form: WriteDownForm,
    *,
    look: bool = False,
    changed: bool = False,
    refused: str = "",
) -> HttpResponse:
    language = request.POST.get("language", "en")[:35] or "en"
    has_words = Wording.objects.filter(language=language).exists() or language == "en"
    page = _around(place) | {
        "form": form,
        "draft": held.sealed(),
        "language": language,
        "tongue": languages.named(language) if language != "und" else "",
        "rtl": languages.right_to_left(language) and has_words,
        "has_words": has_words,
        "look": look,
        "changed": changed,
        "refused": refused,
        "answering": answering.card(form["answers"].value() or ""),
    }
    if look:
        chosen = dict(form.fields["agreed"].choices)  # type: ignore[attr-defined]
        page |= {
            "heard": _heard(form),
            "credit": _credit(form),
            "uses": [(PURPOSES[use], chosen[use]) for use in form.cleaned_data["agreed"]],
            "words": form.cleaned_data["words"],
        }
    wrong = form.is_bound and bool(form.errors)
    status = 403 if refused else 400 if wrong or changed else 200
    return answer(request, "listening/helping/write_down.html", page=page, status=status)


def _signed_out(request: HttpRequest, place: Place, held: draft.Draft) -> HttpResponse:
    """Somebody whose time here ran out keeps what they typed: they sign in beside this page, and send it again."""
    refused = _(
        "You are signed out, and nothing has been kept yet; what you typed is still on this page. Sign in on another "
        "page, come back to this one, and press the button again."
    )
    return _shown(request, place, held, _form(request, place), refused=refused)


def _around(place: Place) -> dict[str, Any]:
    crumbs = [(place.name, f"/place/{place.slug}"), (_("Listening"), f"/place/{place.slug}/listening")]
    return {"place": place, "invented": place.invented, "crumbs": crumbs}
