"""The pictures of the guides, of the invented place: what an administrator and a place's first week meet."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, take
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser
WORK = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "commonweal.config.settings"
import django; django.setup()
from commonweal.journal.worker import round_once
round_once()
"""
WIDE = {"width": 1280, "height": 1000}


def test_pictures_of_the_first_page_and_of_a_thread(demo_site, open_page, tmp_path):
    page: Page = open_page(size=WIDE)
    page.goto(demo_site.address, wait_until="networkidle")
    take(page, "home", tmp_path)
    page.goto(demo_site.address + "/find?q=singing+on+tuesdays", wait_until="networkidle")
    assert page.get_by_role("heading", level=1).inner_text() == "Singing on Tuesdays"
    page.get_by_role("link", name="Why it is here, and what came of it").click()
    take(page, "thread", tmp_path)


def test_pictures_of_finding_and_of_what_a_service_tells(demo_site, open_page, tmp_path):
    page: Page = open_page(size=PHONE)
    page.goto(demo_site.address + "/place/wenbeck/find?q=lonely+and+like+gardening", wait_until="networkidle")
    page.get_by_text("Why it is here:").first.wait_for()
    take(page, "find-phone", tmp_path)
    page.set_viewport_size(WIDE)
    page.goto(demo_site.address + "/find?q=singing+on+tuesdays", wait_until="networkidle")
    take(page, "service", tmp_path)


def test_pictures_of_who_holds_which_role_and_of_keys(demo_site, open_page, tmp_path):
    page: Page = open_page(size=WIDE)
    sign_in(page, demo_site, somebody(demo_site, steward="wenbeck"))
    page.goto(named(demo_site) + "/me")
    page.get_by_role("link", name="Who holds what in Wenbeck").click()
    take(page, "roles", tmp_path)
    page.set_viewport_size(PHONE)
    page.goto(named(demo_site) + "/me/keys")
    take(page, "keys-phone", tmp_path)


def test_pictures_of_how_the_work_behind_the_pages_stands(demo_site, open_page, tmp_path):
    email = somebody(demo_site)
    demo_site.run("account", "grant", email, "--role", "administrator", "--until", "2099-12-31")
    demo_site.python(WORK)
    page: Page = open_page(size=WIDE)
    sign_in(page, demo_site, email)
    page.goto(named(demo_site) + "/status", wait_until="networkidle")
    take(page, "status", tmp_path)


def test_pictures_of_what_people_say_and_of_what_is_so(demo_site, open_page, tmp_path):
    page: Page = open_page(size=WIDE)
    for path, name in (
        ("listening", "listening"),
        ("commitments", "commitments"),
        ("inequality/bad_health", "inequality"),
        ("reach", "reach"),
    ):
        page.goto(f"{demo_site.address}/place/wenbeck/{path}", wait_until="networkidle")
        take(page, name, tmp_path)
