"""First visits, as people make them: a real browser, a real server, no mouse where it says so."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/find?q=xyzzy",
    "/find?q=park",
    "/find?q=park+near+ZZ1+1AA",
    "/look",
    "/style",
    "/style?theme=dark",
    "/welcome/resident",
    "/welcome/resident?postcode=ZZ1+1AA",
    "/welcome/resident?postcode=nowhere",
    "/welcome/link-worker",
    "/welcome/link-worker?postcode=ZZ2+1AA&need=company&need=outdoors",
    "/welcome/director?place=wenbeck",
    "/place/wenbeck",
    "/place/wenbeck/areas",
    "/place/wenbeck/areas?kind=neighbourhood&figure=bad_health&sort=figure",
    "/place/wenbeck/assets",
    "/place/wenbeck/sources",
    "/area/neighbourhood:DEMO-001",
    "/area/group:DEMO-M1",
    "/compare",
    "/compare?a=neighbourhood:DEMO-002&b=neighbourhood:DEMO-012",
    "/sources",
    "/about",
    "/accessibility",
    "/sign-in",
    "/nothing-here",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_fault_that_axe_can_find_and_fits_a_narrow_phone(demo_site, open_page, address):
    page = open_page(size=SMALL)
    page.goto(demo_site.address + address)
    assert axe(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("address", PAGES)
def test_a_page_stands_at_twice_the_letter_size_and_in_the_dark(demo_site, open_page, address):
    page = open_page(size=DESK, color_scheme="dark")
    page.goto(demo_site.address + address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) <= 0
    assert axe(page) == []


def test_a_resident_types_a_postcode_and_sees_their_neighbourhood(demo_site, open_page):
    page = open_page(size=PHONE)
    page.goto(demo_site.address)
    page.get_by_label("Postcode, or the name of a place").fill("zz1 1aa")
    page.get_by_role("button", name="Find").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Canalside"
    assert "Wenbeck" in page.get_by_role("navigation", name="Where you are").inner_text()
    for heading in ("What people live with", "What is here", "What people say"):
        page.get_by_role("heading", name=heading).wait_for()
    page.get_by_role("region", name="What people say").get_by_text("Call it soup.").wait_for()


def test_everything_can_be_read_without_script(demo_site, open_page):
    page = open_page(size=PHONE, script=False)
    page.goto(demo_site.address)
    page.get_by_label("Postcode, or the name of a place").fill("ZZ2 1AA")
    page.get_by_role("button", name="Find").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Larkfield Estate"
    page.goto(demo_site.address + "/place/wenbeck")
    assert not page.get_by_role("button", name="Open the map").is_visible()
    page.get_by_role("link", name="The same as a table").first.click()
    page.get_by_label("Beside them").select_option("bad_health")
    page.get_by_role("button", name="Show").click()
    assert "bad health" in page.get_by_role("columnheader").nth(1).inner_text()


def test_a_director_compares_two_neighbourhoods(demo_site, open_page):
    page = open_page()
    page.goto(demo_site.address + "/place/wenbeck")
    form = page.locator("form[action='/compare']")
    form.get_by_label("This area").select_option(label="Larkfield Estate (Lower Wenbeck)")
    form.get_by_label("Beside this one").select_option(label="High Intake (Moor and Dale)")
    form.get_by_role("button", name="Compare").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Larkfield Estate and High Intake"
    assert page.get_by_role("row", name="bad or very bad health").count() == 1
    sources = page.get_by_text("Where this comes from").first
    sources.click()
    assert "made up" in page.locator("details[open]").first.inner_text()


def test_the_map_is_opened_and_walked_by_keyboard_alone(demo_site, open_page):
    page = open_page()
    page.goto(demo_site.address + "/place/wenbeck")
    tab_to(page, "Open the map")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The map").wait_for()
    page.get_by_text("12 areas, coloured by").wait_for()
    assert page.locator("[data-map-pane] path.leaflet-interactive").count() == 12
    page.get_by_label("Go to an area").focus()
    page.keyboard.type("lark")
    page.keyboard.press("ArrowDown")
    assert "Larkfield Estate" in page.locator("[data-map-says]").inner_text()
    assert axe(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/area/neighbourhood:DEMO-002")


def tab_to(page, name: str) -> None:
    """Press Tab until something of this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    pytest.fail(f"“{name}” cannot be reached with the Tab key")


def test_the_first_page_is_light_before_a_map_is_asked_for(demo_site, open_page):
    page = open_page(size=PHONE)
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(answer.request.sizes()["responseBodySize"]))
    page.goto(demo_site.address + "/area/neighbourhood:DEMO-001", wait_until="networkidle")
    assert 0 < sum(sizes) <= 100_000


def test_a_place_prints_without_what_only_a_screen_needs(demo_site, open_page):
    page = open_page()
    page.goto(demo_site.address + "/place/wenbeck")
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Open the map").is_visible()
    assert not page.locator("form").first.is_visible()
    page.get_by_role("heading", name="What people say").wait_for()
