"""How unequal a place is, as a public health lead reads it: from all gaps to one, with voices beside it."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def test_somebody_goes_from_the_evidence_to_one_gap_without_script_and_by_keyboard(demo_site, open_page):
    page = open_page(size=PHONE, script=False)
    page.goto(demo_site.address + "/place/wenbeck/evidence")
    page.get_by_role("link", name="The gap between most and least deprived").click()
    page.get_by_role("heading", name="How unequal is it in Wenbeck?").wait_for()
    link = page.get_by_role("link", name="People in bad or very bad health", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="People in bad or very bad health", level=1).wait_for()
    said = page.locator("main").inner_text()
    assert "in the most deprived fifth of neighbourhoods" in said and "Likely between" in said
    assert "Beside this number, people say" in said and "It does not say why" in said
    assert page.get_by_role("table").first.get_by_role("row").count() >= 6
    page.get_by_role("link", name="How unequal it is").click()
    page.get_by_role("link", name="Has the gap changed over time?").click()
    page.get_by_role("heading", name="Has the gap changed in Wenbeck?").wait_for()


def test_the_pages_have_no_fault_that_axe_can_find_narrow_wide_and_dark(demo_site, open_page):
    for options in ({"size": SMALL}, {"size": DESK, "color_scheme": "dark"}):
        page = open_page(**options)
        for path in ("", "/bad_health", "/over-time"):
            page.goto(demo_site.address + f"/place/wenbeck/inequality{path}")
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            sound(page)


def test_somebody_keeps_the_very_number_a_page_shows_by_keyboard(demo_site, open_page):
    site, page = named(demo_site), open_page(size=SMALL)
    page.goto(f"{site}/place/wenbeck/inequality/bad_health")
    assert page.get_by_role("button", name="Keep this number").count() == 0
    sign_in(page, demo_site, somebody(demo_site, link_worker="wenbeck"))
    for path in ("inequality/bad_health", "reach", "hubs", "injustice", "shares", "missed"):
        page.goto(f"{site}/place/wenbeck/{path}")
        button = page.get_by_role("button", name="Keep this number").first
        sound(page)
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/figure/[0-9a-f-]{36}$"))
        page.get_by_text("A number, kept as it stood").wait_for()
        assert page.get_by_text("The very files").count() == 1, path
    sound(page)
    page.get_by_role("link", name="Say what you make of it").click()
    page.get_by_text("You are answering").wait_for()


def test_the_profile_leads_from_each_picture_to_the_page_that_works_it_out(demo_site, open_page):
    for options in ({"size": SMALL}, {"size": DESK, "color_scheme": "dark"}):
        page = open_page(**options)
        page.goto(demo_site.address + "/place/wenbeck/profile")
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        sound(page)
    page.get_by_role("link", name=re.compile("worked out.*People in bad or very bad health")).click()
    page.get_by_role("heading", name="By England’s own fifths").wait_for()
    page.go_back()
    page.get_by_role("link", name=re.compile("worked out.*What people can reach on foot")).click()
    page.get_by_role("heading", name="What people in Wenbeck can reach").wait_for()
