"""The directory carried elsewhere, in a real browser: another language, a theme, another site, a voice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.conftest import DESK, PHONE, axe, overflow
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser
SINGING = """
import django; django.setup()
from commonweal.directory.models import Service
print(Service.objects.get(name="Singing on Tuesdays").pk)
"""
# A device that has a voice for English and none for Urdu but a network one, and writes down what it is given to say.
VOICES = """
window.heard = [];
window.SpeechSynthesisUtterance = class { constructor(words) { this.text = words; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "en-GB", localService: true }, { lang: "ur-PK", localService: false }],
  speak(said) { window.heard.push(said.text); window.saying = said; }, cancel() {}, addEventListener() {},
} });
"""


@pytest.fixture(scope="module")
def singing(demo_site) -> str:
    """The address of the choir's entry."""
    return "/service/" + demo_site.python(SINGING).strip().splitlines()[-1]


@contextmanager
def elsewhere(body: str) -> Iterator[str]:
    """Another site: a page that is not ours, at an address that is not ours."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://localhost:{served.server_port}/"
        served.shutdown()


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def test_a_resident_reads_an_entry_in_urdu_on_a_phone_without_script(demo_site, singing, open_page):
    page = open_page(size=PHONE, script=False)
    page.goto(demo_site.address + singing)
    page.get_by_role("link", name="اردو").click()
    article = page.locator("article")
    assert (article.get_attribute("lang"), article.get_attribute("dir")) == ("ur", "rtl")
    assert "منگل کو گانا" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_text("Not checked by a person").wait_for()
    box, inner = page.get_by_role("heading", level=1).bounding_box(), page.locator("h1 span").bounding_box()
    assert inner["x"] + inner["width"] >= box["x"] + box["width"] - 2  # it begins at the right
    page.get_by_role("link", name="Polski").click()
    page.get_by_text("made from earlier words").wait_for()


def test_pages_have_no_fault_that_axe_can_find_on_a_phone_and_in_the_dark(demo_site, singing, open_page):
    place = demo_site.address + "/place/wenbeck"
    paths = [
        demo_site.address + singing + "/in/ur",
        *(place + each for each in ("/themes", "/theme/warm-spaces", "/widget?theme=warm-spaces", "/showcases")),
        *(place + each for each in ("/campaign/warm-spaces", "/campaign/warm-spaces/for-staff")),
        demo_site.address + "/widget/wenbeck?theme=warm-spaces&colour=need",
    ]
    for options in ({"size": PHONE}, {"size": DESK, "color_scheme": "dark"}):
        page = open_page(**options)
        for path in paths:
            page.goto(path)
            sound(page)
        page.goto(place + "/showcases")
        page.locator(".theme-card a").first.click()
        sound(page)


def test_a_steward_makes_a_theme_and_a_translation_and_sees_what_everybody_sees(demo_site, singing, open_page):
    page = open_page(size=PHONE)
    sign_in(page, demo_site, somebody(demo_site, steward="wenbeck"))
    site = named(demo_site)
    page.goto(site + "/place/wenbeck/themes")
    page.get_by_role("link", name="Make a theme").click()
    sound(page)
    page.get_by_label("What is it called?").fill("Somebody to talk to")
    page.get_by_label("company").check()
    page.get_by_role("button", name="Keep this theme").click()
    assert "Kept." in page.get_by_role("status").inner_text()
    assert page.get_by_role("heading", level=1).inner_text() == "Somebody to talk to"
    sound(page)
    for path in ("/place/wenbeck/translations", singing + "/in/so/edit"):
        page.goto(site + path)
        sound(page)
    page.get_by_label("What it is called, in Somali").fill("Heesaha Talaadada")
    page.get_by_label("a volunteer").first.check()
    page.get_by_role("button", name="Keep this translation").click()
    assert "Heesaha Talaadada" in page.get_by_role("heading", level=1).inner_text()


def test_a_widget_stands_in_somebody_elses_page_of_280_pixels_without_script(demo_site, open_page):
    page = open_page(size={"width": 280, "height": 700}, script=False)
    frame = f'<iframe src="{demo_site.address}/widget/wenbeck?theme=move-more" width="100%" height="650"></iframe>'
    with elsewhere(f"<title>A library</title><link rel='icon' href='data:,'>{frame}") as address:
        page.goto(address)
    inside = page.frame_locator("iframe")
    inside.get_by_role("heading", name="Move more").wait_for()
    inside.get_by_label("What would help?").fill("walk")
    inside.get_by_role("button", name="Search").click()
    inside.get_by_role("status").get_by_text("“walk”").wait_for()
    link = inside.locator(".widget__list a").first
    assert (
        link.get_attribute("href").startswith("http://") and inside.locator("base").get_attribute("target") == "_blank"
    )
    assert page.context.cookies() == []


def test_a_page_is_read_aloud_only_by_a_voice_on_the_device(demo_site, singing, open_page):
    page = open_page(size=PHONE)
    page.add_init_script(VOICES)
    page.goto(demo_site.address + singing)
    start = page.get_by_role("button", name="Read this aloud")
    start.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("heard[0]") == "What goes on"
    page.evaluate("saying.onend(); saying.onend()")
    assert page.evaluate("heard.at(-1)").startswith("An hour of singing")
    assert page.locator(".is-read").count() == 1
    page.get_by_role("button", name="Pause").press("Enter")
    page.get_by_role("button", name="Go on reading").press("Enter")
    assert page.evaluate("heard.at(-1) === heard.at(-2)")
    sound(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Read this aloud").wait_for()
    assert not page.get_by_role("button", name="Stop reading").is_visible()
    # For Urdu there is only a voice that would send the words elsewhere.
    page.goto(demo_site.address + singing + "/in/ur")
    assert page.locator(".reader").count() == 0
