"""What people said because of a number, and what was decided because of it: read from the journal's own thread.

Words are shown where whoever said them agrees, now, that they are published or quoted and stand beside a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonweal.evidence.rows import CameOfRow, SaidRow
from commonweal.journal import trace
from commonweal.journal.actor import Actor
from commonweal.journal.models import Because, Touched
from commonweal.journal.refs import Ref
from commonweal.listening import render
from commonweal.listening.models import Quote, Voice, Words
from commonweal.listening.words import UNNAMED

FIGURE, VOICE = "evidence.figure", "listening.voice"
RECORDED = "listening.voice.record"
FEW = 5  # fewer than this are not counted aloud
BESIDE = "pair_with_number"


def because_of(figures: Iterable[str]) -> dict[str, list[str]]:
    """Ids of the voices that were given because of each of these numbers, in the order they were given."""
    rows = Because.objects.filter(kind=FIGURE, thing__in=list(figures), entry__what=RECORDED)
    entries: dict[object, list[str]] = {}
    for entry, figure in rows.order_by("entry__at", "id").values_list("entry_id", "thing"):
        entries.setdefault(entry, []).append(figure)
    touched = dict(Touched.objects.filter(entry__in=entries, kind=VOICE).values_list("entry_id", "thing"))
    found: dict[str, list[str]] = {}
    for entry, tied in entries.items():
        for figure in tied:
            if entry in touched:
                found.setdefault(figure, []).append(touched[entry])
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """What stands beside a number, and how many more spoke whose words are not shown; None where they are few."""

    voices: tuple[SaidRow, ...] = ()
    unheard: int | None = None


def beside(viewer: Actor, figures: Iterable[str]) -> dict[str, Said]:
    """What stands beside each of these numbers for this viewer."""
    tied = because_of(figures)
    every = {id for ids in tied.values() for id in ids}
    shown = _shown(viewer, every)
    # A note is nobody's in particular; of what was taken back only what its person lets be counted is.
    people = Voice.objects.filter(pk__in=every, counted=True).exclude(voicing=Voice.NOTES).values_list("pk", flat=True)
    counted = {str(pk) for pk in people}
    return {figure: _said(ids, shown, counted) for figure, ids in tied.items()}


def _said(ids: Sequence[str], shown: dict[str, list[SaidRow]], counted: set[str]) -> Said:
    left = len(counted.intersection(ids) - shown.keys())
    return Said(tuple(row for id in ids for row in shown.get(id, ())), left if left >= FEW else None)


def _shown(viewer: Actor, ids: set[str]) -> dict[str, list[SaidRow]]:
    """Whole words where they may be published; else the lines that may be quoted. Notes only to those who listen."""
    rows: dict[str, list[SaidRow]] = {}
    published = Voice.objects.for_use(BESIDE, "publish").filter(pk__in=ids)
    listened = Voice.objects.readable_by(viewer).filter(pk__in=ids, voicing=Voice.NOTES)
    for voice in [*published, *listened]:
        if str(voice.pk) not in rows and (voice.theirs or voice.voicing == Voice.NOTES):
            rows[str(voice.pk)] = [_whole(voice, words) for words in _first_words(voice)]
    quoted = Voice.objects.for_use(BESIDE, "quote").filter(pk__in=ids - rows.keys())
    lines = Quote.objects.filter(voice__in=quoted.values("pk")).select_related("words", "voice")
    for quote in lines.prefetch_related("words__redactions").order_by("made_at"):
        if quote.voice.theirs:
            rows.setdefault(str(quote.voice_id), []).append(_line(quote))
    return rows


def _first_words(voice: Voice) -> Sequence[Words]:
    return list(voice.words.filter(kind=Words.SAID).prefetch_related("redactions")[:1])


def _whole(voice: Voice, words: Words) -> SaidRow:
    notes = voice.voicing == Voice.NOTES
    credit = str(UNNAMED) if notes else render.whose(voice)
    said = render.said(words).strip()
    return SaidRow(str(voice.pk), said, words.language, credit, notes, f"/voice/{voice.pk}")


def _line(quote: Quote) -> SaidRow:
    said, credit = render.quoted(quote).strip(), render.whose(quote.voice)
    return SaidRow(str(quote.voice_id), said, quote.words.language, credit, False, f"/voice/{quote.voice_id}")


def came_of(viewer: Actor, figure: str) -> tuple[CameOfRow, ...]:
    """What was decided and done because of a number, nearest first; voices stand beside it and are not told again."""
    steps = trace.forward(viewer, Ref(FIGURE, figure)).steps
    beside = (VOICE, "listening.quote", FIGURE)
    told = [each for each in steps if each.thing.kind not in beside and not each.thing.kind.startswith("people.")]
    return tuple(CameOfRow(each.card.title, each.card.note, each.card.address, each.at) for each in told)
