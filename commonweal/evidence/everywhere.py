"""England, neighbourhood by neighbourhood: what one file says of each, to be added up by what another file says.

Which of the two came in first makes no difference, and neither does another that takes the place of one of them: what
is added up is read from the two versions that are in use at that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np

from commonweal.evidence.columns import Numbers
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.models import Everywhere, Spread

TENTHS = "imd_decile"
KINDS = ("lsoa21", "lsoa11")  # neighbourhoods; of councils nothing is added up


@dataclass(frozen=True, slots=True)
class Counts:
    """Every neighbourhood's counts, by code in order; not a number where unknown."""

    kind: str  # neighbourhoods of which year: those of 2011 and of 2021 share codes and are not the same ground
    codes: Numbers
    top: Numbers
    bottom: Numbers

    def of(self, codes: Numbers) -> Numbers:
        """What stands above the line for each of these codes; not a number where there is none."""
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[at] == codes, self.top[at], np.nan)


def wanted(indicator: Indicator, kind: str) -> bool:
    """So many of so many in each neighbourhood; and England's tenths, by which those are added up."""
    return kind in KINDS and bool(indicator.bottom or indicator.key == TENTHS)


def keep(spread: Spread, codes: Sequence[str], top: Numbers, bottom: Numbers) -> None:
    """Keep what a file says of every neighbourhood, beside how it is spread."""
    named = np.array(codes, dtype=np.bytes_)
    order = np.argsort(named, kind="stable")
    packed = BytesIO()
    np.savez_compressed(packed, codes=named[order], top=top[order], bottom=bottom[order])
    Everywhere.objects.update_or_create(spread=spread, defaults={"packed": packed.getvalue()})


def of(indicator: str, version: object) -> Counts | None:
    """What this version says of every neighbourhood; None where that was not kept when it came in."""
    row = Everywhere.objects.filter(spread__indicator=indicator, spread__version=version).select_related("spread")
    found = row.first()
    if found is None:
        return None
    with np.load(BytesIO(found.packed), allow_pickle=False) as held:
        return Counts(found.spread.kind, held["codes"], held["top"], held["bottom"])
