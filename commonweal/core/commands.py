"""`commonweal words …`: how hard a text is to read, for whoever writes one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from commonweal.core import plain
from commonweal.core.errors import Invalid, NotFound
from commonweal.methods.reading import reading

app = typer.Typer(help="How hard a text is to read.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
LIMITS = "By length of sentences and words alone. Ask the people it is for whether they understand it."


@app.command("age")
def age(
    file: Annotated[str, typer.Argument(help="A text file, or - for what is typed or piped in.")], as_json: Json = False
) -> None:
    """The reading age that a text asks for, and what to shorten first."""
    read = reading(_text(file))
    if as_json:
        print(orjson.dumps(read).decode())
        return
    say = Console(highlight=False)
    if read.age is None:
        say.print(f"{read.words} words are too few to say how hard they are.")
        return
    smog = f"{read.smog:.1f}" if read.smog is not None else "not said of fewer than 30 sentences"
    say.print(f"Reading age: about {read.age:.0f} (Flesch–Kincaid grade {read.flesch_kincaid:.1f}, SMOG grade {smog})")
    say.print(
        f"{read.words:,} words in {read.sentences:,} sentences; {read.long_words:,} words of three syllables or more"
    )
    for each in read.longest[:3]:
        say.print(f"  {each.words} words: {each.text}", markup=False)
    if read.long_ones:
        say.print(f"  long words: {', '.join(read.long_ones[:12])}", markup=False)
    say.print(LIMITS)


@app.command("check")
def check(
    above: Annotated[float, typer.Option(help="Name sentences above this reading age.")] = plain.AIM,
    as_json: Json = False,
) -> None:
    """How hard the house's own pages are to read, file by file, and which of their sentences are hardest."""
    try:
        from commonweal.config import words
    except ImportError:
        raise Invalid(
            "This needs what is only there for working on Commonweal. Run ./do test or ./do check once."
        ) from None
    read = plain.by_file(((where, text) for where, texts, _context in words.said() for text in texts), above)
    if as_json:
        print(orjson.dumps(read).decode())
        return
    say = Console(highlight=False)
    for each in read:
        say.print(f"{each.reading.age:4.1f}  {each.reading.words:5,} words  {each.where}", markup=False)
        for years, text in each.hard:
            say.print(f"        {years:.1f}  {text}", markup=False)
    say.print(LIMITS)


def _text(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    path = Path(file)
    if not path.is_file():
        raise NotFound(f"There is no file {file}.")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Invalid(f"{file} is not plain text. Save it as text first.") from None
