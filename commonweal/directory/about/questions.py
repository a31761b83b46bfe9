"""The questions, read from the shipped table: what is asked, what can be answered, and who may see the answer."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.utils.formats import date_format
from django.utils.translation import gettext

from commonweal.directory.models import Audience

YES, NO = "yes", "no"
YES_NO, WORDS, DATE, NUMBER = "yes_no", "words", "date", "number"
PLAIN = {"yes": YES, "true": YES, "1": YES, "no": NO, "false": NO, "0": NO}
# On the find page; or only in lists, where the find page has a question of its own for it.
FIND, LIST = "find", "list"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that can be said of a record."""

    key: str
    of: tuple[str, ...]
    group: str
    question: str
    label: str  # what is said when it is so; else what the answer is of
    otherwise: str  # what is said when it is not so
    values: str
    who: str
    filter: str
    hint: str
    read_from: tuple[tuple[str, str, str], ...]  # label and value in others' attributes, and what it says here

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be answered, where it is one of a few."""
        if self.values == YES_NO:
            return (YES, NO)
        return () if self.values in (WORDS, DATE, NUMBER) else tuple(self.values.split("|"))

    @property
    def partners(self) -> bool:
        """Is the answer for partners alone?"""
        return self.who != Audience.EVERYONE

    def code(self, value: str) -> str:
        """An answer as a filter and a term of the taxonomy have it: "quiet.yes"; "" where answers are free words."""
        return f"{self.key}.{value.replace(' ', '-')}" if value in self.choices else ""

    def said(self, value: str) -> str:
        """An answer in words, as a page says it."""
        if self.values == YES_NO:
            return gettext(self.label) if value == YES else gettext(self.otherwise)
        return f"{gettext(self.label)}: {self.shown(value)}"

    def shown(self, value: str) -> str:
        """The answer alone."""
        if value in self.choices:
            return gettext(value)
        if self.values == DATE:
            return date_format(date.fromisoformat(value), "j F Y")
        return gettext("%(many)s people") % {"many": value} if self.values == NUMBER else value

    def from_source(self, label: str, value: str) -> str:
        """What another directory's attribute says here; "" where it does not say this for sure."""
        for named, valued, ours in self.read_from:
            if label.casefold().strip() == named and (not valued or value.casefold().strip() == valued):
                if ours:
                    return ours
                if self.values == NUMBER:
                    return value.strip() if value.strip().isdigit() else ""
                return PLAIN.get(value.casefold().strip(), "")
        return ""


@cache
def every() -> dict[str, Question]:
    """All questions, in the table's order."""
    text = (files("commonweal.directory") / "data" / "about.csv").read_text(encoding="utf-8")
    return {
        row["key"]: Question(
            **{name: row[name] for name in row if name not in ("of", "from")},
            of=tuple(row["of"].split()),
            read_from=tuple(_read_from(each) for each in row["from"].split("|") if each),
        )
        for row in csv.DictReader(text.splitlines())
    }


def asked_of(kind: str) -> list[Question]:
    """The questions about records of one kind."""
    return [each for each in every().values() if kind in each.of]


@cache
def codes() -> dict[str, tuple[Question, str]]:
    """Every answer that can be asked for, by its code."""
    return {each.code(value): (each, value) for each in every().values() for value in each.choices}


def offered(partner: bool, *where: str) -> list[tuple[str, str]]:
    """Answers to filter by, with their words: what is so, never what is not."""
    return [
        (code, question.said(value))
        for code, (question, value) in codes().items()
        if question.filter in where and value != NO and (partner or not question.partners)
    ]


def _read_from(said: str) -> tuple[str, str, str]:
    found = re.fullmatch(r"(?P<label>[^:>]+)(?:: (?P<value>.+) > (?P<ours>.+))?", said.strip())
    if found is None:
        raise RuntimeError(f"about.csv says where an answer is read from in words that nobody can read: {said}")
    return found["label"].strip().casefold(), (found["value"] or "").strip().casefold(), (found["ours"] or "").strip()
