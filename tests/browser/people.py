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


def somebody(site: Site, **roles: str) -> str:
    """An account; its address."""
    email = f"somebody{next(numbers)}@example.org"
    site.run("account", "open", email, "--name", "Some Body", read=f"{PASSWORD}\n")
    for role, place in roles.items():
        site.run("account", "grant", email, "--role", role, "--in", place, "--until", "2099-12-31")
    return email


def sign_in(page: Page, site: Site, email: str, *, at: str = "") -> None:
    """Sign in at the site's name; or `at` another of its addresses, where the test goes on there."""
    page.goto((at or named(site)) + "/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
