"""How a postcode is spelled: sources and people write "ls116ab", "LS11  6AB" and "LS11 6AB" for one and the same."""

from __future__ import annotations

import re

# An outward part (one or two letters, a digit, perhaps one more digit or letter) and an inward part, which never
# uses C, I, K, M, O or V because they are misread in handwriting. "GIR 0AA" is the one true exception.
_PARTS = re.compile(r"(GIR(?=0AA)|[A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})")


def normal_postcode(text: str | None) -> str | None:
    """The one spelling used in the house, or None when this is not a whole postcode.

    >>> normal_postcode("ls11ab")
    'LS1 1AB'
    >>> normal_postcode("LS11") is None
    True
    """
    found = _PARTS.fullmatch("".join((text or "").split()).upper())
    return f"{found[1]} {found[2]}" if found else None
