"""What somebody means by what they typed: words to look for, what else those may be called, and what they would like.

Days, times, age, cost, language and access are wishes: what suits them comes first, and nothing is hidden for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.openreferral.finding import when
from commonweal.openreferral.finding.synonyms import Means, Understood, table
from commonweal.openreferral.finding.when import ANY_TIME, When
from commonweal.openreferral.finding.words import COMMON, Word, spoken, stem

# "I don't want to talk": the words that follow are not wanted, as far as the sentence goes, three at most.
_REFUSED = frozenset(
    each.strip()
    for each in """dont want|doesnt want|didnt want|not want|wouldnt want|dont like|doesnt like|hate|hates|hated|
    rather not|wont|without|dont fancy|cant stand|cant abide|avoid|nothing to do with|not keen|not into|never liked|
    sick of|fed up of|dont have to|dont need|no pressure to""".split("|")
)
_TURNS = frozenset("but and so because though although unless if when".split())
# "I don't want to be lonely" asks for company.
_STATES = frozenset("be feel get lose end fall become".split())
_LACKING = frozenset("have has had got ive theres is with havent".split())
MOST_REFUSED = 3
# Rows of the table that tell of danger, by their reason. Whoever shows what was found shows first where help is now.
CRISIS, ABUSE = "crisis", "abuse"
URGENT = {"somebody may be in danger": CRISIS, "abuse said without the word": ABUSE}
LONG = 3  # words of a phrase
SHORT = 5  # words of a question
_FREE_WHEN = frozenset("on from after before time at most".split())
_LANGUAGES = frozenset(
    """arabic bengali bangla cantonese dari farsi french german greek gujarati hebrew hindi hungarian italian kurdish
    latvian lithuanian mandarin mirpuri nepali pashto persian polish portuguese punjabi romanian russian slovak
    somali spanish swahili sylheti tamil tigrinya turkish ukrainian urdu vietnamese welsh yoruba""".split()
)
_ACCESS = {
    "step-free": "wheelchair|mobility scooter|step free|ramp|walking frame|rollator|cant manage stairs",
    "hearing loop": "hearing loop|induction loop|loop system",
    "BSL": "bsl|sign language|signed",
    "quiet": "noisy|too loud|crowds|crowded|sensory|quiet room|quiet place|somewhere quiet|overwhelm",
    "parking": "parking|blue badge",
}
_NUMBERS = {
    name: number
    for number, name in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
} | {name: 10 * number for number, name in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
_BEFORE_AN_AGE = frozenset("over aged age im hes shes is turned turning".split())
_NO_YEARS = frozenset("stone weeks months days hours minutes pounds miles per percent oclock".split())
OLDEST = 110
_LIFE = {"toddler": 2, "toddlers": 2, "baby": 0, "babies": 0, "newborn": 0, "teenager": 15, "teenagers": 15, "teen": 15}
_LIFE |= {"teens": 15, "teenage": 15, "pensioner": 70, "pensioners": 70, "oap": 70}


@dataclass(frozen=True, slots=True)
class Way:
    """One word, or several that stand together, by which something may be found."""

    word: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing looked for: what was said, and all the ways it may be called."""

    said: str
    ways: tuple[Way, ...]
    weight: float
    direct: bool  # the word itself, not what the table makes of it
    common: bool = False  # it finds nothing by itself where other words can


@dataclass(frozen=True, slots=True)
class Meaning:
    """All that was understood of what somebody typed."""

    typed: str
    sought: tuple[Sought, ...]
    when: When = ANY_TIME
    free: bool = False
    age: int | None = None
    online: bool = False
    languages: frozenset[str] = frozenset()
    access: frozenset[str] = frozenset()
    urgent: frozenset[str] = frozenset()  # CRISIS, ABUSE: to be answered at once, whatever else is found
    refused: tuple[str, ...] = ()  # words that are said not to be wanted
    spelled: tuple[tuple[str, str], ...] = ()  # as typed, and as it was taken

    @property
    def wishes(self) -> bool:
        """Is anything said that is a wish and no word to look for?"""
        return bool(self.when or self.free or self.age is not None or self.online or self.languages or self.access)

    @property
    def understood(self) -> tuple[str, ...]:
        """The words that were understood, to be said where nothing fits."""
        return tuple(dict.fromkeys((*(each.said for each in self.sought), *self.when.said)))


def read(typed: str, *, today: date, respell: dict[str, str] | None = None) -> Meaning:
    """What is meant. `respell` says how misspelt words are to be taken."""
    said = _respelled(spoken(typed), respell or {})
    held = table()
    at, timing = when.asked(said, today)
    phrases = held.understood(said)
    refused = _refused(said, phrases)
    # "Not in front of men" says what is wanted; so long a phrase is never what is refused.
    phrases = [e for e in phrases if len(e.places) >= LONG or not e.places & refused]
    free, online = _free(said), _online(said, phrases)
    wished = timing | free | online
    phrases = [each for each in phrases if not each.places <= wished]
    direct = _direct(said, phrases, refused | wished)
    return Meaning(
        typed=typed,
        sought=(*direct, *_meant(phrases)),
        when=at,
        free=bool(free),
        age=_age(said),
        online=bool(online),
        languages=frozenset(each.said for each in said if each.said in _LANGUAGES),
        access=_access(said),
        urgent=frozenset(URGENT[each.means.why] for each in phrases if each.means.why in URGENT),
        refused=tuple(said[place].said for place in sorted(refused) if not said[place].filler),
        spelled=tuple((respell or {}).items()),
    )


def _respelled(said: list[Word], respell: dict[str, str]) -> list[Word]:
    return [Word(respell[e.said], stem(respell[e.said]), e.clause) if e.said in respell else e for e in said]


def _direct(said: Sequence[Word], phrases: Sequence[Understood], left_out: frozenset[int]) -> list[Sought]:
    """The words themselves. Those of a phrase are looked for together: a food bank is no Bank Street."""
    together = [each for each in phrases if len(each.places) > 1]
    spoken_for = left_out.union(*(each.places for each in together))
    found: dict[tuple[str, ...], Sought] = {}
    for each in together:
        places = sorted(each.places)
        stems = tuple(said[place].stem for place in places if not said[place].filler)
        # Where other words stand between, what was meant is in the table alone.
        if len(stems) > 1 and places[-1] - places[0] < len(places):
            found.setdefault(stems, Sought(each.said, (Way(each.said, stems),), 1.0, direct=True))
    for number, word in enumerate(said):
        if word.filler or number in spoken_for or (word.stem,) in found or word.said.isdigit():
            continue
        way = Way(word.said, (word.stem,))
        found[word.stem,] = Sought(word.said, (way,), 1.0, direct=True, common=word.said in COMMON)
    return list(found.values())


def _meant(phrases: Sequence[Understood]) -> list[Sought]:
    """What the table makes of it. Phrases that mean the same count once."""
    by_means: dict[tuple[str, ...], tuple[list[str], Means]] = {}
    for each in phrases:
        said, held = by_means.setdefault(each.means.words, ([], each.means))
        if each.said not in said:
            said.append(each.said)
        if each.means.weight > held.weight:
            by_means[each.means.words] = (said, each.means)
    return [
        Sought(", ".join(said), tuple(map(Way, means.words, means.stems)), means.weight, direct=False)
        for said, means in by_means.values()
    ]


def _refused(said: Sequence[Word], phrases: Sequence[Understood]) -> frozenset[int]:
    """Words that are said not to be wanted. Where a phrase of the table holds the "no" ("no money"), it is its own."""
    taken = {place for each in phrases if len(each.places) > 1 for place in each.places}
    found: set[int] = set()
    for number in range(len(said)):
        length = _refusal(said, number)
        if not length or number in taken:
            continue
        single = length == 1 and said[number].said in ("no", "not")
        if single and number and said[number - 1].said in _LACKING and said[number].said == "no":
            continue
        found |= _scope(said, number + length, 1 if single else MOST_REFUSED)
    return frozenset(found)


def _refusal(said: Sequence[Word], number: int) -> int:
    """How many words say no here."""
    for length in (4, 3, 2, 1):
        if " ".join(each.said for each in said[number : number + length]) in _REFUSED:
            return min(length, len(said) - number)
    return 1 if said[number].said in ("no", "not") else 0


def _scope(said: Sequence[Word], first: int, most: int) -> set[int]:
    found: set[int] = set()
    for number in range(first, len(said)):
        word = said[number]
        if word.clause != said[first - 1].clause or word.said in _TURNS or len(found) == most:
            break
        if word.said in _STATES and not found:
            return set()
        if not word.filler:
            found.add(number)
        elif most == 1 and word.said not in ("a", "the", "any", "to", "too", "very"):
            break
    return found


def _free(said: Sequence[Word]) -> frozenset[int]:
    """Where it is said that it should cost nothing. "Free on Tuesdays" is about time."""
    after = [each.said for each in said[1:]] + [""]
    return frozenset(n for n, each in enumerate(said) if each.said == "free" and after[n] not in _FREE_WHEN)


def _age(said: Sequence[Word]) -> int | None:
    """How old somebody is, where it is said."""
    for number, word in enumerate(said):
        rest = [each.said for each in said[number + 1 : number + 4]]
        if rest and rest[0].startswith("month") and "old" in rest:
            return 0
        years = _years(word.said, rest[0] if rest else "")
        if (
            years is not None
            and 0 < years < OLDEST
            and _of_age(said[number - 1].said if number else "", word.said, rest)
        ):
            return years
        if word.said in _LIFE:
            return _LIFE[word.said]
    return None


def _of_age(before: str, number: str, rest: list[str]) -> bool:
    """Is a number somebody's years? "I'm on twenty a day" is not."""
    if rest and rest[0] in _NO_YEARS:
        return False
    old = any(each in ("old", "older", "olds") for each in rest) and any(each.startswith("year") for each in rest)
    return old or before in _BEFORE_AN_AGE or number.endswith("0s")


def _years(word: str, following: str) -> int | None:
    number = re.fullmatch(r"(\d{1,3})s?", word)
    if number:
        return int(number[1])
    if word in _NUMBERS:
        return _NUMBERS[word] + (
            _NUMBERS.get(following, 0) if _NUMBERS[word] >= 20 and _NUMBERS.get(following, 99) < 10 else 0
        )
    return None


def _online(said: Sequence[Word], phrases: Sequence[Understood]) -> frozenset[int]:
    """Where it is said that it should be online. In a long sentence, and in "get online", that is what it is about."""
    taken = {place for each in phrases if len(each.places) > 1 for place in each.places}
    short = len(said) <= SHORT and len(said) > 1
    return frozenset(
        number
        for number, word in enumerate(said)
        if (word.said == "online" and short and number not in taken) or word.said in ("zoom", "remotely")
    )


def _access(said: Sequence[Word]) -> frozenset[str]:
    sentence = f" {' '.join(each.said for each in said)} "
    return frozenset(
        name for name, words in _ACCESS.items() if any(f" {each} " in sentence for each in words.split("|"))
    )
