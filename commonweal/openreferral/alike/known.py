"""What is known of a whole list: how common its words, hosts, pages and descriptions are, and what is a town's name.

A description that twenty entries share was written by whoever pays for them: it says nothing of two being one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commonweal.openreferral.alike.facts import Facts

FEWEST = 50  # of fewer names nobody can say how common a word is: they are taken as if there were so many
BEGINNING = 60  # letters by which a description is counted


@dataclass(slots=True)
class Known:
    """What is known beside the two that are compared."""

    common: Counter[str]  # in how many names each word stands
    names: int
    towns: frozenset[str]
    one: Mapping[str, str]  # an organisation's key to that which stands for all that are the same
    often: Mapping[tuple[str, str], int]  # how many entries of one list say the same: ("name", …), ("said", …), …
    owners: dict[tuple[str, str], float] = field(default_factory=dict)  # names of organisations compared before

    def rare(self, word: str) -> float:
        """How much a word tells apart: 0 for one in every name, about 10 for one in a thousand."""
        return math.log2(max(self.names, FEWEST) / max(self.common.get(word, 1), 1))

    def damped(self, what: str, said: str) -> float:
        """From 1 for what one entry of a list says, down towards 0 for what many do."""
        return 1 / max(self.often.get((what, said), 1), 1)


def known_of(rows: list[Facts], towns: frozenset[str], one: Mapping[str, str]) -> Known:
    """What there is to know of entries of one kind."""
    common = Counter(word for each in rows for word in set(each.name.words))
    return Known(common, len(rows), towns, one, _often(rows))


def _often(rows: Iterable[Facts]) -> dict[tuple[str, str], int]:
    """How often each is said within the list that says it most often, by entries of different names or owners.

    Two lists that both have an entry say it twice: that is no sign of its being common.
    """
    said: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in rows:
        owner = each.owner_name.key if each.owner_name else ""
        told = each.name.key + owner
        said["name", each.name.key][each.feed].add(owner or each.key)
        if each.said:
            said["said", each.said[:BEGINNING]][each.feed].add(told)
        for name in each.others:
            said["alternate", name.key][each.feed].add(told)
        for host in each.hosts:
            said["host", host][each.feed].add(told)
        for page in each.pages:
            said["page", page][each.feed].add(told)
        for phone in each.phones:
            said["phone", phone][each.feed].add(told)
    return {key: most for key, feeds in said.items() if (most := max(len(each) for each in feeds.values())) > 1}


def towns(rows: Iterable[Facts]) -> frozenset[str]:
    """Words that are a town's name somewhere in these entries."""
    return frozenset(town for each in rows for town in each.towns if " " not in town and len(town) > 3)
