"""`commonweal slip …`: give slips out, see how one stands, set the words people are asked with."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from commonweal.config.say import AsJson, answer
from commonweal.core.errors import Invalid, NotFound
from commonweal.front import slip_sheet
from commonweal.journal.actor import HOUSE
from commonweal.people import actors, changes, queries, slip_status, slips
from commonweal.places import queries as places

app = typer.Typer(help="Slips: paper with a code, for people without an account.", no_args_is_help=True)


@app.command("give")
def give(
    place: Annotated[str, typer.Option(help="The place, as its address spells it.")],
    count: Annotated[int, typer.Option(help="How many.")] = 8,
    to: Annotated[Path | None, typer.Option(help="A file for the sheet, to print from any browser.")] = None,
    as_json: AsJson = False,
) -> None:
    """Give slips out for a place. The codes are said once, here, and kept nowhere."""
    if to is not None and to.exists():
        raise Invalid(f"{to} is there already. Name a new file: the codes in that one could not be had again.")
    where = places.place(HOUSE, place)
    codes = changes.give_slips(HOUSE, place=str(where.pk), count=count)
    if to is not None:
        # For its owner only: whoever has the sheet has the slips.
        with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(slip_sheet.page(where.name, codes))
    said = f"{len(codes)} slips for {where.name} are in {to}. Print it, then delete it." if to else "\n".join(codes)
    answer(
        {"place": where.slug, "address": slip_sheet.address(), "codes": codes, "sheet": to},
        as_json=as_json,
        sentence=said,
    )


@app.command("status")
def status(as_json: AsJson = False) -> None:
    """Say how a slip stands, never what was said. The code is asked for, or read from the first line of input."""
    code = slips.cleaned(_line("Code"))
    if code is None:
        raise Invalid("That is no code: a letter is missing or wrong. It looks like 7KQM-2XWD-9FAB.")
    contributor = queries.by_slip(slips.hashed(code))
    if contributor is None:
        raise NotFound("No slip has this code. It may have been erased, or be of another installation.")
    shown = slip_status.status(actors.of_contributor(contributor), contributor)
    where = f" in {shown.place}" if shown.place else ""
    came = f"{len(shown.came)} things have come of it." if shown.came else "Nothing has come of it yet."
    agreed = "".join(f"\nAgreed: {row.sentence}" for row in shown.agreed) or "\nAgreed to nothing."
    answer(asdict(shown), as_json=as_json, sentence=f"Given out on {shown.given_out:%-d %B %Y}{where}. {came}{agreed}")


@app.command("words")
def words(
    purpose: Annotated[str, typer.Argument(help="What people are asked about: quote, publish, name …")],
    language: Annotated[str, typer.Option(help="The language of the words: en, ur, pl …")] = "en",
    as_json: AsJson = False,
) -> None:
    """Set the words people are asked with, read from input. Earlier words stay: they are what earlier people heard."""
    wording = changes.set_wording(HOUSE, purpose=purpose, language=language, words=_line("Words", all_of_it=True))
    answer(
        {"purpose": wording.purpose, "language": wording.language, "version": wording.version},
        as_json=as_json,
        sentence=f"From now on people are asked about “{purpose}” with version {wording.version} ({language}).",
    )


def _line(what: str, *, all_of_it: bool = False) -> str:
    """Never an argument: what is typed after a command is kept in the shell's history and seen by other users."""
    if sys.stdin.isatty():
        return str(typer.prompt(what))
    return sys.stdin.read() if all_of_it else sys.stdin.readline()
