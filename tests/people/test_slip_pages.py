"""A slip's pages, a helper's pages, and being erased, as the people concerned meet them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.journal.actor import HOUSE
from commonweal.journal.door import change
from commonweal.journal.models import Entry
from commonweal.people import actors, changes, consent, queries, slips
from commonweal.people.models import Account, Consent, Contributor, Wording
from commonweal.places.models import Place
from tests.makers import PASSWORD

pytestmark = pytest.mark.django_db
WORDS = "We might show one line of what you said. May we?"


@change("tests.slip.tell", allowed=lambda *_, **__: None)
def tell(who, *, words):
    """A thing somebody gave, of a kind that has a page: its words must not be on the slip's."""
    return Place.objects.create(slug=words.replace(" ", "-"), name=words, footprint="", made_at=timezone.now())


@pytest.fixture
def place(unguarded):
    return Place.objects.create(slug="upper-dale", name="Upper Dale", footprint="", made_at=timezone.now())


@pytest.fixture(autouse=True)
def _log(settings, tmp_path):
    settings.KEYS = tmp_path


@pytest.fixture
def slip(place):
    contributor, code = changes.give_slip(HOUSE, place=str(place.pk))
    return actors.of_contributor(contributor), code


def agreed(person, *purposes):
    for purpose in purposes:
        wording = changes.set_wording(HOUSE, purpose=purpose, words=WORDS)
        changes.give_consent(person, person, wording=wording, channel="online")


def signed_in(account):
    client = Client()
    assert client.login(username=account.email, password=PASSWORD)
    return client


def post(client, address, **form):
    answered = client.post(address, form)
    return answered.status_code, answered.content.decode()


def test_a_slip_says_when_and_where_it_was_given_out_and_that_nothing_has_come_of_it(slip):
    status, page = post(Client(), "/slip", code=slip[1].lower().replace("-", " "))
    assert status == 200
    assert f"Given out on {timezone.localtime():%-d %B %Y} in Upper Dale. Nothing has come of it yet." in re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", "", page)
    )


def test_a_slip_shows_what_came_of_what_was_given_but_never_the_words(slip):
    from commonweal.journal import kinds

    given = tell(slip[0], words="the bus never comes")
    tell(HOUSE, words="a new bus", because=[kinds.ref(given)])
    _, page = post(Client(), "/slip", code=slip[1])
    assert "What you gave" in page and "What came of it" in page and "(Tell slip)" in page
    assert "bus" not in page and "Nothing has come of it yet" not in page


def test_neither_the_page_nor_a_cookie_nor_a_cache_keeps_the_code(slip):
    client = Client()
    for address, form in (("/slip", {}), ("/slip/withdraw", {"what": "everything"})):
        answered = client.post(address, {"code": slip[1], **form})
        assert answered.status_code == 200
        assert slip[1] not in answered.content.decode() and slips.cleaned(slip[1]) not in answered.content.decode()
        assert "no-store" in answered.headers["Cache-Control"]
        assert set(client.cookies) <= {"csrftoken"}
    assert client.get(f"/slip?code={slip[1]}").status_code == 200  # an address opens nothing
    assert b"Given out" not in client.get(f"/slip?code={slip[1]}").content


def test_one_consent_is_taken_back_by_its_link_and_the_code_once_more(slip):
    person, code = slip
    agreed(person, "quote", "publish")
    _, page = post(Client(), "/slip", code=code)
    assert 'href="/slip/withdraw?what=quote"' in page and WORDS in page
    asking = Client().get("/slip/withdraw?what=quote").content.decode()
    assert re.search(r'value="quote"[^>]* checked', asking)
    assert consent.stands(person, "quote"), "a link alone changes nothing"
    status, page = post(Client(), "/slip/withdraw", what="quote", code=code)
    assert status == 200 and "Taken back" in page
    assert not consent.stands(person, "quote") and consent.stands(person, "publish")


def test_each_mistake_at_the_top_leads_to_where_it_is_mended():
    page = Client().post("/slip/withdraw", {"code": ""}).content.decode()
    summary = page[page.index('role="alert"') : page.index("<h1>")]
    leads_to = re.findall(r'href="#([^"]*)"', summary)
    assert len(leads_to) == 2 and all(f'id="{each}"' in page for each in leads_to), leads_to
    marks = re.findall(r' id="([^"]*)"', page)
    assert len(marks) == len(set(marks)) and "" not in marks, "two things of one name on a page"


def test_everything_is_taken_back_at_once(slip):
    person, code = slip
    agreed(person, "quote", "publish")
    status, page = post(Client(), "/slip/withdraw", what="everything", code=code)
    assert status == 200 and "no longer agree to anything" in page
    assert not consent.standing(person).exists()
    assert Entry.objects.filter(what="people.consent.withdraw", who_id=person.id).count() == 2


def test_being_erased_takes_a_code_and_a_yes(slip):
    person, code = slip
    agreed(person, "quote")
    status, page = post(Client(), "/slip/erase", code=code)
    assert status == 400 and "Say that you are sure" in page
    assert Contributor.objects.get().erased_at is None
    status, page = post(Client(), "/slip/erase", code=code, sure="on")
    # Inside the test's own transaction the files cannot have let go yet, and so it is not said.
    assert status == 200 and "You are being erased" in page and "You are erased" not in page
    assert Contributor.objects.get().erased_at is not None and not Consent.objects.exists()
    assert post(Client(), "/slip", code=code)[0] == 400


@pytest.mark.django_db(transaction=True)
def test_erased_is_said_when_no_file_holds_anything_any_more(make):
    _, code = changes.give_slip(HOUSE)
    status, page = post(Client(), "/slip/erase", code=code, sure="on")
    assert status == 200 and "<h1>You are erased</h1>" in page


def test_a_helper_of_the_place_at_the_keyboard_is_named_and_one_of_another_place_is_not(make, place, slip):
    person, code = slip
    agreed(person, "quote")
    helper = make.account(listener=place)
    post(signed_in(helper), "/slip/withdraw", what="quote", code=code)
    entry = Entry.objects.get(what="people.consent.withdraw")
    assert (entry.who_id, entry.for_id, entry.channel) == (str(helper.pk), person.id, "face")
    post(signed_in(make.account()), "/slip/withdraw", what="quote", code=code)
    assert Entry.objects.filter(what="people.consent.withdraw", who_id=person.id).count() == 1


def sealed(page):
    return re.search(r'name="person" value="([^"]+)"', page).group(1)


def test_a_helper_reads_the_words_in_full_and_what_is_said_is_kept_with_its_witness(make, place, slip):
    person, code = slip
    for purpose in ("quote", "name"):
        changes.set_wording(HOUSE, purpose=purpose, words="older words")
        changes.set_wording(HOUSE, purpose=purpose, words=f"{WORDS} ({purpose})")
    helper = make.account(listener=place)
    client = signed_in(helper)
    status, page = post(client, "/slip/agree", code=code)
    assert status == 200 and f"{WORDS} (quote)" in page and "version 2" in page and "older words" not in page
    assert code not in page and slips.cleaned(code) not in page
    status, page = post(client, "/slip/agree", person=sealed(page), quote="yes", name="leave", channel="phone")
    assert status == 200 and "What they agree to now" in page
    row = Consent.objects.get()
    assert (row.purpose, row.wording.version, row.channel) == ("quote", 2, "phone")
    assert (row.witness_kind, row.witness_id) == ("account", str(helper.pk))
    assert [look.what for look in queries.look_ups_of(person)][:1] == ["what was agreed to"]
    _, page = post(client, "/slip/agree", code=code)
    post(client, "/slip/agree", person=sealed(page), quote="back", name="leave", channel="face")
    assert not consent.stands(person, "quote")


def test_a_helper_asks_in_another_language_and_the_words_kept_are_those(make, place, slip):
    _person, code = slip
    changes.set_wording(HOUSE, purpose="quote", words=WORDS)
    changes.set_wording(HOUSE, purpose="quote", words="Czy możemy?", language="pl")
    client = signed_in(make.account(link_worker=place))
    _, page = post(client, "/slip/agree", code=code)
    _, page = post(client, "/slip/agree", person=sealed(page), language="pl", change="language")
    assert "Czy możemy?" in page and 'lang="pl"' in page and not Consent.objects.exists()
    post(client, "/slip/agree", person=sealed(page), language="pl", quote="yes", channel="face")
    assert Consent.objects.get().wording.language == "pl"


def test_a_page_of_one_helper_is_of_no_use_to_another_nor_when_it_is_old(make, place, slip, monkeypatch):
    from commonweal.people import helper_views

    changes.set_wording(HOUSE, purpose="quote", words=WORDS)
    one, other = signed_in(make.account(listener=place)), signed_in(make.account(listener=place))
    _, page = post(one, "/slip/agree", code=slip[1])
    status, said = post(other, "/slip/agree", person=sealed(page), quote="yes", channel="face")
    assert status == 400 and "Begin again with the code" in said
    monkeypatch.setattr(helper_views, "MINUTES", -1)
    assert post(one, "/slip/agree", person=sealed(page), quote="yes", channel="face")[0] == 400
    assert not Consent.objects.exists()


def test_a_helper_of_another_place_cannot_open_the_words(make, place, unguarded, slip):
    other = Place.objects.create(slug="other", name="Other", footprint="", made_at=timezone.now())
    status, page = post(signed_in(make.account(listener=other)), "/slip/agree", code=slip[1])
    assert status == 403 and "Only the person themselves" in page
    assert queries.look_ups_of(slip[0]) == []


def test_a_sheet_of_slips_is_made_for_the_place_and_each_code_opens_its_slip(make, place):
    client = signed_in(make.account(facilitator=place))
    status, page = post(client, "/place/upper-dale/slips", count=3)
    codes = re.findall(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", page)
    assert status == 200 and len(set(codes)) == 3 and page.count("<svg") >= 3
    assert all(post(Client(), "/slip", code=code)[0] == 200 for code in codes)
    assert {each.place for each in Contributor.objects.all()} == {str(place.pk)}
    for count in ("0", "81", "", "many"):
        assert post(client, "/place/upper-dale/slips", count=count)[0] == 400
    assert Contributor.objects.count() == 3


def test_slips_are_handed_out_only_by_those_who_may_here(make, place, unguarded):
    other = Place.objects.create(slug="other", name="Other", footprint="", made_at=timezone.now())
    for account in (make.account(), make.account(analyst=place), make.account(listener=other)):
        status, page = post(signed_in(account), "/place/upper-dale/slips", count=3)
        assert status == 403 and "Only somebody with a role in this place" in page
    assert not Contributor.objects.exists()


def test_an_account_is_erased_on_its_own_page_after_its_password_once_more_and_a_yes(make, place):
    account = make.account(steward=place)
    client = signed_in(account)
    once_more = client.post("/me/erase", {"sure": "on"})["Location"]
    assert once_more.startswith("/sign-in/again")
    assert "not your password" in post(client, once_more, password="not this one at all")[1]
    assert client.get("/me/erase")["Location"].startswith("/sign-in/again")
    assert Account.objects.get(pk=account.pk).is_active
    assert client.post("/sign-in/again", {"password": PASSWORD}).status_code == 302
    assert post(client, "/me/erase")[0] == 400
    assert Account.objects.get(pk=account.pk).is_active
    status, page = post(client, "/me/erase", sure="on")
    assert status == 200 and "You are being erased" in page
    gone = Account.objects.get(pk=account.pk)
    assert (gone.name, gone.is_active) == ("Somebody", False)
    assert client.get("/me").status_code == 403
    assert not Client().login(username=account.email, password=PASSWORD)


def test_words_that_were_never_set_are_not_made_up(make, place, slip):
    assert not Wording.objects.exists()
    status, page = post(signed_in(make.account(listener=place)), "/slip/agree", code=slip[1])
    assert status == 200 and "No words have been set" in page
