"""Who works with whom, as people meet it: a steward records it, the other side confirms it by a link, all see it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def test_a_steward_records_that_two_share_a_building_and_the_other_side_confirms_it_by_link(demo_site, open_page):
    steward = open_page(size=DESK)
    sign_in(steward, demo_site, somebody(demo_site, steward="wenbeck"))
    steward.goto(named(demo_site) + "/place/wenbeck/together")
    steward.get_by_role("link", name="Say who works together").click()
    sound(steward)
    steward.get_by_label("Which organisation?").select_option(label="Wenbeck Food Network")
    steward.get_by_label("What does it do?").select_option(label="Shares a building with …")
    steward.get_by_label("With, or for, which other?").select_option(label="Steady Minds")
    steward.get_by_label("On what, and how close is it?").fill("The old bakery.")
    steward.get_by_role("button", name="Save").click()
    assert "Neither has confirmed it yet" in steward.locator("main").inner_text()
    steward.get_by_role("button", name="Make a link for Steady Minds").click()
    sound(steward)
    link = steward.locator(".address").inner_text()

    phone = open_page(size=PHONE, script=False)
    phone.goto(demo_site.address + link[link.index("/together/by/") :])
    assert "You answer for Steady Minds" in phone.locator("main").inner_text()
    phone.get_by_role("button", name="It is so", exact=True).click()
    assert "shown as said by you" in phone.get_by_role("status").inner_text()

    anyone = open_page(size=DESK)
    anyone.goto(demo_site.address + "/place/wenbeck/together")
    said = "Steady Minds says so. Wenbeck Food Network has not said yet."
    assert anyone.locator("tr", has_text="The old bakery.").filter(has_text=said).count() == 1
    drawn = anyone.locator("svg.network").get_by_role("link", name="Steady Minds, an anchor")
    drawn.focus()
    anyone.keyboard.press("Enter")
    anyone.wait_for_url("**/organization/*/together")
    anyone.locator("svg.network").get_by_role("link", name="Wenbeck Food Network").wait_for()


def test_the_network_and_the_spaces_have_no_fault_that_axe_can_find_narrow_wide_and_dark(demo_site, open_page):
    for options in ({"size": SMALL}, {"size": PHONE}, {"size": DESK, "color_scheme": "dark"}):
        page = open_page(**options)
        for path in ("/place/wenbeck/together", "/place/wenbeck/venues", "/place/wenbeck/services?about=quiet.yes"):
            page.goto(demo_site.address + path)
            sound(page)
        page.goto(demo_site.address + "/place/wenbeck/together")
        page.get_by_role("table").get_by_role("link", name="Steady Minds").first.click()
        page.locator("svg.network").wait_for()
        sound(page)


def test_a_resident_without_script_asks_for_what_has_to_be_so(demo_site, open_page):
    page = open_page(size=PHONE, script=False)
    page.goto(demo_site.address + "/place/wenbeck/find")
    page.get_by_text("When, what it costs, and what has to be so").click()
    page.get_by_label("Somebody can come with you").check()
    page.get_by_role("button", name="Find", exact=True).click()
    first = page.locator(".fact").first
    assert "Somebody can come with you" in first.inner_text()
    first.get_by_role("link").first.click()
    page.get_by_text("Somebody can come with you").first.wait_for()
    page.get_by_text("things that nobody has said").wait_for()
    assert overflow(page) <= 0
