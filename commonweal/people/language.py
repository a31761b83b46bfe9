"""Which language a page is read in, and choosing another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from commonweal.people.changes import choose_language
from commonweal.people.models import Account

TWINS = (".json", ".csv")


class LanguageMiddleware:
    """Reads each page in the person's language: their account's, else the one they chose here, else their browser's.

    Twins are for programs, which must meet the same words whoever asks: they answer in English, or in the language
    that their address names (`?language=cy`), never by cookie or browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        twin = request.path.endswith(TWINS)
        language = _of_twin(request) if twin else _of_page(request)
        with translation.override(language):
            response = self.get_response(request)
        if not twin and len(settings.LANGUAGES) > 1:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", language)
        return response


def _of_page(request: HttpRequest) -> str:
    user = request.user
    if isinstance(user, Account) and (own := supported(user.language)):
        return own
    # Django reads its cookie first, and then what the browser asks for.
    return translation.get_language_from_request(request)


def _of_twin(request: HttpRequest) -> str:
    return supported(request.GET.get("language", "")) or settings.LANGUAGE_CODE


def supported(code: str) -> str:
    """The language offered here under this code ("en" is English as written in Britain); "" where none is."""
    try:
        return translation.get_supported_language_variant(code) if code else ""
    except LookupError:
        return ""


@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The form at the foot of every page. Somebody signed in is known by their session, so theirs must be our form.

    For everybody else it changes how pages look on this device and nothing more. A token in every page would give
    everybody a cookie and make no two answers alike.
    """
    onward = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = "/"
    chosen = supported(request.POST.get("language", ""))
    answer: Callable[..., HttpResponse] = _of_account if isinstance(request.user, Account) else _of_device
    return answer(request, chosen, onward)


@csrf_protect
def _of_account(request: Any, chosen: str, onward: str) -> HttpResponse:
    if chosen and chosen != supported(request.user.language):
        choose_language(request.viewer, request.user, language=chosen)
    return _of_device(request, chosen, onward)


def _of_device(request: HttpRequest, chosen: str, onward: str) -> HttpResponse:
    response = HttpResponseRedirect(onward)
    if chosen:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            httponly=True,
            secure=settings.HTTPS,
        )
    return response
