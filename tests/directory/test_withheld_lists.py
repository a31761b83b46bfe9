"""A field that is withheld is in no list either: not of services, not of what is found, not of an organisation."""

from __future__ import annotations

from commonweal.directory.keep_changes import describe
from commonweal.directory.models import Schedule, ServiceAtLocation, Withheld
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE
from tests.makers import PASSWORD


def lists(here) -> list[str]:
    place = "/place/dale"
    pages = [place, f"{place}/services", f"{place}/find", f"{place}/find?q=singing", f"/organization/{here.choir.pk}"]
    twins = [f"{path}{form}" for path in (f"{place}/services", f"{place}/find") for form in (".json", ".csv")]
    return [*pages, *twins, "/find?q=singing"]


def test_what_it_costs_is_in_no_list_where_that_is_withheld(here, client, make):
    describe(HOUSE, here.singing, said={"fees_description": "A canary"})
    withhold(HOUSE, here.singing, field="fees_description", reason="Told face to face.")
    for path in lists(here):
        assert "A canary" not in client.get(path).content.decode(), path
    client.login(username=make.account(steward=here.place).email, password=PASSWORD)
    assert "A canary" in client.get("/place/dale/services").content.decode()


def test_a_time_that_is_withheld_is_in_no_list(here, client, unguarded):
    time = Schedule.objects.get(service_at_location__service=here.singing)
    Withheld.objects.create(record=time.pk, kind="schedule", field="", audience="keepers", reason="x")
    for path in lists(here):
        assert "Tuesdays at 7" not in client.get(path).content.decode(), path


def test_one_of_the_places_where_it_happens_can_be_kept_out_of_every_list(here, client, unguarded):
    held = ServiceAtLocation.objects.get(service=here.singing)
    Withheld.objects.create(record=held.pk, kind="service_at_location", field="", audience="keepers", reason="x")
    for path in lists(here):
        if path != "/place/dale":  # the hall is listed there as a building, with nothing said of the choir
            assert "The Hall" not in client.get(path).content.decode(), path
