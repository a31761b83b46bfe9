"""The benches of the evidence, one after another, and one table of what was measured beside what.

    ./do bench evidence

Each part measures its own (bench/evidence_<part>.py) and gives rows by `ratios()`: what, seconds, times the thing it is
set beside (below 1: less than that), and what that is. A part that cannot run here (an extra or a peer is missing) says
so and the others go on.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from bench import machine

PARTS = ("inequality", "access", "siting", "engine")
Row = tuple[str, float, float | None, str]


def rows_of(part: str) -> list[Row] | str:
    """What a part measured; or a sentence that says why it did not."""
    name = f"bench.evidence_{part}"
    if find_spec(name) is None:
        return "has no bench here."
    measured = getattr(import_module(name), "ratios", None)
    if measured is None:
        return f"has no table of ratios: run ./do bench evidence_{part}."
    try:
        return list(measured()) or "could not run here: an extra or a peer is missing."
    except (ImportError, OSError) as error:
        return f"could not run here: {error}"


def main() -> None:
    """Run them all and print the table."""
    print(machine.said())
    print(f"\n{'part':<12} {'what':<56} {'seconds':>9} {'ratio':>7}  beside")
    for part in PARTS:
        found = rows_of(part)
        if isinstance(found, str):
            print(f"{part:<12} {found}")
            continue
        for what, seconds, ratio, beside in found:
            times = f"{ratio:.2f}" if ratio is not None else "–"
            print(f"{part:<12} {what:<56.56} {seconds:>9.3f} {times:>7}  {beside}")


if __name__ == "__main__":
    main()
