"""A play with five makers, an exhibition walked by keyboard, and a voice beside a number, as people meet them."""

from __future__ import annotations

import json
import re

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow, written
from tests.browser.people import named, sign_in, somebody

pytestmark = pytest.mark.browser
CAST = {"Bo": "wrote the song", "Ann": "Gran", "Cai": "the river", "Dilys": "painted the wall", "Esme": "the heron"}
SONG = "Under the bridge\n    water is telling the time"


# Three lines that may be quoted, and stand beside a number.
TOLD = """
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
django.setup()
from commonweal.journal.actor import HOUSE
from commonweal.listening import changes
from commonweal.people import actors
from commonweal.people.changes import give_slip, grant_role, open_account
from commonweal.places.models import Place
place = Place.objects.get(slug="wenbeck")
account = open_account(HOUSE, email="ear@example.org", name="Ear", password="a quiet horse reads maps")
grant_role(HOUSE, account, role="listener", scope_kind="places.place", scope_id=str(place.pk))
for words in ("I live alone and am never lonely.", "The heron came back.", "Nobody asked us about the lights."):
    slip, _code = give_slip(HOUSE, place=str(place.pk))
    told = dict(kind="story", words=words, agreed=["quote", "pair_with_number"], level="chosen", called="Mo")
    voice = changes.record_voice(actors.of_contributor(slip), place=place, **told)
    listener = actors.of_account(account)
    changes.choose_quote(listener, voice, words=voice.words.get(), start=0, stop=len(words))
"""


@pytest.fixture(scope="session")
def told_site(demo_site):
    """The invented place, in which three more people said something."""
    demo_site.python(TOLD)
    return demo_site


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def pdf(page, form: str, **fields: str) -> bytes:
    """What a form on this page answers with, where it is a file."""
    at = page.locator(f"form[action$={form}]")
    token = at.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    address = re.match(r"https?://[^/]+", page.url)[0] + at.get_attribute("action")
    answer = page.request.post(address, form=fields | {"csrfmiddlewaretoken": token}, headers={"Referer": page.url})
    assert answer.ok and answer.headers["content-type"] == "application/pdf"
    return answer.body()


def begin_a_play(page, site) -> str:
    page.goto(f"{site}/place/wenbeck/works/new")
    page.get_by_label("What is it called?").fill("The River Remembers")
    page.get_by_label("a play", exact=True).check()
    page.get_by_label("What do its makers say of it?").fill("Five voices and one river.")
    page.get_by_label("The artist who helps").fill("Noor Aziz")
    page.get_by_label("The fee that was agreed").fill("1200")
    page.get_by_label("Who may copy it?").fill("Anybody here, for nothing.")
    page.get_by_label("It is shown once every maker has said yes.").check()
    page.get_by_label("Their part and their name are taken out. The rest stays.").check()
    page.get_by_role("button", name="Keep this").click()
    page.get_by_role("heading", name="Its makers").wait_for()
    sound(page)
    return page.url.removesuffix("/making")


def join(page, work: str, name: str, role: str, code: str) -> None:
    page.goto(f"{work}/join")
    page.get_by_label("What did you do in it").fill(role)
    page.get_by_label("By a first name, or a name you choose").check()
    page.get_by_label("The name or description").fill(name)
    page.get_by_label("Your part, in your own words").fill(SONG if name == "Bo" else f"A verse of {name}.")
    page.get_by_label("It may be shown to everyone").check()
    page.get_by_label("It may be printed and sold").check()
    page.get_by_label("The code on your slip").fill(code)
    page.get_by_role("button", name="See how it would look").click()
    page.get_by_role("button", name="Yes, let it stand so").wait_for()
    assert name in page.locator(".sample").inner_text() and code not in written(page)
    page.get_by_label("The code on your slip").fill(code)
    page.get_by_role("button", name="Yes, let it stand so").click()
    page.get_by_text("You are one of its makers").wait_for()


def test_five_make_a_play_it_is_shown_one_withdraws_and_what_was_agreed_happens(demo_site, open_page):
    site = named(demo_site)
    lead, maker, stranger = open_page(), open_page(size=PHONE, script=False), open_page(size=PHONE)
    sign_in(lead, demo_site, somebody(demo_site, facilitator="wenbeck"))
    work = begin_a_play(lead, site)
    codes = {}
    for name, role in CAST.items():
        codes[name] = json.loads(demo_site.run("slip", "give", "--place", "wenbeck", "--json"))["codes"][0]
        join(maker, work, name, role, codes[name])
    stranger.goto(f"{site}/place/wenbeck/works")
    assert "The River Remembers" not in written(stranger)
    for _each in CAST:
        lead.goto(f"{work}/making")
        lead.get_by_role("button", name="Yes, they made it with us").first.click()
        lead.get_by_text("They are one of the makers.").wait_for()
    stranger.reload()
    stranger.get_by_role("link", name="The River Remembers").click()
    stranger.get_by_role("heading", name="The River Remembers", level=1).wait_for()
    assert "Bo, Ann, Cai, Dilys, Esme" in stranger.locator(".work__by").inner_text()
    assert stranger.locator(".work__words").first.inner_text() == SONG
    assert "1,200" not in written(stranger)
    sound(stranger)
    lead.goto(work)
    assert pdf(lead, "edition", look="plain").startswith(b"%PDF")
    maker.goto(f"{work}/leave")
    assert overflow(maker) <= 0
    maker.get_by_label("Yes, I want to withdraw").check()
    maker.get_by_label("The code on your slip").fill(codes["Bo"])
    maker.get_by_role("button", name="Withdraw").click()
    maker.get_by_role("heading", name="You have withdrawn").wait_for()
    assert "Paper edition" in written(maker)
    stranger.goto(work)
    assert "Ann, Cai, Dilys, Esme" in stranger.locator(".work__by").inner_text()
    assert "Under the bridge" not in written(stranger) and "wrote the song" not in written(stranger)


def test_an_exhibition_is_put_together_walked_by_keyboard_and_printed(told_site, open_page):
    site = named(told_site)
    curator, visitor = open_page(), open_page(script=False)
    sign_in(curator, told_site, somebody(told_site, coder="wenbeck"))
    curator.goto(f"{site}/place/wenbeck/exhibitions/new")
    curator.get_by_label("What is it called?").fill("What people gave")
    curator.get_by_label("Words of welcome").fill("Take your time.")
    curator.get_by_role("button", name="Begin").click()
    curator.get_by_role("button", name="Hang it").wait_for()
    for number in range(3):
        curator.locator("[name=thing]").nth(number).check()
        curator.get_by_label("The curator’s label, if you want").fill(f"Our label {number}")
        curator.get_by_role("button", name="Hang it").click()
        curator.locator(".nails > li").nth(number).wait_for()
    sound(curator)
    curator.get_by_role("button", name="Open the doors").click()
    curator.get_by_role("button", name="Close the doors").wait_for()
    curator.get_by_role("link", name="Walk through it").click()
    curator.get_by_role("link", name="Go in").wait_for()
    assert pdf(curator, "panels", size="a3").startswith(b"%PDF")
    visitor.goto(f"{site}/place/wenbeck/exhibitions")
    visitor.get_by_role("link", name="What people gave").focus()
    visitor.keyboard.press("Enter")
    visitor.get_by_role("link", name="Go in").wait_for()
    visitor.get_by_role("link", name="Go in").focus()
    visitor.keyboard.press("Enter")
    for number in range(3):
        visitor.get_by_text(f"{number + 1} of 3").wait_for()
        assert f"Our label {number}" in visitor.locator(".curator").inner_text()
        assert f"Our label {number}" not in visitor.locator(".wall__thing").inner_text()
        assert overflow(visitor) <= 0
        # The page opens with its beginning in focus: the first step of the keyboard is the way on.
        for _step in range(3):
            visitor.keyboard.press("Tab")
            focused = visitor.locator("nav a:focus")
            if focused.count() and focused.inner_text() in ("Next", "On your way out"):
                break
        visitor.keyboard.press("Enter")
    visitor.get_by_role("heading", name="On your way out").wait_for()
    visitor.get_by_role("link", name="What does this make you think?").click()
    visitor.get_by_role("heading", name="Say something").wait_for()


def test_a_line_is_chosen_to_stand_beside_a_number_and_is_seen_there(told_site, open_page):
    site = named(told_site)
    resident, stranger = open_page(), open_page(size=SMALL, color_scheme="dark")
    sign_in(resident, told_site, somebody(told_site, coder="wenbeck"))
    resident.goto(f"{site}/place/wenbeck/beside/choose")
    resident.locator(".pick-number a").first.click()
    resident.get_by_label("says otherwise").wait_for()
    sound(resident)
    line = resident.locator("[name=quote] + label").first.inner_text()
    resident.locator("[name=quote]").first.check()
    resident.get_by_label("says otherwise").check()
    resident.get_by_label("Why this one?").fill("The number was asked of nobody we know.")
    resident.get_by_role("button", name="Let it stand there").click()
    resident.locator(".both-sides").wait_for()
    said = line.split("”")[0].strip("“")
    stranger.goto(f"{site}/place/wenbeck/beside")
    assert said in stranger.locator(".both-sides").inner_text()
    assert "Says otherwise" in stranger.locator(".both-sides").inner_text()
    sound(stranger)
    stranger.goto(f"{site}/place/wenbeck")
    assert stranger.locator("text=No stories beside this number yet.").count()


def test_pages_have_no_fault_that_axe_can_find(told_site, open_page):
    site = named(told_site)
    for options in ({"size": SMALL}, {"size": DESK, "color_scheme": "dark"}):
        page = open_page(**options)
        for path in ("works", "exhibitions", "beside"):
            page.goto(f"{site}/place/wenbeck/{path}")
            sound(page)
