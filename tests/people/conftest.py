"""Somebody else who says who people are: staff sign-in, NHS login, and a person who has no other key."""

from __future__ import annotations

import pytest
from django.test import Client
from joserfc.jwk import RSAKey

from commonweal.journal.actor import HOUSE
from commonweal.people import invitations, oidc
from tests.people.elsewhere import ADMINISTRATOR, back, says_yes
from tests.people.mock_provider import MockProvider


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


@pytest.fixture
def by_card_alone(provider):
    """Somebody who accepted an invitation with their card, and has no password."""
    code = invitations.send(HOUSE, email="eve@example.org", **ADMINISTRATOR)[1]
    client = Client()
    back(client, provider, says_yes(client, code))
    return client
