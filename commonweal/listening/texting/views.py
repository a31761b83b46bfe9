"""Where GOV.UK Notify hands over a text that came in: with the bearer token set on both sides, and nothing else."""

from __future__ import annotations

import hmac
import json
import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from commonweal.core.answer import json_answer
from commonweal.core.errors import DomainError, Invalid, NotAllowed
from commonweal.journal.actor import HOUSE
from commonweal.listening.texting import changes, taking
from commonweal.people import gsm, texts

log = logging.getLogger(__name__)
LARGEST = 20_000  # letters; a text has a few hundred


@never_cache
@csrf_exempt
@require_POST
def texts_in(request: HttpRequest) -> HttpResponse:
    """A program shows its token; whoever has none is met as any form from elsewhere is."""
    if request.headers.get("Authorization", "").startswith("Bearer "):
        return _taken(request)
    return _none(request)


@csrf_protect
def _none(request: HttpRequest) -> HttpResponse:
    raise NotAllowed(_("Texts are handed over here by the service that receives them, with its token."))


def _taken(request: HttpRequest) -> HttpResponse:
    shown = request.headers["Authorization"].removeprefix("Bearer ").strip()
    wanted = settings.TEXTS_IN_TOKEN
    if not wanted or not hmac.compare_digest(shown.encode(), wanted.encode()):
        raise NotAllowed(_("That is not the token for texts that come in here."))
    message_id, number, words = _read(request)
    taken = taking.take(message_id, number, words)
    if taken.text.answered_at is None and taken.answer:
        try:
            texts.send(number, gsm.plainly(taken.answer))
        except DomainError as refusal:
            # Asked to hand it over again: the same message is the same story with the same code.
            log.warning("A text could not be answered: %s", type(refusal).__name__)
            return json_answer({"taken": True, "answered": False}, status=503)
        changes.answered(HOUSE, taken.text)
    return json_answer({"taken": True, "answered": bool(taken.answer)})


def _read(request: HttpRequest) -> tuple[str, str, str]:
    """The parts of Notify's message that are needed: its id, who sent it, and what it says."""
    try:
        if len(request.body) > LARGEST:
            raise ValueError
        told = json.loads(request.body)
        message_id, number, words = (told[name] for name in ("id", "source_number", "message"))
        if not all(isinstance(each, str) for each in (message_id, number, words)) or not 0 < len(message_id) <= 60:
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise Invalid(_("This is not a text as GOV.UK Notify hands it over: id, source_number, message.")) from None
    return message_id, texts.number(number), words
