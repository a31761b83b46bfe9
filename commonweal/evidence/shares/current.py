"""What each area gets now, as people paste it from a spreadsheet or bring it in a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.evidence.rows import AreaRow

MOST = 200_000  # letters


def amounts(text: str, areas: Sequence[AreaRow]) -> list[float]:
    """One amount for each area, in their order. Each line: its code or name, then an amount.

    Invalid, with the line, for what is not understood; and where an area is missing: what it gets now is not known,
    which is not nothing.
    """
    if len(text) > MOST:
        raise Invalid(_("That is too long to be a list of these areas."))
    known = {name.casefold(): at for at, row in enumerate(areas) for name in _names(row)}
    found: dict[int, float] = {}
    mark = "\t" if "\t" in text else ","
    for line, row in enumerate(csv.reader(io.StringIO(text), delimiter=mark), start=1):
        cells = [cell.strip() for cell in row if cell.strip()]
        if not cells or (line == 1 and _number(cells[-1]) is None):
            continue  # nothing, or headings
        at, amount = known.get(cells[0].casefold()), _number(cells[-1] if len(cells) > 1 else "")
        if at is None:
            raise Invalid(
                _("Line %(line)s: no area here is called “%(name)s”.") % {"line": line, "name": cells[0][:60]}
            )
        if amount is None or amount < 0:
            raise Invalid(_("Line %(line)s: after “%(name)s” an amount is missing.") % {"line": line, "name": cells[0]})
        found[at] = amount
    missing = [areas[at].local_name or areas[at].name for at in range(len(areas)) if at not in found]
    if missing:
        said = {"many": len(missing), "first": "; ".join(missing[:3])}
        raise Invalid(_("What each gets now is missing: %(first)s (areas missing: %(many)s).") % said)
    return [found[at] for at in range(len(areas))]


def _names(row: AreaRow) -> list[str]:
    return [each for each in (row.code, row.key, row.name, row.local_name) if each]


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace("£", "").replace(",", "").replace(" ", ""))
    except ValueError:
        return None
