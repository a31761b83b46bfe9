"""Residents set weights together and see what changes and what does not; and somebody goes where nobody had gone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, SMALL, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser
HERE = "/place/wenbeck/injustice"
PARTS = ("Overcrowded homes", "Homes with no car or van (more is harder)", "People in bad or very bad health")


def sound(page: Page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def begin(page: Page, site: str, name: str) -> str:
    """Sit down, choose three things; the address of the session."""
    page.goto(f"{site}{HERE}/session")
    page.get_by_label("Where do you sit together?").fill(name)
    for part in PARTS:
        page.get_by_label(part, exact=True).check()
    page.get_by_role("button", name="Go on to the weights").click()
    page.get_by_role("heading", name="How much does each matter?").wait_for()
    return page.url


def test_residents_weigh_together_by_keys_see_what_changes_and_keep_it_with_their_reasons(demo_site, open_page):
    site, page = named(demo_site), open_page(size=DESK)
    sign_in(page, demo_site, somebody(demo_site, facilitator="wenbeck"))
    session = begin(page, site, "The mill, Friday")
    live = page.locator("#live")
    live.get_by_text("stay").wait_for()
    sound(page)
    # The first slider all the way up, the others all the way down: by keys alone.
    for part, key in zip(PARTS, ("End", "Home", "Home"), strict=True):
        page.get_by_label(part, exact=True).focus()
        page.keyboard.press(key)
    expect(page.locator("output").filter(has_text="100 points")).to_have_count(1)
    page.get_by_label("How many people does this speak for?").fill("6")
    page.get_by_role("button", name="Put it down").click()
    page.get_by_text("1 sheet, for 6 people.").wait_for()
    # Another table had its points on paper; one line was added up wrongly, and is told so.
    page.goto(f"{session}?way=points")
    for part, points in zip(PARTS, ("20", "50", "20"), strict=True):
        page.get_by_label(part, exact=True).fill(points)
    page.get_by_role("button", name="Put it down").click()
    page.get_by_text("The points come to 90, not to 100.").first.wait_for()
    page.get_by_label(PARTS[2], exact=True).fill("30")
    page.get_by_role("button", name="Put it down").click()
    page.get_by_text("2 sheets, for 7 people.").wait_for()
    page.set_viewport_size(SMALL)
    sound(page)
    page.get_by_label("Why these, and why so much?").fill("“Where there are too many to a room, nobody sleeps.”")
    page.get_by_role("button", name="Keep it as the index of this place").click()
    page.get_by_text("Anybody can read it, argue with it").wait_for()
    sound(page)
    # Anybody reads whose weights these are, and why; and what was before.
    visitor = open_page(size=SMALL, script=False)
    visitor.goto(f"{site}{HERE}")
    text = visitor.locator("main").inner_text()
    assert "7 people" in text and "nobody sleeps" in text and "depend on what you value" in text
    assert "Official index (IMD 2025)" in text


def test_without_script_a_button_shows_what_changes_and_pairs_give_weights(demo_site, open_page):
    site, page = named(demo_site), open_page(size=SMALL, script=False)
    sign_in(page, demo_site, somebody(demo_site, facilitator="wenbeck"))
    session = begin(page, site, "Without script")
    page.get_by_role("button", name="See what changes").click()
    page.locator("#live .changed").wait_for()
    page.goto(f"{session}?way=pairs")
    for number in range(3):
        page.locator(f"[name=pair-{number}]").select_option("2")
    page.get_by_label("How many people does this speak for?").fill("5")
    page.get_by_role("button", name="Put it down").click()
    page.locator(".sheets summary").click()
    expect(page.locator(".sheets")).to_contain_text("go well together")


def test_a_find_that_nobody_has_taken_on_stands_out_until_somebody_does(demo_site, open_page):
    site, page = named(demo_site), open_page(size=SMALL)
    sign_in(page, demo_site, somebody(demo_site, steward="wenbeck"))
    page.goto(f"{site}/place/wenbeck/missed")
    sound(page)
    page.get_by_role("link", name="Keep a find").click()
    page.get_by_label("Whom have we not reached?").wait_for()
    sound(page)
    page.get_by_label("Whom have we not reached?").fill("Night workers")
    page.get_by_label("Or a community, as it names itself").fill("People who work nights")
    page.get_by_label("What makes you think so").fill("All we do is by day.")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Now it needs somebody who goes there.").wait_for()
    page.get_by_role("link", name="Say who will (Night workers)").click()
    page.get_by_label("Who will do it?").wait_for()
    sound(page)
    page.get_by_label("Who will do it?").fill("Jo")
    page.get_by_label("We go where they already are").check()
    page.get_by_label("By when?").fill((date.today() + timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("Written down. Thank you.").wait_for()
    expect(page.locator(".find", has_text="Night workers")).to_contain_text("Jo")
