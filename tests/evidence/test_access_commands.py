"""`commonweal access …` on files: minutes, timetables and catchments, and what is wrong told by line and column."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from commonweal.core.errors import Invalid, NotFound
from commonweal.evidence.access import commands, files
from tests.feeds.test_gtfs import packed

POINTS = "id,lat,lon,people,supply\nmill,51.0,-3.0,1000,0\nhall,51.005,-3.0,500,30\nfar,51.5,-3.0,10,5\n"


@pytest.fixture
def points(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text(POINTS)
    return str(path)


def run(*words):
    return CliRunner().invoke(commands.app, list(words), catch_exceptions=False)


def test_minutes_by_straight_line_are_told_and_kept_as_a_place_takes_them(points, tmp_path):
    out = tmp_path / "minutes.csv"
    told = json.loads(run("minutes", points, points, "--most", "15", "--out", str(out), "--json").stdout)
    assert told["pairs"] == 5 and told["no_way_is_near"] == []
    assert out.read_text().splitlines()[0] == "origin,destination,mode,minutes"
    assert "mill,hall,walk,9.0" in out.read_text()


def test_catchments_come_from_a_table_or_from_the_line(points, tmp_path):
    table = tmp_path / "minutes.csv"
    run("minutes", points, points, "--most", "15", "--out", str(table))
    by_table = json.loads(run("reach", points, points, "--table", str(table), "--json").stdout)
    by_line = json.loads(run("reach", points, points, "--most", "15", "--json").stdout)
    for told in (by_table, by_line):
        shares = {each["id"]: each["supply_for_each_person"] for each in told["zones"]}
        assert shares == pytest.approx({"mill": 0.02, "hall": 0.02, "far": 0.5})


def test_a_bus_brings_near_what_is_too_far_to_walk(points, tmp_path):
    away = tmp_path / "away.csv"
    away.write_text("id,lat,lon\nsquare,51.02,-3.0\n")
    timetable = str(packed(tmp_path / "t.zip"))
    words = ("--day", "2026-06-09", "--from", "07:58", "--until", "08:00", "--every", "1", "--most", "40")
    told = json.loads(run("timetable", timetable, points, str(away), *words, "--json").stdout)
    # From the mill: the bus at 8:00 is at the square at 8:30; leaving at 7:58 and 7:59 takes 32 and 31 minutes.
    assert {row["origin"]: row["minutes"] for row in told["minutes"]}["mill"] == 31.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,lat\na,51\n", "line 1: there is no column “lon”"),
        ("id,lat,lon\na,51,0\nb,north,0\n", "line 3, column lat: “north”"),
        ("id,lat,lon\na,51,0\na,52,0\n", "“a” stands there more than once"),
        ("id,lat,lon\n", "no lines under its first one"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_by_line_and_column(tmp_path, text, said):
    path = tmp_path / "points.csv"
    path.write_text(text)
    with pytest.raises(Invalid) as refusal:
        files.points(path, "origin")
    assert said in refusal.value.sentence


def test_a_file_that_is_not_there_and_a_method_that_is_none_are_refused(points, tmp_path):
    with pytest.raises(NotFound):
        files.points(tmp_path / "none.csv", "origin")
    with pytest.raises(Invalid):
        run("reach", points, points, "--method", "4sfca")
    with pytest.raises(Invalid):
        run("timetable", points, points, points, "--day", "2026-06-09")
