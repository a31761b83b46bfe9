"""The benches of the evidence, one after another, and one table of what was measured beside what.

    ./do bench evidence [access=PYTHON] [siting=PYTHON] …

Each part measures its own (bench/evidence_<part>.py), with what is given for it (mostly the Python in which its peer
stands). A part that gives rows by `ratios()` (what, seconds, times the thing it is set beside, and what that is) has
them in the table at the end; what any other prints stands above it. A part that cannot run here says so, and the others
go on.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec

from bench import machine

PARTS = ("inequality", "access", "siting", "engine")
Row = tuple[str, float, float | None, str]


def measured(part: str, given: list[str]) -> list[Row]:
    """What a part measured, for the table; of one that prints for itself, nothing."""
    name = f"bench.evidence_{part}"
    print(f"\n── {part} ──", flush=True)
    if find_spec(name) is None:
        print("There is no bench of it here.")
        return []
    ratios = getattr(import_module(name), "ratios", None)
    if ratios is None:
        subprocess.call([sys.executable, "-m", name, *given])
        return []
    try:
        rows: list[Row] = list(ratios())
    except (ImportError, OSError) as error:
        print(f"It could not run here: {error}")
        return []
    if not rows:
        print("It could not run here: an extra or a peer is missing.")
    return rows


def main(words: list[str]) -> None:
    """Run them all and print the table."""
    given = {part: [word.partition("=")[2] for word in words if word.startswith(f"{part}=")] for part in PARTS}
    print(machine.said())
    rows = [(part, *row) for part in PARTS for row in measured(part, given[part])]
    print(f"\n{'part':<12} {'what':<56} {'seconds':>9} {'ratio':>7}  beside")
    for part, what, seconds, ratio, beside in rows:
        times = f"{ratio:.2f}" if ratio is not None else "–"
        print(f"{part:<12} {what:<56.56} {seconds:>9.3f} {times:>7}  {beside}")


if __name__ == "__main__":
    main(sys.argv[1:])
