"""Opening a space as people meet it: a closed hall is opened, step by step, until its hours are in the directory."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser
HALL = "Moorside Village Hall"


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def test_a_closed_hall_is_opened_step_by_step_until_its_hours_are_in_the_directory(demo_site, open_page):
    resident, worker = open_page(size=PHONE, script=False), open_page(size=DESK, script=False)
    site = named(demo_site)
    resident.goto(f"{site}/place/wenbeck/openings")
    resident.get_by_role("link", name="This could be open").click()
    resident.get_by_label("Name of the space").fill("moorside hall")
    resident.get_by_role("button", name="Look").click()
    resident.get_by_role("link", name=HALL).click()
    resident.get_by_label("What could it be used for?").fill("Tea and a warm room while the road is snowed in")
    resident.get_by_role("button", name="Say it").click()
    told = resident.url.partition("?")[0]
    sign_in(worker, demo_site, somebody(demo_site, link_worker="wenbeck"))
    worker.goto(f"{site}/place/wenbeck/openings")
    worker.get_by_role("link", name=HALL).click()
    worker.get_by_role("link", name="Go on with it").click()
    worker.get_by_role("button", name="I look at it").click()
    stop(worker, "Keys", "The key is with the parish clerk, who is away", "the parish clerk")
    worker.get_by_role("button", name="It is being opened").click()
    resident.goto(told)
    assert "0 overcome, 1 still in the way" in resident.locator("main").inner_text()
    assert worker.get_by_role("link", name="Open it").count() == 0
    worker.get_by_role("link", name="Say what happened").click()
    worker.get_by_label("How it was overcome").fill("A second key hangs at the farm opposite.")
    worker.get_by_role("button", name="It is overcome").click()
    worker.get_by_role("link", name="Open it").click()
    worker.get_by_label("When is it open, as people say it?").fill("Saturdays, 10 to 12")
    worker.get_by_label("Saturday", exact=True).check()
    worker.get_by_label("From").fill("10:00")
    worker.get_by_label("Until").fill("12:00")
    worker.get_by_label("what they are called").fill("Moorside neighbours")
    worker.get_by_label("What is it called, now that it is open?").fill("Saturday tea")
    worker.get_by_role("button", name="Open the doors").click()
    assert "Saturdays, 10 to 12" in worker.locator(".way__end").inner_text()
    resident.goto(told)
    assert "It is open since" in resident.locator("main").inner_text()
    resident.get_by_role("link", name="Follow every step").click()
    resident.get_by_role("link", name="Saturday tea").click()
    resident.get_by_role("heading", name="The next times").wait_for()
    resident.get_by_role("link", name="how it came to be open").click()
    assert "A second key hangs at the farm opposite." in resident.locator(".way").inner_text()


def stop(page, kind: str, words: str, owner: str) -> None:
    """Say what stops it."""
    page.get_by_label(kind).check()
    page.get_by_label("What stops it, in a sentence").fill(words)
    page.get_by_label("What is the next step?").fill("Ask for a second key")
    page.get_by_label("somebody else", exact=True).check()
    page.get_by_label("who they are by what they do").fill(owner)
    page.get_by_role("button", name="Put it on the way").click()


def test_pages_of_openings_have_no_fault_that_axe_can_find_narrow_wide_and_dark(demo_site, open_page):
    site, worker = named(demo_site), somebody(demo_site, link_worker="wenbeck")
    for options in ({"size": SMALL}, {"size": DESK, "color_scheme": "dark"}):
        page = open_page(**options)
        sign_in(page, demo_site, worker)
        page.goto(f"{site}/place/wenbeck/openings/suggest?q=hall")
        sound(page)
        page.locator("main .quiet a").first.click()
        page.get_by_role("button", name="Say it").click()
        sound(page)
        page.goto(f"{site}/place/wenbeck/openings")
        sound(page)
        page.get_by_role("link", name="Mill Fold Institute").first.click()
        sound(page)
        page.get_by_role("link", name="Go on with it").click()
        page.get_by_text("Something stops it").click()
        page.get_by_role("button", name="Put it on the way").click()
        sound(page)
        page.get_by_role("link", name="Say what happened").first.click()
        sound(page)
        page.goto(page.url.partition("/hindrance")[0] + "/place/wenbeck/openings")
        for name in ("St Hild's Church Hall", "Canal Street Library"):
            page.get_by_role("link", name=name).first.click()
            sound(page)
            page.go_back()
