"""The press: a sheet's data into its template, out comes a tagged PDF (PDF/UA-1) or a picture of its first page.

Words reach the template as data and are never read as its code. Nothing is kept: a sheet is set anew each time, so that
none says what has been withheld meanwhile.
"""

from __future__ import annotations

import bisect
import json
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.errors import DomainError

DATA = Path(__file__).parent / "data"
PACKAGE = Path(__file__).parents[2]  # templates of other rooms stand in it, and lean on house.typ
PREVIEW_PPI = 54.0  # a picture of a sheet, about as wide as a hand
AT_ONCE = threading.BoundedSemaphore(2)  # setting is all work: more at once would only make everyone wait
PATIENCE = 20.0
LEFT_OUT = "…"
# These change how letters around them are set, and have no shape of their own.
MAY_BREAK, UNBROKEN = "\u200b", "\u00a0"
LONGEST = 24  # letters of a word; a longer one (an address, mostly) may be broken where there is no room for it
SHAPELESS = frozenset("\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069")
LOOKS_THE_SAME = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2212": "–", "\u2009": " ", "\u202f": " ", "\u00ad": ""}
)


class Busy(DomainError):
    """Many sheets are being made at this moment."""

    status = 503
    title = gettext_lazy("Please wait a little")


def pdf(template: str | Path, sheet: Mapping[str, Any]) -> bytes:
    """A sheet as PDF, tagged for those who listen to it. `template`: one of ours by name, or another room's file."""
    return bytes(_set(template, sheet, format="pdf", pdf_standards=["ua-1"], timestamp=int(timezone.now().timestamp())))


def picture(template: str | Path, sheet: Mapping[str, Any], *, ppi: float = PREVIEW_PPI) -> bytes:
    """The first page of a sheet as a PNG."""
    pages = _set(template, sheet, format="png", ppi=ppi)
    return bytes(pages[0] if isinstance(pages, list) else pages)


def _set(template: str | Path, sheet: Mapping[str, Any], **how: Any) -> Any:
    import typst

    fonts, families = _fonts()
    left_out: list[str] = []
    clean = _printable(sheet, left_out)
    told = _("Some letters of this entry cannot be printed here. The page on the web has them.") if left_out else ""
    data = json.dumps(clean | {"fonts": families, "left-out": printable(told)}, ensure_ascii=False)
    with _a_turn():
        return typst.compile(
            str(template if isinstance(template, Path) else DATA / f"{template}.typ"),
            root=str(PACKAGE if isinstance(template, Path) else DATA),
            font_paths=fonts,
            sys_inputs={"sheet": data},
            **how,
        )


@contextmanager
def _a_turn() -> Iterator[None]:
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Busy(_("Many sheets are being made just now. Try again in a minute."))
    try:
        yield
    finally:
        AT_ONCE.release()


@cache
def _fonts() -> tuple[Any, list[str]]:
    """Our own typefaces and no others: a sheet looks the same wherever it is made."""
    import typst

    told = json.loads((DATA / "fonts" / "fonts.json").read_text("utf-8"))
    held = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(DATA / "fonts")])
    return held, told["families"]


@cache
def _letters() -> tuple[list[int], list[int]]:
    told = json.loads((DATA / "fonts" / "fonts.json").read_text("utf-8"))
    return [first for first, _last in told["letters"]], [last for _first, last in told["letters"]]


def has_letter(letter: str) -> bool:
    """Whether any of our typefaces has this letter.

    >>> [has_letter(each) for each in "ałß–шعব人😀"]
    [True, True, True, True, True, True, True, False, False]
    """
    firsts, lasts = _letters()
    at = bisect.bisect_right(firsts, ord(letter)) - 1
    return letter in SHAPELESS or (at >= 0 and ord(letter) <= lasts[at])


def _printable(said: Any, left_out: list[str]) -> Any:
    """The same, with every text made of letters that can be printed."""
    if isinstance(said, str):
        return said if said.startswith("<svg") else printable(said, left_out)
    if isinstance(said, Mapping):
        return {name: _printable(value, left_out) for name, value in said.items()}
    if isinstance(said, list | tuple):
        return [_printable(each, left_out) for each in said]
    return said


def printable(words: str, left_out: list[str] | None = None) -> str:
    """Words without what no typeface of ours has. Emoji go; letters that go leave a mark, and are told in `left_out`.

    >>> printable("Tea ☕ and   cake 🎂"), printable("a\\x00\\x07b")
    ('Tea and cake', 'ab')
    """
    made = []
    for letter in unicodedata.normalize("NFC", words).translate(LOOKS_THE_SAME):
        if letter.isspace():
            made.append(letter if letter == UNBROKEN else " ")
        elif unicodedata.category(letter)[0] == "C" and letter not in SHAPELESS:
            continue  # for machines, or turning letters about to mislead
        elif has_letter(letter):
            made.append(letter)
        elif unicodedata.category(letter)[0] in "LN":
            made.append(LEFT_OUT)
            if left_out is not None:
                left_out.append(letter)
    together = re.sub(f"{LEFT_OUT}(?:[ ]*{LEFT_OUT})+", LEFT_OUT, "".join(made))
    return re.sub(r" +", " ", " ".join(_breakable(word) for word in together.split(" "))).strip()


def _breakable(word: str) -> str:
    """A very long word with places where it may be broken, without a hyphen: many are addresses.

    >>> _breakable("company"), _breakable("a.very.long.address@example.org").split(MAY_BREAK)
    ('company', ['a.', 'very.', 'long.', 'address@', 'example.', 'org'])
    """
    if len(word) <= LONGEST:
        return word
    parts = re.split(r"(?<=[@./_\-])(?=.)", word)
    return MAY_BREAK.join(part[at : at + LONGEST] for part in parts for at in range(0, len(part), LONGEST))
