"""A refuge's address is withheld: a walk through every exit, as everybody, as partners, and as those who keep it."""

from __future__ import annotations

import itertools

import pytest

from commonweal.core.errors import Invalid, NotAllowed
from commonweal.directory import changes
from commonweal.directory.documents import KEEPERS, PARTNERS, documents, held
from commonweal.directory.entry_words import as_said
from commonweal.directory.going_on import services_in
from commonweal.directory.keep_changes import describe
from commonweal.directory.keeping import board
from commonweal.directory.models import (
    Address,
    Audience,
    Contact,
    Location,
    Phone,
    Service,
    ServiceAtLocation,
    Withheld,
)
from commonweal.directory.rules import may_keep_service
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.people import actors
from commonweal.people.changes import grant_role
from commonweal.people.roles import ORGANISATION
from tests.makers import PASSWORD

# Each is of the hidden house alone, so finding any of them anywhere is a leak.
TRACES = (
    "Canary House",
    "13 Larkspur Row",
    "ZZ9 9ZZ",
    "54.61234",
    "1.91234",
    "Larkspur bus",
    "01632 960099",
    "Quiet End",
)


@pytest.fixture
def house(here, unguarded):
    """A service for everyone to know of, in a house whose whereabouts only its keepers may."""
    from commonweal.places.changes import set_areas
    from commonweal.places.models import Area

    set_areas(HOUSE, here.place, kind="neighbourhood", areas={"D1": "Dale End", "D2": "Quiet End"})
    service = changes.add_service(HOUSE, organization=here.choir, name="Safe nights", helps_with=["safety"])
    location = Location.objects.create(
        name="Canary House",
        latitude=54.61234,
        longitude=1.91234,
        transportation="The Larkspur bus",
        place=here.place,
        area=Area.objects.get(code="D2"),
        organization=here.choir,
        last_modified=service.last_modified,
    )
    Address.objects.create(location=location, address_1="13 Larkspur Row", postal_code="ZZ9 9ZZ", city="Dale")
    Phone.objects.create(location=location, number="01632 960099")
    changes.hold_at(HOUSE, service, location, schedule="Every night")
    withhold(HOUSE, location, field="addresses", reason="People are in danger if it is known.")
    return location


def exits(here, house, client):
    """Everything that anybody can ask that could know of the house."""
    from django.urls import get_resolver

    from tests.doors import OPEN

    service = Service.objects.get(name="Safe nights")
    held_at = ServiceAtLocation.objects.get(service=service)
    ids = {"id": [service.pk, here.choir.pk, house.pk, held_at.pk, here.hall.pk], "slug": [here.place.slug]}
    assert OPEN and get_resolver()
    pages = [f"/{kind}/{pk}" for kind in ("service", "organization", "asset") for pk in ids["id"]]
    pages += [f"/place/dale{rest}" for rest in ("", "/services", "/assets", "/map", "/areas")]
    pages += [f"/area/neighbourhood:{code}" for code in ("D1", "D2")]
    pages += [
        f"/thread/directory.{kind}/{pk}"
        for kind in ("service", "location", "service_at_location", "organization")
        for pk in ids["id"]
    ]
    pages += [
        f"/find?q={words}"
        for words in ("canary", "larkspur", "ZZ9 9ZZ", "safe nights", "safety", "quiet end", "960099")
    ]
    for page, form in itertools.product(pages, ("", ".json", ".csv")):
        path, _, query = page.partition("?")
        yield client.get(f"{path}{form}?{query}", follow=True)


def test_no_page_list_search_thread_or_count_gives_the_house_away(here, house, client):
    asked = 0
    for response in exits(here, house, client):
        body = response.content.decode() if not response.streaming else b"".join(response.streaming_content).decode()
        where = response.request["PATH_INFO"]
        found = [trace for trace in TRACES if trace in body and not ("D2" in where or trace == "Quiet End")]
        # What somebody typed is said back to them; the search must not say more.
        found = [trace for trace in found if trace not in response.request["QUERY_STRING"].replace("%20", " ")]
        assert not found, (where, found)
        if "D2" in where:
            assert "Safe nights" not in body and "Canary" not in body, where
        asked += response.status_code == 200
    assert asked > 20


def test_the_service_itself_is_there_and_says_that_its_whereabouts_are_not_told(here, house, client):
    service = Service.objects.get(name="Safe nights")
    page = client.get(f"/service/{service.pk}").content.decode()
    assert "Where it happens is not told to everyone" in page and "Every night" in page


def test_nobody_can_work_out_where_it_is_from_an_id(here, house):
    service = Service.objects.get(name="Safe nights")
    [told] = documents("service", [service.pk])
    at = ServiceAtLocation.objects.get(service=service)
    hidden = {str(house.pk), str(at.pk), *(str(each.pk) for each in at.schedules.all())}
    assert not hidden & set(_texts(told)) and not list(held(told))
    assert not list(documents("location", [house.pk])) and not list(documents("service_at_location", [at.pk]))
    [organization] = documents("organization", [here.choir.pk])
    assert not hidden & set(_texts(organization))


def test_those_who_keep_it_are_told_and_partners_are_not(here, house, make, client):
    service = Service.objects.get(name="Safe nights")
    account = make.account()
    grant_role(HOUSE, account, role="provider", scope_kind=ORGANISATION, scope_id=str(here.choir.pk))
    own, steward, partner = account, make.account(steward=here.place), make.account(link_worker=here.place)
    for who, told in ((own, True), (steward, True), (partner, False)):
        client.login(email=who.email, password=PASSWORD)
        client.force_login(who)
        page = client.get(f"/service/{service.pk}").content.decode()
        assert ("13 Larkspur Row" in page) is told, who
    assert not list(documents("location", [house.pk], PARTNERS))
    assert list(documents("location", [house.pk], KEEPERS))


def test_what_tells_a_part_of_where_it_is_withholds_all_of_it(here, house):
    withhold(HOUSE, house, field="whereabouts", audience=Audience.EVERYONE, reason="")
    assert list(documents("location", [house.pk]))
    withhold(HOUSE, house, field="longitude", reason="Again.")
    assert not list(documents("location", [house.pk]))


def test_whose_a_place_is_is_not_told_where_the_organisation_is_not_for_everyone(here, unguarded):
    here.choir.parent_organization = here.refuge
    here.choir.save()
    location = Location.objects.get(name="The Hall")
    location.organization = here.refuge
    location.save()
    [told] = documents("service", [here.singing.pk])
    [organization] = documents("organization", [here.choir.pk])
    assert str(here.refuge.pk) not in {*_texts(told), *_texts(organization)}
    [told] = documents("service", [here.singing.pk], PARTNERS)
    assert told["service_at_locations"][0]["location"]["organization_id"] == str(here.refuge.pk)


def test_a_telephone_number_can_be_for_partners_and_the_rest_for_everyone(here, unguarded):
    contact = Contact.objects.create(service=here.singing, name="Ask for Bo")
    phone = Phone.objects.create(contact=contact, number="01632 960011")
    withhold(HOUSE, here.singing, part=str(contact.pk), audience=Audience.PARTNERS, reason="Bo's own.")
    assert "contacts" not in next(documents("service", [here.singing.pk]))
    [told] = documents("service", [here.singing.pk], PARTNERS)
    assert told["contacts"][0]["phones"][0]["number"] == phone.number


def test_a_field_can_be_withheld_and_shown_again(here):
    changes.add_service(HOUSE, organization=here.choir, name="Rounds", email="rounds@example.org")
    rounds = Service.objects.get(name="Rounds")
    withhold(HOUSE, rounds, field="email", audience=Audience.PARTNERS, reason="For referrals only.")
    assert "email" not in next(documents("service", [rounds.pk]))
    withhold(HOUSE, rounds, field="email", audience=Audience.EVERYONE, reason="")
    assert next(documents("service", [rounds.pk]))["email"] == "rounds@example.org"


def test_withholding_needs_a_reason_a_known_field_and_the_right_person(here, make):
    with pytest.raises(Invalid, match="Say why"):
        withhold(HOUSE, here.singing, reason=" ")
    with pytest.raises(Invalid, match="There is no “colour”"):
        withhold(HOUSE, here.singing, field="colour", reason="Because.")
    with pytest.raises(Invalid, match="belongs to the entry"):
        withhold(HOUSE, here.singing, part=str(here.hall.pk), reason="Because.")
    for who in (PUBLIC, make.person(), make.person(link_worker=here.place)):
        with pytest.raises(NotAllowed, match="Only the organisation itself, or a steward"):
            withhold(who, here.singing, reason="Because.")
    assert actors


def test_that_a_service_meets_in_a_hall_can_be_withheld_and_the_hall_stays(here, house, client):
    at = ServiceAtLocation.objects.get(service=here.singing)
    times = {str(each.pk) for each in at.schedules.all()}
    withhold(HOUSE, here.singing, part=str(at.pk), audience=Audience.KEEPERS, reason="Somebody is looked for.")
    hall = str(at.location_id)
    [told] = documents("service", [here.singing.pk])
    assert not {hall, str(at.pk), *times} & set(_texts(told))
    assert not list(documents("service_at_location", [at.pk]))
    for response in exits(here, house, client):
        body = b"".join(response.streaming_content) if response.streaming else response.content
        path = response.request["PATH_INFO"]
        if hall in path or "neighbourhood:D1" in path:
            assert b"Singing" not in body, path
        if str(here.singing.pk) in path:
            assert b"The Hall" not in body and hall.encode() not in body, path
    assert b"The Hall" in client.get("/place/dale/assets").content
    withhold(HOUSE, here.singing, part=str(at.pk), audience=Audience.EVERYONE, reason="")
    assert hall in _texts(next(documents("service", [here.singing.pk])))


def test_a_list_leaves_out_the_fields_and_times_that_are_withheld(here, unguarded):
    here.singing.fees_description = "Two pounds, to Bo"
    here.singing.save()
    [at] = ServiceAtLocation.objects.filter(service=here.singing)
    [time] = at.schedules.all()
    [row] = services_in(PUBLIC, here.place)
    assert (row.fees_description, row.schedule) == ("Two pounds, to Bo", "Tuesdays at 7")
    withhold(HOUSE, here.singing, field="fees_description", reason="It changes.")
    Withheld.objects.create(record=time.pk, kind="schedule", field="description", audience="partners", reason="So.")
    [row] = services_in(PUBLIC, here.place)
    assert (row.fees_description, row.schedule) == ("", "")
    [row] = [each for each in services_in(HOUSE, here.place) if each.name == "Singing"]
    assert row.schedule == "Tuesdays at 7"


def test_a_time_that_is_withheld_is_not_shown_because_somebody_edits_the_entry(here, unguarded):
    [time] = ServiceAtLocation.objects.get(service=here.singing).schedules.all()
    Withheld.objects.create(record=time.pk, kind="schedule", field="", audience="keepers", reason="So.")
    said = as_said(here.singing)
    said["times"] = [{"description": "Mondays"}, *said["times"]]
    describe(HOUSE, here.singing, said=said)
    assert "Tuesdays" not in str(next(documents("service", [here.singing.pk])))
    assert "Mondays" not in str(next(documents("service", [here.singing.pk])))


def test_whoever_may_not_see_all_of_an_entry_cannot_change_it(here, make):
    worker = make.person(link_worker=here.place)
    may_keep_service(worker, here.singing)
    withhold(HOUSE, here.singing, field="email", audience=Audience.KEEPERS, reason="So.")
    with pytest.raises(NotAllowed, match="A part of this entry"):
        may_keep_service(worker, here.singing)
    may_keep_service(make.person(steward=here.place), here.singing)


def test_the_board_of_a_link_worker_does_not_name_what_is_for_keepers_alone(here, make, house):
    withhold(HOUSE, here.singing, reason="Somebody is looked for.")
    worker, steward = make.person(link_worker=here.place), make.person(steward=here.place)
    names = {each.part for each in board(worker, here.place).by_area}
    assert "Quiet End" not in names and "Quiet End" in {each.part for each in board(steward, here.place).by_area}
    assert board(worker, here.place).all.services == board(steward, here.place).all.services - 1


def test_a_steward_says_on_a_page_who_may_see_what_and_why(here, make, client):
    client.force_login(make.account(steward=here.place))
    address = f"/service/{here.singing.pk}/who-may-see"
    page = client.get(address).content.decode()
    assert "The whole entry" in page and "That it happens here" in page and "Everyone may see it." in page
    [at] = ServiceAtLocation.objects.filter(service=here.singing)
    sent = {"part-key": f"part:{at.pk}", "part-audience": "keepers", "part-reason": ""}
    refused = client.post(address, sent)
    assert refused.status_code == 400 and "Say why" in refused.content.decode()
    assert client.post(address, sent | {"part-reason": "He waits outside."}).status_code == 302
    assert "He waits outside." in client.get(address).content.decode()
    client.logout()
    assert client.get(address).status_code == 403
    assert "The Hall" not in client.get(f"/service/{here.singing.pk}").content.decode()


def _texts(told):
    if isinstance(told, dict):
        return [text for each in told.values() for text in _texts(each)]
    if isinstance(told, list):
        return [text for each in told for text in _texts(each)]
    return [told] if isinstance(told, str) else []
