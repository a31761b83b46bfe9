"""How long it takes from where people live to where things are on: a table the place supplied, or the straight line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.words import number
from commonweal.evidence.access import packing
from commonweal.evidence.models import MinutesTable
from commonweal.methods.access import pairs
from commonweal.methods.access.pairs import Pairs
from commonweal.openreferral.finding.known import Venue
from commonweal.places.models import Place

LINE = "line"
MODES = {
    "walk": gettext_lazy("on foot"),
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
    measured: str
    straight: bool
    mode: str = "walk"


def tables(place: Place) -> list[MinutesTable]:
    """The tables of minutes in use: on foot first, the newest of them first. Their pairs stay in the database."""
    rows = MinutesTable.objects.filter(place=place, withdrawn_at=None).defer("pairs", "origins", "destinations")
    return sorted(rows.order_by("-made_at"), key=lambda each: each.mode != "walk")


def chosen(place: Place, way: str) -> MinutesTable | None:
    """The table that is meant; without a word, the newest of walking. None: the straight line."""
    if way == LINE:
        return None
    rows = MinutesTable.objects.filter(place=place, withdrawn_at=None).order_by("-made_at")
    return next((each for each in rows if str(each.pk) == way), None) if way else rows.filter(mode="walk").first()


def between(origins: Sequence[Origin], venues: Sequence[Venue], minutes: int, table: MinutesTable | None) -> Travel:
    """Who reaches what within so many minutes. What the table does not name is measured by the straight line."""
    about = float(np.mean([each.lon for each in origins])) if origins else 0.0
    start = pairs.flat([each.lat for each in origins], [each.lon for each in origins], about=about)
    end = pairs.flat([each.latitude for each in venues], [each.longitude for each in venues], about=about)
    line = pairs.within(start, end, minutes)
    if table is None:
        return Travel(line, said_of_line(), straight=True)
    return _by_table(table, origins, venues, minutes, line)


def _by_table(
    table: MinutesTable, origins: Sequence[Origin], venues: Sequence[Venue], minutes: int, line: Pairs
) -> Travel:
    row_of, column_of = ({id: at for at, id in enumerate(each)} for each in (table.origins, table.destinations))
    rows = np.array([row_of.get(each.key, -1) for each in origins], np.int64)
    columns = np.array([column_of.get(each.id, -1) for each in venues], np.int64)
    start = np.repeat(np.arange(line.origins), np.diff(line.starts))
    unnamed = (rows[start] < 0) | (columns[line.to] < 0)
    told = _told(table, rows, columns)
    found = pairs.listed(
        np.concatenate([start[unnamed], told[0]]),
        np.concatenate([line.to[unnamed], told[1]]),
        np.concatenate([line.minutes[unnamed], told[2]]),
        shape=(len(origins), len(venues)),
        most=minutes,
    )
    missing = int((rows < 0).sum()), int((columns < 0).sum())
    return Travel(found, _said_of_table(table, *missing), straight=False, mode=table.mode)


def _told(table: MinutesTable, rows: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The table's pairs by the numbers of our origins and venues. One location may be several services' venue."""
    from_, to, minutes = packing.unpack(bytes(table.pairs))
    mine = np.full(len(table.origins) + 1, -1)
    mine[rows] = np.where(rows >= 0, np.arange(len(rows)), -1)
    out = [np.empty(0, np.int64)] * 3
    by_column = np.argsort(to, kind="stable")
    edges = np.searchsorted(to[by_column], np.arange(len(table.destinations) + 1))
    lots = [by_column[edges[each] : edges[each + 1]] if each >= 0 else by_column[:0] for each in columns]
    if lots:
        which = np.concatenate(lots)
        out = [mine[from_[which]], np.repeat(np.arange(len(columns)), [len(lot) for lot in lots]), minutes[which]]
    known = out[0] >= 0
    return out[0][known], out[1][known], out[2][known]


def within(minutes: int, mode: str) -> str:
    """ "15 minutes’ walk", or "15 minutes by bus or train": after "within"."""
    if mode == "walk":
        return _("%(minutes)s minutes’ walk") % {"minutes": minutes}
    return _("%(minutes)s minutes %(how)s") % {"minutes": minutes, "how": MODES.get(mode, mode)}


def said_of_line() -> str:
    """How the straight line is measured, in words."""
    return _(
        "On foot, from the middle of where people in the neighbourhood live, in a straight line times %(detour)s, at "
        "%(speed)s km an hour. A straight line knows no river, railway, hill or busy road: the real way may be longer."
    ) % {"detour": number(pairs.DETOUR, 1), "speed": number(pairs.WALKING, 1)}


def _said_of_table(table: MinutesTable, origins: int, venues: int) -> str:
    said = _("%(mode)s, by a table of minutes that the place supplied: %(title)s.") % {
        "mode": str(MODES.get(table.mode, table.mode)).capitalize(),
        "title": table.title,
    }
    if origins or venues:
        said += " " + _(
            "The table does not name %(origins)s neighbourhoods and %(venues)s venues: there it is the straight line "
            "times %(detour)s on foot."
        ) % {"origins": number(origins), "venues": number(venues), "detour": number(pairs.DETOUR, 1)}
    return said
