"""What there is to see of what people say: a place's, a gathering's, one voice, and one's own."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.core.ids import is_id
from commonweal.journal.actor import Actor
from commonweal.listening import render
from commonweal.listening.models import Gathering, Hold, Quote, Redaction, Stewardship, Voice, Words
from commonweal.listening.rows import (
    GatheringRow,
    KindCount,
    Listening,
    MarkRow,
    Piece,
    PlanRow,
    QuoteRow,
    VoiceRow,
    VoiceWhole,
)
from commonweal.listening.words import GATHERINGS, KINDS
from commonweal.places.models import Area, Place

FEW = 5
LINES, BEGINS = 12, 160


def in_place(viewer: Actor, place: Place) -> Listening:
    """What people of a place say, and on what occasions."""
    given = Voice.objects.filter(place=place, counted=True)
    by_kind = dict(given.values_list("kind").annotate(many=Count("pk")))
    return Listening(
        place.slug,
        place.name,
        _many(sum(by_kind.values())),
        tuple(quotes(place)),
        tuple(gatherings(viewer, place)),
        tuple(KindCount(kind, str(label), _many(by_kind[kind])) for kind, label in KINDS.items() if kind in by_kind),
        plan(place),
    )


def given(place: Place) -> int | None:
    """How many voices were given in a place; None where fewer than five."""
    return _many(Voice.objects.filter(place=place, counted=True).count())


def quotes(place: Place, most: int = LINES) -> list[QuoteRow]:
    """The newest lines that may be shown to everyone."""
    rows = Quote.objects.public().filter(voice__place=place).select_related("words", "voice").order_by("-made_at")
    return [quote_row(each) for each in rows[:most]]


def quotes_from(held: Gathering, most: int = LINES) -> list[QuoteRow]:
    """Lines from a gathering that may be shown to everyone; none where so few spoke that it would tell who."""
    if held.voices.filter(counted=True).count() < FEW:
        return []
    rows = Quote.objects.public().filter(voice__gathering=held).select_related("words", "voice").order_by("-made_at")
    return [quote_row(each) for each in rows[:most]]


def quote_row(quote: Quote) -> QuoteRow:
    """A quote as a row."""
    return QuoteRow(
        str(quote.pk),
        str(quote.voice_id),
        render.quoted(quote).strip(),
        quote.words.language,
        render.whose(quote.voice),
        quote.voice.given_on.replace(day=1),
    )


def gatherings(viewer: Actor, place: Place) -> list[GatheringRow]:
    """A place's gatherings, newest first."""
    rows = Gathering.objects.visible_to(viewer).filter(place=place).select_related("organization")
    rows = rows.annotate(many=Count("voices", filter=Q(voices__counted=True))).order_by("-on", "name")
    return [gathering_row(each, each.many) for each in rows]


def gathering(viewer: Actor, id: str) -> Gathering:
    """One gathering, or NotFound."""
    return one(Gathering.objects.visible_to(viewer).select_related("place", "organization", "area"), id)


def gathering_row(each: Gathering, many: int | None = None) -> GatheringRow:
    """A gathering as a row."""
    many = each.voices.filter(counted=True).count() if many is None else many
    return GatheringRow(
        str(each.pk),
        each.kind,
        str(GATHERINGS[each.kind]),
        each.name,
        each.on,
        each.where,
        each.question,
        each.organization.name if each.organization else "",
        _many(many),
        each.closed_at is not None,
    )


def voice(viewer: Actor, id: str) -> Voice:
    """One voice this viewer may know of; NotFound where there is none, or it was taken back."""
    return one(Voice.objects.visible_to(viewer).select_related("place", "gathering", "area"), id)


def readable(viewer: Actor, id: str) -> Voice:
    """One voice whose words this viewer may read."""
    return one(Voice.objects.readable_by(viewer).select_related("place", "gathering", "area"), id)


def whole(viewer: Actor, held: Voice) -> VoiceWhole:
    """As much of a voice as this viewer may read."""
    reads = Voice.objects.readable_by(viewer).filter(pk=held.pk).exists()
    quoted = Quote.objects.visible_to(viewer).filter(voice=held).select_related("words", "voice").order_by("start")
    return VoiceWhole(
        str(held.pk),
        held.place.slug,
        held.place.name,
        held.place.invented,
        held.kind,
        str(KINDS[held.kind]),
        render.whose(held),
        held.given_on if reads else held.given_on.replace(day=1),
        reads,
        held.theirs,
        held.voicing,
        held.interpreter if reads else "",
        str(held.gathering_id or "") if reads else "",
        held.gathering.name if reads and held.gathering else "",
        Area.key_of(held.area.kind, held.area.code) if reads and held.area else "",
        str(held.area) if reads and held.area else "",
        held.language,
        reads,
        tuple(pieces(viewer, held)) if reads else (),
        tuple(quote_row(each) for each in quoted),
        tuple(MarkRow(each.kind, each.geometry, each.label, each.feeling) for each in held.marks.all())
        if reads
        else (),
        tuple(held.communities.order_by("pk").values_list("named", flat=True)) if reads else (),
        tuple(held.uses.filter(withdrawn_at=None).order_by("given_at").values_list("use", flat=True)) if reads else (),
        held.holds.filter(ended_at=None).exists() if reads else False,
    )


def pieces(viewer: Actor, held: Voice) -> list[Piece]:
    """The words of a voice this viewer may read: whole to its teller, to others with what is covered left out."""
    own = Voice.objects.of(viewer).filter(pk=held.pk).exists()
    rows = sorted(held.words.prefetch_related("redactions"), key=lambda each: (each.kind != Words.SAID, each.made_at))
    return [
        Piece(str(each.pk), each.kind, each.language, each.text if own else render.said(each), each.by) for each in rows
    ]


def voices(viewer: Actor, place: Place, *, typed: str = "", kind: str = "", gathering: str = "") -> list[VoiceRow]:
    """Voices of a place whose words this viewer may read, newest first; with these words in them."""
    rows = Voice.objects.readable_by(viewer).filter(place=place).select_related("gathering")
    if typed:
        for word in typed.split()[:6]:
            rows = rows.filter(words__text__icontains=word)
    if kind in KINDS:
        rows = rows.filter(kind=kind)
    if gathering:
        rows = rows.filter(gathering__in=Gathering.objects.filter(pk=gathering)) if is_id(gathering) else rows.none()
    return voice_rows(rows.distinct().order_by("-given_on", "-made_at"))


def voice_rows(rows: Iterable[Voice]) -> list[VoiceRow]:
    """Voices that may be read, as rows of a list."""
    held = list(rows)
    firsts = {
        each.voice_id: each
        for each in Words.objects.filter(voice__in=held, kind=Words.SAID).prefetch_related("redactions")
    }
    shut = set(Hold.objects.filter(voice__in=held, ended_at=None).values_list("voice_id", flat=True))
    uses: dict[object, list[str]] = {}
    for key, use in (
        Voice.objects.filter(pk__in=[each.pk for each in held], uses__withdrawn_at=None)
        .values_list("pk", "uses__use")
        .order_by("uses__given_at")
    ):
        uses.setdefault(key, []).append(use)
    return [
        VoiceRow(
            str(each.pk),
            each.kind,
            str(KINDS[each.kind]),
            render.whose(each),
            each.given_on,
            _begins(render.said(firsts[each.pk])) if each.pk in firsts else "",
            each.language,
            each.gathering.name if each.gathering else "",
            each.theirs,
            tuple(uses.get(each.pk, ())),
            each.pk in shut,
        )
        for each in held
    ]


def words_of(viewer: Actor, held: Voice, id: str) -> Words:
    """One piece of a voice's words, where this viewer may read them."""
    return one(Words.objects.filter(voice__in=Voice.objects.readable_by(viewer).filter(pk=held.pk)), id)


def quote(viewer: Actor, id: str) -> Quote:
    """One quote this viewer may see."""
    return one(Quote.objects.visible_to(viewer).select_related("voice__place", "words"), id)


def redaction(viewer: Actor, id: str) -> Redaction:
    """One proposal to cover something, of a voice this viewer may read."""
    read = Voice.objects.readable_by(viewer)
    return one(Redaction.objects.filter(words__voice__in=read).select_related("words__voice__place"), id)


def plan(place: Place) -> PlanRow | None:
    """What happens to a place's voices in the end, as it was last said; None where nobody has said."""
    held = Stewardship.objects.filter(place=place).order_by("-made_at").first()
    if held is None:
        return None
    due = held.review_on < timezone.localdate()
    return PlanRow(held.keeper, held.then, held.to_whom, held.words, held.review_on, held.made_at, due)


def one(rows, id: str):  # type: ignore[no-untyped-def]
    """The row of this id, or the same refusal whether there is none or it may not be seen."""
    found = rows.filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    return found


def _many(count: int) -> int | None:
    return count if count >= FEW else None


def _begins(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= BEGINS else flat[: BEGINS - 1].rsplit(" ", 1)[0] + "…"
