"""From what people said in a session to weights: by slider, by two things at a time, by points. Nobody is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.core.words import number
from commonweal.evidence.index.words import PAIRS, POINTS, SLIDERS, WAYS
from commonweal.evidence.models import IndexSession, SessionWeights
from commonweal.methods.indices import weights as methods
from commonweal.methods.indices.weights import Compared, Weights

ALL_PAIRS = 5  # with more parts than these, each is set against its neighbours only: 45 questions tire everybody


def shares_of(
    session: IndexSession, way: str, said: Mapping[str, float] | Sequence[Sequence[object]]
) -> dict[str, float]:
    """What was said, as a share of one for each part. Invalid where it does not say enough."""
    keys = [key for key, _harder in session.parts]
    if way not in WAYS or isinstance(said, Mapping) == (way == PAIRS) or (way != PAIRS and set(said) != set(keys)):
        raise Invalid(_("Say for each part how much it matters."))
    try:
        if not isinstance(said, Mapping):
            found = judged(keys, said).weights.tolist()
        elif way == POINTS:
            found = methods.points([[said[key] for key in keys]]).mean.tolist()
        else:
            found = methods.shares([said[key] for key in keys]).tolist()
    except (ValueError, TypeError, KeyError) as error:
        raise Invalid(_refusal(way, said)) from error
    return dict(zip(keys, found, strict=True))


def _refusal(way: str, said: Any) -> str:
    if way == POINTS:
        total = number(sum(said.values()))
        return _("The points come to %s, not to 100. Give away all of them, and no more.") % total
    if way == SLIDERS:
        return _("Move at least one slider: something must matter.")
    return _("Say of more pairs which matters more: some things were never set against the others.")


def judged(keys: Sequence[str], said: Any) -> Compared:
    """Judgements as weights, with how well they go together."""
    return methods.compared(keys, [(str(a), str(b), float(times)) for a, b, times in said])


def merged(session: IndexSession, sheets: Sequence[SessionWeights]) -> Weights:
    """All sheets as one: each counts for as many people as it speaks for; the spread is between sheets."""
    keys = [key for key, _harder in session.parts]
    rows = [[sheet.shares[key] for key in keys] for sheet in sheets]
    between = methods.merged(rows)
    people = np.array([sheet.people for sheet in sheets], dtype=float)
    return replace(between, mean=people @ between.people / people.sum())


def pairs(keys: Sequence[str]) -> list[tuple[str, str]]:
    """Which two things are set against each other: all pairs of a few; of many, rings in which each meets four.

    >>> pairs(["a", "b", "c"])
    [('a', 'b'), ('a', 'c'), ('b', 'c')]
    >>> len(pairs([*"abcdefgh"]))
    16
    """
    if len(keys) <= ALL_PAIRS:
        return list(combinations(keys, 2))
    many = len(keys)
    rings = [(at, (at + step) % many) for step in (1, 3) for at in range(many)]
    return list(dict.fromkeys((keys[min(pair)], keys[max(pair)]) for pair in rings))
