"""The guide to the methods is printed from their tests: what is written there is what was worked out.

A spec test of a family of methods names each method and gives small cases that a reader can follow by hand. The test
compares what the method says with what the case expects; `python -m tests.write_docs` prints docs/methods/<family>.md
from the same cases, and a test holds the file to them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Case:
    """One worked example: in words, as a call, and what it should say."""

    given: str
    call: Callable[[], Any]
    expected: Any  # a number, or a dict of numbers by what they are called
    to: float = 1e-9  # how near, relative
    origin: str = "worked by hand"

    def found(self) -> Any:
        """What the method says."""
        return self.call()


@dataclass(frozen=True)
class Method:
    """One method: the question it answers, how, what it assumes, where it comes from, how to call it."""

    title: str
    question: str
    definition: str
    assumes: str
    source: str
    function: str  # "commonweal.methods.inequality.slope.sii"
    command: str = ""  # "commonweal inequality sii FILE"
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True)
class Family:
    """Methods that belong together: one page of the guide."""

    name: str  # of the file: "inequality"
    title: str
    opening: str
    methods: tuple[Method, ...]


def agrees(found: Any, expected: Any, to: float) -> bool:
    """Is what was found what was expected? Unknown agrees with unknown alone."""
    if isinstance(expected, dict):
        return set(found) == set(expected) and all(agrees(found[name], expected[name], to) for name in expected)
    if isinstance(expected, Sequence) and not isinstance(expected, str):
        return len(found) == len(expected) and all(agrees(a, b, to) for a, b in zip(found, expected, strict=True))
    if isinstance(expected, float | int) and not isinstance(expected, bool):
        return found is not None and math.isclose(found, expected, rel_tol=to, abs_tol=to)
    return bool(found == expected)


def printed(family: Family) -> str:
    """The page of the guide."""
    lines = [f"# {family.title}", "", family.opening, ""]
    for each in family.methods:
        lines += [f"## {each.title}", "", f"**{each.question}**", "", each.definition, ""]
        lines += [f"*Assumes:* {each.assumes}", "", f"*Source:* {each.source}", "", f"*In Python:* `{each.function}`"]
        lines += [f"*At the command line:* `{each.command}`", ""] if each.command else [""]
        if each.cases:
            lines += ["| given | expected | worked out | origin |", "|---|---|---|---|"]
            lines += [f"| {c.given} | {_cell(c.expected)} | {_cell(c.found())} | {c.origin} |" for c in each.cases]
            lines.append("")
    return "\n".join(lines)


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} {_cell(each)}" for name, each in value.items())
    if isinstance(value, float):
        return f"{0.0 if abs(value) < 1e-12 else value:.6g}"  # what rounding leaves differs between machines
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value))
    return "not known" if value is None else str(value)
