"""Fair shares: a fund shared by people and need, with floor, cap and pace, to the penny, and what the rule really does.

    from commonweal.methods.shares import Term, share

    share(1_000_000_00, people, [Term("people", 1), Term("deprivation", 1, need=scores)]).pence

`rule` shares, `pennies` makes the pence add up, `proof` looks at what each term of a rule moves, and for whom.
"""

from commonweal.methods.shares.pennies import pence
from commonweal.methods.shares.proof import Alarm, Fifth, alarms, by_fifth, moved
from commonweal.methods.shares.rule import GAP, HEAD, LEVEL, REVERSED, Limits, Shared, Term, share

__all__ = [
    "GAP",
    "HEAD",
    "LEVEL",
    "REVERSED",
    "Alarm",
    "Fifth",
    "Limits",
    "Shared",
    "Term",
    "alarms",
    "by_fifth",
    "moved",
    "pence",
    "share",
]
