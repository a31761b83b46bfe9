"""A bad file can be taken back: figures fall back on the newest file that was not, and nothing is lost unawares."""

from __future__ import annotations

import pytest

from commonweal.core.errors import Clash
from commonweal.journal.actor import HOUSE
from commonweal.places import changes
from commonweal.places.models import DatasetVersion, Shape, Value
from tests.places.small import OLDER, PEOPLE, SQUARES, Small, bring, counts, place

pytestmark = pytest.mark.django_db


def version(here, tmp_path, number: int, **rows) -> DatasetVersion:
    """Bring a file in whose every figure is its number."""
    given = {f"E0100000{n}": (number, number) for n in range(1, 5)} | rows
    bring(here, Small(counts(given), (PEOPLE, OLDER)), tmp_path / f"{number}.csv")
    return Value.objects.filter(value=number).first().version


def shown() -> dict[str, float | None]:
    rows = Value.objects.filter(measure__key="counted.people", current=True)
    return dict(rows.values_list("area__code", "value"))


def test_figures_of_a_file_taken_back_do_not_come_back_when_a_later_one_is_taken_back_too(tmp_path):
    here = place()
    _, second, third = (version(here, tmp_path, number) for number in (1, 2, 3))
    changes.withdraw_version(HOUSE, second, why="wrong")
    assert set(shown().values()) == {3}
    changes.withdraw_version(HOUSE, third, why="wrong")
    assert set(shown().values()) == {1}


def test_each_figure_falls_back_on_the_newest_file_that_has_it(tmp_path):
    here = place()
    version(here, tmp_path, 1)
    bring(here, Small(counts({"E01000001": (2, 2)}), (PEOPLE, OLDER)), tmp_path / "2.csv")
    third = version(here, tmp_path, 3)
    changes.withdraw_version(HOUSE, third, why="wrong")
    assert shown() == {"E01000001": 2, "E01000002": 1, "E01000003": 1, "E01000004": 1}


def test_taking_a_file_back_leaves_alone_what_another_file_says_now(tmp_path):
    here = place()
    first, second = (version(here, tmp_path, number) for number in (1, 2))
    changes.withdraw_version(HOUSE, first, why="wrong")
    assert set(shown().values()) == {2}
    changes.withdraw_version(HOUSE, second, why="wrong")
    assert shown() == {}


def test_a_file_taken_back_can_be_brought_in_again_on_purpose_and_then_stands(tmp_path):
    here = place()
    version(here, tmp_path, 1)
    second = version(here, tmp_path, 2)
    changes.withdraw_version(HOUSE, second, why="wrong")
    with pytest.raises(Clash, match="already"):
        changes.withdraw_version(HOUSE, second, why="wrong")
    version(here, tmp_path, 2)
    second.refresh_from_db()
    assert second.withdrawn_at is None
    assert set(shown().values()) == {2}


def test_outlines_are_not_taken_back_while_nothing_would_be_left_in_their_place(tmp_path):
    here = place()
    bring(here, Small(list(SQUARES)), tmp_path / "old.json", key="shapes")
    old = DatasetVersion.objects.get(dataset="shapes")
    bring(here, Small(list(SQUARES[::-1])), tmp_path / "new.json", key="shapes")
    new = DatasetVersion.objects.exclude(pk=old.pk).get(dataset="shapes")
    with pytest.raises(Clash, match="4 outlines.*Load the earlier file again"):
        changes.withdraw_version(HOUSE, new, why="wrong")
    assert Shape.objects.filter(version=new).count() == 4
    bring(here, Small(list(SQUARES)), tmp_path / "old.json", key="shapes")
    changes.withdraw_version(HOUSE, new, why="wrong")
    assert Shape.objects.filter(version=old).count() == 4


def test_outlines_go_where_that_is_what_is_meant(tmp_path):
    bring(place(), Small(list(SQUARES)), tmp_path / "old.json", key="shapes")
    changes.withdraw_version(HOUSE, DatasetVersion.objects.get(), why="wrong", leave_nothing=True)
    assert not Shape.objects.exists()
