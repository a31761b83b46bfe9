"""`commonweal demo …`: the invented place, made through the same changes and loading as any other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from commonweal.demo import accounts, recipe
from commonweal.demo import make as making

app = typer.Typer(help="An invented place, for looking round. Nothing in it is real.", invoke_without_command=True)
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
TITLES = {
    "ground": "The ground, its figures and what stands there",
    "people": "The people",
    "here": "What goes on",
    "damp": "A damp estate",
    "library": "A library closes",
    "choir": "A choir begins",
}


@app.callback()
def demo(
    ctx: typer.Context,
    reset_now: Annotated[bool, typer.Option("--reset", help="Make the invented place anew, as at first.")] = False,
    as_json: Json = False,
) -> None:
    """Make the invented place, if it is not here yet; with --reset, anew."""
    if ctx.invoked_subcommand is None:
        _make(as_json, anew=reset_now)


@app.command("make")
def make(
    neighbourhoods: Annotated[
        int | None, typer.Option(help="How many. Up to 132 it is a part of Wenbeck, above that an invented country.")
    ] = None,
    people: Annotated[int | None, typer.Option(help="How many live there, exactly.")] = None,
    seed: Annotated[int | None, typer.Option(help="Another seed makes another country.")] = None,
    people_to: Annotated[
        Path | None, typer.Option(help="Write every invented person to this file (CSV); no place is made.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make the invented place, if it is not here yet. From 133 neighbourhoods on, an invented country for measuring."""
    asked = neighbourhoods is not None or people is not None or seed is not None
    made = recipe.of(neighbourhoods, people, seed) if asked else None
    if people_to is not None:
        _write_people(made or recipe.of(), people_to, as_json)
        return
    _make(as_json, made=made)


@app.command("reset")
def reset(as_json: Json = False) -> None:
    """Make the invented place anew: figures, what is here, and the story, as at first."""
    _make(as_json, anew=True)


def _write_people(made: recipe.Recipe, path: Path, as_json: bool) -> None:
    from commonweal.demo import persons

    with _bar(quiet=as_json) as bar:
        task = bar.add_task("Writing invented people", total=made.neighbourhoods)
        count = persons.write(made, path, progress=lambda done: bar.update(task, completed=done))
    _answer({"file": path.name, "people": count}, as_json, f"{count:,} invented people are in {path}.")


def _make(as_json: bool, *, anew: bool = False, made: recipe.Recipe | None = None) -> None:
    with _bar(quiet=as_json) as bar:
        task = bar.add_task("Beginning", total=1)

        def tell(title: str, done: int, of: int) -> None:
            bar.update(task, description=TITLES.get(title, title)[:60] or "Done", completed=done, total=of)

        done = making.make(anew=anew, recipe=made, progress=tell)
    words = "is made" if done.new else "is already here"
    said = (
        f"{done.name}, the invented place, {words}: {done.people:,} people in {done.neighbourhoods:,} neighbourhoods; "
        f"{done.assets:,} buildings and green spaces, {done.organizations:,} organisations, {done.services:,} services."
    )
    if accounts.path().exists():
        said += f"\nIts invented people can sign in; addresses, passwords and slip codes are in {accounts.path()}."
    _answer(done, as_json, said)


def _bar(*, quiet: bool) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet)


def _answer(value: object, as_json: bool, said: str) -> None:
    if as_json:
        import orjson

        print(orjson.dumps(value).decode())
        return
    Console(highlight=False, soft_wrap=True).print(said, markup=False)
