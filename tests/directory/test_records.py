"""Records keep all that the standard knows, and come out as its documents."""

from __future__ import annotations

import pytest

from commonweal.directory import changes
from commonweal.directory.documents import COLUMNS, NEVER, documents, held
from commonweal.directory.models import OF, Attribute, Schedule, TaxonomyTerm
from commonweal.journal.actor import HOUSE
from commonweal.openreferral import schemas, standard


@pytest.mark.parametrize("kind", list(standard.kinds()))
def test_each_object_of_the_standard_has_a_table_with_every_field_by_its_own_name(kind):
    columns = {field.attname for field in OF[kind]._meta.concrete_fields}
    wanted = {COLUMNS.get((kind, each.name), each.name) for each in standard.kind(kind).plain}
    assert wanted <= columns


@pytest.mark.parametrize("kind", list(standard.kinds()))
def test_what_is_nested_in_an_object_can_be_found_from_it(kind):
    for each in standard.kind(kind).nested:
        if each.name in NEVER or each.of == "attribute":
            continue
        columns = {field.attname for field in OF[each.of if each.is_ == standard.MANY else kind]._meta.concrete_fields}
        assert f"{kind if each.is_ == standard.MANY else each.name}_id" in columns, each.name


def test_a_service_comes_out_whole_and_valid_with_nothing_empty(here, django_assert_max_num_queries):
    times = [{"freq": "WEEKLY", "byday": "TU", "opens_at": "19:00", "closes_at": "20:30"}]
    changes.hold_at(HOUSE, here.singing, here.hall, schedule="Tuesdays at 7", times=times)
    with django_assert_max_num_queries(120):
        [service] = documents("service", [here.singing.pk])
    assert not schemas.broken(service, "service") and not schemas.broken(service, "service", profile=standard.HSDS)
    [at] = service["service_at_locations"]
    assert at["location"]["name"] == "The Hall" and at["location"]["addresses"][0]["postal_code"] == "ZZ1 1AA"
    assert at["schedules"][0]["byday"] == "TU" and service["organization"]["name"] == "The Choir"
    assert [each["value"] for each in service["attributes"]] == ["company"]
    assert None not in _leaves(service)
    [where] = held(service)
    assert not schemas.broken(where, "service_at_location") and where["service"]["id"] == service["id"]


def test_more_records_take_no_more_queries(here, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as one:
        list(documents("service", [here.singing.pk]))
    more = [changes.add_service(HOUSE, organization=here.choir, name=f"Round {n}") for n in range(5)]
    for each in more:
        changes.hold_at(HOUSE, each, here.hall, schedule="Now and then")
    with CaptureQueriesContext(connection) as many:
        assert len(list(documents("service", [here.singing.pk, *(each.pk for each in more)]))) == 6
    assert len(many) <= len(one) + 2


def test_terms_values_and_labels_hang_on_any_record(here, unguarded):
    term = TaxonomyTerm.objects.create(name="Singing", description="Making music by voice.", taxonomy="Arts")
    for kind, pk in (("service", here.singing.pk), ("location", here.hall.pk)):
        Attribute.objects.create(link_id=pk, link_entity=kind, taxonomy_term=term, label="Quiet", value="no")
    [service] = documents("service", [here.singing.pk])
    assert {each.get("label") for each in service["attributes"]} == {"Quiet", "Helps with"}
    assert service["service_at_locations"][0]["location"]["attributes"][0]["taxonomy_term"]["name"] == "Singing"


def test_schedules_are_kept_so_that_hours_events_and_exceptions_can_be_told_apart():
    assert {Schedule.HOURS, Schedule.EVENT, Schedule.EXCEPTION} == {"hours", "event", "exception"}


def _leaves(told):
    if isinstance(told, dict):
        return [leaf for each in told.values() for leaf in _leaves(each)]
    if isinstance(told, list):
        return [leaf for each in told for leaf in _leaves(each)]
    return [told]
