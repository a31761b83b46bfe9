"""Opening a space: anybody says it, what stops it is taken step by step, and its hours are in the directory."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from commonweal.core.errors import Clash, Invalid, NotAllowed, NotFound
from commonweal.directory import changes as directory
from commonweal.directory.models import Hindrance, Location, Opening, Schedule, Service, ServiceAtLocation
from commonweal.directory.opening import changes, kinds, queries
from commonweal.directory.withhold_changes import withhold
from commonweal.journal import trace
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.refs import Ref
from commonweal.people.erase_changes import erase_person
from tests.makers import PASSWORD

SUNDAYS = [{"freq": "WEEKLY", "byday": "SU", "opens_at": "14:00", "closes_at": "17:00"}]
TODAY = timezone.localdate


@pytest.fixture
def said(here):
    """Somebody without an account said that the hall could be open."""
    return changes.suggest(PUBLIC, here.hall, place=here.place, use="Soup on Sundays", by_whom="Who is alone")[0]


@pytest.fixture
def led(here, make, said):
    """The hall is being opened; and who leads it."""
    tom = make.person(link_worker=here.place)
    changes.begin(tom, changes.look_at(tom, said))
    return tom, said


def test_a_closed_hall_is_opened_until_its_hours_are_in_the_directory(here, led, client, entries):
    tom, hall = led
    told = dict(kind="keys", words="One key", owner="person", owner_as="the caretaker", step="Ask for a second")
    keys = changes.find_hindrance(tom, hall, **told)
    with pytest.raises(Invalid, match="“One key” still stands in the way"):
        changes.open_doors(tom, hall, name="Warm Sundays", schedule="Sundays, 2 to 5", organization=here.choir)
    changes.end_hindrance(tom, keys, overcome=True, how="Two keys")
    told = dict(name="Warm Sundays", schedule="Sundays, 2 to 5", times=SUNDAYS, organization=here.choir)
    changes.open_doors(tom, hall, **told)
    service = Service.objects.get(name="Warm Sundays")
    at = ServiceAtLocation.objects.get(service=service)
    assert at.location_id == here.hall.pk and Schedule.objects.get(service_at_location=at).byday == "SU"
    page = client.get(f"/opening/{hall.pk}").content.decode()
    assert "Sundays, 2 to 5" in page and f"/service/{service.pk}" in page and "Two keys" in page
    assert f"/opening/{hall.pk}" in client.get(f"/service/{service.pk}").content.decode()
    assert f"/opening/{hall.pk}" in client.get(f"/asset/{here.hall.pk}").content.decode()
    back = trace.back(PUBLIC, Ref("directory.service", str(service.pk)))
    assert "The Hall" in {step.card.title for step in back.steps}
    assert entries("directory.opening.open_doors")[0].facts == {"overcome": 1}


def test_doors_opened_by_somebody_new_add_them_and_nothing_is_half_done(here, led):
    tom, hall = led
    with pytest.raises(Invalid, match="Say who opens it"):
        changes.open_doors(tom, hall, name="", schedule="Sundays")
    with pytest.raises(Invalid, match="A time looks like"):
        told = dict(schedule="Sundays", times=[{"opens_at": "two"}], organization_name="The Sunday people")
        changes.open_doors(tom, hall, name="", **told)
    assert not Service.objects.filter(name__contains="open to all").exists()
    changes.open_doors(tom, hall, name="", schedule="Sundays", organization_name="The Sunday people")
    service = Service.objects.get(name="The Hall, open to all")
    assert service.organization.name == "The Sunday people" and service.description == "Soup on Sundays"


def test_what_was_only_suggested_is_read_first_and_then_everyone_follows_it(here, make, said, client):
    assert client.get(f"/opening/{said.pk}").status_code == 404
    page = client.get("/place/dale/openings").content.decode()
    assert "1 suggestion is waiting" in page and "Soup on Sundays" not in page
    assert "Soup on Sundays" not in client.get("/place/dale/openings.json").content.decode()
    account = make.account(link_worker=here.place)
    client.login(username=account.email, password=PASSWORD)
    assert "Soup on Sundays" in client.get("/place/dale/openings").content.decode()
    assert client.post(f"/opening/{said.pk}/move", {"to": "looked_at"}).status_code == 302
    client.logout()
    assert "Soup on Sundays" in client.get(f"/opening/{said.pk}").content.decode()


def test_whoever_suggested_it_is_told_what_became_of_it_by_an_address(here, make, client):
    sent = {"use": "A warm room", "by_whom": "Anybody"}
    answered = client.post(f"/place/dale/openings/suggest?at={here.hall.pk}", sent)
    told = answered["Location"].partition("?")[0]
    assert "Nobody has looked at it yet" in client.get(told).content.decode()
    assert "A warm room" not in client.get(f"{told}.json").content.decode()
    tom, hall = make.person(link_worker=here.place), Opening.objects.get()
    changes.put_off(tom, hall, reason="The roof leaks.", ask_again=TODAY() + timedelta(days=90))
    page = client.get(told).content.decode()
    assert "Not for now" in page and "The roof leaks." in page
    assert client.get("/opening/told/nonsense").status_code == 404


def test_nothing_said_is_refused_and_no_spot_is_asked_for(here, client):
    assert client.post(f"/place/dale/openings/suggest?at={here.hall.pk}", {"use": " "}).status_code == 400
    assert client.post("/place/dale/openings/suggest", {"use": "x"}).status_code == 400
    assert "The Hall" in client.get("/place/dale/openings/suggest?q=hall").content.decode()
    assert client.get("/place/dale/openings/suggest?at=nowhere").status_code == 404


def test_not_for_now_says_why_and_when_to_ask_again_and_comes_up_by_itself(here, led, unguarded):
    tom, hall = led
    with pytest.raises(Invalid, match="a day to come"):
        changes.put_off(tom, hall, reason="Later.", ask_again=TODAY())
    with pytest.raises(Invalid, match="Say why not"):
        changes.put_off(tom, hall, reason=" ", ask_again=TODAY() + timedelta(days=9))
    changes.put_off(tom, hall, reason="Later.", ask_again=TODAY() + timedelta(days=9))
    assert queries.silences(PUBLIC, here.place) == []
    Opening.objects.update(ask_again=TODAY() - timedelta(days=1))
    [silence] = queries.silences(PUBLIC, here.place)
    assert silence.why == "ask_again" and silence.since == TODAY() - timedelta(days=1)
    hall.refresh_from_db()
    assert changes.look_at(tom, hall).reason == ""


def test_a_step_past_its_day_or_without_anybody_is_said_aloud_to_everyone(here, led, make, client):
    tom, hall = led
    changes.find_hindrance(tom, hall, kind="access", words="Four steps")
    day = TODAY() - timedelta(days=3)
    late = dict(owner="organization", owner_organization=here.choir, step="Write to them", by=day)
    changes.find_hindrance(tom, hall, kind="insurance", words="Evenings only", **late)
    ahead = dict(owner="role", owner_role="steward", step="Ask", by=TODAY() + timedelta(days=3))
    changes.find_hindrance(tom, hall, kind="hours", words="From half past three", **ahead)
    assert [(each.why, each.owner) for each in queries.silences(PUBLIC, here.place)] == [
        ("late", "The Choir"),
        ("nobody", ""),
    ]
    for path in (f"/opening/{hall.pk}", "/place/dale/openings"):
        page = client.get(path).content.decode()
        assert "for The Choir." in page and "for somebody to take the next step" in page
    client.login(username=make.account(link_worker=here.place).email, password=PASSWORD)
    assert "Spaces that wait for somebody" in client.get("/place/dale/keeping").content.decode()


def test_a_suggestion_nobody_looks_at_and_a_way_on_which_nothing_moves_are_said_aloud(here, make, said, unguarded):
    tom = make.person(link_worker=here.place)
    assert queries.silences(tom, here.place) == []
    Opening.objects.update(since=timezone.now() - timedelta(days=queries.DAYS))
    assert [each.why for each in queries.silences(tom, here.place)] == ["not_looked_at"]
    assert queries.silences(PUBLIC, here.place) == []
    changes.look_at(tom, said)
    Opening.objects.update(since=timezone.now() - timedelta(days=queries.DAYS))
    assert [each.why for each in queries.silences(PUBLIC, here.place)] == ["nothing_moves"]


def test_a_name_stands_only_where_somebody_agreed_to_it(here, led, client):
    tom, hall = led
    told = dict(kind="keys", words="One key", owner="person", owner_as="the caretaker", step="Ask")
    with pytest.raises(Invalid, match="Ask them first"):
        changes.find_hindrance(tom, hall, **told, owner_name="Jo Canary")
    keys = changes.find_hindrance(tom, hall, **told, owner_name="Jo Canary", agreed=True)
    assert "Jo Canary, the caretaker" in client.get(f"/opening/{hall.pk}").content.decode()
    changes.give_step(tom, keys, owner="person", owner_as="the caretaker", step="Ask again")
    assert not Hindrance.objects.filter(owner_name__contains="Canary").exists()
    with pytest.raises(Invalid, match="who they are by what they do"):
        changes.give_step(tom, keys, owner="person", step="Ask")


def test_whoever_is_erased_takes_their_words_and_their_name_and_their_step_is_nobodys(here, make, settings, tmp_path):
    settings.KEYS = tmp_path
    tom = make.person(link_worker=here.place)
    hall = changes.suggest(tom, here.hall, place=here.place, use="Canary words", by_whom="Canary people")[0]
    changes.begin(HOUSE, changes.look_at(HOUSE, hall))
    own = dict(owner="account", owner_as="link worker", owner_name="Tom Canary", agreed=True, step="I ask")
    keys = changes.find_hindrance(tom, hall, kind="keys", words="One key", **own)
    only = changes.suggest(tom, here.hall, place=here.place, use="Canary again")[0]
    erase_person(tom, tom)
    assert "Canary" not in str([*Opening.objects.values(), *Hindrance.objects.values()])
    assert not Opening.objects.filter(pk=only.pk).exists()
    keys.refresh_from_db()
    assert keys.owner == "" and [each.why for each in queries.silences(PUBLIC, here.place)] == ["nobody"]


def test_the_way_goes_only_where_the_table_lets_it(here, led):
    tom, hall = led
    with pytest.raises(Clash, match="stands at “Being opened”"):
        changes.begin(tom, hall)
    for state, ways in kinds.NEXT.items():
        assert state not in ways and ways <= set(kinds.STATES)
    changes.open_doors(tom, hall, name="", schedule="Sundays", organization=here.choir)
    with pytest.raises(Clash, match="while it is looked at"):
        changes.find_hindrance(tom, hall, kind="keys", words="x")
    assert changes.look_at(tom, hall).state == Opening.LOOKED_AT


def test_what_ended_is_not_ended_again(led):
    tom, hall = led
    keys = changes.find_hindrance(tom, hall, kind="trust", words="They never met")
    with pytest.raises(Invalid, match="Say how it was overcome"):
        changes.end_hindrance(tom, keys, overcome=True, how="")
    changes.end_hindrance(tom, keys, overcome=False, how="They will not")
    with pytest.raises(Clash):
        changes.end_hindrance(tom, keys, overcome=True, how="They did")
    with pytest.raises(Clash):
        changes.give_step(tom, keys, owner="", step="x")
    with pytest.raises(Invalid, match="what sort of thing"):
        changes.find_hindrance(tom, hall, kind="weather", words="x")


def test_nobody_leads_a_space_but_those_who_work_in_its_place(here, make, said):
    from commonweal.places.changes import make_place

    other = make_place(HOUSE, slug="other", name="Other", footprint="Elsewhere", invented=True)
    for who in (PUBLIC, make.person(), make.person(analyst=here.place), make.person(steward=other)):
        with pytest.raises(NotAllowed, match="works with people in this place"):
            changes.look_at(who, said)


@pytest.fixture
def refuge(here, unguarded):
    """A house whose whereabouts only its keepers may know, and that somebody of them wants opened."""
    known = dict(name="Canary House", place=here.place, organization=here.choir, last_modified=timezone.now())
    house = Location.objects.create(**known, latitude=54.6, longitude=1.9)
    opening = changes.suggest(HOUSE, house, place=here.place, use="A Larkspur garden")[0]
    withhold(HOUSE, house, field="addresses", reason="People are in danger if it is known.")
    changes.begin(HOUSE, changes.look_at(HOUSE, opening))
    changes.find_hindrance(HOUSE, opening, kind="keys", words="The Larkspur lock")
    return opening


def test_a_space_whose_whereabouts_are_withheld_is_met_at_no_exit(here, refuge, make, client):
    [stone] = refuge.hindrances.all()
    suggested = changes.suggest(HOUSE, refuge.location, place=here.place, use="More Larkspur")[0]
    things = (("opening", refuge.pk), ("opening", suggested.pk), ("hindrance", stone.pk))
    pages = [f"/opening/{refuge.pk}", f"/opening/{refuge.pk}/lead", f"/hindrance/{stone.pk}", "/place/dale"]
    pages += ["/place/dale/openings", f"/place/dale/openings/suggest?at={refuge.location_id}", "/find?q=canary+house"]
    pages += ["/place/dale/openings/suggest?q=house", f"/asset/{here.hall.pk}", "/place/dale/services"]
    pages += [f"/{how}/directory.{kind}/{pk}" for how in ("thread", "history") for kind, pk in things]
    partner = make.account(link_worker=here.place)
    for signed_in in (False, True):
        if signed_in:
            client.login(username=partner.email, password=PASSWORD)
        for page in pages:
            path, _, query = page.partition("?")
            for form in ("", ".json", ".csv"):
                body = client.get(f"{path}{form}?{query}", follow=True).content.decode()
                assert "Larkspur" not in body and "Canary House" not in body, (page, form, signed_in)
        assert "1 suggestion" not in client.get("/place/dale/openings").content.decode()
    with pytest.raises(NotFound):
        queries.whole(PUBLIC, str(refuge.pk))
    with pytest.raises(NotAllowed, match="may know where this is"):
        changes.suggest(PUBLIC, refuge.location, place=here.place, use="x")
    steward = make.person(steward=here.place)
    assert queries.whole(steward, str(refuge.pk)).name == "Canary House"


def test_a_service_that_becomes_hidden_takes_the_way_to_its_door_with_it(here, led, client, make):
    tom, hall = led
    changes.open_doors(tom, hall, name="Safe Sundays", schedule="Sundays", organization=here.choir)
    service = Service.objects.get(name="Safe Sundays")
    assert client.get(f"/opening/{hall.pk}").status_code == 200
    withhold(HOUSE, service, reason="People are in danger if it is known.")
    assert client.get(f"/opening/{hall.pk}").status_code == 404
    assert "Safe Sundays" not in client.get("/place/dale/openings.json").content.decode()
    assert f"/opening/{hall.pk}" not in client.get(f"/asset/{here.hall.pk}").content.decode()
    assert queries.whole(make.person(steward=here.place), str(hall.pk)).hours is not None


def test_an_organisation_for_partners_is_not_named_to_everyone(here, led, make, client):
    tom, hall = led
    step = dict(owner="organization", owner_organization=here.refuge, step="They ask")
    changes.find_hindrance(tom, hall, kind="trust", words="They never met", **step)
    for form in ("", ".json", ".csv"):
        body = client.get(f"/opening/{hall.pk}{form}").content.decode()
        assert "The Refuge" not in body and str(here.refuge.pk) not in body
    assert queries.whole(tom, str(hall.pk)).hindrances[0].owner == "The Refuge"


def test_an_organisation_that_goes_leaves_its_step_to_nobody(here, led, unguarded):
    tom, hall = led
    gone = directory.add_organization(HOUSE, place=here.place, name="Short-lived", description="A while.")
    changes.find_hindrance(
        tom, hall, kind="cost", words="x", owner="organization", owner_organization=gone, step="They pay"
    )
    gone.delete()
    assert [each.why for each in queries.silences(PUBLIC, here.place)] == ["nobody"]


def test_those_who_lead_do_all_of_it_by_forms(here, make, said, client):
    account = make.account(steward=here.place)
    client.login(username=account.email, password=PASSWORD)
    lead = f"/opening/{said.pk}"
    assert client.post(f"{lead}/move", {"to": "looked_at"}).status_code == 302
    assert client.post(f"{lead}/move", {"to": "not_now"}).status_code == 400
    assert client.post(f"{lead}/move", {"to": "the moon"}).status_code == 400
    assert client.post(f"{lead}/move", {"to": "being_opened"}).status_code == 302
    wrong = {"kind": "keys", "words": "One key", "owner": "role", "step": "Ask"}
    assert "Say which role" in client.post(f"{lead}/hindrance", wrong).content.decode()
    sent = wrong | {"owner": "organization", "owner_organization": str(here.choir.pk), "by": "2030-01-02"}
    assert client.post(f"{lead}/hindrance", sent).status_code == 302
    stone = Hindrance.objects.get()
    assert stone.owner_organization == here.choir and "One key" in client.get(f"{lead}/lead").content.decode()
    mine = {"owner": "account", "owner_as": "the steward", "step": "I ask"}
    assert client.post(f"/hindrance/{stone.pk}", mine).status_code == 302
    assert client.get(f"/hindrance/{stone.pk}").context["form"]["owner_as"].value() == "the steward"
    assert client.post(f"/hindrance/{stone.pk}", {"do": "end", "overcome": "yes"}).status_code == 400
    assert client.post(f"/hindrance/{stone.pk}", {"do": "end", "overcome": "yes", "how": "Two"}).status_code == 302
    times = {"times-TOTAL_FORMS": 1, "times-INITIAL_FORMS": 0, "times-0-days": ["SU"], "times-0-opens_at": "14:00"}
    assert client.post(f"{lead}/doors", times).status_code == 400
    sent = times | {"schedule": "Sundays from 2", "organization": str(here.choir.pk), "helps_with": "Company, warmth"}
    assert client.post(f"{lead}/doors", sent)["Location"] == lead
    service = Service.objects.get(name="The Hall, open to all")
    assert service.helps_with == ["company", "warmth"]
    assert Schedule.objects.get(service_at_location__service=service).opens_at == "14:00"
