"""Finding by words: what is asked, what is found, and who can be asked. Each room answers for what it keeps.

A room registers its finder when it is made ready (`register("assets", finders.assets, order=30)`); the page of results
asks them all and shows each group that found something. A finder is given the viewer and must find only what that
viewer may see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

FEW, MANY = 8, 100


@dataclass(frozen=True, slots=True)
class Near:
    """Where the person who asks is, from the postcode they typed."""

    spelled: str
    lat: float
    lon: float
    area_key: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What was typed, taken apart: words, and a postcode or the first part of one."""

    typed: str
    words: str = ""  # what is left without the postcode
    near: Near | None = None
    part: str = ""  # "LS11": the beginning of postcodes
    most: int = FEW  # as many of each group as are to be shown


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, and where its page is."""

    name: str
    note: str
    address: str
    exact: bool = False  # it is called exactly this
    away_km: float | None = None  # straight line from the postcode that was typed


@dataclass(frozen=True, slots=True)
class Group:
    """What one finder found: the first few, and how many there are."""

    title: str
    hits: tuple[Hit, ...]
    total: int
    nearly: str = ""  # the spelling it was found under, where what was typed is spelled otherwise
    key: str = ""
    icon: str = "other"

    @property
    def more(self) -> int:
        """Those that are not among the hits."""
        return max(0, self.total - len(self.hits))


Finder = Callable[[Any, Ask], Group | None]


@dataclass(slots=True)
class _Finders:
    held: dict[str, tuple[int, Finder]] = field(default_factory=dict)


_finders = _Finders()


def register(key: str, finder: Finder, *, order: int) -> None:
    """Ask this finder too. Its group comes in this order; a key given twice is the newer finder's."""
    _finders.held[key] = (order, finder)


def asked() -> list[str]:
    """Who is asked, in order."""
    return sorted(_finders.held, key=lambda key: _finders.held[key][0])


def ask_all(viewer: Any, ask: Ask, *, only: str = "") -> list[Group]:
    """What each finder found, those with nothing left out. `only` asks one of them, for all it has."""
    groups = []
    for key in asked():
        if only and key != only:
            continue
        group = _finders.held[key][1](viewer, replace(ask, most=MANY) if only else ask)
        if group is not None and group.hits:
            groups.append(replace(group, key=key))
    # Other spellings are guesses, for when nothing is spelled as it was typed.
    return [group for group in groups if not group.nearly] or groups
