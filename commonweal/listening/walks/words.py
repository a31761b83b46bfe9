"""How far and how long a walk was, as people say it, and how that was worked out."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.words import number
from commonweal.listening.walks.rows import WalkWhole


def far(metres: float | None) -> str:
    """A distance; empty where nobody knows.

    >>> far(1007.19), far(470.0), far(None)
    ('1.0 km', '470 m', '')
    """
    if metres is None:
        return ""
    return _("%s km") % number(metres / 1000, 1) if metres >= 950 else _("%s m") % number(round(metres, -1))


def long(seconds: float | None) -> str:
    """A time; empty where the device kept none.

    >>> long(3570.0), long(5400.0), long(None)
    ('1 hour', '1 hour 30 minutes', '')
    """
    if seconds is None:
        return ""
    hours, minutes = divmod(round(seconds / 60), 60)
    told = [ngettext("%s hour", "%s hours", hours) % hours] if hours else []
    if minutes or not hours:
        told.append(ngettext("%s minute", "%s minutes", minutes) % minutes)
    return " ".join(told)


def method(walk: WalkWhole) -> str:
    """How the length came about, in a sentence or two; empty where there is none."""
    if walk.metres is None:
        return ""
    told = [
        _("The length is the sum from point to point of what is kept, on a sphere (haversine, mean radius 6,371 km).")
    ]
    if walk.trim_metres:
        told.append(
            _("At each end %s metres and a little more were cut off before anything was kept.")
            % number(walk.trim_metres)
        )
    if walk.hops:
        told.append(
            ngettext(
                "%s point was left out to which nobody could have got so fast.",
                "%s points were left out to which nobody could have got so fast.",
                walk.hops,
            )
            % number(walk.hops)
        )
    return " ".join(told)
