"""Pairs, catchments, networks and timetables: slow obvious twins, the reference problems, and Newport as it is."""

from __future__ import annotations

import datetime
import gzip
import json
import math
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reach_problem import ENGLAND as ALL_ENGLAND
from bench.reach_problem import SYSTEM, problem
from commonweal.methods.access import floating, network, pairs, timetable
from commonweal.methods.access.pairs import Pairs

NEWPORT_MAP, NEWPORT_BUSES = "newport-2023-06-13.osm.pbf", "newport-20230613_gtfs.zip"
DAY = datetime.date(2023, 6, 13)
# Sums over all zones, as the reference states them; and what the prototype took, in seconds of the processor.
ICS = {"2sfca": (15.6283935170, 0.013), "e2sfca": (15.6021487101, 0.012), "3sfca": (15.6373640376, 0.020)}
ENGLAND = {"2sfca": (788.8651194259, 2.1), "e2sfca": (788.9512448731, 0.99), "3sfca": (789.1760032750, 3.5)}
METHODS = {"2sfca": floating.two_step, "e2sfca": floating.enhanced, "3sfca": floating.three_step}


def dense(found: Pairs) -> np.ndarray:
    """Pairs as a full table; infinite where there is no pair."""
    table = np.full((found.origins, found.destinations), np.inf)
    for origin in range(found.origins):
        to, away = found.of(origin)
        table[origin, to] = away
    return table


def test_the_reference_problem_of_one_system_is_met_to_the_last_digit():
    where, people, there, capacity = problem(*SYSTEM)
    found = pairs.within(where, there, 30, speed=30)
    assert len(found) == 657_001
    for name, (expected, _cpu) in ICS.items():
        assert math.isclose(METHODS[name](found, people, capacity).sum(), expected, abs_tol=1e-9), name


@pytest.mark.deep
def test_all_england_takes_seconds_and_no_more_of_the_processor_than_the_prototype():
    where, people, there, capacity = problem(*ALL_ENGLAND)
    began = time.process_time()
    found = pairs.within(where, there, 30, speed=30)
    assert time.process_time() - began <= 5
    assert len(found) == 32_102_845
    for name, (expected, most) in ENGLAND.items():
        began = time.process_time()
        total = METHODS[name](found, people, capacity).sum()
        assert time.process_time() - began <= most, name
        assert math.isclose(total, expected, abs_tol=1e-9), name


points = st.lists(st.tuples(st.floats(0, 20), st.floats(0, 20)), min_size=1, max_size=25)


@settings(max_examples=60, deadline=None)
@given(points, points, st.sampled_from([1.0, 7.5, 30.0, 200.0]))
def test_pairs_by_strips_are_those_of_a_full_table(here, there, minutes):
    start, end = np.array(here), np.array(there)
    found = dense(pairs.within(start, end, minutes))
    whole = pairs.every(start, end)
    clear = np.abs(whole - minutes) > 1e-6  # on the very edge, rounding decides
    assert np.allclose(np.where(whole <= minutes, whole, np.inf)[clear], found[clear], rtol=1e-12)


def test_points_without_whereabouts_are_refused_and_nothing_is_in_reach_of_nobody():
    with pytest.raises(ValueError, match="whereabouts"):
        pairs.within(np.array([[0.0, np.nan]]), np.zeros((1, 2)), 15)
    assert len(pairs.within(np.zeros((3, 2)), np.zeros((0, 2)), 15)) == 0
    assert pairs.within(np.zeros((3, 2)), np.zeros((0, 2)), 15).origins == 3


def test_the_flat_sheet_keeps_distances_that_people_walk():
    lat, lon = np.array([53.80, 53.81]), np.array([-1.55, -1.53])
    across = np.diff(pairs.flat(lat, lon, about=-2.0), axis=0)[0]
    half = np.sin(np.radians(0.005)) ** 2 + np.cos(np.radians(lat)).prod() * np.sin(np.radians(0.01)) ** 2
    assert math.isclose(np.hypot(*across), 2 * 6371 * math.asin(math.sqrt(half)), rel_tol=1e-4)


def slow_two_step(table: np.ndarray, weight: np.ndarray, people: np.ndarray, supply: np.ndarray) -> list[float]:
    """Both steps in loops."""
    out = [0.0] * len(people)
    for to in range(len(supply)):
        asked = sum(people[each] * weight[each, to] for each in range(len(people)))
        for each in range(len(people)):
            out[each] += weight[each, to] * supply[to] / asked if asked else 0.0
    return out


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_catchments_are_those_of_loops_and_give_out_what_is_there(seed):
    chance = np.random.default_rng(seed)
    minutes = chance.uniform(0, 45, (6, 5))
    start, to = np.nonzero(minutes <= 30)
    found = pairs.listed(start, to, minutes[start, to], shape=(6, 5))
    people, supply = chance.integers(0, 50, 6).astype(float), chance.integers(0, 9, 5).astype(float)
    near = (minutes <= 30).astype(float)
    falling = floating.stepped(minutes.ravel(), floating.FAST_FALL).reshape(6, 5)
    choice = floating.stepped(np.where(minutes <= 30, minutes, np.inf).ravel(), floating.CHOICE).reshape(6, 5)
    share = choice / np.maximum(choice.sum(axis=1, keepdims=True), 1e-300)
    for each, weight in (
        (floating.two_step, near),
        (floating.enhanced, falling),
        (floating.three_step, choice * share),
    ):
        got = each(found, people, supply)
        assert np.allclose(got, slow_two_step(minutes, weight, people, supply), rtol=1e-12)
        reached = supply[(weight * people[:, None]).sum(axis=0) > 0].sum()
        assert math.isclose((got * people).sum(), reached, rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("people", [[1, 2, 3], [np.nan, 1], [-1, 2]])
def test_people_who_are_not_known_are_no_noughts(people):
    found = pairs.listed([0], [0], [3.0], shape=(2, 1))
    with pytest.raises(ValueError):
        floating.two_step(found, people, [5.0])


def grid(wide: int, high: int, metres: float) -> network.Network:
    """A town of square blocks."""
    step = metres / 111_194.93
    lat = np.repeat(np.arange(high) * step, wide)
    lon = np.tile(np.arange(wide) * step, high)
    number = np.arange(wide * high).reshape(high, wide)
    stretches = [(number[:, :-1], number[:, 1:]), (number[:-1], number[1:])]
    start = np.concatenate([a.ravel() for a, _b in stretches])
    end = np.concatenate([b.ravel() for _a, b in stretches])
    return network.network(lat, lon, start, end, np.full(len(start), metres))


def test_in_a_town_of_blocks_the_way_is_round_the_corners_and_the_same_both_ways():
    net = grid(7, 5, 100.0)
    at = network.Snapped(np.arange(net.nodes), np.zeros(net.nodes))
    table = dense(network.minutes(net, at, at, 1_000))
    row, column = np.divmod(np.arange(35), 7)
    corners = np.abs(row[:, None] - row) + np.abs(column[:, None] - column)
    assert np.allclose(table, corners * 100 / 80, atol=1e-6)
    assert np.allclose(table, table.T)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_shortest_path_is_that_of_trying_every_middle(seed):
    chance = np.random.default_rng(seed)
    count = 9
    start, end = chance.integers(0, count, 20), chance.integers(0, count, 20)
    start, end = np.concatenate([start, np.arange(count - 1)]), np.concatenate([end, np.arange(1, count)])
    metres = chance.uniform(1, 500, len(start))
    net = network.network(np.zeros(count), np.arange(count) * 0.001, start, end, metres)
    slow = np.full((count, count), np.inf)
    np.fill_diagonal(slow, 0.0)
    for a, b, length in zip(start, end, metres / 80, strict=True):
        if a != b:
            slow[a, b] = slow[b, a] = min(slow[a, b], length)
    for middle in range(count):  # Floyd and Warshall
        slow = np.minimum(slow, slow[:, middle, None] + slow[None, middle])
    at = network.Snapped(np.arange(count), np.zeros(count))
    assert np.allclose(dense(network.minutes(net, at, at, 1e6)), slow)


def test_a_point_that_no_way_is_near_reaches_nothing_and_an_island_is_left_out():
    net = network.network([0, 0, 0, 1, 1], [0, 0.001, 0.002, 1, 1.001], [0, 1, 3], [1, 2, 4], [111, 111, 111])
    assert net.nodes == 3
    at = network.snap(net, [0.0, 1.0], [0.0, 1.0])
    assert at.known.tolist() == [True, False]
    assert dense(network.minutes(net, at, at, 60))[1].tolist() == [math.inf, math.inf]
    with pytest.raises(ValueError):
        network.network([0], [0], [], [], [])


def slow_earliest(rides: list[tuple[int, int, float, float, int]], access: dict[int, float],
                  walks: dict[tuple[int, int], float], departs: float, stops: int) -> list[float]:  # fmt: skip
    """Try every ride again and again until nothing gets better."""
    best = [departs + access[each] if each in access else math.inf for each in range(stops)]
    aboard: set[int] = set()
    better = True
    while better:
        better = False
        for start, end, leaves, arrives, trip in rides:
            if trip in aboard or best[start] <= leaves:
                # Once on a trip, its later rides are open; trips here are listed in order.
                aboard.add(trip)
                for stop, walk in ((end, 0.0), *((to, w) for (a, to), w in walks.items() if a == end)):
                    if arrives + walk < best[stop]:
                        best[stop] = arrives + walk
                        better = True
    return best


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_buses_are_met_as_by_trying_everything(seed):
    """Trips of one ride each, so that being aboard is no more than having met it."""
    chance = np.random.default_rng(seed)
    stops, count = 6, 25
    rides = []
    for trip in range(count):
        start, end = chance.choice(stops, 2, replace=False)
        leaves = float(chance.integers(0, 60))
        rides.append((int(start), int(end), leaves, leaves + float(chance.integers(1, 20)), trip))
    rides.sort(key=lambda each: each[2])
    walks = {(0, 1): 2.0, (3, 4): 5.0}
    a, b, leaves, arrives, trip = (np.array(each) for each in zip(*rides, strict=True))
    table = timetable.Timetable(
        stops, a.astype(np.int32), b.astype(np.int32), leaves.astype(float), arrives.astype(float),
        trip.astype(np.int32), np.ones(count, bool), np.ones(count, bool),
    )  # fmt: skip
    access = {0: 3.0, 2: 6.0}
    got = timetable.earliest(
        table,
        access=pairs.listed([0, 0], [0, 2], [3.0, 6.0], shape=(1, stops)),
        transfers=pairs.listed([0, 3], [1, 4], [2.0, 5.0], shape=(stops, stops)),
        departs=5.0,
    )
    assert got[:, 0].tolist() == slow_earliest(rides, access, walks, 5.0, stops)


def test_a_bus_is_stayed_on_and_left_only_where_people_may_get_off():
    rides = timetable.Timetable(
        4, np.array([0, 1, 2], np.int32), np.array([1, 2, 3], np.int32), np.array([10.0, 20.0, 30.0]),
        np.array([19.0, 29.0, 39.0]), np.zeros(3, np.int32),
        np.array([True, False, True]), np.array([True, False, True]),
    )  # fmt: skip
    nowhere = pairs.listed([], [], [], shape=(4, 4))
    first = timetable.earliest(
        rides, access=pairs.listed([0], [0], [1.0], shape=(1, 4)), transfers=nowhere, departs=5.0
    )
    assert first[:, 0].tolist() == [6.0, 19.0, math.inf, 39.0]
    second = timetable.earliest(
        rides, access=pairs.listed([0], [1], [1.0], shape=(1, 4)), transfers=nowhere, departs=5.0
    )
    assert second[:, 0].tolist() == [math.inf, 6.0, math.inf, math.inf]  # nobody may get on at the second stop


def test_rides_out_of_order_are_refused():
    with pytest.raises(ValueError, match="in order"):
        timetable.Timetable(
            2, np.zeros(2, np.int32), np.ones(2, np.int32), np.array([9.0, 8.0]), np.array([10.0, 10.0]),
            np.zeros(2, np.int32), np.ones(2, bool), np.ones(2, bool),
        )  # fmt: skip


@pytest.fixture(scope="module")
def newport(shared_data: Path) -> Iterator[tuple[network.Network, network.Snapped]]:
    """Newport's ways, and a point within each of its neighbourhoods."""
    pytest.importorskip("osmium")
    from shapely.geometry import shape

    from commonweal.feeds import osm_network

    ways = osm_network.read(shared_data / "places" / "accessibility" / NEWPORT_MAP)
    net = network.network(ways.lat, ways.lon, ways.start, ways.end, ways.metres)
    with gzip.open(shared_data / "places" / "boundaries" / "newport_wales" / "lsoa21_bgc.geojson.gz") as opened:
        spots = [shape(each["geometry"]).representative_point() for each in json.load(opened)["features"]]
    yield net, network.snap(net, [each.y for each in spots], [each.x for each in spots])


def test_newport_is_walked_the_same_both_ways_and_never_faster_than_a_crow(newport):
    net, at = newport
    assert net.nodes > 40_000 and at.known.sum() == 71  # the extract ends short of the rest
    table = dense(network.minutes(net, at, at, 30))
    assert (np.isfinite(table) == np.isfinite(table.T)).all()
    both = np.isfinite(table)
    assert np.allclose(table[both], table.T[both], atol=1e-9)
    where = net.tree.data[at.node[at.known]]
    crow = pairs.every(where, where, detour=1.0)
    walked = table[np.ix_(at.known, at.known)]
    assert (walked + 1e-9 >= crow)[np.isfinite(walked)].all()


def test_newports_buses_take_people_no_longer_than_their_feet(newport, shared_data):
    from commonweal.feeds import gtfs

    net, at = newport
    rides = gtfs.read(shared_data / "places" / "accessibility" / NEWPORT_BUSES, DAY, first=480, last=480 + 120)
    stops = network.snap(net, rides.lat, rides.lon)
    foot = network.minutes(net, at, at, 60)
    table = timetable.Timetable(
        len(rides.stops), rides.start, rides.end, rides.leaves, rides.arrives, rides.trip, rides.board, rides.alight
    )
    to_stops = network.minutes(net, at, stops, 15)
    found = timetable.median_minutes(
        table,
        access=to_stops,
        egress=to_stops,
        transfers=network.minutes(net, stops, stops, 8),
        walking=foot,
        departures=np.arange(480, 540, 5),
        most=60,
    )
    by_bus, afoot = dense(found), dense(foot)
    assert (by_bus <= afoot).all()
    assert len(found) > len(foot)  # some are reached that could not be
    assert (by_bus < afoot - 1).sum() > 20
