"""`commonweal directory feed …`: taking other directories in, with a look beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from commonweal.config import say

if TYPE_CHECKING:
    from commonweal.directory.feeds.bring import Read
    from commonweal.openreferral.reading.mapping import SourceMapping

SHOWN = 40  # problems shown one by one; --json gives all that are listed

app = typer.Typer(help="Other directories that a place takes in.", no_args_is_help=True)

Title = Annotated[str, typer.Argument(help="What the directory is called here.")]
From = Annotated[str, typer.Option("--from", help="An address, a file or a folder; the feed's own, if none is named.")]
Mapped = Annotated[
    Path | None, typer.Option("--mapping", help="For a sheet: a TOML or JSON file that says which column is what.")
]


@app.command("add")
def add(
    place: Annotated[str, typer.Argument(help="The place that takes it in, by its short name.")],
    title: Title,
    publisher: Annotated[str, typer.Option(help="Who publishes it.")],
    licence: Annotated[str, typer.Option(help="Under which licence it may be passed on, such as OGL-UK-3.0.")] = "",
    address: Annotated[str, typer.Option(help="Where it is fetched from, if it has an address.")] = "",
    licence_words: Annotated[str, typer.Option(help="With --licence unstated: who agreed to what, and when.")] = "",
    attribution: Annotated[str, typer.Option(help="How its publisher wants to be named.")] = "",
    mapping: Mapped = None,
    as_json: say.AsJson = False,
) -> None:
    """Record another directory. One without a licence is refused."""
    from commonweal.directory.feed_changes import add_feed
    from commonweal.journal.actor import HOUSE
    from commonweal.openreferral.reading import mapping as mappings
    from commonweal.places import queries as places

    given = _mapping(mapping)
    made = add_feed(
        HOUSE,
        place=places.place(HOUSE, place),
        title=title,
        publisher=publisher,
        licence=licence,
        form="",
        address=address,
        licence_words=licence_words,
        attribution=attribution,
        mapping=mappings.plain(given) if given else None,
    )
    told = {"id": str(made.pk), "title": made.title, "licence": made.licence}
    say.answer(told, as_json=as_json, sentence=f"“{made.title}” is recorded. Take it in with: directory feed sync")


@app.command("sync")
def sync(
    title: Title,
    source: From = "",
    mapping: Mapped = None,
    dry_run: Annotated[bool, typer.Option(help="Read it and say what is wrong, and write nothing.")] = False,
    keep: Annotated[bool, typer.Option(help="What it does not name has not vanished: it is only a part.")] = False,
    no_check: Annotated[bool, typer.Option("--no-check", help="Do not check an address's answers afterwards.")] = False,
    as_json: say.AsJson = False,
) -> None:
    """Take a directory in as it stands today: only what changed is written, what vanished is shown no more.

    A sheet is read by the mapping that was saved the last time; a mapping given now is saved for the next.
    """
    from commonweal.core.errors import DomainError
    from commonweal.directory.feeds import bring
    from commonweal.directory.models import Feed
    from commonweal.journal.actor import HOUSE
    from commonweal.openreferral.reading.detect import Unknown

    feed = Feed.objects.select_related("place").filter(title=title).first()
    if feed is None:
        say.stop(f"No directory called “{title}” is recorded here. Record it with: directory feed add")
    where = source or feed.address
    if not where:
        say.stop("This directory has no address: say where it is with --from.")
    given = _mapping(mapping)
    try:
        with Console(stderr=True).status("Reading"):
            read = bring.read(feed, where, given=given)
        told = _told(read)
        if not dry_run:
            with Console(stderr=True).status("Taking it in"):
                done = bring.take(HOUSE, feed, read, whole=not keep)
            told["sync"] = asdict(done)
    except (Unknown, DomainError) as error:
        say.stop(str(error))
    if not (dry_run or no_check):
        with Console(stderr=True).status("Checking what it answers"):
            bring.check(HOUSE, feed, read)
        told["checked"] = feed.checked
    if as_json:
        say.answer(told, as_json=True, sentence="")
    else:
        _show(told)


def _mapping(path: Path | None) -> SourceMapping | None:
    from commonweal.core.errors import Invalid
    from commonweal.directory.feeds import mappings

    if path is None:
        return None
    try:
        return mappings.handed_over(path.name, path.read_bytes())
    except (Invalid, OSError) as error:
        say.stop(str(error))


def _told(read: Read) -> dict[str, Any]:
    return {
        "reader": read.fit.reader,
        "why": read.fit.why,
        "records": read.reading.counts,
        "problems": [{"level": each.level, "where": each.where, "what": each.what} for each in read.problems],
        "problem_counts": read.reading.sorts,
        "mapping": read.mapping,
    }


@app.command("list")
def listed(as_json: say.AsJson = False) -> None:
    """The directories that places take in, with their licences."""
    from commonweal.directory.models import Feed

    rows = [
        {
            "place": each.place.slug,
            "title": each.title,
            "publisher": each.publisher,
            "licence": each.licence,
            "address": each.address,
            "synced_at": each.synced_at,
        }
        for each in Feed.objects.select_related("place").order_by("place__slug", "title")
    ]
    lines = [f"{row['place']}: {row['title']}, {row['publisher']} ({row['licence']})" for row in rows]
    say.answer({"feeds": rows}, as_json=as_json, sentence="\n".join(lines) or "No directory is taken in yet.")


def _show(told: dict[str, Any]) -> None:
    console = Console(highlight=False)
    console.print(f"Read as {told['reader']}: {told['why']}.")
    console.print(", ".join(f"{count:,} {kind}" for kind, count in told["records"].items()) or "No records.")
    problems = told["problems"]
    if problems:
        console.print(_table(problems[:SHOWN]))
        if len(problems) > SHOWN:
            console.print(f"{len(problems) - SHOWN:,} more are listed with --json.")
    if "sync" in told:
        done = told["sync"]
        console.print(
            f"{done['added']:,} added, {done['changed']:,} changed, {done['same']:,} the same, "
            f"{done['vanished']:,} vanished; {done['rows']:,} rows written; {done['loose']:,} belong to nothing."
        )
        for each in done["left_out"][:SHOWN]:
            console.print(f"  {each}")
        if told.get("checked", {}).get("verdict"):
            console.print(f"Checked: {told['checked']['verdict']}.")
    else:
        console.print("Nothing was written.")


def _table(problems: Iterable[dict[str, Any]]) -> Table:
    table = Table("", "Where", "What", box=None, pad_edge=False)
    for each in problems:
        table.add_row(each["level"], each["where"], each["what"])
    return table
