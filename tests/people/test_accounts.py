"""Accounts as people meet them: proving an address, passwords, guessing, devices, one's own page, leaving."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from commonweal.journal.actor import HOUSE
from commonweal.people import actors, changes, queries, sessions
from commonweal.people.models import Account, Attempt, ReadLog, SignedIn
from commonweal.people.reading import Unrecorded, recorded_read
from commonweal.people.views import HELD
from tests.makers import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "three brown hens in a lift"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post("/sign-in", {"login": email, "password": password}, **extra)


def signed_in(account, **extra):
    client = Client(**extra)
    assert sign_in(client, account.email).status_code == 302
    return client


def again(client):
    """Say once more who one is."""
    assert client.post("/sign-in/again?next=/me", {"password": PASSWORD}).status_code == 302


def link(pattern):
    return re.search(rf"http://testserver({pattern}\S*)", mail.outbox[-1].body)[1]


def test_signing_in_writes_nothing_on_the_account_and_no_entry(make, entries):
    account = make.account()
    before, row = len(entries()), Account.objects.values().get()
    signed_in(account)
    assert len(entries()) == before and Account.objects.values().get() == row


def test_whatever_its_capitals_an_address_signs_in_and_a_wrong_password_does_not(make):
    account = make.account()
    assert sign_in(Client(), account.email.upper()).status_code == 302
    refused = sign_in(Client(), account.email, "another password entirely")
    assert refused.status_code == 400 and b"do not match an account here" in refused.content


def test_nobody_makes_an_account_unless_invited(client, entries):
    given = {"name": "Eve", "email": "eve@example.org", "password1": NEW}
    assert b"made by invitation" in client.post("/sign-up", given).content
    assert not Account.objects.exists() and not entries()


def test_where_sign_up_is_open_the_address_is_proven_first(client, settings, entries):
    settings.SIGN_UP_OPEN = True
    given = {"name": "Eve", "email": "Eve@example.org", "password1": NEW}
    assert client.post("/sign-up", given).status_code == 302
    assert [entry.what for entry in entries()] == ["people.account.join"]
    assert "_auth_user_id" not in client.session
    assert sign_in(Client(), "eve@example.org", NEW)["Location"] == "/e-mail/sent"
    proof = link("/e-mail/proof/")
    assert b"eve@example.org" in client.get(proof).content
    client.post(proof)
    assert EmailAddress.objects.get().verified
    assert len(entries("people.account.confirm_email")) == 1
    assert sign_in(Client(), "eve@example.org", NEW)["Location"] == "/"


def test_an_address_that_has_an_account_is_not_given_away_by_signing_up(make, client, settings):
    settings.SIGN_UP_OPEN = True
    account = make.account()
    answered = client.post("/sign-up", {"name": "Eve", "email": account.email, "password1": NEW})
    assert answered["Location"] == "/e-mail/sent" and Account.objects.count() == 1


def test_a_new_address_takes_the_old_ones_place_when_it_is_proven_and_the_old_one_is_told(make, entries):
    account = make.account()
    old, client = account.email, signed_in(account)
    once_more = client.post("/me/e-mail", {"action_add": "", "email": "new@example.org"})
    assert once_more["Location"].startswith("/sign-in/again") and not mail.outbox
    again(client)
    client.post("/me/e-mail", {"action_add": "", "email": "new@example.org"})
    account.refresh_from_db()
    assert account.email == old and mail.outbox[-1].to == ["new@example.org"]
    client.post(link("/e-mail/proof/"))
    account.refresh_from_db()
    assert account.email == "new@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("new@example.org", True, True)]
    entry = entries("people.account.confirm_email")[-1]
    assert (entry.who_id, entry.facts) == (str(account.pk), {}) and mail.outbox[-1].to == [old]
    assert sign_in(Client(), old).status_code == 400


def test_the_address_cannot_be_changed_by_any_other_button(make):
    client = signed_in(make.account())
    again(client)
    assert client.post("/me/e-mail", {"action_primary": "", "email": "x@example.org"}).status_code == 400


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(make, entries):
    account, client = make.account(), Client()
    asked = client.post("/password/forgotten", {"email": account.email})
    assert asked["Location"] == "/password/forgotten/sent"
    address = link("/password/new/")
    page = client.get(address, follow=True)
    where = page.redirect_chain[-1][0]
    assert client.post(where, {"password1": "short", "password2": "short"}).status_code == 200
    assert client.post(where, {"password1": NEW, "password2": NEW}).status_code == 302
    assert [e.who_id for e in entries("people.account.change_password")] == [str(account.pk)]
    assert sign_in(Client(), account.email).status_code == 400
    assert sign_in(Client(), account.email, NEW).status_code == 302
    assert b"cannot be used" in Client().get(address).content


def test_asking_for_a_strangers_password_sends_nothing_and_says_the_same(client):
    asked = client.post("/password/forgotten", {"email": "stranger@example.org"})
    assert asked["Location"] == "/password/forgotten/sent" and not mail.outbox


def test_changing_the_password_signs_every_other_device_out(make):
    account = make.account()
    here, there = signed_in(account), signed_in(account)
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/me/password", given).status_code == 302
    assert here.get("/me").status_code == 200 and there.get("/me").status_code == 403
    assert len(here.get("/me/sessions.json").json()["sessions"]) == 1


def test_one_bad_typist_is_stopped_and_the_library_is_not(make):
    typist, neighbour = make.account(), make.account()
    client = Client()
    for _ in range(7):
        assert sign_in(client, typist.email, "not the password").status_code == 400
    stopped = sign_in(client, typist.email, "not the password")
    assert stopped.status_code == 429 and int(stopped["Retry-After"]) > 0
    assert re.search(r"You can try again at \d\d:\d\d", stopped.content.decode())
    assert sign_in(client, typist.email).status_code == 429, "the right password comes too late"
    assert sign_in(Client(), neighbour.email).status_code == 302, "from the same address"
    assert sign_in(Client(), typist.email, REMOTE_ADDR="10.9.8.7").status_code == 302, "from another address"


def test_what_is_kept_of_failures_names_nobody_and_no_address(make):
    account = make.account()
    sign_in(Client(), account.email, "not the password", REMOTE_ADDR="10.9.8.7")
    kept = str(list(AccessAttempt.objects.values())) + str(list(Attempt.objects.values()))
    assert account.email not in kept and "10.9.8.7" not in kept and "not the password" not in kept


def test_one_person_guessed_from_many_places_is_protected_too(make):
    account = make.account()
    for number in range(50):
        changes_nothing = sign_in(Client(), account.email, "not the password", REMOTE_ADDR=f"10.0.0.{number}")
        assert changes_nothing.status_code == 400
    assert sign_in(Client(), account.email, REMOTE_ADDR="10.0.1.1").status_code == 429


def test_devices_are_named_in_words_and_without_addresses(make):
    account = make.account()
    signed_in(account, HTTP_USER_AGENT=IPHONE)
    client = signed_in(account, HTTP_USER_AGENT=FIREFOX)
    rows = client.get("/me/sessions.json").json()["sessions"]
    assert {(row["device"], row["this_one"]) for row in rows} == {
        ("Firefox on Windows", True),
        ("Safari on iPhone", False),
    }
    assert "127.0.0.1" not in str(list(SignedIn.objects.values()))
    assert sessions.in_words(sessions.device_of("curl/8")) == "A device that does not say what it is"


def test_one_device_or_every_other_is_signed_out_at_once(make):
    account = make.account()
    here, there, far = signed_in(account), signed_in(account), signed_in(account)
    row = SignedIn.objects.get(session_key=there.session.session_key)
    assert here.post("/me/sessions/end", {"session": str(row.pk)}).status_code == 302
    assert there.get("/me").status_code == 403 and far.get("/me").status_code == 200
    here.post("/me/sessions/end")
    assert far.get("/me").status_code == 403 and here.get("/me").status_code == 200


def test_nobody_ends_a_strangers_session(make):
    mine, theirs = signed_in(make.account()), signed_in(make.account())
    row = SignedIn.objects.get(session_key=theirs.session.session_key)
    assert mine.post("/me/sessions/end", {"session": str(row.pk)}).status_code == 404
    assert theirs.get("/me").status_code == 200


def test_a_device_whose_session_has_run_out_is_forgotten_at_the_next_sign_in(make):
    account = make.account()
    old = signed_in(account)
    Session.objects.filter(session_key=old.session.session_key).update(expire_date=timezone.now())
    new = signed_in(account)
    assert SignedIn.objects.get().session_key == new.session.session_key


def test_signing_out_leaves_no_session_behind(make):
    client = signed_in(make.account())
    client.post("/sign-out")
    assert not SignedIn.objects.exists()


def test_ones_own_page_and_its_file_hold_everything(make):
    account = make.account()
    person = actors.of_account(account)
    words = changes.set_wording(HOUSE, purpose="quote", words="May we quote a line of yours?")
    changes.give_consent(person, person, wording=words, channel="online")
    said = signed_in(account).get("/me.json").json()
    assert said["me"]["email"] == account.email and said["me"]["password"] is True
    assert [row["words"] for row in said["consents"]] == ["May we quote a line of yours?"]
    assert "people.consent.give" in [row["what"] for row in said["done"]]
    assert set(said) == set(HELD)
    assert "pbkdf2" not in json.dumps(said) and "session_key" not in json.dumps(said)


def test_an_administrator_who_looks_is_seen_by_the_person(make):
    account, administrator = make.account(), make.account(administrator="house")
    looking = signed_in(administrator)
    assert account.email in looking.get(f"/person/{account.pk}").content.decode()
    looks = signed_in(account).get("/me.json").json()["look_ups"]
    assert [(row["by"], row["what"]) for row in looks] == [
        (administrator.name, "the account page, as an administrator")
    ]
    assert signed_in(account).get(f"/person/{account.pk}").status_code == 200
    assert ReadLog.objects.count() == 1, "one's own page leaves no line"


def test_looking_that_cannot_be_recorded_does_not_happen(make, monkeypatch):
    from django.db import DatabaseError

    def fails(*_, **__):
        raise DatabaseError("disk full")

    account, administrator = make.account(), make.account(administrator="house")
    client = signed_in(administrator)
    monkeypatch.setattr(queries, "record_look_up", fails)
    shown = client.get(f"/person/{account.pk}")
    assert shown.status_code == 503 and account.email not in shown.content.decode()
    reached = False
    with (
        pytest.raises(Unrecorded),
        recorded_read(actors.of_account(administrator), actors.of_account(account), "a test"),
    ):
        reached = True
    assert not reached


def test_even_an_administrator_finds_nothing_at_an_address_that_is_nobodys(make):
    looking = signed_in(make.account(administrator="house"))
    nobody = "00000000-0000-0000-0000-000000000000"
    for address in ("/person/abc", f"/person/{nobody}", "/roles/places.place/abc", f"/roles/places.place/{nobody}"):
        assert looking.get(address).status_code == 404, address


def test_an_address_too_long_to_keep_is_refused_as_no_address(make):
    account = make.account()
    long = "a@" + "b." * 130 + "example.org"
    client = signed_in(account)
    again(client)
    answered = client.post("/me/e-mail", {"action_add": "", "email": long})
    assert b"This is not an e-mail address" in answered.content and not mail.outbox


def test_a_person_leaves_and_nothing_of_theirs_stays(make, settings, tmp_path):
    settings.KEYS = tmp_path
    account = make.account()
    client = signed_in(account)
    assert client.get("/me/erase")["Location"].startswith("/sign-in/again")
    again(client)
    assert client.post("/me/erase", {}).status_code in (200, 400) and Account.objects.get().is_active
    assert b"You are being erased" in client.post("/me/erase", {"sure": "on"}).content
    kept = "".join(str(list(m.objects.values())) for m in (Account, EmailAddress, Authenticator, SignedIn))
    assert account.email not in kept and account.name not in kept
    assert sign_in(Client(), account.email).status_code == 400


def test_a_codes_key_is_encrypted_where_it_is_kept(make):
    account = make.account()
    client = signed_in(account)
    again(client)
    page = client.get("/me/keys/app").content.decode()
    secret = re.search(r"<code class=\"long\">(\w+)</code>", page)[1]
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    assert client.post("/me/keys/app", {"code": code}).status_code == 302
    assert secret not in str(list(Authenticator.objects.values()))
    # From now on the password alone is half of it.
    other = Client()
    assert sign_in(other, account.email)["Location"].startswith("/sign-in/code")
    assert other.get("/me").status_code == 403
    for _ in range(10):
        assert other.post("/sign-in/code", {"code": "000000"}).status_code == 200
    assert b"Wait five minutes" in other.post("/sign-in/code", {"code": "000000"}).content


def test_expiry_of_a_role_is_honoured_at_the_next_request(make, unguarded):
    account = make.account(administrator="house")
    client = signed_in(account)
    assert client.get("/roles/house").status_code == 200
    account.grants.update(until=timezone.now() - timedelta(seconds=1))
    assert client.get("/roles/house").status_code == 403


def test_no_page_of_accounts_has_the_look_of_the_package_or_script_in_it(make):
    client = signed_in(make.account())
    again(client)
    for address in (
        "/me/keys",
        "/me/keys/app",
        "/me/keys/passkeys/add",
        "/me/e-mail",
        "/me/password",
        "/sign-in/again",
    ):
        answered = client.get(address)
        page = answered.content.decode()
        assert answered.status_code == 200 and 'class="masthead"' in page, address
        scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", page)
        assert scripts == [] and "Security-Policy" in str(answered.headers), address


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/me/e-mail", {"action_add": "", "email": "secret@example.org"}),
        ("/me/erase", {"sure": "secret"}),
        ("/me/keys/passkeys/add", {"name": "secret", "credential": "secret"}),
        ("/me/keys/codes/new", {"sure": "secret"}),
        ("/me/keys/app/remove", {"sure": "secret"}),
        ("/me/password/first", {"password1": "secret words of mine", "password2": "secret words of mine"}),
    ],
)
def test_what_was_sent_before_saying_once_more_who_one_is_is_not_kept(make, unguarded, address, sent):
    account = make.account()
    client = signed_in(account)
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    if address == "/me/password/first":  # for those who have a code app or passkey and no password yet
        Account.objects.filter(pk=account.pk).update(password="!")
        session = client.session
        session["_auth_user_hash"] = Account.objects.get().get_session_auth_hash()
        session.save()
    answered = client.post(address, sent)
    assert answered["Location"].startswith("/sign-in/again?next=%2Fme"), answered
    assert "secret" not in json.dumps(dict(client.session))
