"""Making an invented place: through the change door, as any place is made."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.demo import recipe as recipes
from commonweal.demo import story
from commonweal.demo.land import laid
from commonweal.demo.recipe import Recipe
from commonweal.directory.models import Asset, Organization, Service
from commonweal.journal.actor import HOUSE
from commonweal.places import changes
from commonweal.places.models import Place, PlaceArea


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, or was there already."""

    slug: str
    name: str
    neighbourhoods: int
    people: int
    assets: int
    organizations: int
    services: int
    new: bool


def make(
    *, anew: bool = False, recipe: Recipe | None = None, progress: story.Tell = lambda title, done, of: None
) -> Made:
    """Make an invented place; with `anew`, take back what was made for it and tell it from the beginning."""
    made = recipe or _as_before() or recipes.of()
    land = laid(made)
    place = Place.objects.filter(slug=made.slug).first()
    if place is None:
        place = changes.make_place(HOUSE, slug=made.slug, name=land.name, footprint=land.footprint, invented=True)
    elif not place.invented:
        raise Invalid(_("There is a real place at “%(slug)s” here, so nothing is made.") % {"slug": made.slug})
    elif PlaceArea.objects.filter(place=place).count() > len(land):
        raise Invalid(
            _("%(place)s is here already, and larger. Make a smaller one in a folder of its own (COMMONWEAL_VAR).")
            % {"place": place.name}
        )
    before = story.begun(place).count()
    told = story.tell(place, made, anew=anew, progress=progress)
    return _said(place, made, told.telling > before)


def _as_before() -> Recipe | None:
    """The recipe of the Wenbeck that is here, so that a reset makes the same again."""
    place = Place.objects.filter(slug=recipes.WENBECK, invented=True).first()
    last = story.begun(place).order_by("at").last() if place else None
    if last is None:
        return None
    return recipes.of(last.facts["neighbourhoods"], last.facts["people"], last.facts["seed"])


def _said(place: Place, recipe: Recipe, new: bool) -> Made:
    from commonweal.demo import figures

    land = laid(recipe)
    here = Asset.objects.filter(area__placearea__place=place, gone_at=None)
    return Made(
        place.slug,
        place.name,
        len(land),
        int(figures.residents(land).sum()),
        here.count(),
        Organization.objects.filter(place=place).count(),
        Service.objects.filter(place=place).count(),
        new,
    )
