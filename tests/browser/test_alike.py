"""A steward sees that something is in the directory twice, puts it together, and takes that back."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESK, SMALL, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser


def test_a_steward_puts_two_entries_together_without_script_and_takes_them_apart_again(demo_site, open_page):
    page = open_page(size=SMALL, script=False)
    sign_in(page, demo_site, somebody(demo_site, steward="wenbeck"))
    board = named(demo_site) + "/place/wenbeck/alike"
    page.goto(named(demo_site) + "/place/wenbeck/keeping")
    page.get_by_role("link", name="See what may be in here twice").click()
    pair = page.locator("article", has_text="Tuesday suppers").first
    assert "nearly the same name" in pair.inner_text() and "on the same day at the same time" in pair.inner_text()
    assert overflow(page) <= 0
    pair.get_by_label("Bring a bowl if you have one").check()
    pair.get_by_role("button", name="They are the same").click()
    assert "They are one now" in page.get_by_role("status").first.inner_text()
    assert overflow(page) <= 0
    page.get_by_role("link", name="Tuesday supper", exact=True).click()
    said = page.locator("main").inner_text()
    assert "Bring a bowl" in said and "What's on round here" in said and "01632 960211" in said
    page.goto(board)
    page.get_by_role("button", name="Take it back: they are two").first.click()
    assert "They are two again" in page.get_by_role("status").first.inner_text()
    assert page.locator("article", has_text="Tuesday suppers").count() >= 1


def test_the_page_has_no_fault_that_axe_can_find_narrow_wide_and_dark(demo_site, open_page):
    who = somebody(demo_site, steward="wenbeck")
    for options in ({"size": SMALL}, {"size": DESK, "color_scheme": "dark"}):
        page = open_page(**options)
        sign_in(page, demo_site, who)
        page.goto(named(demo_site) + "/place/wenbeck/alike")
        assert page.locator("article").count() >= 1
        assert axe(page) == []
        assert overflow(page) <= 0
