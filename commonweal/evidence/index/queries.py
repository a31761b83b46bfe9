"""What the pages of the index ask: its versions, the order each gives, what would change, and one session."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.evidence import england, ground, indicators, rules
from commonweal.evidence.columns import column
from commonweal.evidence.figures import cite
from commonweal.evidence.index import weighing, working
from commonweal.evidence.index.rows import (
    AlikeRow,
    Changed,
    Injustice,
    LeftOutRow,
    PartRow,
    SheetRow,
    StandingRow,
    VersionRow,
)
from commonweal.evidence.index.words import COUNTED_BY_IMD, PAIRS, VERDICTS, WAYS, may_be_part
from commonweal.evidence.index.working import Parts, Worked
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.keep import kept
from commonweal.evidence.models import IndexPart, IndexSession, IndexVersion, SessionWeights
from commonweal.evidence.rows import Cite
from commonweal.journal.actor import Actor
from commonweal.methods import missing
from commonweal.methods.indices import firm, overlap
from commonweal.places.models import Area, DatasetVersion, Place, Value

FEW = missing.FEW


def versions(viewer: Actor, place: Place) -> list[VersionRow]:
    """All versions, the newest first."""
    rows = list(IndexVersion.objects.filter(place=place).select_related("session").order_by("-number"))
    return [version_row(each, newest=at == 0) for at, each in enumerate(rows)]


def version(viewer: Actor, place: Place, number: int | None = None) -> IndexVersion | None:
    """One version, or the newest; None where nobody has made any. NotFound for a number that is none."""
    rows = IndexVersion.objects.filter(place=place).select_related("session", "place").order_by("-number")
    if number is None:
        return rows.first()
    found = rows.filter(number=number).first()
    if found is None:
        raise NotFound(_("There is no such version of the index of this place."))
    return found


def version_row(each: IndexVersion, *, newest: bool) -> VersionRow:
    """Whose weights these are: so many people, never who."""
    return VersionRow(
        each.number,
        each.session.on,
        each.session.name,
        each.people if each.people >= FEW else None,
        each.sheets,
        tuple(str(WAYS[way]) for way in each.ways),
        each.reasons,
        each.apart if each.people >= FEW else None,
        newest,
    )


def parts_and_weights(each: IndexVersion) -> tuple[Parts, list[float]]:
    """What counts in a version, and how much."""
    held = list(each.parts.all())
    return tuple((part.indicator, part.harder) for part in held), [part.weight for part in held]


def injustice(viewer: Actor, each: IndexVersion, *, newest: bool) -> Injustice:
    """A version with the order that it gives, by the files in use now."""
    parts, weights = parts_and_weights(each)
    worked = working.work_out(each.place, parts, weights)
    labels = [_label(key) for key, _harder in parts]
    return Injustice(
        version_row(each, newest=newest),
        tuple(_part(part, worked, at, each.people) for at, part in enumerate(each.parts.all())),
        standings(each.place, worked),
        worked.firm.worst,
        worked.firm.count(firm.CERTAIN),
        worked.firm.count(firm.DEPENDS),
        worked.firm.count(firm.UNKNOWN),
        tuple(LeftOutRow(labels[w.part], w.leave, w.furthest, w.likeness) for w in worked.without),
        tuple(AlikeRow(labels[a], labels[b], c) for a, b, c in overlap.alike(worked.alike)),
        worked.with_imd,
        worked.firm.draws,
        method(worked),
    )


def method(worked: Worked) -> str:
    """How it was made, in a sentence or two."""
    told = {"draws": worked.firm.draws, "version": working.METHOD}
    return (
        _(
            "Each part ranks the neighbourhoods, is put on the exponential scale of the English indices, and is "
            "weighed. The weights are then shaken %(draws)s times (Dirichlet, 50 × weights); a neighbourhood that is "
            "among the hardest fifth in 95 of 100 draws is certain to be, in 5 to 95 it depends. Where a part is not "
            "known there is no rank. Method %(version)s."
        )
        % told
    )


def standings(place: Place, worked: Worked) -> tuple[StandingRow, ...]:
    """Every neighbourhood, the hardest first; those of which something is not known come last."""
    held = worked.scaled.ids
    areas, names = Area.objects.in_bulk(list(held)), names_of(place, held)
    tenths = column("iod2025.imd_decile")
    tenth_of = zip(held, tenths.of(np.array(held, dtype=np.int32)).tolist(), strict=True)
    deciles = {pk: int(tenth) for pk, tenth in tenth_of if tenth == tenth}
    parents = kept(("index parents", place.slug), lambda: ground.nearest_parents(areas.values()))
    rows = [
        _standing(worked, at, areas[pk], names[pk], str(parents.get(pk, "")), deciles.get(pk))
        for at, pk in enumerate(held)
    ]
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.name)))


def _standing(worked: Worked, at: int, area: Area, name: str, within: str, decile: int | None) -> StandingRow:
    share, verdict = float(worked.firm.share[at]), worked.firm.verdicts[at]
    return StandingRow(
        key=area.key,
        name=name,
        within=within,
        rank=_whole(float(worked.index.ranks[at])),
        low=_whole(float(worked.firm.low[at])),
        high=_whole(float(worked.firm.high[at])),
        verdict=verdict,
        verdict_words=str(VERDICTS[verdict]),
        share=None if share != share else 100 * share,
        imd_rank=_whole(float(worked.imd[at])),
        imd_decile=decile,
    )


def names_of(place: Place, ids: Sequence[int]) -> dict[int, str]:
    """What people call each neighbourhood."""
    return kept(
        ("index names", place.slug),
        lambda: {each.pk: each.local_name or each.name for each in Area.objects.filter(pk__in=list(ids))},
        weight=lambda made: 1 + len(made) // 1_000,
    )


def _whole(figure: float) -> int | None:
    return None if figure != figure else round(figure)


def _label(key: str) -> str:
    known = indicators.indicator(key)
    return known.label if known else key


def _part(part: IndexPart, worked: Worked, at: int, people: int) -> PartRow:
    known = int((worked.scaled.values[:, at] == worked.scaled.values[:, at]).sum())
    shown = people >= FEW
    return PartRow(
        part.indicator,
        _label(part.indicator),
        part.harder,
        100 * part.weight,
        100 * part.lowest if shown else None,
        100 * part.highest if shown else None,
        str(COUNTED_BY_IMD.get(part.indicator, "")),
        known,
        source(part.indicator),
    )


def source(key: str) -> Cite | None:
    """Where an indicator's figures come from: the newest file with any; None where no file is held."""
    known = indicators.indicator(key)
    if known is None:
        return None

    def make() -> Cite | None:
        held = Value.objects.filter(measure__key=known.parts[0], current=True).values_list("version", flat=True).first()
        found = DatasetVersion.objects.select_related("dataset").filter(pk=held).first() if held else None
        return cite(found, known.method(1)) if found else None

    return kept(("index source", key), make)


def choices(viewer: Actor, place: Place) -> list[Indicator]:
    """What may be a part here: indicators of which figures are held, in the order pages say them."""
    in_use = kept("in use", england.in_use)
    return [each for key, each in indicators.every().items() if key in in_use and may_be_part(each)]


def session(viewer: Actor, id: str) -> IndexSession:
    """One session, for those who may hold it."""
    found = IndexSession.objects.select_related("place").filter(pk=id).first()
    if found is None:
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    rules.may_read_together(viewer, found)
    return found


def sessions_open(viewer: Actor, place: Place) -> list[IndexSession]:
    """Sessions whose weights are not kept yet, for those who may hold them."""
    if not rules.reads_together(viewer, place):
        return []
    return list(IndexSession.objects.filter(place=place, kept_at=None).order_by("-on", "-made_at"))


def sheets(viewer: Actor, held: IndexSession) -> list[SheetRow]:
    """What was put down so far, in order."""
    return [_sheet(held, each) for each in held.weights.order_by("number")]


def _sheet(held: IndexSession, each: SessionWeights) -> SheetRow:
    shares = tuple((_label(key), 100 * each.shares[key]) for key, _harder in held.parts)
    steady = _steady(held, each) if each.way == PAIRS else ""
    return SheetRow(str(each.pk), each.number, str(WAYS[each.way]), each.people, shares, steady)


def _steady(held: IndexSession, each: SessionWeights) -> str:
    """How judgements of two things at a time go together, in words that those who judged can use."""
    found = weighing.judged([key for key, _harder in held.parts], each.said)
    if found.circles:
        a, b, c = (_label(str(key)) for key in found.circles[0])
        said = _("These go round in a circle: “%(a)s” before “%(b)s”, that before “%(c)s”, and that before the first.")
        return said % {"a": a, "b": b, "c": c}
    if found.steady is None:
        return _("Each thing was compared just once, so nothing can be said of how well it goes together.")
    well, not_well = _("These go well together."), _("These pull against each other in places. That is allowed.")
    return well if found.steady else not_well


def beside(viewer: Actor, held: IndexSession) -> tuple[frozenset[int], str]:
    """The hardest fifth that a session's weights are set beside: the last version's, or all parts weighing alike."""
    last = version(viewer, held.place)
    if last is not None:
        parts, weights = parts_and_weights(last)
        return working.order(held.place, parts, weights), _("version %s") % last.number
    parts = parts_of(held)
    return working.order(held.place, parts, [1 / len(parts)] * len(parts)), _("all of these mattering alike")


def parts_of(held: IndexSession) -> Parts:
    """What counts in a session."""
    return tuple((str(key), bool(harder)) for key, harder in held.parts)


def changed(place: Place, before: frozenset[int], after: frozenset[int], words: str) -> Changed:
    """What changes and what does not, by name."""
    names = names_of(place, sorted(before | after))
    stay, enter, leave = (
        tuple(sorted(names[pk] for pk in group)) for group in (before & after, after - before, before - after)
    )
    return Changed(stay, enter, leave, words)


def between(viewer: Actor, one: IndexVersion, other: IndexVersion) -> Changed:
    """From an earlier version to another."""
    orders = [working.order(each.place, *parts_and_weights(each)) for each in (one, other)]
    return changed(one.place, orders[0], orders[1], _("version %s") % one.number)
