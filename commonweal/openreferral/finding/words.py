"""What somebody typed as words that can be compared: no capitals, accents or apostrophes, each with its stem.

Stems are those of the index, so that "singing" typed finds "songs and singers sing" written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from commonweal.openreferral.serving.index import analyser

# Said in sentences, and no part of what is looked for.
FILLER = frozenset(
    """a about above actually after again ago all almost already also although always am an and another any anybody
    anyone anything anywhere are around as ask at away back be because been before behind being between both but
    by call came can cannot cant come comes coming could couldnt couple day days did didnt do does doesnt doing
    done dont down during each either else enough even ever every everybody everyone everything feel feeling
    feels few find finding first for found from full gave get gets getting give given go goes going gone good
    got great had half happen hard hardly has hasnt have havent having he help helped helping helps her here
    hers herself hes him himself his hope how however hows i id if ill im in into is isnt it its itself ive just
    keep keeps kind know knows last lately leave left less let like liked likes little living local long look
    looked looking lost lot lots love made make makes man many may maybe me mean mind might mine month months
    more most mostly much must my myself near nearby need needed needs never next nice no nobody none nor not
    nothing now of off often oh ok old on once one ones only onto or other others our ours out over own past
    people person please possible put quite rather ready real really recently right round said same say says see
    seem seems seen she shes should show so some somebody someone something sometimes somewhere soon sort sorts
    start started stay still stop stuff such suggest sure take taken takes taking tell than thank thanks that
    thats the their theirs them themselves then there theres these they theyre thing things think this those
    though thought through till time times to together told too took try trying turn twice two under until up us
    use used useful usually ve very want wanted wants was wasnt way we week weeks well went were werent weve
    what whats when where which while who whod whole whose why will wish with without wont wonder would wouldnt
    year years yes yet you your yours able anymore bit bring bad big better best doesn don didn won isn pm hi
    hello dear three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety
    year-old asks asked asking brings brought bringing opened opening opens stopped stops stopping instead since
    theyve youve whos life pick picked picking written write wrote called calls calling sat sit stand stood hit
    starting seeing showed shown turned turning begin began begun happens happened happening gotten bought buy
    buys uses thinking thinks anyhow basically especially certain yesterday""".split()
)
# Said of very many services: they tip the scales, and find nothing by themselves where other words can.
COMMON = frozenset(
    """group groups club clubs class classes session sessions activity activities event events service services support
    community centre center local meeting meetings meet advice information place places home house room hall
    street course courses project team drop in free cheap new open weekly daily regular friendly town city
    village area road man men woman women lady ladies adult adults live lives life""".split()
)
# Two words that are one.
_JOINED = MappingProxyType(
    {
        ("can", "not"): "cant",
        ("do", "not"): "dont",
        ("does", "not"): "doesnt",
        ("did", "not"): "didnt",
        ("will", "not"): "wont",
        ("have", "not"): "havent",
        ("has", "not"): "hasnt",
        ("is", "not"): "isnt",
        ("would", "not"): "wouldnt",
        ("dare", "not"): "darent",
        ("i", "am"): "im",
        ("i", "have"): "ive",
    }
)
_SAME = MappingProxyType({"cannot": "cant", "dunno": "dont", "wanna": "want"})
MOST = 200  # words: whoever tells more is understood by the first of them
_WORD = re.compile(r"\w+|[.,;:!?()–—]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was typed."""

    said: str
    stem: str
    clause: int  # how many commas and full stops stand before it

    @property
    def filler(self) -> bool:
        """Is it no part of what is looked for?"""
        return self.said in FILLER or len(self.said) == 1


def fold(text: str) -> str:
    """Lower case, no accents, no apostrophes.

    >>> fold("Don’t you Café")
    'dont you cafe'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\u0300-\u036f'’‘`]", "", plain)


@lru_cache(65_536)
def stem(word: str) -> str:
    """The stem by which the index knows a word."""
    return (analyser(True).analyze(word) or [word])[0]


def spoken(text: str) -> list[Word]:
    """The words of a sentence in order.

    >>> [each.said for each in spoken("I cannot sleep, and do not eat")]
    ['i', 'cant', 'sleep', 'and', 'dont', 'eat']
    """
    found: list[Word] = []
    clause = 0
    for said in _WORD.findall(fold(text)):
        if not said[0].isalnum() and said != "_":
            clause += 1
            continue
        before = found[-1].said if found else ""
        joined = _JOINED.get((before, said))
        if joined and found[-1].clause == clause:
            found.pop()
        word = joined or _SAME.get(said, said)
        found.append(Word(word, stem(word), clause))
        if len(found) == MOST:
            break
    return found
