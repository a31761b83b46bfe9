"""What services are about: the shipped table of themes, and how a service or a place is put under one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext_lazy as _

# As the table has them, so that they can be put into other languages.
LABELS = {
    "creative": _("something creative"),
    "green": _("something green"),
    "company": _("company"),
    "moving": _("moving and keeping fit"),
    "advice": _("advice and practical help"),
    "mind": _("help when feeling low"),
    "food": _("food and warmth"),
    "learning": _("learning"),
    "families": _("families and young people"),
}
PLACES = {
    "creative": _("a creative place"),
    "green": _("a green place"),
    "company": _("a place to meet"),
    "moving": _("a place to move and keep fit"),
    "advice": _("a place for advice and practical help"),
    "mind": _("a place to go when feeling low"),
    "food": _("a place for food and warmth"),
    "learning": _("a place to learn"),
    "families": _("a place for families and young people"),
}
GREEN = "green.yes"  # what a venue says of itself, by the directory's own question


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with the words that lead to it."""

    key: str
    words: re.Pattern[str]
    kinds: tuple[str, ...]  # of building or green space that is there for it

    @property
    def label(self) -> Any:
        """What it is called, in the language being read."""
        return LABELS[self.key]

    @property
    def place(self) -> Any:
        """What a building or green space for it is called."""
        return PLACES[self.key]


@cache
def every() -> dict[str, Theme]:
    """All themes, in the table's order."""
    table = tomllib.loads((files("commonweal.evidence") / "data" / "themes.toml").read_text(encoding="utf-8"))
    return {key: Theme(key, _pattern(each["words"]), tuple(each["kinds"])) for key, each in table.items()}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    spaced = (r"\s+".join(map(re.escape, each.split())) for each in words)
    return re.compile(rf"(?<!\w)({'|'.join(spaced)})(?!\w)", re.IGNORECASE)


def about(theme: str, texts: Iterable[str], codes: frozenset[str]) -> bool | None:
    """Is a service about this? None where its name does not say so, and nothing but its name is known."""
    said = list(texts)
    if any(every()[theme].words.search(each) for each in said) or (theme == "green" and GREEN in codes):
        return True
    return False if len(said) > 1 else None
