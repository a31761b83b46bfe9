"""Asking addresses that somebody typed: only such as anybody on the internet could ask, never machines of our own."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import httpx
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid

Tell = Callable[[int], None]


def refuse_near(host: str, port: int | None = None) -> None:
    """A host that is this machine, or in its own network, is refused; so is one that is not known."""
    try:
        found = {each[4][0] for each in socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Invalid(_("Nothing is known of the address “%(host)s”. Is it spelled right?") % {"host": host}) from None
    if not all(ipaddress.ip_address(str(each).partition("%")[0]).is_global for each in found):
        raise Invalid(
            _("“%(host)s” is an address within our own network. A directory is asked for on the open web.")
            % {"host": host}
        )


class Outward(httpx.HTTPTransport):
    """Looks at every address before it is asked, those that a first one leads on to as well. Tells how many it was."""

    def __init__(self, tell: Tell = lambda asked: None) -> None:
        super().__init__(retries=1)
        self.asked, self.tell = 0, tell

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Refuse what is near; else ask."""
        refuse_near(request.url.host, request.url.port)
        self.asked += 1
        self.tell(self.asked)
        return super().handle_request(request)


class OutwardAsync(httpx.AsyncHTTPTransport):
    """The same for whoever asks without waiting."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Refuse what is near; else ask."""
        refuse_near(request.url.host, request.url.port)
        return await super().handle_async_request(request)
