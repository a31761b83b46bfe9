"""Shortlists: put together without an account, passed on by paper, address, letter and text, and gone when they end."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from commonweal.config import chores
from commonweal.core.errors import Invalid, NotAllowed
from commonweal.directory import changes as directory
from commonweal.directory import whole
from commonweal.directory.keep_changes import describe
from commonweal.directory.models import Audience, Service, Shortlist
from commonweal.directory.reaching import basket, changes, queries, sheets
from commonweal.directory.reaching.messages import words_of_text
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.people import actors, attempts, letters, texts
from commonweal.people.erase_changes import erase_person
from commonweal.people.models import Attempt
from tests.makers import PASSWORD
from tests.people import fake_notify

WORDS = "For Ana: the first one is round the corner."
TO = "+447700900123"


@pytest.fixture
def three(here) -> list[Service]:
    """Three things that everybody may know of."""
    more = [directory.add_service(HOUSE, organization=here.choir, name=name) for name in ("Walking", "Tea")]
    return [here.singing, *more]


@pytest.fixture
def notify(settings):
    with fake_notify.serving() as serving:
        settings.NOTIFY_KEY, settings.NOTIFY_TEMPLATE = fake_notify.KEY, fake_notify.TEMPLATE
        settings.NOTIFY_ADDRESS = serving.address
        yield serving


def put(client: Client, *services: Service) -> None:
    for each in services:
        assert client.post("/list/add", {"service": each.pk, "next": "/place/dale/services"}).status_code == 302


def names(client: Client, address: str = "/list.json") -> list[str]:
    told = client.get(address).json()
    return [row["service"]["name"] for row in (told["listed"] if "listed" in told else told["shared"]["services"])]


def shared(client: Client, note: str = "") -> str:
    """Give the client's list an address; its path."""
    page = client.post("/list/share", {"note": note}).content.decode()
    return re.search(r"/l/[\w-]+", page)[0]


def signed_in(account) -> Client:
    client = Client()
    assert client.login(username=account.email, password=PASSWORD)
    return client


# ── One's own list ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_list_is_put_together_over_several_pages_and_put_in_order(three):
    client = Client()
    put(client, *three, three[0])
    assert names(client) == ["Singing", "Walking", "Tea"]
    client.post("/list/change", {"service": three[2].pk, "do": "up"})
    client.post("/list/change", {"service": three[0].pk, "do": "down"})
    assert names(client) == ["Tea", "Singing", "Walking"]
    client.post("/list/change", {"service": three[1].pk, "do": "off"})
    assert names(client) == ["Tea", "Singing"]
    assert names(Client()) == []
    client.post("/list/empty")
    assert names(client) == [] and "directory_list" not in client.session


def test_whoever_adds_something_comes_back_to_where_they_were_and_nowhere_else(three):
    added = Client().post("/list/add", {"service": three[0].pk, "next": "/place/dale/find?q=song"})
    assert added["Location"] == "/place/dale/find?q=song"
    added = Client().post("/list/add", {"service": three[0].pk, "next": "https://elsewhere.example/"})
    assert added["Location"] == "/list"


def test_a_page_says_what_is_on_the_list_already(three):
    client = Client()
    put(client, three[0])
    page = client.get("/place/dale/services").content.decode()
    assert "On your list." in page and page.count("Add to my list") == 2
    assert "On your list." in client.get(f"/service/{three[0].pk}").content.decode()
    assert "Add to my list" in client.get("/place/dale/find").content.decode()


def test_a_list_has_an_end_of_room_and_says_so(three, monkeypatch):
    monkeypatch.setattr(basket, "MOST", 2)
    client = Client()
    put(client, *three[:2])
    full = client.post("/list/add", {"service": three[2].pk})
    assert full.status_code == 400 and "Your list is full" in full.content.decode()


def test_looking_at_a_list_keeps_nothing_and_an_empty_one_leaves_no_session(here):
    client = Client()
    client.get("/list")
    client.get("/place/dale/services")
    assert "sessionid" not in client.cookies


def test_the_session_holds_ids_and_nothing_else(three):
    client = Client()
    put(client, *three)
    held = dict(client.session)
    assert held.pop("directory_list") == [str(each.pk) for each in three]
    assert not [key for key in held if not key.startswith("_messages")]


# ── What is not for everyone ────────────────────────────────────────────────────────────────────────────────────────


def test_what_somebody_may_not_see_cannot_be_put_on_their_list(here):
    room = Service.objects.get(name="A safe room")
    assert Client().post("/list/add", {"service": room.pk}).status_code == 404


def test_what_partners_alone_may_know_stays_on_their_page_and_goes_to_nobody(here, make, settings):
    room, worker = Service.objects.get(name="A safe room"), signed_in(make.account(steward=here.place))
    put(worker, here.singing, room)
    page = worker.get("/list").content.decode()
    assert "A safe room" in page and "Not for everyone" in page
    address = shared(worker)
    assert names(worker, f"{address}.json") == ["Singing", "A safe room"]
    assert names(Client(), f"{address}.json") == ["Singing"]
    for body in (Client().get(address).content, Client().get(f"{address}.csv").content):
        assert b"safe room" not in body and b"Refuge" not in body and b"2 things" not in body
    for paper in (worker.get("/list/large-print.pdf"), worker.post("/list/card", {"heading": "Company"})):
        said = pdf(paper.content)
        assert "Singing" in said and "safe room" not in said
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    worker.post("/list/send", {"how": "letter", "to": "ana@dale.example"})
    assert "Singing" in mail.outbox[0].body and "safe room" not in mail.outbox[0].body
    alone = signed_in(make.account(steward=here.place))
    put(alone, room)
    assert alone.get("/list/large-print.pdf").status_code == 400
    assert alone.post("/list/share").status_code == 400


def pdf(body: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def test_what_is_withheld_later_vanishes_and_what_has_ended_says_so(three):
    client = Client()
    put(client, *three)
    address = shared(client)
    withhold(HOUSE, three[0], audience=Audience.PARTNERS, reason="It has moved to a house nobody may know.")
    describe(HOUSE, three[1], said={"status": Service.DEFUNCT})
    for where in (f"{address}.json", "/list.json"):
        assert names(client, where) == ["Walking", "Tea"]
    assert "Singing" not in client.get(address).content.decode()
    assert "It has ended." in client.get(address).content.decode()
    said = pdf(client.get(f"{address}/large-print.pdf").content)
    assert "Singing" not in said and "It has ended." in said and "2 things" in said


# ── Lists that others open ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_list_is_opened_by_whoever_has_its_address_with_its_makers_words(three, entries):
    client = Client()
    put(client, *three)
    address = shared(client, WORDS)
    opened = Client().get(address)
    page = opened.content.decode()
    assert WORDS in page and "Walking" in page and opened["X-Robots-Tag"] == "noindex"
    kept = Shortlist.objects.get()
    assert kept.services == [str(each.pk) for each in three] and kept.made_by == ""
    assert kept.expires_at - kept.made_at == timedelta(days=30)
    code = address.removeprefix("/l/").replace("-", "")
    assert code not in str(Shortlist.objects.values_list()) and len(code) == 12
    (entry,) = entries("directory.shortlist.keep")
    assert entry.facts == {"services": 3} and WORDS not in str(entry.__dict__)


def test_its_reader_may_take_all_of_it_onto_a_list_of_their_own(three):
    maker, reader = Client(), Client()
    put(maker, *three)
    assert reader.post(f"{shared(maker)}/take")["Location"] == "/list"
    assert names(reader) == ["Singing", "Walking", "Tea"]


def test_it_is_ended_by_the_browser_that_made_it_and_by_no_other(three):
    maker, other = Client(), Client()
    put(maker, *three)
    put(other, three[0])
    address, kept = shared(maker, WORDS), Shortlist.objects.get()
    assert other.post("/list/end", {"list": kept.pk}).status_code == 403
    assert (
        "End it now" in maker.get("/list").content.decode() and "End it now" not in other.get("/list").content.decode()
    )
    assert maker.post("/list/end", {"list": kept.pk}).status_code == 302
    assert not Shortlist.objects.exists() and other.get(address).status_code == 404


def test_whoever_made_it_signed_in_may_end_it_from_anywhere_they_sign_in(three, make):
    account = make.account(link_worker=three[0].place)
    first = signed_in(account)
    put(first, *three)
    shared(first)
    kept = Shortlist.objects.get()
    assert kept.made_by == str(account.pk)
    with pytest.raises(NotAllowed, match="Only whoever made this list"):
        changes.end(make.person(), kept)
    assert signed_in(account).post("/list/end", {"list": kept.pk}).status_code == 302
    assert not Shortlist.objects.exists()


def test_when_it_ends_the_daily_chore_deletes_it_with_its_words(three, entries):
    over, gone = changes.keep(PUBLIC, [str(three[0].pk)], note=WORDS)
    lasting, code = changes.keep(PUBLIC, [str(three[1].pk)])
    moment = timezone.now() - timedelta(seconds=1)
    _set_end(over, moment)
    assert Client().get(f"/l/{gone}").status_code == 404
    assert chores.forget_what_is_over() == 1
    assert list(Shortlist.objects.all()) == [lasting] and Client().get(f"/l/{code}").status_code == 200
    assert entries("directory.shortlist.forget")[0].facts == {"shortlists": 1}


def _set_end(shortlist: Shortlist, moment) -> None:
    from django.db import connection

    from commonweal.journal import guard

    with guard.opened(connection, "a test"):
        Shortlist.objects.filter(pk=shortlist.pk).update(expires_at=moment)


def test_a_mistyped_code_and_one_that_never_was_look_the_same(here):
    for code in ("7KQM-2XWD-9FAB", "nothing", "%00", "7" * 200):
        answered = Client().get(f"/l/{code}")
        assert answered.status_code == 404


def test_whoever_guesses_is_slowed_and_everybody_elses_lists_still_open(three):
    client = Client()
    put(client, *three)
    address = shared(client)
    for number in range(attempts.MOST_SLIPS_FOR_PREFIX):
        Attempt.objects.create(what="slip", subject=attempts.hashed("list 222"), origin=f"guesser {number}")
    from commonweal.people.slips import check_letter

    guess = "222" + "A" * 8
    assert Client().get(f"/l/{guess}{check_letter(guess)}").status_code == 429
    assert Client().get(address).status_code == 200


def test_lists_go_with_the_account_that_made_them(three, make):
    account = make.account()
    person = actors.of_account(account)
    changes.keep(person, [str(three[0].pk)], note=WORDS)
    changes.keep(make.person(), [str(three[0].pk)])
    erase_person(person, person)
    assert Shortlist.objects.count() == 1 and not Shortlist.objects.filter(note=WORDS).exists()


def test_nothing_cannot_be_kept(here):
    with pytest.raises(Invalid, match="nothing on your list"):
        changes.keep(PUBLIC, [])


# ── Paper, letters, texts ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_list_in_large_print_has_all_of_it_in_order_and_the_words_of_whoever_made_it(three):
    client = Client()
    put(client, three[2], three[0])
    said = pdf(client.get(f"{shared(client, WORDS)}/large-print.pdf").content)
    assert WORDS in said.replace("\n", " ") and said.index("Tea") < said.index("Singing")
    assert "Tuesdays at 7" in said and "The Hall" in said


def test_a_letter_says_what_the_list_says_and_leaves_no_address(three, settings, entries):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client = Client()
    put(client, *three)
    page = client.post("/list/send", {"how": "letter", "to": "ana@dale.example", "note": WORDS}).content.decode()
    assert "It is on its way" in page
    (letter,) = mail.outbox
    assert letter.to == ["ana@dale.example"] and "Tuesdays at 7" in letter.body and "/l/" in letter.body
    # Whoever is not signed in could write anything to anybody: their words wait behind the address.
    assert WORDS not in letter.body
    assert not any("ana@" in str(row) for row in (*Shortlist.objects.values(), *Attempt.objects.values()))
    assert [each.facts for each in entries("directory.shortlist.pass_on")] == [{"by": "letter"}]
    assert "ana@" not in str([each.__dict__ for each in entries()])


def test_a_text_has_the_list_in_brief_and_its_address_and_leaves_no_number(three, notify):
    client = Client()
    put(client, *three)
    page = client.post("/list/send", {"how": "text", "to": "07700 900123", "note": WORDS}).content.decode()
    assert "It is on its way" in page
    (sent,) = notify.sent
    said = sent["personalisation"]["words"]
    assert sent["phone_number"] == TO and "1 Singing: Tuesdays at 7" in said and WORDS not in said
    address = re.search(r"/l/[\w-]+", said)[0]
    assert Client().get(address).status_code == 200
    assert not any("900123" in str(row) for row in (*Shortlist.objects.values(), *Attempt.objects.values()))


def test_a_text_keeps_to_its_length_and_its_address_always_fits(three, unguarded):
    Service.objects.filter(pk__in=[each.pk for each in three]).update(name="A name that goes on " * 20)
    found = sheets.public([str(each.pk) for each in three]) * 6
    said = words_of_text(found, address="http://dale.example/l/7KQM-2XWD-9FAB", until=timezone.now())
    assert len(said) <= texts.LONGEST and "/l/7KQM-2XWD-9FAB" in said and "…" in said


def test_where_texts_are_not_set_up_the_page_says_so_and_offers_the_other_ways(three):
    client = Client()
    put(client, *three)
    page = client.get("/list/send").content.decode()
    assert "Texts are not set up here" in page and "By text" not in page
    assert client.post("/list/send", {"how": "text", "to": TO}).status_code == 400


def test_a_text_that_is_refused_leaves_no_list_behind_and_says_why(three, notify):
    notify.answers = (403, "AuthError", "Invalid token: API key not found")
    client = Client()
    put(client, *three)
    answered = client.post("/list/send", {"how": "text", "to": TO})
    assert answered.status_code == 400 and "does not take this site’s key" in answered.content.decode()
    assert not Shortlist.objects.exists()


def test_a_letter_that_cannot_be_handed_over_is_said_so(three, monkeypatch):
    monkeypatch.setattr(letters, "send", lambda *_args, **_kwargs: False)
    client = Client()
    put(client, *three)
    answered = client.post("/list/send", {"how": "letter", "to": "ana@dale.example"})
    assert answered.status_code == 400 and "could not be sent" in answered.content.decode()
    assert not Shortlist.objects.exists()


@pytest.mark.parametrize(
    ("how", "to", "sentence"),
    [
        ("letter", "ana", "not an e-mail address"),
        ("text", "01632", "not a UK mobile"),
        ("text", "", "where it should go"),
    ],
)
def test_what_is_typed_wrongly_is_said_beside_its_field(three, notify, how, to, sentence):
    client = Client()
    put(client, *three)
    answered = client.post("/list/send", {"how": how, "to": to})
    assert answered.status_code == 400 and sentence in answered.content.decode()
    assert not notify.sent


def test_nobody_is_sent_more_than_a_few_in_a_day_whoever_sends_them(three, notify):
    for _ in range(attempts.MOST_TO_ONE):
        client = Client()
        put(client, three[0])
        assert client.post("/list/send", {"how": "text", "to": TO}).status_code == 200
    client = Client(REMOTE_ADDR="10.1.2.3")
    put(client, three[0])
    refused = client.post("/list/send", {"how": "text", "to": "07700 900 123"})
    assert refused.status_code == 400 and "Several messages have gone there today" in refused.content.decode()
    assert len(notify.sent) == attempts.MOST_TO_ONE
    assert Shortlist.objects.count() == attempts.MOST_TO_ONE


def test_passers_by_at_one_address_and_all_together_send_only_so_many(three, notify, monkeypatch):
    monkeypatch.setattr(attempts, "MOST_FROM_ONE", 2)
    client = Client()
    put(client, three[0])
    sent = [client.post("/list/send", {"how": "text", "to": f"0770090012{n}"}).status_code for n in range(3)]
    assert sent == [200, 200, 400]
    monkeypatch.setattr(attempts, "MOST_BY_PASSERS_BY", 2)
    other = Client(REMOTE_ADDR="10.1.2.3")
    put(other, three[0])
    assert "Sign in" in other.post("/list/send", {"how": "text", "to": "07700900129"}).content.decode()


def test_the_list_is_known_to_the_journal_by_its_maker_alone(three, make):
    maker, other = make.person(), make.person()
    kept, _code = changes.keep(maker, [str(three[0].pk)])
    assert queries.visible_to(maker, [str(kept.pk)]) == {str(kept.pk)}
    assert queries.visible_to(other, [str(kept.pk)]) == queries.visible_to(PUBLIC, [str(kept.pk)]) == set()


def test_many_services_whole_are_what_each_is_alone_and_ask_hardly_more_of_the_database(three, make):
    ids = [str(each.pk) for each in reversed(three)]
    for viewer in (PUBLIC, make.person(steward=three[0].place)):
        assert whole.services(viewer, ids) == [whole.service(viewer, id) for id in ids]
    with CaptureQueriesContext(connection) as one:
        whole.services(PUBLIC, ids[:1])
    with CaptureQueriesContext(connection) as all_three:
        whole.services(PUBLIC, ids)
    assert len(all_three) <= 2 * len(one)
