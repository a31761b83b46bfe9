"""How themes and campaigns come to be, change, and go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.core.ids import new_id
from commonweal.directory.models import Campaign, Theme
from commonweal.directory.sharing import chosen, rules
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.places.models import Place

DRAWINGS = ("table", "street", "path", "seedling", "signpost", "board", "list", "scales")
COLOURS = ("here", "need", "voice")
LONGEST = 4000


@change("directory.theme.make", allowed=rules.may_make_theme, facts=["slug"])
def make_theme(who: Actor, place: Place, *, title: str, id: UUID | None = None, **facts: Any) -> Theme:
    """Make a part of the directory under a name of its own. Its address follows from the title, and stays."""
    slug = slugify(title)[:60].strip("-")
    if not slug:
        raise Invalid(_("Give the theme a title, such as “Warm spaces”."))
    if Theme.objects.filter(place=place, slug=slug).exists():
        raise Invalid(_("There is a theme of this name already. Change that one, or choose another title."))
    theme = Theme(id=id or new_id(), place=place, slug=slug, made_at=timezone.now())
    _say(theme, title=title, **facts)
    current().state(slug=slug)
    return theme


@change("directory.theme.change", allowed=rules.may_keep_theme, facts=["slug"])
def change_theme(who: Actor, theme: Theme, **facts: Any) -> Theme:
    """Say a theme anew: its words, what belongs to it, and from when until when."""
    _say(theme, **facts)
    current().state(slug=theme.slug)
    return theme


@change("directory.theme.end", allowed=rules.may_keep_theme, facts=["slug"])
def end_theme(who: Actor, theme: Theme) -> Place:
    """Take a theme down for good, and its campaign with it. Its entries stay where they are."""
    place = theme.place
    current().state(slug=theme.slug)
    theme.delete()
    return place


@change("directory.campaign.say", allowed=rules.may_keep_theme, facts=["slug", "statements"])
def say_campaign(
    who: Actor,
    theme: Theme,
    *,
    invitation: str,
    whom: str,
    say: str,
    refer: str,
    evidence: Sequence[Mapping[str, str]] = (),
) -> Theme:
    """Give a theme two faces: words for the public, and for health staff whom it may help, what to say, how to refer.

    Each statement of evidence names its source, or is refused.
    """
    for each, sentence in (
        (invitation, _("Say to the public, in a sentence or two, what this is about.")),
        (whom, _("Say whom it may help.")),
        (say, _("Say what somebody can say in a consultation, in plain words.")),
        (refer, _("Say how to refer somebody, or where to point them.")),
    ):
        if not each.strip():
            raise Invalid(sentence)
    rests_on = [_statement(each) for each in evidence if any(str(value).strip() for value in each.values())]
    said = {name: text.strip()[:LONGEST] for name, text in _named(invitation, whom, say, refer)}
    facts = said | {"evidence": rests_on, "last_modified": timezone.now()}
    Campaign.objects.update_or_create(theme=theme, defaults=facts)
    current().state(slug=theme.slug, statements=len(rests_on))
    return theme


@change("directory.campaign.end", allowed=rules.may_keep_theme, facts=["slug"])
def end_campaign(who: Actor, theme: Theme) -> Theme:
    """Let a theme be a theme again."""
    Campaign.objects.filter(theme=theme).delete()
    current().state(slug=theme.slug)
    return theme


def _named(invitation: str, whom: str, say: str, refer: str) -> tuple[tuple[str, str], ...]:
    return (("invitation", invitation), ("whom", whom), ("say", say), ("refer", refer))


def _statement(given: Mapping[str, str]) -> dict[str, str]:
    said = {name: str(given.get(name, "")).strip()[:LONGEST] for name in ("statement", "source", "address")}
    if not said["statement"]:
        raise Invalid(_("A source without a statement says nothing. Write what it shows, or leave both empty."))
    if not said["source"]:
        raise Invalid(
            _("“%(statement)s” names no source. Say who found it, where and when, or leave it out.")
            % {"statement": said["statement"][:80]}
        )
    if said["address"] and not said["address"].startswith(("https://", "http://")):
        raise Invalid(_("A web address begins with https:// or http://."))
    return said


def _say(
    theme: Theme,
    *,
    title: str,
    words: str = "",
    drawing: str = "table",
    colour: str = "here",
    rule: Mapping[str, Any] | None = None,
    picked: Sequence[str] = (),
    first_day: date | None = None,
    last_day: date | None = None,
) -> None:
    if not title.strip():
        raise Invalid(_("Give the theme a title, such as “Warm spaces”."))
    if drawing not in DRAWINGS or colour not in COLOURS:
        raise Invalid(_("Choose a drawing and a colour from those there are."))
    if first_day and last_day and last_day < first_day:
        raise Invalid(_("The last day is before the first."))
    kept = {name: value for name, value in (rule or {}).items() if name in chosen.KEYS and value}
    by_hand = list(dict.fromkeys(str(each) for each in picked))
    if not kept and not by_hand:
        raise Invalid(_("Say what belongs to it: what it helps with, a filter, or entries picked by hand."))
    theme.title, theme.words = title.strip()[:120], words.strip()[:LONGEST]
    theme.drawing, theme.colour = drawing, colour
    theme.rule, theme.picked, theme.first_day, theme.last_day = kept, by_hand, first_day, last_day
    theme.last_modified = timezone.now()
    theme.save()
