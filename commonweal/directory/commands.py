"""`commonweal directory …`: other directories' feeds, and our own, at the command line."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from commonweal.config import say
from commonweal.directory import feed_commands
from commonweal.directory.alike import commands as alike_commands
from commonweal.openreferral.check import folder as saved
from commonweal.openreferral.check import printed, run
from commonweal.openreferral.check.report import Report

CANNOT_BE_REACHED = 2

app = typer.Typer(
    help="The directory of what is here: check a feed, take another directory in, publish our own.",
    no_args_is_help=True,
)
app.add_typer(feed_commands.app, name="feed")
app.command("alike")(alike_commands.alike)


@app.command("check")
def check(
    url: Annotated[str, typer.Argument(help="The feed's own address, such as https://example.org/openreferral.")] = "",
    as_json: say.AsJson = False,
    most: Annotated[int, typer.Option(min=2, help="Ask the feed no more than so many times.")] = run.MOST,
    level: Annotated[int, typer.Option(min=1, max=2, help="1: only what decides whether a feed passes; 2: all.")] = 2,
    pause: Annotated[float, typer.Option(min=0, help="Wait so many seconds before each request.")] = 0.0,
    folder: Annotated[
        Path | None, typer.Option(help="Check saved answers in this folder, by their shape only.")
    ] = None,
) -> None:
    """Check an Open Referral feed by what it answers: shape, pages, whether every filter filters, whether ids lead on.

    Ends with 0 where the feed passes, warnings or none, with 1 where it fails, with 2 where it cannot be reached.
    """
    if bool(url) == bool(folder):
        say.stop("Give the address of a feed, or --folder with saved answers.", code=CANNOT_BE_REACHED)
    try:
        report = saved.check(folder) if folder else _asked(url, most, level, pause)
    except (run.Unreachable, saved.NotSaved) as error:
        say.stop(str(error), code=CANNOT_BE_REACHED)
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    else:
        printed.show(report, Console(highlight=False))
    raise typer.Exit(1 if report.verdict == "fail" else 0)


@app.command("match")
def match(
    need: Annotated[str, typer.Argument(help="What somebody needs, in plain words.")],
    near: Annotated[str, typer.Option(help="A postcode, or its first part.")] = "",
    place: Annotated[str, typer.Option(help="Only in this place, by its short name.")] = "",
    most: Annotated[int, typer.Option(min=1, max=50, help="No more offers than so many.")] = 5,
    as_json: say.AsJson = False,
) -> None:
    """What to offer somebody, with the reasons, and what nobody has said. Nothing is chosen, or sent, by itself."""
    from commonweal.directory import found
    from commonweal.journal.actor import PUBLIC
    from commonweal.places import queries as places

    spot = places.spot(PUBLIC, near) if near else None
    if near and spot is None:
        say.stop(f"We do not know where “{near}” is.")
    danger = found.in_danger(need)
    for each in danger:
        Console(stderr=True).print(f"{each.name}: {each.telephone}", style="bold")
    offers = found.offers(places.place(PUBLIC, place) if place else None, need, near=spot, most=most)
    rows = [each.data() for each in offers]
    say.answer(
        {"offers": rows, "help_now": [asdict(each) for each in danger]},
        as_json=as_json,
        sentence="\n".join(_offer(row) for row in rows) or "Nothing fits.",
    )


def _offer(row: dict[str, Any]) -> str:
    why = "; ".join(f"{each['field']}: {', '.join(each['words'])}" for each in row["why"])
    away = "" if row["away_m"] is None else f", {row['away_m']:,} m away"
    unknown = f"; nobody has said: {', '.join(row['unknown'])}" if row["unknown"] else ""
    return f"{row['name']} ({row['where'] or 'where is not known'}{away}). Why: {why or 'nothing typed'}{unknown}."


@app.command("publish")
def publish(as_json: say.AsJson = False) -> None:
    """Make the store of the open API anew. The running worker keeps it up to date; this is for when it was lost."""
    from commonweal.directory import publish as publishing

    publishing.build()
    told = str(publishing.folder())
    say.answer({"published": told}, as_json=as_json, sentence=f"The open directory is published anew, in {told}.")


def _asked(url: str, most: int, level: int, pause: float) -> Report:
    """The report, with what is being asked shown while it is; nothing is shown where nobody looks."""
    with Console(stderr=True).status("Asking the feed") as status:
        return run.check(
            url,
            most=most,
            level=level,
            pause=pause,
            tell=lambda part, asked: status.update(f"Looking at {part}: {asked} requests"),
        )
