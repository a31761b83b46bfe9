"""What pages and programs are told of themes, of sessions, and of what was said before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.listening.rows import GatheringRow, QuoteRow


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme and how many voices stand under it; None: fewer than five, which is not told to everybody."""

    id: str
    name: str
    whose: str  # people | coders | brought
    whose_label: str
    description: str
    parent: str
    depth: int
    voices: int | None
    quotes: int  # lines that may be shown to everyone
    coders: int  # how many people saw it


@dataclass(frozen=True, slots=True)
class CountRow:
    """So many voices of a theme in a month, or at a gathering; None: fewer than five."""

    name: str
    voices: int | None
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class FoundVoice:
    """A voice that this viewer may read: whose, when, where, and the words in question."""

    id: str
    whose: str
    kind: str
    kind_label: str
    on: date
    gathering: str
    language: str
    words: str
    parts: tuple[str, ...]  # the stretches in question
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeWhole:
    """One theme: what it is called and by whom, what people say under it, how often, and what became of it."""

    theme: ThemeRow
    place_slug: str
    place_name: str
    invented: bool
    also: tuple[str, ...]
    under: tuple[ThemeRow, ...]
    above: str
    above_id: str
    merged_into: str
    merged_into_id: str
    split_from: str
    merged: tuple[str, ...]
    quotes: tuple[QuoteRow, ...]
    months: tuple[CountRow, ...]
    gatherings: tuple[CountRow, ...]
    voices: tuple[FoundVoice, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a voice, or a piece of it: what may be shown, what others saw in it."""

    key: str  # "words:start:stop"
    start: int
    stop: int
    words: str
    covered: bool
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody saw a theme here. `part` are the words, where it is not the whole sentence."""

    coding_id: str
    theme: str
    theme_id: str
    by: str
    own: bool
    lane: int
    part: str


@dataclass(frozen=True, slots=True)
class WordsRow:
    """The words of a voice in one language, sentence by sentence."""

    id: str
    kind: str
    language: str
    by: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card of a session."""

    number: int
    voice_id: str
    whose: str
    kind_label: str
    words: str
    language: str
    read_by: int
    read: bool  # by this viewer
    themes: tuple[str, ...]  # that this viewer saw


@dataclass(frozen=True, slots=True)
class Coder:
    """Somebody who reads in a session."""

    name: str
    own: bool
    resident: bool
    read: int
    seen: int
    lane: int


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike a theme was seen, of the voices that two or more people read."""

    theme: str
    theme_id: str
    voices: int
    alike: int
    alpha: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A voice in which some saw a theme and others did not: something to talk about."""

    number: int
    voice_id: str
    words: str
    theme: str
    theme_id: str
    see: tuple[str, ...]
    do_not: tuple[str, ...]
    said: tuple[tuple[str, str], ...]  # who, and why they see it differently


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session, for a list."""

    id: str
    name: str
    on: date
    gathering: str
    voices: int
    coders: int
    open: bool


@dataclass(frozen=True, slots=True)
class SessionWhole:
    """A session: its cards, who reads, how alike, and where people differ."""

    session: SessionRow
    place_slug: str
    place_name: str
    invented: bool
    cards: tuple[CardRow, ...]
    coders: tuple[Coder, ...]
    residents: int
    both: int  # voices that at least two people read
    alpha: float | None
    lower: float | None
    upper: float | None
    alike: tuple[Alike, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before: gatherings and themes that are alike, and voices that this viewer may read."""

    gatherings: tuple[GatheringRow, ...]
    themes: tuple[ThemeRow, ...]
    voices: tuple[FoundVoice, ...]
    more: int  # voices found beyond those shown


@dataclass(frozen=True, slots=True)
class Leaving:
    """What goes out in a project file, and what stays, with the reason."""

    with_words: int
    without_words: int
    held_back: int
    to_whom: str
