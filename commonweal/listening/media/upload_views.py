"""A file piece by piece, for a device whose network comes and goes. Answers are JSON, refusals too.

    POST  /listening/media        {"client_id", "voice" or "voice_client_id", "size", "type"} → {"id", "offset"}
    HEAD  /listening/media/<id>   → Upload-Offset, Upload-Length
    PATCH /listening/media/<id>   Upload-Offset: 1048576, bytes → {"id", "offset", "done"}; 409 with the right offset

Whoever is not signed in sends the code of a slip in the header Slip-Code; a device that cannot open what it sealed,
the ticket that it was given for the words, in Upload-Ticket. Asking again is harmless at every step.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.core.answer import json_answer
from commonweal.core.errors import DomainError, Invalid, NotAllowed, NotFound
from commonweal.journal.actor import Actor
from commonweal.listening import tickets
from commonweal.listening.media import changes, queries, rules, store
from commonweal.listening.media.words import PIECE
from commonweal.listening.models import Media, Upload
from commonweal.people import actors
from commonweal.people.slip_forms import CodeForm
from commonweal.people.slip_views import acting, by_code

LOT = 1 << 18
View = Callable[..., HttpResponse]


def in_json(view: View) -> View:
    """Refusals are for programs here."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DomainError as error:
            return json_answer({"error": {"title": str(error.title), "detail": error.sentence}}, status=error.status)

    return answering


def sender(request: HttpRequest, code: str = "") -> Actor:
    """Whose file this is said to be: the slip whose code came along, or whoever is signed in."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    ticket = request.headers.get("Upload-Ticket", "")
    if ticket:
        return tickets.teller_by(ticket)
    typed = code or request.headers.get("Slip-Code", "")
    if not typed:
        return viewer
    form = CodeForm({"code": typed})
    contributor = by_code(request, form)
    if contributor is None:
        raise NotAllowed(" ".join(str(each) for errors in form.errors.values() for each in errors))
    return acting(viewer, actors.of_contributor(contributor))


@never_cache
@require_http_methods(["POST"])
@in_json
def begin(request: HttpRequest) -> HttpResponse:
    """Say that a file comes."""
    told = _told(request)
    who = sender(request, str(told.get("code") or ""))
    voice = queries.voice_for(id=_id(told.get("voice")), client_id=str(told.get("voice_client_id") or "")[:64])
    client_id = str(told.get("client_id") or "")[:64] or None
    met = queries.kept(client_id=client_id) if client_id else None
    if met is not None and met.voice_id == voice.pk:
        rules.may_give(who, voice)
        return json_answer(_done(met))
    upload = changes.begin(
        who,
        voice,
        size=_size(told.get("size")),
        type=str(told.get("type") or "")[:100],
        client_id=client_id,
        described=str(told.get("described") or ""),
        keeps_place=told.get("keeps_place") is True,
    )
    return json_answer({"id": str(upload.pk), "offset": store.offset(upload.pk), "piece": PIECE}, status=201)


@never_cache
@require_http_methods(["GET", "HEAD", "PATCH"])
@in_json
def piece(request: HttpRequest, id: str) -> HttpResponse:
    """How much is here; or one more piece."""
    upload, kept = queries.upload(_id(id)), queries.kept(_id(id))
    if upload is None and kept is None:
        raise NotFound(_("No file is on its way here under this number. Begin again."))
    who = sender(request)
    rules.may_give(who, (upload or kept).voice)  # type: ignore[union-attr]
    if upload is None or kept is not None:
        return _stands(_done(kept), kept.sent, kept.sent)  # type: ignore[union-attr,arg-type]
    if request.method != "PATCH":
        return _stands(_waits(upload), store.offset(upload.pk), upload.size)
    return _append(request, who, upload)


def _append(request: HttpRequest, who: Actor, upload: Upload) -> HttpResponse:
    said = request.headers.get("Upload-Offset", "")
    if not said.isascii() or not said.isdigit():
        raise Invalid(_("Say in Upload-Offset how much has come before this piece."))
    here = store.append(upload.pk, int(said), _pieces(request), most=upload.size)
    if here < 0:
        return _stands(_waits(upload), store.offset(upload.pk), upload.size, status=409)
    if here < upload.size:
        return _stands(_waits(upload), here, upload.size)
    media = changes.finish(who, upload)
    return _stands(_done(media), media.sent, media.sent)


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """The body in lots, as far as it comes: what came before a line broke is kept, and the device asks how much."""
    total = 0
    while True:
        try:
            lot = request.read(LOT)
        except OSError:
            return
        total += len(lot)
        if not lot:
            return
        if total > PIECE:
            raise Invalid(_("Send at most %s bytes at a time.") % f"{PIECE:,}")
        yield lot


def _waits(upload: Upload) -> dict[str, Any]:
    return {"id": str(upload.pk), "offset": store.offset(upload.pk), "done": False}


def _done(media: Media) -> dict[str, Any]:
    return {"id": str(media.pk), "offset": media.sent, "done": True, "kind": media.kind, "type": media.type}


def _stands(told: dict[str, Any], offset: int, length: int, *, status: int = 200) -> HttpResponse:
    response = json_answer(told | {"offset": offset}, status=status)
    response["Upload-Offset"], response["Upload-Length"] = str(offset), str(length)
    return response


def _told(request: HttpRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except ValueError as error:
        raise Invalid(_("This is not JSON.")) from error
    if not isinstance(told, dict):
        raise Invalid(_("This is not JSON as it is expected here."))
    return told


def _size(said: Any) -> int:
    if not isinstance(said, int) or isinstance(said, bool):
        raise Invalid(_("Say how many bytes the file has."))
    return said


def _id(said: Any) -> str:
    from uuid import UUID

    try:
        return str(UUID(str(said))) if said else ""
    except ValueError as error:
        raise NotFound(_("There is nothing at this address, or nothing you may see.")) from error
