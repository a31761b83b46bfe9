"""Organisations and services: who may say what, and what is left in the journal."""

from __future__ import annotations

import pytest

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.core.ids import imported_id
from commonweal.directory import changes
from commonweal.directory.keep_changes import confirm, report_missing
from commonweal.directory.models import Organization, Report, Service, ServiceAtLocation, Withheld
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.door import can
from commonweal.people import actors
from commonweal.people.changes import grant_role
from commonweal.people.roles import ORGANISATION
from commonweal.places.changes import make_place

SAYS = {"name": "Walkers", "description": "People who walk."}


@pytest.mark.parametrize("role", ["steward", "listener", "facilitator", "link_worker"])
def test_whoever_works_with_people_in_a_place_can_add_an_organisation_to_it(here, make, role, entries):
    made = changes.add_organization(make.person(**{role: here.place}), place=here.place, **SAYS)
    assert made.place == here.place and entries("directory.organization.add")[-1].who_kind == "account"


def test_a_stranger_a_slip_and_an_analyst_cannot(here, make):
    for who in (PUBLIC, make.person(), make.contributor(), make.person(analyst=here.place)):
        with pytest.raises(NotAllowed, match="Only somebody who works with people in this place"):
            changes.add_organization(who, place=here.place, **SAYS)


def test_an_organisation_keeps_its_own_entry_and_nobody_elses(here, make):
    account = make.account()
    grant_role(HOUSE, account, role="provider", scope_kind=ORGANISATION, scope_id=str(here.choir.pk))
    singer = actors.of_account(account)
    made = changes.add_service(singer, organization=here.choir, name="Rounds")
    changes.close_service(singer, made, status=Service.PAUSED, alert="Until the boiler is mended.")
    with pytest.raises(NotAllowed, match="Only the organisation itself"):
        changes.add_service(singer, organization=here.refuge, name="Rounds")
    assert can(singer).ask(changes.add_service, organization=here.refuge, name="Rounds")
    assert can(singer).ask(changes.close_service, here.singing) is None


def test_a_new_service_keeps_what_was_said_and_leaves_the_rest_unknown(here):
    service = here.singing
    assert service.status == "active" and service.fees_description == "" and service.minimum_age is None
    assert service.helps_with == ["company"]
    assert service.assured_date is not None


def test_what_cannot_be_is_refused_in_a_sentence(here):
    add = changes.add_service
    for facts, words in (
        ({"name": " "}, "Say what the service is called"),
        ({"name": "Rounds", "minimum_age": 20, "maximum_age": 10}, "youngest age is above"),
        ({"name": "Rounds", "url": "javascript:alert(1)"}, "begins with https"),
        ({"name": "Rounds", "email": "nobody"}, "email"),
        ({"name": "Rounds", "audience": "friends"}, "for everyone or for partners"),
    ):
        with pytest.raises(Invalid, match=words):
            add(HOUSE, organization=here.choir, **facts)
    with pytest.raises(Invalid, match="in a sentence what"):
        changes.add_organization(HOUSE, place=here.place, name="Walkers", description="")
    with pytest.raises(Invalid, match="inactive, defunct or temporarily"):
        changes.close_service(HOUSE, here.singing, status=Service.ACTIVE)


def test_an_id_that_follows_from_a_source_is_met_again_not_made_twice(here):
    same = imported_id("feed", "7")
    changes.add_organization(HOUSE, place=here.place, id=same, **SAYS)
    with pytest.raises(Clash, match="already"):
        changes.add_organization(HOUSE, place=here.place, id=same, **SAYS)


def test_a_retry_returns_what_was_done_the_first_time(here, entries):
    first = changes.add_organization(HOUSE, place=here.place, once="one", **SAYS)
    again = changes.add_organization(HOUSE, place=here.place, once="one", **SAYS)
    assert first == again and Organization.objects.filter(name="Walkers").count() == 1


def test_where_and_when_is_said_once_for_each_spot_and_the_later_words_stand(here):
    held = changes.hold_at(HOUSE, here.singing, here.hall, schedule="Wednesdays at 7")
    assert ServiceAtLocation.objects.count() == 1
    assert [each.description for each in held.schedules.all()] == ["Wednesdays at 7"]
    changes.hold_at(HOUSE, here.singing, here.hall)
    assert not held.schedules.exists()


def test_a_service_closes_because_of_something_opens_again_and_is_assured(here, entries):
    from commonweal.journal.kinds import ref

    changes.close_service(HOUSE, here.singing, alert="No room.", because=[ref(here.hall)], why="The hall is let.")
    here.singing.refresh_from_db()
    assert (here.singing.status, here.singing.alert) == ("defunct", "No room.")
    closing = entries("directory.service.close")[0]
    assert closing.facts == {"status": "defunct"} and closing.because.get().thing == str(here.hall.pk)
    changes.reopen_service(HOUSE, here.singing)
    confirm(HOUSE, here.singing)
    here.singing.refresh_from_db()
    assert (here.singing.status, here.singing.alert) == ("active", "")


def test_only_an_invented_place_can_be_cleared_and_only_by_the_administrator(here, make, entries):
    with pytest.raises(NotAllowed):
        changes.clear_invented(make.person(steward=here.place), here.place)
    changes.clear_invented(HOUSE, here.place)
    assert not Organization.objects.exists() and not Service.objects.exists()
    assert entries("directory.invented.clear")[0].facts == {"organizations": 2}


def test_what_visitors_withheld_or_reported_goes_when_an_invented_place_is_cleared(here):
    elsewhere = make_place(HOUSE, slug="hill", name="Hill", footprint="One", invented=True)
    other = changes.add_organization(HOUSE, place=elsewhere, name="Others", description="They stay.")
    for record in (here.choir, here.singing, other):
        withhold(HOUSE, record, audience="partners", reason="So.")
    withhold(HOUSE, here.singing, field="email", reason="So.")
    report_missing(HOUSE, here.place, words="The chess club.")
    changes.clear_invented(HOUSE, here.place)
    assert [each.record for each in Withheld.objects.all()] == [other.pk] and not Report.objects.exists()
