"""Accounts in a real browser: a passkey, a code app, an invitation from the letter to its end, and every page fit."""

from __future__ import annotations

import re
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, SMALL, Site, axe, overflow, written
from tests.browser.people import named, sign_in, somebody
from tests.makers import PASSWORD

pytestmark = pytest.mark.browser
numbers = count(1)
DOORS = ("/sign-in", "/sign-up", "/password/forgotten", "/password/forgotten/sent", "/e-mail/sent", "/sign-in/levels")
OWN = ("/me", "/me/name", "/me/sessions", "/me/e-mail", "/me/password", "/me/keys", "/me/erase", "/sign-in/again")
AFTER_AGAIN = ("/me/keys/app", "/me/keys/passkeys/add", "/me/erase")


def again(page: Page) -> None:
    """Say once more who one is, where that is asked."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Your password once more")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def fit(page: Page) -> None:
    assert axe(page) == [], page.url
    assert overflow(page) <= 0, page.url


def test_a_passkey_is_made_and_then_signs_in_without_a_password(demo_site, open_page):
    page = open_page(size=PHONE)
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    options |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, demo_site, somebody(demo_site))
    page.goto(named(demo_site) + "/me/keys")
    page.get_by_role("link", name="Add a passkey").click()
    again(page)
    page.get_by_label("A name for it").fill("the library’s tablet")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your written codes")
    fit(page)
    page.goto(named(demo_site) + "/me/keys")
    expect(page.get_by_text("the library’s tablet, since")).to_be_visible()
    fit(page)
    page.get_by_role("button", name="Sign out").click()
    page.goto(named(demo_site) + "/sign-in?next=/me")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Some Body")


def test_a_passkey_that_does_not_work_is_said_in_a_sentence(demo_site, open_page):
    page = open_page()
    page.goto(demo_site.address + "/sign-in")  # a row of numbers
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That did not work: nothing was signed in or changed.")).to_be_visible()


def test_a_code_app_is_set_up_and_asked_for_and_a_written_code_helps_out(demo_site, open_page):
    page = open_page(size=PHONE, script=False)
    email = somebody(demo_site)
    sign_in(page, demo_site, email)
    page.goto(named(demo_site) + "/me/keys/app")
    again(page)
    expect(page.get_by_role("img", name="Square for the code app")).to_be_visible()
    page.get_by_label("The code your app shows now").fill(code_of(page.locator("code.long").inner_text()))
    page.get_by_role("button", name="Start using it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your written codes")
    written = page.locator(".codes li").first.inner_text()
    page.get_by_role("button", name="Sign out").click()
    page.goto(named(demo_site) + "/sign-in?next=/me")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The second step")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("That code does not match. Type the newest one.").first).to_be_visible()
    page.get_by_label("Code").fill(written)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Some Body")


def code_of(secret: str) -> str:
    """What a code app would show: RFC 6238 by hand, so that the package is not asked to check itself."""
    import base64
    import hmac
    import struct
    import time

    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def test_an_invitation_from_the_letter_to_the_end_of_the_role(demo_site, open_page):
    steward, newcomer = open_page(), open_page(size=PHONE, script=False)
    sign_in(steward, demo_site, somebody(demo_site, steward="wenbeck"))
    steward.goto(named(demo_site) + "/me")
    steward.get_by_role("link", name="Who holds what in Wenbeck").click()
    steward.get_by_role("link", name="Do that first").click()
    again(steward)
    steward.get_by_role("button", name="Send the invitation").click()
    expect(steward.get_by_role("alert")).to_contain_text("Say why you invite them.")
    invited = f"newcomer{next(numbers)}@example.org"
    steward.get_by_label("Their e-mail address").fill(invited)
    steward.get_by_label("Which role").select_option("steward")
    steward.get_by_label("Until which day").fill("2099-06-30")
    steward.get_by_label("Why").fill("You know the allotments.")
    steward.get_by_role("button", name="Send the invitation").click()
    fit(steward)
    link = steward.locator(".panel code").inner_text()
    letters = "".join(p.read_text() for p in (demo_site.folder / "mail").iterdir())
    assert link in letters and f"To: {invited}" in letters
    newcomer.goto(link.replace("127.0.0.1", "localhost"))
    expect(newcomer.get_by_text("You know the allotments.")).to_be_visible()
    newcomer.get_by_label("What should we call you?").fill("Newcomer")
    newcomer.get_by_label("Choose a password").fill(PASSWORD)
    newcomer.get_by_role("button", name="Yes, I accept").click()
    expect(newcomer.get_by_text("your role is steward")).to_be_visible()
    newcomer.get_by_role("link", name="Who holds what in Wenbeck").click()
    expect(newcomer.get_by_text("You know the allotments.")).to_be_visible()
    roles = newcomer.url
    until_yesterday(demo_site, invited)
    assert newcomer.goto(roles).status == 403
    newcomer.goto(named(demo_site) + "/me")
    expect(newcomer.get_by_text("You hold no role.")).to_be_visible()


def until_yesterday(site: Site, email: str) -> None:
    """Let the day pass on which somebody's roles end."""
    code = (
        'import os; os.environ["DJANGO_SETTINGS_MODULE"] = "commonweal.config.settings"\n'
        "import django; django.setup()\n"
        "from datetime import timedelta; from django.utils import timezone\n"
        "from commonweal.journal import guard; from commonweal.people.models import Grant\n"
        f"with guard.migrating(): print(Grant.objects.filter(account__email={email!r})"
        ".update(until=timezone.now() - timedelta(seconds=1)))"
    )
    assert site.python(code).strip() == "1"


def test_every_page_about_accounts_is_fit_for_a_narrow_phone(demo_site, open_page):
    page = open_page(size=SMALL)
    for address in DOORS:
        page.goto(named(demo_site) + address)
        fit(page)
    sign_in(page, demo_site, somebody(demo_site, steward="wenbeck"))
    for address in OWN:
        page.goto(named(demo_site) + address)
        fit(page)
    page.goto(named(demo_site) + "/me/erase")
    again(page)
    for address in AFTER_AGAIN:
        page.goto(named(demo_site) + address)
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Your password once more")
        fit(page)
    page.goto(named(demo_site) + "/me")
    page.get_by_role("link", name="Who holds what in Wenbeck").click()
    fit(page)


def test_signing_in_needs_no_mouse_and_no_script_and_says_what_does(demo_site, open_page):
    page = open_page(script=False)
    email = somebody(demo_site)
    page.goto(named(demo_site) + "/sign-in?next=/me/sessions")
    expect(page.get_by_text("Passkeys need script, which is switched off in this browser.")).to_be_visible()
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("this one")).to_be_visible()
    assert re.search(r"Chrome on Linux", written(page))
