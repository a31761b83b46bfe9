"""Why something was found, and what nobody knows of it: as data, for pages to say in any language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from commonweal.openreferral.finding import when
from commonweal.openreferral.finding.known import Known
from commonweal.openreferral.finding.reading import Meaning, Sought
from commonweal.openreferral.finding.texts import FIELDS, HELPS, KIND, VENUES, Texts
from commonweal.openreferral.finding.words import fold, stem

STALE_MONTHS = 6  # what was last confirmed longer ago is said to be
NEARLY = 3  # letters of a word that has only begun to be typed


# Fields of short terms: "growing things" is told whole, not as "growing".
TERMS, SHORT = frozenset({HELPS, KIND}), 60
# A field's name, a text of it, the same word by word with stems, and the stems alone.
Written = list[tuple[str, str, list[tuple[str, str]], frozenset[str]]]
Wanted = list[tuple[Sought, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: in which field it stands, in which words, and what was typed that led there."""

    field: str
    words: tuple[str, ...]
    said: str

    def data(self) -> dict[str, object]:
        """As JSON has it: field, words, from."""
        return {"field": self.field, "words": list(self.words), "from": self.said}


def written(texts: Texts) -> Written:
    """An entry's words with their stems, text by text, the telling fields first."""
    names = sorted(FIELDS, key=lambda each: -FIELDS[each])
    return [(name, text, *_spelled(text)) for name in names for text in texts[name]]


def _spelled(text: str) -> tuple[list[tuple[str, str]], frozenset[str]]:
    words = [(folded, stem(folded)) for folded in re.findall(r"\w+", fold(text))]
    return words, frozenset(each for _, each in words)


def wanted(sought: Sequence[Sought]) -> Wanted:
    """What is sought, each with those of its ways that are one word."""
    return [(one, frozenset(way.stems[0] for way in one.ways if len(way.stems) == 1)) for one in sought]


def words(held: Written, sought: Wanted) -> list[Reason]:
    """Where the words stand that something was found by: a short term whole, of a longer text the words alone."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, whole, text, stems in held:
        term = name in TERMS and len(whole) <= SHORT
        for one, single in sought:
            if name == VENUES and not one.direct:
                continue
            if (term or (name, one.said) not in found) and (matched := _matched(text, stems, one, single)):
                found.setdefault((name, one.said), []).extend([whole.casefold()] if term else matched)
    return [Reason(name, tuple(dict.fromkeys(told)), said) for (name, said), told in found.items()]


def _matched(text: list[tuple[str, str]], stems: frozenset[str], one: Sought, single: frozenset[str]) -> list[str]:
    hit = stems & single
    if not one.direct:
        hit |= {each for way in one.ways if len(way.stems) > 1 and stems.issuperset(way.stems) for each in way.stems}
    if not hit and one.direct and len(one.said) >= NEARLY:
        return [word for word, _ in text if word.startswith(one.said)]
    return [word for word, each in text if each in hit] if hit else []


def wishes(held: Known, meaning: Meaning, today: date) -> tuple[list[Reason], list[str]]:
    """Which wishes are met, and which are known not to be. What nobody has said is neither."""
    met: list[Reason] = []
    unmet: list[str] = []

    def tell(name: str, fits: bool | None, shown: Sequence[str], said: str) -> None:
        if fits:
            met.append(Reason(name, tuple(shown), said))
        elif fits is False:
            unmet.append(name)

    if meaning.when:
        on = [each for each in held.hours if when.fits(each, meaning.when.days, meaning.when.part, today)]
        tell(
            "when",
            bool(on) if held.hours else None,
            list(dict.fromkeys(e.day for e in on)),
            " ".join(meaning.when.said),
        )
    if meaning.free:
        tell("cost", held.free, [held.cost], "free")
    if meaning.age is not None:
        tell("age", held.suits(meaning.age), [_ages(held)], str(meaning.age))
    if meaning.online:
        tell("online", held.online, ["online"], "online")
    for each in sorted(meaning.languages):
        tell("language", each in held.languages if held.languages else None, [each], each)
    for each in sorted(meaning.access):
        tell("access", (held.quiet if each == "quiet" else each in held.access) or None, [each], each)
    return met, unmet


def _ages(held: Known) -> str:
    low, high = (f"{each:g}" if each is not None else "" for each in (held.youngest, held.oldest))
    return f"{low}–{high}"


def unknown(held: Known, today: date) -> tuple[str, ...]:
    """What nobody has said: cost, when, where, room; and for how many months nobody has confirmed it."""
    found = []
    if held.free is None and not held.cost:
        found.append("cost")
    if not held.schedules:
        found.append("when")
    elif not any(each.get("freq") or each.get("byday") or each.get("dtstart") for each in held.schedules):
        found.append("dates")  # only words say when it is on
    if not held.venues and not held.online:
        found.append("where")
    if held.room is None:
        found.append("room")
    if held.confirmed is None:
        found.append("confirmed")
    elif held.confirmed < _stale(today):
        past = relativedelta(today, held.confirmed)
        found.append(f"confirmed {12 * past.years + past.months} months ago")
    return tuple(found)


@lru_cache(8)
def _stale(today: date) -> date:
    before: date = today - relativedelta(months=STALE_MONTHS)
    return before
