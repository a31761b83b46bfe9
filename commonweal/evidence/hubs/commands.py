"""`commonweal hubs …`: where hubs would help most, from files, with a proof of how near that is to the best."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.config import say
from commonweal.core.errors import Invalid
from commonweal.evidence.hubs import files

if TYPE_CHECKING:
    from commonweal.methods.siting import Siting

app = typer.Typer(help="Where hubs would help most, with what is proved about it.", no_args_is_help=True)

Zones = Annotated[Path, typer.Argument(help="A CSV file: zone, people, and lat and lon, or x and y in kilometres.")]
Candidates = Annotated[Path, typer.Argument(help="A CSV file: candidate, and lat and lon, or x and y.")]
Table = Annotated[Path | None, typer.Option("--minutes", help="A CSV file: zone, candidate, minutes, from any router.")]
Speed = Annotated[float, typer.Option(min=0.1, help="Kilometres an hour, where no minutes are given.")]
Detour = Annotated[float, typer.Option(min=1.0, help="How much longer the way is than the straight line.")]
Choose = Annotated[int, typer.Option(min=1, help="How many places are chosen.")]
Within = Annotated[float, typer.Option(min=0, help="Minutes that are near enough.")]
Seconds = Annotated[float, typer.Option(min=0, help="Stop after so long, with what is proved by then.")]


@app.command("p-median")
def p_median(
    zones: Zones,
    candidates: Candidates,
    choose: Choose = 3,
    minutes: Table = None,
    speed: Speed = 4.8,
    detour: Detour = 1.3,
    seconds: Seconds = 60,
    as_json: say.AsJson = False,
) -> None:
    """Which places bring people nearest to a hub, all in all?"""
    from commonweal.methods import siting

    problem = files.read(zones, candidates, minutes, speed, detour)
    found = _search(lambda: siting.p_median(problem.minutes, problem.people, choose, seconds=seconds))
    _say(problem, found, "minutes, added up over all people", as_json)


@app.command("coverage")
def coverage(
    zones: Zones,
    candidates: Candidates,
    choose: Choose = 3,
    within: Within = 15,
    minutes: Table = None,
    speed: Speed = 4.8,
    detour: Detour = 1.3,
    seconds: Seconds = 60,
    as_json: say.AsJson = False,
) -> None:
    """Which places bring most people within so many minutes?"""
    from commonweal.methods import siting

    problem = files.read(zones, candidates, minutes, speed, detour)
    found = _search(lambda: siting.most_covered(problem.minutes, problem.people, choose, within, seconds=seconds))
    _say(problem, found, f"people within {within:g} minutes", as_json)


@app.command("set-cover")
def set_cover(
    zones: Zones,
    candidates: Candidates,
    within: Within = 15,
    minutes: Table = None,
    speed: Speed = 4.8,
    detour: Detour = 1.3,
    seconds: Seconds = 60,
    as_json: say.AsJson = False,
) -> None:
    """How few places bring everybody within so many minutes?"""
    from commonweal.methods import siting

    problem = files.read(zones, candidates, minutes, speed, detour)
    found = _search(lambda: siting.fewest_to_cover(problem.minutes, within, seconds=seconds))
    _say(problem, found, f"places, so that all are within {within:g} minutes", as_json)


@app.command("p-centre")
def p_centre(
    zones: Zones,
    candidates: Candidates,
    choose: Choose = 3,
    minutes: Table = None,
    speed: Speed = 4.8,
    detour: Detour = 1.3,
    seconds: Seconds = 60,
    as_json: say.AsJson = False,
) -> None:
    """Which places make the longest way of anybody as short as it can be?"""
    from commonweal.methods import siting

    problem = files.read(zones, candidates, minutes, speed, detour)
    found = _search(lambda: siting.p_centre(problem.minutes, choose, seconds=seconds))
    _say(problem, found, "minutes, the longest way of anybody", as_json)


def _search(work: Any) -> Siting:
    """What cannot be searched is told as a sentence."""
    try:
        found: Siting = work()
    except ValueError as error:
        raise Invalid(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    return found


def _say(problem: files.Problem, found: Siting, what: str, as_json: bool) -> None:
    names = [problem.candidates[each] for each in found.sites]
    beyond = [problem.zones[each] for each in found.beyond]
    told = {
        "places": names,
        "value": found.value,
        "what": what,
        "bound": found.bound,
        "gap": found.gap,
        "proved": found.proved,
        "out_of_time": found.out_of_time,
        "beyond_reach": beyond,
        "sentence": found.sentence,
    }
    lines = [*(f"  {each}" for each in names), f"{found.value:,.1f} {what}.", found.sentence]
    if beyond:
        lines.append(f"No candidate can reach {len(beyond)} of the zones in time: {', '.join(beyond[:10])}.")
    say.answer(told, as_json=as_json, sentence="\n".join(lines))
