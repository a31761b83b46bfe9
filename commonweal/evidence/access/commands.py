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
    from commonweal.evidence.access.timetable import Spots, Walk
    from commonweal.methods.access.network import Network
    from commonweal.methods.access.pairs import Pairs

app = typer.Typer(help="What people can reach, and how much of it there is for each.", no_args_is_help=True)
METHODS = ("2sfca", "e2sfca", "3sfca")
WALK, RIDE = "walk", "public-transport"

Origins = Annotated[Path, typer.Argument(help="Where people are: a CSV file with id, lat and lon.")]
Destinations = Annotated[Path, typer.Argument(help="Where they go: a CSV file with id, lat and lon.")]
Most = Annotated[float, typer.Option(min=1, max=600, help="Within how many minutes.")]
Map = Annotated[
    Path | None, typer.Option("--network", help="An extract of OpenStreetMap (.osm.pbf); else the straight line.")
]
Slug = Annotated[str, typer.Argument(help="The place, as its address has it.")]
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
    net = _network(network)
    found = _walk(net)(start.spots, end.spots, most)
    how = "on the network" if network else "by straight line times 1.3"
    _tell(start, end, found, WALK, how, _off(net, start, end), out, as_json=as_json)


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
    from commonweal.evidence.access.timetable import Leaving, median
    from commonweal.feeds.base import WrongFile

    start, end = files.points(origins, "origin"), files.points(destinations, "destination")
    begins, ends = (_clock(each) for each in (first, last))
    if ends <= begins:
        raise Invalid("The window ends before it begins.")
    net = _network(network)
    leaving = Leaving(date(day.year, day.month, day.day), begins, ends, every)
    try:
        found = median(timetable, leaving, start.spots, end.spots, walk=_walk(net), most=most)
    except WrongFile as error:
        raise Invalid(str(error)) from error
    how = f"by timetable on {day:%Y-%m-%d}, leaving between {first} and {last}, the median"
    _tell(start, end, found, RIDE, how, _off(net, start, end), out, as_json=as_json)


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
    pairs = _table(table, people, supply, most) if table else _line(people.spots, supply.spots, most, speed)
    work_out = {"2sfca": floating.two_step, "e2sfca": floating.enhanced, "3sfca": floating.three_step}[method]
    each = work_out(pairs, people.many, supply.many)
    rows = [{"id": id, "supply_for_each_person": float(share)} for id, share in zip(people.ids, each, strict=True)]
    none = sum(row["supply_for_each_person"] == 0 for row in rows)
    told = {"method": method, "minutes": most, "pairs": len(pairs), "zones": rows, "zones_that_reach_nothing": none}
    sentence = f"{len(rows):,} zones, {len(supply):,} things, {len(pairs):,} pairs within {most:g} minutes. "
    sentence += f"{none:,} zones reach nothing. Together: {float(each.sum()):.10f}. --json has every zone."
    say.answer(told, as_json=as_json, sentence=sentence)


@app.command("streets")
def streets(
    place: Slug,
    extract: Annotated[Path, typer.Argument(help="An extract of OpenStreetMap that covers it (.osm.pbf).")],
    title: Annotated[str, typer.Option(help="Which map it is, as people will read it beside every number.")],
    vintage: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Of when it is; else as the file says.")
    ] = None,
    as_json: say.AsJson = False,
) -> None:
    """Bring streets to a place: its ways on foot are measured on them from now on, on reach and on hubs."""
    from rich.console import Console

    from commonweal.evidence.access import changes
    from commonweal.evidence.access import streets as laying
    from commonweal.journal.actor import HOUSE, PUBLIC
    from commonweal.places import queries as places

    here = places.place(PUBLIC, place)
    if not extract.is_file():
        raise Invalid(f"There is no file {extract}.")
    with Console(stderr=True).status("Reading the map …") as status:
        laid = laying.lay(
            here, extract, vintage=vintage and vintage.date(), tell=lambda ways: status.update(f"{ways:,} ways read …")
        )
        made = changes.bring_streets(HOUSE, place=here, title=title, laid=laid)
    told = {each: getattr(made, each) for each in ("id", "kilometres", "points", "left_out", "homes", "far")}
    told |= {"title": made.title, "vintage": made.vintage.isoformat(), "licence": made.licence}
    sentence = f"{here.name} is walked on {made.kilometres:,} km of streets now: {title}, {made.vintage:%d %B %Y}. "
    sentence += f"{made.far:,} of {made.homes:,} neighbourhoods have no street near their middle: there it is the "
    sentence += f"straight line. {made.attribution}, {made.licence}."
    say.answer(told, as_json=as_json, sentence=sentence)


@app.command("table")
def table(
    place: Slug,
    file: Annotated[Path, typer.Argument(help="A table of minutes: CSV with origin, destination, mode, minutes.")],
    title: Annotated[str, typer.Option(help="How the minutes were worked out: which router, which map, of when.")],
    licence: Annotated[str, typer.Option(help="On what terms the map may be used.")] = "",
    as_json: say.AsJson = False,
) -> None:
    """Bring a table of minutes to a place. Refused whole, with line and column, where any cell is wrong."""
    from commonweal.evidence.access import changes
    from commonweal.journal.actor import HOUSE, PUBLIC
    from commonweal.places import queries as places

    here = places.place(PUBLIC, place)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"{file} cannot be read as a CSV file in UTF-8.") from error
    found = changes.look_at(here, text)
    made = changes.bring_minutes(HOUSE, place=here, title=title, licence=licence, found=found)
    told = [{"id": str(each.pk), "mode": each.mode, "pairs": each.count} for each in made]
    said = ", ".join(f"{each.count:,} ways ({each.mode})" for each in made)
    say.answer(told, as_json=as_json, sentence=f"In use in {here.name}: {said}.")


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
    return network.network(ways.lat, ways.lon, ways.start, ways.end, ways.metres, every=network.EVERY)


def _walk(net: Network | None) -> Walk:
    """On foot, on the network or in a straight line."""

    def walk(start: Spots, end: Spots, most: float) -> Pairs:
        if net is None:
            from commonweal.methods.access.pairs import WALKING

            return _line(start, end, most, WALKING)
        from commonweal.methods.access import network

        return network.minutes(net, *(network.snap(net, *zip(*each, strict=True)) for each in (start, end)), most)

    return walk


def _off(net: Network | None, *those: Points) -> list[str]:
    """The ids of points that no way is near, of which nothing is known."""
    if net is None:
        return []
    from commonweal.methods.access import network

    known = [(each, network.snap(net, each.lat, each.lon).known.tolist()) for each in those]
    return [id for each, near in known for id, on in zip(each.ids, near, strict=True) if not on]


def _line(start: Spots, end: Spots, most: float, speed: float) -> Pairs:
    from commonweal.evidence.access.timetable import line

    return line(start, end, most, speed)


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
