"""Served sites for journeys, and a real browser that may speak to nobody else."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Keyboard,
    Locator,
    Page,
    Request,
    sync_playwright,
)

from tests.served import Site

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "tests" / "vendor" / "axe.min.js"
# Chromium's own errands are switched off: a test that fails because of them says nothing about us.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-gpu",
]
# A request for the next page is seen some moments after the page was asked for; this is known at once.
LEAVING = """
window.navigation?.addEventListener("navigate", (event) => {
  if (!event.destination.sameDocument && event.downloadRequest === null) window.isLeaving = true;
});
"""
WORKER = """
import time, django; django.setup()
from commonweal.config import chores
while True: chores.run_a_task() or time.sleep(0.2)
"""
PHONE, SMALL, DESK = {"width": 360, "height": 740}, {"width": 320, "height": 640}, {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


def chromium() -> str:
    """The browser's path; the test command has made sure that there is one."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if not found:
        pytest.fail("No Chromium was found. Install it (Debian: apt-get install chromium), or run with --no-browser.")
    return found


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The invented place, the small one of twelve neighbourhoods, served."""
    site = Site(tmp_path_factory.mktemp("demo-site"))
    site.with_demo()
    with site.serving():
        yield site


@pytest.fixture
def worker(demo_site: Site) -> Iterator[None]:
    """What does the tasks that pages hand over, beside the site while the test lasts."""
    working = subprocess.Popen([sys.executable, "-c", WORKER], env=demo_site.environment, cwd=ROOT)
    yield
    working.terminate()
    working.wait(15)


@pytest.fixture(scope="session")
def west_yorkshire(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Site]:
    """West Yorkshire's NHS footprint, loaded from published files as a newcomer would, and served."""
    site = Site(tmp_path_factory.mktemp("west-yorkshire"))
    site.migrated()
    site.loaded = site.run("place", "load", "west-yorkshire", "--from", str(shared_data / "places"))  # type: ignore[attr-defined]
    with site.serving():
        yield site


@pytest.fixture(scope="session", autouse=True)
def each_step_waits() -> Iterator[None]:
    """A click or a key that asks for another page comes back only once that page is there.

    Playwright's own come back earlier, a key at once; on a busy machine a test then reads the page that is leaving.
    """
    steps = [(Locator, "click"), (Locator, "press"), (Locator, "check"), (Page, "click"), (Keyboard, "press")]
    with pytest.MonkeyPatch.context() as patched:
        for owner, name in steps:
            patched.setattr(owner, name, waiting(getattr(owner, name)))
        yield


def waiting(step: Callable[..., None]) -> Callable[..., None]:
    """The step, and then the wait."""

    @functools.wraps(step)
    def stepped(self: Locator | Page | Keyboard, *args: object, **options: object) -> None:
        step(self, *args, **options)
        if page := self if isinstance(self, Page) else getattr(self, "page", None):
            arrived(page)

    return stepped


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A fresh page, as a new visitor has it: `open_page(size=PHONE, script=False)`.

    Fails the test if the page asked another host for anything, or if the browser complained.
    """
    contexts: list[BrowserContext] = []
    strangers: list[str] = []
    complaints: list[str] = []

    def opened(*, size: dict[str, int] = DESK, script: bool = True, **options: object) -> Page:
        context = browser.new_context(viewport=size, java_script_enabled=script, **options)  # type: ignore[arg-type]
        context.add_init_script(LEAVING)
        contexts.append(context)
        page = context.new_page()
        page.keyboard.page = page  # type: ignore[attr-defined]
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("http://127.0.0.1:", "http://localhost:", "data:", "blob:"))
                else strangers.append(request.url)
            ),
        )
        page.on("request", lambda request: went(page, request))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.complaints, page.script = complaints, script  # type: ignore[attr-defined]
        return page

    yield opened
    for context in contexts:
        context.close()
    assert strangers == [], "a page spoke to another host"
    # An answer of 404 is a complaint to Chromium; the tests that want one look at the status themselves.
    assert [each for each in complaints if "status of 4" not in each] == []


def went(page: Page, request: Request) -> None:
    """Note that the page is on its way to another one."""
    if request.is_navigation_request() and request.frame == page.main_frame:
        page.going = request  # type: ignore[attr-defined]


def arrived(page: Page) -> None:
    """Wait for the page that a click or a key has asked for, if it has."""
    for _ask in range(200):
        if page.is_closed() or not leaves(page) or getattr(page, "going", None):
            break
        page.wait_for_timeout(10)
    if page.is_closed() or not (request := getattr(page, "going", None)):
        return
    page.going = None  # type: ignore[attr-defined]
    answer = request.response()
    if answer is None or "attachment" in answer.headers.get("content-disposition", ""):
        page.evaluate("window.isLeaving = false")  # a file was fetched, and the page stays
        return
    for _ask in range(200):
        if not leaves(page):
            break
        page.wait_for_timeout(10)
    page.wait_for_load_state()


def leaves(page: Page) -> bool:
    """Whether the page has just asked for another one to take its place."""
    if not getattr(page, "script", True):
        page.wait_for_timeout(40)  # nothing of the page can tell us
        return False
    try:
        return bool(page.evaluate("new Promise((resolve) => setTimeout(() => resolve(window.isLeaving), 5))"))
    except Error:  # it left while it was asked
        return True


def axe(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, a line each."""
    # Where script is off, no promise of axe's is ever kept, and evaluate() knows no time limit: it would hang for good.
    assert getattr(page, "script", True), "axe needs a page with script: look at this one in another page, with script"
    for last in (False, True):
        try:
            arrived(page)
            page.evaluate(AXE.read_text())
            found = page.evaluate("async () => JSON.stringify((await axe.run(document)).violations)")
            break
        except Error:  # the page left while axe looked at it: the one that came is the one to look at
            if last:
                raise
    return [
        f"{each['id']}: {each['help']} ({'; '.join(str(node['target']) for node in each['nodes'][:3])})"
        for each in json.loads(found)
    ]


def written(page: Page) -> str:
    """The page's own text, once it is all there: in a page that is still coming, nothing would be found."""
    page.wait_for_load_state()
    text = page.content()
    assert "</main>" in text
    return text


def until(page: Page, expression: str) -> None:
    """Wait for what no locator tells. `wait_for_function` asks again by eval(), which our pages refuse."""
    for _ask in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"it never came to be: {expression}")


def take(page: Page, name: str, folder: Path) -> None:
    """A picture for the documents: `COMMONWEAL_PICTURES=$PWD/docs/pictures ./do test -k pictures` takes all anew.

    Without the variable it goes into the folder given here, and is only looked at for not being blank.
    """
    made = Path(os.environ.get("COMMONWEAL_PICTURES") or folder) / f"{name}.png"
    page.screenshot(path=made)
    assert made.stat().st_size > 20_000, "the picture is nearly blank"


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
