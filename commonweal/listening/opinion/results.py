"""Results as rows: nothing of fewer people than the conversation says, and nothing from which that could be taken."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from django.db.models import Sum

from commonweal.journal.actor import Actor
from commonweal.listening.models import Conversation, Dots, Statement
from commonweal.listening.opinion import telling
from commonweal.listening.opinion.rows import Counted, GroupRow, Results, ShareRow, SteadyRow, TypicalRow, ViewRow
from commonweal.listening.opinion.working import Worked, worked
from commonweal.methods import opinion as methods

MOST_VIEWS = 12


def results(viewer: Actor, conversation: Conversation, found: Worked | None = None) -> Results:
    """What came of it so far, for everybody; from this working-out, or the latest."""
    found = found or worked(conversation)
    enough = found.people >= conversation.smallest
    dots = _dots(conversation)
    rows = conversation.statements.counting().values_list("number", "words", "state")  # type: ignore[attr-defined]
    held = list(rows)
    words = {number: each for number, each, _state in held}
    taken = {number for number, _words, state in held if state != Statement.IN}
    told = _Telling(found, conversation.smallest, words, taken, dots)
    opinion = found.found
    grouped = enough and opinion.count > 1
    return Results(
        str(conversation.pk),
        conversation.question,
        enough,
        found.people if enough else None,
        told.grouped if enough else None,
        found.matrix.cast if enough else None,
        tuple(told.groups()) if grouped else (),
        opinion.folded and grouped,
        _steady(found.steady),
        tuple(found.numbers[each] for each in opinion.together) if enough else (),
        tuple(found.numbers[each] for each in opinion.agreed) if enough else (),
        tuple(found.numbers[each] for each in opinion.disagreed) if enough else (),
        tuple(told.views())[:MOST_VIEWS] if grouped else (),
        tuple(told.statements(enough)),
        bool(dots),
        found.at,
    )


def _steady(steady: methods.Steadiness) -> SteadyRow:
    tries = (*steady.ones, *steady.parts)
    return SteadyRow(
        steady.verdict,
        telling.steady_title(steady.verdict),
        telling.steady_words(steady),
        steady.tries,
        round(min(tries), 2) if tries else None,
        steady.other_counts,
        steady.other_tops,
    )


def _dots(conversation: Conversation) -> dict[int, tuple[int, int, int]]:
    rows = Dots.objects.filter(batch__conversation=conversation).values("statement__number")
    rows = rows.annotate(yes=Sum("agree"), no=Sum("disagree"), aside=Sum("passed"))
    return {each["statement__number"]: (each["yes"], each["no"], each["aside"]) for each in rows}


class _Telling:
    """What is told of one working-out."""

    def __init__(
        self,
        found: Worked,
        smallest: int,
        words: dict[int, str],
        taken: set[int],
        dots: dict[int, tuple[int, int, int]],
    ) -> None:
        self.found, self.opinion, self.smallest = found, found.found, smallest
        self.words, self.taken, self.dots = words, taken, dots
        self.names = telling.names(self.opinion.count)
        self.grouped = len(self.opinion.grouped)
        votes = found.matrix.votes
        # If only a few are in no group, what they voted would be what is left when the groups are taken from all.
        apart = 0 < found.people - self.grouped < smallest and self.opinion.count > 1
        self.agree, self.disagree, self.cast = methods.counts(votes[self.opinion.grouped] if apart else votes)
        self.column = {number: at for at, number in enumerate(found.numbers)}

    def statements(self, enough: bool) -> Iterable[Counted]:
        """Every statement, those that all groups agree on most first."""
        order = sorted(
            self.words,
            key=lambda number: (
                number in self.taken,
                -float(self.opinion.group_consensus[self.column[number]]) if enough and number in self.column else 0,
                number,
            ),
        )
        return (self._counted(each, enough) for each in order)

    def _counted(self, number: int, enough: bool) -> Counted:
        at, out = self.column.get(number), number in self.taken
        shown = enough and at is not None and not out and int(self.cast[at]) >= self.smallest
        agree, disagree, cast = (
            (int(each[at]) for each in (self.agree, self.disagree, self.cast)) if shown else (0, 0, 0)
        )
        return Counted(
            number,
            "" if out else self.words[number],
            out,
            cast if shown else None,
            agree if shown else None,
            disagree if shown else None,
            cast - agree - disagree if shown else None,
            round(float(self.opinion.group_consensus[at]), 4) if shown else None,
            *self.dots.get(number, (0, 0, 0)),
            tuple(self._shares(at)) if shown and self.opinion.count > 1 else (),
        )

    def _shares(self, at: int) -> Iterable[ShareRow]:
        told = self.opinion.told
        for group, name in enumerate(self.names):
            cast = int(told.cast[group, at])
            few = cast < self.smallest
            agree, disagree = (round(100 * int(each[group, at]) / max(cast, 1)) for each in (told.agree, told.disagree))
            yield ShareRow(name, None if few else agree, None if few else disagree)

    def groups(self) -> Iterable[GroupRow]:
        """The groups, with where they lie beside each other."""
        points = self.opinion.points[self.opinion.grouped]
        middles = np.array([points[self.opinion.labels == group].mean(axis=0) for group in range(self.opinion.count)])
        middles = middles - (middles.min(axis=0) + middles.max(axis=0)) / 2
        far = float(np.abs(middles).max()) or 1.0
        for group, (name, size) in enumerate(zip(self.names, self.opinion.sizes, strict=True)):
            across, up = (round(float(each) / far, 2) for each in middles[group])
            yield GroupRow(name, size, across, up, tuple(self._typical(group)))

    def _typical(self, group: int) -> Iterable[TypicalRow]:
        told, rest = self.opinion.told, self.opinion.told.others
        for each in self.opinion.typical[group]:
            at, agrees = each.statement, each.way == "agree"
            if int(told.cast[group, at]) < self.smallest:
                continue
            here = (told.agree if agrees else told.disagree)[group, at] / told.cast[group, at]
            there = (rest.agree if agrees else rest.disagree)[group, at] / max(int(rest.cast[group, at]), 1)
            few = int(rest.cast[group, at]) < self.smallest
            number = self.found.numbers[at]
            yield TypicalRow(
                number,
                self.words[number],
                each.way,
                round(100 * float(here)),
                None if few else round(100 * float(there)),
            )

    def views(self) -> Iterable[ViewRow]:
        """Where most of a group think otherwise than most of the rest, views of a few first."""
        sizes = self.opinion.sizes
        few = [each for each in self.opinion.differing if sizes[each.group] * 2 < self.grouped]
        told: set[int] = set()
        for each in (*few, *self.opinion.differing):
            # Once for each statement: of two groups, what one agrees with is what the other does not.
            if each.statement in told:
                continue
            told.add(each.statement)
            number = self.found.numbers[each.statement]
            yield ViewRow(
                self.names[each.group],
                number,
                self.words[number],
                each.way,
                round(100 * each.group_share),
                round(100 * each.rest_share),
                each in few,
            )
