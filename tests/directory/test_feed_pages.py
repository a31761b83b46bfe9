"""Taking in another directory from its pages: looked at first, with a message for each cell, then by the worker."""

from __future__ import annotations

from pathlib import Path

import httpx
import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.directory import publish
from commonweal.directory.feed_changes import add_feed, sync
from commonweal.directory.feeds import beside, bring, changes, differences, files, mappings, queries, reach, runs, tasks
from commonweal.directory.keep_changes import describe
from commonweal.directory.models import Beside, Feed, FeedRun, Location, Organization, Service
from commonweal.directory.taking import record_id
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.openreferral.reading import Reading
from commonweal.openreferral.reading.detect import Fit
from tests.directory.test_feeds import FACTS, _list
from tests.directory.test_open_api import ask, folder, follow
from tests.makers import PASSWORD

__all__ = ["folder"]

SHEET = """Ref,What is it,Held by,Tel,Day,Start time,Postcode,Shoe size
1,Bowls,Bowlers,01632 960001,Monday,8:30AM,ZZ1 1AA,9
2,Chess,Bowlers,not a number,Every full moon,half past,ZZ1 1AA,
,,,,,,,
4,,Bowlers,,,,,
"""
MAPPING = b"""
title = "Our sheet"
kind = "service"
key = "Ref"
[columns]
"What is it" = "name"
"Held by" = "organization.name"
Tel = "phones[].number"
Day = "schedules[].weekday"
"Start time" = "schedules[].opens_at"
Postcode = "locations[].addresses[].postal_code"
"""
PAGE = {"title": "Their list", "publisher": "A neighbour", "licence": "OGL-UK-3.0"}


@pytest.fixture
def var(settings, tmp_path) -> Path:
    """Files of this test's own."""
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def steward(here, make, var) -> Client:
    """Somebody who answers for Dale, signed in."""
    account = make.account(steward=here.place)
    client = Client()
    assert client.login(username=account.email, password=PASSWORD)
    return client


@pytest.fixture
def worked(django_capture_on_commit_callbacks):
    """Does something, and then what the worker would do."""

    def do(asking):
        with django_capture_on_commit_callbacks(execute=True):
            answered = asking()
        for run in FeedRun.objects.filter(state=FeedRun.WAITING):
            assert DBTaskResult.objects.filter(args_kwargs__args=[str(run.pk)]).exists()
            tasks.read_feed.func(str(run.pk))
        return answered

    return do


def upload(name: str, said: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, said.encode() if isinstance(said, str) else said)


def added(steward, worked, **more) -> FeedRun:
    """A sheet, handed over and looked at."""
    told = PAGE | {"file": upload("list.csv", SHEET), "mapping": upload("ours.toml", MAPPING)} | more
    answered = worked(lambda: steward.post("/place/dale/feeds/add", told))
    assert answered.status_code == 302, answered.content.decode()
    return FeedRun.objects.get(pk=answered["Location"].rpartition("/")[2])


def test_a_sheet_is_looked_at_first_with_a_message_for_each_cell_and_then_taken_in(steward, worked, here, var):
    run = added(steward, worked)
    page = steward.get(f"/feed/{run.feed_id}/run/{run.pk}").content.decode()
    assert "What would come" in page and "Nothing is taken in by looking" in page
    assert "list.csv row 3, Day, Start time" in page and "half past" in page and "Shoe size" in page
    assert "schedules[].opens_at" in page and not Service.objects.filter(source__feed=run.feed).exists()
    answered = worked(lambda: steward.post(f"/feed/{run.feed_id}/take", {"run": str(run.pk)}))
    page = steward.get(answered["Location"]).content.decode()
    assert "It is taken in" in page
    bowls = Service.objects.get(name="Bowls")
    assert bowls.place == here.place and bowls.schedules.get().opens_at == "08:30"
    feed = Feed.objects.get()
    assert feed.form == "mapped_sheet" and feed.mapping["sheets"][0]["seen"][1] == "What is it"
    assert feed.checked["verdict"] in ("warn", "fail") and feed.checked["reader"] == "mapped_sheet"
    assert not list((var / "feeds").iterdir())
    whole = steward.get(f"/feed/{feed.pk}").content.decode()
    assert "What is it" in whole and "looked at" in whole and "taken in" in whole


def test_the_next_sheet_is_read_by_the_saved_mapping_and_only_what_changed_moves(steward, worked):
    run = added(steward, worked)
    worked(lambda: steward.post(f"/feed/{run.feed_id}/take", {"run": str(run.pk)}))
    changed = SHEET.replace("01632 960001", "01632 960002").replace("2,Chess", "3,Draughts")
    answered = worked(lambda: steward.post(f"/feed/{run.feed_id}/read", {"file": upload("next.csv", changed)}))
    looked = FeedRun.objects.get(pk=answered["Location"].rpartition("/")[2])
    assert looked.state == FeedRun.DONE, looked.sentence
    page = steward.get(answered["Location"]).content.decode()
    assert (
        "1 new, 1 changed" in page
        and "1 no longer listed" in page
        and not looked.feed.records.exclude(vanished_at=None)
    )
    worked(lambda: steward.post(f"/feed/{run.feed_id}/take", {"run": str(looked.pk)}))
    last = FeedRun.objects.order_by("began_at").last()
    assert (last.counts["sync"]["added"], last.counts["sync"]["vanished"]) == (1, 1)
    page = steward.get(f"/feed/{run.feed_id}").content.decode()
    assert "What it no longer lists" in page and "Chess" in page


def test_a_column_that_was_guessed_wrong_is_put_elsewhere_on_the_page(steward, worked):
    run = added(steward, worked, mapping="")
    guessed = {row.column: row.to for row in mappings.rows(run.mapping)}
    assert guessed["Postcode"] == "locations[].addresses[].postal_code" and guessed["What is it"] != "name"
    chosen = guessed | {"What is it": "name", "Held by": "organization.name", "Shoe size": "", "Ref": ""}
    told = {"run": str(run.pk), "at": ["0"] * len(chosen), "column": list(chosen), "to": list(chosen.values())}
    answered = worked(lambda: steward.post(f"/feed/{run.feed_id}/take", told))
    again = FeedRun.objects.get(pk=answered["Location"].rpartition("/")[2])
    assert again.only_look and again.counts["records"]["service"] == 2, again.problems
    worked(lambda: steward.post(f"/feed/{run.feed_id}/take", {"run": str(again.pk)}))
    assert Service.objects.get(name="Bowls").organization.name == "Bowlers"
    assert {row.column for row in mappings.rows(Feed.objects.get().mapping) if row.to == "name"} == {"What is it"}
    for wrong in ({"to": ["no.such"] * len(chosen)}, {"at": ["7"] * len(chosen)}):
        assert steward.post(f"/feed/{run.feed_id}/take", told | {"run": str(again.pk)} | wrong).status_code == 400


def test_columns_that_changed_are_named_and_nothing_is_taken_in(steward, worked, var):
    run = added(steward, worked)
    worked(lambda: steward.post(f"/feed/{run.feed_id}/take", {"run": str(run.pk)}))
    moved = SHEET.replace("Tel,", "Telephone,")
    answered = worked(lambda: steward.post(f"/feed/{run.feed_id}/read", {"file": upload("next.csv", moved)}))
    page = steward.get(answered["Location"]).content.decode()
    assert "No longer there: “Tel”" in page and "New: “Telephone”" in page
    assert not list((var / "feeds").iterdir())
    assert (
        steward.post(f"/feed/{run.feed_id}/take", {"run": answered["Location"].rpartition("/")[2]}).status_code == 400
    )
    feed = Feed.objects.get()
    (var / "more.csv").write_text(SHEET.replace("Shoe size", "Hat size"), "utf-8")
    told = bring.read(feed, str(var / "more.csv"))
    assert [each.where for each in told.problems if "new" in each.what] == ["more.csv, Hat size"]


def test_a_mapping_that_fits_nothing_or_cannot_be_read_is_refused_in_words(steward, worked, var):
    run = added(steward, worked, mapping=upload("ours.toml", '[columns]\n"Nowhere" = "name"\n'))
    assert run.state == FeedRun.FAILED and "fits no sheet" in run.sentence and "Nowhere" in run.sentence
    for said in (b"[[[", b"[columns]\n", b"\xff\xfe"):
        with pytest.raises(Invalid, match="mapping"):
            mappings.handed_over("m.toml", said)
    with pytest.raises(Invalid, match="names no column"):
        changes.keep_mapping(HOUSE, run.feed, mapping={"sheets": []})


def test_a_feed_without_a_licence_is_refused_on_its_page_with_what_to_do(steward):
    told = {"title": "Theirs", "publisher": "Them", "file": upload("list.csv", SHEET)}
    for licence in ({}, {"licence": "unstated"}):
        answered = steward.post("/place/dale/feeds/add", told | licence)
        assert answered.status_code == 400 and not Feed.objects.exists()
        told["file"] = upload("list.csv", SHEET)
    assert "ask the publisher" in steward.post("/place/dale/feeds/add", told).content.decode()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"file": upload("list.exe", "x")}, "cannot be read"),
        ({"file": ""}, "either an address or a file"),
        ({"address": "https://127.0.0.1/feed", "file": ""}, "within our own network"),
        ({"address": "ftp://example.org", "file": ""}, "begins with https"),
        ({"mapping": upload("ours.exe", "x")}, "short .toml or .json"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_in_a_sentence(steward, more, words):
    told = PAGE | {"file": upload("list.csv", SHEET)} | more
    answered = steward.post("/place/dale/feeds/add", told)
    assert answered.status_code == 400 and words in answered.content.decode()
    assert not Feed.objects.exists() and not FeedRun.objects.exists()


def test_a_file_that_is_larger_than_allowed_or_unpacks_to_too_much_is_not_read(here, var, monkeypatch):
    feed = add_feed(HOUSE, place=here.place, **FACTS)
    monkeypatch.setattr(files, "LARGEST", 10)
    run = runs.begin(HOUSE, feed, only_look=True, file="list.csv")
    with pytest.raises(Invalid, match="larger"):
        files.keep(run, [b"123456", b"7890123"])
    import zipfile

    run = runs.begin(HOUSE, feed, only_look=True, file="list.zip")
    (files.folder() / str(run.pk)).mkdir()
    with zipfile.ZipFile(files.folder() / str(run.pk) / "list.zip", "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("a.csv", "x" * 1000)
    monkeypatch.setattr(files, "UNPACKED", 500)
    assert "unpacks" in runs.work(run).sentence


def test_whoever_lost_their_role_meanwhile_is_refused_by_the_worker(here, make, var):
    feed = add_feed(HOUSE, place=here.place, **FACTS)
    with pytest.raises(NotAllowed):
        runs.begin(make.person(link_worker=here.place), feed, only_look=True)
    account = make.account(steward=here.place)
    from commonweal.people import actors

    run = runs.begin(actors.of_account(account), feed, only_look=False, file="x.csv")
    run.asked_by = str(make.account().pk)
    run.save()
    assert runs.work(run).state == FeedRun.FAILED and "steward" in run.sentence


def test_a_reading_that_was_interrupted_is_ended_when_the_feed_is_read_again(here, var):
    feed = add_feed(HOUSE, place=here.place, **FACTS)
    old, new = (runs.begin(HOUSE, feed, only_look=True) for _ in range(2))
    FeedRun.objects.filter(pk=old.pk).update(began_at=old.began_at - 2 * runs.LONGEST, state=FeedRun.READING)
    runs.begin(HOUSE, feed, only_look=True)
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.state == FeedRun.FAILED and "interrupted" in old.sentence and new.state == FeedRun.WAITING


def test_only_a_steward_of_the_place_meets_the_pages_of_feeds(here, make, client, var):
    feed = add_feed(HOUSE, place=here.place, **FACTS)
    run = runs.begin(HOUSE, feed, only_look=True)
    worker = make.account(link_worker=here.place)
    inside = Client()
    assert inside.login(username=worker.email, password=PASSWORD)
    for who in (client, inside):
        for address in (f"/feed/{feed.pk}", f"/feed/{feed.pk}/run/{run.pk}", f"/feed/{feed.pk}.json"):
            assert who.get(address).status_code == 403
        for what in ("read", "take", "stop", "resume"):
            assert who.post(f"/feed/{feed.pk}/{what}").status_code == 403
    assert inside.get("/place/dale/differences").status_code == 200


def test_a_stopped_feed_takes_its_entries_with_it_and_brings_them_back(here, folder, steward, client):
    feed = add_feed(HOUSE, place=here.place, **FACTS)
    sync(HOUSE, feed, records=_list())
    pk = record_id(feed, "service", "s1")
    follow()
    assert ask(f"/services/{pk}").status_code == 200
    assert steward.post(f"/feed/{feed.pk}/stop").status_code == 302
    follow()
    assert client.get(f"/service/{pk}").status_code == 404 and ask(f"/services/{pk}").status_code == 404
    assert "Their list" not in client.get("/place/dale/directories").content.decode()
    feed.refresh_from_db()
    with pytest.raises(Invalid, match="no longer taken in"):
        sync(HOUSE, feed, records=_list())
    with pytest.raises(Clash):
        changes.stop(HOUSE, feed)
    assert steward.post(f"/feed/{feed.pk}/resume").status_code == 302
    follow()
    assert client.get(f"/service/{pk}").status_code == 200 and ask(f"/services/{pk}").status_code == 200
    feed.refresh_from_db()
    assert sync(HOUSE, feed, records=_list()).rows == 0
    assert publish.folder() == folder


def test_everybody_sees_where_what_is_here_comes_from_with_licence_and_day_and_counts_what_they_may_see(here, client):
    feed = add_feed(HOUSE, place=here.place, **FACTS | {"attribution": "© A neighbour"})
    sync(HOUSE, feed, records=_list())
    page = client.get("/place/dale/directories").content.decode()
    assert "Their list" in page and "Open Government Licence" in page and "© A neighbour" in page
    [row] = client.get("/place/dale/directories.json").json()["sources"]
    assert row["services"] == 1 and row["fetched_at"]
    withhold(HOUSE, Service.objects.get(name="Bowls"), audience="keepers", reason="Resting.")
    [row] = client.get("/place/dale/directories.json").json()["sources"]
    assert row["services"] == 0
    assert queries.written_here(PUBLIC, here.place) == 1


def test_differences_are_shown_on_the_edit_page_and_settled_there(here, steward):
    feed = add_feed(HOUSE, place=here.place, **FACTS)
    sync(HOUSE, feed, records=_list())
    bowls = Service.objects.get(name="Bowls")
    describe(HOUSE, bowls, said={"name": "Bowls on the green"})
    sync(HOUSE, feed, records=_list(name="Crown bowls"))
    page = steward.get(f"/service/{bowls.pk}/edit").content.decode()
    assert "Its source now says" in page and "Crown bowls" in page and "A neighbour" in page
    assert "Crown bowls" in steward.get("/place/dale/differences").content.decode()
    told = {
        "feed": str(feed.pk),
        "field": "name",
        "seen": beside.mark("name", "Crown bowls"),
        "take": "no",
        "back": "list",
    }
    assert steward.post(f"/service/{bowls.pk}/settle", told)["Location"] == "/place/dale/differences"
    page = steward.get("/place/dale/differences").content.decode()
    assert "Nothing waits" in page and "Crown bowls" in page
    assert "Crown bowls" not in steward.get(f"/service/{bowls.pk}/edit").content.decode()
    assert steward.post(f"/service/{bowls.pk}/settle", told | {"field": "id"}).status_code == 400
    assert steward.post(f"/service/{bowls.pk}/settle", told | {"take": "yes"}).status_code == 302
    assert Service.objects.get(pk=bowls.pk).name == "Crown bowls"


def test_what_a_source_says_only_to_keepers_is_in_no_difference_for_others(here, make):
    feed = add_feed(HOUSE, place=here.place, **FACTS)
    sync(HOUSE, feed, records=_list())
    bowls = Service.objects.get(name="Bowls")
    describe(HOUSE, bowls, said={"phone": "01632 960777", "email": "us@example.org", "name": "Ours"})
    records = _list(phones=[{"id": "p1", "number": "01632 960099"}], email="secret@example.org", name="Theirs")
    records[4].document["_visibility"] = {"phones.0": "hidden", "email": "hidden"}
    sync(HOUSE, feed, records=records)
    worker, keeper = make.person(link_worker=here.place), make.person(steward=here.place)
    assert {row.field for row in differences.differences(worker, here.place)} == {"name"}
    with pytest.raises(NotAllowed, match="A part of this entry"):
        differences.differences_of(worker, bowls)
    assert {row.field for row in differences.differences(keeper, here.place)} == {"name", "phone", "email"}
    with pytest.raises(NotAllowed):
        differences.differences(PUBLIC, here.place)
    Beside.objects.update(hidden={})
    withhold(HOUSE, bowls, field="name", reason="It gives somebody away.")
    assert not differences.differences(worker, here.place)
    assert differences.waiting(HOUSE, here.place) == 1


def test_our_check_of_an_address_is_kept_and_its_failure_loses_nothing(here, folder, monkeypatch):
    from tests.directory.test_open_api import app

    follow()
    feed = add_feed(HOUSE, place=here.place, **FACTS | {"address": "https://theirs.example"})
    told = bring.Read(Fit("hsds_api", "it answers"), Reading(), _list(), {}, [])
    bring.take(HOUSE, feed, told)
    bring.check(HOUSE, feed, told, transport=httpx.ASGITransport(app()))
    assert feed.checked["card"]["edition"] and feed.checked["verdict"] == "pass" and feed.checked["requests"] <= 80
    assert feed.form == "hsds_api"
    monkeypatch.setattr("commonweal.openreferral.check.run.check", lambda *_a, **_k: 1 / 0)
    bring.check(HOUSE, feed, told)
    assert feed.checked["verdict"] == "" and "division" in feed.checked["problem"]
    assert Service.objects.filter(name="Bowls", gone_at=None).exists()


def test_a_check_ends_when_its_time_is_over(here, folder):
    from commonweal.openreferral.check import run
    from tests.directory.test_open_api import app

    follow()
    report = run.check("https://theirs.example", seconds=0, transport=httpx.ASGITransport(app()))
    assert report.requests <= 2 and report.left and "seconds had passed" in report.left[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.8", "169.254.169.254", "[::1]", "192.168.1.1"])
def test_an_address_within_our_own_network_is_never_asked(host):
    with httpx.Client(transport=reach.Outward()) as client, pytest.raises(Invalid, match="own network"):
        client.get(f"http://{host}/services")


def test_a_source_that_withholds_more_is_heard_and_one_that_withholds_less_is_not(here):
    feed = add_feed(HOUSE, place=here.place, **FACTS)
    sync(HOUSE, feed, records=_list())
    bowls = Service.objects.get(name="Bowls")
    withhold(HOUSE, bowls, field="email", audience="keepers", reason="Ours.")
    records = _list(email="x@example.org")
    records[4].document["_visibility"] = {"email": "partner"}
    sync(HOUSE, feed, records=records)
    from commonweal.directory.models import Withheld

    assert Withheld.objects.get(record=bowls.pk, field="email").audience == "keepers"


def test_telling_the_story_anew_takes_feeds_away_with_their_entries(here, make):
    from commonweal.directory.changes import clear_invented

    feed = add_feed(HOUSE, place=here.place, **FACTS)
    sync(HOUSE, feed, records=_list())
    clear_invented(make.person(administrator="house"), here.place)
    assert not Feed.objects.exists() and not Organization.objects.exists() and not Location.objects.exists()
    again = add_feed(HOUSE, place=here.place, **FACTS)
    assert sync(HOUSE, again, records=_list()).added == 5
    assert orjson.dumps(again.mapping) == b"{}"
