"""How sure an identity is, in the words of NHS login and of NHS Care Identity, and what each level lets a person do.

NHS login answers with a vector of trust ("P9.Cp.Cd"): P is how far the identity was checked, C how it was proven to be
the same person now. A lower level than was asked for is refused, never quietly accepted.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

P_LEVELS = {
    "P0": _(
        "Contact only: the e-mail address and phone number work. Enough to have an account, take part and be answered. "
        "No record about you can be opened with it, and no NHS number is taken."
    ),
    "P5": _("Partly checked: contact, name and date of birth match an NHS record. It opens no more here than P0."),
    "P9": _(
        "Fully checked: NHS login has seen proof of who you are. Needed before a record about you, as a person being "
        "supported, can be opened or claimed."
    ),
}


def trust_asked(level: str, credentials: str) -> list[str]:
    """The vectors asked for: this level, with each way of proving that is accepted.

    >>> trust_asked("P9", "Cp.Cd Cm")
    ['P9.Cp.Cd', 'P9.Cm']
    """
    return [f"{level}.{each}" for each in credentials.split()]


def p_level(vector: str) -> str:
    """The identity part of a vector of trust, or "" where it has none that is known.

    >>> p_level("P9.Cp.Cd"), p_level("Cp.Cd"), p_level("P7.Cm")
    ('P9', '', '')
    """
    found = re.fullmatch(r"(P\d)(?:\.C[a-z])+", vector)
    return found[1] if found and found[1] in P_LEVELS else ""


def answers(vector: str, asked: list[str]) -> bool:
    """Is this what was asked for: no lower level, and a way of proving that was accepted?

    >>> answers("P9.Cp.Cd", ["P0.Cp.Cd"]), answers("P0.Cp.Cd", ["P9.Cp.Cd"]), answers("P9.Cp", ["P9.Cp.Cd"])
    (True, False, False)
    """
    level, proofs = p_level(vector), set(vector.split(".")[1:])
    return bool(level) and any(
        level >= p_level(each) and set(each.split(".")[1:]) <= proofs for each in asked if p_level(each)
    )


def aal(claims: dict[str, object]) -> int:
    """The authentication assurance level of a staff sign-in, 0 where it does not say.

    NHS Care Identity says it as a number in `authentication_assurance_level`; others name it in `acr`.

    >>> aal({"authentication_assurance_level": "3"}), aal({"acr": "AAL2_ANY"}), aal({"acr": "silver"})
    (3, 2, 0)
    """
    stated = str(claims.get("authentication_assurance_level", ""))
    if stated in {"1", "2", "3"}:
        return int(stated)
    # "AAL2_OR_AAL3_ANY" says only that it is at least the lower of them.
    named = re.findall(r"AAL([123])", str(claims.get("acr", "")))
    return min(map(int, named), default=0)
