"""A small place with people who listen, and a short way to have somebody say something."""

from __future__ import annotations

import pytest

from commonweal.journal.actor import HOUSE
from commonweal.listening.changes import record_voice
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.places.changes import make_place

STORY = "The bus stopped coming, and my mother stayed in all of last winter alone with the radio."


@pytest.fixture
def place(db):
    return make_place(HOUSE, slug="millgate", name="Millgate", footprint="Three streets", invented=True)


@pytest.fixture
def somebody(place):
    """Somebody with a slip of the place."""

    def given():
        return actors.of_contributor(give_slip(HOUSE, place=str(place.pk))[0])

    return given


@pytest.fixture
def say(place, somebody):
    """Have somebody say something: `say("…", agreed=["quote"])`."""

    def said(words=STORY, *, who=None, agreed=(), **more):
        return record_voice(who or somebody(), place=place, kind=more.pop("kind", "story"), words=words,
                            agreed=agreed, **more)  # fmt: skip

    return said


@pytest.fixture
def listener(make, place):
    return make.person(listener=place)
