"""Communities of identity and interest, named as people name them: what partners count, and what they say themselves.

The two stand in columns of their own and are never added together. How many spoke is told from eight people up; a line
is shown here only where the credit its teller saw and agreed to names the community: being quoted is not being named.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.evidence.models import Contract
from commonweal.evidence.returns.contract import Code, Measure, key_of
from commonweal.evidence.returns.figures import Told, share_row
from commonweal.evidence.returns.rows import CommunityFigureRow, CommunityRow, CommunityVoiceRow
from commonweal.evidence.returns.words import ASKS, ASPECTS, BETTER
from commonweal.evidence.returns.working import shown
from commonweal.feeds.licences import LICENCES
from commonweal.journal.actor import Actor
from commonweal.listening import render
from commonweal.listening.models import Community, Quote, Voice
from commonweal.listening.reached.counts import folded
from commonweal.places.models import Place

MOST_LINES = 12


@dataclass(slots=True)
class Named:
    """One community, with all the ways it is written."""

    name: str
    dimension: str = ""
    names: set[str] = field(default_factory=set)  # folded
    also: list[str] = field(default_factory=list)
    counted: list[tuple[Told, Code]] = field(default_factory=list)
    people: set[str] = field(default_factory=set)  # who spoke: only how many ever leaves

    @property
    def figures(self) -> int:
        """How many measures partners count of it."""
        return sum(len(told.now.document.measures) for told, _code in self.counted)


def of(viewer: Actor, place: Place) -> dict[str, Named]:
    """By key: those partners count, and those of which at least eight people spoke."""
    found: dict[str, Named] = {}
    for contract in Contract.objects.filter(place=place).select_related("organization", "place").order_by("key"):
        told = Told(contract)
        for code in told.now.document.group.told if told.now.document.group else ():
            one = found.setdefault(key_of(code.label), Named(code.label, told.now.document.group.dimension))  # type: ignore[union-attr]
            one.names |= {folded(each) for each in (code.label, *code.people_say)}
            one.also += [each for each in code.people_say if each not in one.also]
            one.counted.append((told, code))
    _who_spoke(place, found)
    return {key: one for key, one in sorted(found.items()) if one.counted or shown(len(one.people))}


def _who_spoke(place: Place, found: dict[str, Named]) -> None:
    """Puts with each community the people who say that they belong to it, once each."""
    by_name = {name: one for one in found.values() for name in one.names}
    voices = Voice.objects.here().filter(place=place).exclude(voicing=Voice.NOTES)
    rows = Community.objects.filter(voice__in=voices.values("pk")).order_by("pk")
    written: dict[str, str] = {}
    people: dict[str, set[str]] = defaultdict(set)
    for named, kind, person in rows.values_list("named", "voice__teller_kind", "voice__teller_id"):
        written.setdefault(folded(named), " ".join(named.split()))
        people[folded(named)].add(f"{kind}/{person}")
    for name, those in people.items():
        one = by_name.get(name)
        if one is None and key_of(written[name]):
            one = found.setdefault(key_of(written[name]), Named(written[name]))
            one.names.add(name)
        if one is not None:
            one.people |= those


def rows(viewer: Actor, place: Place) -> list[CommunityRow]:
    """Every community that is counted or was heard here."""
    return [_row(place, key, one) for key, one in of(viewer, place).items()]


def _row(place: Place, key: str, one: Named) -> CommunityRow:
    address = f"/place/{place.slug}/communities/{key}"
    return CommunityRow(key, one.name, one.dimension, tuple(one.also), address, one.figures, voices_said(one))


def voices_said(one: Named) -> str:
    """How many spoke, as it may be said."""
    if not one.people:
        return ""
    many = shown(len(one.people))
    return _("too few to show") if many is None else _("about %(many)s people") % {"many": many}


def one(
    viewer: Actor, place: Place, key: str
) -> tuple[CommunityRow, list[CommunityFigureRow], list[CommunityVoiceRow]]:
    """One community: its row, what partners count, what they say themselves."""
    found = of(viewer, place).get(key)
    if found is None:
        raise NotFound(_("No community of this name is counted or was heard here, or too few people spoke to say so."))
    order = list(ASPECTS)
    figures = [_figure(told, code, each) for told, code in found.counted for each in told.now.document.measures]
    return _row(place, key, found), sorted(figures, key=lambda row: order.index(row.aspect)), _lines(place, found)


def _figure(told: Told, code: Code, measure: Measure) -> CommunityFigureRow:
    now, contract = told.now, told.now.contract
    address = f"/place/{contract.place.slug}/returns/{contract.key}/figures?measure={measure.key}&group={code.code}"
    return CommunityFigureRow(
        measure.aspect, str(ASPECTS[measure.aspect]), str(ASKS[measure.aspect]), measure.label, measure.definition,
        str(BETTER[measure.better]), measure.unit, contract.organization.name, now.document.title, now.version.number,
        LICENCES[now.document.licence].name, told.span, told.method(measure, code.code),
        told.not_stated, address, f"returns:{contract.key}.{measure.key}",
        share_row(code.code, code.label, told.share(measure, now.year, group=code.code)),
        share_row("", _("Everybody"), told.share(measure, now.year)),
    )  # fmt: skip


def _lines(place: Place, one: Named) -> list[CommunityVoiceRow]:
    """Lines whose credit names the community, of voices that may be quoted, and that say they belong to it."""
    belong = Community.objects.filter(voice__place=place).values_list("voice", "named")
    mine = {voice for voice, named in belong if folded(named) in one.names}
    if not mine:
        return []
    quotes = Quote.objects.public().filter(voice__in=Voice.objects.for_use("quote", "publish").filter(pk__in=mine))
    quotes = quotes.select_related("voice", "words").prefetch_related("words__redactions").order_by("-made_at")
    found = []
    for quote in quotes:
        credit = render.whose(quote.voice)
        if any(name in folded(credit) for name in one.names):
            found.append(
                CommunityVoiceRow(
                    render.quoted(quote).strip(), quote.words.language, credit, f"/voice/{quote.voice_id}"
                )
            )
    return found[:MOST_LINES]
