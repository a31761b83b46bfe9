"""What was answered of the same people told apart in another way, or counted in another edition, held against the next.

Asked only where there is any such thing: one way of telling people apart, counted once, is held together by `given`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from commonweal.evidence.models import Release
from commonweal.evidence.release.asking import NOT_SAID, Counted, Question
from commonweal.methods.disclosure import Profile, Shown, profile
from commonweal.methods.disclosure.profiles import NOT_SHOWN

if TYPE_CHECKING:
    from commonweal.methods.disclosure.differencing import Said
    from commonweal.methods.disclosure.editions import Cell

Cells = frozenset[Any]


class Across:
    """All that was answered of one measure, in every cut and edition of which the counts are held."""

    def __init__(self, rules: Profile, counted: Mapping[str, Counted]) -> None:
        self.rules = rules
        self.at = {edition: number for number, edition in enumerate(counted)}
        self.cuts = _cuts([each.known() for each in counted.values()])
        self.by_area: dict[str, dict[str, list[Cell]]] = {cut: defaultdict(list) for cut in self.cuts}
        for cut, cells in self.cuts.items():
            for cell in cells:
                self.by_area[cut][cell[0][0]].append(cell)
        self.said: list[Said] = []
        self.seen: dict[str, list[Release]] = defaultdict(list)
        self.told: set[str] = set()  # splits of which something was asked
        self.unsure = any(None in held.values() for each in counted.values() for held in _every(each))

    def add(self, row: Release) -> None:
        """Take in what was answered, in its order."""
        if row.edition not in self.at or row.people is None:
            return
        self.said.append(self._of_row(row))
        self.seen[row.asked].append(row)
        self.told |= {row.split} - {""}

    def safe(self, question: Question, edition: str, shown: Shown) -> bool:
        """May this be said beside all that?"""
        from commonweal.methods.disclosure.differencing import Said, safe_across

        cells = self._cells(question, edition)
        alone = len(self.at) == 1 and len(self.told | {question.split} - {""}) < 2 and not self.unsure
        # Without cells it is about a part that everybody knows not to be there.
        return alone or not cells or safe_across(self.rules, Said(question.split, cells, shown), self.cuts, self.said)

    def _of_row(self, row: Release) -> Said:
        """Where the answer of an earlier edition was said again, it was told that hardly anybody came or went."""
        from commonweal.methods.disclosure.differencing import Said

        question = Question(tuple(row.areas), row.split, tuple(row.parts))
        now = self._cells(question, row.edition)
        rules = profile(row.profile)  # as it was when this was said
        before = [each for each in self.seen[row.asked] if hardly_changed(rules, each, row.edition, row.people)]
        if before:
            was = self._cells(question, before[-1].edition)
            return Said(row.split, now - was, NOT_SHOWN, was - now)
        return Said(row.split, now, NOT_SHOWN if row.suppressed else Shown("", row.shown, False))

    def _cells(self, question: Question, edition: str) -> Cells:
        at, by_area = self.at[edition], self.by_area[question.split]
        parts = set(question.parts) if question.split else {""}
        return frozenset(cell for area in question.areas for cell in by_area[area] if cell[1][at] in parts)


def hardly_changed(rules: Profile, before: Release, edition: str, people: int | None) -> bool:
    """Would the two editions together tell of a few people?"""
    known = before.people is not None and people is not None
    return before.edition != edition and known and abs((people or 0) - (before.people or 0)) < rules.threshold


def _every(counted: Counted) -> Iterator[Mapping[str, int | None]]:
    yield counted.people
    for parts in counted.splits.values():
        yield from parts.values()


def _cuts(editions: Sequence[dict[str, dict[tuple[str, str], int]]]) -> dict[str, dict[Cell, int]]:
    from commonweal.methods.disclosure.editions import together

    wholes = [{area: many for (area, _part), many in each[""].items()} for each in editions]
    found = {}
    for cut in dict.fromkeys(cut for each in editions for cut in each):
        # Where an edition was not told apart so, nobody is told apart.
        nobody = [{(area, NOT_SAID): many for area, many in each.items()} for each in wholes]
        found[cut] = together(wholes, [each.get(cut, none) for each, none in zip(editions, nobody, strict=True)])
    return found
