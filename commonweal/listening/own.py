"""One's own voices, and what is kept so that nobody is hurt: holds, coverings, proofs of taking back."""

from __future__ import annotations

from django.utils import timezone

from commonweal.journal.actor import Actor
from commonweal.listening import queries, uses
from commonweal.listening.models import ErasureProof, Hold, Redaction, Voice
from commonweal.listening.models.voices import places_where
from commonweal.listening.rows import HoldRow, OwnVoice, ProofRow, RedactionRow, ShownRow, UseRow
from commonweal.listening.words import LEVELS, USES
from commonweal.people.consent import PURPOSES
from commonweal.people.models import Wording
from commonweal.places.models import Place

AROUND = 60


def voices(person: Actor) -> list[OwnVoice]:
    """All that somebody gave here and has not taken back, newest first."""
    rows = Voice.objects.of(person).select_related("place", "gathering", "area").order_by("-made_at")
    return [_own(person, each) for each in rows]


def voice(person: Actor, id: str) -> Voice:
    """One of one's own."""
    held: Voice = queries.one(Voice.objects.of(person).select_related("place", "gathering", "area"), id)
    return held


def printed(person: Actor, held: list[Voice]) -> list[ShownRow]:
    """What of these is on paper, or was handed on: it cannot be recalled, and its teller is told."""
    return [row for each in held for row in _shown(each) if row.printed]


def hold(viewer: Actor, id: str) -> Hold:
    """A hold on one's own voice, or in a place whose holds one looks after."""
    own = Hold.objects.filter(voice__in=Voice.objects.of(viewer))
    looked = Hold.objects.filter(voice__place__in=places_where(viewer, "look after holds"))
    held: Hold = queries.one((own | looked).select_related("voice__place"), id)
    return held


def holds(viewer: Actor, place: Place) -> list[HoldRow]:
    """What is held back in a place whose holds this viewer looks after: what is late first."""
    rows = Hold.objects.filter(voice__place=place, voice__erased_at=None)
    rows = rows.filter(voice__place__in=places_where(viewer, "look after holds"))
    found = [hold_row(each) for each in rows.order_by("decide_by", "made_at")]
    return sorted(found, key=lambda row: row.ended_at is not None)


def hold_row(each: Hold) -> HoldRow:
    """A hold as a row."""
    return HoldRow(
        str(each.pk),
        str(each.voice_id),
        each.reason,
        each.told,
        each.made_at,
        each.decide_by,
        each.ended_at is None and each.decide_by < timezone.localdate(),
        each.appeal,
        each.ended_at,
        each.outcome,
    )


def redactions(viewer: Actor, place: Place) -> list[RedactionRow]:
    """What waits for a second pair of eyes, in voices this viewer may read."""
    rows = Redaction.objects.filter(agreed_at=None, refused_at=None, words__voice__place=place)
    rows = rows.filter(words__voice__in=Voice.objects.readable_by(viewer)).select_related("words")
    return [_redaction(viewer, each) for each in rows.order_by("made_at")]


def proofs(viewer: Actor, place: Place) -> list[ProofRow]:
    """What was searched after words were taken back in a place. It holds nothing of them, so everybody may look."""
    rows = ErasureProof.objects.filter(place=place).order_by("-at")[:100]
    return [ProofRow(e.at, e.voices, e.phrases, e.files, e.size, e.found) for e in rows]


def wordings(language: str, purposes: tuple[str, ...] = USES) -> list[UseRow]:
    """What people are asked, use by use, in their language or else in English; none agreed to yet."""
    newest: dict[tuple[str, str], Wording] = {}
    for each in Wording.objects.filter(language__in=(language, "en")).order_by("version"):
        newest[each.purpose, each.language] = each
    out = []
    for use in purposes:
        held = newest.get((use, language)) or newest.get((use, "en"))
        said = (held.words, held.version) if held else (PURPOSES[use], 1)
        out.append(UseRow(use, PURPOSES[use], *said, None, ()))
    return out


def _own(person: Actor, held: Voice) -> OwnVoice:
    standing: dict[str, list[object]] = {}
    for row in held.uses.filter(withdrawn_at=None).select_related("consent__wording").order_by("given_at"):
        standing.setdefault(row.use, []).append(row)
    return OwnVoice(
        queries.whole(person, held),
        held.shown_as,
        held.level,
        str(LEVELS[held.level]),
        tuple(_use(use, standing.get(use, [])) for use in USES),
        tuple(_shown(held)),
        tuple(hold_row(each) for each in held.holds.order_by("made_at")),
        Redaction.objects.filter(words__voice=held, refused_at=None).count(),
        held.voicing in (Voice.SCRIBED, Voice.INTERPRETED) and held.read_back_at is None,
    )


def _use(use: str, rows: list) -> UseRow:  # type: ignore[type-arg]
    if not rows:
        return UseRow(use, PURPOSES[use], "", 0, None, ())
    heard = rows[0].consent.wording if rows[0].consent else uses.wording(use)
    to_whom = tuple(row.to_whom for row in rows if row.to_whom)
    return UseRow(use, PURPOSES[use], heard.words, heard.version, rows[0].given_at, to_whom)


def _shown(held: Voice) -> list[ShownRow]:
    return [ShownRow(e.what, e.address, e.at, e.printed) for e in held.shown.order_by("at")]


def _redaction(viewer: Actor, each: Redaction) -> RedactionRow:
    text = each.words.text
    return RedactionRow(
        str(each.pk),
        str(each.words.voice_id),
        text[max(0, each.start - AROUND) : each.start],
        text[each.start : each.stop],
        text[each.stop : each.stop + AROUND],
        each.why,
        (each.by_kind, each.by_id) == (viewer.kind, viewer.id),
        each.made_at,
    )
