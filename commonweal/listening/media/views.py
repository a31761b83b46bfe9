"""Pages of pictures, sound and film: adding them to a voice, looking at one, typing what is said in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer
from commonweal.core.errors import DomainError, NotAllowed, NotFound
from commonweal.core.ids import is_id
from commonweal.journal.actor import Actor
from commonweal.listening.media import captions, changes, queries, rules, store
from commonweal.listening.media.forms import CaptionForm, DescribeForm, FileForm
from commonweal.listening.media.serving import serve
from commonweal.listening.media.words import ENDINGS, KINDS, PIECE, limits
from commonweal.listening.models import Media, Voice
from commonweal.listening.rules import LISTEN, in_place
from commonweal.people.actors import person_of
from commonweal.people.slip_forms import WhoForm
from commonweal.people.slip_views import speaking, whose

FORMS = ["GET", "HEAD", "POST"]


@require_safe
def file(request: HttpRequest, id: str) -> HttpResponseBase:
    """The file itself, whole or in part."""
    media, for_everyone = _one(request, id)
    name = f"{media.kind}-{str(media.pk)[-8:]}.{ENDINGS[media.type]}"
    return serve(
        request,
        _here(store.place(media.pk)),
        type=media.type,
        name=name,
        etag=media.sha256[:32],
        for_everyone=for_everyone,
    )


@require_safe
def small(request: HttpRequest, id: str) -> HttpResponseBase:
    """A small copy of a picture."""
    media, for_everyone = _one(request, id)
    name, etag = f"picture-{str(media.pk)[-8:]}-small.jpg", f"{media.sha256[:28]}-sm"
    path = _here(store.small(media.pk))
    return serve(request, path, type="image/jpeg", name=name, etag=etag, for_everyone=for_everyone)


@require_safe
def vtt(request: HttpRequest, id: str, language: str) -> HttpResponse:
    """Captions as players read them."""
    media, for_everyone = _one(request, id)
    held = queries.captions_of(media, language)
    if held is None:
        raise NotFound(_("There are no captions in this language."))
    response = HttpResponse(captions.webvtt(held.lines), content_type="text/vtt; charset=utf-8")
    response["Cache-Control"] = "no-cache" if for_everyone else "private, no-store"
    return response


def _one(request: HttpRequest, id: str) -> tuple[Media, bool]:
    if not is_id(id):
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    return queries.one(request.viewer, id, request.GET.get("pass", ""))  # type: ignore[attr-defined]


def _here(path: Any) -> Any:
    if not path.is_file():
        raise NotFound(_("This file is not here any more."))
    return path


@never_cache
@require_http_methods(FORMS)
def of_voice(request: HttpRequest, id: str) -> HttpResponse:
    """Pictures, sound and film of a voice, and adding one. Whoever has a slip types its code."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    voice = _voice(id)
    signed_in = viewer.kind == "account"
    if request.method == "POST" and request.POST.get("do") != "look":
        return _add(request, voice)
    who, asked = (viewer, None) if signed_in and request.method != "POST" else whose(request)
    if who is None or not _may(who, voice):
        if signed_in and request.method != "POST":
            _refuse_unless_seen(viewer, voice)
        return _page(request, viewer, voice, FileForm(signed_in=signed_in), asked=asked)
    return _page(request, who, voice, FileForm(signed_in=signed_in), may=True)


def _add(request: HttpRequest, voice: Voice) -> HttpResponse:
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    form = FileForm(request.POST, request.FILES, signed_in=viewer.kind == "account")
    who = speaking(request, form) if form.is_valid() else None
    if who is not None:
        told = form.cleaned_data
        try:
            made = changes.give(
                who,
                voice,
                told["file"].chunks(),
                size=told["file"].size,
                type=told["file"].content_type or "",
                described=told["described"],
                keeps_place=told["keeps_place"],
            )
        except DomainError as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(
                request,
                _("It is kept. Where it was taken is not in it any more.") if not made.lat else _("It is kept."),
            )
            if who.kind == "account" and not who.for_id:
                return HttpResponseRedirect(f"/voice/{voice.pk}/media")
            return _page(request, who, voice, FileForm(signed_in=viewer.kind == "account"), may=True, status=201)
    return _page(request, who or viewer, voice, form, status=400)


def _page(
    request: HttpRequest,
    who: Actor,
    voice: Voice,
    form: FileForm,
    *,
    asked: WhoForm | None = None,
    may: bool = False,
    status: int = 200,
) -> HttpResponse:
    reader = person_of(who) if who.for_id else who
    seen = queries.sees(who, voice)
    page = {
        "voice": voice,
        "place": voice.place,
        "invented": voice.place.invented,
        "crumbs": [(voice.place.name, f"/place/{voice.place.slug}")],
        "media": queries.of(reader, voice) if seen or may else [],
        "form": form,
        "asked": asked,
        "may": may,
        "types": may or in_place(who, LISTEN, voice.place),
        "signed_in": request.viewer.kind == "account",  # type: ignore[attr-defined]
        "limits": limits(),
        "piece": PIECE,
    }
    if asked is not None and asked.is_bound and asked.errors:
        status = 400
    return answer(request, "listening/media/of_voice.html", page=page, status=status)


def _voice(id: str) -> Voice:
    """Whether somebody may add to it or look at it is asked when they say who they are."""
    voice = queries.voice_for(id=id) if is_id(id) else None
    if voice is None or voice.erased_at is not None:
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    return voice


def _may(who: Actor, voice: Voice) -> bool:
    try:
        rules.may_give(who, voice)
    except DomainError:
        return False
    return True


def _refuse_unless_seen(viewer: Actor, voice: Voice) -> None:
    if not queries.sees(viewer, voice):
        raise NotFound(_("There is nothing at this address, or nothing you may see."))


@never_cache
@require_http_methods(FORMS)
def words(request: HttpRequest, id: str) -> HttpResponse:
    """Describe one, or type what is said in it, with the player beside."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    media, _for_everyone = _one(request, id)
    rules.may_type(viewer, media)
    picture = media.kind == Media.PICTURE
    language = request.GET.get("language", "")
    held = queries.captions_of(media, language)
    initial = {"language": held.language, "lines": captions.typed(held.lines), "by": held.by} if held else {}
    describe = DescribeForm(
        request.POST if request.POST.get("do") == "describe" else None, initial={"words": media.described}
    )
    typing = CaptionForm(request.POST if request.POST.get("do") == "caption" else None, initial=initial)
    done = _typed(request, viewer, media, describe, typing)
    if done is not None:
        return done
    page = {
        "media": queries.row(viewer, media),
        "voice": media.voice,
        "invented": media.voice.place.invented,
        "crumbs": [(media.voice.place.name, f"/place/{media.voice.place.slug}")],
        "describe": describe,
        "typing": None if picture else typing,
        "kind": KINDS[media.kind],
    }
    return answer(request, "listening/media/words.html", page=page, status=400 if request.method == "POST" else 200)


def _typed(
    request: HttpRequest, viewer: Actor, media: Media, describe: DescribeForm, typing: CaptionForm
) -> HttpResponse | None:
    try:
        if describe.is_bound and describe.is_valid():
            changes.describe(viewer, media, words=describe.cleaned_data["words"])
        elif typing.is_bound and typing.is_valid():
            changes.caption(viewer, media, **typing.cleaned_data)
        else:
            return None
    except DomainError as refusal:
        (describe if describe.is_bound else typing).add_error(None, refusal.sentence)
        return None
    messages.success(request, _("It is kept, and shown from now on."))
    return HttpResponseRedirect(f"/media/{media.pk}/words")


@never_cache
@require_http_methods(["POST"])
def take_away(request: HttpRequest, id: str) -> HttpResponse:
    """Take one away. Whoever has a slip types its code."""
    media = queries.kept(id) if is_id(id) else None
    if media is None:
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    who, form = whose(request)
    if who is None:
        raise NotAllowed(" ".join(str(each) for errors in form.errors.values() for each in errors))
    voice = changes.take_away(who, media)
    messages.success(request, _("It is taken away, and its file is deleted."))
    return HttpResponseRedirect(f"/voice/{voice.pk}/media")
