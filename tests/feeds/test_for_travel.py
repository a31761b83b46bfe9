"""Timetables and streets: known for what they are, and seen to be whole or not."""

from __future__ import annotations

import zipfile

import pytest

from commonweal.feeds import streets, timetables
from commonweal.feeds.base import WrongFile, head
from tests.feeds.test_iod2019 import read

TABLES = {
    "agency.txt": "agency_id\n1\n", "routes.txt": "route_id\nA\n", "stops.txt": "stop_id\n1\n2\n",
    "trips.txt": "trip_id\nT\n", "stop_times.txt": "trip_id,stop_id\nT,1\n",
    "calendar.txt": "service_id,start_date,end_date\n1,20230605,20240301\n",
}  # fmt: skip


def packed(path, tables):
    with zipfile.ZipFile(path, "w") as made:
        for name, text in tables.items():
            made.writestr(name, text)
    return path


def test_a_timetable_is_known_by_its_tables_and_says_for_which_days_it_answers(tmp_path):
    path = packed(tmp_path / "any.zip", TABLES)
    assert timetables.recognise(head(path)) is timetables.SOURCE
    (found,), _ = read(timetables, path)
    assert (found.counts, found.first_day, found.last_day) == (
        {"stops": 2, "trips": 1, "routes": 1}, "20230605", "20240301",
    )  # fmt: skip


def test_a_zip_of_something_else_and_a_timetable_cut_short_are_not_timetables(tmp_path):
    other = packed(tmp_path / "o.zip", {"stops.txt": "stop_id\n"})
    assert timetables.recognise(head(other)) is None
    cut = tmp_path / "c.zip"
    cut.write_bytes(packed(tmp_path / "w.zip", TABLES).read_bytes()[:-30])
    assert timetables.recognise(head(cut)) is None
    for path in (other, cut):
        with pytest.raises(WrongFile, match="cannot be unpacked"):
            read(timetables, path)


def test_streets_cut_short_are_refused(shared_data, tmp_path):
    whole = shared_data / "places/accessibility/its-leeds-example.osm.pbf"
    assert streets.recognise(head(whole)) is streets.SOURCE
    assert read(streets, whole)[0][0].counts == {"blocks": 4}
    cut = tmp_path / "c.pbf"
    cut.write_bytes(whole.read_bytes()[:-5])
    assert streets.recognise(head(cut)) is streets.SOURCE
    with pytest.raises(WrongFile, match="in the middle of a block"):
        read(streets, cut)


@pytest.mark.parametrize("content", [b"", b"\0", b"\0\0\0\x0d\x0a\x09OSMHeader", b"\xff" * 40])
def test_what_only_begins_like_streets_is_refused_or_empty_and_never_a_crash(tmp_path, content):
    path = tmp_path / "s.pbf"
    path.write_bytes(content)
    if content:
        with pytest.raises(WrongFile):
            read(streets, path)


def test_the_timetables_of_newport_and_chester_are_whole(shared_data):
    folder = shared_data / "places" / "accessibility"
    newport = read(timetables, folder / "newport-20230613_gtfs.zip")[0][0]
    chester = read(timetables, folder / "chester-20230816-small_gtfs.zip")[0][0]
    assert newport.counts["stops"] == 2_686 and chester.counts["stops"] == 1_320
    assert (newport.first_day, chester.last_day) == ("20230605", "20240426")
