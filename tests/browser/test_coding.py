"""A café of six tables, coded together by two people: cards, words marked by mouse and keys, whose name wins."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser
HERE = "/place/wenbeck/listening"


def sound(page: Page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def see(page: Page, theme: str, *, sentence: int = 0, new: bool = False, people: bool = False) -> None:
    """Tick a sentence and say what is in it, as somebody without script does."""
    page.locator(".sentence input").nth(sentence).check()
    if new:
        page.get_by_label("Or a new theme").fill(theme)
        if people:
            page.get_by_text("Whose name is the new one?").click()
            page.get_by_label("people’s own words").check()
    else:
        page.get_by_label("What do you see?").select_option(label=theme)
    page.get_by_role("button", name="I see it here").click()
    page.locator(".seen", has_text=theme).first.wait_for()


def test_a_cafe_is_coded_by_two_people_who_differ_and_a_residents_name_wins(demo_site, open_page):
    site = named(demo_site)
    femi, dot = open_page(), open_page(size=PHONE, script=False)
    sign_in(femi, demo_site, somebody(demo_site, facilitator="wenbeck"))
    sign_in(dot, demo_site, somebody(demo_site, coder="wenbeck"))
    # A facilitator lays out the cards of the café.
    femi.goto(f"{site}{HERE}/sense")
    femi.get_by_label("What do you call it?").fill("Around the table")
    femi.get_by_label("Over what was said where?").select_option(label="Six tables at the old library")
    femi.get_by_role("button", name="Lay out the cards").click()
    femi.get_by_role("link", name="Read the next card").wait_for()
    session = femi.url
    sound(femi)
    femi.get_by_role("link", name="Read the next card").click()
    see(femi, "Transport access", new=True)
    sound(femi)
    # A resident, on a phone and without script, sees something else in the same words, and gives it its name.
    dot.goto(session)
    assert "resident" not in dot.locator(".coders").inner_text()
    dot.get_by_role("link", name="Read the next card").click()
    see(dot, "Nobody comes by", new=True, people=True)
    dot.goto(session)
    differ = dot.locator(".differences")
    differ.first.wait_for()
    assert differ.locator("> li").count() == 2 and "Nobody comes by" in differ.inner_text()
    # The same pages on the narrowest screen, where script can look for faults.
    femi.set_viewport_size(SMALL)
    for page in (femi.url, session):
        femi.goto(page)
        sound(femi)
    femi.set_viewport_size(DESK)
    dot.locator(".differences details").first.locator("summary").click()
    dot.get_by_label("I see it differently, because").first.fill("It is not the bus: nobody asks.")
    dot.get_by_role("button", name="Keep it beside what the others see").first.click()
    expect(dot.locator(".because").first).to_contain_text("nobody asks")
    # The working name gives way to the resident's when the two are put together, whichever way round.
    femi.goto(f"{site}{HERE}/themes")
    femi.get_by_role("link", name="Nobody comes by").click()
    femi.get_by_role("link", name="Name it, put it together").click()
    sound(femi)
    femi.get_by_label("Put it together with", exact=True).select_option(label="Transport access")
    femi.get_by_role("button", name="Put them together").click()
    expect(femi.get_by_role("heading", level=1)).to_have_text("Nobody comes by")
    expect(femi.locator("main")).to_contain_text("Transport access")
    # Nor can anybody call it otherwise afterwards.
    femi.get_by_role("link", name="Name it, put it together").click()
    femi.get_by_label("What is it called?").fill("Social isolation")
    femi.get_by_role("group", name="Whose name is it?").first.get_by_label("a working name").check()
    femi.get_by_role("button", name="Keep it so").click()
    expect(femi.get_by_role("alert")).to_contain_text("that name stays")
    # Everybody reads the theme's name; how few stand under it is not told.
    passer = open_page(size=SMALL)
    passer.goto(f"{site}{HERE}/themes")
    expect(passer.locator(".themes-table")).to_contain_text("fewer than 5")
    sound(passer)


def test_words_are_marked_by_keys_and_by_mouse_and_cards_are_laid_by_keys(demo_site, open_page):
    site = named(demo_site)
    page = open_page(size=DESK)
    sign_in(page, demo_site, somebody(demo_site, facilitator="wenbeck"))
    page.goto(f"{site}{HERE}/sense")
    page.get_by_label("What do you call it?").fill("Big screen")
    page.get_by_role("button", name="Lay out the cards").click()
    page.get_by_role("link", name="Read the next card").wait_for()
    session = page.url
    page.get_by_role("link", name="Read the next card").click()
    # Words can be stepped through once the script has come.
    page.locator("[data-cursor]").wait_for()
    first = page.locator(".sentence label").first
    first.focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    words = " ".join(first.inner_text().split()[1:3]).strip(".,!?")
    expect(page.locator("[data-chosen-words]")).to_have_text(words)
    page.get_by_label("Or a new theme").fill("By keys")
    page.get_by_role("button", name="I see it here").click()
    expect(page.locator(".seen q").first).to_have_text(words)
    # By mouse: a double click marks a word, and ticks no box.
    page.locator("[data-cursor]").wait_for()
    first = page.locator(".sentence label").first
    first.dblclick(position={"x": 8, "y": 14})
    expect(page.locator("[data-chosen]")).to_be_visible()
    assert not page.locator(".sentence input").first.is_checked()
    sound(page)
    page.get_by_label("What do you see?").select_option(label="By keys")
    page.get_by_role("button", name="I see it here").click()
    expect(page.locator(".seen q")).to_have_count(2)
    page.get_by_role("button", name="Take away what you saw").first.click()
    expect(page.locator(".seen q")).to_have_count(1)
    # On the big screen a key lays the card; letters typed into the field lay nothing.
    page.goto(f"{session}/sort?card=2")
    page.locator("kbd").first.wait_for()
    page.get_by_label("A new pile").fill("1 2 3")
    expect(page.locator(".under-it")).to_have_count(0)
    page.locator("h1").first.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("1")
    page.locator(".under-it").wait_for()
    sound(page)
    page.keyboard.press("0")
    expect(page.locator(".big-screen__bar")).to_contain_text("Card 3 of")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".big-screen__bar")).to_contain_text("Card 2 of")
    page.get_by_label("Keys 1 to 9").uncheck()
    page.keyboard.press("0")
    expect(page.locator(".big-screen__bar")).to_contain_text("Card 2 of")


def test_cards_go_to_paper_after_a_word_of_warning_and_files_leave_as_agreed(demo_site, open_page):
    site = named(demo_site)
    page = open_page(size=PHONE)
    sign_in(page, demo_site, somebody(demo_site, facilitator="wenbeck"))
    page.goto(f"{site}{HERE}/sense")
    page.get_by_label("What do you call it?").fill("On paper")
    page.get_by_role("button", name="Lay out the cards").click()
    page.get_by_role("link", name="Cards on paper").click()
    sound(page)
    page.get_by_role("button", name="Lay out the sheet").click()
    page.locator(".paper-card").first.wait_for()
    assert page.locator(".paper-card--empty").count() == 4
    sound(page)
    for path in ("/codebook", "/project", "/read?q=bus", "/before?question=What+about+the+bus", "/themes/new"):
        page.goto(f"{site}{HERE}{path}")
        sound(page)
    page.goto(f"{site}{HERE}/project")
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_role("alert")).to_contain_text("Say that you know this")
    sound(page)
    page.get_by_label("What is handed on cannot be called back").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the file").click()
    assert download.value.suggested_filename == "wenbeck.qdpx"
