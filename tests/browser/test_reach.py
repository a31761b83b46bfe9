"""What people can reach: a visitor asks, sees who has nothing near; an analyst has the way measured better."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def test_a_visitor_asks_what_is_near_and_an_analyst_brings_a_table_of_minutes(demo_site, worker, open_page):
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
    points = page.request.get(site + "/place/wenbeck/reach/points.json").json()["points"]
    ids = {role: [row["id"] for row in points if row["role"] == role] for role in ("origin", "destination")}
    page.goto(site + "/place/wenbeck/reach/minutes")
    sound(page)

    def bring(minutes: str) -> None:
        row = f"{ids['origin'][0]},{ids['destination'][0]},walk,{minutes}"
        table = f"origin,destination,mode,minutes\n{row}\n".encode()
        file = {"name": "minutes.csv", "mimeType": "text/csv", "buffer": table}
        page.goto(site + "/place/wenbeck/reach/minutes")
        page.get_by_text("Bring a table of minutes", exact=True).click()
        page.get_by_label("The table").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_label("How were the minutes worked out?").fill("By foot, with a watch")
        page.get_by_role("button", name="Look at it first").click()

    bring("soon")
    page.get_by_text("Line 2, column “minutes”: “soon” is not a number of minutes.").wait_for(timeout=20_000)
    sound(page)
    bring("9")
    page.get_by_text("Nothing is in use yet.").wait_for(timeout=20_000)
    sound(page)
    page.get_by_role("button", name="Put it to use").click()
    page.get_by_role("heading", name="It is in use").wait_for(timeout=20_000)
    sound(page)
    page.goto(site + "/place/wenbeck/reach")
    page.get_by_text("How the way is measured").click()
    page.locator("details.cite p", has_text="By foot, with a watch").wait_for()
    page.goto(site + "/place/wenbeck/reach/minutes")
    page.get_by_text("Take it back", exact=True).first.click()
    page.get_by_label("Why is it taken back?").fill("The watch was slow.")
    page.locator("form[action$='/withdraw'] button").click()
    page.get_by_text("The watch was slow.").wait_for()
    sound(page)


def test_an_analyst_brings_the_streets_and_a_hub_is_measured_along_them(demo_site, worker, open_page, tmp_path):
    pytest.importorskip("osmium")
    page, site = open_page(size=SMALL), named(demo_site)
    sign_in(page, demo_site, somebody(demo_site, analyst="wenbeck"))
    points = page.request.get(site + "/place/wenbeck/reach/points.json").json()["points"]
    homes = [(row["lat"], row["lon"]) for row in points if row["role"] == "origin"]
    page.goto(site + "/place/wenbeck/reach/minutes")
    page.get_by_text("Bring the streets", exact=True).press("Enter")
    page.get_by_label("The map", exact=True).set_input_files(one_long_street(tmp_path / "wenbeck.osm.pbf", homes))
    page.get_by_label("Which map is it?").fill("OpenStreetMap, Wenbeck")
    page.get_by_role("button", name="Bring these streets").click()
    page.get_by_text("does not say of when it is").wait_for(timeout=20_000)
    sound(page)
    page.get_by_role("link", name="Bring it again").click()
    page.get_by_text("Bring the streets", exact=True).press("Enter")
    page.get_by_label("The map", exact=True).set_input_files(tmp_path / "wenbeck.osm.pbf")
    page.get_by_label("Which map is it?").fill("OpenStreetMap, Wenbeck")
    page.get_by_label("Of when is it?").fill("2026-06-01")
    page.get_by_role("button", name="Bring these streets").click()
    page.get_by_role("heading", name="It is in use").wait_for(timeout=20_000)
    sound(page)
    visitor = open_page(size=PHONE)
    visitor.goto(demo_site.address + "/place/wenbeck/hubs")
    visitor.get_by_text("Measured on foot, on the streets of OpenStreetMap, Wenbeck, 1 June 2026.").wait_for()
    sound(visitor)
    visitor.get_by_label("How is the way measured?").select_option("line")
    visitor.get_by_role("button", name="Show").click()
    visitor.get_by_text("Measured on foot, in a straight line times 1.3.").wait_for()
    page.goto(site + "/place/wenbeck/reach/minutes")
    sound(page)
    page.get_by_text("Take it back", exact=True).first.press("Enter")
    page.get_by_label("Why is it taken back?").first.fill("It is one street.")
    page.locator("form[action$='/withdraw'] button").first.press("Enter")
    page.get_by_text("It is one street.").wait_for()


def one_long_street(path: Path, homes: list[tuple[float, float]]) -> Path:
    """A map on which a single street goes from neighbourhood to neighbourhood."""
    import osmium

    writer = osmium.SimpleWriter(str(path))
    for id, (lat, lon) in enumerate(homes, start=1):
        writer.add_node(osmium.osm.mutable.Node(id=id, location=(lon, lat), version=1))
    every = list(range(1, len(homes) + 1))
    writer.add_way(osmium.osm.mutable.Way(id=1, nodes=every, tags={"highway": "residential"}, version=1))
    writer.close()
    return path
