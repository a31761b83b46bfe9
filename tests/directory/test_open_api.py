"""The open API over what a place holds: it passes our own check whole, follows every change, and gives nothing away."""

from __future__ import annotations

import io
import threading
import zipfile
from pathlib import Path

import httpx
import orjson
import pytest

from commonweal.config import lock
from commonweal.directory import changes, documents, publish
from commonweal.directory.feed_changes import add_feed, sync
from commonweal.directory.keep_changes import describe
from commonweal.directory.models import Address, Audience, Service
from commonweal.directory.withhold_changes import withhold
from commonweal.journal import publisher
from commonweal.journal.actor import HOUSE
from commonweal.openreferral import schemas
from commonweal.openreferral.check import run
from commonweal.openreferral.serving.app import make_app
from commonweal.places.models import Postcode
from tests.directory.test_feeds import FACTS, _list
from tests.directory.test_withheld import TRACES, house

__all__ = ["house"]


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    """Where this test's store is."""
    settings.VAR = tmp_path
    settings.KEYS = tmp_path / "keys"
    return publish.folder()


def follow() -> None:
    """What the worker does in a round."""
    publisher.publish()
    while publish.follow():
        pass


def app():
    """The API over the store; postcodes lie where the place says, or else where the addresses are."""
    at = Address.objects.values_list("postal_code", "location__latitude", "location__longitude")
    points = {code.replace(" ", ""): (lat, lon) for code, lat, lon in at if code and lat is not None}
    points |= {code: (lat, lon) for code, lat, lon in Postcode.objects.values_list("code", "lat", "lon")}
    return make_app(
        publish.folder(),
        title="Dale",
        publisher="Dale",
        licence="CC0-1.0",
        postcode=lambda code: points.get(code.replace(" ", "").upper()),
    )


def ask(path: str):
    """One answer of the API."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    served = app()

    async def asked():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url="http://dale") as client:
            return await client.get(path)

    # In a thread of its own: the browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(asked())).result()


def test_the_invented_place_passes_our_own_check_whole(wenbeck, folder):
    publish.build()
    report = run.check("https://wenbeck", transport=httpx.ASGITransport(app()))
    # With twelve invented neighbourhoods one postcode is miles across: what is near it cannot be told from its name.
    findings = [each for each in report.findings if each.test != "filters.postcode"]
    assert [each.what for each in findings] == [] and report.left == [] and report.verdict != "fail"
    told = [(name, word) for each in report.card["filters"].values() for name, word in each.items()]
    words = {word for name, word in told if name != "postcode and proximity"}
    assert words <= {"filters", "AND", "nothing to try it on", "cannot tell"}
    assert report.card["filters"]["/services"]["day"] == report.card["filters"]["/services"]["minimum_age"] == "filters"


def test_every_change_is_followed_and_only_what_changed_is_told(here, folder):
    follow()
    before = ask("/changes?per_page=5000").json()["next"]
    describe(HOUSE, here.singing, said={"name": "Singing out loud"})
    follow()
    assert ask(f"/services/{here.singing.pk}").json()["name"] == "Singing out loud"
    told = ask(f"/changes?after={before}").json()["changes"]
    assert {each["kind"] for each in told} == {"service", "service_at_location"}
    follow()
    assert ask(f"/changes?after={before}").json()["changes"] == told


def test_a_new_name_of_an_organisation_is_followed_into_its_services(here, folder, unguarded):
    follow()
    changes.add_service(HOUSE, organization=here.choir, name="Rounds")
    follow()
    assert {each["name"] for each in ask("/services").json()["contents"]} == {"Singing", "Rounds"}
    withhold(HOUSE, here.choir, audience=Audience.PARTNERS, reason="Resting.")
    follow()
    assert ask("/services").json()["empty"] and ask("/service_at_locations").json()["empty"]
    assert ask("/organizations").json()["empty"]


def test_what_is_for_partners_is_in_no_answer_and_no_count(here, folder):
    follow()
    assert ask("/organizations").json()["total_items"] == 1
    assert b"Refuge" not in ask("/dumps/services.ndjson").content + ask("/dumps/organizations.ndjson").content


def test_a_house_that_is_withheld_is_in_no_answer_no_file_and_no_search(here, house, folder):
    service = Service.objects.get(name="Safe nights")
    follow()
    everywhere = b"".join(answer.content for answer in _answers(service))
    everywhere += b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Safe nights" in everywhere
    assert not [trace for trace in TRACES if trace.encode() in everywhere]
    ids = [house.pk, *service.service_at_locations.values_list("pk", flat=True)]
    assert not [id for id in ids if str(id).encode() in everywhere]
    for words in ("Canary", "Larkspur", "960099"):
        assert ask(f"/services?search={words}").json()["total_items"] == 0
    near = ask("/service_at_locations?postcode=ZZ1 1AA&proximity=100000").json()
    assert [each["service_id"] for each in near["contents"]] == [str(here.singing.pk)]


def test_what_is_withheld_later_is_deleted_from_the_store_and_told_of_as_a_deletion(here, folder):
    follow()
    at = here.singing.service_at_locations.get()
    before = ask("/changes?per_page=5000").json()["next"]
    assert ask(f"/service_at_locations/{at.pk}").status_code == 200
    withhold(HOUSE, at.location, field="whereabouts", reason="It is a refuge now.")
    follow()
    assert ask(f"/service_at_locations/{at.pk}").status_code == 404
    told = {each["id"]: each["deleted"] for each in ask(f"/changes?after={before}").json()["changes"]}
    assert told[str(at.pk)] is True and told[str(here.singing.pk)] is False
    assert b"The Hall" not in ask(f"/services/{here.singing.pk}").content


def test_a_feed_is_followed_with_what_it_adds_changes_and_drops(here, folder):
    feed = add_feed(HOUSE, place=here.place, **FACTS)
    follow()
    sync(HOUSE, feed, records=_list())
    follow()
    [bowls] = [each for each in ask("/services?full=true").json()["contents"] if each["name"] == "Bowls"]
    assert "Their list, A neighbour; OGL-UK-3.0" in {each.get("value") for each in bowls["attributes"]}
    assert ask(f"/services?taxonomy_term_id={bowls['attributes'][0]['taxonomy_term_id']}").json()["total_items"] == 1
    sync(HOUSE, feed, records=_list()[:-1])
    follow()
    assert ask(f"/services/{bowls['id']}").status_code == 404


def test_the_store_made_anew_goes_on_from_the_one_before(here, folder):
    follow()
    before = ask("/").json()
    publish.build()
    after = ask("/").json()
    assert (after["epoch"], after["seq"]) == (before["epoch"], before["seq"])
    assert len(list(folder.glob("store-*"))) == 1


def test_an_invented_place_is_not_published_beside_a_real_one(here, folder, make):
    from commonweal.places.changes import make_place

    follow()
    assert not ask("/services").json()["empty"]
    make_place(HOUSE, slug="real", name="Real", footprint="All of it")
    follow()
    assert ask("/services").json()["empty"]


def helped_with() -> list[str]:
    """The plain words that are published, without our own questions."""
    terms = ask("/taxonomy_terms?per_page=100").json()["contents"]
    return [each["name"] for each in terms if each["taxonomy"] == documents.HELPS_WITH]


def test_a_word_that_no_public_service_says_any_more_is_in_no_term_and_no_file(here, folder):
    describe(HOUSE, here.singing, said={"helps_with": ["company", "leaving a violent home"]})
    follow()
    terms = {each["name"] for each in ask("/taxonomy_terms?per_page=50").json()["contents"]}
    assert {"company", "leaving a violent home"} <= terms
    before = ask("/changes?per_page=5000").json()["next"]
    describe(HOUSE, here.singing, said={"helps_with": ["company"]})
    follow()
    terms = {each["name"] for each in ask("/taxonomy_terms?per_page=50").json()["contents"]}
    assert "company" in terms and "leaving a violent home" not in terms
    assert [each["deleted"] for each in ask(f"/changes?after={before}").json()["changes"]].count(True) == 1
    changes.add_service(HOUSE, organization=here.choir, name="Rounds", helps_with=["company"])
    withhold(HOUSE, here.singing, audience=Audience.PARTNERS, reason="Resting.")
    follow()
    assert helped_with() == ["company"]
    withhold(HOUSE, Service.objects.get(name="Rounds"), audience=Audience.PARTNERS, reason="Resting too.")
    follow()
    assert helped_with() == []
    assert not [path for path in folder.rglob("*") if path.is_file() and b"violent home" in path.read_bytes()]


def test_making_the_store_anew_waits_for_whoever_writes_into_it(folder, monkeypatch):
    done = []
    monkeypatch.setattr(publish, "_build", lambda: done.append("built"))
    monkeypatch.setattr(publish, "_follow", lambda: done.append("followed") or 0)
    with lock.alone(folder / publish.LOCK):
        waiting = [threading.Thread(target=each) for each in (publish.build, publish.follow)]
        for each in waiting:
            each.start()
        waiting[0].join(0.2)
        assert done == [] and all(each.is_alive() for each in waiting)
    for each in waiting:
        each.join(10)
    assert sorted(done) == ["built", "followed"]


def test_what_is_published_is_what_documents_give_and_the_package_can_be_read_again(here, folder):
    follow()
    [told] = documents.documents("service", [here.singing.pk])
    # What is invented says so in the record itself; beyond that it is the document as it stands.
    told["attributes"].append(publish.says_invented("service", told["id"]))
    assert "invented place" in told["attributes"][-1]["value"] and not schemas.broken(told, "service")
    assert orjson.loads(ask(f"/services/{here.singing.pk}").content) == told
    package = zipfile.ZipFile(io.BytesIO(ask("/dumps/hsds.zip").content))
    assert {"services.csv", "organizations.csv", "schedules.csv", "datapackage.json"} <= set(package.namelist())


def test_an_api_that_has_not_been_published_yet_says_so(here, folder):
    assert ask("/services").status_code == 503


def _answers(service: Service):
    for path in ("/", "/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms"):
        for query in ("", "?full=true", "?format=ndjson", "?minimal=true", "?search=canary"):
            yield ask(f"{path}{query}")
    yield ask(f"/services/{service.pk}")
    yield ask("/v1/services")
    yield ask(f"/v1/services/{service.pk}")
    yield ask("/changes")
    for name in ("services.ndjson", "service_at_locations.ndjson", "organizations.ndjson", "hsds.zip"):
        yield ask(f"/dumps/{name}")
