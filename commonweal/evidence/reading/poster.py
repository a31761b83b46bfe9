"""A reading on A2 sheets: a number to a sheet, its picture, plain words, what people said, and room to write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.core.context import tag
from commonweal.directory.reaching import look, press
from commonweal.directory.reaching.sheets import square
from commonweal.evidence.reading import pictures, words
from commonweal.evidence.reading.rows import ReadingPageRow, ReadingRow
from commonweal.people.letters import site_address

DATA = Path(__file__).parent / "data"
LETTERS = re.compile(r">([^<>]*)</text>")
MOST_SAID = 4  # lines on a sheet: the rest of it is for those who stand before it


def pdf(reading: ReadingRow, pages: Sequence[ReadingPageRow], asked: str) -> bytes:
    """All its sheets. Notes stay out: paper is seen by whoever passes."""
    return press.pdf(DATA / "wall.typ", sheet(reading, pages, asked))


def sheet(reading: ReadingRow, pages: Sequence[ReadingPageRow], asked: str) -> dict[str, Any]:
    """What stands on them."""
    told = house(reading.title, _("Numbers to read together"), invented=reading.invented) | {
        "place": reading.place,
        "question": reading.question,
        "pages": [_page(each, len(pages), asked) for each in pages],
        "room": _("Write here, or put a note."),
    }
    return told


def house(title: str, description: str, *, invented: bool) -> dict[str, Any]:
    """What every sheet of ours needs."""
    language, _dash, region = tag(translation.get_language() or settings.LANGUAGE_CODE).partition("-")
    today = date_format(timezone.localdate(), "j F Y")
    return {
        "title": title,
        "author": "Commonweal",
        "description": description,
        "lang": language,
        "region": region if len(region) == 2 else None,
        "colours": look.colours(),
        "icons": look.icons(),
        "mark": look.mark(),
        "leaves": look.leaves(),
        "accent": "need",
        "wash": "need-wash",
        "invented": _("This is invented, to show how a sheet looks. Nothing on it is real.") if invented else "",
        "printed": _("Printed on %(day)s from %(site)s.") % {"day": today, "site": settings.SITE.netloc},
    }


def _printable(svg: str) -> str:
    """A drawing whose words have only letters that our typefaces have: the press looks into no drawing."""
    return LETTERS.sub(lambda found: f">{escape(press.printable(unescape(found[1])))}</text>", svg)


def _page(each: ReadingPageRow, many: int, asked: str) -> dict[str, Any]:
    figure = each.figure
    picture = pictures.of(figure)
    address = site_address(f"/figure/{figure.id}")
    more = [words.interval_of(figure), figure.method, figure.method_version] if asked == words.CLINICIANS else []
    return square(address, figure.label) | {
        "of": _("%(number)s of %(many)s") % {"number": each.number, "many": many},
        "heading": each.heading,
        "number": figure.text,
        "words": each.clinicians if asked == words.CLINICIANS else each.residents,
        "more": " ".join(part for part in more if part),
        "picture": _printable(picture.svg) if picture else "",
        "picture-alt": picture.says if picture else "",
        "caption": picture.caption if picture else "",
        "said": [[f"“{row.words}”", row.credit] for row in figure.voices if not row.notes][:MOST_SAID],
        "source": " · ".join(part for part in (figure.source, figure.licence) if part),
        "address": address,
    }
