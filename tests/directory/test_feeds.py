"""Other directories, taken in: what is refused, what moves, what vanishes, and what leads nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.directory.documents import documents
from commonweal.directory.feed_changes import add_feed, sync
from commonweal.directory.models import Attribute, Feed, Location, Phone, Schedule, Service, SourceRecord
from commonweal.directory.taking import record_id
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.openreferral import schemas

FACTS = {"title": "Their list", "publisher": "A neighbour", "licence": "OGL-UK-3.0", "form": "hsds_files"}


@dataclass
class Told:
    """A record as a reader gives it."""

    kind: str
    source_id: str
    document: dict[str, Any]
    raw: Any = field(default_factory=dict)


def _list(**service: Any) -> list[Told]:
    said = {
        "id": "s1",
        "name": "Bowls",
        "status": "active",
        "organization_id": "o1",
        "minimum_age": 60,
        "phones": [{"id": "p1", "number": "01632 960001"}],
        "cost_options": [{"id": "c1", "option": "Each time", "amount": 2.5, "currency": "GBP"}],
        "service_at_locations": [
            {
                "id": "at1",
                "location_id": "l1",
                "schedules": [{"id": "w1", "freq": "WEEKLY", "byday": "MO", "opens_at": "10:00", "closes_at": "12:00"}],
            }
        ],
        "attributes": [{"id": "a1", "taxonomy_term_id": "t1"}],
    } | service
    return [
        Told("taxonomy", "x1", {"id": "x1", "name": "Sports", "description": "Sorts of sport."}),
        Told("taxonomy_term", "t1", {"id": "t1", "name": "Bowls", "description": "On grass.", "taxonomy_id": "x1"}),
        Told("organization", "o1", {"id": "o1", "name": "Bowlers", "description": "They bowl."}),
        Told(
            "location",
            "l1",
            {
                "id": "l1",
                "location_type": "physical",
                "name": "The Green",
                "addresses": [
                    {"id": "d1", "address_1": "1 Green", "postal_code": "ZZ1 1AA", "address_type": "physical"}
                ],
                "accessibility": [{"id": "y1", "description": "No steps"}],
            },
        ),
        Told("service", "s1", said),
    ]


@pytest.fixture
def feed(here) -> Feed:
    """A feed of Dale, with nothing taken yet."""
    return add_feed(HOUSE, place=here.place, **FACTS)


@pytest.mark.parametrize("licence", ["", "free", "unstated"])
def test_a_feed_without_a_recorded_licence_is_refused(here, licence):
    with pytest.raises(Invalid, match="under which licence"):
        add_feed(HOUSE, place=here.place, **FACTS | {"licence": licence})
    assert not Feed.objects.exists()


def test_words_of_the_publishers_own_are_a_licence_when_somebody_wrote_them_down(here):
    words = "By e-mail of 3 May 2026: may be shown and passed on with our name."
    assert add_feed(HOUSE, place=here.place, **FACTS | {"licence": "unstated", "licence_words": words}).licence_words


def test_only_whoever_answers_for_the_place_takes_in_another_directory(here, make, feed):
    for who in (PUBLIC, make.person(), make.person(link_worker=here.place)):
        with pytest.raises(NotAllowed, match="steward"):
            add_feed(who, place=here.place, **FACTS | {"title": "Another"})
        with pytest.raises(NotAllowed, match="steward"):
            sync(who, feed, records=_list())
    with pytest.raises(Clash, match="already"):
        add_feed(make.person(steward=here.place), place=here.place, **FACTS)


def test_records_go_in_whole_and_come_out_valid(here, feed, entries):
    done = sync(HOUSE, feed, records=_list())
    assert (done.added, done.changed, done.vanished, done.left_out) == (5, 0, 0, [])
    [service] = documents("service", [record_id(feed, "service", "s1")])
    assert not schemas.broken(service, "service")
    assert service["organization"]["name"] == "Bowlers" and service["minimum_age"] == 60
    [at] = service["service_at_locations"]
    assert at["schedules"][0]["opens_at"] == "10:00" and at["location"]["accessibility"][0]["description"] == "No steps"
    assert service["attributes"][0]["taxonomy_term"]["taxonomy_detail"]["name"] == "Sports"
    assert service["cost_options"][0]["amount"] == 2.5 and service["phones"][0]["number"] == "01632 960001"
    assert entries("directory.feed.sync")[0].facts["added"] == 5
    assert Service.objects.get(name="Bowls").source.source_id == "s1"


def test_a_second_sync_moves_only_what_changed(here, feed):
    sync(HOUSE, feed, records=_list())
    before = Service.objects.get(name="Bowls").last_modified
    again = sync(HOUSE, feed, records=_list())
    assert (again.added, again.changed, again.same, again.rows) == (0, 0, 5, 0)
    assert Service.objects.get(name="Bowls").last_modified == before
    moved = sync(HOUSE, feed, records=_list(phones=[], minimum_age=None, name="Crown bowls"))
    assert (moved.changed, moved.same) == (1, 4) and not Phone.objects.exists()
    service = Service.objects.get(name="Crown bowls")
    assert service.minimum_age is None and Schedule.objects.filter(service_at_location__service=service).count() == 1
    assert Attribute.objects.filter(link_id=service.pk).count() == 1


def test_what_vanished_is_shown_to_nobody_and_comes_back_with_its_id(here, feed, client):
    sync(HOUSE, feed, records=_list())
    pk = record_id(feed, "service", "s1")
    gone = sync(HOUSE, feed, records=_list()[:-1])
    assert gone.vanished == 1 and SourceRecord.objects.get(source_id="s1").vanished_at is not None
    assert client.get(f"/service/{pk}").status_code == 404 and not list(documents("service", [pk]))
    back = sync(HOUSE, feed, records=_list())
    assert back.added == 1 and client.get(f"/service/{pk}").status_code == 200


def test_a_feed_that_gives_nothing_changes_nothing(here, feed):
    sync(HOUSE, feed, records=_list())
    with pytest.raises(Invalid, match="no records at all"):
        sync(HOUSE, feed, records=[])
    assert Service.objects.get(name="Bowls").gone_at is None


def test_a_link_that_leads_nowhere_is_told_of_and_nothing_else_is_lost(here, feed):
    done = sync(HOUSE, feed, records=[each for each in _list() if each.kind not in ("organization", "location")])
    assert len(done.left_out) == 2 and "organization o1" in done.left_out[0]
    service = Service.objects.get(name="Bowls")
    assert service.organization is None and not service.service_at_locations.exists()


def test_a_service_without_an_organisation_has_a_page_that_says_so(here, feed, client):
    sync(HOUSE, feed, records=[each for each in _list() if each.kind != "organization"])
    page = client.get(f"/service/{record_id(feed, 'service', 's1')}").content.decode()
    assert "Its source does not say" in page and "Their list" in page and "Open Government Licence" in page


def test_what_a_place_decided_stands_through_the_next_sync(here, feed, make):
    from commonweal.directory.withhold_changes import withhold

    sync(HOUSE, feed, records=_list())
    location = Location.objects.get(name="The Green")
    withhold(make.person(steward=here.place), location, field="addresses", reason="A refuge meets here.")
    sync(HOUSE, feed, records=_list(name="Crown bowls"))
    changed = _list()
    changed[3].document["name"] = "The Long Green"
    sync(HOUSE, feed, records=changed)
    location.refresh_from_db()
    assert location.name == "The Long Green" and location.whereabouts == "keepers"


def test_what_the_source_withholds_never_becomes_public(here, feed):
    records = _list()
    records[3].document["_visibility"] = {"addresses": "hidden"}
    records[4].document["_visibility"] = {"phones": "hidden"}
    sync(HOUSE, feed, records=records)
    [service] = documents("service", [record_id(feed, "service", "s1")])
    assert "service_at_locations" not in service and "phones" not in service
    assert service["schedules"][0]["byday"] == "MO"


def test_a_day_on_which_a_source_says_it_is_closed_is_no_session(here, feed):
    from datetime import date

    from commonweal.openreferral.sessions import sessions

    records = _list()
    closed = {"id": "x1", "kind": "exception", "valid_from": "2026-12-28", "valid_to": "2026-12-28"}
    records[4].document["service_at_locations"][0]["schedules"].append(closed)
    sync(HOUSE, feed, records=records)
    [service] = documents("service", [record_id(feed, "service", "s1")])
    told = service["service_at_locations"][0]["schedules"]
    mondays = sessions(told, date(2026, 12, 21), date(2027, 1, 4))
    assert [each.starts.day for each in mondays] == [21, 4]


def test_the_washington_directory_goes_in_whole(here, feed, shared_data):
    from commonweal.directory.models import ServiceAtLocation
    from commonweal.openreferral.reading import detect

    read = detect.read(shared_data / "openreferral/samples/orservices-dc-native")
    done = sync(HOUSE, feed, records=read.records, loose=read.loose)
    count = {kind: SourceRecord.objects.filter(feed=feed, kind=kind).count() for kind in ("service", "schedule")}
    assert count["service"] == Service.objects.filter(source__feed=feed).count() == 1658
    # 6,951 rows: 256 are of services that are not in the sample. They are kept as they came.
    assert (
        count["schedule"] == 256
        and Schedule.objects.exclude(service_at_location__location__name="The Hall").count() == 6695
    )
    assert ServiceAtLocation.objects.filter(service__source__feed=feed).count() == 2108 - 16
    assert Attribute.objects.filter(taxonomy_term__isnull=False).count() == 7035 and len(done.left_out) == 16
    again = sync(HOUSE, feed, records=read.records, loose=read.loose)
    assert (again.added, again.changed, again.vanished, again.rows) == (0, 0, 0, 0)
    some = [each.pk for each in Service.objects.filter(source__feed=feed).order_by("pk")[:60]]
    assert not [broken for each in documents("service", some) for broken in schemas.broken(each, "service")]
