"""Pages read from right to left, in a made-up language: nothing sticks out, nothing is broken for those who listen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commonweal.config import languages, pseudo
from tests.browser.conftest import DESK, PHONE, SMALL, Site, axe, overflow

PAGES = ("/", "/place/wenbeck", "/area/neighbourhood:DEMO-001", "/area/group:DEMO-M1")


@pytest.fixture(scope="module")
def foreign_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The invented place, offered in the two languages that are none."""
    site = Site(tmp_path_factory.mktemp("foreign-site"))
    site.environment["COMMONWEAL_PSEUDO"] = "yes"
    pseudo.make(languages.made_in(Path(site.folder)))
    site.with_demo()
    site.start()
    yield site
    site.stop()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_from_right_to_left_fits_a_small_phone_and_is_sound(foreign_site, open_page, address):
    page = open_page(size=SMALL, locale="ar-XB", color_scheme="light")
    page.goto(foreign_site.address + address)
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert overflow(page) <= 0
    assert axe(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_words_longer_by_two_fifths_fit(foreign_site, open_page, address):
    page = open_page(size=SMALL, locale="en-XA")
    page.goto(foreign_site.address + address)
    assert overflow(page) <= 0


def test_a_language_is_chosen_without_script_and_stays_chosen(foreign_site, open_page):
    page = open_page(size=PHONE, script=False, locale="en-GB")
    page.goto(foreign_site.address + "/place/wenbeck")
    page.get_by_label("Language", exact=True).select_option("ar-xb")
    page.get_by_role("button", name="Change").click()
    assert page.url == foreign_site.address + "/place/wenbeck"
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.goto(foreign_site.address + "/about")
    assert page.locator("html").get_attribute("lang") == "ar-XB"


def test_the_map_says_its_areas_in_the_language_of_the_page(foreign_site, open_page):
    page = open_page(size=DESK, locale="en-XA")
    page.goto(foreign_site.address + "/place/wenbeck")
    page.locator("[data-open-map]").click()
    page.locator("[data-map-legend] li").first.wait_for()
    assert page.locator("[data-map-legend] li").first.inner_text().startswith("⟦")
