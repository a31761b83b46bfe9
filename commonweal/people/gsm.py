"""How long a text is on its way to a phone: the letters that every phone has, and how many go into one part."""

from __future__ import annotations

import unicodedata

# GSM 03.38: the default alphabet, and what takes two places in it.
PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€\f")
ONE, EACH = 160, 153
WIDE_ONE, WIDE_EACH = 70, 67
ALIKE = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " "})


def length(words: str) -> int | None:
    """How many places it takes; None where it has letters that make the whole text a wide one.

    >>> length("Thank you"), length("5 €"), length("शुक्रिया")
    (9, 4, None)
    """
    if any(each not in PLAIN and each not in DOUBLE for each in words):
        return None
    return len(words) + sum(each in DOUBLE for each in words)


def parts(words: str) -> int:
    """In how many parts it is sent, each of which is paid for.

    >>> parts("a" * 160), parts("a" * 161), parts("ш" * 70), parts("ш" * 71)
    (1, 2, 1, 2)
    """
    places = length(words)
    if places is None:
        wide = len(words.encode("utf-16-be")) // 2
        return 1 if wide <= WIDE_ONE else -(-wide // WIDE_EACH)
    return 1 if places <= ONE else -(-places // EACH)


def plainly(words: str) -> str:
    """The same with letters that look alike and cost less; letters of other scripts stay as they are.

    >>> plainly("“Tŷ Coch” – café")
    '"Ty Coch" - café'
    """
    made = []
    for letter in unicodedata.normalize("NFC", words).translate(ALIKE):
        bare = unicodedata.normalize("NFD", letter)[0]
        made.append(letter if letter in PLAIN or letter in DOUBLE or bare not in PLAIN else bare)
    return "".join(made)
