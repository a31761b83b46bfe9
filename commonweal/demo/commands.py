"""`commonweal demo …`: the invented place, made through the same changes and loading as any other."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from commonweal.demo import make as making

app = typer.Typer(help="An invented place, for looking round. Nothing in it is real.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


@app.command("make")
def make(as_json: Json = False) -> None:
    """Make the invented place, if it is not here yet."""
    _say(making.make(), as_json)


@app.command("reset")
def reset(as_json: Json = False) -> None:
    """Make the invented place anew: figures, assets and outlines as at first."""
    _say(making.make(anew=True), as_json)


def _say(made: making.Made, as_json: bool) -> None:
    if as_json:
        import orjson

        print(orjson.dumps(made).decode())
        return
    done = "is made" if made.new else "is already here"
    Console(highlight=False).print(f"{made.name}, the invented place, {done}: {made.neighbourhoods} neighbourhoods.")
