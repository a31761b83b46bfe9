"""What was counted: by hand at gatherings, or from what people said of themselves with what they gave.

Never guessed: not from names, not from how anybody looks or sounds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from commonweal.listening.models import Community, Gathering, Tally, Voice
from commonweal.listening.reached.words import COMMUNITY, GROUPS, NOT_SAID, STEPS

EVERYBODY = Tally.EVERYBODY


@dataclass(slots=True)
class Step:
    """One step over some gatherings: how many in all, by group and value, how it was counted, and at how many."""

    whole: int | None = None
    counted_at: int = 0
    how: set[str] = field(default_factory=set)
    # group → value → how many; and group → of how many in all, over the gatherings at which that group was counted
    groups: dict[str, dict[str, int]] = field(default_factory=dict)
    wholes: dict[str, int] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)  # groups of which somebody did not say: an empty number is not nobody

    def many(self, group: str, value: str) -> int | None:
        """How many of a value. Where everybody has said, a value that nobody named is nobody; else it is not known."""
        values = self.groups.get(group)
        if values is None or value in values:
            return None if values is None else values[value]
        return None if group in self.open else 0


def of(gatherings: Sequence[Gathering]) -> dict[str, Step]:
    """Each step that anybody counted, over these gatherings together."""
    found = {step: Step() for step in STEPS}
    by_hand: dict[tuple[object, str], list[Tally]] = defaultdict(list)
    for row in Tally.objects.filter(gathering__in=gatherings):
        by_hand[row.gathering_id, row.step].append(row)
    voices = _voices(gatherings)
    for each in gatherings:
        for step in STEPS:
            rows = by_hand.get((each.pk, step), [])
            spoken = voices.get(each.pk, []) if step == "spoke" else []
            if rows or spoken:
                _add(found[step], rows, spoken)
    return {step: each for step, each in found.items() if each.counted_at}


def _value(row: Tally) -> str:
    return folded(row.value) if row.group == COMMUNITY else row.value


def folded(name: str) -> str:
    """A community's name as two people who mean the same one would write it."""
    return " ".join(name.split()).casefold()


def _add(step: Step, rows: Iterable[Tally], spoken: Sequence[tuple[str, frozenset[str]]]) -> None:
    rows = list(rows)
    whole = next((row.many for row in rows if row.group == EVERYBODY), None)
    if whole is None and spoken:
        whole = len(spoken)
    step.counted_at += 1
    step.how |= {row.how for row in rows} or {"voices"}
    if whole is not None:
        step.whole = (step.whole or 0) + whole
    counted = {row.group for row in rows} - {EVERYBODY}
    for group in GROUPS:
        if group in counted:
            values = {_value(row): row.many for row in rows if row.group == group}
        elif group == COMMUNITY and spoken:
            values = Counter(name for _person, names in spoken for name in names)
        else:
            continue
        mine = step.groups.setdefault(group, {})
        for value, many in values.items():
            mine[value] = mine.get(value, 0) + many
        of_all = whole if whole is not None else sum(values.values())
        if group == COMMUNITY:
            step.open.add(group)
        else:
            left = max(0, of_all - sum(values.values()))
            mine[NOT_SAID] = mine.get(NOT_SAID, 0) + left
            if left or whole is None:
                step.open.add(group)
        step.wholes[group] = step.wholes.get(group, 0) + of_all


def _voices(gatherings: Sequence[Gathering]) -> dict[object, list[tuple[str, frozenset[str]]]]:
    """Who spoke at each, once each, with the communities they named. Whoever took their words back is not counted."""
    named: dict[object, set[str]] = defaultdict(set)
    for voice, name in Community.objects.filter(voice__gathering__in=gatherings).values_list("voice", "named"):
        named[voice].add(folded(name))
    people: dict[object, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = Voice.objects.here().filter(gathering__in=gatherings).exclude(voicing=Voice.NOTES)
    for pk, gathering, kind, person in rows.values_list("pk", "gathering", "teller_kind", "teller_id"):
        people[gathering][f"{kind}/{person}"] |= named[pk]
    return {
        gathering: [(person, frozenset(names)) for person, names in by_person.items()]
        for gathering, by_person in people.items()
    }


def labels(gatherings: Sequence[Gathering]) -> dict[str, str]:
    """Communities by folded name, each as somebody wrote it."""
    found: dict[str, str] = {}
    said = Community.objects.filter(voice__gathering__in=gatherings).order_by("pk").values_list("named", flat=True)
    counted = Tally.objects.filter(gathering__in=gatherings, group=COMMUNITY).order_by("at")
    for name in (*counted.values_list("value", flat=True), *said):
        found.setdefault(folded(name), " ".join(name.split()))
    return found
