"""The three guided first visits, from the first page to an answer, as newcomers make them: any way of using a page."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow
from tests.browser.test_first_visits import tab_to

pytestmark = pytest.mark.browser


def clean(page) -> None:
    """No fault that axe can find, and nothing wider than the window."""
    assert axe(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("script", [True, False])
def test_a_resident_sees_what_is_near_in_two_clicks(demo_site, open_page, script):
    page = open_page(size=SMALL, script=script)
    page.goto(demo_site.address)
    page.get_by_role("link", name="I live here").click()
    page.get_by_label("Postcode", exact=True).fill("zz1 1aa")
    page.get_by_role("button", name="Show what is near").click()
    assert page.get_by_role("heading", level=1).inner_text() == "What is near ZZ1 1AA"
    assert page.locator(".near > li").count() >= 3
    assert re.fullmatch(r"about [\d.]+ k?m", page.locator(".near .away").first.inner_text())
    if script:
        clean(page)
    page.get_by_role("link", name="See Canalside whole").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Canalside"


@pytest.mark.parametrize("script", [True, False])
def test_a_link_worker_finds_something_that_could_help_and_may_print_it(demo_site, open_page, script):
    page = open_page(size=PHONE, script=script)
    page.goto(demo_site.address)
    page.get_by_role("link", name="I help people find things").click()
    page.get_by_label("Postcode", exact=True).fill("ZZ2 1AA")
    page.get_by_label("Being outdoors, growing things").check()
    page.get_by_role("button", name="Show what is near").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Near ZZ2 1AA"
    first = page.locator(".near > li").first
    first.get_by_role("link").wait_for()
    page.emulate_media(media="print")
    first.wait_for()
    assert not page.locator("form").first.is_visible()


def test_a_director_sees_need_beside_what_is_there_and_compares(demo_site, open_page):
    page = open_page(size=DESK)
    page.goto(demo_site.address)
    page.get_by_role("link", name="I plan for a place").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Where need is highest, against what is there"
    assert "most deprived fifth" in page.locator(".lead").inner_text()
    clean(page)
    page.get_by_role("button", name="Compare").click()
    assert page.get_by_role("heading", level=1).inner_text().count(" and ") >= 1
    page.go_back()
    page.get_by_role("link", name="Wenbeck on one page").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Wenbeck"


def test_a_visit_is_made_by_keyboard_alone(demo_site, open_page):
    page = open_page(size=DESK)
    page.goto(demo_site.address)
    tab_to(page, "I live here")
    page.keyboard.press("Enter")
    page.wait_for_url("**/welcome/resident")
    for _step in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "postcode":
            break
    page.keyboard.type("ZZ3 1AA")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What is near ZZ3 1AA").wait_for()


def test_a_mistyped_postcode_says_what_to_change_and_where(demo_site, open_page):
    page = open_page(size=SMALL)
    page.goto(demo_site.address + "/welcome/resident?postcode=LS1")
    page.get_by_role("alert").wait_for()
    assert page.title().startswith("Something needs changing")
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.id") == "postcode"
    clean(page)


def test_a_slip_of_the_finger_in_the_field_at_the_top_still_finds(demo_site, open_page):
    page = open_page(size=PHONE)
    page.goto(demo_site.address + "/about")
    page.get_by_label("Search names, places and things").fill("larkfeild")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Larkfield Estate").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Larkfield Estate"


def test_colours_and_letters_are_chosen_without_script_and_stay(demo_site, open_page):
    page = open_page(size=PHONE, script=False)
    page.goto(demo_site.address + "/about")
    page.get_by_role("link", name="Colours and size of letters").click()
    page.get_by_label("Dark").check()
    page.get_by_label("Large, on the screen and on paper").check()
    page.get_by_role("button", name="Use these").click()
    assert page.url == demo_site.address + "/about"
    page.goto(demo_site.address + "/place/wenbeck")
    html = page.locator("html")
    assert html.get_attribute("data-theme") == "dark" and html.get_attribute("data-letters") == "large"


@pytest.mark.parametrize("address", ["/", "/place/wenbeck", "/area/neighbourhood:DEMO-001", "/welcome/resident"])
def test_large_letters_fit_a_narrow_phone(demo_site, open_page, address):
    page = open_page(size=SMALL)
    page.context.add_cookies([{"name": "look", "value": "dark.large", "url": demo_site.address}])
    page.goto(demo_site.address + address)
    clean(page)


def test_a_place_prints_on_few_sheets_in_light_colours_even_from_a_dark_screen(demo_site, open_page, tmp_path):
    page = open_page(size=DESK, color_scheme="dark")
    page.goto(demo_site.address + "/place/wenbeck")
    page.emulate_media(media="print")
    made = page.pdf(path=tmp_path / "place.pdf", prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", made)) <= 3
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.locator(".sources-list li").first.wait_for()


@pytest.mark.parametrize("address", ["/", "/place/wenbeck", "/welcome/resident?postcode=ZZ1+1AA", "/find?q=park"])
def test_a_residents_pages_are_light(demo_site, open_page, address):
    page = open_page(size=PHONE)
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(answer.request.sizes()["responseBodySize"]))
    page.goto(demo_site.address + address, wait_until="networkidle")
    assert 0 < sum(sizes) <= 100_000
