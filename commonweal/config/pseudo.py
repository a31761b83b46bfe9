"""Two languages that are none, made from the catalogue: one of long accented words, one written from right to left.

They prove what a real translation needs before there is one: that every word passes through the catalogue, that pages
hold longer words, and that they can be read from the right. Nobody should ever mistake them for a translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import django
from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from commonweal.config import languages, words

# What a translation has to keep as it is: gaps for values, markup, characters by name.
KEPT = re.compile(r"(%\(\w+\)[a-z]|%%|%[sd]|<[^>]*>|&\w+;|&#\d+;)")
OPEN, SHUT = "⟦", "⟧"
ACCENTED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž"
)
# Letters by sound, near enough to find one's way in a picture of a page, and plainly not Arabic.
ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابصدعفغهيجكلمنوپقرستuڤخزیظ".replace("u", "ط"))
PADDING = "one two three four five six seven eight nine ten eleven twelve".split()
LONGER = 0.4


def _words_only(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if KEPT.fullmatch(part) else change(part) for part in KEPT.split(text))


def long(text: str) -> str:
    """Accented, in brackets, and longer by 40%.

    >>> long("Find %(name)s")
    '⟦Ƒîñð %(name)s öñé⟧'
    """
    letters = sum(each.isalpha() for each in KEPT.sub("", text))
    extra: list[str] = []
    while letters and sum(map(len, extra)) < letters * LONGER:
        extra.append(PADDING[len(extra) % len(PADDING)])
    tail = " " + " ".join(extra).translate(ACCENTED) if extra else ""
    end = text[len(text.rstrip()) :]
    return OPEN + _words_only(text.rstrip(), lambda part: part.translate(ACCENTED)) + tail + SHUT + end


def right_to_left(text: str) -> str:
    """The same sounds in Arabic letters, which a browser lays out from the right."""
    return _words_only(text, lambda part: part.lower().translate(ARABIC))


def make(folder: Path) -> None:
    """Make both from what the house says and, for words that Django says itself, from Django's own catalogue."""
    for (code, _name), change in zip(languages.PSEUDO, (long, right_to_left), strict=True):
        # English has two forms, enough to prove that plurals pass through; a real Arabic catalogue has six.
        made = Catalog(locale=Locale.parse("en"), project="Commonweal", version="1")
        for each in [*_of_django(), *words.catalogue()]:
            if each.id:
                several = isinstance(each.id, tuple)
                string = tuple(change(text) for text in each.id) if several else change(each.id)
                made.add(each.id, string, context=each.context)
        path = words.file_of(code, folder).with_suffix(".mo")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words.compiled(made))


def _of_django() -> list[Message]:
    """Sentences that Django says itself, such as those about passwords. A real translation has Django's own."""
    root = Path(django.__file__).parent
    out: list[Message] = []
    for part in ("conf", "contrib/auth"):
        with (root / part / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
            out += [each for each in read_po(file) if each.id]
    return out
