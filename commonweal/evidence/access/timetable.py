"""Minutes by bus or train from where people live to where things are on, by a timetable: one weekday, one hour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.core.words import number
from commonweal.evidence.access import supply, travel, walked
from commonweal.evidence.access.reading import MOST_ROWS, ModeRows, Read
from commonweal.evidence.models import Streets
from commonweal.feeds import gtfs
from commonweal.feeds.base import WrongFile
from commonweal.methods.access import pairs
from commonweal.places import queries as places
from commonweal.places.models import Place

if TYPE_CHECKING:
    from commonweal.methods.access.pairs import Numbers, Pairs

RIDE = "public-transport"
LARGEST = 100_000_000  # bytes handed over on a page
TO_STOP, BETWEEN = 15.0, 8.0  # minutes on foot to a stop, and from one stop to another
MOST, EVERY = 60, 5  # minutes of a journey that are looked for; minutes from one moment of leaving to the next
HOUR = 60
Spots = walked.Spots
Walk = Callable[[Spots, Spots, float], "Pairs"]


@dataclass(frozen=True, slots=True)
class Leaving:
    """A day, and when people leave on it: minutes after midnight."""

    day: date
    first: float
    last: float
    every: float = EVERY

    @property
    def moments(self) -> Numbers:
        """Each moment of leaving that is looked at."""
        return np.arange(self.first, self.last, self.every)


def median(path: Path, leaving: Leaving, origins: Spots, destinations: Spots, *, walk: Walk, most: float) -> Pairs:
    """Minutes by timetable and on foot, in the middle of the moments of leaving. WrongFile where it cannot be read."""
    from commonweal.methods.access import timetable as methods

    rides = gtfs.read(path, leaving.day, first=leaving.first, last=leaving.last + most)
    stops = list(zip(rides.lat.tolist(), rides.lon.tolist(), strict=True))
    return methods.median_minutes(
        methods.Timetable(
            len(stops), rides.start, rides.end, rides.leaves, rides.arrives, rides.trip, rides.board, rides.alight
        ),
        access=walk(origins, stops, TO_STOP),
        egress=walk(destinations, stops, TO_STOP),
        transfers=walk(stops, stops, BETWEEN),
        walking=walk(origins, destinations, most),
        departures=leaving.moments,
        most=most,
    )


def of_place(place: Place, path: Path, day: date, hour: int) -> Read:
    """A table of minutes from each neighbourhood of a place to each venue that everybody may know of."""
    homes = places.members(place).exclude(lat=None).exclude(lon=None).order_by("key")
    origins = list(homes.values_list("key", "lat", "lon"))
    venues = [(id, each.latitude, each.longitude) for id, each in sorted(supply.venues(place).items())]
    if not origins or not venues:
        raise Invalid(_("There is nobody, or nothing, to go to and from: neighbourhoods and a directory come first."))
    spots = [[each[1:] for each in those] for those in (origins, venues)]
    leaving = Leaving(day, hour * HOUR, (hour + 1) * HOUR)
    try:
        found = median(path, leaving, spots[0], spots[1], walk=_walk(place), most=MOST)
    except WrongFile as error:
        raise Invalid(_("This timetable cannot be used: %s") % error) from error
    if not len(found):
        raise Invalid(_("By this timetable nobody here reaches anything. Is it a timetable of here?"))
    if len(found) > MOST_ROWS:
        raise Invalid(_("That would be more than %s ways. Bring it to a smaller place.") % number(MOST_ROWS))
    start = np.repeat(np.arange(found.origins), np.diff(found.starts))
    rows = ModeRows(
        [origins[each][0] for each in start.tolist()],
        [venues[each][0] for each in found.to.tolist()],
        found.minutes.tolist(),
    )
    return Read(modes={RIDE: rows}, rows=len(found))


def called(place: Place, title: str, day: date, hour: int) -> str:
    """What the table made is called: people read it beside every number."""
    streets = _streets(place)
    on = _("walks on the streets of %s") % streets.title if streets else _("walks in a straight line times 1.3")
    when = {"day": date_format(day, "l j F Y"), "from": f"{hour}:00", "until": f"{hour + 1}:00"}
    left = _("%(day)s, leaving between %(from)s and %(until)s, in the middle of all moments") % when
    return f"{title}: {left}; {on}"[:200]


def _streets(place: Place) -> Streets | None:
    found = travel.chosen(place, "")
    return found if isinstance(found, Streets) else None


def _walk(place: Place) -> Walk:
    streets = _streets(place)

    def walk(start: Any, end: Any, most: float) -> Pairs:
        return walked.minutes(streets, start, end, most) if streets else line(start, end, most)

    return walk


def line(start: Spots, end: Spots, most: float, speed: float = pairs.WALKING) -> Pairs:
    """Minutes in a straight line times 1.3."""
    about = float(np.mean([lon for _lat, lon in start]))
    flat = [pairs.flat(*np.array(each).reshape(-1, 2).T, about=about) for each in (start, end)]
    return pairs.within(*flat, most, speed=speed)
