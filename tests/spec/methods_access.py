"""Travel time and access: small cases that a reader can follow by hand."""

from __future__ import annotations

import numpy as np

from commonweal.methods.access import floating, network, pairs, timetable
from tests.spec import guide
from tests.spec.guide import Case, Method

# Two villages, 1,000 and 500 people; a hall that both can walk to, a library that only the second can.
VILLAGES = pairs.listed([0, 1, 1], [0, 0, 1], [8, 12, 25], shape=(2, 2))
PEOPLE, SUPPLY = [1000, 500], [30, 10]
WHERE = np.array([[0.0, 0.0]])


def _line() -> dict[str, float]:
    found = pairs.within(WHERE, np.array([[0.3, 0.4], [0.0, 0.8], [0.0, 1.0]]), 15)
    return {f"to {to}": round(float(away), 4) for to, away in zip(found.to, found.minutes, strict=True)}


def _square() -> dict[str, float]:
    """Four corners, 400 m apart, and no way along one side."""
    lat, lon = np.array([0.0, 0.0, 0.0036, 0.0036]), np.array([0.0, 0.0036, 0.0036, 0.0])
    net = network.network(lat, lon, [0, 1, 2], [1, 2, 3], [400.0, 400.0, 400.0])
    at = network.snap(net, lat, lon)
    found = network.minutes(net, at, at, 60)
    to, away = found.of(0)
    return {f"to corner {each}": round(float(minutes), 6) for each, minutes in sorted(zip(to, away, strict=True))}


def _bus(departures: list[float]) -> float | None:
    """A bus from one stop to another at 8:10 and at 8:40, ten minutes on the road; a walk of 3 and of 2 minutes."""
    rides = timetable.Timetable(
        2, np.array([0, 0], np.int32), np.array([1, 1], np.int32), np.array([490.0, 520.0]), np.array([500.0, 530.0]),
        np.array([0, 1], np.int32), np.array([True, True]), np.array([True, True]),
    )  # fmt: skip
    found = timetable.median_minutes(
        rides,
        access=pairs.listed([0], [0], [3.0], shape=(1, 2)),
        egress=pairs.listed([0], [1], [2.0], shape=(1, 2)),
        transfers=pairs.listed([], [], [], shape=(2, 2)),
        walking=pairs.listed([], [], [], shape=(1, 1)),
        departures=departures,
        most=60,
    )
    return float(found.minutes[0]) if len(found) else None


FAMILY = guide.Family(
    "access",
    "Travel time, and what people can reach",
    "How long the way is, and how much of what is there each neighbourhood can count on. Minutes come from the "
    "straight line, from a network that a place supplies, from a timetable, or from a table that any router wrote: "
    "what is worked out from them is the same. A place that cannot be put on a map reaches nothing, and nothing "
    "reaches it: it is left out and counted as not known, never as far away.",
    (
        Method(
            "Straight line times detour",
            "Which places are within so many minutes, when nobody knows the way?",
            "Distance as the crow flies, times 1.3, at 4.8 km an hour. Destinations are laid in thin strips, in order "
            "within each, so that all within reach of an origin are a few runs: 32,102,845 pairs of all England in "
            "about two seconds.",
            "That the way on foot is about 1.3 times the straight line. On the network of Newport it is 1.4 times in "
            "the middle, and between 1.2 and 1.9 for eight in ten: rivers, railways and hills are not seen.",
            "Common in planning; measured here on OpenStreetMap, Newport, 13 June 2023.",
            "commonweal.methods.access.pairs.within",
            "commonweal access minutes ORIGINS.csv DESTINATIONS.csv",
            (
                Case(
                    "Things 500 m, 800 m and 1,000 m away; 15 minutes",
                    _line,
                    {"to 0": 8.125, "to 1": 13.0},
                ),
                Case("How far 15 minutes go, km", lambda: pairs.reach_km(15), 0.9230769230769231),
            ),
        ),
        Method(
            "On a network",
            "How long is the way along the ways that can be walked?",
            "Shortest path (Dijkstra) on the stretches of an OpenStreetMap extract, both ways alike; the straight way "
            "to the nearest point of a stretch (they are 20 m apart at most) and from it is added. Only corners, where "
            "ways meet or end, are searched; the points between two of them keep how far along they lie. Parts that "
            "hang together with nothing else are left out. On a place’s pages, what no way is near keeps the straight "
            "line, and it is said how often.",
            "One speed for everybody, uphill too; gates are open. A point more than 500 m from any way is not known.",
            "Dijkstra (1959), Numerische Mathematik 1; scipy.sparse.csgraph.",
            "commonweal.methods.access.network.minutes",
            "commonweal access minutes ORIGINS.csv DESTINATIONS.csv --network EXTRACT.osm.pbf",
            (
                Case(
                    "Three sides of a square, each 400 m: from the first corner",
                    _square,
                    {"to corner 0": 0.0, "to corner 1": 5.0, "to corner 2": 10.0, "to corner 3": 15.0},
                ),
            ),
        ),
        Method(
            "By timetable",
            "How long does it take by bus or train, whenever one leaves within an hour?",
            "Connection scan over the rides of one day, all moments of leaving and all origins side by side; walking "
            "to and from stops, and once between two rides; on foot all the way where that is quicker. The median over "
            "the moments: half the time it takes no longer.",
            "Buses keep to the timetable, and nobody misses one. A moment from which the journey cannot be made counts "
            "as endless.",
            "Dibbelt, Pajor, Strasser and Wagner (2013), Intriguingly Simple and Fast Transit Routing.",
            "commonweal.methods.access.timetable.median_minutes",
            "commonweal access timetable TIMETABLE.zip ORIGINS.csv DESTINATIONS.csv --day 2026-06-09",
            (
                Case("Leaving at 8:00: a walk of 3, the bus at 8:10, a walk of 2", lambda: _bus([480]), 22.0),
                Case("Leaving at 8:00, 8:08 and 8:20: 22, 44 and 32 minutes", lambda: _bus([480, 488, 500]), 32.0),
                Case("Leaving at 8:38, after the last bus", lambda: _bus([518]), None),
            ),
        ),
        Method(
            "2SFCA",
            "How much supply is there for each person, counting alike all that is in reach?",
            "Each thing is divided by all people who can reach it; each neighbourhood adds up what it can reach.",
            "Everybody in reach asks equally, and nobody beyond it. Sums of supply are kept: nothing is counted twice.",
            "Luo and Wang (2003), Environment and Planning B 30.",
            "commonweal.methods.access.floating.two_step",
            "commonweal access reach ZONES.csv ASSETS.csv --method 2sfca --most 30",
            (
                Case(
                    "1,000 people reach a hall (30); 500 reach the hall and a library (10)",
                    lambda: floating.two_step(VILLAGES, PEOPLE, SUPPLY).tolist(),
                    [0.02, 0.04],
                ),
                Case(
                    "The same, within 20 minutes: the library is beyond",
                    lambda: floating.two_step(VILLAGES, PEOPLE, SUPPLY, minutes=20).tolist(),
                    [0.02, 0.02],
                ),
            ),
        ),
        Method(
            "E2SFCA",
            "How much, where what is further away counts for less?",
            "As 2SFCA, with people and shares weighted by minutes: 1 up to 10, 0.68 up to 20, 0.22 up to 30.",
            "The weights say how willingly people go. These were made for doctors in Illinois.",
            "Luo and Qi (2009), Health & Place 15.",
            "commonweal.methods.access.floating.enhanced",
            "commonweal access reach ZONES.csv ASSETS.csv --method e2sfca",
            (
                Case(
                    "Hall at 8 and 12 minutes, library at 25",
                    lambda: floating.enhanced(VILLAGES, PEOPLE, SUPPLY).tolist(),
                    [30 / 1340, 0.68 * 30 / 1340 + 10 / 500],
                ),
            ),
        ),
        Method(
            "3SFCA",
            "How much, where people with more to choose from ask less of each?",
            "First each neighbourhood shares itself out among what it reaches, by weight; then as E2SFCA with weight "
            "times share.",
            "People choose by distance alone.",
            "Wan, Zou and Sternberg (2012), International Journal of Geographical Information Science 26.",
            "commonweal.methods.access.floating.three_step",
            "commonweal access reach ZONES.csv ASSETS.csv --method 3sfca",
            (
                Case(
                    "The same villages, weights 1 up to 20 minutes and 0.5 up to 30",
                    lambda: floating.three_step(VILLAGES, PEOPLE, SUPPLY, steps={20: 1.0, 30: 0.5}).tolist(),
                    [30 / (1000 + 500 * 2 / 3), 2 / 3 * 30 / (1000 + 500 * 2 / 3) + 10 / 500],
                ),
            ),
        ),
    ),
)
