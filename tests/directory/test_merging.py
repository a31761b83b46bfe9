"""Two entries made one and taken apart again: what stays, what goes, what a sync may do, and what nobody may see."""

from __future__ import annotations

import itertools

import pytest

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.directory import changes
from commonweal.directory.alike.changes import judge, merge, part
from commonweal.directory.documents import KEEPERS, documents
from commonweal.directory.feed_changes import add_feed, sync
from commonweal.directory.keep_changes import describe
from commonweal.directory.models import (
    OF,
    Audience,
    Judgement,
    Location,
    Merge,
    Organization,
    Phone,
    Service,
    Withheld,
)
from commonweal.directory.taking import record_id
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.places.changes import make_place
from tests.directory.test_feeds import FACTS, _list

PASSING = {"last_modified"}  # that they changed is told, also when it is taken back


def everything() -> dict[str, list[dict]]:
    """Every row of the directory, as the tables hold them."""
    rows = {}
    for name, model in (*OF.items(), ("withheld", Withheld)):
        fields = [each.attname for each in model._meta.concrete_fields if each.attname not in PASSING]
        rows[name] = sorted(map(str, model._default_manager.values(*fields)))
        if name == "withheld":
            rows[name] = [row.partition("'record'")[2] for row in rows[name]]  # its own number does not matter
    return rows


@pytest.fixture
def feed(here):
    """Another list, which has the choir's singing too."""
    feed = add_feed(HOUSE, place=here.place, **FACTS)
    sync(HOUSE, feed, records=_list(name="Singing on Tuesdays", description="An hour of songs."))
    return feed


def theirs(feed, kind: str = "service", source_id: str = "s1"):
    """What the other list has."""
    return OF[kind]._default_manager.get(pk=record_id(feed, kind, source_id))


def told(feed, **service) -> None:
    """The other list, read again."""
    sync(HOUSE, feed, records=_list(**{"name": "Singing on Tuesdays", "description": "An hour of songs."} | service))


def test_one_stays_with_what_both_said_and_the_other_is_on_no_list(here, feed, entries):
    stays = merge(HOUSE, here.singing, loser=theirs(feed), take=["description"], wants=["places"])
    [document] = documents("service", [stays.pk])
    assert document["name"] == "Singing" and document["description"] == "An hour of songs."
    assert [each["number"] for each in document["phones"]] == ["01632 960001"]
    assert {each["location"]["name"] for each in document["service_at_locations"]} == {"The Hall", "The Green"}
    assert not list(documents("service", [theirs(feed).pk])) and theirs(feed).gone_at is not None
    [entry] = entries("directory.service.merge")
    assert {str(stays.pk), str(theirs(feed).pk)} <= set(entry.touched.values_list("thing", flat=True))


def test_where_the_one_that_stays_has_places_of_its_own_the_others_do_not_come_over_unasked(here, feed):
    merge(HOUSE, here.singing, loser=theirs(feed))
    assert here.singing.service_at_locations.count() == 1
    assert Phone.objects.filter(service=here.singing).count() == 1, "it had no number, so it gets theirs"


@pytest.mark.parametrize(
    ("kind", "take", "wants"),
    [
        (kind, take, wants)
        for kind, take, wants in itertools.product(
            ("service", "organization", "location"), ([], ["name", "description"]), ([], ["places", "reach"])
        )
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_taken_apart_again_every_row_is_as_it_was(here, feed, kind, take, wants, turned):
    own = {"service": here.singing, "organization": here.choir, "location": Location.objects.get(pk=here.hall.pk)}[kind]
    other = theirs(feed, kind, {"service": "s1", "organization": "o1", "location": "l1"}[kind])
    before = everything()
    survivor, loser = (other, own) if turned else (own, other)
    merge(HOUSE, survivor, loser=loser, take=take, wants=wants)
    assert everything() != before
    part(HOUSE, Merge.objects.get())
    assert everything() == before


def test_merged_twice_over_they_are_taken_apart_the_last_first(here, feed):
    third = changes.add_service(HOUSE, organization=here.choir, name="Singing!")
    before = everything()
    merge(HOUSE, here.singing, loser=theirs(feed))
    here.singing.refresh_from_db()
    merge(HOUSE, third, loser=here.singing, take=["name"])
    first, second = Merge.objects.order_by("made_at")
    with pytest.raises(Clash, match="merged with another since"):
        part(HOUSE, first)
    part(HOUSE, second)
    part(HOUSE, first)
    assert everything() == before
    with pytest.raises(Clash, match="taken apart already"):
        part(HOUSE, first)


def test_what_cannot_be_one_is_refused_in_a_sentence(here, feed, make):
    with pytest.raises(Invalid, match="itself"):
        merge(HOUSE, here.singing, loser=here.singing)
    with pytest.raises(Invalid, match="one sort"):
        merge(HOUSE, here.singing, loser=here.choir)
    away = make_place(HOUSE, slug="vale", name="Vale", footprint="Next door", invented=True)
    far = changes.add_organization(HOUSE, place=away, name="The Choir", description="People who sing.")
    with pytest.raises(Invalid, match="two places"):
        merge(HOUSE, here.choir, loser=far)
    with pytest.raises(Invalid, match="nothing called"):
        merge(HOUSE, here.singing, loser=theirs(feed), take=["audience"])
    merge(HOUSE, here.singing, loser=theirs(feed))
    with pytest.raises(Clash, match="no longer"):
        merge(HOUSE, here.singing, loser=theirs(feed))


def test_only_a_steward_says_what_is_one_and_takes_it_back(here, feed, make):
    for who in (PUBLIC, make.person(), make.person(link_worker=here.place)):
        with pytest.raises(NotAllowed, match="steward"):
            merge(who, here.singing, loser=theirs(feed))
        with pytest.raises(NotAllowed, match="steward"):
            judge(who, here.singing, other=theirs(feed), verdict=Judgement.NOT_SAME)
    steward = make.person(steward=here.place)
    merge(steward, here.singing, loser=theirs(feed))
    with pytest.raises(NotAllowed, match="steward"):
        part(make.person(), Merge.objects.get())
    part(steward, Merge.objects.get())


def test_an_edit_since_is_never_lost_by_taking_apart(here, feed):
    merge(HOUSE, here.singing, loser=theirs(feed), take=["description"])
    here.singing.refresh_from_db()
    describe(HOUSE, here.singing, said={"phone": "01632 960999"})
    with pytest.raises(Clash, match="would lose that"):
        part(HOUSE, Merge.objects.get())
    describe(HOUSE, here.singing, said={"phone": "01632 960001"})
    part(HOUSE, Merge.objects.get())
    assert not Phone.objects.filter(service=here.singing).exists()


# --- a feed that is read again -------------------------------------------------------------------------------------


def test_a_sync_of_the_one_that_went_does_not_bring_it_back_and_its_own_record_goes_on(here, feed):
    merge(HOUSE, here.singing, loser=theirs(feed), take=["description"])
    told(feed, description="Two hours of songs.", phones=[{"id": "p1", "number": "01632 960055"}])
    assert theirs(feed).gone_at is not None
    assert theirs(feed).description == "Two hours of songs." and theirs(feed).source.raw == {}
    here.singing.refresh_from_db()
    assert here.singing.description == "An hour of songs.", "what a person chose stays until a person changes it"
    assert [each.number for each in Phone.objects.filter(service=here.singing)] == ["01632 960055"]


def test_a_sync_of_the_one_that_stays_does_not_undo_what_was_chosen(here, feed):
    stays = merge(HOUSE, theirs(feed), loser=here.singing, take=["name"], wants=["places"])
    told(feed, name="Songs", description="Two hours of songs.")
    stays.refresh_from_db()
    assert (stays.name, stays.description) == ("Singing", "Two hours of songs.")
    assert {str(each.location) for each in stays.service_at_locations.all()} == {"The Hall", "The Green"}
    part(HOUSE, Merge.objects.get())
    stays.refresh_from_db()
    assert stays.name == "Songs" and stays.service_at_locations.count() == 1


def test_an_edit_by_its_keeper_is_not_overwritten_by_the_other_list(here, feed):
    merge(HOUSE, here.singing, loser=theirs(feed))
    here.singing.refresh_from_db()
    describe(HOUSE, here.singing, said={"phone": "01632 960999"})
    told(feed, phones=[{"id": "p1", "number": "01632 960055"}])
    assert [each.number for each in Phone.objects.filter(service=here.singing)] == ["01632 960999"]


def test_what_its_own_source_drops_stands_while_the_others_source_names_it(here, feed):
    second = add_feed(HOUSE, place=here.place, **FACTS | {"title": "A third list"})
    sync(HOUSE, second, records=_list(name="Songs"))
    merge(HOUSE, theirs(second), loser=theirs(feed))
    sync(HOUSE, second, records=_list()[:4])
    assert theirs(second).gone_at is None and theirs(second).source.vanished_at is not None
    assert Service.objects.visible_to(PUBLIC).filter(pk=theirs(second).pk).exists()


def test_a_sync_leaves_an_organisations_services_where_a_person_put_them(here, feed):
    merge(HOUSE, here.choir, loser=theirs(feed, "organization", "o1"))
    assert theirs(feed).organization_id == here.choir.pk
    told(feed, description="Two hours of songs.")
    assert theirs(feed).organization_id == here.choir.pk
    part(HOUSE, Merge.objects.get())
    assert theirs(feed).organization_id == record_id(feed, "organization", "o1")


def test_what_happens_at_a_place_that_went_happens_at_the_one_that_stays_also_after_a_sync(here, feed):
    hall, green = Location.objects.get(pk=here.hall.pk), theirs(feed, "location", "l1")
    merge(HOUSE, hall, loser=green)
    [document] = documents("service", [theirs(feed).pk])
    assert [each["location"]["name"] for each in document["service_at_locations"]] == ["The Hall"]
    told(feed, description="Two hours.")
    [document] = documents("service", [theirs(feed).pk])
    [at] = document["service_at_locations"]
    assert at["location"]["name"] == "The Hall" and at["schedules"][0]["byday"] == "MO"
    part(HOUSE, Merge.objects.get())
    [document] = documents("service", [theirs(feed).pk])
    assert [each["location"]["name"] for each in document["service_at_locations"]] == ["The Green"]


# --- what is not for everyone --------------------------------------------------------------------------------------


@pytest.mark.parametrize("turned", [False, True])
def test_the_one_that_stays_is_never_more_public_than_either_was(here, turned):
    open_, hidden = here.choir, here.refuge
    survivor, loser = (hidden, open_) if turned else (open_, hidden)
    stays = merge(HOUSE, survivor, loser=loser)
    assert stays.audience == Audience.PARTNERS
    assert not Organization.objects.visible_to(PUBLIC).filter(pk=stays.pk).exists()
    assert not Service.objects.visible_to(PUBLIC).filter(organization=stays).exists()
    part(HOUSE, Merge.objects.get())
    assert Organization.objects.get(pk=open_.pk).audience == Audience.EVERYONE


def test_a_service_of_a_hidden_organisation_stays_hidden_in_one_that_names_none(here, feed):
    secret = Service.objects.get(organization=here.refuge)
    loose = changes.add_service(HOUSE, organization=here.choir, name="A safe room")
    with pytest.raises(Invalid, match="Different organisations keep these"):
        merge(HOUSE, loose, loser=secret)


def test_a_withheld_field_and_number_stay_withheld_in_the_copy(here, feed):
    again = changes.add_service(HOUSE, organization=here.choir, name="Singing again", description="Ask for Bea.")
    describe(HOUSE, again, said={"phone": "01632 960777"})
    withhold(HOUSE, again, field="description", audience=Audience.KEEPERS, reason="It names her.")
    phone = Phone.objects.get(service=again)
    withhold(HOUSE, again, part=str(phone.pk), audience=Audience.PARTNERS, reason="Her own.")
    merge(HOUSE, here.singing, loser=again, take=["description"])
    [public] = documents("service", [here.singing.pk])
    assert "description" not in public and "phones" not in public
    [kept] = documents("service", [here.singing.pk], KEEPERS)
    assert kept["description"] == "Ask for Bea." and kept["phones"][0]["number"] == "01632 960777"
    part(HOUSE, Merge.objects.get())
    assert not Withheld.objects.exclude(record__in=[again.pk, phone.pk]).exists()


def test_a_refuges_address_does_not_become_known_through_another_place_of_the_same_name(here, feed):
    hall, green = Location.objects.get(pk=here.hall.pk), theirs(feed, "location", "l1")
    withhold(HOUSE, green, field="whereabouts", audience=Audience.KEEPERS, reason="A refuge.")
    with pytest.raises(Invalid, match="Different organisations keep these"):
        merge(HOUSE, hall, loser=green)
    merge(HOUSE, here.choir, loser=theirs(feed, "organization", "o1"))
    merge(HOUSE, hall, loser=green)
    told = str(list(documents("service", Service.objects.values_list("pk", flat=True))))
    assert "The Green" not in told and "The Hall" not in told, "the stricter word stands for the two"
    part(HOUSE, Merge.objects.get(kind="location"))
    assert "The Hall" in str(list(documents("service", [here.singing.pk])))


def test_a_service_at_a_hidden_place_does_not_bring_it_to_another_organisation(here, feed):
    withhold(HOUSE, theirs(feed, "location", "l1"), field="whereabouts", audience=Audience.KEEPERS, reason="A refuge.")
    with pytest.raises(Invalid, match="Different organisations keep these"):
        merge(HOUSE, here.singing, loser=theirs(feed), wants=["places"])


def test_what_was_withheld_since_is_not_shown_by_taking_apart(here, feed):
    stays = merge(HOUSE, here.singing, loser=theirs(feed), take=["description"])
    phone = Phone.objects.get(service=stays)
    for what in ({"field": "description"}, {}, {"part": str(phone.pk)}):
        withhold(HOUSE, Service.objects.get(pk=stays.pk), reason="Bea asked.", **what)
        with pytest.raises(Clash, match="Who may see"):
            part(HOUSE, Merge.objects.get())
        withhold(HOUSE, Service.objects.get(pk=stays.pk), reason="", audience=Audience.EVERYONE, **what)
    part(HOUSE, Merge.objects.get())
