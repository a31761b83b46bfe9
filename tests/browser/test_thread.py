"""The thread as people walk it: following a slip, walking back from a promise to the words, seeing who waits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow, written
from tests.browser.people import sign_in
from tests.makers import PASSWORD
from tests.served import Site

pytestmark = pytest.mark.browser
TOLD = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from commonweal.directory.changes import add_organization
from commonweal.inquiry import changes
from commonweal.journal.actor import HOUSE
from commonweal.journal.refs import Ref
from commonweal.listening.changes import choose_quote, record_voice
from commonweal.listening.receiving.changes import read_voice
from commonweal.people import actors
from commonweal.people.changes import give_slip, grant_role, open_account
from commonweal.places.changes import make_place
place = make_place(HOUSE, slug="dale", name="Dale", footprint="One neighbourhood", invented=True)
body = add_organization(HOUSE, place=place, name="Dale Council", description="The council.")
who = {{}}
for role in ("steward", "listener", "link_worker"):
    account = open_account(HOUSE, email=role + "@example.org", name="A " + role, password="{password}")
    grant_role(HOUSE, account, role=role, scope_kind="places.place", scope_id=str(place.pk))
    who[role] = actors.of_account(account)
today = timezone.localdate()
said = "The lift in Mill House has been broken since March. My mother cannot get down any more."
slip, code = give_slip(HOUSE, place=str(place.pk))
ama = actors.of_contributor(slip)
voice = record_voice(ama, place=place, kind="story", words=said, agreed=["listen", "code", "quote"])
read_voice(who["listener"], voice)
quote = choose_quote(who["listener"], voice, words=voice.words.get(), start=0, stop=51)
old_slip, _code = give_slip(HOUSE, place=str(place.pk))
old = record_voice(
    actors.of_contributor(old_slip), place=place, kind="walk", words="It is dark.", agreed=["listen"],
    given_on=today - timedelta(days=50),
)
because = [Ref("listening.quote", str(quote.pk))]
decision = changes.make_decision(
    who["steward"], place=place, title="Lifts come first", on=today, by_whom="The residents’ meeting", because=because
)
promise = changes.make_commitment(
    who["steward"], place=place, title="Mend the lift in Mill House", by=today + timedelta(days=20), body=body,
    resident=ama, decision=decision,
)
walked = changes.make_commitment(
    who["steward"], place=place, title="Tell every tenant when it runs", by=today, body=body, resident=ama,
    decision=decision,
)
changes.confirm(ama, walked)
print(code, promise.pk, walked.pk, old.pk)
"""


@pytest.fixture(scope="module")
def dale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small place where something was said, decided and promised."""
    site = Site(tmp_path_factory.mktemp("thread-site"))
    site.environment["DJANGO_SETTINGS_MODULE"] = "commonweal.config.settings"
    site.migrated()
    site.code, site.promise, site.walked, site.old = site.python(TOLD.format(password=PASSWORD)).split()  # type: ignore[attr-defined]
    with site.serving():
        yield site


def sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def test_a_woman_confirms_her_promise_and_follows_her_slip_on_a_telephone(dale, open_page):
    page = open_page(size=PHONE, script=True)
    page.goto(f"{dale.address}/commitment/{dale.promise}/steps")
    page.get_by_label("The code on your slip").fill(dale.code)
    page.get_by_role("button", name="Show me").click()
    page.get_by_role("heading", name="Do you stand behind it?").wait_for()
    sound(page)
    page.get_by_label("How do you want to be called on the wall?").fill("Ama, Mill House")
    page.get_by_label("I own this promise").check()
    page.get_by_role("button", name="Yes, put it on the wall").click()
    page.get_by_text("Ama, Mill House").first.wait_for()
    page.goto(dale.address + "/slip")
    page.get_by_label("The code on your slip").fill(dale.code)
    page.get_by_role("button", name="Show me").click()
    way = page.locator(".way__name")
    way.first.wait_for()
    stages = [each.split("\n")[0].rstrip("0123456789 ").split(" 2")[0] for each in way.all_inner_texts()]
    told = " ".join(stages)
    for stage in ("Given", "Read", "Quoted", "Decided on", "Promised"):
        assert stage in told
    assert "My mother" not in written(page) and "broken since March" not in written(page)
    sound(page)
    page.get_by_role("link", name="Mend the lift in Mill House").click()
    page.get_by_role("heading", name="How it goes").wait_for()


def test_a_director_opens_a_promise_and_walks_back_to_the_words(dale, open_page):
    for options in ({"size": DESK}, {"size": SMALL, "color_scheme": "dark"}):
        page = open_page(**options)
        page.goto(f"{dale.address}/place/dale/commitments")
        page.get_by_role("heading", name="We said, we did").wait_for()
        sound(page)
        page.goto(f"{dale.address}/commitment/{dale.walked}")
        sound(page)
        page.get_by_role("link", name="Walk back to the words").click()
        page.get_by_role("heading", name="What it rests on").wait_for()
        sound(page)
        page.get_by_role("main").get_by_role("link", name="“The lift in Mill House", exact=False).last.click()
        page.get_by_text("The lift in Mill House has been broken since March.").first.wait_for()
        assert "My mother cannot" not in written(page)


def test_a_listener_sees_who_waits_and_answers(dale, open_page):
    page = open_page(size=DESK, script=False)
    sign_in(page, dale, "listener@example.org", at=dale.address)
    page.goto(f"{dale.address}/place/dale/listening/waiting")
    page.get_by_role("heading", name="Waiting for an answer").wait_for()
    page.get_by_role("link", name="Answer").click()
    page.get_by_label("It was not used. I say why").check()
    page.get_by_label("What do you tell them?").fill("The lamps belong to the county, and we asked them.")
    page.get_by_role("button", name="Tell them").click()
    page.get_by_text("Nobody waits longer than promised.").wait_for()


def test_a_helper_reads_out_what_became_of_it_and_the_pages_of_those_who_work_here_are_sound(dale, open_page):
    page = open_page(size=PHONE)
    sign_in(page, dale, "link_worker@example.org", at=dale.address)
    page.goto(dale.address + "/slip/script")
    page.get_by_label("The code on their slip, as they read it out").fill(dale.code)
    page.get_by_role("button", name="Show me what to say").click()
    page.get_by_role("heading", name="Read this out").wait_for()
    assert "My mother" not in written(page)
    sound(page)
    page.context.clear_cookies()
    sign_in(page, dale, "steward@example.org", at=dale.address)
    year = page.evaluate("new Date().getFullYear()")
    for address in (
        "commitments/new",
        "decisions/new",
        "listening/waiting",
        f"account/{year}",
        f"account/{year}/close",
    ):
        page.goto(f"{dale.address}/place/dale/{address}")
        sound(page)
