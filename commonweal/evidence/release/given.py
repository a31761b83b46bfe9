"""The ledger of one measure in one place: what was answered, and what may be answered next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

from commonweal.core.words import number
from commonweal.evidence.models import Release, ReleaseCounts, ReleaseRules
from commonweal.evidence.release.across import Across, hardly_changed
from commonweal.evidence.release.asking import Answer, Counted, Question
from commonweal.evidence.release.words import HOUSES, NOT_KNOWN, NOT_SHOWN
from commonweal.methods.disclosure import Profile, Shown, profile
from commonweal.methods.disclosure.profiles import NOT_SHOWN as KEPT_BACK
from commonweal.places.models import Place

if TYPE_CHECKING:
    from commonweal.methods.disclosure.differencing import Given


def profile_of(place: Place) -> Profile:
    """The rules this place gives out counts by."""
    held = ReleaseRules.objects.filter(place=place).values_list("profile", flat=True).first()
    return profile(held or HOUSES)


def answer_of(row: Release) -> Answer:
    """A row of the ledger as everybody may have it."""
    return Answer(text_of(row.shown, suppressed=row.suppressed), row.shown, row.suppressed, row.profile, row.at)


def text_of(shown: float | None, *, suppressed: bool) -> str:
    """A number of people, or the words in its place."""
    if shown is not None:
        return str(number(shown))
    return str(NOT_SHOWN if suppressed else NOT_KNOWN)


class Ledger:
    """Used inside a change, with the place locked. Rows of one edition; `across` holds the others against them."""

    def __init__(self, place: Place, counted: Counted) -> None:
        self.place, self.rules = place, profile_of(place)
        self.counted, editions = _remembered(place, counted)
        counted = self.counted
        held = Release.objects.filter(place=place, measure=counted.measure).order_by("at", "pk")
        self.rows = [each for each in held if each.edition == counted.edition]
        self.met = {each.asked: each for each in self.rows}
        self.earlier: dict[str, list[Release]] = defaultdict(list)
        for each in held:
            if each.edition != counted.edition:
                self.earlier[each.asked].append(each)
        self.counts = {split: counted.counts(split) for split in ("", *counted.splits)}
        self.unknown = {
            split: {cell for cell, many in held.items() if many is None} for split, held in self.counts.items()
        }
        self.across = Across(self.rules, editions)
        for each in held:
            self.across.add(each)
        self.looked, self.news = 0, False
        self.cells: dict[tuple[str, str], frozenset[tuple[str, str]]] = {}
        self.told: dict[str, list[Given]] = defaultdict(list)
        self.read: dict[str, int] = defaultdict(int)

    def give(self, questions: Sequence[Question]) -> list[Release]:
        """The answer to each: as it was, or now for good. They are answered in their order, and kept together."""
        before = len(self.rows)
        answers = [self.met.get(each.hash) or self._answer(each) for each in questions]
        Release.objects.bulk_create(self.rows[before:])
        return answers

    def _answer(self, question: Question) -> Release:
        people = self._people(question)
        shown = self._shown(question, people)
        named = question.label or ", ".join(self.counted.names.get(each, each) for each in sorted(set(question.parts)))
        row = Release(
            place=self.place,
            measure=self.counted.measure,
            edition=self.counted.edition,
            label=self.counted.label,
            source=self.counted.source,
            split=question.split,
            parts=sorted(set(question.parts)),
            group_label=named[:200],
            areas=sorted(set(question.areas)),
            asked=question.hash,
            people=people,
            shown=shown.value,
            suppressed=shown.suppressed,
            profile=self.rules.name,
            at=timezone.now(),
        )
        self.rows.append(row)
        self.across.add(row)
        self.met[row.asked] = row
        return row

    def _people(self, question: Question) -> int | None:
        counts = self.counts[question.split]
        held = [counts[cell] for cell in self._cells(question, question.split)]
        return None if None in held else sum(each or 0 for each in held)

    def _shown(self, question: Question, people: int | None) -> Shown:
        edition = self.counted.edition
        before = [each for each in self.earlier[question.hash] if hardly_changed(self.rules, each, edition, people)]
        if not before:
            found = self._decided(question)
            return found if found.value is None or self.across.safe(question, edition, found) else KEPT_BACK
        was = _as_it_was(before[-1])
        # By itself it tells nothing new; beside figures that are new it is held against them. That it has become few
        # is not told either.
        safe = was.value is None or not self._any_news() or self.rules.hides(people or 0)
        return was if safe or self._decided(question).value is not None else KEPT_BACK

    def _any_news(self) -> bool:
        """Was any number given out of this edition that an earlier one had not?"""
        while self.looked < len(self.rows) and not self.news:
            row = self.rows[self.looked]
            self.news = row.shown is not None and row.shown not in {each.shown for each in self.earlier[row.asked]}
            self.looked += 1
        return self.news

    def _decided(self, question: Question) -> Shown:
        found = self._in_cut(question, question.split)
        # Everybody can be cut in several ways: no cut may let a few be told.
        for split in () if question.split else self.counted.splits:
            if found.value is not None and self._known(self._cells(question, split), split):
                found = self._in_cut(question, split)
        return found

    def _in_cut(self, question: Question, split: str) -> Shown:
        from commonweal.methods.disclosure.differencing import decide

        return decide(self.rules, self._cells(question, split), self.counts[split], self._given(split))

    def _cells(self, question: Question, split: str) -> frozenset[tuple[str, str]]:
        """Worked out once for each question: every later one is held against it."""
        if (found := self.cells.get((question.hash, split))) is None:
            found = self.cells[question.hash, split] = self.counted.cells(question, split)
        return found

    def _known(self, cells: frozenset[tuple[str, str]], split: str) -> bool:
        return self.unknown[split].isdisjoint(cells)

    def _given(self, split: str) -> list[Given]:
        """What was answered, as one split cuts it, each row read once. Other splits say nothing of this one."""
        from commonweal.methods.disclosure.differencing import Given

        told = self.told[split]
        for row in self.rows[self.read[split] :]:
            if row.split in ("", split) and self._known(cells := self._of_row(row, split), split):
                told.append(Given(cells, _as_it_was(row)))
        self.read[split] = len(self.rows)
        return told

    def _of_row(self, row: Release, split: str) -> frozenset[tuple[str, str]]:
        return self.cells.get((row.asked, split)) or self._cells(_question(row), split)


def _remembered(place: Place, counted: Counted) -> tuple[Counted, dict[str, Counted]]:
    """What is counted, with what this edition counted before; and all editions, this one last. Kept for the next."""
    held = ReleaseCounts.objects.filter(place=place, measure=counted.measure).order_by("at", "pk")
    before = {each.edition: each for each in held}
    mine = before.pop(counted.edition, None)
    counted = counted.with_what_was(mine.counts) if mine else counted
    splits = {split: {part: dict(held) for part, held in parts.items()} for split, parts in counted.splits.items()}
    counts = {"people": dict(counted.people), "splits": splits}
    if mine is None:
        ReleaseCounts.objects.create(
            place=place, measure=counted.measure, edition=counted.edition, counts=counts, at=timezone.now()
        )
    elif mine.counts != counts:
        mine.counts = counts
        mine.save(update_fields=["counts"])
    earlier = {
        edition: Counted(counted.measure, "", "", each.counts["people"], each.counts["splits"], edition=edition)
        for edition, each in before.items()
    }
    return counted, {**earlier, counted.edition: counted}


def _question(row: Release) -> Question:
    return Question(tuple(row.areas), row.split, tuple(row.parts))


def _as_it_was(row: Release) -> Shown:
    return Shown(text_of(row.shown, suppressed=row.suppressed), row.shown, row.suppressed)
