"""So that nobody is asked twice: reading across the gatherings of a place, and whether something was said before.

Plain look-ups in the tables: no index holds anybody's words. What is covered is not found.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q

from commonweal.journal.actor import Actor
from commonweal.listening import queries, render
from commonweal.listening.coding.queries import found, themes, under
from commonweal.listening.coding.rows import Before, FoundVoice
from commonweal.listening.coding.words import FEW
from commonweal.listening.models import Community, Gathering, Theme, Voice, Words
from commonweal.listening.rules import THEMES, in_place
from commonweal.places.models import Place

MOST = 40
LOOKED_THROUGH = 3000  # voices whose words are looked at one by one
WORDS = 8
# Words that say nothing of what a question is about. The directory's own list is longer: there, "people" is one.
LITTLE = frozenset(
    "a an the and or but if of in on at to for from with by as is are was were be been do does did have has had i you "
    "he she it we they me him her us them my your his its our their this that these those what which who whom when "
    "where why how not no so too very there here about into out up down after before than then can could would should "
    "will may might any some all more most".split()
)


def reads(viewer: Actor, place: Place) -> bool:
    """Does this viewer read here to find what many say?"""
    return in_place(viewer, THEMES, place)


def across(
    viewer: Actor,
    place: Place,
    *,
    typed: str = "",
    theme: str = "",
    gathering: str = "",
    community: str = "",
    language: str = "",
) -> tuple[list[FoundVoice], int]:
    """Voices of a place that this viewer may read, by words, theme, gathering, community and language; how many more.

    Communities are asked only for those who read here: to others they would tell who somebody is.
    """
    rows = Voice.objects.readable_by(viewer).filter(place=place)
    if reads(viewer, place):
        rows = rows.filter(pk__in=Voice.objects.for_use("code").values("pk"))
    if theme:
        rows = rows.filter(under(_family(theme)))
    if gathering:
        rows = rows.filter(gathering__in=_ids(gathering))
    if community and reads(viewer, place):
        rows = rows.filter(pk__in=Community.objects.filter(named__iexact=community).values("voice"))
    if language:
        spoken = Q(language=language) | Q(words__language=language)
        rows = rows.filter(spoken).distinct()
    words = typed.split()[:WORDS]
    if words:
        rows = Voice.objects.filter(pk__in=_saying(rows, words))
    many = rows.distinct().count()
    return found(rows.distinct(), themes=_family(theme) if theme else (), most=MOST), max(0, many - MOST)


def _saying(rows, words: list[str]) -> list[UUID]:  # type: ignore[no-untyped-def]
    """Those in whose words, as others read them, every one of these stands."""
    held = Words.objects.filter(voice__in=rows.values("pk"))
    for each in words:
        held = held.filter(text__icontains=each)
    out = []
    for one in held.prefetch_related("redactions")[:LOOKED_THROUGH]:
        said = render.said(one).lower()
        if all(each.lower() in said for each in words):
            out.append(one.voice_id)
    return out


def said_before(viewer: Actor, place: Place, question: str) -> Before:
    """Has this been asked, or said, before? Gatherings whose question is alike, themes, and voices, best first."""
    sought = _stems(question)
    if not sought:
        return Before((), (), (), 0)
    gatherings = [
        (len(sought & _stems(f"{each.question} {each.name}")), each)
        for each in Gathering.objects.visible_to(viewer)
        .filter(place=place)
        .select_related("organization")
        .annotate(many=Count("voices", filter=Q(voices__counted=True)))
    ]
    alike = sorted((pair for pair in gatherings if pair[0]), key=lambda pair: (-pair[0], -pair[1].on.toordinal()))
    named = [(len(sought & _stems(f"{each.name} {each.description}")), each) for each in themes(viewer, place)]
    best = sorted((pair for pair in named if pair[0]), key=lambda pair: -pair[0])
    voices, more = _voices_like(viewer, place, sought)
    return Before(
        tuple(queries.gathering_row(each, each.many) for _score, each in alike[:8]),
        tuple(each for _score, each in best[:8]),
        tuple(voices),
        more,
    )


def _voices_like(viewer: Actor, place: Place, sought: frozenset[str]) -> tuple[list[FoundVoice], int]:
    rows = Voice.objects.readable_by(viewer).filter(place=place)
    if reads(viewer, place):
        rows = rows.filter(pk__in=Voice.objects.for_use("code").values("pk"))
    scored: dict[UUID, int] = {}
    for one in Words.objects.filter(voice__in=rows.values("pk")).prefetch_related("redactions")[:LOOKED_THROUGH]:
        score = len(sought & _stems(render.said(one)))
        # One word in common is chance, unless only one was asked for.
        if score >= min(2, len(sought)):
            scored[one.voice_id] = max(score, scored.get(one.voice_id, 0))
    order = sorted(scored, key=lambda pk: -scored[pk])
    held = found(Voice.objects.filter(pk__in=order[:MOST]))
    place_of = {str(pk): index for index, pk in enumerate(order)}
    return sorted(held, key=lambda each: place_of[each.id])[:12], max(0, len(order) - 12)


def _stems(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, as the search of the directory knows them."""
    from commonweal.openreferral.finding.words import spoken  # brings the index's analyser with it

    return frozenset(word.stem for word in spoken(text) if word.said.lower() not in LITTLE and not word.said.isdigit())


def options(viewer: Actor, place: Place) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen from: gatherings, languages, and communities of which at least five spoke."""
    rows = Voice.objects.readable_by(viewer).filter(place=place)
    languages = sorted(set(rows.values_list("language", flat=True)) - {"und"})
    gatherings = Gathering.objects.visible_to(viewer).filter(place=place).order_by("-on")
    named: list[str] = []
    if reads(viewer, place):
        many = Community.objects.filter(voice__in=rows.values("pk")).values("named").annotate(many=Count("voice"))
        named = sorted(each["named"] for each in many if each["many"] >= FEW)
    return {
        "gatherings": [(str(each.pk), f"{each.name}") for each in gatherings],
        "spoken": [(each, each) for each in languages],
        "communities": [(each, each) for each in named],
    }


def _family(theme: str) -> list[UUID]:
    out = edge = _ids(theme)
    while edge:
        edge = list(Theme.objects.standing().filter(parent__in=edge).exclude(pk__in=out).values_list("pk", flat=True))
        out = [*out, *edge]
    return out


def _ids(id: str) -> list[UUID]:
    try:
        return [UUID(id)]
    except ValueError:
        return []
