"""Showcases: who calls one, who is seen to come, and what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.directory import changes as directory
from commonweal.directory.models import Location, Service, Showcase
from commonweal.directory.sharing import showcases
from commonweal.directory.sharing.showcase_changes import call, call_off, set_stall, tell
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE, PUBLIC
from tests.makers import PASSWORD


def facts(hours: int = 24) -> dict[str, object]:
    starts: datetime = timezone.now() + timedelta(hours=hours)
    location = Location.objects.get(name="The Hall")
    return dict(title="An evening", starts_at=starts, ends_at=starts + timedelta(hours=2), location=location)


@pytest.fixture
def evening(here) -> Showcase:
    """An evening in the hall to which the choir comes, and to which somebody else was asked."""
    made = call(HOUSE, here.place, access="Level entrance.", **facts())
    set_stall(HOUSE, made, service=here.singing, offers="Three songs", state="confirmed")
    asked = directory.add_service(HOUSE, organization=here.choir, name="Quiet rounds")
    return set_stall(HOUSE, made, service=asked, state="invited")


def test_everybody_reads_when_where_and_what_is_there_and_need_not_sign_up(evening, client):
    body = client.get(f"/showcase/{evening.pk}").content.decode()
    assert all(each in body for each in ("The Hall", "Level entrance.", "Singing", "Three songs", "Not needed."))
    assert "An evening" in client.get("/place/dale/showcases").content.decode()
    [event] = Calendar.from_ical(client.get(f"/showcase/{evening.pk}/showcase.ics").content).walk("vevent")
    assert str(event["location"]).startswith("The Hall") and str(event["status"]) == "CONFIRMED"


def test_who_was_asked_and_has_not_answered_is_seen_by_its_keepers_alone(here, evening, make, client):
    for end in ("", ".json", ".csv"):
        assert "Quiet rounds" not in client.get(f"/showcase/{evening.pk}{end}").content.decode()
    client.login(username=make.account(listener=here.place).email, password=PASSWORD)
    assert "asked, has not answered" in client.get(f"/showcase/{evening.pk}").content.decode()


def test_a_showcase_is_called_by_whoever_works_with_people_here_and_in_sense(here, make):
    for who in (PUBLIC, make.person(), make.person(analyst=here.place)):
        with pytest.raises(NotAllowed, match="can call a showcase"):
            call(who, here.place, **facts())
    backwards = facts()
    backwards["ends_at"] = backwards["starts_at"]
    with pytest.raises(Invalid, match="ends before"):
        call(HOUSE, here.place, **backwards)


def test_what_is_not_for_everyone_neither_hosts_nor_shows_itself(here, evening, client):
    hidden = Service.objects.filter(organization=here.refuge).first() or directory.add_service(
        HOUSE, organization=here.refuge, name="Shelter"
    )
    with pytest.raises(Invalid, match="everybody may know"):
        set_stall(HOUSE, evening, service=hidden, state="confirmed")
    withhold(HOUSE, here.singing, reason="They asked for it.")
    withhold(HOUSE, Location.objects.get(name="The Hall"), field="whereabouts", reason="It is a refuge.")
    for end in ("", ".json", ".csv", "/showcase.ics"):
        body = client.get(f"/showcase/{evening.pk}{end}").content.decode()
        assert "Three songs" not in body and "The Hall" not in body, end
    with pytest.raises(Invalid, match="everybody may know"):
        call(HOUSE, here.place, **facts())


def test_what_became_of_it_is_told_afterwards_and_calling_off_is_said(here, evening, make, client):
    with pytest.raises(Clash, match="afterwards"):
        tell(HOUSE, evening, became="Forty came.")
    past = call(HOUSE, here.place, **facts(-48))
    client.login(username=make.account(listener=here.place).email, password=PASSWORD)
    assert client.post(f"/showcase/{past.pk}/keep", {"became": "Forty came."}).status_code == 302
    assert "Forty came." in client.get(f"/showcase/{past.pk}").content.decode()
    call_off(HOUSE, evening)
    assert "This was called off." in client.get(f"/showcase/{evening.pk}").content.decode()
    assert b"CANCELLED" in client.get(f"/showcase/{evening.pk}/showcase.ics").content
    assert [each.over for each in showcases.showcases(PUBLIC, here.place)] == [False, True]


def test_it_is_called_on_its_page_and_the_stalls_are_set_there(here, make, client):
    client.login(username=make.account(facilitator=here.place).email, password=PASSWORD)
    where = str(Location.objects.get(name="The Hall").pk)
    sent = {"title": "A day", "on": "2027-05-01", "begins": "10:00", "ends": "12:00", "location": where}
    answered = client.post("/place/dale/showcases/new", sent)
    assert answered.status_code == 302
    held = Showcase.objects.get(title="A day")
    assert timezone.localtime(held.starts_at).hour == 10
    stall = {"service": str(here.singing.pk), "offers": "A song", "state": "confirmed"}
    assert client.post(f"/showcase/{held.pk}/keep", stall).status_code == 302
    assert "A song" in client.get(f"/showcase/{held.pk}").content.decode()
    client.post(f"/showcase/{held.pk}/keep", stall | {"state": "off"})
    assert held.stalls.count() == 0
    assert client.post("/place/dale/showcases/new", sent | {"ends": "09:00"}).status_code == 400
