"""Signing in by staff sign-in and by NHS login, against a provider that can be told to lie."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import HOUSE
from commonweal.people import actors, invitations, rules
from commonweal.people.models import Account, Identity
from tests.makers import PASSWORD
from tests.people.elsewhere import ADMINISTRATOR, actor, back, connect, go, linked, says_yes, who

pytestmark = pytest.mark.django_db


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


def test_another_sites_page_cannot_have_an_identity_connected(make, provider):
    account, client = make.account(), Client()
    client.login(username=account.email, password=PASSWORD)
    client.post("/sign-in/again?next=/me", {"password": PASSWORD})
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert connect(strict).status_code == 403
    assert b"On to" in connect(client).content
    # An address says nothing of what a visit is for: whoever comes back so is known here or not, and nothing is tied.
    assert go(client, provider, query="?connect=1").status_code == 403 and not Identity.objects.exists()


def test_a_card_opens_one_account_only(make, provider):
    linked(make, provider)
    other, client = make.account(), Client()
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/sign-in/again?next=/me", {"password": PASSWORD})
    answered = back(client, provider, connect(client))
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
