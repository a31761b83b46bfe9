"""Streets, tables and timetables handed over on a page or at the command line, and read by the worker."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from typer.testing import CliRunner

from commonweal.core.errors import Clash, Invalid
from commonweal.directory import changes as directory
from commonweal.directory.models import Asset
from commonweal.evidence.access import bringing, commands, streets
from commonweal.evidence.access.question import Question
from commonweal.evidence.models import Bringing, MinutesTable, Streets
from commonweal.feeds import osm_network
from commonweal.journal.actor import HOUSE
from tests.evidence.streets import SUMMER, TITLE, ashby, draw, lent, library, rows, walked_on
from tests.feeds.test_gtfs import packed
from tests.makers import PASSWORD

__all__ = ["ashby", "lent", "library", "walked_on"]  # fixtures


@pytest.fixture
def analyst(ashby, make, settings, tmp_path):
    """Somebody who looks after the evidence, signed in."""
    settings.VAR = tmp_path / "var"
    account = make.account(analyst=ashby)
    client = Client()
    assert client.login(username=account.email, password=PASSWORD)
    return client


def hand_over(analyst, path, **more):
    file = SimpleUploadedFile("ashby.osm.pbf", path if isinstance(path, bytes) else path.read_bytes())
    return analyst.post("/place/ashby/reach/minutes", {"do": "streets", "file": file, "title": TITLE} | more)


def test_streets_are_handed_over_on_a_page_and_read_by_the_worker(
    ashby, lent, analyst, worked, tmp_path, settings, django_capture_on_commit_callbacks
):
    path = draw(tmp_path / "a.osm.pbf", of_when="2026-05-04T03:02:01Z")
    with django_capture_on_commit_callbacks(execute=True):
        waiting = hand_over(analyst, path)
    page = analyst.get(waiting["Location"]).content.decode()
    assert "It is being read" in page and "Ways looked at so far" in page
    assert not Streets.objects.exists()
    assert analyst.get(waiting["Location"] + ".json").json()["run"]["ended"] is False
    assert analyst.get(waiting["Location"] + ".csv").status_code == 200
    worked(lambda: None)
    page = analyst.get(waiting["Location"]).content.decode()
    assert "It is in use" in page and "1 of 4 neighbourhoods has no street within 500 m" in page
    made = Streets.objects.get()
    assert made.vintage == date(2026, 5, 4)  # as the file says
    assert not list((settings.VAR / "ways").iterdir())
    body = Client().get("/place/ashby/reach/minutes").content.decode()
    assert "At present: on foot, on the streets of OpenStreetMap, Ashby, 4 May 2026" in body
    assert "opendatacommons.org" in body and "On its way in" not in body


def test_a_day_that_is_typed_stands_before_the_files_own(ashby, analyst, worked, tmp_path):
    path = draw(tmp_path / "a.osm.pbf", of_when="2026-05-04T03:02:01Z")
    worked(lambda: hand_over(analyst, path, vintage="2026-06-01"))
    assert Streets.objects.get().vintage == SUMMER


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({}, "does not say of when it is"),
        ({"spots": {"x": (90_000, 0), "y": (90_100, 0)}, "ways": (("x", "y"),)}, "no way that could be walked"),
        ({"spots": {"x": (4_000, 0), "y": (4_100, 0)}, "ways": (("x", "y"),)}, "Is it a map of here?"),
        ({"highway": "motorway"}, "no way that could be walked"),
        (None, "not an extract of OpenStreetMap"),
    ],
)
def test_a_map_that_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(
    ashby, analyst, worked, tmp_path, made, said
):
    given = b"This is no map." if made is None else draw(tmp_path / "a.osm.pbf", **made)
    more = {} if made == {} else {"vintage": "2026-06-01"}
    answered = worked(lambda: hand_over(analyst, given, **more))
    page = analyst.get(answered["Location"]).content.decode()
    assert "It could not be used" in page and said in page, page
    assert not Streets.objects.exists()
    assert said in Bringing.objects.get().sentence
    assert "It could not be used" in analyst.get("/place/ashby/reach/minutes").content.decode()


def test_where_the_reader_of_maps_is_not_installed_it_is_said_and_how_to_mend_it(ashby, analyst, monkeypatch, tmp_path):
    path = draw(tmp_path / "a.osm.pbf")
    monkeypatch.setattr(osm_network, "installed", lambda: False)
    page = hand_over(analyst, path)
    assert page.status_code == 400 and "pip install &#x27;commonweal[routing]&#x27;" in page.content.decode()
    assert not Bringing.objects.exists()
    with pytest.raises(Invalid, match="not installed"):
        streets.lay(ashby, path)


def test_only_those_who_look_after_the_evidence_bring_and_follow_it(ashby, analyst, make, tmp_path):
    path = draw(tmp_path / "a.osm.pbf")
    answered = hand_over(analyst, path, vintage="2026-06-01")
    account = make.account(facilitator=ashby)
    other = Client()
    other.login(username=account.email, password=PASSWORD)
    assert hand_over(other, path).status_code == 403
    assert other.get(answered["Location"]).status_code == 403
    assert other.post(answered["Location"] + "/use").status_code == 403
    assert "On its way in" not in other.get("/place/ashby/reach/minutes").content.decode()
    # Whoever lost the role meanwhile is refused by the worker.
    made = Bringing.objects.get()
    made.asked_by = str(account.pk)
    made.save()
    assert bringing.work(made).state == Bringing.FAILED and "look" in made.sentence


def test_a_timetable_becomes_a_table_of_minutes_by_bus_for_one_day_and_hour(
    ashby, analyst, worked, hand, tmp_path, make
):
    # The bus of tests/feeds/test_gtfs.py runs at 51 degrees north: its town is put there.
    for code, north in (("A", 51.0), ("B", 51.0)):
        area = ashby.areas.get(code=code)
        area.lat, area.lon = north, -3.0
        area.save()
    square = hand.asset(ashby.areas.get(code="A"), "library")
    Asset.objects.filter(pk=square.pk).update(lat=51.02, lon=-3.0)
    square.refresh_from_db()
    run = directory.add_organization(HOUSE, place=ashby, name="Readers", description="They read.")
    service = directory.add_service(HOUSE, organization=run, name="Reading", helps_with=[], fees_description="Free")
    directory.hold_at(HOUSE, service, square)
    file = SimpleUploadedFile("bus.zip", packed(tmp_path / "bus.zip").read_bytes())
    told = {"do": "timetable", "file": file, "title": "Ashby buses", "day": "2026-06-09", "hour": "7"}
    answered = worked(lambda: analyst.post("/place/ashby/reach/minutes", told))
    page = analyst.get(answered["Location"]).content.decode()
    assert "It is in use" in page, page
    table = MinutesTable.objects.get()
    assert table.mode == "public-transport" and table.count == 2
    assert table.title.startswith("Ashby buses: Tuesday 9 June 2026, leaving between 7:00 and 8:00")
    found = rows(ashby, Question(cost="", when="", minutes=30, way=str(table.pk)))
    assert found["Ashby A"].reached in (0, 1)
    sunday = told | {"file": SimpleUploadedFile("bus.zip", (tmp_path / "bus.zip").read_bytes()), "day": "1999-01-03"}
    answered = worked(lambda: analyst.post("/place/ashby/reach/minutes", sunday))
    assert "Nothing runs on" in analyst.get(answered["Location"]).content.decode()


def test_streets_and_tables_are_brought_at_the_command_line(ashby, lent, tmp_path):
    def run(*words):
        return CliRunner().invoke(commands.app, list(words), catch_exceptions=False)

    path = str(draw(tmp_path / "a.osm.pbf"))
    with pytest.raises(Invalid, match="of when"):
        run("streets", "ashby", path, "--title", TITLE)
    told = json.loads(run("streets", "ashby", path, "--title", TITLE, "--vintage", "2026-06-01", "--json").stdout)
    assert (told["homes"], told["far"], told["licence"]) == (4, 1, "ODbL-1.0")
    assert rows(ashby)["Ashby A"].reached == 0
    table = tmp_path / "minutes.csv"
    table.write_text(f"origin,destination,mode,minutes\nA,{lent.pk},walk,9\n")
    assert "1 ways (walk)" in run("table", "ashby", str(table), "--title", "A router").stdout
    with pytest.raises(Clash):
        run("table", "ashby", str(table), "--title", "A router")
    with pytest.raises(Invalid):
        run("streets", "ashby", str(tmp_path / "none.pbf"), "--title", TITLE)
