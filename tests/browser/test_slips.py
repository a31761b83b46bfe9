"""Slips as people meet them: on a phone, on a library's computer, by keyboard, without script."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow, written
from tests.browser.people import sign_in
from tests.makers import PASSWORD
from tests.served import Site

pytestmark = pytest.mark.browser
PAGES = ("/slip", "/slip/withdraw?what=quote", "/slip/erase")
HELPERS = ("/slip/agree", "/place/wenbeck/slips", "/me/erase")
OPENED = """
import django; django.setup()
from commonweal.journal.actor import HOUSE
from commonweal.people import changes
from commonweal.places.models import Place
account = changes.open_account(HOUSE, email="helper@example.org", name="A helper", password="{password}")
changes.grant_role(HOUSE, account, role="listener", scope_kind="places.place", scope_id=str(Place.objects.get().pk))
"""


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The invented place, a helper who listens there, words to ask with, and slips to give away."""
    site = Site(tmp_path_factory.mktemp("slips-site"))
    site.environment["DJANGO_SETTINGS_MODULE"] = "commonweal.config.settings"
    site.with_demo()
    site.run("slip", "words", "quote", read="We might show one line of what you said. May we?\n")
    site.run("slip", "words", "publish", read="May anyone read what you gave?\n")
    site.python(OPENED.format(password=PASSWORD))
    site.codes = json.loads(site.run("slip", "give", "--place", "wenbeck", "--json"))["codes"]  # type: ignore[attr-defined]
    with site.serving():
        yield site


def look_up(page, site, code) -> None:
    page.goto(site.address + "/slip")
    page.get_by_label("The code on your slip").fill(code)
    page.get_by_role("button", name="Show me").click()


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def test_pages_for_slips_have_no_fault_that_axe_can_find_narrow_wide_and_dark(slips, open_page):
    for options in ({"size": SMALL}, {"size": DESK, "color_scheme": "dark"}):
        page = open_page(**options)
        for address in PAGES:
            page.goto(slips.address + address)
            sound(page)
            page.get_by_role("button").last.click()  # nothing typed: what is missing is said
            assert "Type the code" in page.get_by_role("alert").inner_text()
            sound(page)
        look_up(page, slips, slips.codes[0])
        assert "in Wenbeck. Nothing has come of it yet." in page.locator(".lead").inner_text()
        sound(page)
        sign_in(page, slips, "helper@example.org", at=slips.address)
        for address in HELPERS:
            page.goto(slips.address + address)
            sound(page)


def test_a_slip_is_looked_up_by_keyboard_alone_and_its_code_is_in_no_address(slips, open_page):
    page = open_page(size=DESK)
    page.goto(slips.address + "/slip")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "code":
            break
    page.keyboard.type(slips.codes[1].replace("-", " ").lower())
    page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "Your slip"
    assert slips.codes[1] not in written(page) and page.url == slips.address + "/slip"


def test_a_spoken_yes_is_written_down_seen_and_taken_back_and_all_without_script(slips, open_page):
    helper, person = open_page(size=DESK, script=False), open_page(size=PHONE, script=False)
    code = slips.codes[2]
    sign_in(helper, slips, "helper@example.org", at=slips.address)
    helper.goto(slips.address + "/slip/agree")
    helper.get_by_label("The code on their slip").fill(code)
    helper.get_by_role("button", name="Go on to the words").click()
    question = helper.get_by_role("group", name="We might show one line of what you said. May we?")
    question.get_by_label("They say yes").check()
    helper.get_by_role("button", name="Keep their answers").click()
    assert "A line of yours may be shown" in helper.locator(".agreed").inner_text()
    look_up(person, slips, code)
    assert "Said aloud, and heard by a helper." in person.locator(".agreed").inner_text()
    person.get_by_role("link", name="Take this back").click()
    person.get_by_label("The code on your slip").fill(code)
    person.get_by_role("button", name="Take it back").click()
    assert person.get_by_role("heading", level=1).inner_text() == "Taken back"
    look_up(person, slips, code)
    assert "What was not agreed to is not done" in person.locator("main").inner_text()


def test_somebody_is_erased_by_their_slip_in_two_steps(slips, open_page):
    page = open_page(size=PHONE)
    look_up(page, slips, slips.codes[3])
    page.get_by_role("link", name="Be erased from here").click()
    page.get_by_label("The code on your slip").fill(slips.codes[3])
    page.get_by_label("Yes, erase me").check()
    page.get_by_role("button", name="Erase me").click()
    assert page.get_by_role("heading", level=1).inner_text() in {"You are erased", "You are being erased"}
    sound(page)
    look_up(page, slips, slips.codes[3])
    assert "No slip has this code" in page.get_by_role("alert").inner_text()


def test_a_sheet_prints_slips_and_nothing_else(slips, open_page):
    page = open_page(size=DESK)
    sign_in(page, slips, "helper@example.org", at=slips.address)
    page.goto(slips.address + "/place/wenbeck/slips")
    page.get_by_role("button", name="Make a sheet").click()
    expect(page.locator(".slips li")).to_have_count(8)  # waits: the sheet is a page of its own
    assert page.locator(".slips svg").count() == 8
    sound(page)
    page.emulate_media(media="print")
    page.locator(".slips li").first.wait_for()
    for gone in (".masthead", ".foot", "h1", ".invented"):
        assert not page.locator(gone).first.is_visible(), gone
