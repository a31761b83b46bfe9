"""What a nation holds is in use in every part of it, and no file is read a second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.core.errors import NotFound
from commonweal.feeds.records import AreaParent, AreaValues
from commonweal.journal.actor import HOUSE
from commonweal.places import changes, footprint, held, ingest, packing
from commonweal.places.models import Load, Place, Value
from tests.places.small import NAMES, OLDER, PEOPLE, SQUARES, Small, bring, counts, place, source

pytestmark = pytest.mark.django_db

FOUR = {"E01000001": (100, 10), "E01000002": (200, 40), "E01000003": (300, None), "E01000004": (400, 80)}
COUNCILS = [
    AreaParent("lsoa21", code, name, "lad22", f"E0600000{number // 2}", f"{name.split()[0]} {number // 2}", "exact")
    for number, (code, name) in enumerate(NAMES.items())
]


def nation(folder: Path) -> Place:
    """Four neighbourhoods in two councils, with figures and outlines."""
    whole = place(slug="england", name="England")
    bring(whole, Small(COUNCILS), folder / "nest.csv", key="nest")
    bring(whole, Small(list(SQUARES)), folder / "shapes.json", key="shapes")
    bring(whole, Small(counts(FOUR), (PEOPLE, OLDER)), folder / "counted.csv")
    return whole


def part() -> Place:
    """The first council, made from what is held."""
    means = footprint.by_name(held.lookup(), "ashby-0")
    made = changes.make_place(HOUSE, slug=means.slug, name=means.name, footprint=means.words)
    return changes.set_areas(HOUSE, made, kind="lsoa21", areas=means.areas)


def test_a_council_is_known_from_what_is_held_and_all_that_is_held_of_it_is_in_use(tmp_path):
    nation(tmp_path)
    made = part()
    assert set(made.areas.values_list("code", flat=True)) == {"E01000001", "E01000002"}
    assert ingest.lean(HOUSE, made) == 3
    loads = {load.version.dataset_id: load for load in Load.objects.filter(place=str(made.pk))}
    assert {key: (load.areas_covered, load.areas_expected) for key, load in loads.items()} == {
        "nest": (2, 2), "shapes": (2, 2), "counted": (2, 2)
    }  # fmt: skip
    assert Value.objects.count() == 8


def test_leaning_twice_writes_nothing_the_second_time(tmp_path, entries):
    nation(tmp_path)
    made = part()
    ingest.lean(HOUSE, made)
    before = len(entries())
    assert ingest.lean(HOUSE, made) == 3
    assert len(entries()) == before


def all_of(where: Place, feed: Small, path: Path) -> list[str]:
    path.write_text(repr(feed.rows), encoding="utf-8")
    came = ingest.bring_all(HOUSE, where, [(source("counted"), feed, [path])], tell=lambda *_: None)  # type: ignore[list-item]
    return [each.outcome for each in came]


def test_a_file_that_the_nation_has_in_use_is_not_read_again_for_a_part(tmp_path):
    nation(tmp_path)
    unread = Small(counts(FOUR), (PEOPLE, OLDER), stop_after=0)
    assert all_of(part(), unread, tmp_path / "again.csv") == ["already"]


def test_a_newer_file_for_a_part_is_read_and_stands_there_alone(tmp_path):
    nation(tmp_path)
    newer = Small(counts({code: (people + 1, older) for code, (people, older) in FOUR.items()}), (PEOPLE, OLDER))
    assert all_of(part(), newer, tmp_path / "newer.csv") == ["live"]
    now = dict(Value.objects.filter(current=True, measure__key="counted.people").values_list("area__code", "value"))
    assert now == {"E01000001": 101, "E01000002": 201, "E01000003": 300, "E01000004": 400}


def test_a_larger_place_does_not_lean_on_a_smaller(tmp_path):
    here = place()
    changes.set_areas(HOUSE, here, kind="lsoa21", areas={"E01000001": "Ashby 001A"})
    bring(here, Small(counts(FOUR), (PEOPLE, OLDER)), tmp_path / "counted.csv")
    assert ingest.lean(HOUSE, place(slug="whole", name="Whole")) == 0


def test_a_nation_stopped_half_way_shows_nothing_and_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr("commonweal.places.ingest.CHUNK", 1)
    whole = place(slug="england", name="England")
    with pytest.raises(KeyboardInterrupt):
        all_of(whole, Small(counts(FOUR), (PEOPLE, OLDER), stop_after=3), tmp_path / "counted.csv")
    assert not Value.objects.exists()
    assert Load.objects.get().staged_through == 3
    assert all_of(whole, Small(counts(FOUR), (PEOPLE, OLDER)), tmp_path / "counted.csv") == ["live"]
    assert Value.objects.filter(current=True).count() == 8


def test_england_is_all_english_neighbourhoods_and_no_welsh():
    lookup = footprint.Lookup()
    for code in ("E01000001", "W01000001"):
        lookup.see(AreaParent("lsoa21", code, code, "lad22", f"{code[0]}06000001", "Somewhere", "exact"))
    assert set(footprint.by_name(lookup, "england").areas) == {"E01000001"}


def test_nothing_can_be_made_where_nothing_is_held():
    with pytest.raises(NotFound):
        footprint.by_name(held.lookup(), "leeds")


def test_staged_figures_come_back_as_they_were_in_their_order():
    rows = [
        AreaValues("lsoa21", "E01000001", "A", {"a": 1.5, "b": None}),
        AreaValues("lsoa21", "E01000001", "A", {"b": 2.0}),
        AreaValues("lsoa21", "E01000002", "", {"a": 0.0, "b": 3.0}),
    ]
    assert list(packing.unpack("AreaValues", packing.pack(rows))) == rows
