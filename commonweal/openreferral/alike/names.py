"""What of a name tells things apart: its words without legal endings, small words and signs; and its marks.

A mark is what parts twins: "Session A" and "Session B", "under 8s" and "over 60s", "beginners" and "advanced".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Endings that say how something is registered, not who it is. "Trust", "Council" and "Association" are part of names.
LEGAL = frozenset(
    "ltd limited cic cio scio plc llp llc inc incorporated corp corporation charity registered company co".split()
)
SMALL = frozenset("a an the and of for at in on by to with de la".split())
# What people shorten, or spell as Americans do: "from to" each.
SAME = dict(
    each.split()
    for each in (
        "saint st, street st, centre center, programme program, organisation organization, prog program, "
        "svcs services, svc service, assoc association, ctr center, comm community, dept department, "
        "intl international, natl national, univ university, avenue ave, road rd, northwest nw, northeast ne, "
        "southwest sw, southeast se, boulevard blvd, mondays monday, tuesdays tuesday, wednesdays wednesday, "
        "thursdays thursday, fridays friday, saturdays saturday, sundays sunday, theatre theater"
    ).split(", ")
)
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "one": "1", "two": "2", "three": "3", "four": "4"}
# Words that part one session, age or level from its neighbour. Each set's words exclude one another.
PARTING = tuple(
    frozenset(each.split())
    for each in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "beginner beginners intermediate advanced improvers",
        "adult adults child children childrens kids infant toddler toddlers youth teen teens young junior juniors "
        "senior seniors elder elderly older family families",
        "men mens male boys women womens female girls ladies",
        "morning afternoon evening night day weekend",
        "north south east west northern southern eastern western northeast northwest southeast southwest ne nw se sw",
        "spring summer autumn winter",
        "online virtual person",
        "inpatient outpatient",
        "individual group",
        "spanish english french welsh urdu polish arabic amharic",
    )
)
NUMBER = re.compile(r"\d+")
PARTED_BY = frozenset(word for each in PARTING for word in each)
WORD = re.compile(r"\w+")
SIGNS = re.compile("[\u0300-\u036f’‘]")
LETTER_A = re.compile(r"\b(?:session|group|class|team|block|set|unit|room|stage|level|part) a\b")
INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")  # D.C. is dc


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared."""

    said: str
    words: tuple[str, ...]  # in order, without what does not tell things apart
    marks: frozenset[str]

    key: str  # the same for the same words in any order

    @property
    def initials(self) -> str:
        """Their first letters; "" for a name of one or two words."""
        return "".join(word[0] for word in self.words) if len(self.words) > 2 else ""


def folded(text: str) -> list[str]:
    """Words as they are compared.

    >>> folded("St. Mary’s Café & Hall Centre")
    ['st', 'marys', 'cafe', 'hall', 'center']
    """
    plain = text.lower()
    if not plain.isascii():
        plain = SIGNS.sub("", unicodedata.normalize("NFKD", plain))
    plain = plain.replace("'", "").replace("`", "")
    if "." in plain:
        plain = INITIALS.sub("", plain)
    return [SAME.get(word, word) for word in WORD.findall(plain) if word not in SMALL]


@lru_cache(maxsize=20_000)
def name_of(text: str) -> Name:
    """A name's words and marks. A name that is nothing but an ending keeps it.

    >>> name_of("The Dale Choir & Friends CIC").key
    'choir dale friends'
    >>> sorted(name_of("Yoga, session B (over 60s)").marks)
    ['60', 'b']
    """
    words = folded(text)
    if LETTER_A.search(text.lower()):
        words.append("a")  # else a small word: "Session A" is not "Session B"
    told = [word for word in words if word not in LEGAL] or words
    return Name(text.strip(), tuple(told), marks_of(told), " ".join(sorted(set(told))))


def without_owner(name: Name, owner: Name | None) -> Name:
    """A service's name without its organisation's, where that stands in it: some lists add it, others do not.

    >>> without_owner(name_of("Food pantry (Dale Church)"), name_of("Dale Church")).key
    'food pantry'
    """
    theirs = set(owner.words) if owner else set()
    if not theirs or not theirs <= set(name.words) or theirs >= set(name.words):
        return name
    own = tuple(word for word in name.words if word not in theirs)
    return Name(name.said, own, name.marks - theirs, " ".join(sorted(set(own))))


def marks_of(words: list[str]) -> frozenset[str]:
    """Numbers, single letters and parting words."""
    found = set()
    for place, word in enumerate(words):
        if word in ROMAN and (place or word not in ("i", "v", "one")):
            found.add(ROMAN[word])
        elif len(word) == 1 or (word[0].isdigit() and NUMBER.match(word)):
            found.add(NUMBER.match(word)[0] if word[0].isdigit() else word)  # type: ignore[index]
        elif word in PARTED_BY:
            found.add(word)
    return frozenset(found)


def parted(one: Name, other: Name) -> tuple[str, str] | None:
    """What parts two names that are else alike: "a" from "b", "monday" from "friday"; None where nothing does.

    >>> parted(name_of("Rounders, session A"), name_of("Rounders, session B"))
    ('a', 'b')
    >>> parted(name_of("Adult literacy"), name_of("Literacy for adults")) is None
    True
    """
    if not one.marks or not other.marks:
        return None
    here, there = _told_apart(one, other), _told_apart(other, one)
    for first in sorted(here):
        for second in sorted(there):
            if _excludes(first, second):
                return first, second
    return None


def _told_apart(one: Name, other: Name) -> set[str]:
    known = {_stem(each) for each in other.marks} | {_stem(each) for each in other.words}
    return {each for each in one.marks if _stem(each) not in known}


def _excludes(first: str, second: str) -> bool:
    plain = len(first) == 1 or first.isdigit(), len(second) == 1 or second.isdigit()
    if all(plain):
        return first.isdigit() == second.isdigit()
    return any(first in each and second in each for each in PARTING)


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def short_forms(text: str) -> set[str]:
    """What a name is called for short, by itself: letters in brackets, or all capitals.

    >>> sorted(short_forms("East River Family Strengthening Collaborative (ERFSC)"))
    ['erfsc']
    """
    return {each.lower() for each in re.findall(r"\(([A-Z][A-Z&]{2,9})\)", text)} | (
        {text.strip().lower()} if re.fullmatch(r"[A-Z][A-Z&]{2,9}", text.strip()) else set()
    )
