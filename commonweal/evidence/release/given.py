"""The ledger of one measure in one place: what was answered, and what may be answered next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from commonweal.core.words import number
from commonweal.evidence.models import Release, ReleaseRules
from commonweal.evidence.release.asking import Answer, Counted, Question
from commonweal.evidence.release.words import HOUSES, NOT_KNOWN, NOT_SHOWN
from commonweal.methods.disclosure import Profile, Shown, profile
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
    """Used inside a change, with the place locked. Rows of one edition; earlier editions are looked at one by one."""

    def __init__(self, place: Place, counted: Counted) -> None:
        self.place, self.counted, self.rules = place, counted, profile_of(place)
        held = Release.objects.filter(place=place, measure=counted.measure).order_by("at", "pk")
        self.rows = [each for each in held if each.edition == counted.edition]
        self.earlier = {each.asked: each for each in held if each.edition != counted.edition}
        self.counts = {split: counted.counts(split) for split in ("", *counted.splits)}

    def give(self, question: Question) -> Release:
        """The answer to a question: as it was, or now for good."""
        met = next((each for each in self.rows if each.asked == question.hash), None)
        return met or self._keep(question)

    def _keep(self, question: Question) -> Release:
        people = self._people(question)
        shown = self._shown(question, people)
        row = Release.objects.create(
            place=self.place,
            measure=self.counted.measure,
            edition=self.counted.edition,
            label=self.counted.label,
            source=self.counted.source,
            split=question.split,
            parts=sorted(set(question.parts)),
            group_label=", ".join(self.counted.names.get(each, each) for each in sorted(set(question.parts))),
            areas=sorted(set(question.areas)),
            asked=question.hash,
            people=people,
            shown=shown.value,
            suppressed=shown.suppressed,
            profile=self.rules.name,
            at=timezone.now(),
        )
        self.rows.append(row)
        return row

    def _people(self, question: Question) -> int | None:
        counts = self.counts[question.split]
        held = [counts[cell] for cell in self.counted.cells(question, question.split)]
        return None if None in held else sum(each or 0 for each in held)

    def _shown(self, question: Question, people: int | None) -> Shown:
        before = self.earlier.get(question.hash)
        if before is not None and self._hardly_changed(before.people, people):
            return _as_it_was(before)
        found = self._in_cut(question, question.split)
        # Everybody can be cut in several ways: no cut may let a few be told.
        for split in () if question.split else self.counted.splits:
            if found.value is not None and self._known(self.counted.cells(question, split), split):
                found = self._in_cut(question, split)
        return found

    def _in_cut(self, question: Question, split: str) -> Shown:
        from commonweal.methods.disclosure.differencing import decide

        return decide(self.rules, self.counted.cells(question, split), self.counts[split], self._given(split))

    def _known(self, cells: frozenset[tuple[str, str]], split: str) -> bool:
        return all(self.counts[split][cell] is not None for cell in cells)

    def _hardly_changed(self, before: int | None, now: int | None) -> bool:
        """Would the two editions together tell of a few people?"""
        return before is not None and now is not None and abs(now - before) < self.rules.threshold

    def _given(self, split: str) -> list[Given]:
        """What was answered, as one split cuts it. Other splits say nothing of this one."""
        from commonweal.methods.disclosure.differencing import Given

        asked = [(each, self.counted.cells(_question(each), split)) for each in self.rows if each.split in ("", split)]
        return [Given(cells, _as_it_was(each)) for each, cells in asked if self._known(cells, split)]


def _question(row: Release) -> Question:
    return Question(tuple(row.areas), row.split, tuple(row.parts))


def _as_it_was(row: Release) -> Shown:
    return Shown(text_of(row.shown, suppressed=row.suppressed), row.shown, row.suppressed)
