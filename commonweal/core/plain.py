"""How hard the house's own words are to read: what it says on its pages, told by file and by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.methods.reading import FEWEST_WORDS, Reading, reading

# Twelve leaves room for words that a place cannot do without: neighbourhood, deprivation, organisation.
AIM = 12
TAGS = re.compile(r"<[^>]*>")
# Gaps that hold a figure; the others hold a name.
NUMBERS = {"count", "number", "areas", "known", "people", "share", "share_then", "many", "expected", "most", "least"}
GAP = re.compile(r"%\((\w+)\)[a-z]|%[sd]")
# What is said only to programs, or to whoever looks after an installation.
LEFT_OUT = ("/apps.py", "/data/")


@dataclass(frozen=True, slots=True)
class Said:
    """What one file says, and how hard it is; `hard` are its sentences above the aim, the hardest first."""

    where: str
    reading: Reading
    hard: tuple[tuple[float, str], ...]


def plain(message: str) -> str:
    """A phrase of the catalogue as a reader meets it: without markup, with a short word in each gap."""
    text = GAP.sub(lambda gap: "12" if gap[1] in NUMBERS else "Leeds", TAGS.sub("", message))
    return " ".join(text.replace("%%", "%").split())


def by_file(found: Iterable[tuple[str, str]], aim: float = AIM) -> list[Said]:
    """(file, phrase) of a catalogue → how hard each file's sentences are, the hardest file first.

    Only whole sentences count: a label or a button has no length to measure.
    """
    texts: dict[str, list[str]] = {}
    for where, message in found:
        text = plain(message)
        if text.endswith((".", "?", "!")) and not any(part in where for part in LEFT_OUT):
            texts.setdefault(where, []).append(text)
    out = [Said(where, reading("\n\n".join(said)), _hard(said, aim)) for where, said in texts.items()]
    return sorted((each for each in out if each.reading.age is not None), key=lambda each: -(each.reading.age or 0))


def _hard(said: list[str], aim: float) -> tuple[tuple[float, str], ...]:
    read = ((reading(text), text) for text in dict.fromkeys(said))
    hard = [(each.age, text) for each, text in read if each.words >= FEWEST_WORDS and each.age and each.age > aim]
    return tuple(sorted(hard, key=lambda each: -each[0]))
