"""The directory as people meet it: a resident who looks, somebody who keeps an entry, and whoever answers for it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow
from tests.browser.people import named, sign_in, somebody
from tests.served import Site

pytestmark = pytest.mark.browser
LINK = """
import django; django.setup()
from commonweal.directory.keep_changes import give_link
from commonweal.directory.models import Service
from commonweal.journal.actor import HOUSE
print(give_link(HOUSE, Service.objects.get(name="The slow lane"))[1])
"""


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def test_a_resident_without_script_finds_a_free_choir_on_a_weekday_evening(demo_site, open_page):
    page = open_page(size=PHONE, script=False)
    page.goto(demo_site.address + "/place/wenbeck/services")
    page.get_by_label("Say in your own words what would help").fill("free choir tuesday evening")
    page.get_by_role("button", name="Find").first.click()
    first = page.locator(".fact").first
    assert "Singing on Tuesdays" in first.inner_text() and "Why it is here" in first.inner_text()
    first.get_by_role("link").first.click()
    page.get_by_role("heading", name="The next times").wait_for()
    page.get_by_role("link", name="Put them in your calendar").wait_for()


def test_whoever_runs_it_corrects_the_time_from_a_phone_by_a_link_without_script(demo_site, open_page):
    code = demo_site.python(LINK).strip().splitlines()[-1]
    page = open_page(size=PHONE, script=False)
    page.goto(f"{demo_site.address}/keep/{code}")
    assert code not in page.url
    page.get_by_label("When, in your words").first.fill("Mondays, 11 to 12")
    for day in ("Tuesday", "Friday"):
        page.get_by_label(day, exact=True).first.uncheck()
    page.get_by_label("Monday", exact=True).first.check()
    page.get_by_role("button", name="Save and confirm").click()
    assert "Kept. Thank you" in page.get_by_role("status").first.inner_text()
    assert "Mondays, 11 to 12" in page.locator("main").inner_text()
    page.get_by_role("link", name="Keep this entry true").click()
    page.get_by_text("What it said before").wait_for()


def test_pages_of_the_directory_have_no_fault_that_axe_can_find_narrow_wide_and_dark(demo_site, open_page):
    service = found = None
    for options in ({"size": SMALL}, {"size": DESK, "color_scheme": "dark"}):
        page = open_page(**options)
        for path in ("/place/wenbeck/find?q=lonely", "/place/wenbeck/find?near=nowhere", "/place/wenbeck/missing"):
            page.goto(demo_site.address + path)
            sound(page)
        page.goto(demo_site.address + "/place/wenbeck/find?q=singing")
        found = page.locator(".fact a").first.get_attribute("href")
        service = f"{demo_site.address}{found}"
        for path in ("", "/wrong"):
            page.goto(service + path)
            sound(page)
        page.get_by_label("In your own words").fill("It moved.")
        page.get_by_role("button", name="Tell us").click()
        assert "Somebody will look at it" in page.get_by_role("heading", level=1).inner_text()
        sound(page)
        who = somebody(demo_site, steward="wenbeck")
        sign_in(page, demo_site, who)
        for path in (f"{named(demo_site)}{found}/edit", f"{named(demo_site)}/place/wenbeck/keeping"):
            page.goto(path)
            sound(page)


def test_an_answer_goes_back_to_whoever_told_us(demo_site: Site, open_page):
    page = open_page(size=DESK)
    page.goto(demo_site.address + "/place/wenbeck/missing")
    page.get_by_label("In your own words").fill("There is a chess club at the bus station.")
    page.get_by_role("button", name="Tell us").click()
    told = page.url.partition("?")[0]
    steward = open_page(size=DESK)
    sign_in(steward, demo_site, somebody(demo_site, steward="wenbeck"))
    steward.goto(named(demo_site) + "/place/wenbeck/keeping")
    asked = steward.locator("article", has_text="chess club")
    asked.get_by_label("What you did").fill("We asked them: it is in now.")
    asked.get_by_role("button", name="It is put right").click()
    page.goto(told)
    assert "We asked them: it is in now." in page.locator("main").inner_text()
