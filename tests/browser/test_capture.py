"""A stall with no network: marks by taps and keys, a device that is killed twice, and nothing of anybody left on it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESK, PHONE, QUIET, SMALL, axe, chromium, overflow, written
from tests.browser.people import named, sign_in, somebody
from tests.served import Site

pytestmark = pytest.mark.browser
PIN = "271828"
TABLET = {"width": 768, "height": 1024}
WORDS = "Nobody mends the larkspur gate, and the prams go round by the road."
OPEN = """
from commonweal.config import wsgi
from commonweal.journal.actor import HOUSE
from commonweal.people.models import Account
from commonweal.people import actors
from commonweal.places.models import Place
from commonweal.listening.changes import open_gathering
from django.utils import timezone
who = actors.of_account(Account.objects.get(email="EMAIL"))
made = open_gathering(who, place=Place.objects.get(), kind="kiosk", name="A stall", on=timezone.localdate(),
    question="What keeps you well here?")
print(made.pk)
"""


@pytest.fixture(scope="module")
def stall(tmp_path_factory):
    """A site of its own: its server is stopped and started here."""
    site = Site(tmp_path_factory.mktemp("stall"))
    site.with_demo()
    with site.serving():
        site.holder = somebody(site, facilitator="wenbeck")  # type: ignore[attr-defined]
        site.gathering = site.python(OPEN.replace("EMAIL", site.holder)).strip()  # type: ignore[attr-defined]
        yield site


def kiosk_of(site) -> str:
    return f"{named(site)}/gathering/{site.gathering}/kiosk"


def set_up(page: Page, site, name: str) -> None:
    """Make a device a kiosk, as somebody who holds the gathering does."""
    sign_in(page, site, site.holder)
    page.goto(f"{kiosk_of(site)}/set-up")
    page.get_by_label("What do you call this device?").fill(name)
    page.get_by_role("button", name="Go on, and sign me out").click()
    page.get_by_label("PIN", exact=True).fill(PIN)
    page.get_by_label("The same PIN once more").fill(PIN)
    page.get_by_role("button", name="Open the kiosk").click()
    page.locator("[data-step=begin]").wait_for()
    page.locator("[data-offline-ready]").wait_for()


def on(page: Page) -> None:
    page.locator("[data-step]:not([hidden])").get_by_role("button", name="Go on").click()


def give(page: Page, words: str, *, spot: tuple[float, float] | None = (0.5, 0.5)) -> None:
    """One contribution, by taps, up to the slip."""
    if spot:
        page.get_by_role("button", name="Begin with the map").click()
        page.locator("[data-map]").wait_for()
        box = page.locator("[data-pane]").bounding_box()
        assert box
        page.locator("[data-pane]").click(position={"x": box["width"] * spot[0], "y": box["height"] * spot[1]})
        page.get_by_role("button", name="Keep this mark").click()
        on(page)
    else:
        page.get_by_role("button", name="Begin with words").click()
    page.get_by_label("What do you want to say?").fill(words)
    on(page)
    page.get_by_role("button", name="Yes, keep it so").click()
    page.locator("[data-step=slip]").wait_for()


def staff(page: Page) -> dict[str, int]:
    """What the device says of itself, behind its PIN."""
    page.get_by_role("button", name="For those who look after this device").click()
    page.get_by_role("textbox", name="PIN").fill(PIN)
    page.get_by_role("button", name="Open", exact=True).click()
    page.locator("[data-step=staff]").wait_for()
    expect(page.locator("[data-count=sent]")).not_to_have_text("–")
    names = ("waiting", "sent", "files", "refused")
    return {name: int(page.locator(f"[data-count={name}]").inner_text()) for name in names}


def voices(site: Site) -> int:
    with sqlite3.connect(f"file:{site.folder / 'commonweal.sqlite3'}?mode=ro", uri=True) as base:
        return int(base.execute("SELECT count(*) FROM listening_voice WHERE client_id IS NOT NULL").fetchone()[0])


def device(browser, folder: Path) -> BrowserContext:
    """A tablet with a memory of its own, that outlives its browser."""
    return browser.browser_type.launch_persistent_context(
        str(folder), executable_path=chromium(), args=QUIET, viewport={"width": 1280, "height": 800}
    )


def kill(folder: Path) -> None:
    """Its power goes: the browser of this very folder is ended as it stands."""
    for each in Path("/proc").iterdir():
        try:
            words = (each / "cmdline").read_bytes().split(b"\0") if each.name.isdigit() else []
        except OSError:
            continue
        if f"--user-data-dir={folder}".encode() in words and not any(word.startswith(b"--type=") for word in words):
            os.kill(int(each.name), signal.SIGKILL)
    time.sleep(0.5)
    for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
        (folder / name).unlink(missing_ok=True)


QUEUE = """async ([marks, place, gathering]) => {
  const at = "/static/listening/capture/";
  const { Store } = await import(at + "keep.js");
  const { sealed } = await import(at + "seal.js");
  const { utf8 } = await import(at + "bytes.js");
  const { fresh } = await import(at + "code.js");
  const { body, empty, named } = await import(at + "contribution.js");
  const store = await Store.open();
  const key = await store.fact("key");
  const wordings = JSON.parse(document.getElementById("wordings").textContent);
  for (const { words, geometry, language } of marks) {
    const client_id = named();
    const said = { ...empty(), words, language, marks: [{ geometry }] };
    const where = { client_id, code: fresh(), place, gathering, wordings, today: "2031-01-01" };
    const shut = await sealed(utf8(JSON.stringify(body(said, where))), key);
    await store.add({ client_id, kiosk: gathering, sealed: shut });
  }
}"""
DUMP = """async () => {
  const { Store } = await import("/static/listening/capture/keep.js");
  const store = await Store.open();
  const files = await new Promise((done) => {
    const asked = store.base.transaction("files").objectStore("files").getAll();
    asked.onsuccess = () => done(asked.result);
  });
  const letters = (bytes) => String.fromCharCode(...new Uint8Array(bytes).slice(0, 5000));
  const bytes = files.map((each) => ({ ...each, bytes: letters(each.bytes) }));
  return JSON.stringify([await store.all(), bytes, { ...localStorage }, { ...sessionStorage }]);
}"""

REACHED = """(() => {
  const each = document.activeElement;
  return [each.getAttribute("aria-label"), each.innerText, each.labels?.[0]?.innerText].filter(Boolean).join(" ");
})()"""


def drawn(shared_data: Path) -> list[dict]:
    """Marks as people drew them: spots, ways and areas in several languages."""
    found = json.loads((shared_data / "systemsmap/asset-walk-synthetic/marks.geojson").read_text())["features"]
    return [
        {"words": f"{each['properties']['words']} larkspur {n}", "geometry": each["geometry"],
         "language": each["properties"]["language"]}
        for n, each in enumerate(found[:97])
    ]  # fmt: skip


def test_a_hundred_marks_with_no_network_and_a_device_killed_twice_all_arrive_once(
    stall, browser, shared_data, tmp_path
):
    folder, strangers = tmp_path / "tablet", []
    before = voices(stall)

    def opened() -> tuple[BrowserContext, Page]:
        held = device(browser, folder)
        held.on("request", lambda asked: "//localhost:" in asked.url or strangers.append(asked.url))
        return held, held.pages[0]

    tablet, page = opened()
    set_up(page, stall, "The tablet by the door")
    stall.stop()
    try:
        page.goto(kiosk_of(stall))
        page.locator("[data-step=begin]").wait_for()
        for n, spot in enumerate(((0.5, 0.5), (0.45, 0.4), None)):
            give(page, f"{WORDS} {n}", spot=spot)
            expect(page.locator("[data-state]")).to_contain_text("It has not been sent yet")
            page.get_by_role("button", name="I have it").click()
        page.evaluate(QUEUE, [drawn(shared_data), "wenbeck", stall.gathering])
        assert "larkspur" not in page.evaluate(DUMP), "what lies on the device can be read"
        assert staff(page) == {"waiting": 100, "sent": 0, "files": 0, "refused": 0}
        kill(folder)  # before any of it was sent
    finally:
        stall.start()
    for most in (20, 60):
        tablet, page = opened()
        page.goto(kiosk_of(stall), wait_until="commit")
        until = time.monotonic() + 60
        while voices(stall) - before < most and time.monotonic() < until:
            time.sleep(0.01)
        kill(folder)  # in the middle of sending
        assert most <= voices(stall) - before < 100
    tablet, page = opened()
    page.clock.install(time="1999-12-31")  # and its clock has gone back to when it was made
    page.goto(kiosk_of(stall))
    until = time.monotonic() + 90
    while voices(stall) - before < 100 and time.monotonic() < until:
        page.clock.fast_forward(1000)
        page.wait_for_timeout(200)
    page.wait_for_timeout(1000)
    assert staff(page) == {"waiting": 0, "sent": 100, "files": 0, "refused": 0}
    assert voices(stall) - before == 100
    with sqlite3.connect(f"file:{stall.folder / 'commonweal.sqlite3'}?mode=ro", uri=True) as base:
        words = [row[0] for row in base.execute("SELECT text FROM listening_words WHERE text LIKE '%larkspur%'")]
        taken = base.execute("SELECT taken FROM listening_kiosk").fetchall()
    assert len(words) == len(set(words)) == 100 and taken == [(100,)]
    assert strangers == []
    tablet.close()


def test_after_done_nothing_of_the_person_before_is_left_not_even_by_the_back_button(stall, open_page):
    page = open_page(size={"width": 1280, "height": 800})
    set_up(page, stall, "The tablet at the back")
    give(page, WORDS)
    code = page.locator("[data-slip]").inner_text()
    expect(page.locator("[data-state]")).to_contain_text("Sent.")
    assert WORDS not in written(page)
    page.get_by_role("button", name="I have it").click()
    traces = ("larkspur", code, "in Old Market")

    def nothing() -> None:
        typed = page.evaluate("[...document.querySelectorAll('input, textarea')].map((each) => each.value).join(' ')")
        held = written(page) + typed + page.evaluate(DUMP)
        assert not [each for each in traces if each in held]
        assert page.locator(".mark").count() == 0

    nothing()
    page.go_back()
    page.wait_for_timeout(300)
    assert not [each for each in traces if each in written(page)]
    page.goto(kiosk_of(stall))
    page.locator("[data-step=begin]").wait_for()
    nothing()
    # Somebody walks away in the middle: they are asked, and then it is cleared.
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="Begin with words").click()
    page.get_by_label("What do you want to say?").fill(WORDS)
    page.clock.fast_forward(91_000)
    expect(page.get_by_role("alertdialog", name="Are you still here?")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Yes, I am still here").click()
    expect(page.get_by_label("What do you want to say?")).to_have_value(WORDS)
    page.clock.fast_forward(91_000)
    page.clock.fast_forward(31_000)
    page.locator("[data-step=begin]").wait_for()
    nothing()


def test_the_pin_keeps_passers_by_out_of_what_lies_on_the_device(stall, open_page):
    page = open_page(size=TABLET)
    set_up(page, stall, "A third tablet")
    page.get_by_role("button", name="For those who look after this device").click()
    page.get_by_role("textbox", name="PIN").fill("000111")
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator("[data-pin-wrong]")).to_have_text("That is not the PIN.")
    assert axe(page) == [] and page.locator("[data-step=staff]").is_hidden()
    page.get_by_role("button", name="Back", exact=True).locator("visible=true").click()
    assert staff(page)["waiting"] == 0
    assert axe(page) == [] and overflow(page) <= 0
    page.get_by_text("Stop being a kiosk").first.click()
    page.get_by_role("button", name="Stop being a kiosk").click()
    page.get_by_text("This device is not set up yet").wait_for()


def test_somebody_draws_by_keys_alone_and_finds_a_place_by_its_name(stall, open_page):
    page = open_page(size=DESK)
    page.goto(f"{named(stall)}/place/wenbeck/capture")
    page.locator("[data-offline-ready]").wait_for()
    keys = page.keyboard

    def tab_to(name: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            said = page.evaluate(REACHED)
            if name in said:
                return
        pytest.fail(f"no key leads to {name}")

    tab_to("Begin with the map")
    keys.press("Enter")
    page.locator("[data-map]").wait_for()
    tab_to("An area")
    keys.press("Enter")
    tab_to("Map with a cross-hair")
    keys.press("Enter")
    for key in ("ArrowRight", "ArrowRight", "Enter", "Shift+ArrowDown", "Enter", "Backspace", "ArrowDown", "Enter"):
        keys.press(key)
    expect(page.locator("[data-said]").first).to_contain_text("Number 3 is set")
    tab_to("In a few words")
    keys.type("Where the market was")
    tab_to("Keep this mark")
    keys.press("Enter")
    expect(page.locator("[data-marks]")).to_contain_text("Where the market was")
    tab_to("Go to a place by its name")
    keys.type("library")
    keys.press("Enter")
    expect(page.locator("[data-pane]")).to_be_focused()
    expect(page.locator("[data-here]")).to_contain_text("Library")
    keys.press("Enter")
    assert axe(page) == []
    tab_to("Go on")
    keys.press("Enter")
    tab_to("What do you want to say?")
    keys.type("It was where we met.")
    tab_to("Go on")
    keys.press("Enter")
    tab_to("Yes, keep it so")
    keys.press("Enter")
    expect(page.locator("[data-state]")).to_contain_text("Sent.")
    expect(page.locator("[data-counts]")).to_contain_text("Sent and kept by the server: 1.")


@pytest.mark.parametrize("options", [{"size": SMALL}, {"size": PHONE, "color_scheme": "dark"}, {"size": TABLET}])
def test_every_step_has_no_fault_that_axe_can_find_and_everything_can_be_hit(stall, open_page, options):
    page = open_page(**options)

    def sound() -> None:
        assert axe(page) == []
        assert overflow(page) <= 0
        small = page.evaluate("""[...document.querySelectorAll('button, input, select, textarea, a, summary')]
          .filter((each) => each.offsetParent && !['radio', 'checkbox', 'file'].includes(each.type))
          .map((each) => [each.textContent.trim() || each.id, each.getBoundingClientRect().height])
          .filter(([_name, height]) => height < 24)""")
        assert small == []

    page.goto(f"{named(stall)}/place/wenbeck/capture")
    page.locator("[data-offline-ready]").wait_for()
    sound()
    page.get_by_text("I have a slip with a code already").click()
    page.get_by_label("Its code").fill("nonsense")
    page.get_by_role("button", name="Begin with the map").click()
    expect(page.locator("[data-code-wrong]")).to_contain_text("missing or wrong")
    sound()
    page.get_by_label("Its code").fill("")
    page.get_by_role("button", name="Begin with the map").click()
    page.locator("[data-map]").wait_for()
    sound()
    page.locator("[data-pane]").click()
    page.get_by_label("Hard").check()
    sound()
    page.get_by_role("button", name="Keep this mark").click()
    sound()
    on(page)
    page.get_by_label("What do you want to say?").fill(WORDS)
    sound()
    on(page)
    page.get_by_label("By a first name").check()
    page.get_by_label("I am under 18").check()
    page.locator("#use_code").check()
    page.get_by_role("button", name="Yes, keep it so").click()
    expect(page.get_by_label("By which name or words?")).to_be_focused()
    sound()
    page.get_by_label("By which name or words?").fill("Mrs Moss")
    expect(page.locator("[data-use=publish]")).to_contain_text("Mrs Moss")
    page.get_by_role("button", name="Yes, keep it so").click()
    expect(page.get_by_label("Which grown-up agrees with you?")).to_be_focused()
    page.get_by_label("Which grown-up agrees with you?").fill("Her mother")
    page.get_by_role("button", name="Yes, keep it so").click()
    expect(page.locator("[data-state]")).to_contain_text("Sent.")
    sound()


def test_the_pages_of_whoever_holds_the_gathering_are_sound(stall, open_page):
    for size in (SMALL, DESK):
        page = open_page(size=size)
        page.goto(kiosk_of(stall))
        page.get_by_text("This device is not set up yet").wait_for()
        assert axe(page) == [] and overflow(page) <= 0
        sign_in(page, stall, stall.holder)
        for path in ("kiosk/set-up", "arrived"):
            page.goto(f"{named(stall)}/gathering/{stall.gathering}/{path}")
            assert axe(page) == [] and overflow(page) <= 0, path
        page.goto(f"{kiosk_of(stall)}/set-up")
        page.get_by_role("button", name="Go on, and sign me out").click()
        assert axe(page) == []
        page.get_by_label("What do you call this device?").fill("Another")
        page.get_by_role("button", name="Go on, and sign me out").click()
        page.get_by_role("button", name="Open the kiosk").click()
        expect(page.locator("[data-wrong]")).to_contain_text("six to twelve figures")
        assert axe(page) == [] and overflow(page) <= 0


def test_pictures_and_sounds_lie_sealed_and_go_up_in_pieces(stall, open_page, tmp_path):
    page = open_page(size=PHONE, service_workers="block")
    held: dict[str, bytearray] = {}
    about: dict[str, dict] = {}

    def stub(route, asked) -> None:
        name = asked.url.rsplit("/", 1)[-1]
        if asked.method == "POST":
            said = asked.post_data_json
            about[said["client_id"]] = said
            held.setdefault(said["client_id"], bytearray())
            return route.fulfill(status=201, json={"id": said["client_id"], "offset": 0})
        whole = held[name]
        if asked.method == "HEAD":
            return route.fulfill(status=200, headers={"Upload-Offset": str(len(whole))})
        if int(asked.headers["upload-offset"]) != len(whole):
            return route.fulfill(status=409, headers={"Upload-Offset": str(len(whole))})
        whole += asked.post_data_buffer
        return route.fulfill(status=204, headers={"Upload-Offset": str(len(whole))})

    page.goto(f"{named(stall)}/place/wenbeck/capture")
    page.locator("[data-step=begin]").wait_for()
    page.get_by_role("button", name="Begin with words").click()
    page.screenshot(path=tmp_path / "photo.png")
    page.locator("[data-photo]").set_input_files(tmp_path / "photo.png")
    page.locator("[data-audio]").set_input_files(
        {"name": "v.mp3", "mimeType": "audio/mpeg", "buffer": b"ID3" + b"larkspur" * 90_000}
    )
    expect(page.locator("[data-files] li")).to_have_count(2)
    assert axe(page) == []
    on(page)
    expect(page.locator("[data-use=picture]")).to_be_visible()
    page.locator("#use_picture").check()
    page.route("**/listening/media**", lambda route: route.abort())
    page.get_by_role("button", name="Yes, keep it so").click()
    expect(page.locator("[data-state]")).to_contain_text("A picture or sound is still on this device")
    kept = page.evaluate(DUMP)
    assert "larkspur" not in kept and "COMMONWEAL-SEALED-1" in kept
    page.complaints.clear()
    page.unroute("**/listening/media**")
    page.route("**/listening/media**", stub)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-state]")).to_contain_text("Sent.")
    types = {each["type"]: held[name] for name, each in about.items()}
    assert set(types) == {"image/jpeg", "audio/mpeg"} and all(each["sealed"] for each in about.values())
    assert all(len(held[name]) == each["size"] for name, each in about.items())
    for name, data in types.items():
        (tmp_path / name.replace("/", "-")).write_bytes(data)
    told = stall.python(f"""
from commonweal.config import wsgi
from pathlib import Path
from commonweal.listening.sealing import opened_file
print([opened_file(Path({str(tmp_path)!r}, name).read_bytes())[:3].hex() for name in ("image-jpeg", "audio-mpeg")])
""")
    assert told.strip() == "['ffd8ff', '494433']"


def test_the_app_is_light_before_the_map_and_with_it(stall, open_page):
    page = open_page(size=PHONE, service_workers="block")
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.__setitem__(answer.url, answer.request.sizes()["responseBodySize"]))
    page.goto(f"{named(stall)}/place/wenbeck/capture", wait_until="networkidle")
    shell = sum(sizes.values())
    assert 0 < shell <= 100_000, sizes
    page.get_by_role("button", name="Begin with the map").click()
    page.locator("[data-map]").wait_for()
    page.wait_for_load_state("networkidle")
    print("app", shell, "map", sum(sizes.values()) - shell)
    assert sum(sizes.values()) - shell <= 200_000, sizes


def test_what_was_begun_on_ones_own_phone_outlives_a_page_that_the_phone_dropped(stall, open_page):
    page = open_page(size=PHONE)
    app = f"{named(stall)}/place/wenbeck/capture"
    page.goto(app)
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_role("button", name="Begin with words").click()
    page.get_by_label("What do you want to say?").fill(WORDS)
    page.wait_for_timeout(500)
    page.reload()
    page.get_by_role("button", name="Go on with it").wait_for()
    assert "larkspur" not in written(page) and axe(page) == []
    page.get_by_role("button", name="Go on with it").click()
    expect(page.get_by_label("What do you want to say?")).to_have_value(WORDS)
    on(page)
    page.get_by_role("button", name="Yes, keep it so").click()
    expect(page.locator("[data-state]")).to_contain_text("Sent.")
    page.reload()
    page.locator("[data-offline-ready]").wait_for()
    assert page.locator("[data-draft]").is_hidden()


def test_without_script_there_is_a_plain_form(stall, open_page):
    page = open_page(size=PHONE, script=False)
    page.goto(f"{named(stall)}/place/wenbeck/capture")
    page.get_by_role("link", name="Say it on a plain page instead").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Say something")
