"""One woman's way through the house: by voice, in her language, through an interpreter, followed, and taken back."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow, written
from tests.browser.people import named, sign_in, somebody
from tests.listening import files

pytestmark = pytest.mark.browser
SAID = "میرا گھر چوتھی منزل پر ہے۔ لفٹ بند ہے، میں اتر نہیں سکتی۔"
LINE = "لفٹ بند ہے، میں اتر نہیں سکتی۔"


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def told_through_an_interpreter(page, site) -> tuple[str, str]:
    """Face to face: her words, read out and agreed; her code, and the page of her recording."""
    page.goto(f"{site}/place/wenbeck/write-down?channel=face")
    page.get_by_label("Face to face").check()
    page.get_by_label("In which language do they speak?").select_option("ur")
    page.get_by_label("What an interpreter says they say").check()
    page.get_by_label("Who interprets?").fill("Samina")
    page.get_by_label("What they say").fill(SAID)
    page.get_by_label("Described, as you choose").check()
    page.get_by_label("By which name or words?").fill("a grandmother on the fourth floor")
    page.locator("[name=agreed][value=quote]").check()
    page.locator("[name=read_back][value=now]").check()
    page.get_by_role("button", name="Go on: read out").click()
    page.get_by_role("heading", name="Read this out to them").wait_for()
    # She hears how she would be quoted before she says yes.
    page.locator(".read-out").get_by_text("a grandmother on the fourth floor").first.wait_for()
    sound(page)
    page.get_by_role("button", name="They say yes: keep it").click()
    page.get_by_role("heading", name="Now give them their code").wait_for()
    code = page.locator(".code-shown").inner_text()
    page.get_by_role("link", name="Add a recording of their voice").click()
    page.get_by_label("Picture, sound or film").set_input_files(
        {"name": "her.wav", "mimeType": "audio/wav", "buffer": files.wav()}
    )
    page.get_by_label("somebody with a slip: their code").fill(code)
    page.get_by_role("button", name="Send it").click()
    page.get_by_role("heading", name="What is here", exact=True).wait_for()
    return code, page.locator("audio").get_attribute("src").partition("?")[0]


def quoted(page, site) -> str:
    """Somebody who listens reads it and chooses a line that she agreed to; the voice's address."""
    page.goto(f"{site}/place/wenbeck/voices?q=منزل")
    page.locator(".occasions a").first.click()
    page.wait_for_url("**/voice/*")
    voice = page.url.partition("?")[0]
    page.get_by_role("link", name="Choose a line").click()
    page.get_by_role("radio", name=LINE).check()
    page.get_by_role("button", name="Show this line").click()
    page.get_by_text("It is shown from now on").wait_for()
    return voice


def test_a_woman_tells_a_story_by_voice_in_her_language_follows_her_slip_and_takes_it_back(demo_site, open_page):
    site = named(demo_site)
    helper = open_page(size=PHONE)
    sign_in(helper, demo_site, somebody(demo_site, facilitator="wenbeck"))
    code, recording = told_through_an_interpreter(helper, site)
    listener = open_page(size=DESK)
    sign_in(listener, demo_site, somebody(demo_site, listener="wenbeck"))
    voice = quoted(listener, site)
    assert listener.request.get(site + recording).ok

    # Everybody reads the line, in her script, as she agreed to be called; nobody reads the rest.
    reader = open_page(size=SMALL)
    reader.goto(voice)
    reader.get_by_text(LINE).first.wait_for()
    reader.get_by_role("heading", name="a grandmother on the fourth floor").wait_for()
    assert "چوتھی منزل" not in written(reader)
    assert reader.request.get(site + recording).status in (403, 404)
    sound(reader)

    # She follows her slip on an old telephone.
    hers = open_page(size=SMALL, script=False)
    hers.goto(f"{site}/slip")
    hers.get_by_label("The code on your slip").fill(code)
    hers.get_by_role("button", name="Show me").click()
    way = hers.locator(".way__name")
    way.first.wait_for()
    told = " ".join(way.all_inner_texts())
    assert "Given" in told and "Quoted" in told
    assert LINE not in written(hers)

    # Later she takes it back: in two steps, everywhere, recording and all.
    hers.goto(f"{site}/voices/mine")
    hers.get_by_label("The code on your slip").fill(code)
    hers.get_by_role("button", name="Show me").click()
    hers.get_by_text(SAID).first.wait_for()
    hers.get_by_text("Take my words back").first.click()
    last = hers.locator("form[action$='take-back']")
    last.get_by_label("The code on your slip").fill(code)
    last.get_by_role("button").click()
    hers.get_by_label("The code on your slip").fill(code)
    hers.get_by_role("button", name="Yes, erase my words").click()
    hers.get_by_role("heading", name="Your words are gone").wait_for()
    for page in (reader, listener):
        assert page.request.get(voice).status == 404
        assert page.request.get(site + recording).status == 404
    listener.goto(f"{site}/place/wenbeck/voices?q=منزل")
    assert SAID not in written(listener)
