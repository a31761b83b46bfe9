"""West Yorkshire from real files, where they stand beside the project; and the pictures of it that the README shows.

All in one file, so that one worker loads the place once.
"""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow, take

pytestmark = pytest.mark.browser
# name → address, window, height of the picture
PICTURES = {
    "place": ("/place/west-yorkshire", DESK, 1150),
    "neighbourhood-phone": ("/find?q=LS11 8AB", PHONE, 900),
    "compare": ("/compare?a=lad24:E08000035&b=lad24:E08000032", DESK, 900),
    "sources": ("/place/west-yorkshire/sources", DESK, 900),
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_of_pages(west_yorkshire, open_page, tmp_path, name):
    address, window, height = PICTURES[name]
    page = open_page(size={"width": window["width"], "height": height})
    page.goto(west_yorkshire.address + address, wait_until="networkidle")
    take(page, name, tmp_path)


def test_pictures_of_the_map(west_yorkshire, open_page, tmp_path):
    page = open_page(size={"width": 1280, "height": 1000})
    page.goto(west_yorkshire.address + "/place/west-yorkshire")
    page.get_by_role("button", name="Open the map").click()
    page.get_by_text("areas, coloured by").wait_for()
    page.get_by_label("Go to an area").focus()
    page.keyboard.type("beeston")
    page.keyboard.press("ArrowDown")
    page.locator("#map").scroll_into_view_if_needed()
    take(page, "map", tmp_path)


def test_a_newcomer_loads_west_yorkshire_and_sees_it_whole(west_yorkshire, open_page):
    assert "West Yorkshire is in" in west_yorkshire.loaded
    shown = json.loads(west_yorkshire.run("place", "show", "west-yorkshire", "--json"))
    assert shown["population"]["value"] == pytest.approx(2_402_431, abs=2000)
    assert shown["areas_by_kind"]["neighbourhoods"] == 1434
    assert {share["edition"]: share["areas"] for share in shown["deprivation"]}["2025"] == 1434
    page = open_page()
    page.goto(west_yorkshire.address)
    page.get_by_role("link", name="West Yorkshire", exact=True).click()
    assert "2,402,431 people live in West Yorkshire" in page.locator(".lead").inner_text()
    assert axe(page) == []


def test_doing_it_again_brings_in_nothing(west_yorkshire, shared_data):
    again = json.loads(
        west_yorkshire.run("place", "load", "west-yorkshire", "--from", str(shared_data / "places"), "--json")
    )
    assert {each["outcome"] for each in again["datasets"]} == {"already", "later"}


def test_a_real_postcode_a_real_street_on_a_narrow_phone(west_yorkshire, open_page):
    page = open_page(size=SMALL)
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(answer.request.sizes()["responseBodySize"]))
    page.goto(west_yorkshire.address + "/find?q=ls11 8ab", wait_until="networkidle")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Leeds ")
    assert sum(sizes) <= 100_000
    assert overflow(page) <= 0
    assert axe(page) == []


def test_the_map_of_a_whole_county_is_light(west_yorkshire, open_page):
    page = open_page()
    page.goto(west_yorkshire.address + "/place/west-yorkshire", wait_until="networkidle")
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(answer.request.sizes()["responseBodySize"]))
    page.get_by_role("button", name="Open the map").click()
    page.get_by_text("areas, coloured by").wait_for()
    assert page.locator("[data-map-pane] path.leaflet-interactive").count() > 290
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= 200_000


def test_the_council_footprint_of_west_yorkshire_is_another_place(west_yorkshire, shared_data):
    codes = "E08000032,E08000033,E08000034,E08000035,E08000036"
    west_yorkshire.run(
        *("place", "load", "west-yorkshire-councils", "--areas", codes, "--from", str(shared_data / "places")),
        *("--name", "West Yorkshire, the five councils"),
    )
    shown = json.loads(west_yorkshire.run("place", "show", "west-yorkshire-councils", "--json"))
    assert shown["areas_by_kind"]["neighbourhoods"] == 1404


def test_a_public_health_lead_finds_three_cold_spots_and_moves_a_hub(west_yorkshire, open_page):
    page = open_page()
    page.goto(west_yorkshire.address + "/place/west-yorkshire")
    page.get_by_role("link", name="How unequal it is, who is missed").click()
    page.get_by_role("link", name="What people can reach on foot").click()
    page.get_by_text("walk of somewhere to go, free.").wait_for()  # no service is listed yet: places are counted
    page.get_by_label("What?").select_option("green")
    page.get_by_label("Within how many minutes?").select_option("10")
    page.get_by_role("button", name="Ask").click()
    page.get_by_text("walk of a green place, free.").wait_for()
    assert page.get_by_text("No list of buildings and green spaces reaches 30 neighbourhoods").is_visible()
    cold = page.locator(".reach__cold > li")
    assert cold.count() >= 3
    names = [each.locator("a").first.inner_text() for each in cold.all()[:3]]
    assert len(set(names)) == 3
    assert axe(page) == []
    cold.nth(0).get_by_role("link", name="What if a hub stood here?").click()
    page.get_by_role("heading", name="What it would come to").wait_for()
    page.get_by_label("Move a hub").check()
    page.get_by_label("Which hub?").select_option(index=1)
    page.get_by_label("Where? (to open or move)").select_option(index=5)
    page.get_by_role("button", name="Try it").click()
    page.locator(".steps-told > li").nth(1).wait_for()
    assert page.get_by_role("row", name="The most deprived fifth").first.is_visible()
    assert axe(page) == []
