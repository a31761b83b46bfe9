"""Every address, asked for in every way, by everyone. A new route fails here until it is listed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from commonweal.directory.models import Asset, Hindrance, Offer, Opening, Service, Showcase
from commonweal.journal.actor import HOUSE
from commonweal.people import changes
from commonweal.people.roles import ORGANISATION, ROLES, scopes_of
from commonweal.places.models import Place
from tests.makers import PASSWORD

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ROLES_HELD = tuple(ROLES)
EVERYONE = ("nobody", "account", *ROLES_HELD, "slip")
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
    "place-grants": {"slug": "place"},
    "place-map": {"slug": "place"},
    "place-map-values": {"slug": "place"},
    "sources": {},
    "asset": {"id": "asset"},
    "place-services": {"slug": "place"},
    "place-find": {"slug": "place"},
    "school-terms": {"slug": "place"},
    "place-directories": {"slug": "place"},
    "service": {"id": "service"},
    "service-sessions": {"id": "service"},
    "organization": {"id": "organization"},
    "place-openings": {"slug": "place"},
    "opening": {"id": "opening"},
    "place-offers": {"slug": "place"},
    "offer": {"id": "offer"},
    "history": {"kind": "kind", "id": "place_id"},
    "thread": {"kind": "kind", "id": "place_id"},
    "openapi": {},
    "compare": {},
    "welcome": {"who": "who"},
    "style": {},
    "place-draw": {"slug": "place"},
    "place-themes": {"slug": "place"},
    "theme": {"slug": "place", "theme": "theme"},
    "theme-sessions": {"slug": "place", "theme": "theme"},
    "campaign": {"slug": "place", "theme": "theme"},
    "campaign-staff": {"slug": "place", "theme": "theme"},
    "widget-build": {"slug": "place"},
    "widget": {"slug": "place"},
    "place-showcases": {"slug": "place"},
    "showcase": {"id": "showcase"},
    "showcase-calendar": {"id": "showcase"},
    "list": {},
    "service-sheet": {"id": "service", "sheet": "sheet"},
    "service-picture": {"id": "service", "sheet": "sheet"},
    "place-card": {"slug": "place"},
    "place-venues": {"slug": "place"},
    "place-together": {"slug": "place"},
    "organization-together": {"id": "organization"},
}
# Twins that ask for two areas before they have an answer.
ASKS = {"compare.json": "?a=council:DEMO-L1&b=group:DEMO-M1", "compare.csv": "?a=council:DEMO-L1&b=group:DEMO-M1"}
# Drawing is for those who shape the place; without a file there is nothing to draw.
SHAPING = {"place-draw": {"GET": 200, "HEAD": 200, "POST": 400}}
# For the administrator alone.
HOUSES = {"status", "status.json", "status.csv"}
# Pages for slips: what anybody may read, and what a form answers that came without a code: it is incomplete. Somebody
# with a slip sends its code, and is let in; helpers of the place may open the helpers' pages.
SLIPS = {"slip", "slip-withdraw", "slip-erase"}
HELPERS = {
    "place-slips": {"listener", "facilitator", "link_worker", "steward", "administrator"},
    "slip-agree": {"listener", "facilitator", "link_worker"},
}
FORM_TYPE = "application/x-www-form-urlencoded"
FORM = {"GET": 200, "HEAD": 200, "POST": 400}
CHOOSING = {
    "language": {"POST": 302},
    "look": {"GET": 200, "HEAD": 200, "POST": 302},
}
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
    "account_email": (302, 302, 200, 302),
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
    "our-keys": (200, NEVER, 200, NEVER),
    "elsewhere": (404, NEVER, 404, NEVER),
    "elsewhere-back": (404, NEVER, 404, NEVER),
    "my-name": (403, 403, 200, 400),
    "erase-me": (403, 403, 302, 302),
    "end-sessions": (NEVER, 403, NEVER, 302),
    "disconnect": (NEVER, 403, NEVER, 404),
    "connect": (NEVER, 403, NEVER, 404),
}
ONLY_GET = {"elsewhere", "elsewhere-back", "sign-in-levels", "our-keys"}
KEEPERS = ("steward", "listener", "facilitator", "link_worker", "administrator")
STEWARDS = ("steward", "administrator")
OWN_KEEPERS = (*KEEPERS, "provider")
ANSWERABLE = ("steward", "administrator")
STEP_PARTS = {
    "account_reset_password_from_key": {"uidb36": "abc", "key": "def-0123"},
    "account_confirm_email": {"key": "abc"},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
    "elsewhere": {"provider": "staff"},
    "elsewhere-back": {"provider": "staff"},
    "connect": {"provider": "staff"},
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
    "invitation-letter": ({"code": "grant"}, (404, NEVER), {}),
    "invitation": ({}, (404, 404), {}),
    "person": ({"id": "person"}, (404, NEVER), {"administrator": (200, NEVER)}),
    # Keeping entries true: whoever works with people in the place. Telling that something is wrong is for everybody.
    "entry-link": ({"code": "grant"}, (404, NEVER), {}),
    "service-edit": ({"id": "service"}, (403, 403), dict.fromkeys(OWN_KEEPERS, (200, 400))),
    "service-confirm": ({"id": "service"}, (NEVER, 403), dict.fromkeys(OWN_KEEPERS, (NEVER, 302))),
    "service-take-back": ({"id": "service"}, (NEVER, 403), dict.fromkeys(OWN_KEEPERS, (NEVER, 400))),
    "service-link": ({"id": "service"}, (NEVER, 403), dict.fromkeys(OWN_KEEPERS, (NEVER, 200))),
    "service-who-may-see": (
        {"id": "service"},
        (403, 403),
        dict.fromkeys(("steward", "administrator", "provider"), (200, 400)),
    ),
    "service-wrong": ({"id": "service"}, (200, 400), {}),
    "place-missing": ({"slug": "place"}, (200, 400), {}),
    "keeping-policy": (
        {"slug": "place"},
        (NEVER, 403),
        {"steward": (NEVER, 400), "administrator": (NEVER, 400)},
    ),
    "proposal-decide": ({"id": "grant"}, (NEVER, 404), {}),
    "report-answer": ({"id": "grant"}, (NEVER, 404), {}),
    "school-term-add": ({"slug": "place"}, (NEVER, 403), dict.fromkeys(KEEPERS, (NEVER, 400))),
    "school-term-remove": ({"slug": "place"}, (NEVER, 403), dict.fromkeys(KEEPERS, (NEVER, 409))),
    "letters-stop": ({"code": "grant"}, (404, 404), {}),
    "told": ({"code": "grant"}, (404, NEVER), {}),
    # What may be in the directory twice is for whoever answers for the place.
    "place-alike": (
        {"slug": "place"},
        (403, NEVER),
        {"steward": (200, NEVER), "administrator": (200, NEVER)},
    ),
    "alike-again": (
        {"slug": "place"},
        (NEVER, 403),
        {"steward": (NEVER, 302), "administrator": (NEVER, 302)},
    ),
    "alike-decide": ({"id": "grant"}, (NEVER, 404), {}),
    "merge-part": ({"id": "grant"}, (NEVER, 404), {}),
    # Opening a space: anybody suggests, and somebody who works in the place leads it on its way.
    "opening-suggest": ({"slug": "place"}, (200, 400), {}),
    "opening-told": ({"code": "grant"}, (404, NEVER), {}),
    "opening-lead": ({"id": "opening"}, (403, NEVER), dict.fromkeys(KEEPERS, (200, NEVER))),
    "opening-move": ({"id": "opening"}, (NEVER, 403), dict.fromkeys(KEEPERS, (NEVER, 400))),
    "opening-hindrance": ({"id": "opening"}, (NEVER, 403), dict.fromkeys(KEEPERS, (NEVER, 400))),
    "opening-doors": ({"id": "opening"}, (403, 403), dict.fromkeys(KEEPERS, (200, 400))),
    "hindrance-step": ({"id": "hindrance"}, (403, 403), dict.fromkeys(KEEPERS, (200, 400))),
    # What people offer and ask: whoever has neither account nor slip is told what is missing.
    "offer-say": ({"slug": "place"}, (200, 400), {}),
    "offers-mine": ({}, (200, 400), dict.fromkeys(("account", *ROLES_HELD), (200, 200))),
    "offer-change": ({"id": "offer"}, (200, 400), dict.fromkeys(("account", *ROLES_HELD), (404, 404))),
    "offer-take-away": ({"id": "offer"}, (NEVER, 400), dict.fromkeys(("account", *ROLES_HELD), (NEVER, 404))),
    "offer-answer": ({"id": "offer"}, (200, 400), {}),
    "offer-misuse": ({"id": "offer"}, (200, 400), {}),
    **{
        f"answer-{what}": ({"id": "grant"}, (NEVER, 400), dict.fromkeys(("account", *ROLES_HELD), (NEVER, 404)))
        for what in ("decide", "take-back", "given", "block")
    },
    "misuse-decide": ({"id": "grant"}, (NEVER, 404), {}),
    # Spaces, and who works with whom: said by whoever keeps the directory; the other side answers by a link of its own.
    "venue-add": ({"slug": "place"}, (403, 403), dict.fromkeys(KEEPERS, (200, 400))),
    "venue-describe": ({"id": "grant"}, (404, 404), {}),
    "venue-take-back": ({"id": "grant"}, (NEVER, 404), {}),
    "organization-about": ({"id": "organization"}, (403, 403), dict.fromkeys(OWN_KEEPERS, (200, 400))),
    "together-say": ({"slug": "place"}, (403, 403), dict.fromkeys(OWN_KEEPERS, (200, 400))),
    "anchor-mark": ({"id": "organization"}, (NEVER, 403), dict.fromkeys(OWN_KEEPERS, (NEVER, 400))),
    "together-asked": ({}, (403, 403), {}),
    "together-link": ({"code": "grant"}, (404, NEVER), {}),
    "together-one": ({"id": "grant"}, (404, NEVER), {}),
    "together-give-link": ({"id": "grant"}, (NEVER, 404), {}),
    "together-act": ({"id": "grant"}, (NEVER, 404), {}),
    "place-keeping": ({"slug": "place"}, (403, NEVER), dict.fromkeys(KEEPERS, (200, NEVER))),
    # Other directories: taken in by whoever answers for the place; what differs is settled by whoever keeps entries.
    "place-feeds": ({"slug": "place"}, (403, NEVER), dict.fromkeys(ANSWERABLE, (200, NEVER))),
    "place-feed-add": ({"slug": "place"}, (403, 403), dict.fromkeys(ANSWERABLE, (200, 400))),
    "place-differences": ({"slug": "place"}, (403, NEVER), dict.fromkeys(KEEPERS, (200, NEVER))),
    "service-settle": ({"id": "service"}, (NEVER, 403), dict.fromkeys(OWN_KEEPERS, (NEVER, 400))),
    "feed": ({"id": "grant"}, (404, NEVER), {}),
    "feed-run": ({"id": "grant", "run": "grant"}, (404, NEVER), {}),
    **dict.fromkeys(("feed-read", "feed-take", "feed-stop", "feed-resume"), ({"id": "grant"}, (NEVER, 404), {})),
    # In other languages: reading is for everybody (nobody has put this one into Yiddish), writing for its keepers.
    "service-in": ({"id": "service", "language": "tongue"}, (404, NEVER), {}),
    "service-translate": (
        {"id": "service", "language": "tongue"},
        (403, 403),
        dict.fromkeys(OWN_KEEPERS, (200, 400)),
    ),
    "translation-check": (
        {"id": "service", "language": "tongue"},
        (NEVER, 403),
        dict.fromkeys(OWN_KEEPERS, (NEVER, 404)),
    ),
    "translation-take-back": (
        {"id": "service", "language": "tongue"},
        (NEVER, 403),
        dict.fromkeys(OWN_KEEPERS, (NEVER, 404)),
    ),
    "translation-erase": (
        {"id": "service", "language": "tongue"},
        (NEVER, 403),
        dict.fromkeys(OWN_KEEPERS, (NEVER, 404)),
    ),
    "place-translations": ({"slug": "place"}, (403, NEVER), dict.fromkeys(KEEPERS, (200, NEVER))),
    "translations-wanted": (
        {"slug": "place"},
        (NEVER, 403),
        {"steward": (NEVER, 302), "administrator": (NEVER, 302)},
    ),
    "translation-labels": (
        {"slug": "place", "language": "tongue"},
        (403, 403),
        dict.fromkeys(KEEPERS, (200, 400)),
    ),
    # Themes and campaigns are a steward's; a showcase is called by whoever works with people in the place.
    "theme-new": ({"slug": "place"}, (403, 403), dict.fromkeys(STEWARDS, (200, 400))),
    "theme-edit": ({"slug": "place", "theme": "theme"}, (403, 403), dict.fromkeys(STEWARDS, (200, 400))),
    "theme-end": ({"slug": "place", "theme": "theme"}, (NEVER, 403), dict.fromkeys(STEWARDS, (NEVER, 400))),
    "campaign-edit": ({"slug": "place", "theme": "theme"}, (403, 403), dict.fromkeys(STEWARDS, (200, 400))),
    "campaign-end": ({"slug": "place", "theme": "theme"}, (NEVER, 403), dict.fromkeys(STEWARDS, (NEVER, 400))),
    "showcase-new": ({"slug": "place"}, (403, 403), dict.fromkeys(KEEPERS, (200, 400))),
    "showcase-edit": ({"id": "showcase"}, (403, 403), dict.fromkeys(KEEPERS, (200, 400))),
    "showcase-keep": ({"id": "showcase"}, (NEVER, 403), dict.fromkeys(KEEPERS, (NEVER, 400))),
    # Shortlists are for everybody. Of an empty one nothing is printed, sent or kept; nobody has the address of another.
    "list-add": ({}, (NEVER, 404), {}),
    "list-change": ({}, (NEVER, 302), {}),
    "list-empty": ({}, (NEVER, 302), {}),
    "list-share": ({}, (NEVER, 400), {}),
    "list-send": ({}, (200, 400), {}),
    "list-end": ({}, (NEVER, 404), {}),
    "list-card": ({}, (NEVER, 400), {}),
    "list-large-print": ({}, (400, NEVER), {}),
    "shared-list": ({"code": "grant"}, (404, NEVER), {}),
    "shared-list-take": ({"code": "grant"}, (NEVER, 404), {}),
    "shared-list-large-print": ({"code": "grant"}, (404, NEVER), {}),
    "service-print": ({"id": "service"}, (200, 400), {}),
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


def address_of(route: URLPattern, values: dict[str, str]) -> str:
    """A route's address in this house, with the question it needs."""
    base = route.name.removesuffix(".json").removesuffix(".csv")
    parts = {"slug": "place"} if base == "place-slips" else KEPT[base][0] if base in KEPT else OPEN.get(base, {})
    kwargs = STEP_PARTS.get(base) or {part: values[value] for part, value in parts.items()}
    return reverse(route.name, kwargs=kwargs) + ASKS.get(route.name, "")


@pytest.fixture
def house(wenbeck, make) -> dict[str, object]:
    """The invented place, and one of everyone."""
    place = Place.objects.get()
    clients: dict[str, Client] = {"nobody": Client(), "slip": Client()}
    for role in ("account", *ROLES_HELD):
        account = make.account(**{role: "house"} if role == "administrator" else {})
        if role in ROLES and role != "administrator":
            kind = scopes_of(role)[0]
            held = Service.objects.first().organization if kind == ORGANISATION else place
            scope = dict(scope_kind=kind, scope_id=str(held.pk))
            changes.grant_role(HOUSE, account, role=role, **scope)
        clients[role] = Client()
        assert clients[role].login(username=account.email, password=PASSWORD)
    values = {
        "place": place.slug,
        "place_id": str(place.pk),
        "area": "neighbourhood:DEMO-001",
        "asset": str(Asset.objects.first().pk),
        "service": str(Service.objects.first().pk),
        "organization": str(Service.objects.first().organization_id),  # the one whose provider is among them
        "opening": str(Opening.objects.get(state=Opening.BEING_OPENED).pk),
        "offer": str(Offer.objects.filter(audience=Offer.EVERYONE, way=Offer.OFFER).first().pk),
        "hindrance": str(Hindrance.objects.filter(state=Hindrance.STANDS).first().pk),
        "kind": "places.place",
        "who": "resident",
        "tongue": "yi",
        "theme": "warm-spaces",
        "showcase": str(Showcase.objects.first().pk),
        "sheet": "poster",
        "grant": "00000000-0000-0000-0000-000000000000",
        "person": str(make.account().pk),
    }
    _, code = changes.give_slip(HOUSE, place=str(place.pk))
    return {"clients": clients, "values": values, "code": code}


def test_every_route_is_listed_here():
    twinned = {f"{name}.{form}" for name in (*OPEN, *KEPT) for form in ("json", "csv")}
    known = set(OPEN) | set(KEPT) | twinned | OWN | HOUSES | set(STEPS) | set(CHOOSING) | SLIPS | set(HELPERS)
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
    if name in CHOOSING:
        return CHOOSING[name].get(method, 405)
    if name in HOUSES:
        return (200 if who == "administrator" else 403) if method in READ else 405
    if name in SHAPING:
        given = SHAPING[name].get(method, 405)
        return given if given == 405 or who in {"steward", "administrator"} else 403
    if name in OWN:
        return (200 if signed_in else 403) if method in READ else 405
    if name in HELPERS:
        return (FORM[method] if who in HELPERS[name] else 403) if method in FORM else 405
    if name in SLIPS:
        # Erasing asks for more than the code, so the code alone is refused there as incomplete.
        let_in = who == "slip" and method == "POST" and name != "slip-erase"
        return 200 if let_in else FORM.get(method, 405)
    return READ.get(method, 405)


@pytest.mark.parametrize("who", EVERYONE)
def test_every_address_answers_everyone_as_the_table_says(house, who, django_capture_on_commit_callbacks):
    client, values = house["clients"][who], house["values"]
    wrong = []
    for route in routes():
        address = address_of(route, values)
        for method in METHODS:
            if route.name == "account_logout" and method == "POST":
                continue  # it would end the session this test walks in; the next test does it
            sent = {"code": house["code"], "what": "everything"} if who == "slip" and route.name in SLIPS else {}
            given = client.generic(method, address, urlencode(sent), FORM_TYPE).status_code
            if given != expected(route.name, method, who):
                wrong.append((who, method, address, given, expected(route.name, method, who)))
    assert wrong == []


@pytest.mark.parametrize("who", ["nobody", "listener", "slip"])
def test_a_form_without_its_mark_is_refused_by_the_house_at_every_address(house, who):
    """Another site's page can send a form here with somebody's cookie; it cannot know the mark."""
    client, values = Client(enforce_csrf_checks=True), house["values"]
    client.cookies = house["clients"][who].cookies
    for route in routes():
        if route.name == "language":
            continue  # has no mark on purpose (docs/decisions.md): all it could be tricked into is another language
        address = address_of(route, values)
        answered = client.post(address, {"code": house["code"], "what": "everything", "sure": "on"})
        assert answered.status_code == 403, address
        assert b"did not come from a page of this site" in answered.content, address
        twin = address.partition("?")[0].endswith((".json", ".csv", ".ics", ".pdf", ".png"))
        assert answered.headers["Content-Type"].startswith("application/json" if twin else "text/html")
    assert client.get("/me").status_code == (200 if who == "listener" else 403)


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
        "/service/00000000-0000-0000-0000-000000000000",
        "/organization/not-an-id",
        "/history/people.account/1",
        "/history/nothing.here/1",
        "/place/nowhere.json",
        "/welcome/nobody",
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
        "/place/wenbeck/services?page=7": "no such page",
        "/compare.json": "Choose two areas",
        "/find?q=park&in=luck": "no such group",
    }.items():
        answered = client.get(address)
        assert answered.status_code == 400, address
        assert words in answered.content.decode(), address


def test_no_table_holds_what_only_a_program_could_read(house):
    client, values = house["clients"]["administrator"], house["values"]
    for route in routes():
        if not route.name.endswith(".csv"):
            continue
        address = address_of(route, values)
        words = client.get(address).content.decode()
        assert not re.search(r"\w+\(\w+=|\{'|\[\(|object at 0x", words), (address, words[:400])


def test_a_place_as_a_table_is_a_row_for_each_figure(house):
    for address in ("/place/wenbeck.csv", "/area/neighbourhood:DEMO-001.csv"):
        rows = list(csv.DictReader(io.StringIO(house["clients"]["nobody"].get(address).content.decode("utf-8-sig"))))
        assert len(rows) > 20 and {"indicator", "value", "cite.title", "cite.vintage"} <= set(rows[0])


def test_a_comparison_as_a_table_has_both_sides(house):
    body = house["clients"]["nobody"].get("/compare.csv" + ASKS["compare.csv"]).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) > 20
    assert any(row["left"] and row["right"] and row["left"] != row["right"] for row in rows)
