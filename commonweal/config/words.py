"""Catalogues of what the software says: `./do words` reads it out of the code, and takes translations in.

    ./do words            read anew, bring every language's file up to date, compile, say what is missing
    ./do words --check    say whether that would change anything, and change nothing

Needs Babel, which is only there for working on Commonweal: a place runs from the compiled files that ship.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from commonweal.config import languages
from commonweal.core.words import happened, with_article

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"
KEYWORDS = {
    "_": None,
    "_lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Shipped tables that pages say: file → the columns that are words. `label` is also said with its article.
TABLES = {
    "evidence/data/indicators.toml": ("label", "theme", "of", "good_to_know", "over_years", "england"),
    "directory/data/asset_kinds.toml": ("label", "plural", "group"),
    "places/data/area_kinds.toml": ("label", "plural"),
    "directory/data/hindrances.toml": ("words", "asks"),
    "directory/data/about.csv": ("question", "label", "otherwise", "hint", "values"),
    "directory/data/together.csv": ("label", "does", "is_done", "both"),
}
# What is only said at the command line is said to administrators, in English.
LEFT_OUT = ("migrations", "demo", "config")
CHANGE = re.compile(r'@change\(\s*"([a-z_.]+)"')
# A date that never moves: a catalogue differs only where its words do.
MADE = datetime(2026, 11, 24, tzinfo=UTC)

Found = tuple[str, tuple[str, ...], str | None]  # where, message (and plural), context


@cache
def said() -> tuple[Found, ...]:
    """Everything the house says: in code, in templates, in tables, and each change by its name. Read once."""
    return (*_in_files(), *_in_tables())


def _in_files() -> Iterator[Found]:

    _ready()
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        where = path.relative_to(PACKAGE.parent).as_posix()
        if path.relative_to(PACKAGE).parts[0] in LEFT_OUT or "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        code = _template_as_code(text) if path.suffix == ".html" else text
        for _line, message, _comments, context in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
            messages = (message,) if isinstance(message, str) else tuple(message)
            yield where, messages, context
        if path.suffix == ".py":
            yield from ((where, (happened(name),), None) for name in CHANGE.findall(text))


def _template_as_code(text: str) -> str:
    """Django's own reading of a template, without indents, which Babel would take for Python's."""
    return "\n".join(line.lstrip() for line in templatize(text).splitlines())


def _in_tables() -> Iterator[Found]:
    for name, columns in TABLES.items():
        for row in _rows((PACKAGE / name).read_text(encoding="utf-8"), name):
            # What can be answered stands in one column, with strokes between.
            words = [word for column in columns for word in _words(column, row.get(column, ""))]
            if name.endswith("kinds.toml"):
                words.append(with_article(row["label"]))
            yield from ((f"commonweal/{name}", (each,), None) for each in words)


def _words(column: str, said: str) -> list[str]:
    return [each for each in said.split("|") if each] if column != "values" or "|" in said else []


def _rows(text: str, name: str) -> Iterable[dict[str, str]]:
    return csv.DictReader(text.splitlines()) if name.endswith(".csv") else tomllib.loads(text).values()


def _ready() -> None:
    """Django's template reader asks the settings which file encoding to expect."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")


def catalogue() -> Catalog:
    """What is said, as a catalogue without translations, in the order of its words."""

    made = Catalog(
        project="Commonweal",
        version="1",
        msgid_bugs_address="whoever looks after this installation",
        last_translator="nobody yet",
        language_team="nobody yet",
        creation_date=MADE,
        revision_date=MADE,
        fuzzy=False,
    )
    made.header_comment = (
        "# What Commonweal says. Made by `./do words`; docs/guides/languages.md says what to do with it."
    )
    for where, messages, context in said():
        if messages[0]:
            made.add(messages if len(messages) > 1 else messages[0], locations=[(where, 0)], context=context)
    return made


def written(made: Catalog) -> bytes:
    """A catalogue as a file. Files are named, lines are not: a line moves without a word changing."""

    out = io.BytesIO()
    write_po(out, made, width=100, sort_output=True, include_lineno=False)
    return out.getvalue()


def source_file() -> Path:
    """What translators begin from."""
    return LOCALE / "commonweal.pot"


def file_of(code: str, folder: Path | None = None) -> Path:
    """The file of a language, without its ending: cy → locale/cy/LC_MESSAGES/django."""
    return (folder or LOCALE) / to_locale(code) / "LC_MESSAGES" / "django"


def read(code: str) -> Catalog:
    """A language's own file; an empty catalogue with the right plural forms where it has none yet."""
    path = file_of(code).with_suffix(".po")
    if not path.exists():
        return Catalog(locale=Locale.parse(to_locale(code)), project="Commonweal", version="1", creation_date=MADE)
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(code))


def compiled(made: Catalog) -> bytes:
    """A catalogue as programs read it. What a translator has not looked at again is left in English."""

    out = io.BytesIO()
    write_mo(out, made)
    return out.getvalue()


def translated() -> list[str]:
    """Languages that need a file: all but the one the code is written in."""
    return [code for code, _name in languages.LANGUAGES if code != languages.SOURCE]


def files() -> dict[Path, bytes]:
    """Every file as it should be."""
    source = catalogue()
    out = {source_file(): written(source)}
    for code in translated():
        theirs = read(code)
        theirs.update(source)
        out[file_of(code).with_suffix(".po")] = written(theirs)
        out[file_of(code).with_suffix(".mo")] = compiled(theirs)
    return out


def missing(code: str) -> list[str]:
    """What a language does not say yet, or says in a way that its translator has to look at again."""
    theirs = read(code)
    theirs.update(catalogue())
    return [
        str(each.id[0] if isinstance(each.id, tuple) else each.id)
        for each in theirs
        if each.id and (each.fuzzy or not _said_in_full(each.string))
    ]


def _said_in_full(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """A phrase that changes with a number is only said when each of its forms is."""
    return bool(string) if string is None or isinstance(string, str) else all(string)


def wrong(code: str) -> list[str]:
    """Translations that lost or bent a gap for a value: a page with one of them could not be shown."""
    return [
        f"{code}: {str(message.id)[:60]}: {error}"
        for message, errors in read(code).check()
        for error in errors
        if message.string
    ]


def main(words: list[str]) -> int:
    """Do it, or say what would be done."""
    bent = [each for code in translated() for each in wrong(code)]
    if bent:
        print("These translations have to be mended first:", *bent, sep="\n  ")
        return 1
    wanted = files()
    stale = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    if "--check" in words:
        for path in stale:
            print(f"{path} is not up to date. Run ./do words.")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(wanted[path])
        print(f"{path} is written.")
    count = len(catalogue())
    print(f"{count:,} phrases are said here.")
    for code in translated():
        lacking = missing(code)
        print(f"{code}: {count - len(lacking):,} of {count:,} are translated.")
        print("".join(f"  {each[:100]}\n" for each in lacking[:20]), end="")
    from commonweal.config import pseudo
    from commonweal.config.settings import VAR

    pseudo.make(languages.made_in(VAR))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
