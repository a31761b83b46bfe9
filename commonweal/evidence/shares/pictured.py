"""Pounds a head by deprivation fifth as bars: before and after on one scale. The table beside says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from commonweal.evidence.shares.rows import ShareFifthRow

WIDTH = 200


@dataclass(frozen=True, slots=True)
class FifthBar:
    """One fifth: what its people get, and how wide that is drawn; None where nobody lives in it here."""

    fifth: int
    people: int
    before: float | None
    after: float | None
    before_width: float
    after_width: float


def bars(fifths: Sequence[ShareFifthRow | Mapping[str, Any]]) -> tuple[FifthBar, ...]:
    """All fifths on one scale, from nought to the most."""
    rows = [asdict(each) if isinstance(each, ShareFifthRow) else dict(each) for each in fifths]
    top = max([each[name] or 0 for each in rows for name in ("before", "after")] or [0]) or 1
    return tuple(
        FifthBar(
            **each,
            before_width=round(WIDTH * (each["before"] or 0) / top, 1),
            after_width=round(WIDTH * (each["after"] or 0) / top, 1),
        )
        for each in rows
    )
