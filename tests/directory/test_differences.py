"""Where an entry was edited here and its source says something new: nothing is lost, and a person decides."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.core.errors import Clash, NotAllowed
from commonweal.directory.entry_words import all_said, as_said
from commonweal.directory.feed_changes import add_feed, sync
from commonweal.directory.feeds import beside
from commonweal.directory.feeds.changes import settle
from commonweal.directory.keep_changes import describe, take_back
from commonweal.directory.models import Beside, Feed, Phone, Service
from commonweal.directory.taking import record_id
from commonweal.journal.actor import HOUSE, PUBLIC
from tests.directory.test_feeds import FACTS, _list

FIELDS = ("name", "description", "phone", "minimum_age", "times")


@pytest.fixture
def feed(here) -> Feed:
    """A feed of Dale, taken in once."""
    made = add_feed(HOUSE, place=here.place, **FACTS)
    sync(HOUSE, made, records=_list())
    return made


def bowls(feed: Feed) -> Service:
    return Service.objects.get(pk=record_id(feed, "service", "s1"))


def open_of(feed: Feed) -> dict[str, Any]:
    """What waits to be decided about, and what the source says of it."""
    row = Beside.objects.filter(feed=feed).first()
    if row is None:
        return {}
    now = as_said(bowls(feed))
    return {field: row.said[field] for field in beside.open_fields(row, now, owner=True)}


def test_what_was_edited_here_stands_and_the_sources_new_words_are_kept_beside_it(feed):
    describe(HOUSE, bowls(feed), said={"name": "Bowls on the green", "phone": "01632 960777"})
    assert open_of(feed) == {}
    again = sync(HOUSE, feed, records=_list())
    assert again.rows == 0 and bowls(feed).name == "Bowls on the green"
    sync(HOUSE, feed, records=_list(name="Crown bowls", description="Bring flat shoes."))
    service = bowls(feed)
    assert (service.name, service.description) == ("Bowls on the green", "Bring flat shoes.")
    assert Phone.objects.get(service=service).number == "01632 960777" and service.assured_date is not None
    assert open_of(feed) == {"name": "Crown bowls"}
    assert Beside.objects.get().since.keys() == {"name", "description"}


def test_taking_theirs_makes_it_follow_its_source_again_and_can_be_taken_back(feed, entries):
    describe(HOUSE, bowls(feed), said={"name": "Bowls on the green"})
    sync(HOUSE, feed, records=_list(name="Crown bowls"))
    settle(HOUSE, bowls(feed), feed=feed, field="name", take=True, seen=beside.mark("name", "Crown bowls"))
    assert bowls(feed).name == "Crown bowls" and open_of(feed) == {}
    assert entries("directory.service.settle")[0].facts == {"field": "name", "taken": True}
    sync(HOUSE, feed, records=_list(name="Lawn bowls"))
    assert bowls(feed).name == "Lawn bowls" and open_of(feed) == {}
    take_back(HOUSE, bowls(feed), version=bowls(feed).versions.order_by("pk").first().pk)
    assert bowls(feed).name == "Bowls"
    sync(HOUSE, feed, records=_list(name="Crown bowls"))
    assert bowls(feed).name == "Bowls" and open_of(feed) == {"name": "Crown bowls"}


def test_keeping_ours_is_remembered_until_the_source_changes_again(feed):
    describe(HOUSE, bowls(feed), said={"name": "Bowls on the green"})
    sync(HOUSE, feed, records=_list(name="Crown bowls"))
    settle(HOUSE, bowls(feed), feed=feed, field="name", take=False, seen=beside.mark("name", "Crown bowls"))
    assert open_of(feed) == {}
    sync(HOUSE, feed, records=_list(name="Crown bowls", description="New."))
    assert open_of(feed) == {}
    sync(HOUSE, feed, records=_list(name="Lawn bowls"))
    assert open_of(feed) == {"name": "Lawn bowls"} and bowls(feed).name == "Bowls on the green"


def test_a_decision_about_words_that_are_others_meanwhile_is_refused(feed, make, here):
    describe(HOUSE, bowls(feed), said={"name": "Bowls on the green"})
    sync(HOUSE, feed, records=_list(name="Lawn bowls"))
    told = {"feed": feed, "field": "name", "take": True}
    with pytest.raises(Clash, match="something else meanwhile"):
        settle(HOUSE, bowls(feed), **told, seen=beside.mark("name", "Crown bowls"))
    for who in (PUBLIC, make.person()):
        with pytest.raises(NotAllowed):
            settle(who, bowls(feed), **told, seen=beside.mark("name", "Lawn bowls"))
    settle(make.person(link_worker=here.place), bowls(feed), **told, seen=beside.mark("name", "Lawn bowls"))
    with pytest.raises(Clash, match="say the same"):
        settle(HOUSE, bowls(feed), **told, seen=beside.mark("name", "Lawn bowls"))


def test_two_feeds_that_list_the_same_are_kept_side_by_side_and_neither_overwrites(feed, here):
    facts = FACTS | {"address": "https://example.org/list"}
    first = add_feed(HOUSE, place=here.place, **facts | {"title": "First"})
    second = add_feed(HOUSE, place=here.place, **facts | {"title": "Second"})
    sync(HOUSE, first, records=_list())
    done = sync(HOUSE, second, records=_list(name="Crown bowls", description=""))
    assert done.rows == 0
    service = bowls(first)
    assert service.name == "Bowls" and service.source.feed == first
    row = Beside.objects.get(service=service, feed=second)
    assert beside.open_fields(row, as_said(service), owner=False) == ["name"]
    describe(HOUSE, service, said={"alert": "Bring a coat."})
    sync(HOUSE, first, records=_list()[:-1])
    assert bowls(first).gone_at is not None
    sync(HOUSE, second, records=_list(name="Crown bowls"))
    service = bowls(second)
    assert service.gone_at is None and service.name == "Crown bowls" and service.source.feed == second
    assert service.alert == "Bring a coat."


MOVES = st.one_of(
    st.tuples(st.just("source"), st.sampled_from(FIELDS), st.integers(0, 2)),
    st.tuples(st.just("edit"), st.sampled_from(FIELDS), st.integers(0, 3)),
    st.tuples(st.just("take"), st.sampled_from(FIELDS), st.just(0)),
    st.tuples(st.just("keep"), st.sampled_from(FIELDS), st.just(0)),
    st.tuples(st.just("vanish"), st.just("name"), st.just(0)),
)


class Twin:
    """The same said slowly: every field by itself, with a list of all that was ever decided about it."""

    def __init__(self, said: dict[str, int]) -> None:
        self.source, self.entry = dict(said), dict(said)
        self.followed = set(FIELDS)  # fields that say what their source says
        self.chosen: dict[str, list[int]] = {field: [] for field in FIELDS}  # of the source, against ours

    def _settle(self, field: str) -> None:
        if self.entry[field] == self.source[field]:
            self.followed.add(field)
            self.chosen[field] = []

    def source_says(self, field: str, word: int) -> None:
        self.source[field] = word
        if field in self.followed:
            self.entry[field] = word
        self._settle(field)

    def edit(self, field: str, word: int) -> None:
        self.entry[field] = word
        if field in self.followed and word != self.source[field]:
            self.followed.discard(field)
            self.chosen[field] = [self.source[field]]
        self._settle(field)

    def decide(self, field: str, *, take: bool) -> None:
        if take:
            self.entry[field] = self.source[field]
        else:
            self.chosen[field].append(self.source[field])
        self._settle(field)

    def waits(self) -> set[str]:
        """Where the source says something other than when ours was last chosen."""
        return {
            field
            for field in FIELDS
            if self.entry[field] != self.source[field] and self.chosen[field][-1] != self.source[field]
        }


def word_of(field: str, number: int) -> Any:
    """The words that a number stands for, as an entry says them."""
    if field == "minimum_age":
        return 60 + number
    if field == "times":
        return [{"freq": "WEEKLY", "byday": day, "opens_at": "10:00"} for day in ("MO", "TU", "WE", "TH")[number:]]
    return f"01632 96000{number}" if field == "phone" else f"{field} {number}"


def records(source: dict[str, int]) -> list[Any]:
    """The feed's records, saying this."""
    times = [each | {"id": f"w{n}"} for n, each in enumerate(word_of("times", source["times"]))]
    return _list(
        name=word_of("name", source["name"]),
        description=word_of("description", source["description"]),
        minimum_age=word_of("minimum_age", source["minimum_age"]),
        phones=[{"id": "p1", "number": word_of("phone", source["phone"])}],
        schedules=times,
        service_at_locations=[],
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, max_size=14))
def test_any_course_of_edits_source_changes_and_decisions_gives_what_the_slow_twin_says(feed, moves):
    said = dict.fromkeys(FIELDS, 0)
    with_nothing_edited(feed, said)
    twin = Twin(said)
    for what, field, number in moves:
        if what == "source":
            twin.source_says(field, number)
            sync(HOUSE, feed, records=records(twin.source))
        elif what == "edit":
            twin.edit(field, number)
            describe(HOUSE, bowls(feed), said={field: word_of(field, number)})
        elif what == "vanish":
            sync(HOUSE, feed, records=records(twin.source)[:-1])
            sync(HOUSE, feed, records=records(twin.source))
        elif twin.entry[field] != twin.source[field]:
            twin.decide(field, take=what == "take")
            row = Beside.objects.get(feed=feed)
            seen = beside.mark(field, row.said[field])
            settle(HOUSE, bowls(feed), feed=feed, field=field, take=what == "take", seen=seen)
        assert sync(HOUSE, feed, records=records(twin.source)).rows == 0
        now = as_said(bowls(feed))
        [together] = all_said([bowls(feed)]).values()
        assert all(beside.same(field, now[field], together[field]) for field in FIELDS)
        wanted = {field: word_of(field, twin.entry[field]) for field in FIELDS}
        assert [field for field in FIELDS if not beside.same(field, now[field], wanted[field])] == []
        assert set(open_of(feed)) == twin.waits()


def with_nothing_edited(feed: Feed, said: dict[str, int]) -> None:
    """Hypothesis goes on with one database: let the entry follow its source again, whatever was edited before."""
    sync(HOUSE, feed, records=records(said))
    describe(HOUSE, bowls(feed), said={field: word_of(field, said[field]) for field in FIELDS})
