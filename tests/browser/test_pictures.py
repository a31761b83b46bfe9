"""The pictures of the README, taken from a running server: `COMMONWEAL_PICTURES=docs/pictures ./do test -k pictures`.

Without the variable they are taken into a temporary folder and only looked at for not being blank.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser
# name → address, window, height of the picture
PICTURES = {
    "place": ("/place/west-yorkshire", DESK, 1150),
    "neighbourhood-phone": ("/find?q=LS11 8AB", PHONE, 900),
    "compare": ("/compare?a=lad24:E08000035&b=lad24:E08000032", DESK, 900),
    "sources": ("/place/west-yorkshire/sources", DESK, 900),
}


def folder(tmp_path: Path) -> Path:
    """Where pictures go."""
    asked = os.environ.get("COMMONWEAL_PICTURES")
    return Path(asked) if asked else tmp_path


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_of_pages(west_yorkshire, open_page, tmp_path, name):
    address, window, height = PICTURES[name]
    page = open_page(size={"width": window["width"], "height": height})
    page.goto(west_yorkshire.address + address, wait_until="networkidle")
    made = folder(tmp_path) / f"{name}.png"
    page.screenshot(path=made)
    assert made.stat().st_size > 20_000, "the picture is nearly blank"


def test_pictures_of_the_map(west_yorkshire, open_page, tmp_path):
    page = open_page(size={"width": 1280, "height": 1000})
    page.goto(west_yorkshire.address + "/place/west-yorkshire")
    page.get_by_role("button", name="Open the map").click()
    page.get_by_text("areas, coloured by").wait_for()
    page.get_by_label("Go to an area").focus()
    page.keyboard.type("beeston")
    page.keyboard.press("ArrowDown")
    page.locator("#map").scroll_into_view_if_needed()
    made = folder(tmp_path) / "map.png"
    page.screenshot(path=made)
    assert made.stat().st_size > 20_000
