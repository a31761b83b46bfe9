"""How much of a place a dataset should speak of: the areas of the kind its records speak of.

Lists of things have no such number: nobody can say how many libraries there should be.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from commonweal.feeds.records import AssetPoint, CodeChange, PostcodePoint
from commonweal.places import area_kinds
from commonweal.places.scope import Scope

GROUP = "msoa21"


def spoken_of(record: Any) -> str:
    """The kind of area a record speaks of; "" for things, and for codes that are only said to have changed."""
    if isinstance(record, CodeChange):
        return record.to_kind
    if isinstance(record, PostcodePoint):
        return "lsoa21"
    return "" if isinstance(record, AssetPoint) else getattr(record, "kind", "")


def expected(scope: Scope, kinds: Collection[str]) -> tuple[str, int]:
    """The smallest kind of area spoken of, as the place has it, and how many of them it has; ("", 0) for things."""
    in_use = {scope.kind_in_use(kind) or kind for kind in kinds if kind}
    held = [(area_kinds.kind(kind).order, kind, len(codes(scope, kind))) for kind in in_use]
    known = [each for each in held if each[2]]
    return max(known)[1:] if known else ("", 0)


def codes(scope: Scope, kind: str) -> Collection[str]:
    """Codes of a place's areas of a kind; of groups whose codes are not known yet, their names."""
    return scope.codes.get(kind) or (scope.names if kind == GROUP else ())


def covered(scope: Scope, kind: str, spoken: Collection[str]) -> int:
    """How many of the place's areas of this kind are among the codes spoken of; of a list of things, all of them."""
    own = scope.codes.get(kind)
    return len(own & set(spoken)) if own else len(spoken)


def elsewhere(scope: Scope, code: str) -> bool:
    """Is this neighbourhood's code known to be none of the place's?"""
    return bool(code) and code not in scope.ids and not scope.has("lsoa11", code)
