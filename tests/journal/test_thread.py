"""The thread: back from a decision, forward from a voice, and nothing shown that may not be seen."""

from __future__ import annotations

import pytest
from django.utils import timezone

from commonweal.core.errors import NotFound
from commonweal.evidence.changes import tell_figure
from commonweal.journal import kinds, trace
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.queries import history
from commonweal.journal.refs import Ref
from commonweal.people import changes
from commonweal.people.models import Wording
from commonweal.places.changes import make_place
from commonweal.places.models import Place
from tests.journal.test_door import anyone, change

pytestmark = pytest.mark.django_db


def figure_of(value: float | None, *, source: str = "A survey, 2025"):
    """A number from somewhere else, kept as it stands."""
    held = Place.objects.filter(slug="dale").first()
    place = held or make_place(HOUSE, slug="dale", name="Dale", footprint="One neighbourhood", invented=True)
    said = "not known" if value is None else f"{value:g}%"
    told = dict(label="Homes with damp", value=value, unit="percent", text=said, source=source, method="A share.")
    return tell_figure(HOUSE, place=place, **told)


@change("tests.thread.decide", allowed=anyone)
def decide(who, *, words):
    return Wording.objects.create(purpose="code", version=hash(words) % 10**6, words=words, made_at=timezone.now())


def ref(thing):
    return kinds.ref(thing)


def test_a_decision_is_followed_back_to_the_figure_behind_the_decision_behind_it():
    figure = figure_of(31.0)
    plan = decide(HOUSE, words="mend the roofs", because=[ref(figure)])
    deed = decide(HOUSE, words="roof mended", because=[ref(plan)])
    steps = trace.back(PUBLIC, ref(deed)).steps
    assert [(step.depth, step.thing) for step in steps] == [(1, ref(plan)), (2, ref(figure))]
    assert steps[1].card.title == "Homes with damp" and steps[1].what == "tests.thread.decide"


def test_a_figure_is_followed_forward_to_everything_done_because_of_it():
    figure = figure_of(31.0)
    plan = decide(HOUSE, words="mend the roofs", because=[ref(figure)])
    deed = decide(HOUSE, words="roof mended", because=[ref(plan)])
    assert [step.thing for step in trace.forward(PUBLIC, ref(figure)).steps] == [ref(plan), ref(deed)]


def test_a_circle_of_reasons_is_walked_once():
    one, two = decide(HOUSE, words="one"), decide(HOUSE, words="two")

    @change("tests.thread.again", allowed=anyone)
    def again(who, thing):
        return thing

    again(HOUSE, one, because=[ref(two)])
    again(HOUSE, two, because=[ref(one)])
    assert [step.thing for step in trace.back(PUBLIC, ref(one)).steps] == [ref(two)]


@pytest.mark.parametrize(("people", "hidden"), [(4, None), (5, 5)])
def test_hidden_steps_are_counted_only_when_they_are_five_or_more(make, people, hidden):
    seen = decide(HOUSE, words="seen")
    unseen = [Ref("people.account", str(make.account().pk)) for _ in range(people)]
    deed = decide(HOUSE, words="deed", because=[ref(seen), *unseen])
    thread = trace.back(PUBLIC, ref(deed))
    assert [step.thing for step in thread.steps] == [ref(seen)]
    assert thread.hidden == hidden


def test_nothing_beyond_a_hidden_step_is_shown(make):
    origin = decide(HOUSE, words="origin")

    @change("tests.thread.about_person", allowed=anyone)
    def about_person(who, account):
        return account

    account = make.account()
    about_person(HOUSE, account, because=[ref(origin)])
    deed = decide(HOUSE, words="deed", because=[Ref("people.account", str(account.pk))])
    assert trace.back(PUBLIC, ref(deed)).steps == ()
    assert len(trace.back(HOUSE, ref(deed)).steps) == 2


def test_a_figure_that_has_not_changed_is_the_same_figure():
    first = figure_of(31.0)
    assert figure_of(31.0) == first


def test_a_figure_that_has_changed_supersedes_and_keeps_the_one_that_was_cited():
    first = figure_of(31.0)
    second = figure_of(29.0, source="A survey, 2026")
    first.refresh_from_db()
    assert (first.value, first.followed_by, second.value) == (31.0, second, 29.0)
    assert type(first).objects.count() == 2


def test_an_unknown_figure_is_cited_as_unknown():
    assert figure_of(None).value is None


def test_the_history_of_a_thing_lists_what_happened_to_it_without_saying_who():
    wording = changes.set_wording(HOUSE, purpose="listen", words="May we listen?")
    (row,) = history(PUBLIC, ref(wording))
    assert (row.what, row.by, row.facts) == ("people.wording.set", "the software", {"purpose": "listen", "version": 1})


def test_the_history_of_what_one_may_not_see_looks_like_nothing_there(make):
    account = make.account()
    for nobody in (Ref("people.account", str(account.pk)), Ref("people.account", "x"), Ref("no.kind", "1")):
        with pytest.raises(NotFound, match="nothing you may see"):
            history(PUBLIC, nobody)


def test_what_is_made_within_a_change_rests_on_what_that_change_rests_on():
    @change("tests.thread.open_centre", allowed=anyone)
    def open_centre(who):
        return decide(who, words="a room of the centre")

    figure = figure_of(31.0)
    room = open_centre(HOUSE, because=[ref(figure)])
    assert [step.thing for step in trace.back(PUBLIC, ref(room)).steps] == [ref(figure)]
    assert [step.thing for step in trace.forward(PUBLIC, ref(figure)).steps] == [ref(room)]


def test_what_a_part_rests_on_is_not_said_of_the_whole():
    figure = figure_of(31.0)

    @change("tests.thread.plan", allowed=anyone)
    def plan(who):
        decide(who, words="the part", because=[ref(figure)])
        return Wording.objects.create(purpose="quote", version=77, words="the whole", made_at=timezone.now())

    assert trace.back(PUBLIC, ref(plan(HOUSE))).steps == ()


def test_the_history_of_a_person_shows_what_was_done_about_them(make):
    person = make.contributor()
    wording = changes.set_wording(HOUSE, purpose="listen", words="May we listen?")
    changes.give_consent(person, person, wording=wording, channel="online")
    assert [row.what for row in history(person, kinds.ref(person))] == ["people.consent.give", "people.slip.give"]
