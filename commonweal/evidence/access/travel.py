"""How long it takes from where people live to where things are on: on streets, by a table, or in a straight line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.core.ids import is_id
from commonweal.core.words import number
from commonweal.evidence.access import packing, supply, walked
from commonweal.evidence.models import MinutesTable, Streets
from commonweal.feeds.licences import LICENCES
from commonweal.methods.access import pairs
from commonweal.methods.access.pairs import Pairs
from commonweal.openreferral.finding.known import Venue
from commonweal.places.models import Place

LINE, WALK = "line", "walk"
MODES = {
    WALK: gettext_lazy("on foot"),
    "wheelchair": gettext_lazy("in a wheelchair"),
    "cycle": gettext_lazy("by bicycle"),
    "public-transport": gettext_lazy("by bus or train"),
    "car": gettext_lazy("by car"),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where people live: a neighbourhood's middle, weighted by people where the source says so."""

    key: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Travel:
    """Who reaches what, and how that was measured."""

    pairs: Pairs
    how: str  # in a few words: "on foot, on the streets of …"
    measured: str  # in full
    straight: bool
    unknown: str = ""  # how often it does not know the way, so that the straight line is taken
    mode: str = WALK
    credit: str = ""  # whose map it is, as its licence asks


Better = Streets | MinutesTable  # than the straight line
OF_TABLES = MinutesTable.objects.defer("pairs", "origins", "destinations")
OF_STREETS = Streets.objects.defer("graph")


def in_use(place: Place) -> list[Better]:
    """What a place has brought to have the way measured better, the newest of each first: streets, minutes on foot,
    and minutes of other kinds. What stands first is taken where nobody says another."""
    rows = OF_TABLES.filter(place=place, withdrawn_at=None).order_by("-made_at")
    streets = OF_STREETS.filter(place=place, withdrawn_at=None).order_by("-made_at")
    return [*streets, *sorted(rows, key=lambda each: each.mode != WALK)]


def chosen(place: Place, way: str) -> Better | None:
    """What is meant; without a word, the newest streets, else the newest minutes on foot. None: the straight line."""
    rows = [] if way == LINE else in_use(place)
    if way:
        return next((each for each in rows if str(each.pk) == way), None)
    return next((each for each in rows if isinstance(each, Streets) or each.mode == WALK), None)


def ever(place: Place, way: str) -> Better | None:
    """What was meant once, even if it has been taken back since."""
    rows = (each.filter(place=place, pk=way).first() for each in (OF_STREETS, OF_TABLES)) if is_id(way) else ()
    return next((each for each in rows if each is not None), None)


def ways(place: Place, *, afoot: bool = False) -> list[tuple[str, str]]:
    """What can be chosen of, for a list: first what is taken where nobody says another. `afoot`: on foot alone."""
    rows = in_use(place)
    better = [each for each in rows if isinstance(each, Streets) or each.mode == WALK]
    others = [] if afoot else [each for each in rows if each not in better]
    return [
        *((str(each.pk), how(each)) for each in better),
        (LINE, straight_line()),
        *((str(each.pk), how(each)) for each in others),
    ]


def how(better: Better) -> str:
    """In a few words: in a list, and after "measured"."""
    if isinstance(better, Streets):
        return on_streets(better)
    told = {"mode": MODES.get(better.mode, better.mode), "title": better.title}
    return _("%(mode)s, by a table of minutes: %(title)s") % told


def straight_line() -> str:
    """The same, where there is nothing better."""
    return _("on foot, in a straight line times %s") % number(pairs.DETOUR, 1)


def on_streets(streets: Streets) -> str:
    """ "on foot, on the streets of Newport, 13 June 2023": in a list, and after "measured"."""
    told = {"title": streets.title, "vintage": date_format(streets.vintage, "j F Y")}
    return _("on foot, on the streets of %(title)s, %(vintage)s") % told


def between(
    place: Place, origins: Sequence[Origin], venues: Sequence[Venue], minutes: int, better: Better | None
) -> Travel:
    """Who reaches what within so many minutes. What is not known better is measured by the straight line."""
    about = float(np.mean([each.lon for each in origins])) if origins else 0.0
    start = pairs.flat([each.lat for each in origins], [each.lon for each in origins], about=about)
    end = pairs.flat([each.latitude for each in venues], [each.longitude for each in venues], about=about)
    line = pairs.within(start, end, minutes)
    if better is None:
        return Travel(line, straight_line(), said_of_line(), straight=True)
    if isinstance(better, Streets):
        return _on_streets(better, place, origins, venues, minutes, line)
    return _by_table(better, origins, venues, minutes, line)


def _on_streets(
    streets: Streets, place: Place, origins: Sequence[Origin], venues: Sequence[Venue], minutes: int, line: Pairs
) -> Travel:
    homes = [(each.lat, each.lon) for each in origins]
    mine = [(each.latitude, each.longitude) for each in venues]
    everywhere = sorted(supply.spots(place) | set(mine))
    whole = walked.every_pair(streets, homes, everywhere)
    column_of = {spot: at for at, spot in enumerate(everywhere)}
    start = np.repeat(np.arange(whole.origins), np.diff(whole.starts))
    told = _Sorted.of(start, whole.to, whole.minutes, len(everywhere)).columns([column_of[each] for each in mine])
    far = walked.far(streets, homes), walked.far(streets, mine)
    unknown = said_of_far(int(far[0].sum()), venues=_things(venues, far[1]))
    found = _mixed(line, told, *far, minutes)
    return Travel(found, how(streets), said_of_streets(streets), straight=False, unknown=unknown, credit=whose(streets))


def _by_table(
    table: MinutesTable, origins: Sequence[Origin], venues: Sequence[Venue], minutes: int, line: Pairs
) -> Travel:
    told, *unnamed = named(table, [each.key for each in origins], [each.id for each in venues])
    unknown = said_of_unnamed(int(unnamed[0].sum()), venues=_things(venues, unnamed[1]))
    found = _mixed(line, told, *unnamed, minutes)
    return Travel(found, how(table), _said_of_table(table), straight=False, unknown=unknown, mode=table.mode)


def _things(venues: Sequence[Venue], those: np.ndarray) -> int:
    """How many things are these venues of? A large park is one, whatever points of its edge are among them."""
    return len({each.id for each, one in zip(venues, those.tolist(), strict=True) if one})


Told = tuple[np.ndarray, np.ndarray, np.ndarray]  # numbers of origins, of venues, and minutes


def named(table: MinutesTable, origins: Sequence[str], venues: Sequence[str]) -> tuple[Told, np.ndarray, np.ndarray]:
    """What a table says of these, by their numbers; and which origins and which venues it does not name."""
    keys, ids, held = _held(table.pk)
    row_of, column_of = ({id: at for at, id in enumerate(each)} for each in (keys, ids))
    rows = np.array([row_of.get(each, -1) for each in origins], np.int64)
    columns = np.array([column_of.get(each, -1) for each in venues], np.int64)
    mine = np.full(len(keys) + 1, -1)
    mine[rows] = np.where(rows >= 0, np.arange(len(rows)), -1)
    from_, to, minutes = held.columns(columns.tolist())
    known = mine[from_] >= 0
    return (mine[from_][known], to[known], minutes[known]), rows < 0, columns < 0


@lru_cache(maxsize=2)
def _held(table: Any) -> tuple[list[str], list[str], _Sorted]:
    """A table ready to be asked: what it names, and its pairs. What is kept of it never changes."""
    keys, ids, packed = MinutesTable.objects.values_list("origins", "destinations", "pairs").get(pk=table)
    return keys, ids, _Sorted.of(*packing.unpack(bytes(packed)), len(ids))


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Pairs by destination."""

    from_: np.ndarray
    minutes: np.ndarray
    edges: np.ndarray

    @classmethod
    def of(cls, from_: np.ndarray, to: np.ndarray, minutes: np.ndarray, count: int) -> _Sorted:
        order = np.argsort(to, kind="stable")
        return cls(from_[order], minutes[order], np.searchsorted(to[order], np.arange(count + 1)))

    def columns(self, those: Sequence[int]) -> Told:
        """The pairs of these destinations, by our own numbers. One may be several of ours; -1: it is not among them."""
        runs = [np.arange(self.edges[each], self.edges[each + 1]) if each >= 0 else np.arange(0) for each in those]
        which = np.concatenate([np.arange(0), *runs])
        return self.from_[which], np.repeat(np.arange(len(those)), [len(run) for run in runs]), self.minutes[which]


def _mixed(line: Pairs, told: Told, rows: np.ndarray, columns: np.ndarray, minutes: int) -> Pairs:
    """What is told, and the straight line from and to what is not known: `rows` of origins, `columns` of venues."""
    start = np.repeat(np.arange(line.origins), np.diff(line.starts))
    unknown = rows[start] | columns[line.to]
    both = zip((start[unknown], line.to[unknown], line.minutes[unknown]), told, strict=True)
    shape = (line.origins, line.destinations)
    return pairs.listed(*(np.concatenate(each) for each in both), shape=shape, most=minutes)


def within(minutes: int, mode: str) -> str:
    """ "15 minutes’ walk", or "15 minutes by bus or train": after "within"."""
    if mode == WALK:
        return _("%(minutes)s minutes’ walk") % {"minutes": minutes}
    return _("%(minutes)s minutes %(how)s") % {"minutes": minutes, "how": MODES.get(mode, mode)}


def said_of_line() -> str:
    """How the straight line is measured, in words."""
    return _(
        "On foot, from the middle of where people in the neighbourhood live, in a straight line times %(detour)s, at "
        "%(speed)s km an hour. A straight line knows no river, railway, hill or busy road: the real way may be longer."
    ) % {"detour": number(pairs.DETOUR, 1), "speed": number(pairs.WALKING, 1)}


def said_of_streets(streets: Streets) -> str:
    """How streets are walked, in words, and whose they are."""
    said = _(
        "%(how)s: the shortest way from the middle of where people in the neighbourhood live, at %(speed)s km an hour. "
        "Hills, gates and lights are not known to it. %(whose)s."
    ) % {"how": on_streets(streets), "speed": number(pairs.WALKING, 1), "whose": whose(streets)}
    return said[:1].upper() + said[1:]


def whose(streets: Streets) -> str:
    """Whose map it is, as its licence asks."""
    return f"{streets.attribution}, {LICENCES[streets.licence].name}"


def said_of_far(homes: int, *, venues: int = 0, hubs: int = 0) -> str:
    """How often no street is near, as a sentence; "" where that is never."""
    if not (homes or venues or hubs):
        return ""
    return _("No street is within %(metres)s m of %(whom)s: there it is the straight line times %(detour)s.") % {
        "metres": walked.FARTHEST_METRES,
        "whom": counted(homes, venues=venues, hubs=hubs),
        "detour": number(pairs.DETOUR, 1),
    }


def said_of_unnamed(homes: int, *, venues: int = 0, hubs: int = 0) -> str:
    """How often a table does not name something, as a sentence; "" where that is never."""
    if not (homes or venues or hubs):
        return ""
    return _("The table does not name %(whom)s: there it is the straight line times %(detour)s on foot.") % {
        "whom": counted(homes, venues=venues, hubs=hubs),
        "detour": number(pairs.DETOUR, 1),
    }


def counted(homes: int, *, venues: int = 0, hubs: int = 0) -> str:
    """ "2 neighbourhoods and 1 hub": those that there are any of."""
    said = [
        ngettext("%(many)s neighbourhood", "%(many)s neighbourhoods", homes) % {"many": number(homes)} if homes else "",
        ngettext("%(many)s venue", "%(many)s venues", venues) % {"many": number(venues)} if venues else "",
        ngettext("%(many)s hub", "%(many)s hubs", hubs) % {"many": number(hubs)} if hubs else "",
    ]
    those = [each for each in said if each]
    return _("%(one)s and %(other)s") % {"one": those[0], "other": those[1]} if len(those) == 2 else "".join(those)


def _said_of_table(table: MinutesTable) -> str:
    return _("%(mode)s, by a table of minutes that the place supplied: %(title)s.") % {
        "mode": str(MODES.get(table.mode, table.mode)).capitalize(),
        "title": table.title,
    }
