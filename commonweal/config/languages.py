"""The languages this software is read in. docs/guides/languages.md says how a place adds one.

The two at the end are no languages. They are made from the catalogue, to prove that every word can be translated and
that pages can be read from right to left, and are offered only where COMMONWEAL_PSEUDO says so.
"""

from __future__ import annotations

from pathlib import Path

SOURCE = "en-gb"
# Code, and the language's name in itself. A row here needs commonweal/locale/<code>/LC_MESSAGES/django.po.
LANGUAGES = ((SOURCE, "English"),)
PSEUDO = (("en-xa", "Not a language: long words"), ("ar-xb", "Not a language: right to left"))


def offered(pseudo: bool) -> list[tuple[str, str]]:
    """What people may choose from."""
    return [*LANGUAGES, *(PSEUDO if pseudo else ())]


def folders(package: Path, var: Path, pseudo: bool) -> list[Path]:
    """Where catalogues lie: those that ship, and those made here for proving."""
    return [package / "locale", *([made_in(var)] if pseudo else [])]


def made_in(var: Path) -> Path:
    """Where an installation keeps the catalogues that are no language. They never ship."""
    return var / "words"
