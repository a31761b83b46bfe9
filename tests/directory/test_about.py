"""What decides whether somebody goes: three states, exact filters with reasons, terms for the open standard, venues."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from commonweal.core.errors import Invalid, NotAllowed
from commonweal.directory import changes, found, publish
from commonweal.directory.about import changes as about
from commonweal.directory.about import questions
from commonweal.directory.about.published import TAXONOMY
from commonweal.directory.about.queries import as_said
from commonweal.directory.documents import PARTNERS, documents
from commonweal.directory.keep_changes import describe, give_link, take_back
from commonweal.directory.models import AboutFact, Attribute, Audience, EntryVersion, Location, ServiceAtLocation
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.openreferral.finding.filters import Filters
from commonweal.people.changes import grant_role
from commonweal.people.roles import ORGANISATION
from tests.directory.test_keeping import form_of
from tests.directory.test_open_api import app, folder, follow
from tests.makers import PASSWORD

__all__ = ["folder"]
# Each is said for partners alone, so finding any of them in a public exit is a leak.
TRACES = ("Insured for harm", "2027-03-31", "31 March 2027", "the canary lead", "insurance", "safeguarding", "DBS")
TRUST = {"insurance": "yes", "insurance_until": "2027-03-31", "safeguarding_lead": "the canary lead"}


@pytest.fixture
def said(here):
    """Singing says that it is quiet and that nobody comes with you; digging that it is for women only."""
    describe(HOUSE, here.singing, said={"about": {"quiet": "yes", "come_with": "no", "bus_fare": "Paid back."}})
    digging = changes.add_service(HOUSE, organization=here.choir, name="Digging")
    describe(HOUSE, digging, said={"about": {"come_with": "yes", "gender": "women only"}})
    return here


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def test_every_question_is_whole_and_is_asked_of_something_that_is_there():
    for each in questions.every().values():
        assert set(each.of) <= {"service", "location", "organization"} and each.label and each.question, each.key
        assert each.who in Audience.values and each.filter in ("", questions.FIND, questions.LIST)
        assert not each.filter or each.choices, f"{each.key} is asked for by words that nobody can choose from"
        assert each.otherwise or each.values != questions.YES_NO, f"{each.key} has no words for no"


def test_a_yes_a_no_and_what_nobody_has_said_are_three_things(said, client):
    shown = page(client, f"/service/{said.singing.pk}")
    assert "Quiet" in shown and "Nobody from there can come with you" in shown and "Getting there: Paid back." in shown
    unsaid = shown.partition("things that nobody has said")[2]
    assert "Is it led by people who have been through it themselves?" in unsaid and "Is it quiet?" not in unsaid
    rows = {
        row["key"]: row["state"] for row in client.get(f"/service/{said.singing.pk}.json").json()["service"]["about"]
    }
    assert (rows["quiet"], rows["come_with"], rows["peer_led"], rows["bus_fare"]) == ("yes", "no", "unknown", "said")


def test_finding_by_what_is_said_is_exact_counted_and_gives_its_reason(said, client):
    found_page = client.get("/place/dale/find.json?about=come_with.yes").json()["found"]
    assert [row["service"]["name"] for row in found_page["rows"]] == ["Digging"]
    assert {"field": "said of it", "words": "Somebody can come with you", "said": ""} in found_page["rows"][0]["why"]
    counts = found.find(PUBLIC, said.place, "").counts["asked"]
    assert counts == {"come_with.no": 1, "come_with.yes": 1, "gender.women-only": 1, "quiet.yes": 1}
    assert found.find(PUBLIC, said.place, "", asked=Filters(quiet=True)).total == 1
    shown = page(client, "/place/dale/find?about=come_with.yes")
    assert "Somebody can come with you (1)" in shown and "Why it is here" in shown
    assert client.get("/place/dale/find?about=joy.yes").status_code == 400


def test_plain_words_find_what_is_so_and_never_what_is_not(said):
    assert [row.service.name for row in found.find(PUBLIC, said.place, "women only").rows] == ["Digging"]
    describe(HOUSE, said.singing, said={"about": {"peer_led": "no"}})
    assert not found.find(PUBLIC, said.place, "led by people who have been through it").total


def test_the_list_is_narrowed_with_exact_counts_and_an_unknown_answer_is_refused(said, client):
    rows = client.get("/place/dale/services.json?about=quiet.yes").json()["services"]
    assert [row["name"] for row in rows] == ["Singing"]
    assert "Quiet (1)" in page(client, "/place/dale/services")
    for wrong in ("joy.yes", "insurance.yes"):
        assert client.get(f"/place/dale/services?about={wrong}").status_code == 400


def test_whoever_has_the_link_answers_from_a_phone_and_what_is_not_asked_stays(said, client):
    _link, code = give_link(HOUSE, said.singing)
    client.get(f"/keep/{code}")
    form = client.get(f"/service/{said.singing.pk}/edit").context["about"]
    sent = form_of(client, said.singing) | {field.html_name: field.value() or "" for field in form}
    sent |= {"about-peer_led": "yes", "about-come_with": "", "about-insurance": "yes"}
    assert client.post(f"/service/{said.singing.pk}/edit", sent).status_code == 302
    now = as_said(said.singing.pk, "service")
    assert (now["peer_led"], now["come_with"], now["quiet"]) == ("yes", "", "yes")
    assert AboutFact.objects.get(question="insurance", until=None).said_by == AboutFact.ORGANISATION


def test_a_change_of_answers_is_taken_back_with_the_entry(said):
    before = as_said(said.singing.pk, "service")
    describe(HOUSE, said.singing, said={"about": {"quiet": "no", "free_trial": "yes"}})
    take_back(HOUSE, said.singing, version=EntryVersion.objects.filter(service=said.singing).order_by("-until")[0].pk)
    assert as_said(said.singing.pk, "service") == before


def test_an_answer_that_waits_is_read_as_a_question_with_its_answer(said, make, client):
    from commonweal.directory.keep_changes import offer

    offer(HOUSE, said.singing, said={"about": {"quiet": "no", "come_with": ""}})
    client.force_login(make.account(steward=said.place))
    shown = page(client, "/place/dale/keeping")
    assert "Is it quiet? no" in shown and "{&#x27;" not in shown


def test_what_is_no_answer_is_refused_in_a_sentence(said):
    for wrong, words in {
        ("quiet", "maybe"): "is answered by one of",
        ("joy", "yes"): "no question called",
        ("insurance_until", "soon"): "A date looks like",
        ("kit", "x" * 500): "fewer words",
    }.items():
        with pytest.raises(Invalid, match=words):
            describe(HOUSE, said.singing, said={"about": dict([wrong])})


def test_insurance_is_seen_by_partners_with_its_day_and_who_said_so_and_by_nobody_else(said, make, client):
    about.say(HOUSE, said.choir, said=TRUST)
    client.force_login(make.account(link_worker=said.place))
    shown = page(client, f"/service/{said.singing.pk}")
    assert "Insured until: 31 March 2027" in shown and "Said by somebody who works here" in shown
    assert "insurance.yes" in page(client, "/place/dale/find")
    # Said once of the organisation, it holds for each service that says nothing else itself.
    describe(HOUSE, said.singing, said={"about": {"insurance": "no"}})
    for listed in (
        client.get("/place/dale/services.json?about=insurance.yes").json()["services"],
        [row["service"] for row in client.get("/place/dale/find.json?about=insurance.yes").json()["found"]["rows"]],
    ):
        assert [row["name"] for row in listed] == ["Digging"]
    [told] = documents("organization", [said.choir.pk], PARTNERS)
    assert "Insured until" in {each["label"] for each in told["attributes"]}


def test_no_public_exit_tells_what_is_for_partners(said, client, folder):
    about.say(HOUSE, said.choir, said=TRUST)
    describe(HOUSE, said.singing, said={"about": TRUST})
    publish.build()
    pages = [f"/{kind}/{pk}" for kind, pk in (("service", said.singing.pk), ("organization", said.choir.pk))]
    pages += ["/place/dale", "/place/dale/services", "/place/dale/find", "/place/dale/find?q=insured", "/find?q=canary"]
    pages += [f"/thread/directory.service/{said.singing.pk}", f"/history/directory.organization/{said.choir.pk}"]
    for each in pages:
        path, _, query = each.partition("?")
        for form in ("", ".json", ".csv"):
            body = page(client, f"{path}{form}?{query}")
            assert not [trace for trace in TRACES if trace in body], (path, form)
    stored = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
    assert not [trace for trace in TRACES if trace.encode() in stored]
    assert "insurance.yes" not in found.find(PUBLIC, said.place, "").counts["asked"]
    assert client.get("/place/dale/find?about=insurance.yes").status_code == 400


def test_the_standard_carries_what_is_public_as_terms_of_our_taxonomy(said, folder):
    import asyncio

    import httpx
    import orjson

    follow()

    async def ask(path):
        transport = httpx.ASGITransport(app=app())
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return orjson.loads((await client.get(path)).content)

    told = asyncio.run(ask(f"/services/{said.singing.pk}"))
    quiet = next(each for each in told["attributes"] if each.get("label") == "Quiet")
    assert quiet["value"] == "yes" and quiet["taxonomy_term"]["taxonomy"] == TAXONOMY
    assert asyncio.run(ask(f"/taxonomy_terms/{quiet['taxonomy_term_id']}"))["code"] == "quiet.yes"


def test_what_a_source_says_for_sure_is_read_and_what_it_only_hints_at_is_not(said, client, unguarded):
    facts = dict(link_id=said.singing.pk, link_entity="service")
    Attribute.objects.create(label="Gender", value="Women and girls only.", **facts)
    Attribute.objects.create(label="Peer led", value="sometimes", **facts)
    shown = page(client, f"/service/{said.singing.pk}")
    assert "Who is in the group: women only" in shown and "Its source says so" in shown
    rows = {
        row["key"]: row["state"] for row in client.get(f"/service/{said.singing.pk}.json").json()["service"]["about"]
    }
    assert rows["peer_led"] == "unknown"
    describe(HOUSE, said.singing, said={"about": {"gender": "everyone"}})
    assert "Who is in the group: everyone" in page(client, f"/service/{said.singing.pk}")


@pytest.fixture
def van(here):
    """A van that stops in two days."""
    venue = about.add_venue(HOUSE, place=here.place, name="Art in a van", organization=here.choir)
    about.say(HOUSE, venue, said={"mobile": "yes", "size": "6", "keys": "the driver"})
    day = timezone.localdate() + timedelta(days=2)
    return about.stop_at(HOUSE, venue, stops=[{"day": day, "where": "Dale Square", "opens_at": "10:00"}])


def test_a_van_is_listed_with_its_next_stop_and_what_nobody_has_said(here, van, client):
    rows = client.get("/place/dale/venues.json").json()["venues"]
    assert [row["name"] for row in rows["rows"]] == ["Art in a van"] and rows["not_described"] == 1
    shown = page(client, "/place/dale/venues?about=mobile.yes")
    assert "Dale Square" in shown and "It comes to you (1)" in shown and "what it costs to use" in shown
    assert "the driver" in next(csv.reader(io.StringIO(page(client, "/place/dale/venues.csv").split("\n", 1)[1])))
    assert client.get("/place/dale/venues?about=quiet.yes").status_code == 400


def test_a_venue_is_described_by_a_keeper_on_a_page_and_taken_back(here, make, client):
    hall = Location.objects.get(asset=here.hall)
    client.force_login(make.account(facilitator=here.place))
    stops = {"stops-TOTAL_FORMS": "0", "stops-INITIAL_FORMS": "0"}
    sent = stops | {"about-dual_use": "yes", "about-used_for": "Singing.", "about-hire_cost": "£8 an hour."}
    assert client.post(f"/venue/{hall.pk}/describe", sent).status_code == 302
    assert "Singing." in page(client, "/place/dale/venues")
    # What hiring the hall costs is not the price of the singing.
    assert "£8 an hour." in page(client, "/place/dale/venues")
    singing = page(client, f"/service/{here.singing.pk}")
    assert "Mainly used for something else" in singing and "£8 an hour." not in singing
    assert client.post(f"/venue/{hall.pk}/take-back").status_code == 302
    assert "Singing." not in page(client, "/place/dale/venues")


def test_a_venue_is_described_by_nobody_else(here, van, make):
    singer, other = make.account(), make.account()
    grant_role(HOUSE, singer, role="provider", scope_kind=ORGANISATION, scope_id=str(here.choir.pk))
    grant_role(HOUSE, other, role="provider", scope_kind=ORGANISATION, scope_id=str(here.refuge.pk))
    from commonweal.people import actors

    about.say(actors.of_account(singer), van, said={"size": "7"})
    for who in (PUBLIC, make.person(), actors.of_account(other)):
        with pytest.raises(NotAllowed, match="Only whoever runs this venue"):
            about.say(who, van, said={"size": "8"})
    with pytest.raises(NotAllowed, match="can add it"):
        about.add_venue(actors.of_account(other), place=here.place, name="A stall", organization=here.choir)


def test_a_venue_whose_whereabouts_are_withheld_is_not_listed_counted_found_or_hinted_at(here, make, client):
    hall = Location.objects.get(asset=here.hall)
    about.say(HOUSE, hall, said={"green": "yes", "used_for": "Hiding."})
    withhold(HOUSE, hall, field="addresses", reason="People are in danger if it is known.")
    assert ServiceAtLocation.objects.count() == 1
    for form in ("", ".json", ".csv"):
        body = page(client, f"/place/dale/venues{form}")
        assert "Hiding" not in body and "The Hall" not in body
    assert client.get("/place/dale/venues.json").json()["venues"]["not_described"] == 0
    assert "green.yes" not in page(client, "/place/dale/services") + page(client, "/place/dale/find")
    assert "Green space" not in page(client, f"/service/{here.singing.pk}")
    # Whether it is a hidden venue, or none at all, a link worker is refused alike.
    client.force_login(make.account(link_worker=here.place))
    hidden = client.get(f"/venue/{hall.pk}/describe")
    assert hidden.status_code == 403 and PASSWORD


def test_the_spaces_stand_on_the_ground_under_the_numbers_of_the_list(wenbeck, client):
    shown = client.get("/place/wenbeck/venues").content.decode()
    rows = client.get("/place/wenbeck/venues.json").json()["venues"]["rows"]
    placed = [str(number) for number, row in enumerate(rows, 1) if row["lat"] is not None]
    drawn = shown.partition('<figure class="overview')[2].partition("</figure>")[0]
    assert len(placed) >= 2 and drawn.count("<circle") == len(placed)
    assert all(f">{number}</text>" in drawn for number in placed)
    assert {"Art in a Van", "The Empty Shop on Market Street"} <= {row["name"] for row in rows}
