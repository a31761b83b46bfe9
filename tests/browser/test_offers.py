"""What people offer and ask, as people meet it: with a slip and no account, on a phone, without script."""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow, written
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser
WORDS = "I can play dominoes with somebody, or just sit by the window."


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def say(page, site, words: str = WORDS) -> None:
    """Fill in what is offered, up to how it would look."""
    page.goto(f"{site}/place/wenbeck/offers/new")
    page.get_by_label("Company").check()
    page.get_by_label("In your own words").fill(words)
    page.get_by_label("How do you want to be called here?").fill("Mrs Moss")
    page.get_by_label("Everybody who is signed in").check()
    page.get_by_label("How can you be reached").fill("Ask at the desk of Ferngate Library")
    page.get_by_role("button", name="See how it would look").click()


def mine(page, site, code: str) -> None:
    page.goto(f"{site}/offers/mine")
    page.get_by_label("The code on your slip").fill(code)
    page.get_by_role("button", name="Show me").click()


def test_somebody_without_an_account_offers_company_somebody_answers_and_says_thanks(demo_site, open_page):
    site = named(demo_site)
    code = json.loads(demo_site.run("slip", "give", "--place", "wenbeck", "--json"))["codes"][0]
    moss, worker, stranger = (open_page(size=PHONE, script=False) for _ in range(3))
    say(moss, site)
    assert moss.locator(".sees .note-card").count() == 3 and moss.locator(".sees .nothing").count() == 1
    moss.get_by_label("I am 18 or older").check()
    moss.get_by_label("How to reach me may be passed").check()
    moss.get_by_label("The code on your slip").fill(code)
    moss.get_by_role("button", name="Let it stand").click()
    assert "It stands" in moss.get_by_role("status").inner_text()
    stranger.goto(f"{site}/place/wenbeck/offers")
    assert "dominoes" not in written(stranger)
    sign_in(worker, demo_site, somebody(demo_site, link_worker="wenbeck"))
    worker.goto(f"{site}/place/wenbeck/offers?q=dominoes")
    worker.get_by_role("link", name="Yes please").click()
    worker.get_by_role("link", name="Yes please").click()
    worker.get_by_label("How do you want to be called here?").fill("Tom")
    worker.get_by_label("A word to them").fill("For somebody who plays rather well.")
    worker.get_by_label("How can you be reached").fill("The surgery's front desk")
    worker.get_by_label("I am 18 or older").check()
    worker.get_by_label("How to reach me may be passed").check()
    worker.get_by_role("button", name="Send it to them").click()
    assert "They have not answered yet" in written(worker) and "Ferngate Library" not in written(worker)
    mine(moss, site, code)
    assert "plays rather well" in written(moss) and "front desk" not in written(moss)
    moss.locator("article").get_by_label("The code on your slip").first.fill(code)
    moss.get_by_role("button", name="Yes", exact=True).click()
    worker.reload()
    assert "Ask at the desk of Ferngate Library" in written(worker)
    worker.get_by_label("A word of thanks").fill("She won four games and he laughed all week.")
    worker.get_by_role("button", name="It was given").click()
    mine(moss, site, code)
    assert "laughed all week" in moss.locator("[aria-labelledby=gave]").inner_text() and code not in written(moss)
    moss.locator(".actions").get_by_label("The code on your slip").last.fill(code)
    moss.get_by_role("button", name="Take it away").click()
    worker.goto(f"{site}/place/wenbeck/offers?q=dominoes")
    assert WORDS not in written(worker)


def test_pages_of_offers_have_no_fault_that_axe_can_find_narrow_wide_and_dark(demo_site, open_page):
    site, email = named(demo_site), somebody(demo_site, link_worker="wenbeck")
    code = json.loads(demo_site.run("slip", "give", "--place", "wenbeck", "--json"))["codes"][0]
    for options in ({"size": SMALL}, {"size": DESK, "color_scheme": "dark"}):
        page = open_page(**options)
        for path in ("/place/wenbeck/offers", "/place/wenbeck/offers/new", "/offers/mine"):
            page.goto(site + path)
            sound(page)
            if path == "/offers/mine":
                page.get_by_role("button", name="Show me").click()
                sound(page)
        say(page, site, "Ring me: 01632 960011")
        assert "Leave out telephone numbers" in page.get_by_role("alert").inner_text()
        sound(page)
        say(page, site)
        sound(page)
        page.get_by_role("button", name="Let it stand").click()
        sound(page)
        page.get_by_label("I am 18 or older").check()
        page.get_by_label("How to reach me may be passed").check()
        page.get_by_label("The code on your slip").fill(code)
        page.get_by_role("button", name="Let it stand").click()
        assert "It stands" in page.locator("main").inner_text()
        mine(page, site, code)
        page.get_by_role("button", name="Take it away").first.wait_for(timeout=8000)
        sound(page)
        page.goto(f"{site}/place/wenbeck/offers")
        page.get_by_role("link", name="Yes please").first.click()
        sound(page)
        offer = page.url
        for path, button in (("/answer", "Send it to them"), ("/misuse", "Tell a steward")):
            page.goto(offer + path)
            page.get_by_role("button", name=button).click()
            sound(page)
        sign_in(page, demo_site, email)
        page.goto(f"{site}/offers/mine")
        sound(page)
