"""What is counted, which question is asked of it, and what is answered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid

NOT_SAID = "not said"  # the part of a split that holds everybody of whom it is not known
NOBODY_KNOWS = 10_000  # people in an area of which nobody knows how many there are: no figure names them


@dataclass(frozen=True, slots=True)
class Question:
    """How many people in these areas? Of everybody, or of some parts of one split."""

    areas: tuple[str, ...]
    split: str = ""
    parts: tuple[str, ...] = ()
    label: str = ""  # of whom, in words, where naming all parts would be long

    @property
    def hash(self) -> str:
        """The same question has the same, in whatever order it is asked."""
        told = [sorted(set(self.areas)), self.split, sorted(set(self.parts))]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Counted:
    """What somebody has counted, cell by cell. It never leaves the house: only answers to questions do.

    people: area key → how many; None where it is not known, which is not nobody.
    splits: what people are told apart by → part → area key → how many. Those of whom it is not said make up the rest.
    """

    measure: str
    label: str
    source: str
    people: Mapping[str, int | None]
    splits: Mapping[str, Mapping[str, Mapping[str, int | None]]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # of parts, in words
    edition: str = ""

    def cells(self, question: Question, split: str) -> frozenset[tuple[str, str]]:
        """The cells a question is about, as one split cuts them ("": each area whole)."""
        if not split:
            return frozenset((area, "") for area in question.areas)
        parts = question.parts or (*self.splits[split], NOT_SAID)
        return frozenset((area, part) for area in question.areas for part in parts)

    def counts(self, split: str) -> dict[tuple[str, str], int | None]:
        """The true number of people in every cell of one split. Invalid where the parts are more than the whole."""
        if not split:
            return {(area, ""): many for area, many in self.people.items()}
        parts = self.splits[split]
        found = {(area, part): parts[part].get(area) for part in parts for area in self.people}
        for area, many in self.people.items():
            known = [found[area, part] for part in parts]
            rest = None if many is None or None in known else many - sum(each or 0 for each in known)
            if rest is not None and rest < 0:
                raise Invalid(_("The parts are more than the whole. Nothing was given out."))
            found[area, NOT_SAID] = rest
        return found

    def with_what_was(self, before: Mapping[str, Any]) -> Counted:
        """With what the same edition counted when it was asked about before. Invalid where that is something else."""
        people, splits = dict(before["people"]), {split: dict(parts) for split, parts in before["splits"].items()}
        same = [_alike(people, self.people)]
        people |= self.people
        for split, parts in self.splits.items():
            was = splits.setdefault(split, {part: {} for part in parts})
            same += [set(was) == set(parts), *(_alike(was.get(part, {}), held) for part, held in parts.items())]
            splits[split] = {part: {**was.get(part, {}), **held} for part, held in parts.items()}
        if not all(same):
            raise Invalid(_("These are other counts than before. A corrected count needs an edition of its own."))
        return replace(self, people=people, splits=splits)

    def known(self) -> dict[str, dict[tuple[str, str], int]]:
        """The people of every cell of every cut, those of whom it is not said or not known together."""
        parts = {
            split: {(area, part): many for part, held in told.items() for area, many in held.items()
                    if many is not None and area in self.people}
            for split, told in self.splits.items()
        }  # fmt: skip
        told = {split: _by_area(held) for split, held in parts.items()}
        people = {
            area: max([0, *(each.get(area, 0) for each in told.values())]) + NOBODY_KNOWS if many is None else many
            for area, many in self.people.items()
        }
        for split, held in parts.items():
            rest = {(area, NOT_SAID): many - told[split].get(area, 0) for area, many in people.items()}
            if min(rest.values(), default=0) < 0:
                raise Invalid(_("The parts are more than the whole. Nothing was given out."))
            # Where everybody says it, readers see so: then there is no such part.
            held |= rest if any(rest.values()) else {cell: 0 for cell in rest if cell[0] not in told[split]}
        return {"": {(area, ""): many for area, many in people.items()}} | parts

    def answers(self, question: Question) -> bool:
        """Is this a question that these counts could answer at all?"""
        known = question.split in self.splits and set(question.parts) <= {*self.splits[question.split], NOT_SAID}
        fits = known and bool(question.parts) if question.split else not question.parts
        return bool(question.areas) and fits and set(question.areas) <= set(self.people)


def _alike(before: Mapping[str, int | None], now: Mapping[str, int | None]) -> bool:
    return all(before[each] == now[each] for each in before.keys() & now.keys())


def _by_area(parts: Mapping[tuple[str, str], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for (area, _part), many in parts.items():
        found[area] = found.get(area, 0) + many
    return found


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said. `text` is a number, or the words in its place: the same whatever the reason."""

    text: str
    value: float | None
    suppressed: bool
    profile: str
    at: datetime
