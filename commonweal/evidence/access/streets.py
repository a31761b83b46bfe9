"""An extract of a map, read once for a place: its streets as a compact graph, held against where people live."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.core.words import number
from commonweal.feeds import osm_network
from commonweal.feeds.base import WrongFile
from commonweal.places import queries as places
from commonweal.places.models import Place

if TYPE_CHECKING:
    from commonweal.methods.access.network import Network

LARGEST = 200_000_000  # bytes of an extract handed over on a page: a county is 40 to 100 MB
MOST_HOMES = 4_000  # neighbourhoods: an Integrated Care System, not a nation
# Degrees around the neighbourhoods' middles: six kilometres and more, for a way may lead out of a place and in again.
AROUND_NORTH, AROUND_EAST = 0.06, 0.1
Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Laid:
    """The streets of a place, ready to be kept."""

    network: Network
    vintage: date
    homes: int  # neighbourhoods whose middle is known
    far: int  # those of them that no street is near
    sha256: str


def refuse_unless_installed() -> None:
    """Reading maps needs an extra, which not every place has."""
    if not osm_network.installed():
        said = _(
            "Maps cannot be read here yet: the part that does it is not installed. Whoever runs this place adds it "
            "with one command (%s); then bring the map again."
        )
        raise Invalid(said % "pip install 'commonweal[routing]'")


def lay(place: Place, path: Path, *, vintage: date | None = None, tell: Tell = lambda ways: None) -> Laid:
    """Read an extract for a place. Invalid where it is none, is not of here, or does not say of when it is."""
    from commonweal.methods.access import network

    refuse_unless_installed()
    homes = list(places.members(place).exclude(lat=None).exclude(lon=None).values_list("lat", "lon"))
    _refuse_homes(len(homes))
    try:
        of_when = vintage or osm_network.made_on(path)
        if of_when is None:
            raise Invalid(_("The map does not say of when it is. Say so when you bring it: people read it beside it."))
        ways = osm_network.read(path, box=_box(homes), tell=tell)
    except WrongFile as error:
        raise Invalid(_("This map cannot be used: %s") % error) from error
    net = network.network(ways.lat, ways.lon, ways.start, ways.end, ways.metres, every=network.EVERY)
    far = int((~network.snap(net, *zip(*homes, strict=True)).known).sum())
    if far == len(homes):
        raise Invalid(_("No neighbourhood of this place is near any street of this map. Is it a map of here?"))
    with path.open("rb") as held:
        sha = hashlib.file_digest(held, "sha256").hexdigest()
    return Laid(net, of_when, len(homes), far, sha)


def _refuse_homes(many: int) -> None:
    if not many:
        raise Invalid(_("No neighbourhoods of this place are held, so nobody can say who lives near which street."))
    if many > MOST_HOMES:
        said = _("This place is too large to be walked: %s neighbourhoods. Bring streets to one of its local areas.")
        raise Invalid(said % number(many))


def _box(homes: list[tuple[float, float]]) -> osm_network.Box:
    lat, lon = zip(*homes, strict=True)
    return (
        min(lon) - AROUND_EAST,
        min(lat) - AROUND_NORTH,
        max(lon) + AROUND_EAST,
        max(lat) + AROUND_NORTH,
    )
