"""A public health lead moves a hub, by keyboard alone, and sees who gains; anybody opens one by touching the map."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, SMALL, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser


def press(thing, key: str = "Enter") -> None:
    """As somebody does who has no mouse."""
    thing.focus()
    thing.press(key)


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def test_a_public_health_lead_moves_a_hub_by_keyboard_and_sees_who_gains_by_fifth(demo_site, open_page):
    page = open_page(size=SMALL)
    sign_in(page, demo_site, somebody(demo_site, analyst="wenbeck"))
    page.goto(named(demo_site) + "/place/wenbeck/evidence")
    press(page.get_by_role("link", name="What if a hub stood here?"))
    page.get_by_role("heading", name="How it is now").wait_for()
    sound(page)
    press(page.get_by_label("Move a hub"), "Space")
    press(page.get_by_label("Which hub?"), "ArrowDown")
    press(page.get_by_label("Where? (to open or move)"), "End")
    press(page.get_by_role("button", name="Try it"))
    page.get_by_role("heading", name="What it would come to").wait_for()
    expect(page.locator(".headline")).to_contain_text("minutes’ walk")
    expect(page.get_by_role("row", name=re.compile("The most deprived fifth"))).to_be_visible()
    page.get_by_text("moved", exact=True).first.wait_for()
    sound(page)
    press(page.get_by_role("link", name="Keep this what-if"))
    press(page.get_by_label("What do you call it?"), "Home")
    page.keyboard.type("A room nearer the mill")
    press(page.get_by_role("button", name="Keep it as a draft"))
    page.get_by_text("It is a draft until you show it").wait_for()
    sound(page)
    address = page.url.replace("localhost", "127.0.0.1").partition("?")[0]
    press(page.get_by_role("button", name="Show it to everybody"))
    page.get_by_text("Everybody can see it now.").wait_for()
    stranger = open_page(size=SMALL, script=False)
    stranger.goto(address)
    stranger.get_by_role("heading", name="A room nearer the mill").wait_for()
    stranger.get_by_role("row", name=re.compile("Everybody")).wait_for()


def test_anybody_opens_a_hub_by_touching_the_map_and_asks_where_one_would_help_most(demo_site, open_page):
    page = open_page(size=DESK)
    page.goto(demo_site.address + "/place/wenbeck/hubs")
    page.get_by_text("Or touch the map").wait_for()
    page.locator("#map > svg").click()
    page.get_by_text("A new hub in a spot near the middle of").wait_for()
    press(page.get_by_role("button", name="Look for them"))
    page.get_by_text("The spot found:").wait_for()
    expect(page.locator(".suggested")).to_contain_text(re.compile("proved|better by more than"))
    press(page.get_by_role("link", name="Put them on the map"))
    expect(page.locator(".steps-told > li")).to_have_count(2)
    sound(page)


def test_closing_without_a_hub_is_told_at_the_top_with_a_way_to_the_field(demo_site, open_page):
    for script in (True, False):
        page = open_page(size=SMALL, script=script)
        page.goto(demo_site.address + "/place/wenbeck/hubs?kind=library")
        press(page.get_by_label("Close a hub"), "Space")
        press(page.get_by_role("button", name="Try it"))
        summary = page.get_by_role("alert")
        expect(summary).to_be_focused()
        expect(page).to_have_title(re.compile("^Something needs changing"))
        press(summary.get_by_role("link", name="Choose the hub that closes."))
        assert page.url.endswith("#hub")
        expect(page.get_by_label("Which hub?")).to_have_accessible_description("Mistake: Choose the hub that closes.")
        expect(page.get_by_label("Close a hub")).to_be_checked()
        if script:
            sound(page)


def test_neighbourhoods_are_chosen_by_criteria_on_a_small_telephone_without_script(demo_site, open_page):
    page = open_page(size=SMALL, script=False)
    page.goto(demo_site.address + "/place/wenbeck/choosing")
    page.get_by_label("How many?").fill("1")
    page.get_by_role("button", name="Show the scorecard").click()
    page.get_by_text("chosen", exact=True).first.wait_for()
    seen = open_page(size=SMALL)
    seen.goto(page.url)
    seen.get_by_role("heading", name="Where should we begin?").wait_for()
    expect(seen.get_by_role("columnheader", name=re.compile("^Criterion 2 ?: What is here"))).to_have_count(1)
    expect(seen.locator("tbody").first).not_to_contain_text("10,000 people")
    sound(seen)
