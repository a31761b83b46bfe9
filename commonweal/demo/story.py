"""Telling the story: who speaks, what an earlier chapter made, and which steps have been told already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.core.ids import imported_id
from commonweal.demo import chapters
from commonweal.demo.land import Land, laid
from commonweal.demo.recipe import Recipe
from commonweal.demo.times import times
from commonweal.directory import changes as directory
from commonweal.directory.models import Asset, Organization, Service
from commonweal.evidence.models import Figure
from commonweal.journal import kinds
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import change, current
from commonweal.journal.models import Entry
from commonweal.journal.refs import Ref
from commonweal.people import actors
from commonweal.people.models import Account
from commonweal.people.rules import administers
from commonweal.places.models import Place

Tell = Callable[[str, int, int], None]


def may_tell(who: Actor, place: Place, **_kwargs: Any) -> None:
    """A story is told of an invented place only, and by the administrator."""
    if not (administers(who) and place.invented):
        raise NotAllowed(_("A story is told of an invented place only, and by an administrator."))


@change("demo.story.begin", allowed=may_tell, facts=["telling", "neighbourhoods", "people", "seed", "edition"])
def begin(who: Actor, place: Place, *, recipe: Recipe, telling: int) -> Place:
    """Begin to tell the story, for the first time or anew. The entry says when: all that follows is of this moment."""
    current().state(telling=telling, **asked(recipe))
    return place


def asked(recipe: Recipe) -> dict[str, int | None]:
    """What a telling was asked for, as its first entry keeps it."""
    return {
        "neighbourhoods": recipe.neighbourhoods,
        "people": recipe.people,
        "seed": recipe.seed,
        "edition": recipe.edition,
    }


@change("demo.story.end_chapter", allowed=may_tell, facts=["chapter", "telling"])
def end_chapter(who: Actor, place: Place, *, chapter: str, telling: int) -> Place:
    """A chapter has been told to its end."""
    current().state(chapter=chapter, telling=telling)
    return place


@dataclass(slots=True)
class Story:
    """One telling of one place's story. `chapter` is the one under way."""

    place: Place
    recipe: Recipe
    telling: int
    chapter: str = ""
    progress: Tell = lambda title, done, of: None

    @property
    def land(self) -> Land:
        """The ground it plays on."""
        return laid(self.recipe)

    def once(self, step: str) -> dict[str, str]:
        """For a change's `once=`: this step of this telling is done one time, however often it is told."""
        return {"once": f"demo/{self.recipe.slug}/{self.telling}/{self.chapter}/{step}"}

    def id(self, name: str) -> UUID:
        """The same id for the same thing in every telling, so that its address lasts."""
        return imported_id("demo", f"{self.recipe.slug}\n{name}")

    def who(self, name: str, channel: str = "online") -> Actor:
        """Somebody with an account, by the first part of their address."""
        account = Account.objects.get(email=f"{name}@{self.recipe.slug}.example")
        return actors.of_account(account, channel=channel)

    def asset(self, name: str) -> Asset:
        """Something that stands here, by its name."""
        return Asset.objects.get(name=name, gone_at=None, area__placearea__place=self.place)

    def organization(self, name: str) -> Organization:
        """An organisation that a chapter made, by the name it gave to its id."""
        return Organization.objects.get(pk=self.id(f"organization/{name}"))

    def service(self, name: str) -> Service:
        """A service that a chapter made."""
        return Service.objects.get(pk=self.id(f"service/{name}"))

    def add_organization(self, who: Actor, known_as: str, /, **facts: Any) -> Organization:
        """Add an organisation. `because=` and `why=` go with it, as with any change."""
        key = f"organization/{known_as}"
        return directory.add_organization(who, place=self.place, id=self.id(key), **facts, **self.once(key))

    def add_service(
        self,
        who: Actor,
        organization: Organization,
        known_as: str,
        /,
        *,
        at: str = "",
        schedule: str = "",
        **facts: Any,
    ) -> Service:
        """Add a service, and say where and when it happens. `because=` and `why=` go with the first."""
        key = f"service/{known_as}"
        made = directory.add_service(who, organization=organization, id=self.id(key), **facts, **self.once(key))
        if at:
            told = dict(schedule=schedule, times=times(schedule))
            directory.hold_at(who, made, self.asset(at), **told, **self.once(f"at/{known_as}"))
        return made


def ref(thing: Service | Organization | Figure) -> Ref:
    """A pointer to something, for `because=`."""
    found = kinds.ref(thing)
    if found is None:
        raise RuntimeError("A chapter can only rest on kinds of thing that the journal knows.")
    return found


def tell(place: Place, recipe: Recipe, *, anew: bool, progress: Tell) -> Story:
    """Tell every chapter that has not been told to its end; anew, or from another recipe, from the beginning."""
    tellings = begun(place)
    story = Story(place, recipe, tellings.count(), progress=progress)
    order = chapters.OF_A_NATION if recipe.nation else chapters.ORDER
    last = tellings.order_by("at").last()
    anew = anew or (last is not None and any(last.facts[key] != value for key, value in asked(recipe).items()))
    if anew or not story.telling:
        story.telling += 1
        if anew:
            _untell(story, order)
        begin(HOUSE, place, recipe=recipe, telling=story.telling)
    for number, name in enumerate(order):
        progress(name, number, len(order))
        story.chapter = name
        if not _told(story):
            import_module(f"commonweal.demo.chapters.{name}").tell(story)
            end_chapter(HOUSE, place, chapter=name, telling=story.telling, **story.once("end"))
    progress("", len(order), len(order))
    return story


def begun(place: Place) -> QuerySet[Entry]:
    """The first entry of each telling."""
    return Entry.objects.filter(what="demo.story.begin", touched__kind="places.place", touched__thing=str(place.pk))


def _told(story: Story) -> bool:
    ended = Entry.objects.filter(what="demo.story.end_chapter", touched__thing=str(story.place.pk))
    return ended.filter(facts__chapter=story.chapter, facts__telling=story.telling).exists()


def _untell(story: Story, order: tuple[str, ...]) -> None:
    """Take away what the last telling made, the last chapter first."""
    for name in reversed(order):
        untell = getattr(import_module(f"commonweal.demo.chapters.{name}"), "untell", None)
        if untell is not None:
            untell(story)
