"""Agree or disagree: a room is asked, a phone without script votes and adds, the screen shows groups, paper counts."""

from __future__ import annotations

import json
from urllib.parse import urlparse

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow
from tests.browser.people import named, sign_in, somebody

QUESTION = "What would make our evenings better?"
SAID = [f"Evenings would be better with idea number {number}." for number in range(1, 9)]
CROWD = """
import random
import django
django.setup()
from commonweal.journal.actor import PUBLIC
from commonweal.listening.models import Conversation
from commonweal.listening.opinion import changes
held = Conversation.objects.get(pk="%s")
chance = random.Random(3)
for person in range(20):
    camp = 1 if person %% 5 < 3 else -1
    for statement in held.statements.standing():
        leaning = camp if statement.number < 8 else 1
        value = leaning if chance.random() < 0.95 else -leaning
        changes.cast(PUBLIC, conversation=held, statement=statement, value=value, device=f"d{person}", channel="room")
"""


def sound(page) -> None:
    """Nothing that axe finds, and nothing wider than the window."""
    assert axe(page) == [] and overflow(page) == 0, page.url


def begin(page, site) -> str:
    """Begin a conversation by the pages; its address."""
    page.goto(f"{site}/place/wenbeck/conversations")
    page.get_by_role("link", name="Begin a conversation").click()
    page.get_by_label("What are people asked?").fill(QUESTION)
    page.get_by_label("What is it for?").fill("The council decides in March.")
    page.get_by_label("The first statements").fill("\n".join(SAID))
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name=QUESTION).wait_for()
    return urlparse(page.url).path


def test_a_room_is_asked_votes_on_phones_without_script_and_sees_its_groups(demo_site, open_page):
    site = named(demo_site)
    holder, phone = open_page(size=DESK), open_page(size=PHONE, script=False)
    sign_in(holder, demo_site, somebody(demo_site, facilitator="wenbeck"))
    conversation = begin(holder, site)
    sound(holder)
    holder.get_by_role("button", name="Let a room vote").click()
    code = holder.locator(".join__code")
    code.wait_for()
    sound(holder)
    assert holder.get_by_text("Too few have voted so far.").count() == 1
    # A phone joins by the code, without script and without saying who it is.
    phone.goto(f"{site}/room")
    phone.get_by_label("The code on the screen").fill(code.inner_text().lower())
    phone.get_by_role("button", name="Join").click()
    for number in range(len(SAID)):
        phone.get_by_text(f"{number} of {len(SAID)}").wait_for()
        phone.get_by_role("button", name="Agree", exact=True).click()
    phone.get_by_role("heading", name="That was all. Thank you.").wait_for()
    phone.get_by_role("link", name="Add a statement").click()
    phone.get_by_label("Your statement").fill("The last bus should run until eleven.")
    phone.get_by_role("button", name="Put it to others").click()
    phone.get_by_text("waits to be looked at").wait_for()
    # Others in the room vote meanwhile; the screen follows by itself.
    demo_site.python(CROWD % conversation.rsplit("/", 1)[-1])
    holder.get_by_role("heading", name="2 groups of opinion").wait_for(timeout=20_000)
    assert holder.locator(".blob").count() == 2 and "left people out" in holder.locator(".firm").inner_text()
    # What was added is looked at: let in, and voted on.
    holder.goto(f"{site}{conversation}/moderation")
    sound(holder)
    holder.locator(".to-look--waits").get_by_role("button", name="Let it in").click()
    holder.get_by_text("Nothing waits.").wait_for()
    phone.goto(f"{site}{conversation}/vote")
    phone.get_by_role("heading", name="The last bus should run until eleven.").wait_for()
    phone.get_by_role("button", name="Disagree").click()
    phone.get_by_text("Disagree: “The last bus").wait_for()
    phone.get_by_role("link", name="My votes").click()
    phone.get_by_role("heading", name="My votes").wait_for()
    assert phone.locator(".way--agree").count() == len(SAID) and phone.locator(".way--disagree").count() == 1
    # Paper comes in too.
    holder.goto(f"{site}{conversation}/paper/type")
    holder.get_by_label("Which ballots are these?").fill("Table 3")
    holder.get_by_label("The ballots").fill("aaaadddd\n1a 2d 3p")
    holder.get_by_role("button", name="Count these ballots").click()
    holder.get_by_text("Typed in. They count from now on.").wait_for()
    sound(holder)
    told = json.loads(phone.request.get(f"{site}{conversation}/results.json").text())["results"]
    assert told["people"] == 23
    # They take their votes back, and the room ends.
    phone.get_by_role("button", name="Take my votes back").click()
    phone.get_by_text("Your votes are gone.").wait_for()
    holder.goto(f"{site}{conversation}")
    holder.get_by_role("button", name="Close it").click()
    holder.get_by_role("button", name="Open it again").wait_for()
    phone.goto(f"{site}{conversation}/vote")
    phone.get_by_role("heading", name="This conversation is closed").wait_for()


def test_pages_of_conversations_have_no_fault_that_axe_can_find_narrow_wide_and_dark(demo_site, open_page):
    site = named(demo_site)
    holder = open_page(size=DESK)
    sign_in(holder, demo_site, somebody(demo_site, facilitator="wenbeck"))
    conversation = begin(holder, site)
    demo_site.python(CROWD % conversation.rsplit("/", 1)[-1])
    for options in ({"size": SMALL}, {"size": DESK, "color_scheme": "dark"}):
        page = open_page(**options)
        for path in ("", "/vote", "/votes", "/add", "/results", "/moderation", "/paper", "/paper?as=dots", "/room"):
            page.goto(site + conversation + path)
            sound(page)
        for path in ("/place/wenbeck/conversations", "/room?code=ZZZZZ"):
            page.goto(site + path)
            sound(page)
        page.goto(f"{site}{conversation}/add")
        page.get_by_role("button", name="Put it to others").click()
        page.get_by_role("alert").wait_for()
        sound(page)
        # By the keyboard alone: the three buttons come one after another.
        page.goto(f"{site}{conversation}/vote")
        page.get_by_role("button", name="Agree", exact=True).focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator(".ballot__last").wait_for()
        sound(page)
    holder.goto(f"{site}/place/wenbeck/conversations/new")
    sound(holder)
