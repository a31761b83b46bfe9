"""How things are said in whatever language is being read: numbers, a thing with its article, a recorded verb.

English is written in the code; a catalogue under commonweal/locale gives the rest. What is put together here is put
together from whole phrases, because languages order and bend their words in ways that pieces cannot follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, gettext


def number(value: Any, places: int = 0) -> str:
    """12345.6 as 12,346, with the language's own marks; unknown as words.

    >>> number(12345.6), number(2.25, 1), number(None)
    ('12,346', '2.2', 'not known')
    """
    if value is None:
        return gettext("not known")
    # Rounded first: Django cuts off the digits that it does not show.
    return formats.number_format(Decimal(f"{value:.{places}f}"), places, force_grouping=True)


def of_hundred(value: float) -> str:
    """18.3 as 18. Only none is 0 and only all is 100: nearer to either than a whole number, a tenth is said.

    >>> of_hundred(18.3), of_hundred(0.02), of_hundred(99.98), of_hundred(100)
    ('18', '0.1', '99.9', '100')
    """
    near = 0 < value < 1 or 99.5 <= value < 100
    return number(min(max(value, 0.1), 99.9), 1) if near else number(value)


def percent(value: Any) -> str:
    """18.3 as 18%; unknown as words. Whole numbers: a tenth of a percent of 1,400 areas says nothing."""
    if value is None:
        return gettext("not known")
    return gettext("%(number)s%%") % {"number": of_hundred(value)}


def with_article(label: str) -> str:
    """An English name of a kind, as one of it: what the catalogues are made from.

    >>> with_article("library"), with_article("allotment")
    ('a library', 'an allotment')
    """
    return f"{'an' if label[:1].lower() in 'aeiou' else 'a'} {label}"


@dataclass(frozen=True, slots=True)
class Named:
    """A kind from a shipped table: its key, and what one and several are called, in English as the table has them."""

    key: str
    name: str
    names: str

    @property
    def label(self) -> str:
        """What one is called, in the language being read."""
        return gettext(self.name)

    @property
    def plural(self) -> str:
        """What several are called."""
        return gettext(self.names)

    @property
    def one(self) -> str:
        """One of them, as a sentence says it: "a library"."""
        return gettext(with_article(self.name))


def happened(what: str) -> str:
    """A recorded verb in English: "places.place.define" as "Define place"."""
    _, _, rest = what.partition(".")
    noun, _, verb = rest.partition(".")
    return f"{verb.replace('_', ' ')} {noun.replace('_', ' ')}".strip().capitalize() or what


def what_happened(what: str) -> str:
    """A recorded verb in the language being read."""
    return gettext(happened(what))


def language() -> str:
    """The language being read: what is kept in words is kept under it."""
    return get_language() or ""
