"""Somebody else's list, from being handed over to the moment when its words and ours differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser
SHEET = """No,What is it,Held by,Day,From,Tel,Price
1,Quilting by the canal,Canal Quilters,Thursday,8:30AM,01632 960411,Free
2,,Canal Quilters,,,,
3,Unpicking,Canal Quilters,Monday,when it rains,01632 960411,Free
"""
MAPPING = """kind = "service"
key = "No"
[columns]
"What is it" = "name"
"Held by" = "organization.name"
Day = "schedules[].weekday"
From = "schedules[].opens_at"
Tel = "phones[].number"
Price = "fees_description"
"""


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def ended(page, heading: str) -> None:
    """The worker does it, and the page shows itself anew."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading, timeout=20_000)
    sound(page)


def test_a_steward_takes_in_a_sheet_and_decides_where_its_next_one_says_something_else(
    demo_site, worker, open_page, tmp_path: Path
):
    (tmp_path / "quilts.csv").write_text(SHEET, "utf-8")
    (tmp_path / "quilts.toml").write_text(MAPPING, "utf-8")
    page = open_page(size=PHONE)
    sign_in(page, demo_site, somebody(demo_site, steward="wenbeck"))
    page.goto(named(demo_site) + "/place/wenbeck/feeds")
    sound(page)
    page.get_by_role("link", name="Add another directory").click()
    page.get_by_label("What is the directory called?").fill("Quilters' list")
    page.get_by_label("Who publishes it?").fill("Canal Quilters")
    page.get_by_label("A file", exact=True).set_input_files(tmp_path / "quilts.csv")
    page.get_by_role("button", name="Look at it").click()
    assert "ask the publisher" in page.get_by_role("alert").inner_text()
    sound(page)
    page.get_by_label("Under which licence").select_option("CC0-1.0")
    page.get_by_label("A file", exact=True).set_input_files(tmp_path / "quilts.csv")
    page.get_by_label("which column is what").set_input_files(tmp_path / "quilts.toml")
    page.get_by_role("button", name="Look at it").click()
    ended(page, "What would come")
    told = page.locator("main").inner_text()
    assert "1 row would be left out" in told and "quilts.csv row 4, Day, From" in told and "when it rains" in told
    page.get_by_role("button", name="Take it in").click()
    ended(page, "It is taken in")
    history = page.get_by_role("link", name="Quilters' list").get_attribute("href")
    # Somebody rings them, and mends the entry; then comes their next sheet.
    page.goto(named(demo_site) + "/find?q=quilting")
    page.get_by_role("link", name="Quilting by the canal").first.click()
    assert "08:30" in page.locator("main").inner_text()
    page.get_by_role("link", name="Keep this entry true").click()
    page.get_by_label("What does it really cost?").fill("Free, cotton included")
    page.get_by_role("button", name="Save and confirm").click()
    (tmp_path / "quilts.csv").write_text(SHEET.replace("960411,Free\n2", "960411,£3\n2"), "utf-8")
    page.goto(named(demo_site) + str(history))
    page.get_by_label("A file", exact=True).set_input_files(tmp_path / "quilts.csv")
    page.get_by_role("button", name="Look at it").click()
    ended(page, "What would come")
    page.get_by_role("button", name="Take it in").click()
    ended(page, "It is taken in")
    assert "1 changed" in page.locator("main").inner_text()
    page.get_by_role("link", name="Where sources say other words than we do").click()
    entry = page.locator("section section", has_text="Quilting by the canal").first
    assert "Free, cotton included" in entry.inner_text() and "£3" in entry.inner_text()
    sound(page)
    entry.get_by_role("button", name="Take theirs").click()
    assert "The decision stands" in page.get_by_role("status").first.inner_text()
    assert "cotton included" not in page.locator("main").inner_text()
    page.goto(named(demo_site) + str(history))
    sound(page)
    page.goto(named(demo_site) + "/place/wenbeck/directories")
    assert "Quilters' list" in page.locator("main").inner_text()
    sound(page)
