"""Pages of the evidence use the room there is: side by side on a desk, short on a telephone, nothing to push."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow

pytestmark = pytest.mark.browser
HERE = "/place/wenbeck"
GAP = f"{HERE}/inequality/bad_health"


def boxes(page, *locators) -> list[dict[str, float]]:
    """Where each of these stands."""
    return [held for each in locators if (held := each.bounding_box())]


def fifths(page) -> list[dict[str, float]]:
    picture = page.get_by_role("img", name="The five fifths with their likely ranges")
    return boxes(page, picture, page.get_by_role("region", name="The five fifths, table"))


def test_a_picture_and_its_table_stand_side_by_side_on_a_desk_and_beneath_on_a_telephone(demo_site, open_page):
    page = open_page(size=DESK)
    page.goto(demo_site.address + GAP)
    picture, table = fifths(page)
    assert table["x"] >= picture["x"] + picture["width"] and table["y"] < picture["y"] + picture["height"]
    assert table["x"] + table["width"] > 0.9 * DESK["width"], "the right half is left empty"
    page.set_viewport_size(PHONE)
    picture, table = fifths(page)
    assert table["y"] >= picture["y"] + picture["height"] and table["x"] == picture["x"]


def test_no_table_beside_a_picture_has_to_be_pushed_sideways_on_a_desk(demo_site, open_page):
    page = open_page(size=DESK)
    for path in (GAP, f"{HERE}/shares"):
        page.goto(demo_site.address + path)
        frames = page.locator(".abreast > .table-wrap")
        assert frames.count(), path
        for each in frames.all():
            assert each.evaluate("each => each.scrollWidth - each.clientWidth") <= 0, path


def test_words_in_a_picture_are_no_larger_than_those_around_it(demo_site, open_page):
    page = open_page(size=DESK)
    page.goto(demo_site.address + GAP)
    tall = "each => parseFloat(getComputedStyle(each).fontSize) * (each.getCTM ? each.getCTM().a : 1)"
    body = page.locator("main").evaluate(tall)
    for picture in ("The five fifths with", "Groups of neighbourhoods by size"):
        words = page.get_by_role("img", name=picture).locator("text")
        assert words.count() > 4
        assert all(each.evaluate(tall) <= body * 1.01 for each in words.all()), picture


def test_numbers_below_the_groups_do_not_run_into_one_another(demo_site, open_page):
    page = open_page(size=PHONE)
    page.goto(demo_site.address + GAP)
    words = page.get_by_role("img", name="Groups of neighbourhoods by size").locator("text").all()
    held = boxes(page, *words)
    for at, one in enumerate(held):
        for other in held[at + 1 :]:
            apart_x = one["x"] + one["width"] <= other["x"] + 1 or other["x"] + other["width"] <= one["x"] + 1
            apart_y = one["y"] + one["height"] <= other["y"] + 4 or other["y"] + other["height"] <= one["y"] + 4
            assert apart_x or apart_y, (one, other)


def test_names_stand_beside_each_other_with_their_people_and_stay_a_table(demo_site, open_page):
    page = open_page(size=DESK)
    page.goto(demo_site.address + f"{HERE}/missed")
    table = page.get_by_role("region", name="Neighbourhoods where several things fall together").get_by_role("table")
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader")).first
    assert "are high:" in row.get_by_role("rowheader").inner_text()
    for each in row.get_by_role("listitem").all():
        name, people = each.get_by_role("link"), each.locator(".n")
        assert name.inner_text() and people.inner_text().replace(",", "").isdigit()
    page.goto(demo_site.address + f"{HERE}/missed?marker=no_car&top=30")
    single = page.get_by_role("region", name="Neighbourhoods where one is high")
    names = boxes(page, *single.get_by_role("row").last.get_by_role("link").all())
    assert len({round(each["y"]) for each in names}) < len(names), "each name has a line of its own"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_list_of_who_is_missed_takes_less_than_a_line_a_name(demo_site, open_page, size):
    page = open_page(size=size)
    page.goto(demo_site.address + f"{HERE}/missed?marker=no_car&top=30")
    region = page.get_by_role("region", name="Neighbourhoods where one is high")
    names = region.get_by_role("row").last.get_by_role("link").count()
    assert names > 2 and region.get_by_role("table").bounding_box()["height"] < 60 + 30 * names


def test_tables_of_many_columns_need_no_pushing_sideways_on_a_telephone(demo_site, open_page):
    for size in (PHONE, SMALL):
        page = open_page(size=size)
        for path, table in (
            ("choosing", ".scorecard"),
            ("injustice", ".standing"),
            ("missed", ".combinations"),
            ("missed", ".gathered"),
            ("release", ".gathered--each"),
        ):
            page.goto(f"{demo_site.address}{HERE}/{path}")
            frame = page.locator(f".table-wrap:has({table})").first
            assert frame.evaluate("each => each.scrollWidth - each.clientWidth") <= 0, (size, path)
            assert overflow(page) <= 0 and axe(page) == [], (size, path)


def test_on_a_telephone_each_figure_of_the_scorecard_says_what_it_is_and_listeners_hear_it_once(demo_site, open_page):
    page = open_page(size=PHONE)
    page.goto(demo_site.address + f"{HERE}/choosing")
    cells = page.locator(".scorecard tbody tr").first.locator("td")
    said = [each.evaluate("each => getComputedStyle(each, '::before').content") for each in cells.all()]
    assert [each.split('"')[1].strip() for each in said] == ["Score", "How firm", "Criterion 1", "Criterion 2"]
    assert all(each.endswith('/ ""') for each in said)


def test_titles_name_the_place_in_a_sentence(demo_site, open_page):
    page = open_page(size=DESK)
    for path, title in (
        ("choosing", "Choosing neighbourhoods in Wenbeck"),
        ("hubs", "What if a hub stood here, in Wenbeck?"),
    ):
        page.goto(f"{demo_site.address}{HERE}/{path}")
        assert page.title().startswith(title)
