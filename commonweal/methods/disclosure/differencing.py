"""What may be said of a count after what was said before: two figures must not differ by a few people.

A figure counts the people of some cells (an area and a part of its people; any hashable thing will do). Whoever knows
two figures can take one from the other; whoever knows many can do sums over them. So before another figure is given:

1. The same question has the same answer, for good.
2. A small count is hidden, as the profile says.
3. It is not given if adding and taking away up to two figures that were given leaves a few people (nesting, union,
   difference), or if one of them and it together do.
4. It is not given if, with it, only one number of people would be left for some few: at least three worlds that fit all
   that was given must differ in how many they are. The worlds are not guessed at: they are written down and checked.
   Where hidden counts by themselves leave but two, both must remain.

Of 3 and 4 the asker is told nothing but "not shown", in the words for a small count.

The same people may be told apart in several ways, by sex and by ethnicity. Then `safe_across` holds the answers about
one of these cuts against those about the others: by 3 and 4 too, for each area has as many people in every cut.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.methods.disclosure.profiles import NOT_SHOWN, UNKNOWN, Profile, Shown
from commonweal.methods.disclosure.worlds import Named, safe

Cells = frozenset[Any]  # of anything that can be hashed
Counts = Mapping[Any, int | None]
Cuts = Mapping[str, Mapping[tuple[Any, Any], int]]  # cut → (whole, part) → people: wholes are as large in every cut


@dataclass(frozen=True, slots=True)
class Given:
    """A question that was answered, and how. `shown.value` is None where it was not shown."""

    cells: Cells
    shown: Shown


@dataclass(frozen=True, slots=True)
class Said:
    """The same about one of several cuts. `less`: it was said that hardly any are left when these are taken away."""

    cut: str
    cells: Cells
    shown: Shown
    less: Cells | None = None


def decide(profile: Profile, asked: Iterable[Hashable], counts: Counts, given: Sequence[Given]) -> Shown:
    """What may be said of the number of people in these cells, after all that was given before?

    `counts` has the true number of people of every cell that `asked` or anything in `given` names; None where it is
    not known, and then the sum is not known either. Raises ValueError for a question about nothing, KeyError for a
    cell that `counts` does not name.
    """
    cells = frozenset(asked)
    if not cells:
        raise ValueError("A question must be about some people.")
    for before in given:
        if before.cells == cells:
            return before.shown
    held = [counts[each] for each in cells]
    if any(each is None for each in held):
        return UNKNOWN
    shown = profile.count(sum(each or 0 for each in held))
    if shown.suppressed or not _safe(profile, Given(cells, shown), counts, given):
        return NOT_SHOWN
    return shown


def _safe(profile: Profile, new: Given, counts: Counts, given: Sequence[Given]) -> bool:
    """Each cell is a whole of its own: there is one cut."""
    rest = [each for each in given if not each.shown.unknown]
    near = [*(rest[each] for each in _near(new.cells, [each.cells for each in rest])), new]
    everything = {cell: counts[cell] or 0 for each in near for cell in each.cells}
    cut = {(cell, ""): everything[cell] for cell in sorted(everything, key=repr)}
    named = [Named("", frozenset((cell, "") for cell in each.cells), not each.shown.suppressed) for each in near]
    return safe(profile, {"": cut}, named)


def safe_across(profile: Profile, new: Said, cuts: Cuts, said: Sequence[Said]) -> bool:
    """May this be said about one cut, after all that was said about this and the others?

    `cuts` has the true number of people of every cell: an area (or any other whole), and a part of its people. An area
    that one cut names is in every cut, and has the same people there.
    """
    rest = [each for each in said if not each.shown.unknown]
    wholes = [frozenset(whole for whole, _part in each.cells | (each.less or frozenset())) for each in rest]
    near = [*(rest[each] for each in _near({whole for whole, _part in new.cells}, wholes)), new]
    reached = {whole for each in near for whole, _part in each.cells | (each.less or frozenset())}
    asked = {each.cut for each in near} | {""}
    within = {cut: {cell: many for cell, many in held.items() if cell[0] in reached} for cut, held in cuts.items()
              if cut in asked}  # fmt: skip
    return safe(profile, within, [Named(each.cut, each.cells, not each.shown.suppressed, each.less) for each in near])


def _near(new: Iterable[Any], given: Sequence[frozenset[Any]]) -> list[int]:
    """Those that have something in common with the new one, or with one that has, and so on."""
    reach, near, rest = set(new), [], dict(enumerate(given))
    while met := [each for each, cells in rest.items() if not reach.isdisjoint(cells)]:
        near += met
        reach.update(*(rest.pop(each) for each in met))
    return near
