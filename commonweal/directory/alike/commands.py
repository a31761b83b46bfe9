"""`commonweal directory alike PLACE`: what may be in a place's directory twice, at the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from commonweal.config import say


def alike(
    place: Annotated[str, typer.Argument(help="The place, by its short name.")],
    most: Annotated[int, typer.Option(min=1, help="No more pairs than so many.")] = 20,
    as_json: say.AsJson = False,
) -> None:
    """Which entries may be the same, the surest first, and why. Nothing is merged by itself."""
    from dataclasses import asdict

    from commonweal.directory.alike import board, finding
    from commonweal.journal.actor import HOUSE
    from commonweal.places import queries as places

    found = places.place(HOUSE, place)
    total = finding.again(found)
    rows = [each.row for each in board.pairs(HOUSE, found, stop=most)]
    lines = [_line(each) for each in rows]
    if total > len(rows):
        lines.append(f"{total - len(rows):,} more: name how many with --most.")
    say.answer(
        {"alike": [asdict(each) for each in rows], "total": total},
        as_json=as_json,
        sentence="\n".join(lines) or "Nothing looks like anything else here.",
    )


def _line(row) -> str:  # type: ignore[no-untyped-def]
    against = f" Against: {row.speaks_against}." if row.speaks_against else ""
    told = [
        f"“{name}” ({where or 'written here'})"
        for name, where in ((row.one, row.one_from), (row.other, row.other_from))
    ]
    return f"{row.how}: {row.kind} {told[0]} and {told[1]}. For: {row.speaks_for}.{against}"
