"""Alarms in plain words: a group that falls away between two steps, or that is fewer than it is in the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.listening.reached import census, counts
from commonweal.listening.reached.rows import Alarm, OutreachRow
from commonweal.listening.reached.words import COMMUNITY, GROUPS, NOT_SAID, OF_STEP, STEPS
from commonweal.methods import missing
from commonweal.methods.missing import Fall, Share
from commonweal.places.models import Place

FELL = {
    "replied": gettext_lazy("Fewer of them than of others said they would come."),
    "came": gettext_lazy("Fewer of them than of others came."),
    "spoke": gettext_lazy("Fewer of them than of others spoke."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """An alarm before anybody has said who will reach out."""

    words: str
    sure: bool
    between: bool  # two steps, and not only beside the place
    depth: float  # how far it fell, in hundredths of what it was


def of(
    place: Place,
    steps: dict[str, counts.Step],
    people: dict[str, census.People],
    names: dict[str, str],
    reached: Sequence[OutreachRow],
) -> tuple[Alarm, ...]:
    """All alarms, the surest and deepest first, each with who will reach out."""
    found: list[tuple[Said, Alarm]] = []
    for group, known in GROUPS.items():
        met = {value for step in steps.values() for value in step.groups.get(group, {})} - {NOT_SAID}
        lived = people.get(group)
        # Those who live here and were never counted at all are missing too, wherever their group was counted.
        met |= set(lived.counts) if lived and any(group in step.groups for step in steps.values()) else set()
        for value in sorted(met):
            here = 100 * lived.counts[value] / lived.whole if lived and value in lived.counts else None
            label = names.get(value) or str(known.values.get(value, value))
            said = words_of(group, value, label, steps, here)
            if said is not None:
                mine = tuple(row for row in reached if (row.group, row.value) == (group, value))
                found.append((said, Alarm(group, value, label, said.words, said.sure, mine)))
    found.sort(key=lambda pair: (not pair[0].sure, not pair[0].between, -pair[0].depth))
    return tuple(alarm for _said, alarm in found)


def words_of(
    group: str, value: str, label: str, steps: dict[str, counts.Step], place_share: float | None
) -> Said | None:
    """What there is to say about one group of people; None where they have not fallen away."""
    shares = {step: share for step in STEPS if step in steps and (share := _share(steps[step], group, value))}
    order = list(shares)
    falls = {late: fell for early, late in pairwise(order) if (fell := _fell(shares, early, late))}
    if not falls and len(order) > 2 and (slow := _fell(shares, order[0], order[-1])):
        falls[order[-1]] = slow
    # The children of a place do not come to everything; whoever speaks for a gathering says what is fair.
    last = next((step for step in ("spoke", "came") if step in shares), None)
    beside = missing.below(place_share, shares[last]) if last else None
    if not falls and beside is None:
        return None
    parts = [_line(label, shares)] if falls else [_("%s:") % label]
    parts += [str(FELL[step]) for step in falls]
    if beside is not None and last is not None and place_share is not None:
        told = {
            "here": _percent(place_share),
            "there": _shown(shares[last]),
            "step": OF_STEP[last],
        }
        parts.append(_("Of the people who live here they are %(here)s; %(step)s, %(there)s.") % told)
    sure = any(each.sure for each in falls.values()) or bool(beside and beside.sure)
    if not sure:
        parts.append(_("So few were counted that it may be chance: ask before you rely on it."))
    depths = [(each.before - each.after) / each.before for each in (*falls.values(), *([beside] if beside else []))]
    return Said(" ".join(parts), sure, bool(falls), max(depths))


def _fell(shares: dict[str, Share], early: str, late: str) -> Fall | None:
    return missing.fell(shares[early], shares[late])


def _share(step: counts.Step, group: str, value: str) -> Share | None:
    """A share as far as it may be known: what is hidden only to cover another is not spoken of at all."""
    many = step.many(group, value)
    if many is None or step.wholes[group] < missing.FEW:
        return None
    if many >= missing.FEW and value in hidden(group, step.groups[group]):
        return None
    said = sum(each for name, each in step.groups[group].items() if name != NOT_SAID)
    return missing.share(many, step.wholes[group] if group == COMMUNITY else said)


def hidden(group: str, values: dict[str, int]) -> frozenset[str]:
    """Whose numbers are not shown. How many did not say points at nobody, and is always shown."""
    said = {value: many for value, many in values.items() if value != NOT_SAID}
    if group == COMMUNITY:  # somebody may belong to several: nothing can be taken from the whole
        return frozenset(value for value, many in said.items() if 0 < many < missing.FEW)
    return missing.hidden(said)


def _line(label: str, shares: dict[str, Share]) -> str:
    told = [
        _("%(share)s %(of_step)s") % {"share": _shown(share), "of_step": OF_STEP[step]}
        for step, share in shares.items()
    ]
    return _("%(group)s: %(steps)s.") % {"group": label, "steps": ", ".join(told)}


def _shown(share: Share) -> str:
    """A share as it may be said: where a count is hidden, no number stands in its place."""
    if 0 < share.count < missing.FEW:
        return _("very few")
    return _("nobody") if share.count == 0 else _percent(share.value)


def _percent(share: float) -> str:
    return f"{share:.0f}%" if share >= 1 or share == 0 else _("less than 1%")
