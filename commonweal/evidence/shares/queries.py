"""A fund shared by a rule, worked out from the figures in use; and proposals that were kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid, NotFound
from commonweal.core.ids import is_id
from commonweal.evidence import ground, made_from
from commonweal.evidence.models import ShareProposal
from commonweal.evidence.rows import Cite
from commonweal.evidence.shares import current, needs, words
from commonweal.evidence.shares.rows import KeptShareRow, ProposalRow, ShareFifthRow, ShareRow, SharesRow
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.methods import shares as methods
from commonweal.places import queries as places
from commonweal.places.models import Place

NEEDS = 3  # terms by need, beside the one by people
MOST_LISTED = 50


def worked_out(viewer: Actor, place: Place, asked: Mapping[str, Any]) -> SharesRow:
    """What each area would get. `asked` is what `forms.SharesForm` made of what people typed.

    Invalid, in a sentence, for a rule by which the fund cannot be shared.
    """
    here = needs.land(viewer, place.slug, asked["kind"])
    terms, cites = _terms(viewer, place, here, asked)
    now = current.amounts(asked["current"], here.areas) if asked.get("current") else None
    limits = _limits(asked, now)
    fund = round(100 * asked["fund"])
    try:
        made = methods.share(fund, here.people, terms, limits)
        found = methods.alarms(fund, here.people, terms, limits, deprivation=here.neediness)
    except ValueError as wrong:
        raise Invalid(str(wrong)) from None
    before = _before(fund, here, now)
    rows = _rows(here, made, before)
    fifths = _by_fifth(here, before, np.array(made.pence) / 100)
    moved = sum(max(0.0, row.gains) for row in rows)
    gain, lose = sum(row.gains >= 0.005 for row in rows), sum(row.gains <= -0.005 for row in rows)
    kind = dict(needs.kinds(viewer, place.slug)).get(here.kind, here.kind)
    return SharesRow(
        place.slug,
        fund / 100,
        kind,
        words.rule([(each.name, each.weight) for each in terms], asked),
        _("what each gets now, scaled to this fund") if now else _("the same for everybody, by people alone"),
        words.summary(fifths, gain, lose, moved, fund / 100),
        moved,
        rows,
        fifths,
        tuple(words.alarm(each) for each in found),
        tuple(cites.values()),
        str(words.METHOD),
    )


def _terms(
    viewer: Actor, place: Place, here: needs.Land, asked: Mapping[str, Any]
) -> tuple[list[methods.Term], dict[str, Cite]]:
    terms, cites = [], {}
    if asked.get("head"):
        terms.append(methods.Term(_("people alone"), float(asked["head"]), form=methods.HEAD))
    for at in range(1, NEEDS + 1):
        need, weight = asked.get(f"need_{at}"), asked.get(f"weight_{at}")
        if need and weight:
            term, cite = needs.term(viewer, place.slug, here, need, float(weight))
            terms.append(term)
            if cite is not None:
                cites[need] = cite
    if not terms:
        raise Invalid(_("Say by what the fund is to be shared: by people, by a need, or both."))
    return terms, cites


def _limits(asked: Mapping[str, Any], now: list[float] | None) -> methods.Limits:
    cap, pace = asked.get("cap_head"), asked.get("pace")
    if pace and not now:
        raise Invalid(_("For a pace it must be known what each area gets now: paste it, or leave the pace open."))
    return methods.Limits(
        floor_each=round(100 * (asked.get("floor") or 0)),
        floor_head=100 * float(asked.get("floor_head") or 0),
        cap_head=100 * float(cap) if cap else None,
        pace=float(pace) / 100 if pace else None,
        current=now,
    )


def _before(fund: int, here: needs.Land, now: list[float] | None) -> np.ndarray[Any, Any]:
    """What it is set against, in pounds: today's shares of such a fund, or the same for everybody."""
    held = here.people if now is None else np.array(now)
    if held.sum() <= 0:
        raise Invalid(_("Somebody must get something now, or leave this open."))
    return np.array(methods.pence(fund, fund * held / held.sum())) / 100


def _rows(here: needs.Land, made: methods.Shared, before: np.ndarray[Any, Any]) -> tuple[ShareRow, ...]:
    return tuple(
        ShareRow(
            area.key,
            needs.called(area),
            int(people),
            pence / 100,
            pence / people / 100 if people else None,
            float(was),
            round(pence / 100 - float(was), 2),
            str(words.LIMITS[limit]),
        )
        for area, people, pence, was, limit in zip(here.areas, here.people, made.pence, before, made.limit, strict=True)
    )


def _by_fifth(here: needs.Land, before: np.ndarray[Any, Any], after: np.ndarray[Any, Any]) -> tuple[ShareFifthRow, ...]:
    """Pounds a head of the people who live in each fifth; the money of an area is spread evenly over its people."""
    people = here.fifths.sum(axis=0)

    def head(money: np.ndarray[Any, Any], fifth: int) -> float | None:
        each = np.divide(money, here.people, out=np.zeros(len(money)), where=here.people > 0)
        return float(each @ here.fifths[:, fifth] / people[fifth]) if people[fifth] else None

    return tuple(
        ShareFifthRow(fifth + 1, int(people[fifth]), head(before, fifth), head(after, fifth)) for fifth in range(5)
    )


def proposals(viewer: Actor, place: Place) -> list[ProposalRow]:
    """Ways of sharing that were kept here, the newest first."""
    rows = ShareProposal.objects.filter(place=place).order_by("-made_at", "-pk")[:MOST_LISTED]
    return [proposal_row(each) for each in rows]


def proposal_row(held: ShareProposal) -> ProposalRow:
    """A proposal in a line."""
    most, least, times = ends([each["after"] for each in held.fifths])
    return ProposalRow(
        str(held.pk),
        held.title,
        held.reason,
        held.fund / 100,
        held.rule,
        most,
        least,
        times,
        len(held.alarms),
        held.made_at,
    )


def ends(heads: Sequence[float | None]) -> tuple[float | None, float | None, float | None]:
    """Pounds a head at the most and the least deprived end that anybody here lives in, and how many times as much."""
    known = [each for each in heads if each is not None]
    if len(known) < 2:
        return None, None, None
    return known[0], known[-1], known[0] / known[-1] if known[-1] else None


def files(place: Place, made: SharesRow) -> tuple[str, ...]:
    """The files it was worked out from: of needs, of people, and of how deprived they are."""
    counted = made_from.in_use(ground.of_place(place.slug).areas, (ground.POPULATION, ground.DECILE))
    return tuple(sorted({*made_from.files(made.sources), *made_from.ids(counted)}))


def proposal(viewer: Actor, id: str) -> ShareProposal:
    """One of them: public."""
    found = ShareProposal.objects.filter(pk=id).select_related("place").first() if is_id(id) else None
    if found is None:
        raise NotFound(_("No way of sharing is kept under this address."))
    return found


def kept_rows(held: ShareProposal) -> list[KeptShareRow]:
    """What each area would get, as it was shown when it was kept."""
    return [KeptShareRow(**row) for row in held.rows]


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: a proposal is everybody's."""
    return {
        str(pk) for pk in ShareProposal.objects.filter(pk__in=[i for i in ids if is_id(i)]).values_list("pk", flat=True)
    }


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """A proposal in a line."""
    rows = ShareProposal.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(
            _("How %(fund)s could be shared: %(title)s")
            % {"fund": words.pounds(each.fund / 100, 0), "title": each.title},
            f"/share-proposal/{each.pk}",
            each.rule,
            each.place.invented,
        )
        for each in rows
    }


def place(viewer: Actor, slug: str) -> Place:
    """A place by its name in addresses."""
    return places.place(viewer, slug)
