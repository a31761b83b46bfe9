"""Signing in by staff sign-in and by NHS login, against a provider that can be told to lie."""

from __future__ import annotations

import html
import re
import secrets
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from joserfc.jwk import RSAKey

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import HOUSE
from commonweal.people import actors, identities, invitations, oidc, rules
from commonweal.people.middleware import viewer_of
from commonweal.people.models import Account, Identity
from tests.makers import PASSWORD
from tests.people.mock_provider import MockProvider

pytestmark = pytest.mark.django_db
ADMINISTRATOR = {
    "role": "administrator",
    "scope_kind": "house",
    "scope_id": "house",
    "until": timezone.now() + timedelta(days=90),
    "why": "To help.",
}


@pytest.fixture
def provider(monkeypatch):
    oidc.forget()
    mock = MockProvider()
    monkeypatch.setenv("COMMONWEAL_STAFF_ISSUER", mock.issuer)
    monkeypatch.setenv("COMMONWEAL_STAFF_CLIENT", "our-client")
    monkeypatch.setenv("COMMONWEAL_STAFF_SECRET", "a secret")
    mock.claims = {"authentication_assurance_level": "3"}
    yield mock
    mock.stop()


@pytest.fixture
def nhs_login(monkeypatch, tmp_path):
    oidc.forget()
    mock = MockProvider()
    private = RSAKey.generate_key(2048)
    (tmp_path / "nhs.pem").write_bytes(private.as_pem(private=True))
    mock.client_key, mock.alg = private, "RS512"
    monkeypatch.setenv("COMMONWEAL_NHS_LOGIN_ISSUER", mock.issuer)
    monkeypatch.setenv("COMMONWEAL_NHS_LOGIN_CLIENT", "our-client")
    monkeypatch.setenv("COMMONWEAL_NHS_LOGIN_KEY", str(tmp_path / "nhs.pem"))
    mock.claims = {"vot": "P0.Cp.Cd"}
    yield mock
    mock.stop()


def linked(make, mock, key="staff", **grants):
    account = make.account(**grants)
    identities.link(
        actors.of_account(account), account, provider=key, issuer=mock.issuer, subject="subject-1", level=""
    )
    return account


def there(left) -> str:
    """The address a visit to the other service begins with: by itself, or by the page that leads on."""
    if left.status_code == 302:
        return left["Location"]
    assert left.status_code == 200 and b"On to" in left.content, left.content
    return html.unescape(re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', left.content.decode())[1])


def back(client, mock, left, key="staff", **answer):
    code, state = mock.authorise(there(left))
    return client.get(f"/sign-in/{key}/back", {"code": code, "state": state} | answer)


def go(client, mock, key="staff", query="", **answer):
    """There and back again. Returns the last answer."""
    return back(client, mock, client.get(f"/sign-in/{key}{query}"), key, **answer)


def says_yes(client, code, key="staff"):
    """Open the letter's link, and say yes with a sign-in elsewhere. Returns the page that leads there."""
    client.get(f"/invitation/{code}")
    opened = {"invitation": client.session["invitation"], "elsewhere": key}
    return client.post("/invitation", opened)


def later(client, seconds, *names):
    """Let time pass for what the session remembers of this sign-in."""
    session = client.session
    session["vouched_elsewhere"] |= {name: session["vouched_elsewhere"][name] - seconds for name in names}
    session.save()


def actor(client):
    """Whoever is signed in there, as a page would know them."""
    request = RequestFactory().get("/")
    request.session, request.user = client.session, Account.objects.get(pk=who(client))
    return viewer_of(request)


def who(client) -> str | None:
    return client.session.get("_auth_user_id")


def test_staff_are_asked_for_with_their_scopes_and_come_in_by_their_card(make, provider):
    account, client = linked(make, provider), Client()
    left = client.get("/sign-in/staff")
    asked = parse_qs(urlsplit(left["Location"]).query)
    assert asked["scope"] == ["openid profile nhsperson nationalrbacaccess"]
    assert asked["acr_values"] == ["AAL2_OR_AAL3_ANY"] and asked["code_challenge_method"] == ["S256"]
    assert go(client, provider).status_code == 302
    assert who(client) == str(account.pk)
    assert Identity.objects.get().level == "AAL3"


@pytest.mark.parametrize(
    "lie",
    [
        "wrong audience",
        "two audiences",
        "wrong issuer",
        "expired",
        "nonce replayed",
        "no nonce",
        "no subject",
        "alg none",
        "signed with the secret",
        "signed with the public key",
        "somebody else's key",
        "changed on the way",
        "userinfo of another",
        "not who we asked",
    ],
)
def test_an_answer_that_lies_signs_nobody_in(make, provider, lie):
    linked(make, provider)
    client = Client()
    if lie != "not who we asked":
        client.get("/sign-in/staff")
    provider.lie = lie
    answered = client.get("/sign-in/staff") if lie == "not who we asked" else go(client, provider)
    assert answered.status_code == 403 and b"could not be relied on" in answered.content
    assert who(client) is None


def test_a_state_that_is_not_ours_or_was_used_or_is_anothers_is_refused(make, provider):
    linked(make, provider)
    client, other = Client(), Client()
    code, state = provider.authorise(client.get("/sign-in/staff")["Location"])
    for visitor, sent in ((client, "made-up"), (client, ""), (other, state)):
        answered = visitor.get("/sign-in/staff/back", {"code": code, "state": sent})
        assert answered.status_code == 403 and b"not begun in this browser" in answered.content
    assert client.get("/sign-in/staff/back", {"code": code, "state": state}).status_code == 302
    again = client.get("/sign-in/staff/back", {"code": code, "state": state})
    assert again.status_code == 403 and who(other) is None


def test_a_code_works_once(make, provider):
    linked(make, provider)
    client, thief = Client(), Client()
    code, state = provider.authorise(client.get("/sign-in/staff")["Location"])
    client.get("/sign-in/staff/back", {"code": code, "state": state})
    _other, own_state = provider.authorise(thief.get("/sign-in/staff")["Location"])
    assert thief.get("/sign-in/staff/back", {"code": code, "state": own_state}).status_code == 403
    assert who(thief) is None


def test_a_code_stolen_from_another_visit_fails_by_its_verifier(make, provider):
    linked(make, provider)
    victim, thief = Client(), Client()
    code, _ = provider.authorise(victim.get("/sign-in/staff")["Location"])
    _, state = provider.authorise(thief.get("/sign-in/staff")["Location"])
    assert thief.get("/sign-in/staff/back", {"code": code, "state": state}).status_code == 403


def test_an_answer_meant_for_another_provider_is_refused(make, provider, nhs_login):
    linked(make, provider)
    client = Client()
    code, state = provider.authorise(client.get("/sign-in/staff")["Location"])
    assert client.get("/sign-in/nhs-login/back", {"code": code, "state": state}).status_code == 403
    assert go(Client(), provider, iss="http://127.0.0.1:1").status_code == 403


def test_staff_with_too_weak_a_sign_in_are_told_to_use_their_card(make, provider, monkeypatch):
    linked(make, provider)
    monkeypatch.setenv("COMMONWEAL_STAFF_LEVEL", "3")
    provider.claims = {"authentication_assurance_level": "2"}
    answered = go(Client(), provider)
    assert answered.status_code == 403 and b"Sign in with your card" in answered.content


def test_whoever_says_no_at_the_provider_is_told_so(make, provider):
    client = Client()
    _, state = provider.authorise(client.get("/sign-in/staff")["Location"])
    answered = client.get("/sign-in/staff/back", {"error": "access_denied", "state": state})
    assert answered.status_code == 403 and b"did not finish" in answered.content


def test_a_provider_that_is_silent_is_said_plainly(make, provider):
    provider.stop()
    answered = Client().get("/sign-in/staff")
    assert answered.status_code == 502 and b"does not answer at the moment" in answered.content


def test_a_stranger_is_not_let_in_because_the_e_mail_addresses_are_the_same(make, provider):
    account, client = make.account(), Client()
    provider.said["email"] = account.email
    answered = go(client, provider)
    assert answered.status_code == 403 and b"do not know this sign-in" in answered.content
    assert who(client) is None and not Identity.objects.exists()


def test_a_closed_account_is_not_opened_by_a_card(make, provider, unguarded):
    account, client = linked(make, provider), Client()
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert go(client, provider).status_code == 403 and who(client) is None


def test_somebody_signed_in_connects_their_card_after_saying_who_they_are_again(make, provider, entries):
    account, client = make.account(), Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = client.get("/sign-in/staff?connect=1")
    assert asked["Location"].startswith("/sign-in/again")
    assert client.post(asked["Location"], {"password": PASSWORD}).status_code == 302
    assert go(client, provider, query="?connect=1")["Location"] == "/me/keys"
    assert Identity.objects.get().account == account and len(entries("people.identity.link")) == 1
    client.post("/sign-out")
    assert go(client, provider).status_code == 302 and who(client) == str(account.pk)


def test_another_sites_page_cannot_have_an_identity_connected(make, provider):
    account, client = make.account(), Client()
    client.login(username=account.email, password=PASSWORD)
    client.post("/sign-in/again?next=/me", {"password": PASSWORD})
    assert client.get("/sign-in/staff?connect=1", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.get("/sign-in/staff?connect=1", headers={"sec-fetch-site": "same-origin"}).status_code == 200


def test_a_card_opens_one_account_only(make, provider):
    linked(make, provider)
    other, client = make.account(), Client()
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/sign-in/again?next=/me", {"password": PASSWORD})
    answered = go(client, provider, query="?connect=1")
    assert answered.status_code == 409 and b"opens another account" in answered.content


def test_an_invitation_is_accepted_with_a_card_and_no_password(make, provider):
    _sent, code = invitations.send(HOUSE, email="sam@example.org", **ADMINISTRATOR)
    client = Client()
    assert back(client, provider, says_yes(client, code))["Location"] == "/me"
    account = Account.objects.get(email="sam@example.org")
    assert who(client) == str(account.pk) and not account.has_usable_password()
    assert actors.of_account(account).holds("administrator", "house", "house")


def test_nhs_login_is_asked_by_a_request_signed_with_rs512_that_is_good_once(make, nhs_login):
    account, client = linked(make, nhs_login, "nhs-login"), Client()
    assert go(client, nhs_login, "nhs-login").status_code == 302
    go(Client(), nhs_login, "nhs-login")
    assert who(client) == str(account.pk)
    first, second = nhs_login.assertions
    assert first["alg"] == "RS512" and first["jti"] != second["jti"] and first["exp"] - first["iat"] <= 300


def test_nhs_login_is_asked_for_a_level_and_nothing_lower_is_taken(make, nhs_login):
    linked(make, nhs_login, "nhs-login")
    client = Client()
    asked = parse_qs(urlsplit(client.get("/sign-in/nhs-login?level=P9")["Location"]).query)
    assert asked["vtr"] == ['["P9.Cp.Cd","P9.Cp.Ck","P9.Cm"]']
    for vector in ("P0.Cp.Cd", "P5.Cp.Cd", "P9.Cp", "Cp.Cd", "P9", "P99.Cp.Cd", ""):
        nhs_login.claims = {"vot": vector}
        answered = go(client, nhs_login, "nhs-login", "?level=P9")
        assert answered.status_code == 403 and b"as far as this needs" in answered.content, vector
    assert who(client) is None
    nhs_login.claims = {"vot": "P9.Cp.Cd"}
    assert go(client, nhs_login, "nhs-login", "?level=P9").status_code == 302


def test_p0_never_opens_a_record_and_p9_does_for_that_session_alone(make, nhs_login, monkeypatch):
    account = linked(make, nhs_login, "nhs-login")
    weak, strong = Client(), Client()
    go(weak, nhs_login, "nhs-login")
    assert Identity.objects.get().level == "P0"
    nhs_login.claims = {"vot": "P9.Cp.Cd"}
    go(strong, nhs_login, "nhs-login", "?level=P9")
    rules.may_claim_record(actor(strong))
    by_password = Client()
    by_password.login(username=account.email, password=PASSWORD)
    for session in (weak, by_password):
        with pytest.raises(NotAllowed, match="fully checked"):
            rules.may_claim_record(actor(session))
    with pytest.raises(NotAllowed, match="fully checked"):
        rules.may_claim_record(actors.of_account(account))
    monkeypatch.setenv("COMMONWEAL_NHS_LOGIN_ISSUER", "https://another.example")
    with pytest.raises(NotAllowed, match="fully checked"):
        rules.may_claim_record(actor(strong))


def test_a_later_visit_at_the_ordinary_level_says_less_and_less_is_what_counts(make, nhs_login):
    linked(make, nhs_login, "nhs-login")
    client = Client()
    nhs_login.claims = {"vot": "P9.Cp.Cd"}
    go(client, nhs_login, "nhs-login", "?level=P9")
    nhs_login.claims = {"vot": "P0.Cp.Cd"}
    go(client, nhs_login, "nhs-login")
    with pytest.raises(NotAllowed):
        rules.may_claim_record(actor(client))


def test_an_address_cannot_ask_for_less_than_is_usual_here(make, nhs_login, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_NHS_LOGIN_LEVEL", "P9")
    linked(make, nhs_login, "nhs-login")
    client = Client()
    assert go(client, nhs_login, "nhs-login", "?level=P0").status_code == 403
    assert who(client) is None


def test_an_invitation_in_an_address_is_accepted_by_nobody(provider):
    """Another site could lead somebody to it who is known at the other service, and have them accept unasked."""
    _sent, code = invitations.send(HOUSE, email="sam@example.org", **ADMINISTRATOR)
    client = Client()
    answered = go(client, provider, query=f"?invitation={code}")
    assert answered.status_code == 403 and not Account.objects.exists()
    client.get(f"/invitation/{code}")
    assert go(client, provider).status_code == 403 and not Account.objects.exists()
    assert client.get("/invitation", {"elsewhere": "staff"}).status_code == 200


def test_whoever_has_an_account_already_comes_back_to_say_yes_with_it(make, provider):
    account, client = linked(make, provider), Client()
    _sent, code = invitations.send(HOUSE, email="sam@example.org", **ADMINISTRATOR)
    assert back(client, provider, says_yes(client, code))["Location"] == "/invitation"
    assert f"You are signed in as {account.name}" in client.get("/invitation").content.decode()
    assert not Account.objects.filter(email="sam@example.org").exists()


def test_saying_yes_elsewhere_needs_the_mark_of_our_own_form(provider):
    _sent, code = invitations.send(HOUSE, email="sam@example.org", **ADMINISTRATOR)
    client = Client(enforce_csrf_checks=True)
    assert says_yes(client, code).status_code == 403


def test_to_prove_it_again_the_other_service_is_told_to_ask(by_card_alone, provider):
    page = by_card_alone.get("/sign-in/staff?again=1&next=/me/erase")
    asked = parse_qs(urlsplit(there(page)).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    usual = parse_qs(urlsplit(there(Client().get("/sign-in/staff"))).query)
    assert "prompt" not in usual and "max_age" not in usual


@pytest.mark.parametrize(
    "said", [None, "soon", True, time.time() - 3600], ids=["nothing", "words", "yes", "an hour ago"]
)
def test_whoever_was_let_through_there_without_being_asked_has_proven_nothing(by_card_alone, provider, said):
    provider.claims |= {"auth_time": said}
    answered = go(by_card_alone, provider, query="?again=1&next=/me/erase")
    assert answered.status_code == 403 and b"did not ask you" in answered.content
    assert by_card_alone.get("/me/erase").status_code == 302


def test_somebody_elses_card_proves_nothing(by_card_alone, provider):
    provider.claims |= {"sub": "subject-2"}
    answered = go(by_card_alone, provider, query="?again=1&next=/me/erase")
    assert answered.status_code == 403 and b"named somebody else" in answered.content
    assert by_card_alone.get("/me/erase").status_code == 302


def test_signing_in_once_more_there_is_no_proof(by_card_alone, provider):
    assert go(by_card_alone, provider, query="?next=/me/erase").status_code == 302
    assert by_card_alone.get("/me/erase")["Location"].startswith("/sign-in/staff?again=1")


def test_a_card_is_disconnected_only_after_saying_once_more_who_one_is(make, provider):
    account, client = linked(make, provider), Client()
    client.login(username=account.email, password=PASSWORD)
    address = f"/me/keys/elsewhere/{Identity.objects.get().pk}/disconnect"
    assert client.post(address)["Location"] == "/sign-in/again?next=%2Fme%2Fkeys"
    assert Identity.objects.exists()
    client.post("/sign-in/again?next=/me/keys", {"password": PASSWORD})
    assert client.post(address)["Location"] == "/me/keys" and not Identity.objects.exists()


@pytest.mark.parametrize(("seconds", "names"), [(31 * 60, ("seen",)), (12 * 3600 + 1, ("at",))])
def test_whoever_came_by_nhs_login_is_signed_out_after_half_an_hour_away_or_half_a_day(make, nhs_login, seconds, names):
    linked(make, nhs_login, "nhs-login")
    client = Client()
    go(client, nhs_login, "nhs-login")
    later(client, 29 * 60, "seen")
    assert client.get("/me").status_code == 200
    later(client, 29 * 60, "seen")
    assert client.get("/me").status_code == 200, "counted from the last page"
    later(client, seconds, *names)
    assert client.get("/me").status_code == 403 and who(client) is None


def test_whoever_came_by_a_card_is_not_signed_out_by_that(make, provider):
    linked(make, provider)
    client = Client()
    go(client, provider)
    later(client, 13 * 3600, "at", "seen")
    assert client.get("/me").status_code == 200


def test_a_key_of_a_sort_unknown_here_does_not_hinder_the_others(make, provider):
    provider.more_keys = [{"kty": "EC", "crv": "P-999", "x": "AA", "y": "AA"}, {"kty": "new"}, {}]
    linked(make, provider)
    client = Client()
    assert go(client, provider).status_code == 302 and who(client)


def test_the_public_half_of_the_key_that_signs_our_requests_is_served(nhs_login, client):
    key = client.get("/sign-in/jwks").json()["keys"][0]
    assert (key["kty"], key["alg"], key["use"]) == ("RSA", "RS512", "sig")
    assert "d" not in key and key["kid"] == nhs_login.client_key.thumbprint()


def test_with_nothing_set_neither_is_offered(client, db):
    page = client.get("/sign-in").content.decode()
    assert "NHS login" not in page and "NHS Care Identity" not in page
    assert client.get("/sign-in/staff").status_code == 404
    assert client.get(f"/sign-in/{secrets.token_hex(4)}/back").status_code == 404


def test_what_each_level_lets_a_person_do_is_said_plainly(client, db):
    page = client.get("/sign-in/levels").content.decode()
    assert "P0" in page and "Contact only" in page and "P9" in page and "Needed before a record about you" in page


@pytest.fixture
def by_card_alone(provider):
    """Somebody who accepted an invitation with their card, and has no password."""
    code = invitations.send(HOUSE, email="eve@example.org", **ADMINISTRATOR)[1]
    client = Client()
    back(client, provider, says_yes(client, code))
    return client


def test_whoever_has_only_a_card_shows_it_once_more_before_being_erased(by_card_alone, provider, settings, tmp_path):
    settings.KEYS = tmp_path
    client, eve = by_card_alone, Account.objects.get()
    assert not eve.has_usable_password()
    for address in ("/me/password/first", "/me/keys/app", "/me/keys/passkeys/add", "/sign-in/staff?connect=1"):
        assert client.get(address)["Location"].startswith("/sign-in/staff?again=1&next="), address
    assert client.post("/me/e-mail", {"action_add": "", "email": "x@example.org"})["Location"].startswith(
        "/sign-in/staff"
    )
    assert client.post("/me/erase", {"sure": "on"})["Location"] == "/sign-in/staff?again=1&next=%2Fme%2Ferase"
    eve.refresh_from_db()
    assert eve.is_active
    assert go(client, provider, query="?again=1&next=/me/erase")["Location"] == "/me/erase"
    assert client.post("/me/erase", {"sure": "on"}).status_code == 200
    eve.refresh_from_db()
    assert (eve.name, eve.is_active, Identity.objects.count()) == ("Somebody", False, 0)
