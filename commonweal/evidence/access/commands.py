"""`commonweal access …`: minutes between points, and how much of what is there people can count on, from files."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.config import say
from commonweal.core.errors import Invalid
from commonweal.evidence.access import files
from commonweal.evidence.access.files import Points

if TYPE_CHECKING:
    from commonweal.methods.access.network import Network
    from commonweal.methods.access.pairs import Pairs

app = typer.Typer(help="What people can reach, and how much of it there is for each.", no_args_is_help=True)
METHODS = ("2sfca", "e2sfca", "3sfca")
WALK, RIDE = "walk", "public-transport"
TO_STOP, BETWEEN = 15.0, 8.0  # minutes on foot to a stop, and from one stop to another

Origins = Annotated[Path, typer.Argument(help="Where people are: a CSV file with id, lat and lon.")]
Destinations = Annotated[Path, typer.Argument(help="Where they go: a CSV file with id, lat and lon.")]
Most = Annotated[float, typer.Option(min=1, max=600, help="Within how many minutes.")]
Map = Annotated[
    Path | None, typer.Option("--network", help="An extract of OpenStreetMap (.osm.pbf); else the straight line.")
]
Out = Annotated[Path | None, typer.Option(help="Write the table here, as a place takes it.")]


@app.command("minutes")
def minutes(
    origins: Origins,
    destinations: Destinations,
    most: Most = 30,
    network: Map = None,
    out: Out = None,
    as_json: say.AsJson = False,
) -> None:
    """Minutes on foot from each origin to each destination: on a network, else by straight line times 1.3."""
    start, end = files.points(origins, "origin"), files.points(destinations, "destination")
    found, off = _walk(start, end, most, _network(network))
    how = "on the network" if network else "by straight line times 1.3"
    _tell(start, end, found, WALK, how, off, out, as_json=as_json)


@app.command("timetable")
def timetable(
    timetable: Annotated[Path, typer.Argument(help="A timetable of public transport (GTFS, .zip).")],
    origins: Origins,
    destinations: Destinations,
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="A day within its calendar.")],
    first: Annotated[str, typer.Option("--from", help="People leave from then on.")] = "08:00",
    last: Annotated[str, typer.Option("--until", help="And until then, every few minutes.")] = "09:00",
    every: Annotated[int, typer.Option(min=1, max=60, help="How many minutes apart.")] = 5,
    most: Most = 60,
    network: Map = None,
    out: Out = None,
    as_json: say.AsJson = False,
) -> None:
    """Minutes by bus or train and on foot: the median of leaving at any moment of a window."""
    import numpy as np

    from commonweal.feeds import gtfs
    from commonweal.feeds.base import WrongFile
    from commonweal.methods.access import timetable as methods

    start, end = files.points(origins, "origin"), files.points(destinations, "destination")
    begins, ends = (_clock(each) for each in (first, last))
    if ends <= begins:
        raise Invalid("The window ends before it begins.")
    try:
        rides = gtfs.read(timetable, date(day.year, day.month, day.day), first=begins, last=ends + most)
    except WrongFile as error:
        raise Invalid(str(error)) from error
    stops = Points(rides.stops, tuple(rides.lat.tolist()), tuple(rides.lon.tolist()), ())
    net = _network(network)
    walking, off = _walk(start, end, most, net)
    found = methods.median_minutes(
        methods.Timetable(
            len(stops), rides.start, rides.end, rides.leaves, rides.arrives, rides.trip, rides.board, rides.alight
        ),
        access=_walk(start, stops, TO_STOP, net)[0],
        egress=_walk(end, stops, TO_STOP, net)[0],
        transfers=_walk(stops, stops, BETWEEN, net)[0],
        walking=walking,
        departures=np.arange(begins, ends, every),
        most=most,
    )
    how = f"by timetable on {day:%Y-%m-%d}, leaving between {first} and {last}, the median"
    _tell(start, end, found, RIDE, how, off, out, as_json=as_json)


@app.command("reach")
def reach(
    zones: Annotated[Path, typer.Argument(help="Where people are: CSV with id, lat, lon and people.")],
    assets: Annotated[Path, typer.Argument(help="What there is: CSV with id, lat, lon and supply.")],
    method: Annotated[str, typer.Option(help="2sfca, e2sfca or 3sfca.")] = "2sfca",
    most: Most = 30,
    speed: Annotated[float, typer.Option(min=0.5, max=130, help="Kilometres an hour, for the straight line.")] = 4.8,
    table: Annotated[
        Path | None, typer.Option(help="A table of minutes: CSV with origin, destination, minutes.")
    ] = None,
    as_json: say.AsJson = False,
) -> None:
    """How much of what is there each person can count on, where it is shared by all who can reach it."""
    from commonweal.methods.access import floating

    if method not in METHODS:
        raise Invalid(f"There is no method “{method}”. There are {', '.join(METHODS)}.")
    people, supply = files.points(zones, "origin", "people"), files.points(assets, "destination", "supply")
    pairs = _table(table, people, supply, most) if table else _line(people, supply, most, speed)
    work_out = {"2sfca": floating.two_step, "e2sfca": floating.enhanced, "3sfca": floating.three_step}[method]
    each = work_out(pairs, people.many, supply.many)
    rows = [{"id": id, "supply_for_each_person": float(share)} for id, share in zip(people.ids, each, strict=True)]
    none = sum(row["supply_for_each_person"] == 0 for row in rows)
    told = {"method": method, "minutes": most, "pairs": len(pairs), "zones": rows, "zones_that_reach_nothing": none}
    sentence = f"{len(rows):,} zones, {len(supply):,} things, {len(pairs):,} pairs within {most:g} minutes. "
    sentence += f"{none:,} zones reach nothing. Together: {float(each.sum()):.10f}. --json has every zone."
    say.answer(told, as_json=as_json, sentence=sentence)


def _network(path: Path | None) -> Network | None:
    if path is None:
        return None
    from commonweal.feeds import osm_network
    from commonweal.feeds.base import WrongFile
    from commonweal.methods.access import network

    if not path.is_file():
        raise Invalid(f"There is no file {path}.")
    try:
        ways = osm_network.read(path)
    except WrongFile as error:
        raise Invalid(str(error)) from error
    return network.network(ways.lat, ways.lon, ways.start, ways.end, ways.metres)


def _walk(start: Points, end: Points, most: float, net: Network | None) -> tuple[Pairs, list[str]]:
    """Pairs on foot; and the ids of points that no way is near, of which nothing is known."""
    if net is None:
        from commonweal.methods.access.pairs import WALKING

        return _line(start, end, most, WALKING), []
    from commonweal.methods.access import network

    snapped = [network.snap(net, each.lat, each.lon) for each in (start, end)]
    off = [
        id
        for each, at in zip((start, end), snapped, strict=True)
        for id, on in zip(each.ids, at.known, strict=True)
        if not on
    ]
    return network.minutes(net, *snapped, most), off


def _line(start: Points, end: Points, most: float, speed: float) -> Pairs:
    from commonweal.methods.access import pairs

    about = (min(start.lon) + max(start.lon)) / 2
    flat = [pairs.flat(each.lat, each.lon, about=about) for each in (start, end)]
    return pairs.within(*flat, most, speed=speed)


def _table(path: Path, start: Points, end: Points, most: float) -> Pairs:
    from commonweal.methods.access import pairs

    return pairs.listed(*files.minutes(path, start, end), shape=(len(start), len(end)), most=most)


def _clock(said: str) -> float:
    try:
        told = datetime.strptime(said, "%H:%M")
    except ValueError as error:
        raise Invalid(f"“{said}” is not a time of day, like 08:00.") from error
    return told.hour * 60 + told.minute


def _tell(
    start: Points, end: Points, found: Pairs, mode: str, how: str, off: list[str], out: Path | None, *, as_json: bool
) -> None:
    def rows() -> Any:
        for at, id in enumerate(start.ids):
            for to, minutes in zip(*(each.tolist() for each in found.of(at)), strict=True):
                yield id, end.ids[to], mode, minutes

    if out is not None:
        files.write_minutes(out, rows())
    told = {
        "how": how,
        "origins": len(start),
        "destinations": len(end),
        "pairs": len(found),
        "no_way_is_near": off,
        "minutes": [dict(zip(("origin", "destination", "mode", "minutes"), row, strict=True)) for row in rows()],
    }
    sentence = f"{len(found):,} pairs of {len(start):,} origins and {len(end):,} destinations, {how}."
    sentence += f" No way is near {len(off):,} points: nothing is known of them." if off else ""
    sentence += f" Written to {out}." if out else " --out FILE keeps the table; --json shows it."
    say.answer(told, as_json=as_json, sentence=sentence)
