"""Chains and corners beside a slow, obvious twin: Dijkstra's search over every point, one neighbour after another."""

from __future__ import annotations

import heapq
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.evidence.access import packed_streets
from commonweal.methods.access import network
from tests.methods.test_access import dense

METRE = 1 / 111_194.93  # of a degree northward


def slow(stretches: list[tuple[int, int, float]], start: int) -> dict[int, float]:
    """Metres from one point to every other that can be walked to."""
    near: dict[int, list[tuple[int, float]]] = {}
    for a, b, metres in stretches:
        near.setdefault(a, []).append((b, metres))
        near.setdefault(b, []).append((a, metres))
    best, waiting = {start: 0.0}, [(0.0, start)]
    while waiting:
        went, here = heapq.heappop(waiting)
        if went > best[here]:
            continue
        for then, metres in near.get(here, ()):
            if went + metres < best.get(then, math.inf):
                best[then] = went + metres
                heapq.heappush(waiting, (went + metres, then))
    return best


def town(seed: int) -> tuple[int, list[tuple[int, int, float]]]:
    """A few corners, joined by winding ways of many points; with loops, a dead end, two ways between the same two."""
    chance = np.random.default_rng(seed)
    corners = int(chance.integers(1, 6))
    points, stretches = corners, []

    def way(a: int, b: int) -> None:
        nonlocal points
        bends = int(chance.integers(2 if a == b else 0, 5))
        line = [a, *range(points, points + bends), b]
        points += bends
        stretches.extend((one, two, float(chance.uniform(1, 300))) for one, two in pairwise(line))

    for each in range(1, corners):
        way(int(chance.integers(0, each)), each)  # so that all hang together
    for _ in range(int(chance.integers(1, 6))):
        a, b = chance.integers(0, corners, 2)
        way(int(a), int(b))
    points += 1
    way(0, points - 1)  # a dead end
    return points, stretches


def made(points: int, stretches: list[tuple[int, int, float]]) -> network.Network:
    start, end, metres = zip(*stretches, strict=True)
    # A kilometre apart: no two points are taken for one when they are looked up.
    return network.network(np.arange(points) * 1000 * METRE, np.zeros(points), start, end, metres)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_minutes_between_any_two_points_are_those_of_the_search_over_all_of_them(seed):
    points, stretches = town(seed)
    net = made(points, stretches)
    assert net.nodes == points and net.left_out == 0
    at = network.snap(net, np.arange(points) * 1000 * METRE, np.zeros(points))
    expected = np.array([[slow(stretches, a)[b] / 80 for b in range(points)] for a in range(points)])
    assert np.allclose(dense(network.minutes(net, at, at, 1e6)), expected, atol=1e-6)
    some = network.Snapped(at.node[:2], at.minutes[:2])  # fewer searched to than from: searched from there
    assert np.allclose(dense(network.minutes(net, at, some, 1e6)), expected[:, :2], atol=1e-6)
    cut = float(np.median(expected))
    kept = dense(network.minutes(net, at, at, cut))
    clear = np.abs(expected - cut) > 1e-6
    assert np.allclose(kept[clear], np.where(expected <= cut, expected, np.inf)[clear], atol=1e-6)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_nearest_of_several_is_found_in_one_search_and_is_the_nearest_of_all(seed):
    points, stretches = town(seed)
    net = made(points, stretches)
    chance = np.random.default_rng(seed)
    hubs = chance.integers(0, points, 3)
    away = chance.uniform(0, 5, 3)  # minutes from the way to each hub's door
    where = network.snap(net, np.arange(points) * 1000 * METRE, np.zeros(points))
    doors = network.Snapped(where.node[hubs], away)
    minutes, which = network.nearest(net, where, doors)
    expected = np.array([[slow(stretches, hub)[each] / 80 for hub in hubs.tolist()] for each in range(points)]) + away
    assert np.allclose(minutes, expected.min(axis=1), atol=1e-6)
    assert np.allclose(expected[np.arange(points), which], minutes, atol=1e-6)


def test_where_no_way_is_near_nothing_is_nearest_and_nothing_is_said_to_be():
    net = made(3, [(0, 1, 100), (1, 2, 100)])
    on, off = network.snap(net, [0.0], [0.0]), network.snap(net, [5.0], [5.0])
    assert [each.tolist() for each in network.nearest(net, off, on)] == [[math.inf], [-1]]
    assert [each.tolist() for each in network.nearest(net, on, off)] == [[math.inf], [-1]]


def test_a_ring_and_a_loop_at_the_end_of_a_way_are_walked_by_their_shorter_side():
    ring = made(4, [(0, 1, 80), (1, 2, 80), (2, 3, 80), (3, 0, 80)])
    at = network.snap(ring, np.arange(4) * 1000 * METRE, np.zeros(4))
    assert np.round(dense(network.minutes(ring, at, at, 60))[1], 6).tolist() == [1, 0, 1, 2]
    assert ring.corners < ring.nodes


def test_streets_are_packed_to_a_centimetre_and_come_back_as_they_were():
    points, stretches = town(7)
    net = made(points, stretches)
    back = packed_streets.unpack(packed_streets.pack(net))
    where = np.arange(points) * 1000 * METRE
    first, second = (network.snap(each, where, np.zeros(points)) for each in (net, back))
    assert (back.nodes, back.corners, back.left_out) == (net.nodes, net.corners, net.left_out)
    tables = [dense(network.minutes(each, at, at, 1e6)) for each, at in ((net, first), (back, second))]
    assert np.allclose(*tables, atol=0.002)
    assert len(packed_streets.pack(net)) < 4 * 4 * points + 400


@pytest.mark.parametrize("metres", [[], [-1.0], [math.nan]])
def test_a_network_without_lengths_is_none(metres):
    with pytest.raises(ValueError, match="stretches"):
        network.network([0, 0], [0, 1], [0] * len(metres), [1] * len(metres), metres)


def test_whoever_lives_half_way_along_a_straight_way_meets_it_there_and_lengths_stay_as_they_are():
    metres = [1000.0, 30.0, 95.0]
    lat, start, end = np.array([0, 1000, 1030, 1125]) * METRE, [0, 1, 2], [1, 2, 3]
    whole = network.network(lat, np.zeros(4), start, end, metres)
    fine = network.network(lat, np.zeros(4), start, end, metres, every=20.0)
    assert fine.nodes == 4 + 49 + 1 + 4 and fine.corners == whole.corners == 2
    ends = [
        dense(network.minutes(each, at, at, 60))[0, -1]
        for each in (whole, fine)
        for at in [network.snap(each, lat, np.zeros(4))]
    ]
    assert ends == pytest.approx([1125 / 80] * 2)
    half = np.array([500.0]) * METRE
    away = [
        network.minutes(each, network.snap(each, half, [0]), network.snap(each, lat[:1], [0]), 60).minutes
        for each in (whole, fine)
    ]
    assert len(away[0]) == 1 and away[1].tolist() == pytest.approx([500 / 80], abs=10 / 80)
