"""What may be in a place's directory twice: found, shown to its stewards alone, decided, and not asked again."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing

import pytest
from typer.testing import CliRunner

from commonweal.directory import changes, publish
from commonweal.directory.alike import board, finding
from commonweal.directory.alike.changes import judge, merge, part
from commonweal.directory.alike.merged import merged_into, stands_for
from commonweal.directory.commands import app
from commonweal.directory.documents import documents
from commonweal.directory.feed_changes import sync
from commonweal.directory.keep_changes import describe
from commonweal.directory.models import AlikePair, Audience, Judgement, Merge, Service
from commonweal.directory.withhold_changes import withhold
from commonweal.journal import kinds, publisher, reactions
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.openreferral.serving import tables
from tests.directory.test_feeds import _list
from tests.directory.test_merging import feed, theirs  # noqa: F401 - a fixture
from tests.makers import PASSWORD


def told(feed, **service) -> None:  # noqa: F811
    """The other list, read again: there too it is the choir's."""
    rows = _list(
        **{"name": "Singing on Tuesdays", "description": "An hour of songs in the hall, and half an hour of cake."}
        | service
    )
    rows[2].document["name"] = "Choir"
    sync(HOUSE, feed, records=rows)


@pytest.fixture
def twice(here, feed):  # noqa: F811
    """The choir's singing on both lists, described in the same words."""
    describe(
        HOUSE,
        here.singing,
        said={"name": "Singing on Tuesdays", "description": "An hour of songs in the hall, and half an hour of cake."},
    )
    told(feed)
    finding.again(here.place)
    return AlikePair.objects.get(kind="service")


def steward_of(here, make, client):
    """Somebody who answers for the place, signed in."""
    account = make.account(steward=here.place)
    client.login(username=account.email, password=PASSWORD)
    return client


def test_a_steward_sees_both_side_by_side_with_the_reasons_and_merges_them(here, feed, twice, client, make):  # noqa: F811
    steward_of(here, make, client)
    page = client.get("/place/dale/alike").content.decode()
    assert "the same name" in page and "described in the same words" in page
    assert "Green" in page and "Hall" in page and "from Their list" in page and "written here" in page
    sent = {"stays": str(here.singing.pk), "verdict": "same", "wants": ["places"]}
    sent["words-minimum_age"] = str(theirs(feed).pk)
    answered = client.post(f"/alike/{twice.pk}/decide", sent)
    assert answered.status_code == 302 and answered["Location"].endswith("done=same")
    here.singing.refresh_from_db()
    assert here.singing.minimum_age == 60 and here.singing.service_at_locations.count() == 2
    page = client.get("/place/dale/alike?done=same").content.decode()
    assert "They are one now" in page and "Take it back: they are two" in page
    merged = Merge.objects.get()
    assert client.post(f"/merge/{merged.pk}/part").status_code == 302
    here.singing.refresh_from_db()
    assert here.singing.minimum_age is None and theirs(feed).gone_at is None


def test_whoever_is_no_steward_sees_none_of_it(here, twice, client, make):
    for who in (None, make.account(), make.account(link_worker=here.place), make.account(listener=here.place)):
        if who:
            client.login(username=who.email, password=PASSWORD)
        for address in ("/place/dale/alike", "/place/dale/alike.json", "/place/dale/alike.csv"):
            answered = client.get(address)
            assert answered.status_code == 403 and b"Tuesdays" not in answered.content
        answered = client.post(f"/alike/{twice.pk}/decide", {"stays": str(twice.one), "verdict": "same"})
        assert answered.status_code == 403 and not Merge.objects.exists()


def test_not_the_same_is_remembered_until_one_of_them_changes(here, feed, twice, client, make):  # noqa: F811
    steward_of(here, make, client)
    client.post(f"/alike/{twice.pk}/decide", {"stays": str(here.singing.pk), "verdict": "not-same"})
    assert Judgement.objects.get().verdict == Judgement.NOT_SAME
    assert "Kept as two" in client.get("/place/dale/alike?done=not-same").content.decode()
    finding.again(here.place)
    assert not AlikePair.objects.filter(kind="service").exists()
    told(feed, fees_description="Free")
    finding.again(here.place)
    assert AlikePair.objects.filter(kind="service").exists()


def test_an_entry_that_is_only_confirmed_says_nothing_new(here, feed, twice):  # noqa: F811
    judge(HOUSE, here.singing, other=theirs(feed), verdict=Judgement.NOT_SURE)
    describe(HOUSE, here.singing, said={})
    finding.again(here.place)
    assert not AlikePair.objects.filter(kind="service").exists()


def test_a_form_that_says_nothing_known_is_refused(here, twice, client, make):
    steward_of(here, make, client)
    assert client.post(f"/alike/{twice.pk}/decide", {"stays": str(twice.one)}).status_code == 400
    assert client.post(f"/alike/{twice.pk}/decide", {"verdict": "same"}).status_code == 409
    assert not Merge.objects.exists() and not Judgement.objects.exists()


def test_the_same_rows_come_as_data(here, twice, client, make):
    steward_of(here, make, client)
    rows = client.get("/place/dale/alike.json").json()["alike"]
    table = list(csv.DictReader(io.StringIO(client.get("/place/dale/alike.csv").content.decode("utf-8-sig"))))
    assert [each["id"] for each in rows] == [each["id"] for each in table]
    assert rows[0]["one_from"] == "" and rows[0]["other_from"] == "Their list"
    assert "the same name" in rows[0]["speaks_for"]


def test_entries_are_compared_when_they_change_and_once_for_many_changes(here, feed, monkeypatch):  # noqa: F811
    looked = []
    monkeypatch.setattr("commonweal.directory.alike.reactions.finding.again", lambda place: looked.append(place.slug))
    publisher.publish()
    reactions.deliver()
    assert set(looked) == {"dale"}
    monkeypatch.undo()
    finding.again(here.place)
    before = AlikePair.objects.count()
    for number in range(3):
        changes.add_service(HOUSE, organization=here.choir, name=f"Rounds and canons {number}")
    publisher.publish()
    reactions.deliver()
    assert AlikePair.objects.count() >= before and not reactions.given_up()


def test_the_command_tells_pairs_for_people_and_for_programs(here, twice):
    said = CliRunner().invoke(app, ["alike", "dale"])
    assert said.exit_code == 0 and "Singing on Tuesdays" in said.output and "the same name" in said.output
    data = json.loads(CliRunner().invoke(app, ["alike", "dale", "--json"]).stdout)
    assert data["total"] >= 1 and data["alike"][0]["how"] in ("almost surely", "probably", "perhaps")


# --- what refers to the one that went ------------------------------------------------------------------------------


def test_the_old_address_leads_to_the_one_that_stays_and_back_again(here, feed, client):  # noqa: F811
    other = theirs(feed)
    merge(HOUSE, here.singing, loser=other)
    for form in ("", ".json", ".csv", "/sessions.ics"):
        answered = client.get(f"/service/{other.pk}{form}")
        assert answered.status_code == 301 and answered["Location"] == f"/service/{here.singing.pk}{form}"
        assert answered["Cache-Control"] == "no-cache"
    page = client.get(f"/service/{other.pk}", follow=True).content.decode()
    assert "Their list" in page, "both sources are named"
    part(HOUSE, Merge.objects.get())
    assert client.get(f"/service/{other.pk}").status_code == 200


def test_an_organisations_old_address_leads_on_too_also_by_way_of_a_third(here, feed, client):  # noqa: F811
    other, third = theirs(feed, "organization", "o1"), None
    third = changes.add_organization(HOUSE, place=here.place, name="Bowlers", description="They bowl.")
    merge(HOUSE, third, loser=other)
    merge(HOUSE, here.choir, loser=third)
    assert client.get(f"/organization/{other.pk}")["Location"] == f"/organization/{here.choir.pk}"
    assert stands_for([other.pk, third.pk, here.refuge.pk, "no-id"]) == {
        str(other.pk): str(here.choir.pk),
        str(third.pk): str(here.choir.pk),
    }
    assert set(merged_into([here.choir.pk])[str(here.choir.pk)]) == {str(other.pk), str(third.pk)}


def test_an_old_address_does_not_tell_of_what_is_hidden(here, client):
    merge(HOUSE, here.refuge, loser=here.choir)
    assert client.get(f"/organization/{here.choir.pk}").status_code == 404
    assert client.get(f"/service/{here.singing.pk}").status_code == 404


def test_the_journal_still_knows_the_one_that_went(here, feed):  # noqa: F811
    other = str(theirs(feed).pk)
    merge(HOUSE, here.singing, loser=theirs(feed))
    assert kinds.kind("directory.service").visible_to(PUBLIC, [other]) == {other}
    withhold(HOUSE, Service.objects.get(pk=here.singing.pk), audience=Audience.PARTNERS, reason="Full.")
    assert kinds.kind("directory.service").visible_to(PUBLIC, [other]) == set()


def test_the_open_document_names_both_sources_with_their_licences(here, feed):  # noqa: F811
    merge(HOUSE, here.singing, loser=theirs(feed))
    [document] = documents("service", [here.singing.pk])
    taken = [each["value"] for each in document["attributes"] if each.get("label") == "Taken from"]
    assert taken == ["Their list, A neighbour; OGL-UK-3.0"]


def stored() -> set[str]:
    """The ids of everything that the public store holds."""
    with closing(tables.opened(tables.found(publish.folder()))) as held:
        return {id for (id,) in held.execute("SELECT id FROM record")}


def test_the_open_api_tells_that_the_one_that_went_is_gone(here, feed, settings, tmp_path):  # noqa: F811
    settings.VAR = tmp_path
    publish.build()
    publisher.publish()
    while publish.follow():
        pass
    merge(HOUSE, here.singing, loser=theirs(feed))
    publisher.publish()
    while publish.follow():
        pass
    told_ids = stored()
    assert str(here.singing.pk) in told_ids and str(theirs(feed).pk) not in told_ids
    part(HOUSE, Merge.objects.get())
    publisher.publish()
    while publish.follow():
        pass
    assert str(theirs(feed).pk) in stored()


def test_pairs_are_shown_only_where_both_may_be_seen(here, twice, make):
    steward = make.person(steward=here.place)
    assert len(board.pairs(steward, here.place)) == AlikePair.objects.count()
    Service.objects.filter(pk=here.singing.pk)
    withhold(HOUSE, here.singing, audience=Audience.KEEPERS, reason="Full.")
    assert len(board.pairs(steward, here.place)) == AlikePair.objects.count(), "stewards keep what is for keepers"
