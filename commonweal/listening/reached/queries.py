"""Who is missing, at one gathering or in a season: for whoever works in the place, and, by season, for everybody."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Gathering, Outreach, Tally
from commonweal.listening.queries import one
from commonweal.listening.reached import alarms, census, counts, seasons
from commonweal.listening.reached.outreach import outreach_rows
from commonweal.listening.reached.rows import Cell, GroupRow, Missing, StepRow, ValueRow
from commonweal.listening.reached.seasons import Season
from commonweal.listening.reached.who import works_here
from commonweal.listening.reached.words import AREA, COMMUNITY, GROUPS, HOW, NOT_SAID, STEPS
from commonweal.methods import missing
from commonweal.places.models import Place

UNKNOWN, HIDDEN = Cell(None, None, None, None, False), Cell(None, None, None, None, True)
CAUTIOUS = 0.25  # so large a part did not say: the shares of those who did may mislead


def of_gathering(viewer: Actor, id: str) -> Missing:
    """One gathering, for whoever works in its place: by group, with small counts hidden from them too."""
    held = gathering(viewer, id)
    if not works_here(viewer, held.place):
        raise NotAllowed(
            _("Who came to one gathering is for those who work in this place. The season as a whole is for everybody.")
        )
    return _missing(viewer, held.place, [held], held, None)


def of_season(viewer: Actor, place: Place, season: Season) -> Missing:
    """All gatherings of a season, for everybody."""
    held = Gathering.objects.visible_to(viewer).filter(place=place, on__range=(season.start, season.end))
    return _missing(viewer, place, list(held.order_by("on")), None, season)


def gathering(viewer: Actor, id: str) -> Gathering:
    """The gathering of this id."""
    held: Gathering = one(Gathering.objects.visible_to(viewer).select_related("place", "area"), id)
    return held


def seasons_of(place: Place) -> list[Season]:
    """The seasons in which there were gatherings, and the one that is now; newest first."""
    days = Gathering.objects.filter(place=place).values_list("on", flat=True).distinct()
    found = {each.code: each for each in map(seasons.of, [timezone.localdate(), *days])}
    return sorted(found.values(), key=lambda each: each.start, reverse=True)


def season_to_show(place: Place) -> Season:
    """The newest season in which anybody was counted; where nobody was, the one that is now."""
    day = (
        Tally.objects.filter(gathering__place=place).order_by("-gathering__on").values_list("gathering__on", flat=True)
    )
    return seasons.of(day.first() or timezone.localdate())


def gatherings_in(viewer: Actor, place: Place, season: Season) -> list[Gathering]:
    """Those of a season, for whoever may open each."""
    if not works_here(viewer, place):
        return []
    return list(Gathering.objects.filter(place=place, on__range=(season.start, season.end)).order_by("on", "name"))


def counted(viewer: Actor, held: Gathering, step: str) -> dict[str, dict[str, int]]:
    """What was counted by hand at a step, for whoever counts there: group → value → how many, as it was typed."""
    found: dict[str, dict[str, int]] = {}
    if works_here(viewer, held.place):
        for row in Tally.objects.filter(gathering=held, step=step).order_by("value"):
            found.setdefault(row.group, {})[row.value] = row.many
    return found


def outreach(viewer: Actor, id: str) -> Outreach:
    """One of those who will reach out."""
    rows = Outreach.objects.visible_to(viewer).select_related("place", "gathering", "organization")
    held: Outreach = one(rows, id)
    return held


def values_of(place: Place, group: str, steps: dict[str, counts.Step]) -> list[str]:
    """The values of a group that are shown, in order: those there are, and those anybody counted."""
    known = list(census.areas(place)) if group == AREA else list(GROUPS[group].values)
    met = {value for step in steps.values() for value in step.groups.get(group, {})} - {NOT_SAID}
    return known + sorted(met - set(known))


def label_of(place: Place, group: str, value: str, names: dict[str, str] | None = None) -> str:
    """A group of people in words."""
    if group == AREA:
        return census.areas(place).get(value, value)
    if group == COMMUNITY:
        return (names or {}).get(value, value)
    known = GROUPS.get(group)
    return str(known.values.get(value, value)) if known else value


def _missing(
    viewer: Actor, place: Place, held: Sequence[Gathering], single: Gathering | None, season: Season | None
) -> Missing:
    steps = counts.of(held)
    people = census.of(place, single)
    names = counts.labels(held) | (census.areas(place) if any(AREA in each.groups for each in steps.values()) else {})
    groups = [
        _group(place, group, steps, people.get(group), names)
        for group in GROUPS
        if any(group in each.groups for each in steps.values())
    ]
    rows = tuple(row for group in groups for row in group.rows)
    reached = Outreach.objects.visible_to(viewer).filter(place=place)
    reached = reached.filter(gathering=single) if single else reached
    all_reached = outreach_rows(viewer, place, reached, names)
    return Missing(
        place.slug,
        place.name,
        place.invented,
        single.name if single else season.name if season else "",
        str(single.pk) if single else "",
        season.code if season else "",
        len(held),
        tuple(_step(step, each, len(held)) for step, each in steps.items()),
        alarms.of(place, steps, people, names, all_reached),
        tuple(groups),
        rows,
        all_reached,
    )


def _step(step: str, held: counts.Step, gatherings: int) -> StepRow:
    few = held.whole is not None and 0 < held.whole < missing.FEW
    how = "; ".join(str(HOW[each]) for each in HOW if each in held.how)
    return StepRow(step, str(STEPS[step]), None if few else held.whole, few, held.counted_at, gatherings, how)


def _group(
    place: Place, group: str, steps: dict[str, counts.Step], people: census.People | None, names: dict[str, str]
) -> GroupRow:
    known = values_of(place, group, steps)
    cells = {step: _cells(group, held, known) for step, held in steps.items() if group in held.groups}
    rows = []
    for value in known:
        at = {step: cells[step].get(value, UNKNOWN) if step in cells else UNKNOWN for step in STEPS}
        here = people.counts.get(value) if people else None
        share = 100 * here / people.whole if people and here is not None else None
        label = names.get(value, value) if group in (AREA, COMMUNITY) else str(GROUPS[group].values.get(value, value))
        told = alarms.words_of(group, value, label, steps, share)
        rows.append(
            ValueRow(
                group, str(GROUPS[group].label), value, label, here, share,
                at["invited"], at["replied"], at["came"], at["spoke"], told.words if told else "",
            )
        )  # fmt: skip
    shown = tuple(step for step in STEPS if step in cells)
    return GroupRow(
        group,
        str(GROUPS[group].label),
        tuple(rows),
        shown,
        tuple((str(STEPS[step]), _not_said(steps[step], group)) for step in shown if group != COMMUNITY),
        any(_silent(steps[step], group) > CAUTIOUS for step in shown),
        people.source if people else None,
    )


def _cells(group: str, held: counts.Step, known: list[str]) -> dict[str, Cell]:
    values, whole = held.groups[group], held.wholes[group]
    if whole < missing.FEW:
        return dict.fromkeys([*known, *values], HIDDEN)
    gone = alarms.hidden(group, values)
    of = whole if group == COMMUNITY else sum(many for value, many in values.items() if value != NOT_SAID)
    found = {}
    for value in known:
        many = held.many(group, value)
        found[value] = HIDDEN if value in gone else UNKNOWN if many is None else _cell(many, of)
    return found


def _cell(many: int, of: int) -> Cell:
    share = missing.share(many, of)
    if share is None:
        return Cell(many, None, None, None, False)
    return Cell(many, share.value, share.lower, share.upper, False)


def _not_said(held: counts.Step, group: str) -> str:
    if held.wholes[group] < missing.FEW:
        return _("too few to show")
    return _("%(many)s of %(whole)s") % {
        "many": held.groups[group].get(NOT_SAID, 0),
        "whole": held.wholes[group],
    }


def _silent(held: counts.Step, group: str) -> float:
    if group == COMMUNITY or not held.wholes[group]:
        return 0.0
    return held.groups[group].get(NOT_SAID, 0) / held.wholes[group]
