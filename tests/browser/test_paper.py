"""Paper, from the printer to the map: printed, photographed, traced by taps and by keys; refusals say why."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from commonweal.listening.paper.layouts import LAYOUTS
from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow, written
from tests.browser.people import named, sign_in, somebody
from tests.listening import paper_photos as camera

pytestmark = pytest.mark.browser
CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}(?!-)")


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def gathering(page, site) -> str:
    """Hold a gathering; its address."""
    page.goto(f"{site}/place/wenbeck/gatherings/new")
    page.get_by_label("What is it called?").fill("Pens and a map")
    page.get_by_label("a café with tables").check()
    page.get_by_label("On which day?").fill("2026-05-02")
    page.get_by_label("What are people asked?").fill("Where do you feel well?")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("heading", name="Pens and a map").wait_for()
    return page.url


def printed(page, at: str, layout: str, copies: int, folder) -> tuple[list[str], list[str]]:
    """Print sheets; the codes on them, and those on their strips, as they stand in the file."""
    page.goto(f"{at}/paper/make")
    page.locator(f"[name=layout][value={layout}]").check()
    page.get_by_label("How many?").fill(str(copies))
    with page.expect_download() as coming:
        page.get_by_role("button", name="Print them").click()
    coming.value.save_as(folder / f"{layout}.pdf")
    words = [each.extract_text() for each in PdfReader(folder / f"{layout}.pdf").pages]
    slips = [re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", each).group() for each in words]
    return [CODE.search(each.replace(slip, "")).group() for each, slip in zip(words, slips, strict=True)], slips


def photo(folder, layout: str, code: str, *, seed: int, ticks=("quote",)):
    """A photograph of the sheet with that code, with a dot on it."""
    held = LAYOUTS[layout]
    page = camera.ticked(camera.plain(held, code.replace("-", ""), per_mm=5.0), held, list(ticks))
    page = camera.drawn(page, held, [[(held.frame.x + 80, held.frame.y + 60)]])
    where = folder / f"{code}.jpg"
    where.write_bytes(camera.photographed(page, held, np.random.default_rng(seed), hard=0.7).jpeg)
    return where


def test_a_map_is_printed_drawn_on_photographed_traced_and_followed_by_whoever_drew(demo_site, open_page, tmp_path):
    site = named(demo_site)
    page = open_page(size=DESK)
    sign_in(page, demo_site, somebody(demo_site, facilitator="wenbeck"))
    at = gathering(page, site)
    page.get_by_role("link", name="Print sheets, and bring them back").click()
    expect(page.get_by_text("No sheets have been printed")).to_be_visible()
    (code, other), (slip, _slip) = printed(page, at, "map-a3", 2, tmp_path)
    page.goto(f"{at}/paper/photographs")
    strange = tmp_path / "strange.png"
    blocks = np.random.default_rng(1).integers(0, 255, (9, 12, 3), np.uint8).repeat(100, 0).repeat(100, 1)
    strange.write_bytes(camera.cv2.imencode(".png", blocks)[1])
    page.get_by_label("Photographs").set_input_files([photo(tmp_path, "map-a3", code, seed=4), strange])
    page.get_by_role("button", name="Bring them").click()
    expect(page.locator(".brought--refused")).to_contain_text("not one of our sheets", timeout=30_000)
    expect(page.locator(".brought--waiting")).to_contain_text(code)
    sound(page)
    page.get_by_role("link", name="Enter it").click()
    over = page.locator("[data-over]")
    over.locator("svg").wait_for()
    expect(page.get_by_label("A line of yours may be shown", exact=False)).to_be_checked()
    held, size = LAYOUTS["map-a3"], over.bounding_box()
    scale = size["width"] / held.whole.width
    spot = (held.frame.x + 80 - held.whole.x, held.frame.y + 60 - held.whole.y)
    over.click(position={"x": spot[0] * scale, "y": spot[1] * scale})
    first = page.locator("[data-mark='1']")
    expect(first.get_by_label("What is it?")).to_have_value("pin")
    expect(first.get_by_label("Which squares?")).to_have_value("C2-8")
    first.get_by_label("What they wrote about it").fill("dark here, and the bench is gone")
    page.get_by_text("Line", exact=True).click()
    over.focus()
    for key in ("Enter", "Shift+ArrowRight", "Enter", "Escape"):
        page.keyboard.press(key)
    expect(page.locator("[data-mark='2']").get_by_label("What is it?")).to_have_value("line")
    sound(page)
    page.get_by_role("button", name="Keep what stands on it").click()
    expect(page.get_by_text("It is entered")).to_be_visible()
    page.get_by_role("link", name="What was said on it").click()
    expect(page.get_by_text("dark here, and the bench is gone").first).to_be_visible()
    page.goto(f"{at}/paper")
    expect(page.get_by_role("row", name=code)).to_contain_text("entered")
    expect(page.get_by_role("row", name=other)).to_contain_text("out with somebody")
    whoever = open_page(size=PHONE, script=False)
    whoever.goto(f"{site}/voices/mine")
    whoever.get_by_label("The code on your slip").fill(slip)
    whoever.get_by_role("main").get_by_role("button").first.click()
    expect(whoever.get_by_text("the bench is gone").first).to_be_visible()


def test_a_slip_is_entered_on_a_phone_without_script_and_two_readings_are_settled(demo_site, open_page, tmp_path):
    site = named(demo_site)
    one, two = (open_page(size=PHONE, script=False) for _number in range(2))
    sign_in(one, demo_site, somebody(demo_site, facilitator="wenbeck"))
    sign_in(two, demo_site, somebody(demo_site, listener="wenbeck"))
    at = gathering(one, site)
    one.goto(f"{at}/paper/make")
    one.get_by_label("Two people enter each sheet").check()
    one.locator("[name=layout][value=story-a5]").check()
    one.get_by_label("How many?").fill("1")
    with one.expect_download() as coming:
        one.get_by_role("button", name="Print them").click()
    coming.value.save_as(tmp_path / "slip.pdf")
    words = PdfReader(tmp_path / "slip.pdf").pages[0].extract_text()
    code = CODE.search(re.sub(r"\w{4}-\w{4}-\w{4}", "", words)).group()
    for page, read in ((one, "I miss the choir"), (two, "I miss the chair")):
        page.goto(f"{at}/paper")
        page.get_by_label("The code beside “Sheet”").fill(code.lower())
        page.get_by_role("button", name="Type in what stands on it").click()
        assert "I miss" not in written(page)
        page.get_by_label("What they wrote").fill(read)
        page.get_by_role("button", name="Keep what stands on it").click()
    expect(two.get_by_role("heading", name="Where the two readings differ")).to_be_visible()
    assert overflow(two) <= 0
    two.get_by_label("What they wrote").fill("I miss the choir")
    two.get_by_role("button", name="Keep what stands on it").click()
    expect(two.get_by_text("It is entered")).to_be_visible()


def test_pages_of_paper_have_no_fault_that_axe_can_find_narrow_and_dark(demo_site, open_page, tmp_path):
    email = somebody(demo_site, facilitator="wenbeck")
    page = open_page(size=SMALL, color_scheme="dark")
    sign_in(page, demo_site, email)
    at = gathering(page, named(demo_site))
    (code,), _slips = printed(page, at, "map-a4", 1, tmp_path)
    page.goto(f"{at}/paper/photographs")
    page.get_by_label("Photographs").set_input_files([photo(tmp_path, "map-a4", code, seed=6)])
    page.get_by_role("button", name="Bring them").click()
    page.get_by_role("link", name="Enter it").wait_for()
    sound(page)
    page.get_by_role("link", name="Enter it").click()
    page.locator("[data-over] svg").wait_for()
    sound(page)
    for path in ("/paper", "/paper/make"):
        page.goto(at + path)
        sound(page)
    page.get_by_role("button", name="See how it looks").click()
    page.locator(".proof").wait_for()
    sound(page)
