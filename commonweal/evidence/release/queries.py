"""What was given out in a place, for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.lots import Lots
from commonweal.evidence.models import Release, ReleaseRules
from commonweal.evidence.release.given import profile_of, text_of
from commonweal.evidence.release.rows import ReleaseGroup, ReleaseRow, RulesRow
from commonweal.evidence.release.words import PROFILES
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places.models import Area, Place

Said = TypeVar("Said")
NAMED = 3  # areas named in a row; of more it is said how many there are


def rules(viewer: Actor, place: Place) -> RulesRow:
    """By which rules counts of people are given out here."""
    name = profile_of(place).name
    return RulesRow(name, str(PROFILES[name]), Release.objects.filter(place=place).count())


def measures(viewer: Actor, place: Place) -> list[tuple[str, str]]:
    """What was asked for here: key and words."""
    rows = Release.objects.filter(place=place).order_by("label", "measure").values_list("measure", "label")
    return list(dict(rows).items())


def releases(viewer: Actor, place: Place, measure: str = "") -> Lots[ReleaseRow]:
    """What was given out here, the newest first; of one measure, where one is named."""
    rows = Release.objects.filter(place=place).order_by("-at", "-pk")
    rows = rows.filter(measure=measure) if measure else rows
    return Lots(rows.count(), lambda start, stop: _rows(rows[start:stop]))


def together(rows: Iterable[ReleaseRow]) -> list[ReleaseGroup]:
    """Rows in their order, those side by side that are of one count together."""
    return [
        ReleaseGroup(
            *counted, _same(row.group for row in held), _same(timezone.localdate(row.at) for row in held), held
        )
        for counted, rows_of in groupby(rows, key=lambda row: (row.label, row.source))
        for held in [tuple(rows_of)]
    ]


def _same(told: Iterable[Said]) -> Said | None:
    """What all say; None where they differ."""
    found = set(told)
    return found.pop() if len(found) == 1 else None


def _rows(rows: Iterable[Release]) -> list[ReleaseRow]:
    held = list(rows)
    keys = {key for row in held for key in row.areas}
    names = {area.key: str(area) for area in Area.objects.filter(key__in=keys)}
    return [
        ReleaseRow(
            row.label,
            row.group_label,
            _where(row, names),
            tuple(row.areas),
            text_of(row.shown, suppressed=row.suppressed),
            row.shown,
            row.source,
            str(PROFILES.get(row.profile, row.profile)),
            row.profile,
            row.at,
        )
        for row in held
    ]


def _where(row: Release, names: dict[str, str]) -> str:
    if len(row.areas) <= NAMED:
        return "; ".join(names.get(key, key) for key in row.areas)
    return ngettext("%(n)s area together", "%(n)s areas together", len(row.areas)) % {"n": len(row.areas)}


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: what was given out is everybody's; so are the rules."""
    return {str(pk) for pk in Release.objects.filter(pk__in=list(ids)).values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """A figure that was given out, in a line, as it was given."""
    rows = Release.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(
            f"{each.label}: {text_of(each.shown, suppressed=each.suppressed)}",
            f"/place/{each.place.slug}/release",
            each.source,
            each.place.invented,
        )
        for each in rows
    }


def rules_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: the rules are everybody's."""
    return {str(pk) for pk in ReleaseRules.objects.filter(pk__in=list(ids)).values_list("pk", flat=True)}


def describe_rules(ids: Iterable[str]) -> dict[str, Card]:
    """The rules of a place, in a line."""
    rows = ReleaseRules.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(
            _("How counts of people are given out in %s") % each.place.name,
            f"/place/{each.place.slug}/release",
            str(PROFILES.get(each.profile, each.profile)),
            each.place.invented,
        )
        for each in rows
    }
