"""Slip codes: short enough to write on paper, long enough not to be guessed, checked for slips of the pen.

Eleven letters and digits without look-alikes carry 55 random bits, and a twelfth checks them. Only a keyed hash is
kept: the table alone opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings

from commonweal.config.keys import key

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32: no 0 and O, no 1 and I
LENGTH = 11
GROUP = 4
PREFIX = 3  # so much of a code is kept as it is, to limit guesses at it


def fresh() -> str:
    """A new code, as it is printed: "7KQM-2XWD-9FAB"."""
    body = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return spelled(body + check_letter(body))


def spelled(code: str) -> str:
    """In groups of four, easier to read out."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def cleaned(typed: str) -> str | None:
    """What was meant by what was typed, or None if it cannot be a code."""
    code = "".join(letter for letter in typed.upper() if letter.isalnum())
    if len(code) != LENGTH + 1 or any(letter not in LETTERS for letter in code):
        return None
    return code if check_letter(code[:LENGTH]) == code[LENGTH] else None


def check_letter(body: str) -> str:
    """Catches any one wrong letter and any two letters swapped: a checksum over the field of 32 elements."""
    total = 0
    for letter in body:
        total = _double(total ^ LETTERS.index(letter))
    return LETTERS[total]


def _double(element: int) -> int:
    """Multiply by the generator of GF(32) (polynomial x^5 + x^2 + 1), whose powers only repeat after 31 letters."""
    doubled = element << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled


def hashed(code: str) -> str:
    """The keyed hash that is kept of a cleaned code."""
    secret = key(settings.KEYS, "slips").encode()
    return hmac.new(secret, code.encode(), hashlib.sha256).hexdigest()


def gone(held: str) -> str:
    """What is kept of an erased slip's hash: it opens nothing, and tells a late upload that its person was erased."""
    return f"erased-{hashed(held)}"[:64]
