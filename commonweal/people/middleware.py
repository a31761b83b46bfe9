"""Says of every request who is looking: `request.viewer`."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from commonweal.journal.actor import PUBLIC, Actor
from commonweal.people import actors, elsewhere, sessions
from commonweal.people.models import Account


class ViewerMiddleware:
    """Gives each request its viewer, found only when asked for: a public page makes no query about who looks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:  # whoever has no session is looked up nowhere
            elsewhere.end_if_over(request)
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def viewer_of(request: HttpRequest) -> Actor:
    """The signed-in account as an Actor, or the public."""
    user = request.user
    if not isinstance(user, Account):
        return PUBLIC
    sessions.seen(request, user)
    return actors.of_account(user, assured=elsewhere.assured(request, user))
