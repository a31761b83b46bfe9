"""`commonweal place …`: bring a place up from published files, and show it whole."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from commonweal.core.errors import Invalid, NotFound
from commonweal.evidence import queries as evidence
from commonweal.feeds import catalogue
from commonweal.feeds.base import Source, WrongFile
from commonweal.front import mirror_commands
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.places import changes, footprint, held, ingest, nest, takers
from commonweal.places import queries as places
from commonweal.places.ingest import Came
from commonweal.places.models import DatasetVersion, Place

app = typer.Typer(help="Places: bring them in from published files, show them whole.", no_args_is_help=True)
say = Console(highlight=False, soft_wrap=True)
app.command("fetch")(mirror_commands.fetch)
app.command("mirror")(mirror_commands.mirror)
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Held = tuple[Source, ModuleType, list[Path]]


@app.command("load")
def load(
    slug: Annotated[str, typer.Argument(help="west-yorkshire, leeds …: a board or council, as an address spells it.")],
    folder: Annotated[Path, typer.Option("--from", help="The folder that holds the published files.")],
    areas: Annotated[
        str,
        typer.Option(help="Codes of councils, boards or neighbourhoods, with commas: exactly these make the place."),
    ] = "",
    name: Annotated[str, typer.Option(help="What the place is called, if not as its board or council is.")] = "",
    only: Annotated[
        str,
        typer.Option(help="Keys of datasets, with commas: figures, postcodes and assets of these alone come in."),
    ] = "",
    as_json: Json = False,
) -> None:
    """Bring a place in. Doing it again brings in only what is new; a load that was stopped goes on where it was.

    `england` is the whole country. What it holds is in use at once in any place that lies in it, and is not read again.
    """
    began = time.monotonic()
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder}. Say where the published files are with --from.")
    found = _only(_find(folder), _listed(only))
    place = _place(slug, name, _listed(areas), found)
    came = _bring(place, found, quiet=as_json)
    seconds = round(time.monotonic() - began, 1)
    if as_json:
        rows = [asdict(each) | {"source": each.source.key} for each in came]
        _json({"place": place.slug, "seconds": seconds, "datasets": rows})
        return
    _say_came(place, came, seconds)


@app.command("make")
def make(
    name: Annotated[str, typer.Argument(help="What the place is to be called.")],
    like: Annotated[str, typer.Option(help="The board or council that it is, if it is not called as that is.")] = "",
    areas: Annotated[str, typer.Option(help="Codes of councils, boards or neighbourhoods, with commas.")] = "",
    as_json: Json = False,
) -> None:
    """Make a place of ground that is held already, all England or another place: no files, and it is there at once."""
    began = time.monotonic()
    lookup = held.lookup()
    if not lookup.small:
        raise NotFound("No ground is held yet. Bring some in: commonweal place load england --from FOLDER")
    slug, codes = footprint.slug_of(name), _listed(areas)
    means = (
        footprint.by_codes(lookup, codes, slug=slug, name=name) if codes else footprint.by_name(lookup, like or name)
    )
    place = _made(replace(means, slug=slug), name)
    came = ingest.lean(HOUSE, place)
    if nest.missing(place):
        changes.nest_areas(HOUSE, place)
    seconds = round(time.monotonic() - began, 1)
    if as_json:
        _json({"place": place.slug, "neighbourhoods": len(means.areas), "datasets": came, "seconds": seconds})
        return
    say.print(
        f"{place.name}: {len(means.areas):,} neighbourhoods, {came} datasets in use, {seconds:.1f} s. "
        f"See it: commonweal place show {place.slug}"
    )


def _listed(text: str) -> list[str]:
    return [each for each in text.replace(" ", "").split(",") if each]


def _only(found: list[Held], keys: list[str]) -> list[Held]:
    """All that says what and where areas are, and of the rest what is asked for."""
    unknown = [key for key in keys if not any(source.key == key for source, *_ in found)]
    if unknown:
        have = ", ".join(source.key for source, *_ in found)
        raise NotFound(f"No file in this folder is of {', '.join(unknown)}. It holds: {have}.")
    ground = [each for each in found if takers.phase_of(ingest.yields(each[1])) < ingest.FIGURES]
    return [each for each in found if each in ground or each[0].key in keys] if keys else found


def _find(folder: Path) -> list[Held]:
    by_key = {source.key: (source, feed) for source, feed in catalogue.feeds_by_source()}
    try:
        files = catalogue.find(folder).files
    except WrongFile as wrong:
        raise Invalid(str(wrong)) from wrong
    if not files:
        raise Invalid(
            f"Nothing in {folder} is a file this house knows. `commonweal place list --feeds` names them all."
        )
    return [(*by_key[key], paths) for key, paths in files.items()]


def _place(slug: str, name: str, codes: list[str], found: list[Held]) -> Place:
    """The place, made or reshaped so that it is what the lookups (or the codes given) say."""
    means = _held(slug, name, codes) or _read(slug, name, codes, found)
    return _made(means, name)


def _held(slug: str, name: str, codes: list[str]) -> footprint.Footprint | None:
    """What the lookups in use say it is, once all England is in: then the files need not be read for it."""
    if slug == footprint.ENGLAND or not Place.objects.filter(slug=footprint.ENGLAND).exists():
        return None
    lookup = held.lookup()
    try:
        return footprint.by_codes(lookup, codes, slug=slug, name=name) if codes else footprint.by_name(lookup, slug)
    except NotFound:
        return None


def _read(slug: str, name: str, codes: list[str], found: list[Held]) -> footprint.Footprint:
    """What the lookups in the folder say it is."""
    lookup = footprint.Lookup()
    for record in _lookup_rows(found):
        lookup.see(record)
    if not lookup.small:
        raise Invalid(
            "No lookup in this folder says which neighbourhoods lie in which council or board. Add ONS’s "
            "“LSOA (2021) to Sub ICB Locations to Integrated Care Boards Lookup”, or the 2011 to 2021 lookup."
        )
    return footprint.by_codes(lookup, codes, slug=slug, name=name) if codes else footprint.by_name(lookup, slug)


def _made(means: footprint.Footprint, name: str) -> Place:
    """The place, made or reshaped."""
    place = Place.objects.filter(slug=means.slug).first()
    if place is None:
        place = changes.make_place(HOUSE, slug=means.slug, name=name or means.name, footprint=means.words)
    if set(places.members(place).values_list("code", flat=True)) != set(means.areas):
        changes.set_areas(HOUSE, place, kind="lsoa21", areas=means.areas, footprint=means.words)
    return place


def _lookup_rows(found: list[Held]) -> Iterable[Any]:
    for _, feed, paths in found:
        if not {"AreaParent", "CodeChange"} & set(ingest.yields(feed)):
            continue
        for path in paths:
            for number, record in enumerate(feed.read(path, refuse=lambda refused: None)):
                if number == 0 and getattr(record, "kind", "") in {"oa11", "lsoa11"}:
                    break  # a lookup of 2011: it says nothing about what a place of today is made of
                yield record


def _bring(place: Place, found: list[Held], *, quiet: bool) -> list[Came]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task("Looking at the files", total=len(found))

        def tell(title: str, done: int, of: int) -> None:
            bar.update(task, description=title[:60] or "Done", completed=done, total=of)

        return list(ingest.bring_all(HOUSE, place, found, tell=tell))


def _say_came(place: Place, came: list[Came], seconds: float) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Dataset", "What came of it", "Rows used", "Areas", "Refused"):
        table.add_column(heading, justify="right" if heading not in {"Dataset", "What came of it"} else "left")
    words = {
        "live": "in use",
        "already": "already here, nothing new",
        "elsewhere": "nothing for this place",
        "later": "known, kept for travel times later",
        "refused": "refused",
    }
    for each in came:
        covered = f"{each.covered:,} of {each.expected:,}" if each.expected else f"{each.covered:,}"
        covered = covered if each.outcome in {"live", "already"} else ""
        table.add_row(each.source.title, words[each.outcome], f"{each.used:,}", covered, f"{each.refused:,}")
    say.print(table)
    for each in came:
        if each.why:
            style = "red" if each.outcome == "refused" else ""
            say.print(f"{each.source.title}: {each.why}", style=style, markup=False)
    say.print(f"\n{place.name} is in, {seconds:.0f} s. See it: commonweal place show {place.slug}")


@app.command("show")
def show(slug: str, as_json: Json = False) -> None:
    """Show a place whole: its areas, need, assets, sources, and the rows that could not be used."""
    whole = evidence.place_whole(PUBLIC, slug)
    if as_json:
        _json(asdict(whole))
        return
    from commonweal.front import tell_place

    tell_place.tell(say, whole)


@app.command("draw")
def draw(
    slug: Annotated[str, typer.Argument(help="The place, as its address spells it.")],
    file: Annotated[Path, typer.Option("--from", help="A GeoJSON file with one outline or several.")],
    name: Annotated[str, typer.Option(help="What people call it; of several, the file names each.")] = "",
    as_json: Json = False,
) -> None:
    """Bring in neighbourhoods as people of a place draw them. The same name again takes the place of the first."""
    if not file.is_file():
        raise NotFound(f"There is no file {file}. Say where the drawing is with --from.")
    drawn = changes.draw_neighbourhoods(HOUSE, places.place(PUBLIC, slug), body=file.read_bytes(), name=name)
    rows = [{"key": each.key, "name": each.name, "counted": len(places.smallest_in(each))} for each in drawn]
    if as_json:
        _json(rows)
        return
    for row in rows:
        say.print(f"{row['name']}: {row['counted']} neighbourhoods counted. See /area/{row['key']}", markup=False)


@app.command("list")
def list_places(
    feeds: Annotated[bool, typer.Option("--feeds", help="List the published files this house can read.")] = False,
    as_json: Json = False,
) -> None:
    """List the places held here, or the files that can be read."""
    rows: list[dict[str, Any]]
    if feeds:
        sources = [source for source, _ in catalogue.feeds_by_source()]
        rows = [{"key": s.key, "title": s.title, "publisher": s.publisher, "vintage": s.vintage} for s in sources]
    else:
        rows = [asdict(each) for each in places.places(PUBLIC)]
    if as_json:
        _json(rows)
        return
    if not rows:
        say.print("No place is held here yet. Bring one in: commonweal place load NAME --from FOLDER")
    for row in rows:
        say.print("  ".join(str(value) for value in row.values()), markup=False)


@app.command("withdraw")
def withdraw(
    dataset: Annotated[str, typer.Argument(help="Key of the dataset, as `show` lists it.")],
    version: Annotated[str, typer.Argument(help="The first eight letters of the version.")],
    why: Annotated[str, typer.Option(help="Why it is taken back; kept with the change.")],
    leave_nothing: Annotated[
        bool, typer.Option("--leave-nothing", help="Even if no outlines, or nothing of a list, would be left.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take a bad file back.

    Figures of the newest file that was not taken back are shown again. Outlines and lists of things write over the file
    before, so nothing of that is kept: load the earlier file again first. Names, centres, postcodes and lookups stand
    until a newer file says otherwise.
    """
    held = DatasetVersion.objects.filter(dataset=dataset, sha256__startswith=version)
    if held.count() != 1:
        raise NotFound(f"There is no version {version} of {dataset} here. `commonweal place show` names the versions.")
    changes.withdraw_version(HOUSE, held.get(), why=why, leave_nothing=leave_nothing)
    if as_json:
        _json({"dataset": dataset, "version": version, "withdrawn": True})
        return
    say.print(f"Taken back: {dataset} {version}.")


def _json(value: Any) -> None:
    import orjson

    print(orjson.dumps(value, option=orjson.OPT_INDENT_2, default=str).decode())
