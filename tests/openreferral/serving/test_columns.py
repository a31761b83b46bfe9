"""Columns answer as a plain reading of them would, and go on doing so for whoever began before a change."""

from __future__ import annotations

import random

import numpy as np
import pytest

from commonweal.openreferral.serving import grid, pages, standing, store, tables
from commonweal.openreferral.serving.asks import Ask
from commonweal.openreferral.serving.columns import Gathering, loaded
from commonweal.openreferral.serving.reader import Reader
from tests.openreferral.serving.conftest import NOW
from tests.openreferral.serving.invented import Place, known

EMPTY = {"term": [], "taxonomy": [], "organization": [], "parent": [], "hours": [], "area": []}
PLAIN = {**EMPTY, "low": 0.0, "high": 0.0, "modified": 0, "latitude": [], "longitude": []}


def points(chance: random.Random, about: tuple[float, float], metres: float) -> list[tuple[float, float]]:
    """Points near and far, many about a circle; at the poles and on either side of the line of dates too."""
    wide = metres / 111_195
    found = [(about[0] + chance.uniform(-2, 2) * wide, about[1] + chance.uniform(-2, 2) * wide) for _ in range(300)]
    found += [(chance.uniform(-90, 90), chance.uniform(-180, 180)) for _ in range(200)]
    found += [(chance.choice([-90.0, 90.0, 0.0]), chance.choice([-180.0, 180.0, 0.0])) for _ in range(20)]
    return [(max(-90.0, min(90.0, up)), (along + 180) % 360 - 180) for up, along in found] + [about]


@pytest.mark.parametrize("about", [(53.7, -1.8), (0.0, 179.9999), (89.99, 10.0), (-90.0, 0.0), (10.0, -180.0)])
def test_near_is_what_measuring_every_point_finds(about):
    chance = random.Random(str(about))
    for metres in (0, 0.001, 3, 250, 1_600, 20_000, 3_000_000, 20_015_000, 50_000_000):
        at, gathering = points(chance, about, metres), Gathering()
        for row in range(0, len(at), 2):
            some = at[row : row + 2]
            entry = {"latitude": [each[0] for each in some], "longitude": [each[1] for each in some]}
            gathering.take(row, PLAIN | entry)
        measured = grid.distance_m(*about, *np.array(at).T)
        # One point lies exactly on the edge.
        for edge in (float(metres), float(np.sort(measured)[len(measured) // 3])):
            within = np.flatnonzero(measured <= edge)
            circle = grid.Circle(*about, edge)
            assert gathering.columns().near(circle).tolist() == sorted({row // 2 * 2 for row in within.tolist()})
            corners = (*circle.south_north, *circle.west_east)
            assert all(
                corners[0] <= up <= corners[1] and corners[2] <= along <= corners[3]
                for up, along in (at[row] for row in within)
            )


def test_columns_are_the_same_after_they_were_written_and_read(tmp_path):
    gathering = Gathering()
    for row in (5, 3, 9):
        gathering.take(row, PLAIN | {"term": ["a", f"own {row}"], "hours": ["MO", "MO-0540-0600", "ANY-0540-0600"]})
    made = gathering.columns()
    made.save(tmp_path / "made")
    again = loaded(tmp_path / "made")
    assert again.words == made.words and again.size == 10
    assert [each.tolist() for each in again.having("term", ["a", "own 9", "unknown"])] == [[3, 5, 9], [9]]
    assert again.sessions(["MO"], 500, 600) == ["MO-0540-0600"] and not again.sessions(["MO"], 541, None)
    assert again.sessions(["TU"], 0, None) == []


@pytest.mark.parametrize("most", [0, 4, 2_000])
def test_whoever_began_before_a_change_goes_on_with_what_they_saw(most, tmp_path, monkeypatch):
    monkeypatch.setattr(standing, "MOST_LATE", most)
    place, chance = Place(4, 30), random.Random(4)
    store.build(tmp_path, place.documents(), now=NOW)
    reader, asks = Reader(tmp_path), [Ask("service", minimum_age=18.0), Ask("service_at_location", day=("MO", "TU"))]
    before = []
    for turn in range(6):
        view = reader.view()
        before.append((view, [pages.find(view, each, lambda _said: None) for each in asks]))
        gone = place.services.pop(chance.randrange(len(place.services)))
        removals = [("service", gone["id"]), *(("service_at_location", each["id"]) for each in _places(gone))]
        store.apply(tmp_path, [("service", place.service(200 + turn))], removals, now=NOW)
        for old, found in before:
            assert [pages.find(old, each, lambda _said: None) for each in asks] == found
    assert len({found[0].total for _, found in before}) > 1
    # Files that nobody is told of any more are gone.
    assert len(list((tmp_path / tables.COLUMNS).iterdir())) <= 2


def test_what_was_removed_is_in_no_column_that_is_made_after_it(tmp_path, monkeypatch):
    monkeypatch.setattr(standing, "MOST_LATE", 0)
    place = Place(4, 10)
    store.build(tmp_path, place.documents(), now=NOW)
    organization = {"id": "only-here", "name": "Only here"}
    store.apply(tmp_path, [("service", place.service(70) | {"organization_id": "only-here", **_of(organization)})])
    assert len(pages.find(Reader(tmp_path).view(), Ask("service", organization_id="only-here"), _unknown).numbers) == 1
    store.apply(tmp_path, [("service", place.service(71))], [("service", known("service 70"))])
    view = Reader(tmp_path).view()
    assert not pages.find(view, Ask("service", organization_id="only-here"), _unknown).numbers
    assert "only-here" not in view.bases["service"].words["organization"]


def _of(organization):
    return {"organization": organization}


def _places(service):
    return service["service_at_locations"]


def _unknown(_said):
    return None
