"""A crawl misses nothing while the directory changes; who keeps a copy is told of every change and every removal."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile

import pytest

from commonweal.openreferral.serving import store, tables
from commonweal.openreferral.standard import TABLES, kind, kinds
from tests.openreferral.serving.conftest import NOW, Client
from tests.openreferral.serving.invented import Place, known


@pytest.mark.parametrize("asked", [{}, {"taxonomy_id": known("taxonomy 0")}, {"minimum_age": "18"}])
@pytest.mark.parametrize("seed", range(2))
def test_who_follows_the_links_misses_nothing_whatever_happens_meanwhile(asked, seed, fresh):
    place, chance = Place(seed, 40), random.Random(seed)
    folder, client = fresh(place)
    before = client.ids("/services", **asked)
    left = set(before)
    seen, url, number = [], "/services", 0
    answer = client.get(url, params={"per_page": 4, **asked})
    while True:
        number += 1
        page = answer.json()
        seen += [each["id"] for each in page["contents"]]
        assert page["page_number"] == number and page["size"] == len(page["contents"])
        assert page["size"] == 4 or page["last_page"]
        gone = chance.choice(before)
        left.discard(gone)
        store.apply(folder, [("service", place.service(100 + number))], [("service", gone)])
        if "next" not in answer.links:
            assert page["last_page"] and page["total_pages"] == number
            break
        answer = client.get(str(answer.url.join(answer.links["next"]["url"])))
    assert left <= set(seen) and len(seen) == len(set(seen))


def test_a_new_record_comes_last_and_an_old_one_stays_where_it_is(fresh, place):
    folder, client = fresh(place)
    before = client.ids("/services")
    store.apply(folder, [("service", place.services[3] | {"name": "Renamed"}), ("service", place.service(77))])
    assert client.ids("/services") == [*before, known("service 77")]
    # One that was removed and comes back is new: its old place is not given again.
    store.apply(folder, removals=[("service", known("service 77")), ("service", before[0])])
    store.apply(folder, [("service", place.service(78)), ("service", place.services[0])])
    assert client.ids("/services") == [*before[1:], known("service 78"), before[0]]


def test_plain_pages_stay_exact_where_rows_are_missing(fresh):
    place = Place(5, 30)
    folder, client = fresh(place)
    chance = random.Random(5)
    held = client.ids("/services")
    for _ in range(12):
        gone = chance.choice(held)
        held.remove(gone)
        store.apply(folder, removals=[("service", gone)])
        found = []
        for number in range(1, 40):
            page = client.page("/services", per_page=4, page=number)
            assert page["total_items"] == len(held)
            found += [each["id"] for each in page["contents"]]
        assert found == held


def test_a_change_is_told_once_and_what_is_the_same_is_none(fresh, place):
    folder, client = fresh(place)
    told = client.page("/changes", per_page=5000)
    assert len(told["changes"]) == len(place.documents()) and not told["more"]
    mark = told["next"]
    assert store.apply(folder, [("service", place.services[0])]) == 0
    assert client.page("/changes", after=mark)["changes"] == []
    changed = place.services[0] | {"name": "Renamed"}
    assert (
        store.apply(folder, [("service", changed)], [("service", place.services[1]["id"]), ("service", "unknown")]) == 2
    )
    after = client.page("/changes", after=mark)
    assert [(each["kind"], each["id"], each["deleted"]) for each in after["changes"]] == [
        ("service", changed["id"], False),
        ("service", place.services[1]["id"], True),
    ]
    assert after["epoch"] == told["epoch"]
    assert client.get(f"/services/{place.services[1]['id']}").status_code == 404
    # Each record stands once, at its latest change.
    again = client.page("/changes", per_page=5000)["changes"]
    assert len({each["id"] for each in again}) == len(again) == len(place.documents())


def test_a_copy_kept_by_the_changes_is_the_same_as_the_directory(fresh):
    place, chance = Place(8, 25), random.Random(8)
    folder, client = fresh(place)
    copy: dict[str, dict] = {}
    mark = 0
    for turn in range(6):
        more = True
        while more:
            told = client.page("/changes", after=mark, per_page=7)
            for each in told["changes"]:
                if each["deleted"]:
                    copy.pop(each["id"], None)
                elif each["kind"] == "service":
                    copy[each["id"]] = client.get(f"/services/{each['id']}").json()
            mark, more = told["next"], told["more"]
        assert copy == {each["id"]: each for each in client.page("/services", full="true", per_page=100)["contents"]}
        gone = chance.choice(list(copy))
        store.apply(folder, [("service", place.service(chance.randrange(40)))], [("service", gone)] if turn % 2 else [])


def test_building_anew_goes_on_where_the_old_store_was(fresh, place, tmp_path):
    folder, client = fresh(place)
    store.apply(folder, removals=[("taxonomy", place.taxonomies[1]["id"])])
    before, mark = client.ids("/services"), client.get("/").json()
    changed = Place()
    changed.services[2] |= {"name": "Renamed"}
    gone = changed.services.pop(5)
    documents = [each for each in changed.documents() if each[1]["id"] != place.taxonomies[1]["id"]]
    documents = [*documents[::-1], ("service", place.service(99))]
    store.build(tmp_path / "anew", documents, previous=folder, now=NOW + 5_000_000)
    again = Client(tmp_path / "anew")
    told = again.page("/changes", after=mark["seq"])
    assert told["epoch"] == mark["epoch"]
    expected = {
        changed.services[2]["id"],
        known("service 99"),
        gone["id"],
        *(each["id"] for each in gone["service_at_locations"]),
    }
    assert {each["id"] for each in told["changes"]} == expected
    assert [each for each in again.ids("/services") if each != known("service 99")] == [
        each for each in before if each != gone["id"]
    ]
    assert again.ids("/services", search="renamed") == [changed.services[2]["id"]]
    assert any(
        each["id"] == place.taxonomies[1]["id"] and each["deleted"]
        for each in again.page("/changes", per_page=5000)["changes"]
    )
    # Without the old one, it is a new directory, and says so.
    store.build(tmp_path / "alone", documents)
    assert Client(tmp_path / "alone").get("/").json()["epoch"] != mark["epoch"]


def test_another_store_in_the_same_place_is_noticed(place, tmp_path):
    store.build(tmp_path / "first", [("service", place.services[0])])
    tables.make_current(tmp_path, "first")
    client = Client(tmp_path)
    assert client.page("/services")["total_items"] == 1
    store.build(
        tmp_path / "second", [("service", place.services[0]), ("service", place.services[1])], previous=tmp_path
    )
    tables.make_current(tmp_path, "second")
    assert client.page("/services")["total_items"] == 2
    store.apply(tmp_path, removals=[("service", place.services[0]["id"])])
    assert client.page("/services")["total_items"] == 1


def test_before_anything_is_published_it_says_so(tmp_path):
    answer = Client(tmp_path).get("/services")
    assert answer.status_code == 503 and "not been published" in answer.json()["error"]


def test_an_empty_directory_is_a_directory(tmp_path):
    store.build(tmp_path, [])
    client = Client(tmp_path)
    page = client.page("/services")
    assert (page["total_items"], page["total_pages"], page["empty"], page["first_page"], page["last_page"]) == (
        0,
        0,
        True,
        True,
        True,
    )
    assert client.page("/services", search="choir", day="MO")["empty"]
    assert client.get("/dumps/hsds.zip").status_code == 200


def test_the_same_id_twice_is_refused(place, tmp_path):
    with pytest.raises(ValueError, match="same id"):
        store.build(tmp_path, [("service", place.services[0])] * 2)


def test_a_store_is_not_made_in_place_of_the_one_it_follows(fresh, place):
    folder, client = fresh(place)
    with pytest.raises(ValueError, match="beside the old one"):
        store.build(folder, [], previous=folder)
    assert client.ids("/services")


def test_what_a_cut_off_run_had_written_is_found_after_the_next(fresh, place, monkeypatch):
    folder, client = fresh(place)
    store.apply(folder, [("service", place.service(70) | {"name": "Ordinary"})])
    with monkeypatch.context() as cut:
        cut.setattr("commonweal.openreferral.serving.index.Shelves.commit", lambda _self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.apply(
                folder, [("service", place.service(70) | {"name": "Kazoo"})], [("service", place.services[0]["id"])]
            )
    store.apply(folder, [("service", place.service(71))])
    assert client.ids("/services", search="kazoo") == [known("service 70")]
    page = client.page("/services", per_page=500, minimum_age="0")
    assert place.services[0]["id"] not in [each["id"] for each in page["contents"]]
    assert page["total_items"] == page["size"]


def test_what_fails_half_way_changes_nothing(fresh, place):
    folder, client = fresh(place)
    before = client.ids("/services")
    with pytest.raises(KeyError):
        store.apply(folder, [("service", place.service(70)), ("service", {"name": "No id"})])
    assert client.ids("/services") == before
    assert store.apply(folder, [("service", place.service(71))]) == 1
    assert client.ids("/services") == [*before, known("service 71")]
    assert client.ids("/services", search=place.service(70)["id"]) == []


def test_words_of_a_removed_record_are_in_no_file_but_the_indexs_terms(fresh, place):
    folder, client = fresh(place)
    store.apply(folder, [("service", place.service(70) | {"name": "Xylophonists", "description": "zitherwords"})])
    assert client.get("/dumps/hsds.zip").status_code == client.get("/services").status_code == 200
    store.apply(folder, removals=[("service", known("service 70"))])
    assert client.ids("/services", search="xylophonists") == []
    for file in folder.rglob("*"):
        if file.is_file() and "index" not in file.parts:
            assert b"Xylophonists" not in file.read_bytes() and file.suffix != ".zip", file


def test_the_dumps_hold_everything(client, place):
    for path, of in (("services", "service"), ("organizations", "organization"), ("taxonomy_terms", "taxonomy_term")):
        rows = [json.loads(line) for line in client.get(f"/dumps/{path}.ndjson").text.splitlines()]
        assert [each["id"] for each in rows] == [each["id"] for each in place.of(of)]
        assert rows[0] == client.get(f"/{path}/{rows[0]['id']}").json()


def test_the_package_of_tables_holds_every_object_with_its_links(client, place):
    with zipfile.ZipFile(io.BytesIO(client.get("/dumps/hsds.zip").content)) as package:
        described = json.loads(package.read("datapackage.json"))
        tables_held = {
            name: list(csv.DictReader(io.StringIO(package.read(f"{TABLES[name][0]}.csv").decode())))
            for name in kinds()
            if f"{TABLES[name][0]}.csv" in package.namelist()
        }
    assert {each["path"] for each in described["resources"]} == {f"{TABLES[name][0]}.csv" for name in tables_held}
    expected: dict[str, dict[str, dict]] = {}
    for name, document in place.documents():
        gathered(name, document, expected)
    for name, rows in tables_held.items():
        assert {each["id"] for each in rows} == set(expected[name]), name
        for row in rows:
            for field in kind(name).plain:
                said = expected[name][row["id"]].get(field.name)
                if said not in (None, ""):
                    assert row[field.name] == str(said)
    services = {each["id"] for each in tables_held["service"]}
    for name in ("schedule", "service_area"):
        places = {each["id"] for each in tables_held["service_at_location"]}
        assert all(
            each["service_id"] in services or each["service_at_location_id"] in places for each in tables_held[name]
        )
    assert all(each["service_id"] in services and each["location_id"] for each in tables_held["service_at_location"])
    assert all(
        each["link_id"] and each["link_entity"] and each["taxonomy_term_id"] for each in tables_held["attribute"]
    )
    assert all(each["location_id"] for each in tables_held["address"])
    assert all(each["contact_id"] for each in tables_held["phone"])


def gathered(name: str, document: dict, found: dict[str, dict[str, dict]]) -> None:
    """Every object of a document, however deep, by what it is and its id."""
    found.setdefault(name, {}).setdefault(document["id"], document)
    for field in kind(name).nested:
        held = document.get(field.name) or []
        for each in held if isinstance(held, list) else [held]:
            gathered(field.of, each, found)
