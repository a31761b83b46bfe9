"""A picture sent over a bad line, and a walk with two stops: as people meet them, on a phone, script or none."""

from __future__ import annotations

import json
import re

import pytest
from pypdf import PdfReader

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow, until, written
from tests.browser.people import named, sign_in, somebody
from tests.listening import files

pytestmark = pytest.mark.browser
START = (54.63, 2.28)  # in the invented place


def sound(page) -> None:
    if page.script:
        assert axe(page) == []
    assert overflow(page) <= 0


def a_voice(page, site, code: str) -> str:
    """Say something with a slip; the address of its pictures."""
    page.goto(f"{site}/place/wenbeck/say")
    page.get_by_label("What do you want to say?").fill("The gate to the meadow has a chain on it, larkspur.")
    page.get_by_role("button", name="See how it would look").click()
    page.get_by_label("Have you a slip already?").fill(code)
    page.get_by_role("button", name="Yes, keep it").click()
    page.get_by_role("heading", name="This is yours").wait_for()
    return page.get_by_role("link", name="Add a picture, sound or film").get_attribute("href")


def test_a_photo_goes_in_pieces_over_a_line_that_breaks_and_tells_nobody_where_it_was_taken(demo_site, open_page):
    site = named(demo_site)
    code = json.loads(demo_site.run("slip", "give", "--place", "wenbeck", "--json"))["codes"][0]
    phone = open_page(size=PHONE)
    address = a_voice(phone, site, code)
    phone.goto(site + address)
    sound(phone)
    sent = files.jpeg(1400, 1000, grain=True)
    assert len(sent) > 600_000 and b"Larkspur" in sent
    asked: list[str] = []

    def bad_line(route) -> None:
        if route.request.method != "PATCH":
            route.continue_()
            return
        asked.append(route.request.headers["upload-offset"])
        route.abort("connectionreset") if len(asked) == 2 else route.continue_()

    phone.route("**/listening/media/*", bad_line)
    phone.get_by_label("Picture, sound or film").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": sent}
    )
    phone.get_by_label("What is to be seen or heard?").fill("A gate with a chain")
    phone.get_by_label("The code on your slip").first.fill(code)
    phone.get_by_role("button", name="Send it").click()
    phone.get_by_text("No connection. It goes on by itself").wait_for()
    phone.get_by_role("heading", name="What is here", exact=True).wait_for()
    assert asked == ["0", "524288", "524288"], "it goes on where it stopped"
    broken = [each for each in phone.complaints if "ERR_CONNECTION_RESET" in each]
    assert len(broken) == 1, "the browser says so itself, and says nothing else"
    phone.complaints.remove(broken[0])
    picture = phone.get_by_role("img", name="A gate with a chain")
    picture.scroll_into_view_if_needed()
    until(phone, "[...document.querySelectorAll('.media img')].every(each => each.naturalWidth > 0)")
    sound(phone)
    kept = phone.request.get(site + phone.locator(".media--picture a").get_attribute("href")).body()
    assert kept[:3] == b"\xff\xd8\xff" and b"Larkspur" not in kept and b"Exif" not in kept
    assert (
        open_page()
        .request.get(f"{site}{phone.locator('.media--picture a').get_attribute('href')}".partition("?")[0])
        .status
        == 404
    )


def test_a_page_that_was_closed_half_way_goes_on_when_the_same_file_is_chosen_again(demo_site, open_page, tmp_path):
    site = named(demo_site)
    code = json.loads(demo_site.run("slip", "give", "--place", "wenbeck", "--json"))["codes"][0]
    phone = open_page(size=PHONE)
    address = a_voice(phone, site, code)
    (tmp_path / "IMG_1.jpg").write_bytes(files.jpeg(1400, 1000, grain=True))
    asked: list[str] = []
    back: list[bool] = []

    def send() -> None:
        phone.goto(site + address)
        phone.get_by_label("Picture, sound or film").set_input_files(tmp_path / "IMG_1.jpg")
        phone.get_by_label("The code on your slip").first.fill(code)
        phone.get_by_role("button", name="Send it").click()

    def dead_line(route) -> None:
        asked.append(route.request.headers["upload-offset"])
        route.continue_() if len(asked) == 1 or back else route.abort("internetdisconnected")

    phone.route("**/listening/media/*", dead_line)
    send()
    phone.get_by_text("No connection. It goes on by itself").wait_for()
    phone.goto("about:blank")
    back.append(True)
    send()
    phone.get_by_role("heading", name="What is here", exact=True).wait_for()
    assert asked[0] == "0" and set(asked[1:]) == {"524288"}, "nothing is sent twice"
    assert phone.locator(".media img").count() == 1
    phone.complaints[:] = [each for each in phone.complaints if "ERR_INTERNET_DISCONNECTED" not in each]


def walk_told(page, site, *, extra: str = "") -> str:
    """Tell of a walk without an account; the code that came for it."""
    page.goto(f"{site}/place/wenbeck/walks/new")
    page.get_by_label("What do you call this walk?").fill("To the mill, by the beck")
    page.get_by_label("The line your phone or watch kept").set_input_files(
        {"name": "walk.gpx", "mimeType": "application/gpx+xml", "buffer": files.gpx(home=START, extra=extra)}
    )
    page.get_by_label("What do you want to say about it?").fill("Thirty years I went this way.")
    page.get_by_label("By a first name, or a name you choose").check()
    page.get_by_label("By which name or words?").fill("Bo")
    for name in ("We may show a line of yours", "Your picture, drawing or film", "Anyone may read"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Keep this walk").click()
    page.get_by_text("It is kept. This is how it stands").wait_for()
    return page.locator(".code-shown").inner_text()


def add_stop(page, code: str, name: str, words: str, along: str, file: dict[str, object]) -> None:
    page.get_by_role("link", name="Add a stop").click()
    page.get_by_label("What is this spot called?").fill(name)
    page.get_by_label("What do you want to say?").fill(words)
    page.get_by_label("A picture, sound or film of it").set_input_files(file)
    page.get_by_label("What is to be seen or heard?").fill(f"{name}, seen and heard")
    page.get_by_label("How far along the walk is it?").fill(along)
    for each in ("We may show a line of yours", "Your picture, drawing or film", "Anyone may read"):
        page.get_by_label(each).check()
    page.get_by_label("The code on your slip").fill(code)
    page.get_by_role("button", name="Keep this stop").click()
    page.get_by_role("heading", name=name).wait_for()


def test_a_walk_is_told_without_its_ends_played_along_and_bound_into_a_booklet(demo_site, open_page):
    site = named(demo_site)
    phone = open_page(size=PHONE, script=False)
    code = walk_told(phone, site)
    sound(phone)
    add_stop(
        phone,
        code,
        "The old gate",
        "It is chained shut.",
        "30",
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": files.jpeg()},
    )
    add_stop(
        phone,
        code,
        "The weir",
        "Listen to that.",
        "70",
        {"name": "b.wav", "mimeType": "audio/wav", "buffer": files.wav()},
    )
    assert code not in written(phone)
    walk = re.search(r"/walk/([0-9a-f-]{36})", written(phone))[1]

    reader = open_page(size=DESK)
    told = reader.request.get(f"{site}/walk/{walk}.json").json()["walk"]
    first = told["line"][0][0]
    assert abs(first[1] - START[0]) * 111_195 > 149 and 700 < told["metres"] < 1100
    assert [each["name"] for each in told["stops"]] == ["The old gate", "The weir"]
    reader.goto(f"{site}/walk/{walk}")
    assert reader.locator(".walk-map__stop").count() == 2 and reader.get_by_text("39 minutes").count() == 0
    sound(reader)
    reader.get_by_role("button", name="Next stop").click()
    reader.get_by_text("Stop 1 of 2: The old gate").wait_for()
    assert reader.locator(".walk-map__stop.is-now").get_attribute("data-stop") == "1"
    reader.get_by_role("button", name="Next stop").focus()
    reader.keyboard.press("Enter")
    reader.get_by_text("Stop 2 of 2: The weir").wait_for()
    until(reader, "document.querySelector('audio').readyState >= 1")
    assert 1.5 < reader.evaluate("document.querySelector('audio').duration") < 2.5, "what was cleaned still plays"
    sound(reader)

    listener = open_page(size=SMALL)
    sign_in(listener, demo_site, somebody(demo_site, listener="wenbeck"))
    listener.goto(f"{site}/walk/{walk}/print")
    sound(listener)
    with listener.expect_download() as coming:
        listener.get_by_role("button", name="Make the booklet (PDF)").click()
    pages = PdfReader(coming.value.path()).pages
    words = " ".join(page.extract_text() for page in pages)
    assert "It is chained shut." in words and "Bo" in words
    assert round(float(pages[0].mediabox.width)) == 420, "A5"

    phone.goto(f"{site}/voices/mine")
    phone.get_by_label("The code on your slip").fill(code)
    phone.get_by_role("button", name="Show me").click()
    phone.get_by_text("printed: it cannot be recalled").first.wait_for()
    assert phone.get_by_role("img", name="The old gate, seen and heard").count() == phone.locator("audio").count() == 1
    sound(phone)


def test_whoever_walks_along_by_keyboard_hears_each_stop_may_pause_and_comes_to_the_end(demo_site, open_page):
    site = named(demo_site)
    phone = open_page(size=PHONE, script=False)
    code = walk_told(phone, site)
    for number, along in ("First", "20"), ("Second", "80"):
        file = {"name": "b.wav", "mimeType": "audio/wav", "buffer": files.wav()}
        add_stop(phone, code, f"{number} spot", "Listen.", along, file)
    page = open_page(size=DESK)
    # Whoever looks after what is told here has forms folded away at each stop, which nobody reads on the way.
    sign_in(page, demo_site, somebody(demo_site, listener="wenbeck"))
    page.goto(f"{site}/walk/{re.search(r'/walk/([0-9a-f-]{36})', written(phone))[1]}")
    page.get_by_role("button", name="Walk along and listen").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Stop 1 of 2: First spot").wait_for()
    until(page, "document.querySelector('audio').currentTime > 0")
    page.keyboard.press("Enter")  # the keyboard stands on Pause by now
    until(page, "document.querySelector('audio').paused")
    page.keyboard.press("Enter")
    page.get_by_text("Stop 2 of 2: Second spot").wait_for()
    page.get_by_role("button", name="Pause").press("Enter")
    page.keyboard.press("Enter")
    assert "Stop 2 of 2" in page.locator(".walk-play p").inner_text(), "after a pause at the last stop it goes on there"
    page.get_by_text("That was the last stop.").wait_for()
    sound(page)


def test_a_walk_is_drawn_on_the_map_by_keyboard_alone(demo_site, open_page):
    site = named(demo_site)
    page = open_page(size=DESK)
    page.goto(f"{site}/place/wenbeck/walks/new")
    page.get_by_label("What do you call this walk?").fill("Drawn by hand")
    page.locator(".walk-draw svg").focus()
    # Far apart, as a hand draws: each leg is half a kilometre and more.
    for key in ("Enter", *["ArrowRight"] * 6, "Enter", *["ArrowUp"] * 6, "Enter", "Enter", "Backspace"):
        page.keyboard.press(key)
    page.get_by_text("3 points drawn.").wait_for()
    sound(page)
    page.get_by_label("Anyone may read").check()
    page.get_by_role("button", name="Keep this walk").click()
    page.get_by_text("It is kept. This is how it stands").wait_for()
    assert page.locator(".walk-map__line").count() == 1
    page.goto(f"{site}/place/wenbeck/walks")
    page.get_by_role("link", name="Drawn by hand").wait_for()
    sound(page)


def test_what_is_said_is_typed_with_the_player_beside_by_keys(demo_site, open_page):
    site = named(demo_site)
    code = json.loads(demo_site.run("slip", "give", "--place", "wenbeck", "--json"))["codes"][0]
    teller = open_page(size=PHONE, script=False)
    address = a_voice(teller, site, code)
    teller.goto(site + address)
    teller.get_by_label("Picture, sound or film").set_input_files(
        {"name": "x.wav", "mimeType": "audio/wav", "buffer": files.wav()}
    )
    teller.get_by_label("The code on your slip").first.fill(code)
    teller.get_by_role("button", name="Send it").click()
    teller.get_by_role("heading", name="What is here", exact=True).wait_for()
    sound(teller)
    page = open_page(size=DESK)
    sign_in(page, demo_site, somebody(demo_site, listener="wenbeck"))
    page.goto(site + address)
    page.get_by_role("link", name="Describe it, and type what is said").click()
    words = page.get_by_label("What is said")
    until(page, "document.querySelector('audio').readyState >= 1")
    words.focus()
    page.keyboard.press("Control+Enter")
    page.keyboard.type("That is the weir.")
    page.evaluate("document.querySelector('audio').currentTime = 1.5")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Listen.")
    assert words.input_value() == "0:00 That is the weir.\n0:01.5 Listen."
    sound(page)
    page.get_by_role("button", name="Keep what I typed").click()
    page.get_by_text("It is kept, and shown from now on.").wait_for()
    page.goto(site + address)
    page.get_by_text("What is said, to read").click()
    page.get_by_text("That is the weir.").wait_for()


def test_whoever_is_signed_in_sends_a_picture_without_a_code_and_finds_it_among_their_own(demo_site, open_page):
    site = named(demo_site)
    page = open_page(size=SMALL)
    sign_in(page, demo_site, somebody(demo_site))
    page.goto(f"{site}/place/wenbeck/say")
    page.get_by_label("What do you want to say?").fill("The gate to the meadow has a chain on it.")
    page.get_by_role("button", name="See how it would look").click()
    page.get_by_role("button", name="Yes, keep it").click()
    page.get_by_role("link", name="Add a picture, sound or film").click()
    page.get_by_label("Picture, sound or film").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": files.jpeg()}
    )
    page.get_by_label("What is to be seen or heard?").fill("A gate with a chain")
    page.get_by_role("button", name="Send it").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What is here", exact=True).wait_for()
    sound(page)
    page.goto(f"{site}/voices/mine")
    page.get_by_role("img", name="A gate with a chain").scroll_into_view_if_needed()
    until(page, "[...document.querySelectorAll('.media img')].every(each => each.naturalWidth > 0)")
    sound(page)
