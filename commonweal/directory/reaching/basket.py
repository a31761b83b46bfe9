"""Somebody's own list, in their session: ids of services and nothing else. It goes when the session goes."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.directory.reaching.changes import MOST
from commonweal.directory.reaching.queries import as_they_stand

LIST, MADE = "directory_list", "directory_lists_made"


def ids(request: HttpRequest) -> list[str]:
    """What is on the list, in its order."""
    return as_they_stand(request.session.get(LIST, ()))


def add(request: HttpRequest, services: Iterable[str]) -> None:
    """Put services at the end, each once."""
    held = list(dict.fromkeys([*ids(request), *services]))
    if len(held) > MOST:
        raise Invalid(
            _("Your list is full: it has room for %(most)s things. Take something off it first.") % {"most": MOST}
        )
    _keep(request, held)


def change(request: HttpRequest, service: str, do: str) -> None:
    """Move one up or down, or take it off."""
    held = ids(request)
    if service not in held:
        return
    at = held.index(service)
    held.pop(at)
    if do == "up":
        held.insert(max(0, at - 1), service)
    elif do == "down":
        held.insert(at + 1, service)
    elif do != "off":
        raise Invalid(_("A thing on the list can be moved up or down, or taken off."))
    _keep(request, held)


def empty(request: HttpRequest) -> None:
    """Nothing is on it any more."""
    request.session.pop(LIST, None)


def made(request: HttpRequest) -> list[str]:
    """Ids of the lists that this browser made for others."""
    return list(request.session.get(MADE, ()))


def remember(request: HttpRequest, id: str) -> None:
    """This browser made that list, so it may end it."""
    request.session[MADE] = [*made(request), id][-50:]


def _keep(request: HttpRequest, held: list[str]) -> None:
    if held:
        request.session[LIST] = held
    else:
        empty(request)
