"""What was typed and sent about a walk, as the changes take it: tracks read and cut, spots found."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.feeds.postcode import normal_postcode
from commonweal.journal.actor import Actor
from commonweal.listening.models import Walk
from commonweal.listening.walks import changes, gpx
from commonweal.listening.walks.forms import WalkForm
from commonweal.methods.tracks import along, filled_in
from commonweal.places import queries as places

DEGREES = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")


def walk_of(viewer: Actor, form: WalkForm) -> dict[str, Any]:
    """How, track, trim and stops of a walk that was sent. The line that came is not kept anywhere."""
    told = form.cleaned_data
    trim = int(told["trim"])
    stops = [(name, *spot_of(viewer, where)) for name, where in told["typed"]]
    if told["track"]:
        read = gpx.read(
            b"".join(told["track"].chunks()) if told["track"].size <= gpx.LARGEST else b" " * (gpx.LARGEST + 1)
        )
        track = changes.kept(read.runs, read.began_at, trim=trim)
        stops += [(each.name, each.lat, each.lon) for each in read.waypoints if changes.near(track, each.lat, each.lon)]
        return {"how": Walk.GPX, "track": track, "trim": trim, "stops": stops[: changes.MOST_STOPS]}
    if told["drawn"]:
        return {
            "how": Walk.DRAWN,
            "track": changes.kept([filled_in(tuple(told["drawn"]))], None, trim=trim),
            "trim": trim,
            "stops": stops,
        }
    return {"how": Walk.STOPS, "stops": stops}


def spot_of(viewer: Actor, said: str) -> tuple[float | None, float | None]:
    """Where a postcode or a pair of degrees is; nowhere for nothing. Errors: Invalid for what is neither."""
    if not said.strip():
        return None, None
    degrees = DEGREES.match(said)
    if degrees:
        return float(degrees[1]), float(degrees[2])
    if normal_postcode(said) is None:
        raise Invalid(_("“%s” is neither a postcode nor a latitude and longitude.") % said.strip()[:40])
    found = places.spot(viewer, said)
    if found is None:
        raise Invalid(_("Nobody here knows where %s is. Say how far along the walk it is.") % said.strip()[:20])
    return found


def stop_spot(viewer: Actor, walk: Walk, told: dict[str, Any]) -> tuple[float | None, float | None]:
    """Where a stop is said to be: so far along, or by a postcode or degrees; nowhere where nobody said."""
    if told.get("spot"):
        return spot_of(viewer, told["spot"])
    if told.get("along") is not None:
        found = along(changes.unpacked(walk.runs), told["along"] / 100)
        return (found.lat, found.lon) if found else (None, None)
    return None, None
