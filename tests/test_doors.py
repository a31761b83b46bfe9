"""Every address, asked for in every way, by everyone. A new route fails here until it is listed."""

from __future__ import annotations

import csv
import inspect
import io
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views.decorators.http import require_safe

from commonweal.directory.models import Asset, Hindrance, Offer, Opening, Service, Showcase
from commonweal.evidence.changes import keep_figure
from commonweal.evidence.citing import Asked
from commonweal.evidence.models import Reading, ShareProposal
from commonweal.evidence.profile.changes import keep_profile
from commonweal.journal.actor import HOUSE
from commonweal.listening.models import Gathering, Voice
from commonweal.listening.opinion.changes import begin
from commonweal.people import changes
from commonweal.people.roles import ORGANISATION, ROLES, scopes_of
from commonweal.places.models import Place
from tests.doors import (
    ASKS,
    CHOOSING,
    FORM,
    FORM_TYPE,
    HELPERS,
    HOUSES,
    KEPT,
    METHODS,
    ONLY_GET,
    OPEN,
    OWN,
    READ,
    ROLES_HELD,
    SHAPING,
    SLIPS,
    STEP_PARTS,
    STEPS,
)
from tests.makers import PASSWORD

# Those who send every method to every address: nobody, everybody's powers, and somebody who has a slip and no account.
SEND_ALL = ("nobody", "administrator", "slip")
# Decorators that change nothing about who or what is let through.
SEEN_THROUGH = {"never_cache.<locals>._view_wrapper", "csrf_exempt.<locals>._view_wrapper"}


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
    asked = begin(HOUSE, place=place, question="What would help?", statements=["A bench"], adds="everyone")
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
        "gathering": str(Gathering.objects.first().pk),
        "conversation": str(asked.pk),
        "reading": str(Reading.objects.first().pk),
        "number": "1",
        "profile": str(keep_profile(HOUSE, place=place).pk),
        "figure": str(keep_figure(HOUSE, place=place, asked=Asked("indicator:population")).pk),
        "contract": "talking-therapies",
        "community": "white-people",
        "indicator": "bad_health",
        "share": str(ShareProposal.objects.first().pk),
        "statement": str(asked.statements.get().pk),
        "polis_file": "comments.csv",
        "voice": str(Voice.objects.for_use("publish").order_by("pk").first().pk),
        "kind": "places.place",
        "who": "resident",
        "tongue": "yi",
        "theme": "warm-spaces",
        "showcase": str(Showcase.objects.first().pk),
        "sheet": "poster",
        "step": "came",
        "year": "2026",
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


def walked(house: dict[str, object], who: str, *, every_way: bool) -> list[tuple[object, ...]]:
    """Where somebody was answered otherwise than the table says. All of a route's eight methods are compared.

    Two need not be sent once more by each role. What a route's outer door refuses, it refuses before anything can know
    who asks; and nobody in the house tells HEAD from GET. Both are so for everyone if they are for `SEND_ALL`.
    """
    client, values = house["clients"][who], house["values"]
    wrong = []
    for route in routes():
        address, let_through = address_of(route, values), METHODS if every_way else outer_door(route.callback)
        answers: dict[str, int] = {}
        for method in METHODS:
            if route.name == "account_logout" and method == "POST":
                continue  # it would end the session this test walks in; another test does it
            if method not in let_through:
                answers[method] = 405
            elif method == "HEAD" and let_through is not METHODS and "GET" in let_through:
                answers[method] = answers["GET"]
            else:
                sent = {"code": house["code"], "what": "everything"} if who == "slip" and route.name in SLIPS else {}
                answers[method] = client.generic(method, address, urlencode(sent), FORM_TYPE).status_code
            if answers[method] != expected(route.name, method, who):
                wrong.append((who, method, address, answers[method], expected(route.name, method, who)))
    return wrong


def outer_door(view: Callable[..., object]) -> Collection[str]:
    """The methods that a view's outermost `require_http_methods` lets through; all of them where there is none."""
    while view.__code__.co_qualname in SEEN_THROUGH:
        view = view.__wrapped__
    if view.__code__ is not require_safe(lambda request: None).__code__:
        return METHODS
    return inspect.getclosurevars(view).nonlocals["request_method_list"]


@pytest.fixture
def unheard(monkeypatch) -> None:
    """Django's client copies all that every template was given, for tests that ask what it was. The walk never does."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)


@pytest.mark.parametrize("who", SEND_ALL)
def test_every_address_answers_everyone_as_the_table_says(house, who, unheard):
    assert walked(house, who, every_way=True) == []


def test_nobody_in_the_house_tells_HEAD_from_GET_but_where_a_file_is_sent():
    """So a role that is let in by GET is let in by HEAD, and one that is refused is refused."""
    told = {
        f"{path.name}: {line.strip()}"
        for path in (Path(__file__).parent.parent / "commonweal").rglob("*.py")
        if "openreferral" not in path.parts  # an application of its own, with tests of its own
        for line in path.read_text().splitlines()
        if re.search(r"request\.method(?! [!=]= \"POST\")", line)
    }
    assert told == {
        'serving.py: body = _read(path, start, stop) if request.method != "HEAD" else iter(())',
        'upload_views.py: if request.method != "PATCH":',
        'answer.py: if request.method not in ("GET", "HEAD"):',
    }


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
        twin = address.partition("?")[0].endswith(
            (".json", ".csv", ".ics", ".geojson", ".pdf", ".png", ".xlsx", ".zip")
        )
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
        words = client.get(address).getvalue().decode()
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
