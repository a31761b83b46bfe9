"""What a load says of itself: how much it should speak of, which rows it could not use; nothing if it is wrong."""

from __future__ import annotations

import pytest

from commonweal.feeds.base import Refused as RefusedRow
from commonweal.feeds.base import WrongFile
from commonweal.feeds.records import AreaName, AreaParent, AreaShape, AssetPoint, CodeChange, PostcodePoint
from commonweal.places import ingest
from commonweal.places.models import Dataset, DatasetVersion, Load, Refused, Staged
from tests.places.small import NAMES, OLDER, PEOPLE, SQUARES, Small, bring, counts, place, square

pytestmark = pytest.mark.django_db

FOUR = {f"E0100000{n}": (100, 10) for n in range(1, 5)}


def load(key: str) -> Load:
    return Load.objects.get(version__dataset=key)


def test_names_of_groups_are_measured_against_the_groups_not_the_neighbourhoods(tmp_path):
    here = place()
    rows = [AreaName("msoa21", f"E0200000{n}", name, official=f"Ashby 00{n}") for n, name in ((1, "Mill"), (2, "Hill"))]
    came = bring(here, Small(rows), tmp_path / "names.csv", key="names")
    assert (came.covered, came.expected, load("names").counted) == (2, 2, "msoa21")


def test_a_lookup_is_measured_by_its_smallest_areas_also_when_it_is_loaded_a_second_time(tmp_path):
    here = place()
    rows = [AreaParent("lsoa21", c, n, "ward24", "E05000001", "Mill", "best_fit") for c, n in NAMES.items()]
    rows.append(AreaParent("ward24", "E05000001", "Mill", "lad24", "E06000001", "Ashby", "exact"))
    bring(here, Small(rows), tmp_path / "a.csv", key="nest")
    came = bring(here, Small(rows[::-1]), tmp_path / "b.csv", key="nest")
    assert (came.covered, came.expected) == (4, 4)


def test_lists_of_things_and_changes_of_codes_have_no_share_of_areas(tmp_path):
    here = place()
    bring(here, Small(list(SQUARES)), tmp_path / "s.json", key="shapes")
    came = bring(here, Small([AssetPoint("1", "library", "Mill", 51.005, 0.005)]), tmp_path / "l.csv", key="libraries")
    assert (came.used, came.covered, came.expected, load("libraries").counted) == (1, 1, 0, "")
    recoded = [CodeChange("lad", "E07000001", "lad", "E06000001", "R")]
    came = bring(here, Small(recoded), tmp_path / "codes.csv", key="codes")
    assert (came.used, came.expected) == (1, 0)


def test_postcodes_are_measured_by_the_neighbourhoods_that_have_any(tmp_path):
    rows = [PostcodePoint("AB1 2DE", 51.005, 0.005, "E01000001", None)]
    came = bring(place(), Small(rows), tmp_path / "p.csv", key="postcodes")
    assert (came.covered, came.expected) == (1, 4)


class Turns(Small):
    """A feed that finds out half way that the file is another."""

    def read(self, path, *, refuse) -> ingest.Iterator[AreaParent | AssetPoint | AreaShape]:  # type: ignore[name-defined]
        yield from super().read(path, refuse=refuse)
        raise WrongFile("This is another edition.")


def test_a_file_that_turns_out_wrong_half_way_leaves_nothing_behind(tmp_path, monkeypatch, entries):
    monkeypatch.setattr("commonweal.places.ingest.CHUNK", 1)
    monkeypatch.setattr("commonweal.places.ingest.yields", lambda feed: ["AreaValues"])
    here = place()
    before = len(entries())
    came = bring(here, Turns([*counts(FOUR), "A bad row."], (PEOPLE, OLDER)), tmp_path / "c.csv")
    assert (came.outcome, came.why) == ("refused", "This is another edition.")
    assert len(entries()) == before
    for model in (Dataset, DatasetVersion, Load, Staged, Refused):
        assert not model.objects.exists(), model


def test_refused_rows_are_counted_truly_and_the_list_says_how_many_it_leaves_out(tmp_path, monkeypatch):
    monkeypatch.setattr("commonweal.places.ingest.MOST_REFUSED", 3)
    came = bring(place(), Small([*counts(FOUR), *(f"Bad row {n}." for n in range(7))], (PEOPLE, OLDER)), tmp_path / "c")
    assert came.refused == 7
    kept = list(Refused.objects.values_list("reason", flat=True))
    assert len(kept) == 4
    assert "4 more rows could not be used" in kept[-1]


class Tells(Small):
    """A feed whose refusals say where the row lies."""

    def read(self, path, *, refuse):  # type: ignore[no-untyped-def]
        for code in ("W01001835", "E01009999", "E01000002", ""):
            refuse(RefusedRow(path.name, 1, f"A school in {code or 'no place'} cannot be mapped.", code))
        yield from self.rows


def test_rows_that_cannot_be_used_of_other_ground_are_said_apart(tmp_path, monkeypatch):
    monkeypatch.setattr("commonweal.places.ingest.yields", lambda feed: ["AreaValues"])
    came = bring(place(), Tells(counts(FOUR), (PEOPLE, OLDER)), tmp_path / "c.csv")
    assert came.refused == 2
    assert load("counted").rows_elsewhere == 2
    assert {r.reason for r in Refused.objects.all()} == {
        "A school in E01000002 cannot be mapped.", "A school in no place cannot be mapped."
    }  # fmt: skip


def test_two_places_that_overlap_share_figures_and_keep_their_own_loads(tmp_path):
    from commonweal.journal.actor import HOUSE
    from commonweal.places import changes, queries

    here = place()
    there = changes.make_place(HOUSE, slug="burton", name="Burton", footprint="Two squares")
    two = {"E01000004": NAMES["E01000004"], "E01000005": "Burton 001A"}
    changes.set_areas(HOUSE, there, kind="lsoa21", areas=two)
    bring(here, Small(counts(FOUR), (PEOPLE, OLDER)), tmp_path / "c.csv")
    came = bring(there, Small(counts(FOUR | {"E01000005": (7, 7)}), (PEOPLE, OLDER)), tmp_path / "d.csv")
    assert (came.covered, came.expected) == (2, 2)
    assert Load.objects.filter(version__dataset="counted", state=Load.LIVE).count() == 2
    shared = queries.members(here).get(code="E01000004")
    assert {each.slug for each in queries.places_with(shared)} == {"ashby", "burton"}
    assert square("E01000001", 0, 0).code not in set(queries.members(there).values_list("code", flat=True))
