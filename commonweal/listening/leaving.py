"""Taking back: the words go from everywhere, the count stays where it gives nobody away, and it is proved.

Parts of the room that keep something of a voice name here how it goes, and which of their files the words may be in.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.db import connection
from django.utils import timezone

from commonweal.listening import raw_search
from commonweal.listening.models import Community, ErasureProof, Hold, Mark, Quote, Shown, Voice, Words

FEW = 5
PHRASE = 5  # words in a phrase that is looked for
PHRASES = 3  # of each voice
SHORTEST = 16  # letters
_parts: list[Callable[[Sequence[Voice]], None]] = []


def register(takes_back: Callable[[Sequence[Voice]], None]) -> None:
    """Called once by each part that keeps something of voices: inside a change, it lets go of all of it."""
    if takes_back not in _parts:
        _parts.append(takes_back)


def let_go(voices: Sequence[Voice]) -> None:
    """Inside a change: empty these voices. A bare row of each stays, so that a late upload of it is refused."""
    for part in _parts:
        part(voices)
    keys = [each.pk for each in voices]
    for model in (Quote, Words, Community, Mark, Hold, Shown):
        model.objects.filter(voice__in=keys).delete()  # type: ignore[attr-defined]
    for each in voices:
        _bare(each)


def _bare(voice: Voice) -> None:
    now = timezone.now()
    voice.uses.filter(withdrawn_at=None).update(withdrawn_at=now)
    month = voice.given_on.replace(day=1)
    voice.counted = _many(voice)
    voice.given_on = month
    voice.teller_kind = voice.teller_id = voice.writer_kind = voice.writer_id = ""
    voice.interpreter = voice.called = voice.shown_as = voice.guardian = ""
    voice.level, voice.voicing, voice.young, voice.language = Voice.COUNTED, Voice.OWN, False, "und"
    voice.area = voice.read_back_at = None
    voice.erased_at = now
    if not voice.counted:
        voice.gathering = None
    voice.save()


def _many(voice: Voice) -> bool:
    """Were there at least five voices of that kind in that month? Fewer, and a count would point at somebody."""
    month = voice.given_on
    same = Voice.objects.filter(
        place=voice.place, kind=voice.kind, given_on__year=month.year, given_on__month=month.month, counted=True
    )
    return same.count() >= FEW


@dataclass(frozen=True, slots=True)
class Sought:
    """What was looked for, and where it was found. The phrases are kept nowhere."""

    voices: int
    phrases: int
    files: int
    size: int
    found: int


def phrases_of(voices: Iterable[Voice]) -> list[bytes]:
    """Before they go: stretches of five words that nobody else has said, to look for afterwards. In memory only."""
    keys = [each.pk for each in voices]
    others = Words.objects.exclude(voice__in=keys)
    found: list[bytes] = []
    for text in Words.objects.filter(voice__in=keys).values_list("text", flat=True):
        alone = (each for each in _stretches(text) if not others.filter(text__contains=each).exists())
        found += [each.encode() for each in islice(alone, PHRASES)]
    return found


def _stretches(text: str) -> list[str]:
    """Stretches of a text, the longest first: shorter ones are too easily said by chance."""
    words = re.findall(r"\S+", text)
    runs = [" ".join(words[at : at + PHRASE]) for at in range(0, max(len(words) - PHRASE + 1, 1), PHRASE)]
    return sorted((each for each in runs if len(each) >= SHORTEST and each in text), key=len, reverse=True)


def seek(phrases: Sequence[bytes], voices: int) -> Sought:
    """Look for phrases in every file of this installation; on PostgreSQL, in every column of text too."""
    told = _in_files(phrases)
    found = told["found"]
    if connection.vendor == "postgresql":
        found += sum(_in_tables(each.decode()) for each in phrases)
    return Sought(voices, len(phrases), told["files"], told["size"], found)


def _in_files(phrases: Sequence[bytes]) -> dict[str, int]:
    """Never in this process, which has the database open: `raw_search` says why. Tried again where a file shrank."""
    asked = json.dumps({"folder": str(settings.VAR), "phrases": [each.decode() for each in phrases]})
    command = [sys.executable, "-I", raw_search.__file__]
    for last in (False, False, True):
        done = subprocess.run(command, input=asked, capture_output=True, text=True, check=last)
        if done.returncode == 0:
            break
    return dict(json.loads(done.stdout))


def _in_tables(phrase: str) -> int:
    found = 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying', 'jsonb')"
        )
        for table, column in cursor.fetchall():
            name = connection.ops.quote_name
            cursor.execute(
                f"SELECT EXISTS (SELECT 1 FROM {name(table)} WHERE {name(column)}::text LIKE %s)",  # noqa: S608 - names of our own tables
                [f"%{phrase.replace('%', '')}%"],
            )
            found += bool(cursor.fetchone()[0])
    return found


def proved(place_id: object, sought: Sought) -> ErasureProof:
    """Inside a change: keep what was searched and what was found, and nothing of what was looked for."""
    return ErasureProof.objects.create(
        place_id=place_id,
        at=timezone.now(),
        voices=sought.voices,
        files=sought.files,
        size=sought.size,
        phrases=sought.phrases,
        found=sought.found,
    )
