"""What of a place's themes leaves as REFI-QDA: the codebook, and the coded words of those who agreed that they may.

Words go only where their teller agreed to passing them to this partner, or to open data, besides to being read for
themes. Of the others only that a theme was seen goes, in a text that says why it is empty.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.ids import new_id
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening import render
from commonweal.listening.coding import rules
from commonweal.listening.coding.rows import Leaving
from commonweal.listening.models import Coding, Media, Shown, Theme, Voice, VoiceUse, Words
from commonweal.listening.words import KINDS
from commonweal.places.models import Place
from commonweal.refiqda import writing
from commonweal.refiqda.standard import AUDIO, VIDEO, Code, Codebook, Project, Recording, Span, Text, User
from commonweal.refiqda.standard import Coding as Coded

ORIGIN = "Commonweal"
ANYONE = ""  # to whom: open data


@dataclass(frozen=True, slots=True)
class Handed:
    """The file, and what went with it."""

    data: bytes
    leaving: Leaving


def codebook(place: Place) -> Codebook:
    """The themes of a place, as other tools take them."""
    rows = list(Theme.objects.standing().filter(place=place).order_by("made_at", "pk"))
    ids = {each.pk for each in rows}
    under: dict[UUID | None, list[Theme]] = defaultdict(list)
    for each in rows:
        under[each.parent_id if each.parent_id in ids else None].append(each)

    def made(each: Theme) -> Code:
        return Code(str(each.pk), each.name, each.description, codes=tuple(made(one) for one in under[each.pk]))

    return Codebook(tuple(made(each) for each in under[None]), origin=ORIGIN)


def qdc(place: Place) -> bytes:
    """The codebook as a file."""
    return writing.codebook(codebook(place))


def partners(place: Place) -> list[str]:
    """Partners that people of a place were told of, and said yes to."""
    free = Voice.objects.for_use("code", "share").filter(place=place)
    rows = VoiceUse.objects.filter(voice__in=free.values("pk"), use="share", withdrawn_at=None).exclude(to_whom="")
    return sorted(set(rows.values_list("to_whom", flat=True)))


def leaving(place: Place, to_whom: str) -> Leaving:
    """What would go to whom: with words, without them, and not at all."""
    coded = Coding.objects.filter(theme__place=place).values("voice")
    free = Voice.objects.for_use("code").filter(pk__in=coded)
    words = _with_words(place, to_whom).filter(pk__in=coded).count()
    held = Voice.objects.here().filter(pk__in=coded).exclude(pk__in=free.values("pk")).count()
    return Leaving(words, free.count() - words, held, to_whom)


def _with_words(place: Place, to_whom: str):  # type: ignore[no-untyped-def]
    free = Voice.objects.for_use("code").filter(place=place)
    told = VoiceUse.objects.filter(use="share", to_whom=to_whom, withdrawn_at=None).values("voice")
    may = Q(pk__in=Voice.objects.for_use("open_data").values("pk"))
    return free.filter((may | Q(pk__in=told)) if to_whom else may)


@change("listening.theme.hand_over", allowed=rules.may_hand_over, facts=["with_words", "without_words"])
def hand_over(who: Actor, place: Place, *, to_whom: str = ANYONE) -> Handed:
    """Make a project file for a partner, or for anyone. Each teller whose words go with it is told that they went."""
    said = leaving(place, to_whom)
    voices = {each.pk: each for each in _with_words(place, to_whom).select_for_update()}
    project = _project(place, voices)
    what = _("A file with coded words, handed on to %s") % (to_whom or _("anyone (open data)"))
    for each in voices.values():
        if each.codings.exists():
            Shown.objects.get_or_create(
                voice=each, what=what[:200], defaults={"address": "", "printed": True, "at": timezone.now()}
            )
    current().state(with_words=said.with_words, without_words=said.without_words)
    made = timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    return Handed(writing.project(project, made=made), said)


def _project(place: Place, with_words: dict[UUID, Voice]) -> Project:
    free = Voice.objects.for_use("code").filter(place=place)
    standing = Theme.objects.standing().filter(place=place)
    rows = Coding.objects.filter(theme__in=standing, voice__in=free.values("pk")).select_related("words", "voice")
    users: dict[tuple[str, str], User] = {}
    by_voice: dict[UUID, list[Coding]] = defaultdict(list)
    for each in rows.order_by("at", "pk"):
        by_voice[each.voice_id].append(each)
        who = (each.by_kind, each.by_id)
        if who not in users:
            # People who read are a number here, another one in each file: who they are leaves with nobody.
            users[who] = User(str(new_id()), _("Reader %s") % (len(users) + 1))
    texts: list[Text] = []
    recordings: list[Recording] = []
    for pk, codings in by_voice.items():
        voice = with_words.get(pk)
        if voice is None:
            texts.append(_closed(pk, codings, users))
            continue
        held = sorted(voice.words.prefetch_related("redactions"), key=lambda one: (one.kind != Words.SAID, one.made_at))
        texts += [_text(voice, words, codings, users, first=words is held[0]) for words in held]
        if not held:
            texts.append(_closed(pk, codings, users))
        recordings += _recordings(voice, codings, users)
    return Project(place.name, codebook(place), tuple(users.values()), tuple(texts), tuple(recordings))


def _closed(pk: UUID, codings: list[Coding], users: dict[tuple[str, str], User]) -> Text:
    """A voice without its words: that themes were seen in it, and nothing from which it could be told whose it is."""
    said = _("The words of this voice stay with the person: they did not agree that they may be passed on.")
    guid = str(uuid5(NAMESPACE_URL, f"urn:closed:{new_id()}"))
    once = {(each.theme_id, each.by_kind, each.by_id): each for each in codings}
    return Text(guid, _("A voice without words"), said, said, (), tuple(_coded(each, users) for each in once.values()))


def _text(
    voice: Voice, words: Words, codings: list[Coding], users: dict[tuple[str, str], User], *, first: bool
) -> Text:
    hidden = render.covered(words)
    spans: dict[tuple[int, int], list[Coding]] = defaultdict(list)
    for each in codings:
        if each.words_id == words.pk and each.start is not None and each.stop is not None:
            start, stop = moved(each.start, hidden), moved(each.stop, hidden)
            if stop > start:
                spans[start, stop].append(each)
    return Text(
        number_of(words),
        f"{render.whose(voice)}, {KINDS[voice.kind]}",
        "",
        render.said(words),
        tuple(
            Span(str(held[0].pk), start, stop, tuple(_coded(each, users) for each in held))
            for (start, stop), held in sorted(spans.items())
        ),
        tuple(_coded(each, users) for each in codings if first and each.words_id is None and not each.media),
    )


def number_of(words: Words) -> str:
    """The number that a text has in every file of ours: the same each time, and nothing can be told from it."""
    return str(uuid5(NAMESPACE_URL, f"urn:commonweal:words:{words.pk}"))


def moved(at: int, hidden: list[tuple[int, int]]) -> int:
    """Where a place in the words is, once what is covered has become its sign. Inside of it: at its beginning."""
    shift = 0
    for start, stop in hidden:
        if at >= stop:
            shift += len(render.COVER) - (stop - start)
        elif at > start:
            return start + shift
    return at + shift


def _recordings(voice: Voice, codings: list[Coding], users: dict[tuple[str, str], User]) -> list[Recording]:
    by_media: dict[str, list[Coding]] = defaultdict(list)
    for each in codings:
        if each.media:
            by_media[each.media].append(each)
    films = {str(pk) for pk in voice.media.filter(kind=Media.FILM).values_list("pk", flat=True)}
    return [
        Recording(
            str(uuid5(NAMESPACE_URL, f"urn:media:{media}")),
            VIDEO if media in films else AUDIO,
            f"{render.whose(voice)}, {KINDS[voice.kind]}",
            spans=tuple(
                Span(
                    str(each.pk),
                    round(1000 * (each.from_second or 0)),
                    round(1000 * (each.to_second or 0)),
                    (_coded(each, users),),
                )
                for each in held
            ),
        )
        for media, held in by_media.items()
    ]


def _coded(each: Coding, users: dict[tuple[str, str], User]) -> Coded:
    # The day, and not the minute: a time could tell who sat there.
    return Coded(
        str(new_id()), str(each.theme_id), users[each.by_kind, each.by_id].guid, each.at.strftime("%Y-%m-%dT00:00:00Z")
    )
