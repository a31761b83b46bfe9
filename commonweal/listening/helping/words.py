"""The channels that take a helper's time, and how a code is read out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.journal.actor import FACE, PAPER, PHONE, TEXT

CHANNELS: dict[str, Any] = {
    FACE: _("Face to face"),
    PHONE: _("On the phone"),
    PAPER: _("On paper"),
    TEXT: _("By text"),
}
SPOKEN = (FACE, PHONE)
# As it is spelled on British telephones.
LETTERS = dict(
    A="Alpha", B="Bravo", C="Charlie", D="Delta", E="Echo", F="Foxtrot", G="Golf", H="Hotel", J="Juliet", K="Kilo",
    L="Lima", M="Mike", N="November", P="Papa", Q="Quebec", R="Romeo", S="Sierra", T="Tango", U="Uniform", V="Victor",
    W="Whisky", X="X-ray", Y="Yankee", Z="Zulu",
)  # fmt: skip


def spelled_out(code: str) -> list[list[tuple[str, str]]]:
    """A code as it is read out: groups of letters, each with the word for it.

    >>> spelled_out("7K-2")
    [[('7', ''), ('K', 'Kilo')], [('2', '')]]
    """
    return [[(letter, LETTERS.get(letter, "")) for letter in group] for group in code.split("-")]
