"""Turns what rooms refuse into an answer: a page for people, JSON for programs, one sentence in both."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonweal.core.answer import answer_error
from commonweal.core.errors import DomainError, NotFound


class DomainErrorMiddleware:
    """The one place where an error of the house becomes a status code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            return answer_error(request, exception)
        if isinstance(exception, Http404):
            return answer_error(request, NotFound(_("There is no page at this address.")))
        return None
