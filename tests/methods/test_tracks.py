"""Walks as lines, against figures worked out apart from us and against the slow and obvious way."""

from __future__ import annotations

import itertools
import json
import math
import random
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.methods.tracks import Spot, lasted, length, metres, simplified, smooth, trimmed, where


@pytest.fixture(scope="module")
def walk(shared_data):
    """The invented group walk, by our own reader."""
    from commonweal.listening.walks import gpx

    folder = shared_data / "systemsmap" / "asset-walk-synthetic"
    read = gpx.read((folder / "walk.gpx").read_bytes())
    return read, json.loads((folder / "expected.json").read_text())


def test_the_invented_walk_is_as_long_as_it_is_expected_to_be(walk):
    read, expected = walk
    assert length(read.runs) == pytest.approx(expected["walk_length_m_haversine_R6371008.8"], abs=0.005)


def test_recordings_are_placed_by_time_where_they_are_expected(walk):
    read, expected = walk
    assert len(expected["media_placed_by_time_linear"]) == 4
    for each in expected["media_placed_by_time_linear"]:
        at = (datetime.fromisoformat(each["recorded_at"]) - read.began_at).total_seconds()
        spot = where(read.runs, at)
        assert (spot.lat, spot.lon) == pytest.approx(tuple(each["expected_position"].values()), abs=5e-8)


def test_a_degree_along_the_meridian_is_a_degree_of_the_sphere():
    assert metres(Spot(0, 0), Spot(90, 0)) == pytest.approx(math.pi / 2 * 6_371_008.8)
    assert metres(Spot(10, 179.9), Spot(10, -179.9)) < 25_000, "across the line where days change"


def line(many: int = 60, step: float = 1e-4, seconds: float = 10.0, lon: float = -1.7):
    return tuple(Spot(53.8 + i * step, lon, i * seconds) for i in range(many))


def test_points_that_a_device_made_up_go_and_what_is_left_is_as_long_as_before():
    track = list(line())
    hops = [
        *track[:20],
        Spot(53.9, -1.7, 191.0),
        Spot(53.9, -1.6999, 193.0),
        *track[20:40],
        Spot(0, 0, 391.0),
        *track[40:],
    ]
    found = smooth(hops)
    assert found.hops == 3 and found.runs == (tuple(track),)


def test_a_long_leap_is_a_gap_and_adds_nothing_to_the_length():
    parts = smooth([*line(10), *(Spot(s.lat + 0.5, s.lon, s.at + 100) for s in line(10))])
    assert parts.hops == 0 and [len(run) for run in parts.runs] == [10, 10]
    assert length(parts.runs) == pytest.approx(2 * length([line(10)]), rel=1e-4)


def test_a_track_without_times_is_parted_by_distance_alone():
    bare = [Spot(s.lat, s.lon) for s in line(20)]
    assert smooth([*bare[:10], Spot(60.0, 0.0), *bare[10:]]).hops == 1
    assert lasted([tuple(bare)]) is None and lasted([line(20)]) == 190


def test_nothing_within_reach_of_either_end_is_kept_nor_is_a_line_through_it():
    chance = random.Random(7)
    for _turn in range(60):
        at, track = [53.8, -1.7], []
        for step in range(400):
            at = [at[0] + chance.uniform(-2, 2.2) * 1e-4, at[1] + chance.uniform(-2, 2.2) * 1e-4]
            track.append(Spot(at[0], at[1], step * 10.0))
        if chance.random() < 0.5:
            track += [Spot(s.lat, s.lon, 8000 - s.at) for s in reversed(track)]  # home again
        left = trimmed([tuple(track)], 150, 190)
        for run in left.runs:
            assert len(run) > 1
            for one, other in itertools.pairwise(run):
                for share in range(11):
                    lat = one.lat + share / 10 * (other.lat - one.lat)
                    lon = one.lon + share / 10 * (other.lon - one.lon)
                    assert metres(Spot(lat, lon), track[0]) > 149.5
                    assert metres(Spot(lat, lon), track[-1]) > 189.5


def test_a_walk_shorter_than_what_is_cut_off_leaves_nothing():
    assert trimmed([line(10)], 150, 150).runs == ()
    assert trimmed([line(10)], 0, 0).runs == (line(10),)
    assert trimmed([], 150, 150).runs == ()


def off_by(spot, run):
    """The slow and obvious twin: how far from a line, by a thousand points on it."""
    return min(
        metres(spot, Spot(a.lat + i / 200 * (b.lat - a.lat), a.lon + i / 200 * (b.lon - a.lon)))
        for a, b in itertools.pairwise(run)
        for i in range(201)
    )


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), min_size=3, max_size=30), st.floats(1, 40))
def test_a_simplified_line_is_nowhere_further_off_than_was_said(steps, tolerance):
    lat, lon, run = 53.8, -1.7, []
    for up, across in steps:
        lat, lon = lat + up * 1e-4, lon + across * 1e-4
        run.append(Spot(lat, lon))
    kept = simplified(tuple(run), tolerance)
    assert kept[0] == run[0] and kept[-1] == run[-1] and set(kept) <= set(run)
    assert all(off_by(spot, kept) <= tolerance * 1.01 + 0.6 for spot in run)


def test_nobody_knows_where_somebody_was_in_a_gap_or_before_or_after():
    runs = [line(5), tuple(Spot(s.lat, s.lon, s.at + 1000) for s in line(5))]
    assert where(runs, 20).lat == pytest.approx(53.8002)
    assert where(runs, 500) is None and where(runs, -1) is None and where(runs, 5000) is None
    assert where([tuple(Spot(s.lat, s.lon) for s in line(5))], 3) is None
