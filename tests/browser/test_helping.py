"""Helping and being missed, as people meet it: a story by phone in Urdu, who is missing and who reaches out, texts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow, written
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser
URDU = "مجھے بس نہیں ملتی، اور کوئی نہیں پوچھتا۔"


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def test_a_story_by_phone_in_urdu_is_read_out_kept_and_read_back_later_on_a_phone_without_script(demo_site, open_page):
    site, page = named(demo_site), open_page(size=PHONE, script=False)
    sign_in(page, demo_site, somebody(demo_site, link_worker="wenbeck"))
    page.goto(f"{site}/place/wenbeck/phone-script")
    page.get_by_role("link", name="Write it down").click()
    page.get_by_label("On the phone").check()
    page.get_by_label("In which language do they speak?").select_option("ur")
    page.get_by_label("What an interpreter says they say").check()
    page.get_by_label("What they say").fill(URDU)
    page.locator("[name=agreed][value=quote]").check()
    page.get_by_label("Described, as you choose").check()
    page.get_by_label("By which name or words?").fill("a mother in Ferngate")
    page.get_by_label("How many minutes did it take?").fill("35")
    page.get_by_role("button", name="Go on: read out").click()
    expect(page.get_by_role("alert")).to_contain_text("Say who interprets")
    assert page.get_by_label("What they say").input_value() == URDU
    page.get_by_label("Who interprets?").fill("Samina")
    page.get_by_role("button", name="Go on: read out").click()
    expect(page.get_by_role("heading", name="Read this out to them")).to_be_visible()
    expect(page.locator(".read-out")).to_contain_text("a mother in Ferngate")
    page.get_by_role("button", name="They say yes: keep it").click()
    expect(page.get_by_role("heading", name="Now give them their code")).to_be_visible()
    code = page.locator(".code-shown").inner_text()
    page.get_by_label("By phone: somebody rings me").check()
    page.get_by_label("The number or the address for that").fill("01632 960099")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("status")).to_contain_text("Kept: phone.")
    page.goto(f"{site}/place/wenbeck/read-back")
    mine = page.locator(".waiting > li").filter(has_text="01632 960099")
    mine.get_by_role("link", name="Read it back").click()
    expect(page.get_by_label("Read this to them")).to_have_value(URDU)
    page.get_by_label("Read this to them").fill(URDU + " سردی ہے۔")
    page.get_by_label("On the phone").check()
    page.get_by_label("They heard it and say").check()
    page.get_by_role("button", name="The words are theirs").click()
    expect(page.get_by_role("status")).to_contain_text("From now on these words are theirs")
    theirs = open_page(size=PHONE, script=False)
    theirs.goto(f"{site}/voices/mine")
    theirs.get_by_label("The code on your slip").fill(code)
    theirs.get_by_role("button", name="Show me").click()
    expect(theirs.get_by_text("سردی ہے۔").first).to_be_visible()


def test_who_falls_away_is_an_alarm_and_somebody_will_reach_out(demo_site, open_page):
    site, page = named(demo_site), open_page(size=PHONE)
    sign_in(page, demo_site, somebody(demo_site, facilitator="wenbeck"))
    page.goto(f"{site}/place/wenbeck/gatherings/new")
    page.get_by_label("What is it called?").fill("Tea at the depot")
    page.get_by_label("a café with tables").check()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/gathering/**")
    gathering = page.url.partition("?")[0]
    for step, asian, white in (("invited", 80, 20), ("spoke", 0, 40)):
        page.goto(f"{gathering}/count/{step}")
        page.get_by_label("How many in all?").fill(str(asian + white))
        page.locator("summary", has_text="Ethnic group").click()
        page.get_by_label("Asian and Asian British people", exact=True).fill(str(asian))
        page.get_by_label("White people", exact=True).fill(str(white - 1))
        page.get_by_role("button", name="+ White people").click()
        sound(page)
        page.get_by_role("button", name="Keep these numbers").click()
        expect(page.get_by_role("status")).to_contain_text("Counted")
    alarm = page.locator(".alarm").first
    expect(alarm).to_contain_text("80% of those invited, nobody of those who spoke")
    sound(page)
    alarm.get_by_role("link", name="Say who will reach out").click()
    sound(page)
    page.get_by_label("Who will do it?").fill("Asha")
    page.get_by_label("Somebody they trust asks them").check()
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".alarm").first).to_contain_text("Asha")
    public = open_page(size=SMALL)
    public.goto(f"{site}/place/wenbeck/reached")
    expect(public.get_by_role("heading", name="Who is missing?")).to_be_visible()
    assert "Asha" not in written(public)
    sound(public)
    page.locator("#reaching-out").get_by_role("link", name="Say what came of it").first.click()
    sound(page)
    page.get_by_label("What came of it?").fill("Nine mothers came")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#reaching-out")).to_contain_text("Nine mothers came")


def test_pages_of_helping_have_no_fault_that_axe_can_find_narrow_wide_and_dark(demo_site, open_page):
    site, email = named(demo_site), somebody(demo_site, listener="wenbeck")
    for options in ({"size": SMALL}, {"size": DESK, "color_scheme": "dark"}):
        page = open_page(**options)
        page.goto(f"{site}/my-channel")
        sound(page)
        page.get_by_role("button", name="Keep this").click()
        expect(page.get_by_role("alert")).to_be_visible()
        sound(page)
        sign_in(page, demo_site, email)
        for path in ("write-down", "phone-script", "phone-script?language=ur", "read-back", "helpers-time", "to-tell"):
            page.goto(f"{site}/place/wenbeck/{path}")
            sound(page)
        page.goto(f"{site}/place/wenbeck/write-down")
        page.get_by_label("Face to face").check()
        page.get_by_label("What they say").fill("The hall is cold.")
        page.get_by_role("button", name="Go on: read out").click()
        expect(page.locator(".read-out")).to_be_visible()
        sound(page)
        page.get_by_role("button", name="They say yes: keep it").click()
        expect(page.locator(".code-shown")).to_be_visible()
        sound(page)
