"""What is here follows its newest list: what it no longer names is gone, not deleted, and may come back."""

from __future__ import annotations

import pytest

from commonweal.core.errors import Clash
from commonweal.directory import queries
from commonweal.directory.models import Asset
from commonweal.feeds.records import AssetPoint
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.places import changes
from commonweal.places.models import DatasetVersion
from tests.places.small import NAMES, SQUARES, Small, bring, place

pytestmark = pytest.mark.django_db

MILL = AssetPoint("1", "library", "Mill Library", 51.005, 0.005)
HILL = AssetPoint("2", "library", "Hill Library", 51.015, 0.015)


@pytest.fixture
def here(tmp_path):
    made = place()
    bring(made, Small(list(SQUARES)), tmp_path / "s.json", key="shapes")
    return made


def newest(here, tmp_path, *listed: AssetPoint, name: str = "l.csv") -> DatasetVersion:
    before = set(DatasetVersion.objects.values_list("pk", flat=True))
    bring(here, Small(list(listed)), tmp_path / name, key="libraries")
    return DatasetVersion.objects.exclude(pk__in=before).filter(dataset="libraries").first()


def names(here) -> set[str]:
    return {row.name for row in queries.listed(PUBLIC, queries.here(here))[0]}


def test_what_the_newest_list_no_longer_names_is_gone_and_still_has_its_page(here, tmp_path):
    newest(here, tmp_path, MILL, HILL)
    newest(here, tmp_path, MILL)
    assert names(here) == {"Mill Library"}
    gone = Asset.objects.get(name="Hill Library")
    assert gone.gone_at is not None
    assert queries.asset(PUBLIC, str(gone.pk)).gone


def test_what_is_listed_again_returns_as_the_same_thing(here, tmp_path):
    newest(here, tmp_path, MILL, HILL)
    first = Asset.objects.get(name="Hill Library").pk
    newest(here, tmp_path, MILL)
    newest(here, tmp_path, HILL, MILL)
    assert names(here) == {"Mill Library", "Hill Library"}
    assert Asset.objects.get(name="Hill Library").pk == first
    assert Asset.objects.count() == 2


def test_a_list_is_not_taken_back_while_nothing_would_be_left_in_its_place(here, tmp_path):
    newest(here, tmp_path, MILL)
    bad = newest(here, tmp_path, MILL, HILL)
    with pytest.raises(Clash, match="2 things that are here.*Load the earlier file again"):
        changes.withdraw_version(HOUSE, bad, why="wrong")
    assert names(here) == {"Mill Library", "Hill Library"}
    newest(here, tmp_path, MILL)
    changes.withdraw_version(HOUSE, bad, why="wrong")
    assert names(here) == {"Mill Library"}


def test_a_list_loaded_for_one_place_leaves_what_stands_only_in_the_other_alone(here, tmp_path):
    there = changes.make_place(HOUSE, slug="burton", name="Burton", footprint="One square of Ashby")
    changes.set_areas(HOUSE, there, kind="lsoa21", areas={"E01000004": NAMES["E01000004"]})
    newest(here, tmp_path, MILL, HILL)
    newest(there, tmp_path, HILL)
    assert (names(here), names(there)) == ({"Mill Library", "Hill Library"}, {"Hill Library"})
