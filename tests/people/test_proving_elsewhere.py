"""Saying once more who one is by a sign-in elsewhere, and how long such a sign-in lasts."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from commonweal.people.models import Account, Identity
from tests.makers import PASSWORD
from tests.people.elsewhere import back, connect, go, later, linked, there, who

pytestmark = pytest.mark.django_db


def test_somebody_signed_in_connects_their_card_after_saying_who_they_are_again(make, provider, entries):
    account, client = make.account(), Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = connect(client)
    assert asked["Location"] == "/sign-in/again?next=%2Fme%2Fkeys"
    assert client.post(asked["Location"], {"password": PASSWORD}).status_code == 302
    assert back(client, provider, connect(client))["Location"] == "/me/keys"
    assert Identity.objects.get().account == account and len(entries("people.identity.link")) == 1
    client.post("/sign-out")
    assert go(client, provider).status_code == 302 and who(client) == str(account.pk)


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


def test_whoever_has_only_a_card_shows_it_once_more_before_being_erased(by_card_alone, provider, settings, tmp_path):
    settings.KEYS = tmp_path
    client, eve = by_card_alone, Account.objects.get()
    assert not eve.has_usable_password()
    for address in ("/me/password/first", "/me/keys/app", "/me/keys/passkeys/add"):
        assert client.get(address)["Location"].startswith("/sign-in/staff?again=1&next="), address
    assert connect(client)["Location"].startswith("/sign-in/staff?again=1&next=")
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
