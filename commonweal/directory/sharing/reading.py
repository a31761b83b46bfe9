"""Themes and campaigns, as anybody may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.directory import documents, sessions
from commonweal.directory.alike.merged import stands_for
from commonweal.directory.going_on import ServiceRow
from commonweal.directory.models import Service, Theme
from commonweal.directory.school_terms import queries as school_terms
from commonweal.directory.school_terms.queries import Terms
from commonweal.directory.sessions import Next
from commonweal.directory.sharing import chosen
from commonweal.journal import actor
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places.models import Place

NOW, LATER, OVER = "now", "later", "over"
SOON, AHEAD = 8, 14


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme in a list."""

    id: str
    slug: str
    title: str
    words: str
    drawing: str
    colour: str
    first_day: date | None
    last_day: date | None
    state: str  # now, later, over
    services: int
    campaign: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """One time in the next days that something of a theme is on."""

    service_id: str
    service_name: str
    next: Next


@dataclass(frozen=True, slots=True)
class ThemeWhole:
    """A theme, and everything that belongs to it."""

    theme: ThemeRow
    place_slug: str
    place_name: str
    invented: bool
    api: str  # the open directory, asked for the same; "" where it cannot be asked so
    coming: tuple[Coming, ...]
    services: tuple[ServiceRow, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that is known to be so, and who says so."""

    statement: str
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class CampaignWhole:
    """A campaign: what the public is told, and what health staff can say and do."""

    whole: ThemeWhole
    invitation: str
    whom: str
    say: str
    refer: str
    evidence: tuple[Statement, ...]


def theme_of(place: Place, slug: str) -> Theme:
    """The theme at this address."""
    found = Theme.objects.filter(place=place, slug=slug).select_related("place", "campaign").first()
    if found is None:
        raise NotFound(_("There is no theme at this address. It may have been taken down."))
    return found


def themes(viewer: Actor, place: Place) -> list[ThemeRow]:
    """A place's themes: what is on now first, then what comes, then what is over."""
    held = Theme.objects.filter(place=place).select_related("place", "campaign").order_by("title")
    rows = [row(each, len(chosen.ids(place, each.rule, each.picked))) for each in held]
    return sorted(rows, key=lambda each: (NOW, LATER, OVER).index(each.state))


def on_now(place_slug: str) -> list[tuple[str, str]]:
    """Title and address of each theme that is not over, for links to them."""
    today = timezone.localdate()
    held = Theme.objects.filter(place__slug=place_slug).exclude(last_day__lt=today)
    return list(held.order_by("title").values_list("title", "slug"))


def theme(viewer: Actor, place: Place, slug: str) -> ThemeWhole:
    """One theme, with what belongs to it. It is the same for everybody: it is made to be passed on."""
    held = theme_of(place, slug)
    told = chosen.told(chosen.ids(place, held.rule, held.picked))
    services = tuple(chosen.rows(told))
    names = {each.id: each.name for each in services}
    return ThemeWhole(
        row(held, len(services)),
        place.slug,
        place.name,
        place.invented,
        _api(held),
        tuple(_coming(told, names, school_terms.of(place))),
        services,
    )


def campaign(viewer: Actor, place: Place, slug: str) -> CampaignWhole:
    """A campaign, both faces of it."""
    held = theme_of(place, slug)
    found = getattr(held, "campaign", None)
    if found is None:
        raise NotFound(_("This theme has no campaign."))
    evidence = tuple(Statement(each["statement"], each["source"], each["address"]) for each in found.evidence)
    whole = theme(viewer, place, slug)
    return CampaignWhole(whole, found.invitation, found.whom, found.say, found.refer, evidence)


def calendar(viewer: Actor, place: Place, slug: str) -> bytes:
    """The coming sessions of everything in a theme, as one calendar."""
    held = theme_of(place, slug)
    return sessions.calendar_of(
        chosen.told(chosen.ids(place, held.rule, held.picked)), held.title, school_terms.of(place)
    )


def row(held: Theme, services: int) -> ThemeRow:
    """A theme as a row."""
    facts = (held.slug, held.title, held.words, held.drawing, held.colour, held.first_day, held.last_day)
    return ThemeRow(str(held.pk), *facts, _state(held), services, hasattr(held, "campaign"))


def not_shown(theme: Theme) -> int:
    """How many of the entries picked by hand are not shown: gone, ended, or not for everyone."""
    shown = set(chosen.ids(theme.place, {}, theme.picked))
    now = stands_for(theme.picked)
    return len([each for each in theme.picked if now.get(each, each) not in shown])


def picks(place: Place) -> list[tuple[str, str]]:
    """What can be picked by hand: everything in the place that everybody may see."""
    held = Service.objects.visible_to(actor.PUBLIC).filter(place=place).select_related("organization")
    return [
        (str(each.pk), f"{each.name} ({each.organization.name})" if each.organization else each.name)
        for each in held.order_by("name", "pk")
    ]


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: themes are public."""
    return {str(pk) for pk in Theme.objects.filter(pk__in=list(ids)).values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """Themes as cards, by id."""
    rows = Theme.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(each.title, f"/place/{each.place.slug}/theme/{each.slug}", _("theme"), each.place.invented)
        for each in rows
    }


def _state(held: Theme) -> str:
    today = timezone.localdate()
    if held.last_day and held.last_day < today:
        return OVER
    return LATER if held.first_day and held.first_day > today else NOW


def _coming(told: list[documents.Document], names: dict[str, str], terms: Terms) -> list[Coming]:
    """The soonest sessions of several services together."""
    ahead = timedelta(days=AHEAD)
    every = [(each, next) for each in told for next in sessions.coming(each, terms=terms, most=SOON, ahead=ahead)]
    every.sort(key=lambda pair: (pair[1].starts, names[pair[0]["id"]]))
    return [Coming(each["id"], names[each["id"]], next) for each, next in every[:SOON]]


def _api(held: Theme) -> str:
    """The open directory's own list, where it can be asked for exactly this: one word it helps with, and no more."""
    rule: dict[str, Any] = held.rule
    # Invented entries are published only where nothing real is held (directory/publish.py).
    published = not held.place.invented or not Place.objects.filter(invented=False).exists()
    if set(rule) == {"helps_with"} and len(rule["helps_with"]) == 1 and not held.picked and published:
        return f"/openreferral/services?taxonomy_term_id={documents.helps_term(rule['helps_with'][0])['id']}"
    return ""
