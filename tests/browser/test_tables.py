"""Wide tables on a small telephone: what people came for comes first, an edge says that there is more, keys move it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow, until

pytestmark = pytest.mark.browser
GAP = "/place/wenbeck/inequality/bad_health"


def edges(page, frame) -> tuple[bool, bool]:
    """Whether a table's frame is shaded at its left and at its right edge."""
    frame.scroll_into_view_if_needed()
    seen = Image.open(io.BytesIO(frame.screenshot())).convert("L")
    middle = seen.getpixel((seen.width // 2, 1))
    return tuple(abs(seen.getpixel((x, 1)) - middle) > 40 for x in (0, seen.width - 1))


def test_the_share_of_each_fifth_is_in_sight_before_anything_is_scrolled(demo_site, open_page):
    for size in (PHONE, SMALL):
        page = open_page(size=size)
        page.goto(demo_site.address + GAP)
        for name in ("The five fifths, table", "England’s own fifths, table"):
            frame = page.get_by_role("region", name=name)
            shares = frame.get_by_role("columnheader", name="in every 100")  # here, and where it is known all England's
            assert shares.count() == (2 if name.startswith("England") else 1)
            for box in (each.bounding_box() for each in shares.all()):
                assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"], (size, name)
        assert overflow(page) <= 0


@pytest.mark.parametrize(
    "how", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["light", "dark", "forced"]
)
def test_an_edge_is_shaded_only_where_there_is_more_of_the_table(demo_site, open_page, how):
    page = open_page(size=PHONE, **how)
    page.goto(demo_site.address + GAP)
    frame = page.get_by_role("region", name="The five fifths, table")
    assert edges(page, frame) == (False, True)
    frame.evaluate("frame => { frame.scrollLeft = 60 }")
    assert edges(page, frame) == (True, True)
    frame.evaluate("frame => { frame.scrollLeft = frame.scrollWidth }")
    assert edges(page, frame) == (True, False)
    wide = open_page(size=DESK, **how)
    wide.goto(demo_site.address + GAP)
    assert edges(wide, wide.get_by_role("region", name="The five fifths, table")) == (False, False)


def test_a_wide_table_is_reached_and_moved_by_keyboard_and_stays_readable_in_the_dark(demo_site, open_page):
    page = open_page(size=PHONE, color_scheme="dark", reduced_motion="reduce")
    page.goto(demo_site.address + GAP)
    frame = page.get_by_role("region", name="The five fifths, table")
    frame.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.activeElement.scrollLeft > 0")
    ground = frame.evaluate("frame => getComputedStyle(frame).backgroundColor")
    assert ground == "rgba(0, 0, 0, 0)", "a yellow ground would hide the table’s light letters"
    assert axe(page) == []


def test_who_is_missed_is_told_in_short_and_the_rest_unfolds_without_script(demo_site, open_page):
    page = open_page(size=PHONE, script=False)
    page.goto(demo_site.address + "/place/wenbeck/missed")
    short = page.get_by_role("navigation", name="In short, with ways to the rest")
    short.get_by_role("link", name="Which neighbourhoods they are").click()
    assert page.url.endswith("#where")
    together = page.get_by_role("region", name="Neighbourhoods where several things fall together")
    together.get_by_role("link").first.wait_for()
    others = page.get_by_role("region", name="Neighbourhoods where one is high, or something is not known")
    assert others.count() == 0
    page.get_by_text("Where one is high, or something is not known", exact=True).click()
    others.get_by_role("link").first.wait_for()
    page.get_by_text("Each of these ways, as a table").click()
    page.get_by_role("region", name="What would be found otherwise").wait_for()
    page.get_by_text("Look at others, or call more or fewer high").click()
    page.get_by_role("button", name="Show").wait_for()


def test_folded_or_open_the_page_of_who_is_missed_has_no_fault_that_axe_can_find(demo_site, open_page):
    for options in ({"size": SMALL, "color_scheme": "dark"}, {"size": DESK}):
        page = open_page(**options)
        page.goto(demo_site.address + "/place/wenbeck/missed")
        assert axe(page) == [] and overflow(page) <= 0
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert axe(page) == [] and overflow(page) <= 0


def test_what_is_folded_on_a_telephone_stands_on_paper(demo_site, open_page):
    page = open_page(size=DESK)
    page.goto(demo_site.address + "/place/wenbeck/missed")
    others = page.get_by_role("region", name="Neighbourhoods where one is high, or something is not known")
    assert not others.count()
    page.emulate_media(media="print")
    others.get_by_role("table").wait_for()
