"""What there is to see of themes: to everybody names and honest counts, to those who read the words beside them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import formats

from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening import queries, render
from commonweal.listening.coding.rows import CountRow, FoundVoice, ThemeRow, ThemeWhole
from commonweal.listening.coding.words import FEW, WHOSE
from commonweal.listening.models import Codebook, Coding, Quote, Theme, ThemeCount, Voice, Words
from commonweal.listening.rules import THEMES, in_place
from commonweal.listening.words import KINDS
from commonweal.places.models import Place

MOST_VOICES = 60
BEGINS = 320


def themes(viewer: Actor, place: Place) -> list[ThemeRow]:
    """The themes of a place as a tree, the fullest first."""
    held = list(Theme.objects.visible_to(viewer).standing().filter(place=place))
    return _rows(held, reads=in_place(viewer, THEMES, place))


def _rows(held: Sequence[Theme], *, reads: bool) -> list[ThemeRow]:
    ids = {each.pk for each in held}
    under: dict[UUID | None, list[Theme]] = defaultdict(list)
    for each in held:
        under[each.parent_id if each.parent_id in ids else None].append(each)
    voices, coders = _seen(ids)
    kept = Counter[UUID]()
    for theme, many in ThemeCount.objects.filter(theme__in=ids).values_list("theme", "voices"):
        kept[theme] += many
    quotes = _quotes_by_theme(ids)
    out: list[ThemeRow] = []

    def whole(theme: Theme) -> tuple[set[UUID], int]:
        """The voices under a theme and all that stand under it, and how many of those were taken back."""
        found, back = set(voices.get(theme.pk, ())), kept[theme.pk]
        for each in under.get(theme.pk, ()):
            more, gone = whole(each)
            found |= more
            back += gone
        return found, back

    sizes = {each.pk: (lambda pair: len(pair[0]) + pair[1])(whole(each)) for each in held}

    def walk(above: UUID | None, depth: int) -> None:
        for each in sorted(under.get(above, ()), key=lambda one: (-sizes[one.pk], one.name.lower())):
            many = sizes[each.pk]
            out.append(
                ThemeRow(
                    str(each.pk),
                    each.name,
                    each.whose,
                    str(WHOSE[each.whose]),
                    each.description,
                    str(each.parent_id or ""),
                    depth,
                    many if reads or many >= FEW else None,
                    len(quotes.get(each.pk, ())),
                    len(coders.get(each.pk, ())),
                )
            )
            walk(each.pk, depth + 1)

    walk(None, 0)
    return out


def _seen(ids: Iterable[UUID]) -> tuple[dict[UUID, set[UUID]], dict[UUID, set[str]]]:
    """For each theme: the voices under it that may be coded now, and who saw it."""
    free = Voice.objects.for_use("code").values("pk")
    rows = Coding.objects.filter(theme__in=list(ids), voice__in=free)
    voices: dict[UUID, set[UUID]] = defaultdict(set)
    coders: dict[UUID, set[str]] = defaultdict(set)
    for theme, voice, kind, by in rows.values_list("theme", "voice", "by_kind", "by_id"):
        voices[theme].add(voice)
        coders[theme].add(f"{kind}/{by}")
    return voices, coders


def _quotes_by_theme(ids: Iterable[UUID]) -> dict[UUID, list[Quote]]:
    """Lines that may be shown to everyone and in which somebody saw a theme: where stretch and line meet, or in all."""
    free = Voice.objects.for_use("code", "quote").values("pk")
    said = Coding.objects.filter(theme__in=list(ids), voice__in=free).values("voice")
    rows = Quote.objects.public().filter(voice__in=said)
    lines: dict[UUID, list[Quote]] = defaultdict(list)
    for quote in rows.select_related("words", "voice").prefetch_related("words__redactions").order_by("-made_at"):
        lines[quote.voice_id].append(quote)
    found: dict[UUID, dict[UUID, Quote]] = defaultdict(dict)
    # Only where something may be quoted: of most voices nothing is.
    for each in Coding.objects.filter(theme__in=list(ids), voice__in=list(lines)):
        for quote in lines.get(each.voice_id, ()):
            meets = each.words_id == quote.words_id and each.start < quote.stop and quote.start < each.stop
            if meets or (each.words_id is None and not each.media):
                found[each.theme_id][quote.pk] = quote
    return {theme: list(held.values()) for theme, held in found.items()}


def theme(viewer: Actor, id: str) -> Theme:
    """One theme, or NotFound."""
    return queries.one(
        Theme.objects.visible_to(viewer).select_related("place", "parent", "merged_into", "split_from"), id
    )


def whole(viewer: Actor, held: Theme) -> ThemeWhole:
    """One theme with what people say under it, as much as this viewer may know."""
    reads = in_place(viewer, THEMES, held.place)
    tree = {str(each.pk): each for each in _family(held)}
    rows = _rows(list(tree.values()), reads=reads)
    own = next(row for row in rows if row.id == str(held.pk))
    ids = {each.pk for each in tree.values()}
    free = Voice.objects.for_use("code").filter(codings__theme__in=ids).distinct()
    quotes = {quote.pk: quote for held_quotes in _quotes_by_theme(ids).values() for quote in held_quotes}
    return ThemeWhole(
        own,
        held.place.slug,
        held.place.name,
        held.place.invented,
        tuple(line for line in held.also.split("\n") if line),
        tuple(row for row in rows if row.depth == 1),
        held.parent.name if held.parent else "",
        str(held.parent_id or ""),
        held.merged_into.name if held.merged_into else "",
        str(held.merged_into_id or ""),
        held.split_from.name if held.split_from else "",
        tuple(held.merged.order_by("made_at").values_list("name", flat=True)),
        tuple(queries.quote_row(each) for each in quotes.values()),
        _months(ids, free, reads=reads),
        _gatherings(free, reads=reads),
        tuple(found(Voice.objects.readable_by(viewer).filter(pk__in=free.values("pk")), themes=ids)),
    )


def _family(held: Theme) -> list[Theme]:
    out, edge = [held], [held]
    while edge:
        edge = list(Theme.objects.standing().filter(parent__in=edge).exclude(pk__in=[each.pk for each in out]))
        out += edge
    return out


def _months(ids: Iterable[UUID], free, *, reads: bool) -> tuple[CountRow, ...]:  # type: ignore[no-untyped-def]
    many = Counter[date](day.replace(day=1) for day, _pk in free.values_list("given_on", "pk"))
    for month, voices in ThemeCount.objects.filter(theme__in=list(ids)).values_list("month", "voices"):
        many[month] += voices
    return _counts({formats.date_format(month, "F Y"): many[month] for month in sorted(many)}, reads=reads)


def _gatherings(free, *, reads: bool) -> tuple[CountRow, ...]:  # type: ignore[no-untyped-def]
    many = Counter(name for name, _pk in free.exclude(gathering=None).values_list("gathering__name", "pk"))
    return _counts(dict(many.most_common()), reads=reads)


def _counts(many: dict[str, int], *, reads: bool) -> tuple[CountRow, ...]:
    shown = {name: count if reads or count >= FEW else None for name, count in many.items()}
    top = max([count or 0 for count in shown.values()], default=0) or 1
    return tuple(CountRow(name, count, round(200 * (count or 0) / top, 1)) for name, count in shown.items())


def found(rows, *, themes: Iterable[UUID] = (), most: int = MOST_VOICES) -> list[FoundVoice]:  # type: ignore[no-untyped-def]
    """Voices this viewer may read, newest first, with the stretches in which somebody saw these themes."""
    held = list(rows.select_related("gathering").order_by("-given_on", "-made_at")[:most])
    words = _words_of(held)
    codings: dict[UUID, list[Coding]] = defaultdict(list)
    wanted = set(themes)
    for each in Coding.objects.filter(voice__in=held).select_related("theme", "words").order_by("start", "at"):
        codings[each.voice_id].append(each)
    out = []
    for voice in held:
        spans = {(one.words, one.start, one.stop) for one in codings[voice.pk] if one.theme_id in wanted and one.words}
        parts = [render.said(one, start, stop).strip() for one, start, stop in sorted(spans, key=lambda span: span[1])]
        names = dict.fromkeys(one.theme.name for one in codings[voice.pk] if one.theme.merged_into_id is None)
        first = words[voice.pk][0] if words[voice.pk] else None
        out.append(
            FoundVoice(
                str(voice.pk),
                render.whose(voice),
                voice.kind,
                str(KINDS[voice.kind]),
                voice.given_on,
                voice.gathering.name if voice.gathering else "",
                voice.language,
                begins(render.said(first)) if first else "",
                tuple(dict.fromkeys(parts)),
                tuple(names),
            )
        )
    return out


def _words_of(held: Iterable[Voice]) -> dict[UUID, list[Words]]:
    """The words of each voice, as said first."""
    found: dict[UUID, list[Words]] = defaultdict(list)
    rows = Words.objects.filter(voice__in=list(held)).prefetch_related("redactions")
    for each in sorted(rows, key=lambda one: (one.kind != Words.SAID, one.made_at)):
        found[each.voice_id].append(each)
    return found


def begins(words: str) -> str:
    """As much of it as fits on a list, cut between words."""
    words = words.strip()
    return words if len(words) <= BEGINS else words[:BEGINS].rsplit(None, 1)[0] + " …"


def choices(place: Place) -> list[tuple[str, str]]:
    """The themes of a place to choose from, those above first."""
    names = {each.pk: each for each in Theme.objects.standing().filter(place=place)}

    def path(each: Theme) -> str:
        above = names.get(each.parent_id)
        return f"{path(above)} › {each.name}" if above is not None else each.name

    return sorted(((str(pk), path(each)) for pk, each in names.items()), key=lambda pair: pair[1].lower())


def chosen(place: Place, id: str) -> Theme | None:
    """A theme of this place that is in use, or None."""
    try:
        return Theme.objects.standing().filter(place=place, pk=UUID(id)).first()
    except ValueError:
        return None


def themes_of(viewer: Actor, voice: Voice) -> list[tuple[str, str]]:
    """The themes that people saw in a voice this viewer may read."""
    free = Voice.objects.readable_by(viewer).for_use("code").filter(pk=voice.pk).values("pk")
    rows = Theme.objects.standing().filter(codings__voice__in=free).distinct().order_by("name")
    return [(str(each.pk), each.name) for each in rows]


def codebooks(place: Place) -> list[Codebook]:
    """The versions of a place's codebook, newest first."""
    return list(Codebook.objects.filter(place=place).order_by("-number"))


def coding(viewer: Actor, id: str) -> Coding:
    """Something this viewer saw themselves."""
    rows = Coding.objects.filter(by_kind=viewer.kind, by_id=viewer.id) if viewer.known else Coding.objects.none()
    return queries.one(rows.select_related("theme__place", "voice", "session"), id)


def codings_of(viewer: Actor, held: Theme) -> list[Coding]:
    """Where a theme was seen, in voices this viewer may read: to choose from when it is taken apart."""
    rows = Coding.objects.filter(theme=held, voice__in=Voice.objects.readable_by(viewer).for_use("code").values("pk"))
    return list(rows.select_related("voice", "words").prefetch_related("words__redactions").order_by("at")[:200])


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal."""
    return {str(pk) for pk in Theme.objects.visible_to(viewer).filter(pk__in=list(ids)).values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """For the journal: a theme by its name, and whose name it is."""
    rows = Theme.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(each.name, f"/listening/theme/{each.pk}", str(WHOSE[each.whose]), each.place.invented)
        for each in rows
    }


def codebooks_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: what themes there were is no secret."""
    return {str(pk) for pk in Codebook.objects.filter(pk__in=list(ids)).values_list("pk", flat=True)}


def describe_codebooks(ids: Iterable[str]) -> dict[str, Card]:
    """For the journal."""
    rows = Codebook.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(str(each), f"/place/{each.place.slug}/listening/themes", each.note, each.place.invented)
        for each in rows
    }


def under(ids: Iterable[UUID]) -> Q:
    """Voices in which somebody saw one of these themes."""
    return Q(pk__in=Coding.objects.filter(theme__in=list(ids)).values("voice"))
