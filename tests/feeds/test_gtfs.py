"""A day of a timetable: which journeys run, in which order, and what is refused."""

from __future__ import annotations

import zipfile
from datetime import date

import pytest

from commonweal.feeds import gtfs, osm_network
from commonweal.feeds.base import WrongFile

TUESDAY, SUNDAY, HOLIDAY = date(2026, 6, 9), date(2026, 6, 14), date(2026, 6, 16)
TABLES = {
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\nM,Mill,51.0,-3.0\nH,Hospital,51.01,-3.0\nS,Square,51.02,-3.0\n",
    "trips.txt": "route_id,service_id,trip_id\n1,week,early\n1,week,late\n1,sunday,sun\n",
    "stop_times.txt": (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
        "early,08:10:00,08:12:00,H,2,0,0\nearly,08:00:00,08:00:00,M,1,0,1\nearly,08:30:00,08:30:00,S,10,1,0\n"
        "late,23:50:00,23:50:00,M,1,0,0\nlate,24:20:00,24:20:00,H,2,0,0\n"
        "sun,10:00:00,10:00:00,M,1,0,0\nsun,,,H,2,0,0\nsun,10:30:00,10:30:00,S,3,0,0\n"
    ),
    "calendar.txt": (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "week,1,1,1,1,1,0,0,20260601,20260630\nsunday,0,0,0,0,0,0,1,20260601,20260630\n"
    ),
    "calendar_dates.txt": "service_id,date,exception_type\nweek,20260616,2\nsunday,20260616,1\n",
}


def packed(path, **changed):
    with zipfile.ZipFile(path, "w") as made:
        for name, text in (TABLES | {f"{name}.txt": text for name, text in changed.items()}).items():
            if text:
                made.writestr(name, text)
    return path


def legs(rides):
    return [
        (rides.stops[a], rides.stops[b], leaves, arrives)
        for a, b, leaves, arrives in zip(rides.start, rides.end, rides.leaves, rides.arrives, strict=True)
    ]


def test_a_weekday_has_its_journeys_in_order_of_leaving_and_last_nights_runs_on(tmp_path):
    rides = gtfs.read(packed(tmp_path / "t.zip"), TUESDAY)
    assert legs(rides) == [("M", "H", 480, 490), ("H", "S", 492, 510), ("M", "H", 1430, 1460)]
    assert rides.alight.tolist() == [True, True, True] and rides.board.tolist() == [True, True, True]
    early = gtfs.read(packed(tmp_path / "n.zip"), date(2026, 6, 10), first=-20, last=20)
    assert ("M", "H", -10.0, 20.0) in legs(early)


def test_a_call_without_a_time_is_passed_and_a_holiday_runs_as_its_exceptions_say(tmp_path):
    path = packed(tmp_path / "t.zip")
    assert legs(gtfs.read(path, SUNDAY)) == [("M", "S", 600, 630)]
    assert legs(gtfs.read(path, HOLIDAY))[-1] == ("M", "S", 600, 630)
    assert all(leaves != 480 for _a, _b, leaves, _arrives in legs(gtfs.read(path, HOLIDAY)))


def test_a_window_leaves_out_what_leaves_before_and_after_it(tmp_path):
    assert legs(gtfs.read(packed(tmp_path / "t.zip"), TUESDAY, first=490, last=600)) == [("H", "S", 492, 510)]


def test_a_day_on_which_nothing_runs_says_which_days_the_calendar_has(tmp_path):
    with pytest.raises(WrongFile, match="from 2026-06-01 to 2026-06-30"):
        gtfs.read(packed(tmp_path / "t.zip"), date(2025, 6, 9))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"frequencies": "trip_id,headway_secs\nearly,600\n"}, "frequencies"),
        ({"stops": ""}, "stops.txt"),
        ({"trips": "trip_id\nearly\n"}, "no whole timetable"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path, changed, said):
    with pytest.raises(WrongFile, match=said):
        gtfs.read(packed(tmp_path / "t.zip", **changed), TUESDAY)


def test_what_is_no_zip_is_no_timetable(tmp_path):
    (tmp_path / "t.zip").write_text("no")
    with pytest.raises(WrongFile, match="not a timetable"):
        gtfs.read(tmp_path / "t.zip", TUESDAY)


@pytest.mark.parametrize(
    ("tags", "may"),
    [
        ({"highway": "residential"}, True),
        ({"highway": "motorway"}, False),
        ({"highway": "service", "access": "private"}, False),
        ({"highway": "service", "access": "private", "foot": "yes"}, True),
        ({"highway": "trunk", "motorroad": "yes"}, False),
        ({"highway": "path", "foot": "no"}, False),
        ({"highway": "construction", "foot": "yes"}, False),
        ({"building": "yes"}, False),
    ],
)
def test_a_way_is_walked_where_its_tags_let_people(tags, may):
    assert osm_network.walked(tags) is may


def test_a_map_of_leeds_gives_stretches_of_the_length_that_they_have(shared_data):
    pytest.importorskip("osmium")
    ways = osm_network.read(shared_data / "places" / "accessibility" / "its-leeds-example.osm.pbf")
    assert len(ways.start) > 100 and (ways.metres >= 0).all() and ways.metres.max() < 2_000
    assert ways.lat.min() > 53.7 and ways.lat.max() < 53.9


def test_a_file_that_is_no_map_is_refused_in_a_sentence(tmp_path):
    pytest.importorskip("osmium")
    (tmp_path / "no.osm.pbf").write_text("no")
    with pytest.raises(WrongFile, match="not an extract"):
        osm_network.read(tmp_path / "no.osm.pbf")
