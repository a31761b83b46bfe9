"""What people can reach: a visitor asks, sees who has nothing near; an analyst has the way measured better."""

from __future__ import annotations

import csv
import io

import pytest

from tests.browser.conftest import DESK, PHONE, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def test_a_visitor_asks_what_is_near_and_an_analyst_brings_a_table_of_minutes(demo_site, open_page):
    visitor = open_page(size=PHONE)
    visitor.goto(demo_site.address + "/place/wenbeck/evidence")
    visitor.get_by_role("link", name="What people can reach on foot").click()
    visitor.get_by_role("heading", name="What people in Wenbeck can reach").wait_for()
    sound(visitor)
    visitor.get_by_label("When?").select_option("any")
    visitor.get_by_label("At what cost?").select_option("any")
    visitor.get_by_role("button", name="Ask").click()
    visitor.get_by_text("walk of something to do.").wait_for()
    visitor.locator("td a[href*='area=']").first.click()
    visitor.get_by_role("heading", name="In reach of").wait_for()
    sound(visitor)

    page, site = open_page(size=DESK), named(demo_site)
    sign_in(page, demo_site, somebody(demo_site, analyst="wenbeck"))
    points = list(csv.DictReader(io.StringIO(page.request.get(site + "/place/wenbeck/reach/points.csv").text())))
    ids = {role: [row["id"] for row in points if row["role"] == role] for role in ("origin", "destination")}
    page.goto(site + "/place/wenbeck/reach/minutes")
    sound(page)

    def bring(minutes: str, button: str) -> None:
        row = f"{ids['origin'][0]},{ids['destination'][0]},walk,{minutes}"
        table = f"origin,destination,mode,minutes\n{row}\n".encode()
        file = {"name": "minutes.csv", "mimeType": "text/csv", "buffer": table}
        page.get_by_label("The table").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_label("How were the minutes worked out?").fill("By foot, with a watch")
        page.get_by_role("button", name=button).click()

    bring("soon", "Look at it first")
    page.get_by_text("Line 2, column “minutes”: “soon” is not a number of minutes.").wait_for()
    sound(page)
    bring("9", "Look at it first")
    page.get_by_text("Nothing is in use yet.").wait_for()
    bring("9", "Put it to use")
    page.get_by_text("The table is in use.").wait_for()
    page.goto(site + "/place/wenbeck/reach")
    page.get_by_text("How the way is measured").click()
    page.get_by_text("By foot, with a watch").first.wait_for()
    page.goto(site + "/place/wenbeck/reach/minutes")
    page.get_by_text("Take it back", exact=True).first.click()
    page.get_by_label("Why is it taken back?").fill("The watch was slow.")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("The watch was slow.").wait_for()
    sound(page)
