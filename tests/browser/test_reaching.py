"""Reaching people: a link worker puts three things on a list and prints it large; a poster is made; on a phone too."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def paper(page, address: str) -> str:
    """What a PDF says that this visitor asks for."""
    answered = page.context.request.get(address)
    assert answered.status == 200 and answered.headers["content-type"] == "application/pdf"
    said = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(answered.body())).pages)
    return re.sub(r"\s+", " ", said)


def put_three(page, site: str) -> list[str]:
    """Three of what is found, put on the list from the page of results; their names."""
    page.goto(site + "/place/wenbeck/find?q=company")
    chosen = [page.locator(".fact h3").nth(at).inner_text() for at in range(3)]
    for _ in chosen:
        page.get_by_role("button", name="Add to my list").first.click()
    return chosen


def test_a_link_worker_shortlists_three_for_a_person_prints_them_large_and_passes_them_on(demo_site, open_page):
    page, site = open_page(size=DESK), named(demo_site)
    sign_in(page, demo_site, somebody(demo_site, link_worker="wenbeck"))
    chosen = put_three(page, site)
    page.get_by_role("link", name="See your list").first.click()
    page.get_by_role("button", name=f"Move up {chosen[1]}").click()
    assert page.locator(".fact h3").first.inner_text() == chosen[1]
    sound(page)
    said = paper(page, page.get_by_role("link", name="Print it large").evaluate("link => link.href"))
    assert all(name in said for name in chosen)
    page.get_by_label("Your words to them").fill("The first is round the corner from you.")
    page.get_by_role("button", name="Make the address").click()
    sound(page)
    address = page.locator(".panel a").get_attribute("href")
    other = open_page(size=SMALL)
    other.goto(demo_site.address + address)
    assert "The first is round the corner" in other.locator("main").inner_text()
    assert [other.locator(".fact h3").nth(at).inner_text() for at in range(3)] == [chosen[1], chosen[0], chosen[2]]
    sound(other)
    page.goto(site + "/list")
    page.get_by_role("button", name="End it now").click()
    assert other.reload().status == 404


def test_without_script_on_a_phone_a_list_is_made_ordered_and_emptied(demo_site, open_page):
    page = open_page(size=PHONE, script=False)
    chosen = put_three(page, demo_site.address)
    # It goes from page to page.
    page.goto(demo_site.address + "/place/wenbeck/services")
    page.get_by_role("link", name="Your list", exact=True).click()
    page.get_by_role("button", name=f"Take off {chosen[1]}").click()
    assert page.locator(".fact").count() == 2
    page.get_by_role("link", name="Send it").click()
    page.get_by_text("Texts are not set up here").wait_for()
    page.get_by_label("Their e-mail address").fill("nobody")
    page.get_by_role("button", name="Send it").click()
    page.get_by_role("alert").get_by_text("not an e-mail address").wait_for()
    page.goto(demo_site.address + "/list")
    page.get_by_role("button", name="Empty it").click()
    page.get_by_text("Nothing is on your list.").wait_for()


def test_a_poster_is_made_with_a_line_of_ones_own(demo_site, open_page):
    page = open_page(size=DESK)
    page.goto(demo_site.address + "/place/wenbeck/find?q=patch mornings")
    page.locator(".fact a").first.click()
    page.get_by_role("link", name="Print it").click()
    sound(page)
    poster = page.get_by_role("link", name="Poster, A4")
    assert poster.locator("img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 300
    said = paper(page, poster.evaluate("link => link.href"))
    assert "Patch mornings" in said and "This is invented" in said
    page.get_by_label("A line of your own").fill("Ask for Bo at the shed")
    page.get_by_role("button", name="See how it looks").click()
    looked = page.get_by_role("img", name="The poster with your line on it")
    assert looked.evaluate("picture => picture.naturalWidth") == 595
    sound(page)


def test_pages_for_reaching_people_have_no_fault_that_axe_can_find_narrow_and_dark(demo_site, open_page):
    page = open_page(size=SMALL, color_scheme="dark")
    page.goto(demo_site.address + "/list")
    sound(page)
    put_three(page, demo_site.address)
    sound(page)
    service = page.locator(".fact a").first.get_attribute("href")
    for path in ("/list", "/list/send", service, f"{service}/print", "/place/wenbeck/services"):
        page.goto(demo_site.address + path)
        sound(page)
