"""Every address, asked for in every way, by everyone. A new route fails here until it is listed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from commonweal.demo import make as making
from commonweal.directory.models import Asset
from commonweal.places.models import Place
from tests.makers import PASSWORD

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
EVERYONE = ("nobody", "account", "listener", "steward", "administrator", "slip")
READ = {"GET": 200, "HEAD": 200}
# route name → what its path needs, and what each method answers; methods not named are refused with 405.
# A sign-in without name and password is refused as incomplete; one's own page is refused to whoever is nobody.
OPEN: dict[str, dict[str, str]] = {
    "home": {},
    "find": {},
    "place": {"slug": "place"},
    "area": {"key": "area"},
    "about": {},
    "accessibility": {},
    "place-areas": {"slug": "place"},
    "place-sources": {"slug": "place"},
    "place-assets": {"slug": "place"},
    "place-map": {"slug": "place"},
    "place-map-values": {"slug": "place"},
    "sources": {},
    "asset": {"id": "asset"},
    "history": {"kind": "kind", "id": "place_id"},
    "thread": {"kind": "kind", "id": "place_id"},
    "openapi": {},
    "compare": {},
}
# Twins that ask for two areas before they have an answer.
ASKS = {"compare.json": "?a=council:DEMO-L1&b=group:DEMO-M1", "compare.csv": "?a=council:DEMO-L1&b=group:DEMO-M1"}
OWN = {"me", "me.json", "me.csv", "my-sessions", "my-sessions.json", "my-sessions.csv"}
# Steps about accounts: what nobody, and what somebody signed in, is answered to (GET and HEAD, POST of nothing).
# 302 to nobody is the way to the sign-in page; 302 to somebody is the way onward, or to saying once more who they are.
NEVER = 405
STEPS: dict[str, tuple[int, int, int, int]] = {
    "account_login": (200, 400, 302, 302),
    "account_logout": (NEVER, 302, NEVER, 302),
    "account_signup": (200, 200, 302, 302),
    "account_inactive": (200, NEVER, 200, NEVER),
    "account_reset_password": (200, 200, 200, 200),
    "account_reset_password_done": (200, NEVER, 200, NEVER),
    "account_reset_password_from_key": (200, 200, 200, 200),
    "account_reset_password_from_key_done": (200, NEVER, 200, NEVER),
    "account_email_verification_sent": (200, NEVER, 200, NEVER),
    "account_confirm_email": (200, 404, 200, 404),
    "account_email": (302, 302, 200, 400),
    "account_change_password": (302, 302, 200, 200),
    "account_set_password": (302, 302, 302, 302),
    "account_reauthenticate": (302, 302, 200, 200),
    "mfa_authenticate": (302, 302, 302, 302),
    "mfa_login_webauthn": (302, 302, 302, 302),
    "mfa_reauthenticate": (302, 302, 302, 302),
    "mfa_reauthenticate_webauthn": (302, 302, 302, 302),
    "mfa_index": (302, NEVER, 200, NEVER),
    "mfa_activate_totp": (302, 302, 302, 302),
    "mfa_deactivate_totp": (302, 302, 404, 404),
    "mfa_view_recovery_codes": (302, NEVER, 404, NEVER),
    "mfa_generate_recovery_codes": (302, 302, 302, 302),
    "mfa_download_recovery_codes": (302, NEVER, 404, NEVER),
    "mfa_list_webauthn": (302, NEVER, 302, NEVER),
    "mfa_add_webauthn": (302, 302, 302, 302),
    "mfa_edit_webauthn": (302, 302, 302, 302),
    "mfa_remove_webauthn": (302, 302, 302, 302),
    "sign-in-levels": (200, NEVER, 200, NEVER),
    "elsewhere": (404, NEVER, 404, NEVER),
    "elsewhere-back": (404, NEVER, 404, NEVER),
    "my-name": (403, 403, 200, 400),
    "erase-me": (302, 302, 302, 302),
    "end-sessions": (NEVER, 403, NEVER, 302),
    "disconnect": (NEVER, 403, NEVER, 404),
}
ONLY_GET = {"elsewhere", "elsewhere-back", "sign-in-levels"}
STEP_PARTS = {
    "account_reset_password_from_key": {"uidb36": "abc", "key": "def-0123"},
    "account_confirm_email": {"key": "abc"},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
    "elsewhere": {"provider": "staff"},
    "elsewhere-back": {"provider": "staff"},
    "disconnect": {"id": "00000000-0000-0000-0000-000000000000"},
}
# Roles in a place and in the installation: for those who look after them. Somebody's page: for administrators.
# What each is answered to (GET, POST of nothing) by everyone; those not named here are answered as the first says.
KEPT: dict[str, tuple[dict[str, str], tuple[int, int], dict[str, tuple[int, int]]]] = {
    "roles": (
        {"kind": "kind", "id": "place_id"},
        (403, NEVER),
        {"steward": (200, NEVER), "administrator": (200, NEVER)},
    ),
    "invite": (
        {"kind": "kind", "id": "place_id"},
        (NEVER, 403),
        {"steward": (NEVER, 400), "administrator": (NEVER, 400)},
    ),
    "house-roles": ({}, (403, NEVER), {"administrator": (200, NEVER)}),
    "house-invite": ({}, (NEVER, 403), {"administrator": (NEVER, 400)}),
    "end-role": ({"id": "grant"}, (NEVER, 404), {}),
    "withdraw-invitation": ({"id": "grant"}, (NEVER, 404), {}),
    "invitation": ({"code": "grant"}, (404, 404), {}),
    "person": ({"id": "person"}, (404, NEVER), {"administrator": (200, NEVER)}),
}


def routes() -> Iterator[URLPattern]:
    """Every route of the house."""

    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
        for each in patterns:
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns)
            else:
                yield each

    return walk(get_resolver().url_patterns)


@pytest.fixture
def house(make) -> dict[str, object]:
    """The invented place, and one of everyone."""
    making.make()
    place = Place.objects.get()
    clients: dict[str, Client] = {"nobody": Client(), "slip": Client()}
    for role, grants in {
        "account": {},
        "listener": {"listener": place},
        "steward": {"steward": place},
        "administrator": {"administrator": "house"},
    }.items():
        account = make.account(**grants)
        clients[role] = Client()
        assert clients[role].login(username=account.email, password=PASSWORD)
    values = {
        "place": place.slug,
        "place_id": str(place.pk),
        "area": "neighbourhood:DEMO-001",
        "asset": str(Asset.objects.first().pk),
        "kind": "places.place",
        "grant": "00000000-0000-0000-0000-000000000000",
        "person": str(make.account().pk),
    }
    return {"clients": clients, "values": values}


def test_every_route_is_listed_here():
    twinned = {f"{name}.{form}" for name in (*OPEN, *KEPT) for form in ("json", "csv")}
    known = set(OPEN) | set(KEPT) | twinned | OWN | set(STEPS)
    assert {route.name for route in routes()} <= known


def expected(name: str, method: str, who: str) -> int:
    """What the table says."""
    signed_in = who not in {"nobody", "slip"}
    base = name.removesuffix(".json").removesuffix(".csv")
    if name in STEPS or base in KEPT:
        if name in STEPS:
            reads, posts = STEPS[name][2:] if signed_in else STEPS[name][:2]
        else:
            reads, posts = KEPT[base][2].get(who, KEPT[base][1])
        if method == "HEAD" and name in ONLY_GET:
            return 405
        return reads if method in READ else posts if method == "POST" else 405
    if name in OWN:
        return (200 if signed_in else 403) if method in READ else 405
    return READ.get(method, 405)


@pytest.mark.parametrize("who", EVERYONE)
def test_every_address_answers_everyone_as_the_table_says(house, who, django_capture_on_commit_callbacks):
    client, values = house["clients"][who], house["values"]
    wrong = []
    for route in routes():
        base = route.name.removesuffix(".json").removesuffix(".csv")
        parts = KEPT[base][0] if base in KEPT else OPEN.get(base, {})
        arguments = STEP_PARTS.get(base) or {part: values[value] for part, value in parts.items()}
        address = reverse(route.name, kwargs=arguments) + ASKS.get(route.name, "")
        for method in METHODS:
            if route.name == "account_logout" and method == "POST":
                continue  # it would end the session this test walks in; the next test does it
            given = client.generic(method, address).status_code
            if given != expected(route.name, method, who):
                wrong.append((who, method, address, given, expected(route.name, method, who)))
    assert wrong == []


def test_signing_out_ends_the_session(house):
    client = house["clients"]["account"]
    assert client.get("/me").status_code == 200
    assert client.post("/sign-out").status_code == 302
    assert client.get("/me").status_code != 200


def test_nothing_that_is_not_there_says_more_than_that_it_is_not_there(house):
    client = house["clients"]["nobody"]
    for address in (
        "/place/nowhere",
        "/area/lsoa21:E01999999",
        "/asset/00000000-0000-0000-0000-000000000000",
        "/asset/not-an-id",
        "/history/people.account/1",
        "/history/nothing.here/1",
        "/place/nowhere.json",
    ):
        answered = client.get(address)
        assert answered.status_code == 404, address
        assert b"Traceback" not in answered.content


def test_bad_questions_are_refused_in_a_sentence_that_can_be_acted_on(house):
    client = house["clients"]["nobody"]
    for address, words in {
        "/place/wenbeck/areas?kind=galaxy": "no areas of the kind",
        "/place/wenbeck/areas?sort=luck": "cannot be sorted by",
        "/place/wenbeck/areas?page=0": "no such page",
        "/place/wenbeck/areas?page=²": "no such page",
        "/place/wenbeck/areas?figure=joy": "Nothing here is called",
        "/place/wenbeck/assets?kind=castle": "no kind of asset",
        "/place/wenbeck/assets?page=99999999999999999999": "no such page",
        "/compare.json": "Choose two areas",
    }.items():
        answered = client.get(address)
        assert answered.status_code == 400, address
        assert words in answered.content.decode(), address
