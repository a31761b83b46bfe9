"""A partner without an account sends by a link: what it opens, to whom it is closed, and that it opens nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Gone, Invalid, NotAllowed
from commonweal.evidence.models import Delivery, SendingLink
from commonweal.evidence.returns import changes, link_changes, links
from commonweal.evidence.returns.standing import standing
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.models import Entry
from commonweal.journal.queries import history
from commonweal.journal.refs import Ref
from tests.evidence.test_returns import HEAD, agreed, contract, full, keep, partner, quarters
from tests.makers import PASSWORD

__all__ = ["contract", "partner"]
pytestmark = pytest.mark.django_db
HOME, PAGES = "/place/ashby/returns/befriending", ("/sending", "/sending/file", "/sending/example.csv")


@pytest.fixture
def femi(make, contract):
    return make.person(analyst=contract.place)


@pytest.fixture
def given(femi, contract):
    """A link, and its code."""
    return link_changes.give_link(femi, contract, for_whom="The Befrienders’ data team")


def came_by(code: str) -> Client:
    """A browser in which the link was opened."""
    client = Client()
    answered = client.get(f"/sending/{code}")
    assert (answered.status_code, answered["Location"]) == (302, "/sending")
    return client


def looked(client: Client, *rows: str):
    file = SimpleUploadedFile("ours.csv", "\n".join([HEAD, *rows]).encode(), "text/csv")
    return client.post("/sending/file", {"file": file})


def sent(client: Client, *rows: str):
    """Looked at, and confirmed."""
    sealed = looked(client, *rows).context["sealed"]
    return client.post("/sending/file", {"do": "keep", "sealed": sealed})


def test_a_link_is_kept_as_a_hash_shown_once_and_says_for_whom_it_is(make, contract):
    account, client = make.account(analyst=contract.place), Client()
    client.login(username=account.email, password=PASSWORD)
    asked = {"for_whom": "The data team", "days": "14", "most": "1"}
    page = client.post(f"{HOME}/link", asked).content.decode()
    code = page.partition("/sending/")[2].partition("<")[0]
    link = SendingLink.objects.get()
    assert len(code) >= 32 and code not in str(SendingLink.objects.values().get())
    assert links.by_code(code) == link and link.expires_at - link.made_at == timedelta(days=14)
    mine, theirs = client.get(HOME).content.decode(), Client().get(HOME).content.decode()
    assert "The data team" in mine and code not in mine and "The data team" not in theirs
    assert client.post(f"{HOME}/link", asked | {"for_whom": ""}).status_code == 400
    assert client.post(f"{HOME}/link", asked | {"most": "500"}).status_code == 400


def test_whoever_opens_it_reads_tries_and_sends_and_the_file_is_used_as_any_other(contract, given, partner):
    last, (link, code) = quarters(1)[0], given
    keep(partner, contract, *full(last, 90))
    client = came_by(code)
    page = client.get("/sending").content.decode()
    assert "Befriending calls" in page and f"{last}: has come" in page and "sent.csv" not in page
    found = looked(client, f"A,{last},A,100,40", f"B,{last},Q,100,ten").content.decode()
    assert "The code is not one of the contract (1)" in found and "This is no whole number (1)" in found
    assert Delivery.objects.count() == 1
    answered = sent(client, *full(last, 40))
    assert (answered.status_code, answered["Location"]) == (302, "/sending/thanks")
    kept = Delivery.objects.get(link=link)
    assert kept.channel == Delivery.LINK and standing(contract).in_use[last] == kept
    assert "It has come. Thank you" in client.get("/sending/thanks").content.decode()
    changes.withdraw_delivery(partner, kept, reason="The wrong sheet.")
    assert standing(contract).in_use[last].file == "sent.csv"


def test_the_journal_says_that_it_came_by_that_link(contract, given):
    link, code = given
    sent(came_by(code), *full(quarters(1)[0]))
    entry = Entry.objects.get(what="evidence.delivery.keep")
    assert (entry.who_kind, entry.who_id, entry.facts["channel"]) == ("link", str(link.pk), "link")
    first = history(HOUSE, Ref("evidence.contract", str(contract.pk)))[0]
    assert (first.what, first.by) == ("evidence.delivery.keep", "whoever was given a link to it")


def test_a_link_opens_nothing_else(make, contract, given, partner):
    link, code = given
    before = keep(partner, contract, *full(quarters(1)[0]))
    client, stranger = came_by(code), Client()
    for address in (
        f"/return/{before.pk}", f"/return/{before.pk}.json", f"{HOME}/send", f"{HOME}/link", f"{HOME}/renew",
        "/place/ashby/returns/new", "/me",
    ):  # fmt: skip
        assert client.get(address).status_code == stranger.get(address).status_code >= 400, address
    for address in (f"/return/{before.pk}/take-back", f"{HOME}/end", f"{HOME}/link", f"/sending-link/{link.pk}/end"):
        assert client.post(address, {"reason": "No"}).status_code >= 400, address
    for address in ("/place/ashby/returns", HOME, f"{HOME}/figures"):
        assert _without_mark(client, address) == _without_mark(stranger, address), address
    for page in PAGES[:2]:
        body = client.get(page).content.decode()
        main = body[body.index("<main") : body.index("</main>")]
        assert "/place/" not in main and "/return/" not in main and "/organization/" not in main, page
    who = links.actor(link)
    with pytest.raises(NotAllowed):
        changes.withdraw_delivery(who, before, reason="No")
    with pytest.raises(NotAllowed):
        link_changes.give_link(who, contract, for_whom="Another")


def _without_mark(client: Client, address: str) -> str:
    return client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_link_sends_for_its_own_contract_alone(contract, given, make):
    link, _code = given
    told = agreed(quarters(1)[0]) | {"name": "other"}
    other = changes.make_contract(HOUSE, place=contract.place, organization=contract.organization, document=told)
    with pytest.raises(NotAllowed):
        keep(links.actor(link), other, *full(quarters(1)[0]))


def test_what_was_looked_at_by_one_link_is_not_kept_by_another(femi, contract, given):
    _link, second = link_changes.give_link(femi, contract, for_whom="Somebody else")
    client, other = came_by(given[1]), came_by(second)
    sealed = looked(client, *full(quarters(1)[0])).context["sealed"]
    answered = other.post("/sending/file", {"do": "keep", "sealed": sealed}).content.decode()
    assert "looked at by somebody else" in answered and not Delivery.objects.exists()


def test_only_whoever_looks_after_the_evidence_gives_links_and_takes_them_back(make, contract, partner, given):
    link, _code = given
    for who in (PUBLIC, make.person(), make.person(listener=contract.place), partner):
        with pytest.raises(NotAllowed):
            link_changes.give_link(who, contract, for_whom="Us")
        with pytest.raises(NotAllowed):
            link_changes.end_link(who, link)
    account, client = make.account(listener=contract.place), Client()
    client.login(username=account.email, password=PASSWORD)
    assert client.post(f"/sending-link/{link.pk}/end").status_code == 403 and links.state(link) == links.OPEN


def test_a_wrong_link_says_kindly_what_to_try_and_guessing_is_slowed(contract, given):
    guesser = Client()
    page = guesser.get("/sending/abcdefgh").content.decode()
    assert "It may have been copied in part" in page
    tried = [guesser.get(f"/sending/abc{number}").status_code for number in range(10)]
    assert tried[0] == 404 and tried[-1] == 429
    assert came_by(given[1])  # others are not held up


CLOSING = {
    "taken back": (lambda link, femi: link_changes.end_link(femi, link), "Nothing you did is wrong"),
    "expired": (
        lambda link, femi: SendingLink.objects.filter(pk=link.pk).update(expires_at=timezone.now()),
        "late is still welcome",
    ),
    "over": (lambda link, femi: changes.end_contract(femi, link.contract), "Thank you for all that came"),
    "used": (
        lambda link, femi: keep(links.actor(link), link.contract, *full(quarters(1)[0])),
        "What this link was for has come",
    ),
}


@pytest.mark.parametrize("why", CLOSING)
def test_a_link_that_is_closed_says_why_at_every_page_and_keeps_nothing(femi, contract, given, unguarded, why):
    (link, code), (close, words) = given, CLOSING[why]
    client = came_by(code)
    sealed = looked(client, *full(quarters(2)[0], 41)).context["sealed"]
    close(link, femi)
    many = Delivery.objects.count()
    for page in (f"/sending/{code}", *PAGES):
        answered = client.get(page)
        assert answered.status_code == 410 and words in answered.content.decode(), page
    assert client.post("/sending/file", {"do": "keep", "sealed": sealed}).status_code == 410
    with pytest.raises(Gone):
        keep(links.actor(link), contract, *full(quarters(2)[0], 41))
    assert Delivery.objects.count() == many


def test_a_link_for_one_file_is_open_again_when_that_file_was_taken_back(femi, contract, given):
    link, code = given
    kept = keep(links.actor(link), contract, *full(quarters(1)[0]))
    assert links.state(link) == links.USED
    changes.withdraw_delivery(femi, kept, reason="The wrong sheet.")
    assert sent(came_by(code), *full(quarters(1)[0], 41)).status_code == 302


def test_a_link_for_several_files_takes_them(femi, contract):
    link, code = link_changes.give_link(femi, contract, for_whom="Them", days=90, most=link_changes.SEVERAL)
    client = came_by(code)
    for number, quarter in enumerate(quarters(3)):
        assert sent(client, *full(quarter, 40 + number)).status_code == 302
    assert links.came(link) == 3 and client.get("/sending").status_code == 200
    assert links.rows(contract)[0].words == "open"


def test_a_link_says_for_whom_and_for_how_long(femi, contract):
    for wrong in ({"for_whom": " "}, {"for_whom": "Us", "days": 3650}, {"for_whom": "Us", "most": 1000}):
        with pytest.raises(Invalid):
            link_changes.give_link(femi, contract, **wrong)


def test_a_name_of_somebody_in_a_file_is_not_taken_in_by_a_link_either(contract, given):
    client = came_by(given[1])
    text = f"{HEAD},Surname\nA,{quarters(1)[0]},A,1,1,Bloggs"
    body = client.post("/sending/file", {"file": SimpleUploadedFile("ours.csv", text.encode())}).content.decode()
    assert "nothing about single people is taken in here" in body and "Bloggs" not in body


def test_whoever_works_with_the_partner_reads_by_which_link_it_came(make, contract, given, partner):
    link, _code = given
    kept = keep(links.actor(link), contract, *full(quarters(1)[0]))
    account, client = make.account(analyst=contract.place), Client()
    client.login(username=account.email, password=PASSWORD)
    page = client.get(f"/return/{kept.pk}").content.decode()
    assert "sent by the partner, by a link" in page and "The Befrienders’ data team" in page


def test_a_link_of_another_place_is_nothing_to_somebody_who_looks_after_this_one(make, hand, given):
    elsewhere = hand.place(hand.area("Z"), slug="elsewhere")
    with pytest.raises(NotAllowed):
        link_changes.end_link(make.person(steward=elsewhere), given[0])
