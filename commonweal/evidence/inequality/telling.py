"""How the commands answer: programs get every digit, people as many as they can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.config import say


def tell(rows: Sequence[Mapping[str, Any]], *, as_json: bool) -> None:
    """Say these rows. For people: one row line by line, several as a table of what differs between them."""
    if as_json:
        say.answer(rows, as_json=True)
        return
    short = [{name: _short(value) for name, value in row.items()} for row in rows]
    if len(short) == 1:
        say.answer(short[0], as_json=False)
        return
    same = {name for name in short[0] if len({str(row.get(name)) for row in short}) == 1}
    say.answer([{name: value for name, value in row.items() if name not in same} for row in short], as_json=False)
    for name in same:
        print(f"{name.replace('_', ' ')}: {say.shown(short[0][name])}")


def _short(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.5g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name.replace('_', ' ')} {say.shown(_short(each))}" for name, each in value.items())
    return value
