"""No address of the house gives away what is not for everyone: every one is asked, as nobody and as a link worker."""

from __future__ import annotations

import io
from datetime import date, timedelta
from itertools import product
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from commonweal.directory import changes, publish
from commonweal.directory.models import (
    AboutFact,
    AlikePair,
    Anchor,
    Attribute,
    Audience,
    Beside,
    Contact,
    Feed,
    Funding,
    Hindrance,
    Merge,
    Opening,
    Organization,
    Partnership,
    Phone,
    Proposal,
    Report,
    Schedule,
    Service,
    ServiceAtLocation,
    Showcase,
    Stall,
    Theme,
    Translation,
)
from commonweal.directory.reaching.changes import keep
from commonweal.directory.translating.words import hashed
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE
from commonweal.people import slips
from tests.directory.test_withheld import TRACES, house  # noqa: F401  the fixture
from tests.doors import STEPS
from tests.makers import PASSWORD
from tests.test_doors import routes

# What is said of the house by all that other parts keep, and of an organisation and an entry for their keepers alone.
MORE = ("Larkspur", "Canary", "Kestrel", "Merlin", "Marmalade", "Heron", "01632 960077", "Goshawk", "Plover")
KINDS = [
    f"directory.{each}"
    for each in (
        *("organization", "service", "service_at_location", "location", "translation", "theme", "opening", "hindrance"),
        *("shortlist", "partnership", "merge", "report", "proposal", "feed", "showcase", "anchor", "offer"),
    )
]
NAMES = ("canary", "larkspur", "kestrel", "merlin", "goshawk", "plover", "heron", "zz9")


@pytest.fixture
def world(here, house, make, unguarded):  # noqa: F811
    """The hidden house, and something of every part of the directory that speaks of it."""
    now, day = timezone.now(), date(2026, 11, 1)
    merlin = changes.add_organization(HOUSE, place=here.place, name="Merlin Trust", description="They help.")
    withhold(HOUSE, merlin, audience=Audience.KEEPERS, reason="They are looked for.")
    dawn = changes.add_service(HOUSE, organization=merlin, name="Kestrel dawn", helps_with=["kestrel"])
    kestrel = changes.add_service(HOUSE, organization=here.choir, name="Kestrel night", helps_with=["kestrel"])
    changes.hold_at(HOUSE, kestrel, here.hall, schedule="Goshawk hours")
    withhold(HOUSE, kestrel, reason="Somebody is looked for.")
    gone = changes.add_service(HOUSE, organization=here.choir, name="Kestrel of old")
    Service.objects.filter(pk=gone.pk).update(gone_at=now)
    safe = Service.objects.get(name="Safe nights")
    at = ServiceAtLocation.objects.get(service=safe)
    singing = here.singing
    Service.objects.filter(pk=singing.pk).update(
        description="Marmalade is told here", alert="Plover", url="https://plover.example/Plover"
    )
    singing.refresh_from_db()
    for field in ("description", "alert", "url"):
        withhold(HOUSE, singing, field=field, reason="So.")
    contact = Contact.objects.create(service=singing, name="Ask for Heron")
    Phone.objects.create(contact=contact, number="01632 960077")
    withhold(HOUSE, singing, part=str(contact.pk), reason="Heron's own.")
    Schedule.objects.create(location=house, dtstart=day, freq="WEEKLY", description="Goshawk at dawn")
    Funding.objects.create(organization=merlin, source="Merlin fund")
    for record, kind, question in ((house.pk, "location", "used_for"), (kestrel.pk, "service", "kit")):
        AboutFact.objects.create(
            record=record, kind=kind, question=question, value="Larkspur parties", said_by="keeper", said_at=now,
            place=here.place,
        )  # fmt: skip
    Attribute.objects.create(link_id=kestrel.pk, link_entity="service", label="Plover", value="Plover")
    chanter = {"name": in_french("Singing", "Chanter"), "description": in_french(singing.description, "Marmalade ici")}
    for service, words in ((singing, chanter), (kestrel, {"name": in_french("Kestrel night", "Kestrel nuit")})):
        Translation.objects.create(service=service, language="fr", said=words, by="staff", maker="x", made_at=now)
    opening = Opening.objects.create(
        place=here.place, location=house, use="Larkspur attic", state=Opening.BEING_OPENED, since=now, made_at=now,
        code_hash=slips.hashed("abcdefgh"),
    )  # fmt: skip
    at_hall = Opening.objects.create(
        place=here.place, asset=here.hall, use="Kestrel in the hall", state=Opening.OPEN, since=now, made_at=now,
        opened_at=now, service=kestrel, code_hash=slips.hashed("bcdefghi"),
    )  # fmt: skip
    open_to_all = Opening.objects.create(
        place=here.place, asset=here.hall, use="A room", state=Opening.BEING_OPENED, since=now, made_at=now,
        code_hash=slips.hashed("cdefghij"),
    )  # fmt: skip
    step = dict(opening=open_to_all, kind="cost", words="A key", owner="organization", owner_organization=merlin)
    hindrance = Hindrance.objects.create(**step, step="Ask", since=now, made_at=now)
    pair = dict(place=here.place, one=here.choir, other=merlin, said_on=day)
    partnership = Partnership.objects.create(**pair, kind="refers", words="Plover")
    Anchor.objects.create(organization=merlin, place=here.place, reasons="Plover", said_by="keeper", said_on=day)
    Organization.objects.filter(pk=here.choir.pk).update(parent_organization=merlin)
    theme = Theme.objects.create(
        place=here.place, slug="warm", title="Warm", picked=[str(kestrel.pk), str(safe.pk), str(singing.pk)],
        rule={"helps_with": ["kestrel", "safety"]}, made_at=now, last_modified=now, drawing="board", colour="sea",
    )  # fmt: skip
    showcase = Showcase.objects.create(
        place=here.place, title="A day", starts_at=now, ends_at=now + timedelta(hours=2), location=house,
        last_modified=now,
    )  # fmt: skip
    for service in (kestrel, dawn, safe):
        Stall.objects.create(showcase=showcase, service=service, offers="A table", state=Stall.CONFIRMED)
    chosen = [str(each.pk) for each in (kestrel, safe, singing)]
    shortlist, list_code = keep(HOUSE, chosen)
    feed = Feed.objects.create(place=here.place, title="A list", publisher="Them")
    for service in (dawn, kestrel, singing):
        Beside.objects.create(
            service=service,
            feed=feed,
            said={"name": "Plover x", "description": "Marmalade y"},
            hidden={"name": "keepers", "description": "keepers"} if service == singing else {},
        )
    for service, code in ((dawn, "efghijkm"), (kestrel, "fghijkmn")):
        Report.objects.create(
            place=here.place, service=service, kind="wrong", words="Plover", code_hash=slips.hashed(code), made_at=now
        )
        Proposal.objects.create(service=service, said={"name": "Plover"}, made_at=now)
    AlikePair.objects.create(
        place=here.place,
        kind="service",
        one=kestrel.pk,
        other=dawn.pk,
        score=9,
        how="perhaps",
        reasons=[],
        found_at=now,
    )
    merge = Merge.objects.create(kind="service", place=here.place, survivor=kestrel.pk, loser=gone.pk, made_at=now)
    return {
        "id": [
            each.pk
            for each in (
                safe,
                kestrel,
                dawn,
                gone,
                singing,
                here.choir,
                merlin,
                house,
                at,
                here.hall,
                opening,
                at_hall,
                open_to_all,
                hindrance,
                partnership,
                showcase,
                shortlist,
                feed,
                merge,
                theme,
            )
        ],
        "code": [list_code, "abcdefgh", "efghijkm", "fghijkmn"],
        "slug": ["dale"],
        "theme": ["warm"],
        "language": ["fr"],
        "sheet": ["poster", "leaflet", "large-print", "easy-read"],
        "key": ["neighbourhood:D1", "neighbourhood:D2"],
        "kind": None,
    }


def in_french(source: str, words: str) -> dict[str, str]:
    """One field of a translation, as it is kept."""
    return {"words": words, "from": source, "hash": hashed(source)}


def addresses(world) -> list[str]:
    """Every route that can be asked for by reading, of everything in that world, with what a hunter would ask."""
    made = []
    for route in routes():
        if route.name in STEPS or route.name == "service-picture":  # a drawing of the same words as the sheets
            continue
        parts = sorted(route.pattern.converters)
        kinds_of = {"kind": KINDS} | world
        choices = [world["code"] if part == "code" else kinds_of.get(part) or ["x"] for part in parts]
        for values in product(*choices):
            try:
                made.append(reverse(route.name, kwargs=dict(zip(parts, values, strict=True))))
            except NoReverseMatch:
                continue
    for name in NAMES:
        for path in ("/find", "/place/dale/find", "/place/dale/services", "/place/dale/venues", "/widget/dale"):
            made += [f"{path}{form}?q={quote(name)}" for form in ("", ".json")]
        made += [f"/place/dale/services{form}?helps_with={name}" for form in ("", ".json")]
        made.append(f"/place/dale/openings/suggest?spot={name}")
        made.append(f"/place/dale/offers/new?q={name}")
    return made


def said(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"%PDF"):
        from pypdf import PdfReader

        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode(errors="replace")


def test_what_is_published_and_dumped_holds_none_of_it(world):
    told = str(list(publish.everything()))
    assert "Safe nights" in told and "Singing" in told
    assert not [each for each in (*TRACES, *MORE) if each in told]


@pytest.mark.parametrize("who", ["nobody", "link worker"])
def test_no_address_gives_away_what_is_not_for_this_reader(world, who, make, here):
    client = Client()
    if who == "link worker":
        client.login(email=make.account(link_worker=here.place).email, password=PASSWORD)
    client.post("/list/add", {"service": str(here.singing.pk)})
    read, leaks, broken = 0, [], []
    hidden = (*TRACES[:-1], *MORE)
    for address in addresses(world):
        response = client.get(address)
        body = said(response)
        asked = address.partition("?")[2].partition("=")[2].casefold()
        found = [each for each in hidden if each in body and not (asked and asked in each.casefold())]
        leaks += [(address, found)] if found else []
        broken += [(address, response.status_code)] if response.status_code >= 500 else []
        read += response.status_code == 200
    assert not leaks and not broken
    assert read > 240
