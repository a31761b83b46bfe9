"""There and back again: visits to the provider that can be told to lie, for tests of signing in elsewhere."""

from __future__ import annotations

import html
import re
from datetime import timedelta

from django.test import RequestFactory
from django.utils import timezone

from commonweal.people import actors, identities
from commonweal.people.middleware import viewer_of
from commonweal.people.models import Account

ADMINISTRATOR = {
    "role": "administrator",
    "scope_kind": "house",
    "scope_id": "house",
    "until": timezone.now() + timedelta(days=90),
    "why": "To help.",
}


def linked(make, mock, key="staff", **grants):
    account = make.account(**grants)
    identities.link(
        actors.of_account(account), account, provider=key, issuer=mock.issuer, subject="subject-1", level=""
    )
    return account


def there(left) -> str:
    """The address a visit to the other service begins with: by itself, or by the page that leads on."""
    if left.status_code == 302:
        return left["Location"]
    assert left.status_code == 200 and b"On to" in left.content, left.content
    return html.unescape(re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', left.content.decode())[1])


def back(client, mock, left, key="staff", **answer):
    code, state = mock.authorise(there(left))
    return client.get(f"/sign-in/{key}/back", {"code": code, "state": state} | answer)


def go(client, mock, key="staff", query="", **answer):
    """There and back again. Returns the last answer."""
    return back(client, mock, client.get(f"/sign-in/{key}{query}"), key, **answer)


def connect(client, key="staff"):
    """Press "Connect" on the page of one's keys. Returns the page that leads there."""
    return client.post(f"/me/keys/elsewhere/{key}/connect")


def says_yes(client, code, key="staff"):
    """Open the letter's link, and say yes with a sign-in elsewhere. Returns the page that leads there."""
    client.get(f"/invitation/{code}")
    opened = {"invitation": client.session["invitation"], "elsewhere": key}
    return client.post("/invitation", opened)


def later(client, seconds, *names):
    """Let time pass for what the session remembers of this sign-in."""
    session = client.session
    session["vouched_elsewhere"] |= {name: session["vouched_elsewhere"][name] - seconds for name in names}
    session.save()


def actor(client):
    """Whoever is signed in there, as a page would know them."""
    request = RequestFactory().get("/")
    request.session, request.user = client.session, Account.objects.get(pk=who(client))
    return viewer_of(request)


def who(client) -> str | None:
    return client.session.get("_auth_user_id")
