"""Saying something and what becomes of it, in a real browser: without script, on a small phone, by keyboard."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import PHONE, SMALL, axe, overflow, written
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def test_a_resident_without_script_says_something_sees_how_it_looks_and_takes_it_back(demo_site, open_page):
    page = open_page(size=PHONE, script=False)
    page.goto(demo_site.address + "/place/wenbeck/listening")
    page.get_by_role("link", name="Say something").first.click()
    page.get_by_label("What do you want to say?").fill("I sit on the wall by the canal. Nobody minds me there.")
    page.get_by_label("Described, as you choose").check()
    page.get_by_label("By which name or words?").fill("a man of sixty")
    page.get_by_label("We may show a line of yours").check()
    page.get_by_role("button", name="See how it would look").click()
    page.get_by_text("A line of it, word for word").wait_for()
    page.get_by_role("button", name="Yes, keep it").click()
    page.get_by_role("heading", name="This is yours").wait_for()
    code = CODE.search(page.locator(".code-shown").inner_text()).group()
    page.get_by_role("link", name="What I have said").click()
    page.get_by_label("The code on your slip").fill(code)
    page.get_by_role("button", name="Show me").click()
    page.get_by_text("I sit on the wall by the canal").wait_for()
    assert code not in written(page)
    page.get_by_text("Take my words back").first.click()
    last = page.locator("form[action$='take-back']")
    last.get_by_label("The code on your slip").fill(code)
    last.get_by_role("button").click()
    page.get_by_label("The code on your slip").fill(code)
    page.get_by_role("button", name="Yes, erase my words").click()
    page.get_by_role("heading", name="Your words are gone").wait_for()


def test_pages_of_what_people_say_have_no_fault_that_axe_can_find_narrow_and_dark(demo_site, open_page):
    for options in ({"size": SMALL}, {"size": PHONE, "color_scheme": "dark"}):
        page = open_page(**options)
        for path in ("listening", "say", "voices-plan", "taken-back"):
            page.goto(f"{demo_site.address}/place/wenbeck/{path}")
            sound(page)
        page.goto(demo_site.address + "/voices/mine")
        sound(page)
        page.goto(demo_site.address + "/place/wenbeck/listening")
        page.locator(".said-list a").first.click()
        page.wait_for_url("**/voice/*")
        sound(page)


def test_a_listener_chooses_a_line_by_keyboard_alone(demo_site, open_page):
    page = open_page(size=PHONE)
    sign_in(page, demo_site, somebody(demo_site, listener="wenbeck"))
    page.goto(named(demo_site) + "/place/wenbeck/voices?q=soup")
    sound(page)
    page.locator(".occasions a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/voice/*")
    page.get_by_role("link", name="Choose a line").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/listen")
    sound(page)
    page.get_by_role("radio", name="Warm space?").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Show this line").focus()
    page.keyboard.press("Enter")
    page.get_by_text("It is shown from now on").wait_for()
