"""Published files come in whole, once, and can be taken back."""

from __future__ import annotations

import pytest

from commonweal.core.errors import NotAllowed
from commonweal.feeds.records import AreaParent, CodeChange, PostcodePoint
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.places import changes, queries
from commonweal.places.models import Area, Load, Postcode, Refused, Shape, Staged, Value
from commonweal.places.models import CodeChange as CodeChangeRow
from tests.places.small import NAMES, OLDER, PEOPLE, SQUARES, Small, bring, counts, place

pytestmark = pytest.mark.django_db

FOUR = {"E01000001": (100, 10), "E01000002": (200, 40), "E01000003": (300, None), "E01000004": (400, 80)}


def current(measure: str) -> dict[str, float | None]:
    rows = Value.objects.filter(measure__key=measure, current=True)
    return dict(rows.values_list("area__code", "value"))


def test_figures_of_the_place_go_in_and_those_of_elsewhere_stay_out(tmp_path):
    came = bring(place(), Small(counts(FOUR | {"E01999999": (1, 1)}), (PEOPLE, OLDER)), tmp_path / "counted.csv")
    assert (came.outcome, came.used, came.covered, came.expected) == ("live", 4, 4, 4)
    assert current("counted.people") == {code: people for code, (people, _) in FOUR.items()}


def test_a_blank_figure_is_unknown_and_not_zero(tmp_path):
    bring(place(), Small(counts(FOUR), (PEOPLE, OLDER)), tmp_path / "counted.csv")
    assert current("counted.older")["E01000003"] is None


def test_a_row_that_cannot_be_used_is_kept_with_file_line_and_reason_and_the_rest_goes_in(tmp_path):
    came = bring(place(), Small([*counts(FOUR), "The code E0100 is too short."], (PEOPLE, OLDER)), tmp_path / "c.csv")
    assert (came.used, came.refused) == (4, 1)
    row = Refused.objects.get()
    assert (row.file, row.line, row.reason) == ("c.csv", 5, "The code E0100 is too short.")


def test_loading_the_same_file_again_changes_nothing_and_writes_no_entry(tmp_path, entries):
    here = place()
    bring(here, Small(counts(FOUR), (PEOPLE, OLDER)), tmp_path / "counted.csv")
    before = len(entries())
    assert bring(here, Small(counts(FOUR), (PEOPLE, OLDER)), tmp_path / "renamed.csv").outcome == "already"
    assert len(entries()) == before
    assert Value.objects.count() == 8


def test_a_newer_file_takes_over_and_the_older_figures_stay_for_the_day_it_is_taken_back(tmp_path):
    here = place()
    bring(here, Small(counts(FOUR), (PEOPLE, OLDER)), tmp_path / "old.csv")
    bring(here, Small(counts({"E01000001": (999, 99)}), (PEOPLE, OLDER)), tmp_path / "new.csv")
    assert current("counted.people")["E01000001"] == 999
    newer = Value.objects.get(value=999).version
    changes.withdraw_version(HOUSE, newer, why="The publisher says it was wrong.")
    assert current("counted.people")["E01000001"] == 100


def test_a_load_stopped_half_way_goes_on_where_it_was_and_shows_nothing_until_it_is_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("commonweal.places.ingest.CHUNK", 1)
    here = place()
    with pytest.raises(KeyboardInterrupt):
        bring(here, Small(counts(FOUR), (PEOPLE, OLDER), stop_after=2), tmp_path / "counted.csv")
    assert not Value.objects.exists()
    assert Load.objects.get().staged_through == 2
    assert bring(here, Small(counts(FOUR), (PEOPLE, OLDER)), tmp_path / "counted.csv").used == 4
    assert Value.objects.count() == 8
    assert not Staged.objects.exists()


def test_files_of_one_dataset_complete_each_other_and_a_contradiction_is_said(tmp_path):
    rows = [*counts({"E01000001": (100, None)}), *counts({"E01000001": (101, 7)})]
    came = bring(place(), Small(rows, (PEOPLE, OLDER)), tmp_path / "two.csv")
    assert current("counted.people") == {"E01000001": 100}
    assert current("counted.older") == {"E01000001": 7}
    assert came.refused == 1
    assert "one file says 100" in Refused.objects.get().reason


def test_lookups_widen_the_place_to_the_areas_above_and_the_codes_before(tmp_path):
    here = place()
    rows = [
        AreaParent("icb_part", "E38000001", "Part", "icb24", "E54000001", "NHS Ashby ICB", "exact"),
        *(AreaParent("lsoa21", code, name, "icb_part", "E38000001", "Part", "exact") for code, name in NAMES.items()),
        AreaParent("icb_part", "E38000009", "Elsewhere", "icb24", "E54000009", "NHS Elsewhere ICB", "exact"),
    ]
    bring(here, Small(rows), tmp_path / "nest.csv", key="nest")
    bring(here, Small([CodeChange("lsoa11", "E01000901", "lsoa21", "E01000001", "U")]), tmp_path / "was.csv", key="was")
    assert {key: len(ids) for key, ids in queries.membership(here, "icb24").items()} == {
        Area.objects.get(code="E54000001").pk: 4
    }
    assert not Area.objects.filter(code="E54000009").exists()
    assert CodeChangeRow.objects.count() == 1
    assert [row[0] for row in queries.kinds_of(here)] == ["icb24", "lsoa21", "icb_part"]


def test_best_fit_is_used_for_wards_and_never_mixed_with_exact_nesting(tmp_path):
    here = place()
    rows = [
        *(AreaParent("lsoa21", code, name, "ward24", "E05000001", "Mill", "best_fit") for code, name in NAMES.items()),
        AreaParent("lsoa21", "E01000001", NAMES["E01000001"], "lad24", "E06000001", "Ashby", "exact"),
        AreaParent("lsoa21", "E01000002", NAMES["E01000002"], "lad24", "E06000001", "Ashby", "best_fit"),
    ]
    bring(here, Small(rows), tmp_path / "nest.csv", key="nest")
    ward, council = Area.objects.get(kind="ward24"), Area.objects.get(kind="lad24")
    assert len(queries.membership(here, "ward24")[ward.pk]) == 4
    assert len(queries.membership(here, "lad24")[council.pk]) == 1


def test_outlines_that_touch_still_touch_after_they_are_simplified(tmp_path):
    import shapely

    here = place()
    bring(here, Small(list(SQUARES)), tmp_path / "shapes.json", key="shapes")
    drawn = shapely.from_geojson(list(Shape.objects.values_list("drawn", flat=True)))
    assert shapely.union_all(drawn).geom_type == "Polygon"
    assert shapely.coverage_is_valid(drawn)


def test_a_postcode_finds_its_neighbourhood_however_it_is_typed(tmp_path):
    here = place()
    rows = [
        PostcodePoint("AB1 2DE", 51.005, 0.005, "E01000001", None),
        PostcodePoint("AB1 2DF", 50, 0, "E01777777", None),
    ]
    bring(here, Small(rows), tmp_path / "p.csv", key="postcodes")
    assert queries.postcode(PUBLIC, " ab12de ").area_key == "lsoa21:E01000001"
    assert queries.postcode(PUBLIC, "AB1 2DF") is None
    assert Postcode.objects.count() == 1


def test_a_stranger_cannot_make_a_place_or_bring_files_in(make, tmp_path):
    with pytest.raises(NotAllowed, match="administrator"):
        changes.make_place(make.person(), slug="mine", name="Mine", footprint="")
    here = place()
    with pytest.raises(NotAllowed, match="steward"):
        changes.set_areas(make.person(), here, kind="lsoa21", areas=NAMES)


def test_a_place_can_be_reshaped_and_says_how_many_came_and_went(entries):
    here = place()
    changes.set_areas(HOUSE, here, kind="lsoa21", areas={"E01000001": "Ashby 001A", "E01000009": "Ashby 009A"})
    assert entries("places.place.set_areas")[-1].facts == {"areas": 2, "added": 1, "removed": 3}
