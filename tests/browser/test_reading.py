"""Numbers read together, as people meet them: prepared, talked about, and beside the number what somebody agreed to."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser
WORDS = "My mother is in that number, and she is not lonely."


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def prepared(page, site: str) -> str:
    """A facilitator chooses two numbers; the address of the reading."""
    page.goto(f"{site}/place/wenbeck/reading")
    page.get_by_role("link", name="Prepare a reading").click()
    page.get_by_role("button", name="Make the pages").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one number")
    page.get_by_label("What is this reading called?").fill("Who is alone here?")
    for label in ("Homes where one person of 66 or more lives alone", "Homes with no car or van"):
        page.get_by_label(re.compile(f"^{label}")).check()
    sound(page)
    page.get_by_role("button", name="Make the pages").click()
    page.wait_for_url(re.compile(r"/reading/[0-9a-f-]{36}$"))
    sound(page)
    return page.url.partition("/reading/")[2]


def test_a_number_is_read_together_and_what_somebody_makes_of_it_stands_beside_it_as_they_agreed(demo_site, open_page):
    site, page = named(demo_site), open_page(size=DESK)
    sign_in(page, demo_site, somebody(demo_site, facilitator="wenbeck"))
    reading = prepared(page, site)
    # Through the pages by keyboard alone.
    page.get_by_role("link", name="Begin").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Page 1 of 2")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Put this page in your own words").click()
    page.get_by_label("In plain words, for residents").fill("Some like it. Some do not.")
    page.get_by_role("button", name="Keep these words").click()
    expect(page.get_by_text("Some like it. Some do not.")).to_be_visible()
    page.locator("a[rel=next]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    page.locator("summary", has_text="Note what several people said").click()
    page.get_by_label("A note of what was said").fill("They laughed.")
    page.get_by_role("button", name="Keep this note").click()
    expect(page.get_by_text("They laughed.")).to_be_visible()
    resident = open_page(size=PHONE, script=False)
    resident.goto(f"{site}/reading/{reading}/2")
    expect(resident.get_by_text("Page 2 of 2")).to_be_visible()
    expect(resident.get_by_text("They laughed.")).to_have_count(0)
    say(resident, site, reading)
    figure(open_page(size=SMALL, color_scheme="dark"), site, reading)


def say(page, site: str, reading: str) -> None:
    """Somebody says what they make of the first number, without script, and lets it stand there."""
    page.goto(f"{site}/reading/{reading}/1")
    page.get_by_role("link", name="Say what you make of it").click()
    expect(page.get_by_text("You are answering")).to_be_visible()
    page.get_by_label("What do you want to say?").fill(WORDS)
    for use in ("publish", "pair_with_number"):
        page.locator(f"[name=agreed][value={use}]").check()
    page.get_by_role("button", name="See how it would look").click()
    page.locator("button[value=keep]").click()
    page.get_by_role("link", name="Back to what you answered").click()
    expect(page.get_by_text(WORDS)).to_be_visible()


def figure(page, site: str, reading: str) -> None:
    """The number's own address, narrow and dark: what it was made of, how to cite it, and what was said."""
    page.goto(f"{site}/reading/{reading}/1?for=clinicians")
    expect(page.get_by_text("How it was made")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Where this number comes from, for good").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text("Copy this line")).to_be_visible()
    sound(page)
    for path in ("reading", "cite", "profile"):
        page.goto(f"{site}/place/wenbeck/{path}")
        sound(page)
    paper = page.context.request.get(f"{site}/reading/{reading}/wall.pdf")
    assert paper.status == 200 and paper.headers["content-type"] == "application/pdf"
