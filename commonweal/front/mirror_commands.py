"""`commonweal place fetch` and `place mirror`: published files from a neighbour, and for neighbours."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from commonweal.config import variables
from commonweal.core.errors import Invalid
from commonweal.feeds import catalogue, manifest
from commonweal.feeds.base import WrongFile
from commonweal.feeds.fetching import CannotFetch, Fetcher, Got
from commonweal.feeds.manifest import Offered

say = Console(highlight=False, soft_wrap=True)
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
WORDS = {"fetched": __("fetched"), "resumed": __("fetched, going on from before"), "held": __("here already")}


def fetch(
    folder: Annotated[Path, typer.Argument(help="The folder to put the files in.")],
    base: Annotated[str, typer.Option("--from", help="Address of a mirror; else COMMONWEAL_MIRROR.")] = "",
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Key of a dataset; may be given several times.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Fetch published files from a mirror: only what is new comes, and what was cut off goes on where it was.

    Without a mirror, say which files to get by hand, and from whom: no official address has been checked yet.
    """
    base = base or variables.MIRROR.value()
    if not base:
        _by_hand(folder, only or [], as_json)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=as_json) as bar:
        task = bar.add_task(_("Asking what there is"), total=None)

        def tell(offered: Offered, done: int) -> None:
            bar.update(task, description=offered.path[-60:], completed=done, total=offered.size)

        try:
            fetcher = Fetcher(base, folder, tell)
            came = fetcher.all(_wanted(fetcher.offered(), only or []))
        except CannotFetch as cannot:
            raise Invalid(str(cannot)) from cannot
    _say_came(came, folder, as_json)


def _by_hand(folder: Path, only: list[str], as_json: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for source, feed in catalogue.feeds_by_source():
        if only and source.key not in only:
            continue
        try:
            rows.append({"key": source.key, "files": [path.name for path in feed.fetch(folder)], "why": ""})
        except WrongFile as wrong:
            rows.append({"key": source.key, "files": [], "why": str(wrong)})
    if as_json:
        _json(rows)
        return
    for row in rows:
        say.print(f"{row['key']}: {row['why'] or ', '.join(row['files'])}", markup=False)


def _json(rows: list[dict[str, Any]]) -> None:
    say.print(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode(), markup=False)


def _wanted(offered: list[Offered], only: list[str]) -> list[Offered]:
    keys = {each.dataset for each in offered}
    strange = [key for key in only if key not in keys]
    if strange:
        raise Invalid(
            _("The mirror has no dataset “%(key)s”. It has: %(keys)s.")
            % {"key": strange[0], "keys": ", ".join(sorted(keys))}
        )
    return [each for each in offered if not only or each.dataset in only]


def _say_came(came: list[Got], folder: Path, as_json: bool) -> None:
    failed = [each for each in came if each.outcome == "failed"]
    if as_json:
        _json([asdict(each) for each in came])
    else:
        for outcome, count in Counter(each.outcome for each in came if each.outcome in WORDS).items():
            say.print(f"{count:,} {WORDS[outcome]}")
        for each in failed:
            say.print(f"{each.path}: {each.why}", style="red", markup=False)
        if not failed:
            said = _("Next: commonweal place load NAME --from %(folder)s") % {"folder": folder}
            say.print(said, markup=False)
    if failed:
        raise typer.Exit(1)


def mirror(
    folder: Annotated[Path, typer.Argument(help="A folder of published files.")],
    as_json: Json = False,
) -> None:
    """List a folder's files in index.json, so that any web server can offer them to neighbours.

    Mind the licences: most of these files may be passed on with their attribution; those marked “not stated” may not.
    """
    try:
        offered = manifest.write(folder)
    except WrongFile as wrong:
        raise Invalid(str(wrong)) from wrong
    if as_json:
        _json([asdict(each) for each in offered])
        return
    unsure = sorted({each.dataset for each in offered if catalogue.SOURCES[each.dataset].licence == "unstated"})
    size = sum(each.size for each in offered)
    said = _("%(count)s files, %(size)s MB, are listed in %(index)s. Serve the folder with any web server.")
    say.print(
        said % {"count": f"{len(offered):,}", "size": f"{size / 1e6:,.0f}", "index": folder / manifest.INDEX},
        markup=False,
    )
    if unsure:
        said = _("Their licence is not stated, so ask before you pass them on: %(keys)s.")
        say.print(said % {"keys": ", ".join(unsure)}, markup=False)
