"""One cell or value read by the type the standard gives it, and what had to be said about it.

>>> read("uri", "www.example.org")
Value(got='https://www.example.org', note='had no https:// before it')
>>> read("email", "see our page").got is None
True
"""

from __future__ import annotations

import datetime
import html
import math
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

from dateutil import parser as dates

from commonweal.openreferral.reading import times

EMPTY = {"", "null", "none", "n/a", "na", "nil", "-", "--", "unknown", "tbc", "tba", "not applicable"}
_UNSEEN_SIGNS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")
_EMAIL_WITHIN = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d+(/|$))")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BLOCKS = {"p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "section"}
_INLINE = {
    "a",
    "b",
    "i",
    "u",
    "em",
    "strong",
    "span",
    "font",
    "small",
    "sub",
    "sup",
    "td",
    "th",
    "tbody",
    "thead",
    "img",
}
_UNSEEN = {"script", "style", "head", "title", "iframe", "object", "noscript", "template"}
_TAGS = _BLOCKS | _INLINE | _UNSEEN | {"html", "body", "blockquote", "pre", "code", "article", "header", "footer"}


@dataclass(frozen=True, slots=True)
class Value:
    """What was read (nothing: leave it out), and what a person must know about it (empty: nothing)."""

    got: Any
    note: str = ""


def read(is_: str, said: Any) -> Value:
    """One value by its type in the standard: text, number, uri, email, date, time, datetime or uuid."""
    if isinstance(said, str):
        said = said.translate(_UNSEEN_SIGNS)
    if said is None or (isinstance(said, str) and not said.strip()):
        return Value(None)
    return _READERS.get(is_, _text)(said)


def plain(said: Any) -> str:
    """Words without markup: tags dropped, what was never meant to be seen dropped whole, entities decoded."""
    words = str(said)
    if "<" in words:
        words = _stripped(words)
    elif "&" in words:
        words = html.unescape(words)
    words = words.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
    lines = [" ".join(line.split()) for line in words.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _stripped(words: str) -> str:
    stripper = _Stripper()
    try:
        stripper.feed(words)
        stripper.close()
    except AssertionError:  # how the parser takes a declaration it does not know
        return html.unescape(re.sub(r"<[^<>]*>?", " ", words))
    return "".join(stripper.parts)


def is_empty(said: Any) -> bool:
    """Is nothing said, or a word that stands for nothing?"""
    return said is None or str(said).strip().casefold() in EMPTY


def number(said: Any) -> int | float | None:
    """A number, from text too; nothing where there is none or more than one."""
    if isinstance(said, bool):
        return None
    if isinstance(said, int | float):
        return said if math.isfinite(said) else None
    found = _NUMBER.findall(str(said).replace(",", ""))
    if len(found) != 1:
        return None
    value = float(found[0])
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and "." not in found[0] else value


def _text(said: Any) -> Value:
    if isinstance(said, dict | list):
        return Value(None, "is not text")
    return Value(plain(said) or None)


def _id(said: Any) -> Value:
    return Value(None if isinstance(said, dict | list) else str(said).strip() or None)


def _number(said: Any) -> Value:
    got = number(said)
    if got is not None:
        return Value(got)
    return Value(None, "" if is_empty(said) else "is not a number")


def _uri(said: Any) -> Value:
    words = str(said).strip()
    if is_empty(words):
        return Value(None, "stands for nothing")
    first, *others = words.split() if re.search(r"\s+(https?://|www\.)", words) else [words]
    note = "held several addresses" if others else ""
    first = quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", first.strip("<>,;")), safe="%/:=&?~#+!$,;'@()*")
    if _SCHEME.match(first):
        return Value(first, note) if re.match(r"(?!https?:(?!//[^/]))", first) else Value(None, "is no address")
    if _HOST.fullmatch(first):
        return Value("https://" + first, note or "had no https:// before it")
    return Value(None, "is no web address")


def _email(said: Any) -> Value:
    words = str(said).strip().removeprefix("mailto:")
    if _EMAIL.fullmatch(words) and ".." not in words:
        return Value(words)
    found = _EMAIL_WITHIN.findall(words)
    if found:
        return Value(found[0], "held more than an e-mail address")
    return Value(None, "is no e-mail address")


def _date(said: Any) -> Value:
    if isinstance(said, datetime.datetime):
        return Value(said.date().isoformat())
    if isinstance(said, datetime.date):
        return Value(said.isoformat())
    words = str(said).strip()
    try:
        return Value(
            datetime.date.fromisoformat(words[:10] if re.match(r"\d{4}-\d\d-\d\d[T ]", words) else words).isoformat()
        )
    except ValueError:
        return _spoken_date(words)


def _spoken_date(words: str) -> Value:
    """Day before month, as this country writes it: said where it could be the other way round."""
    if not re.search(r"\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", words):
        return Value(None, "is no date")
    try:
        got = dates.parse(words, dayfirst=True).date()
    except (ValueError, OverflowError):
        return Value(None, "is no date")
    unsure = re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-]", words)
    both = unsure and int(unsure[1]) <= 12 and int(unsure[2]) <= 12 and unsure[1] != unsure[2]
    return Value(got.isoformat(), "could be read day or month first" if both else "")


def _datetime(said: Any) -> Value:
    try:
        got = said if isinstance(said, datetime.datetime) else dates.isoparse(str(said).strip())
    except ValueError:
        day = _date(said)
        return Value(f"{day.got}T00:00:00+00:00" if day.got else None, day.note)
    return Value((got if got.tzinfo else got.replace(tzinfo=datetime.UTC)).isoformat())


def _time(said: Any) -> Value:
    got = times.read(said)
    return Value(got, "" if got or is_empty(said) else "is no time of day that can be read for sure")


_READERS = {
    "uuid": _id,
    "number": _number,
    "uri": _uri,
    "email": _email,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
}


class _Stripper(HTMLParser):
    """Keeps words and line breaks. What only looks like a tag ("<3", "<name@example.org>") stays as it stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self.parts.append("\n- " if tag == "li" else "\n")
        elif tag not in _TAGS:
            self.handle_data(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS - {"br", "li"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)
