"""People with accounts at a served site, and signing in as one of them."""

from __future__ import annotations

from itertools import count

from playwright.sync_api import Page, expect

from tests.makers import PASSWORD
from tests.served import Site

numbers = count(1)


def named(site: Site) -> str:
    """The site by a name: browsers make no passkeys for a row of numbers."""
    return site.address.replace("127.0.0.1", "localhost")


MAKE = """
import django; django.setup()
from datetime import UTC, datetime
from commonweal.journal.actor import HOUSE
from commonweal.people import changes
from commonweal.places.models import Place
made = changes.open_account(HOUSE, email={email!r}, name="Some Body", password={password!r})
for role, place in {roles!r}.items():
    where = dict(scope_kind="places.place", scope_id=str(Place.objects.get(slug=place).pk))
    changes.grant_role(HOUSE, made, role=role, until=datetime(2099, 12, 31, tzinfo=UTC), **where)
"""


def somebody(site: Site, **roles: str) -> str:
    """An account, and what it may do here; its address. Made in one go: starting the software takes seconds."""
    email = f"somebody{next(numbers)}@example.org"
    site.python(MAKE.format(email=email, password=PASSWORD, roles=roles))
    return email


def sign_in(page: Page, site: Site, email: str, *, at: str = "") -> None:
    """Sign in at the site's name; or `at` another of its addresses, where the test goes on there."""
    page.goto((at or named(site)) + "/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
