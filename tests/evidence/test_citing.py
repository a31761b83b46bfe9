"""A number that is cited is kept as it stood, and a newer one follows it."""

from __future__ import annotations

import pytest

from commonweal.core.errors import Invalid, NotAllowed, NotFound
from commonweal.evidence import changes, citing, kept_queries
from commonweal.evidence.models import Figure
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.places import changes as places
from commonweal.places.changes import make_place
from commonweal.places.models import DatasetVersion
from tests.places import small


@pytest.fixture
def told(db, monkeypatch):
    """A number that can be told anew."""
    says = {"value": 3.0, "versions": ("v1",)}

    def make(viewer, place, asked):
        if asked.about != "test:steps":
            return None
        value = says["value"]
        return citing.Finding(
            "Steps at the door", f"{value:g} steps", value, "steps", "Counted", "Counted once.", "test 1",
            versions=says["versions"],
        )  # fmt: skip

    monkeypatch.setitem(citing._makers, "test", make)
    return says


@pytest.fixture
def place(db):
    return make_place(HOUSE, slug="millgate", name="Millgate", footprint="Three streets", invented=True)


def test_a_number_is_worked_out_here_and_kept_once(told, place):
    first = changes.keep_figure(HOUSE, place=place, asked=citing.Asked("test:steps"))
    again = changes.keep_figure(HOUSE, place=place, asked=citing.Asked("test:steps"))
    assert first == again and first.text == "3 steps"


def test_a_number_that_has_changed_follows_the_earlier_one_which_stays(told, place):
    first = changes.keep_figure(HOUSE, place=place, asked=citing.Asked("test:steps"))
    told["value"] = 0.0
    second = changes.keep_figure(HOUSE, place=place, asked=citing.Asked("test:steps"))
    first.refresh_from_db()
    assert first.value == 3 and first.followed_by == second and second.value == 0


def test_a_number_that_nobody_can_work_out_is_not_kept(told, place):
    with pytest.raises(NotFound, match="no such number"):
        changes.keep_figure(HOUSE, place=place, asked=citing.Asked("test:unheard"))
    with pytest.raises(NotFound):
        changes.keep_figure(HOUSE, place=place, asked=citing.Asked("strange"))
    assert not Figure.objects.exists()


def test_nobody_keeps_a_number(told, place):
    with pytest.raises(NotAllowed):
        changes.keep_figure(PUBLIC, place=place, asked=citing.Asked("test:steps"))


def test_a_file_that_was_taken_back_marks_the_numbers_made_from_it_and_no_others(told, place):
    first = changes.keep_figure(HOUSE, place=place, asked=citing.Asked("test:steps"))
    told["versions"], told["value"] = ("v2",), 4.0
    second = changes.keep_figure(HOUSE, place=place, asked=citing.Asked("test:steps"))
    assert changes.withdraw_figures(HOUSE, version="v1", reason="The wrong year.") == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.withdrawn_at and not second.withdrawn_at and first.withdrawn_because == "The wrong year."


def test_taking_a_published_file_back_marks_what_was_made_from_it(told, tmp_path):
    here = small.place()
    small.bring(here, small.Small(small.counts({"E01000001": (1, 1)}), (small.PEOPLE, small.OLDER)), tmp_path / "1.csv")
    version = DatasetVersion.objects.get()
    told["versions"] = (str(version.pk),)
    kept = changes.keep_figure(HOUSE, place=here, asked=citing.Asked("test:steps"))
    places.withdraw_version(HOUSE, version, why="The wrong year.")
    kept.refresh_from_db()
    assert kept.withdrawn_at and "taken back" in kept.withdrawn_because
    # What is worked out after that is another number, and the marked one says so.
    told["versions"] = ()
    newer = changes.keep_figure(HOUSE, place=here, asked=citing.Asked("test:steps"))
    kept.refresh_from_db()
    assert kept.followed_by == newer and newer.withdrawn_at is None


def test_a_number_from_elsewhere_says_where_it_comes_from_or_is_not_kept(place, make):
    offer = dict(label="A new roof", value=4.0, unit="pounds", text="4 pounds", source="", method="An offer.")
    with pytest.raises(Invalid, match="where it comes from"):
        changes.tell_figure(HOUSE, place=place, **offer)
    analyst = make.person(analyst=place)
    kept = changes.tell_figure(analyst, place=place, **offer | {"source": "Survey of buildings, 2025"})
    assert changes.tell_figure(analyst, place=place, **offer | {"source": "Survey of buildings, 2025"}) == kept
    with pytest.raises(NotAllowed):
        changes.tell_figure(make.person(), place=place, **offer | {"source": "Hearsay"})


def test_a_range_of_what_is_not_known_is_not_called_likely():
    assert kept_queries.interval("inequality.sii:bad_health", 1.0, 2.5) == "likely 1.0 to 2.5"
    assert kept_queries.interval("access.people", 0.0, 85.4) == "somewhere between 0.0 and 85.4: not all is known"
    assert kept_queries.interval("access.people", 3.0, 3.0) == ""  # all is known
    assert kept_queries.interval("access.people", None, 3.0) == ""
