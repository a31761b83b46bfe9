"""A partner's late, half-empty file is told kindly: looked at, mended, kept; then taken back, and its number marked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESK, PHONE, SMALL, axe, overflow, until, written
from tests.browser.people import named, sign_in, somebody
from tests.served import Site

pytestmark = pytest.mark.browser
BOARD, DAMP = "/place/wenbeck/returns", "/place/wenbeck/returns/damp"
HEAD = "area,quarter,ethnicity,reported,mended,asked,heard"
# Nothing can be asked of a page whose next one is held back: it notes for itself what it says meanwhile.
NOTE_WHAT_IS_SAID = """
new MutationObserver(() => {
  const root = document.documentElement;
  sessionStorage.said = document.querySelector("[role=status].waiting").textContent;
  sessionStorage.busy = document.querySelector("[aria-busy=true]").textContent.trim();
  sessionStorage.over = root.scrollWidth - root.clientWidth;
}).observe(document.querySelector(".waiting"), { childList: true })
"""
GRANT = """
import django; django.setup()
from commonweal.directory.models import Organization
from commonweal.journal.actor import HOUSE
from commonweal.people import changes
from commonweal.people.models import Account
partner = Organization.objects.get(name__startswith="Beckside Homes")
scope = dict(scope_kind="directory.organization", scope_id=str(partner.pk))
changes.grant_role(HOUSE, Account.objects.get(email={email!r}), role="data_partner", **scope)
"""


def partner(site: Site) -> str:
    """Somebody who sends the returns of the homes, and has no other role."""
    email = somebody(site)
    site.python(GRANT.format(email=email))
    return email


def sound(page: Page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0


def choose(page: Page, *rows: str) -> None:
    """Hand over a file, as a person would."""
    text = "\n".join([HEAD, *rows]).encode()
    page.get_by_label("Your file").set_input_files({"name": "damp.csv", "mimeType": "text/csv", "buffer": text})
    page.get_by_role("button", name="Look at it").click()


def codes(page: Page, address: str) -> list[str]:
    """The place's groups of neighbourhoods, as the contract has them."""
    page.goto(address + DAMP + "/figures")
    options = page.locator("#area option")
    return [each for each in options.evaluate_all("all => all.map(one => one.value)") if each]


def test_a_late_half_empty_file_is_told_kindly_mended_and_kept_then_taken_back(demo_site, open_page):
    page, site = open_page(size=DESK), named(demo_site)
    sign_in(page, demo_site, partner(demo_site))
    areas = codes(page, site)
    page.goto(site + BOARD)
    page.get_by_text("can still be sent, whenever it is ready").wait_for()
    sound(page)
    late = page.locator(".square--missing .square__period").first.inner_text()
    page.get_by_role("link", name="Send a file").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("nothing is kept yet").wait_for()
    sound(page)

    choose(
        page, f"{areas[0]},{late},A,100,60,80,50", f"{areas[0]},{late},Q,100,60,80,50", f"{areas[0]},{late},W,ten,,,"
    )
    page.get_by_role("heading", name="What we read in your file").wait_for()
    page.get_by_text("Nothing has been kept yet.").wait_for()
    page.get_by_text("Areas without a row stay unknown").wait_for()
    page.get_by_text("The code is not one of the contract (1)").wait_for()
    page.get_by_text("This is no whole number (1)").wait_for()
    sound(page)

    choose(page, *(f"{area},{late},{group},200,180,80,50" for area in areas for group in "ABMOWZ"))
    expect(page.get_by_text("rows cannot be used yet")).to_have_count(0)
    page.get_by_role("button", name="Yes, keep it").click()
    page.get_by_text("It is kept, and its numbers are in use. Thank you.").wait_for()
    sound(page)
    kept = page.url.partition("?")[0]
    page.get_by_role("link", name="See the board").click()
    page.get_by_role("heading", name="What partners send").wait_for()
    expect(page.locator(".board__row--waits")).to_have_count(0)

    page.goto(site + DAMP + "/figures")
    sound(page)
    page.get_by_role("button", name="Keep this number").click()
    page.get_by_text("A number, kept as it stood").wait_for()
    figure = page.url
    page.goto(kept)
    page.get_by_text("Take it back").first.click()
    page.get_by_label("Why is it taken back?").fill("The wrong sheet was sent.")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("Nothing it says is in use.").wait_for()
    sound(page)
    page.goto(figure)
    page.get_by_text("A file that this number was made from was taken back").wait_for()
    page.get_by_role("link", name="A newer number has followed this one").click()
    page.get_by_text("A number, kept as it stood").wait_for()


def test_while_a_file_is_looked_at_the_page_says_so_and_sends_it_once(demo_site, open_page):
    page = open_page(size=SMALL)
    sign_in(page, demo_site, partner(demo_site))
    page.goto(named(demo_site) + DAMP + "/send")
    held: list[Route] = []
    page.route("**/returns/damp/send", lambda route: held.append(route))
    page.get_by_label("Your file").set_input_files(
        {"name": "damp.csv", "mimeType": "text/csv", "buffer": f"{HEAD}\nDEMO-M1,2026-Q1,A,1,1,1,1".encode()}
    )
    page.evaluate(NOTE_WHAT_IS_SAID)
    pressed = "document.querySelector('form[data-waiting]').requestSubmit(document.querySelector('.panel button'))"
    page.evaluate(f"{pressed}; {pressed}")
    page.wait_for_timeout(1500)
    assert len(held) == 1
    held.pop().continue_()
    page.get_by_role("heading", name="What we read in your file").wait_for()
    assert page.evaluate("sessionStorage.said") == "Your file is being read."
    assert page.evaluate("[sessionStorage.busy, sessionStorage.over]") == ["Look at it", "0"]


def test_back_on_a_page_whose_file_was_sent_it_is_as_before_and_can_be_sent_again(demo_site, open_page):
    page = open_page(size=SMALL)
    sign_in(page, demo_site, partner(demo_site))
    page.goto(named(demo_site) + DAMP + "/send")
    sent: list[Route] = []
    page.route("**/returns/damp/send", lambda route: (sent.append(route), route.fulfill(status=204)))
    press = "document.querySelector('form[data-waiting]').requestSubmit()"
    back = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    said = "document.querySelector('.waiting').textContent"
    page.evaluate(press)
    page.evaluate(back)  # before the moment has passed after which it would say that it works
    page.wait_for_timeout(1000)
    assert page.evaluate(said) == ""
    page.evaluate(press)
    until(page, f"{said} !== ''")
    assert len(sent) == 2
    page.evaluate(back)
    assert page.evaluate(said) == ""


def test_a_file_with_names_of_people_is_not_taken_in_on_a_phone_without_script(demo_site, open_page):
    page = open_page(size=PHONE, script=False)
    sign_in(page, demo_site, partner(demo_site))
    page.goto(named(demo_site) + DAMP + "/send")
    text = f"{HEAD},Tenant name\nDEMO-M1,2026-Q1,A,1,1,1,1,Jo Bloggs".encode()
    page.get_by_label("Your file").set_input_files({"name": "damp.csv", "mimeType": "text/csv", "buffer": text})
    page.get_by_role("button", name="Look at it").click()
    page.get_by_text("nothing about single people is taken in here").wait_for()
    assert "Bloggs" not in written(page)


def test_pages_of_returns_have_no_fault_that_axe_can_find_narrow_and_dark(demo_site, open_page):
    page = open_page(size=SMALL, color_scheme="dark")
    community = "/place/wenbeck/communities/asian-and-asian-british-people"
    for path in (BOARD, DAMP, DAMP + "/figures", "/place/wenbeck/communities", community):
        page.goto(demo_site.address + path)
        sound(page)


def test_by_a_link_and_without_an_account_a_late_half_empty_file_is_told_kindly_and_sent(demo_site, open_page):
    """Phone, no script. The damp of homes: one quarter has not come yet. Whoever made the link then takes it back."""
    site = named(demo_site)
    desk = open_page(size=DESK)
    sign_in(desk, demo_site, somebody(demo_site, analyst="wenbeck"))
    areas = codes(desk, site)
    desk.goto(site + DAMP)
    desk.get_by_role("link", name="Make a link").focus()
    desk.keyboard.press("Enter")
    desk.get_by_label("For whom is it?").fill("The repairs desk")
    desk.get_by_label("For how many files?").select_option(label="All that come while it is open, up to 24")
    sound(desk)
    desk.get_by_role("button", name="Make the link").click()
    desk.get_by_role("heading", name="A link to pass on").wait_for()
    sound(desk)
    link = site + "/sending/" + desk.locator(".secret").inner_text().rpartition("/")[2]

    page = open_page(size=PHONE, script=False)
    page.goto(link)
    page.get_by_text("You came by a link. No account is needed.").wait_for()
    assert link not in page.url and page.url.endswith("/sending")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="The file to fill in (CSV)").click()
    assert fetched.value.path().read_text("utf-8-sig").splitlines()[0] == HEAD
    period = page.locator(".square__period").last.inner_text()
    page.get_by_role("link", name="Try a file").click()
    row = f"{areas[0]},{period}"
    choose(page, f"{row},A,100,60,80,50", f"{row},Q,1,1,1,1", f"{row},W,ten,,,")
    page.get_by_text("Nothing has been kept yet.").wait_for()
    page.get_by_text("Areas without a row stay unknown").wait_for()
    page.get_by_text("The code is not one of the contract (1)").wait_for()
    choose(page, *(f"{area},{period},{group},210,180,80,50" for area in areas for group in "ABMOWZ"))
    page.get_by_role("button", name="Yes, keep it").click()
    page.get_by_role("heading", name="It has come. Thank you").wait_for()
    assert overflow(page) <= 0

    narrow = open_page(size=SMALL, color_scheme="dark")
    narrow.goto(link)
    sound(narrow)
    narrow.get_by_role("link", name="Try a file").focus()
    narrow.keyboard.press("Enter")
    choose(narrow, f"{areas[0]},{period},A,100,60,80,50", f"{areas[0]},{period},Q,100,60,80,50")
    narrow.get_by_text("A file is here already for").wait_for()
    sound(narrow)

    desk.goto(site + DAMP)
    desk.get_by_text("1 / 24").wait_for()
    sound(desk)
    desk.get_by_role("button", name="Take it back (The repairs desk)").click()
    desk.get_by_text("opens nothing any more").wait_for()
    narrow.reload()
    narrow.get_by_text("Nothing you did is wrong.").wait_for()
    sound(narrow)


def test_what_a_partner_sent_by_neighbourhood_is_looked_at_beside_published_signs(demo_site, open_page):
    page = open_page(size=SMALL, color_scheme="dark")
    page.goto(demo_site.address + "/place/wenbeck/missed")
    page.get_by_text("Sent by Wenbeck Borough Council").wait_for()
    expect(page.get_by_text("none has given it, by neighbourhood, yet")).to_have_count(0)
    page.get_by_role("link", name="Look at it too").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Each of these ways, as a table").click()
    page.get_by_text("without: Help with putting out bins").wait_for()
    sound(page)
    page.get_by_role("link", name="Its figures").click()
    page.get_by_text("For every 1,000 counted by").first.wait_for()
    sound(page)
