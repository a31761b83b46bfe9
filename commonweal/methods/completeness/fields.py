"""Fields of a return: how much is filled in, how much of that can be used, and how much says "not stated"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a file. Shares are of the people counted where weights are given, else of rows; None of nobody."""

    rows: int
    filled: int
    usable: int
    weight: float
    complete: float | None  # filled / all
    valid: float | None  # usable / filled
    not_stated: float | None  # "not stated", "not asked", "prefers not to say" / usable
    default: float | None  # a code that a system fills in by itself / usable


def field(
    values: Sequence[str],
    usable: Sequence[bool],
    *,
    not_stated: Collection[str] = (),
    default: Collection[str] = (),
    weights: Sequence[float | None] | None = None,
) -> Field:
    """How well is this field recorded?

    `values`: as the file has them, empty where nothing was written; `usable`: what the contract's rules say of each.
    A return of counts is weighted by its counts: one row of forty people whose ethnicity is not stated is forty people.
    A row without a known count weighs nothing. "Not stated" and default codes are valid, and tell nobody anything.

    >>> field(["A", "Z", "", "?"], [True, True, False, False], not_stated={"Z"}).not_stated
    0.5
    """
    weighs = [1.0] * len(values) if weights is None else [each or 0.0 for each in weights]
    rows = list(zip(values, usable, weighs, strict=True))
    whole = sum(weighs)
    filled = sum(weight for value, _fit, weight in rows if value.strip())
    fits = sum(weight for value, fit, weight in rows if value.strip() and fit)
    return Field(
        len(rows),
        sum(1 for value, _fit, _weight in rows if value.strip()),
        sum(1 for value, fit, _weight in rows if value.strip() and fit),
        whole,
        share(filled, whole),
        share(fits, filled),
        share(sum(weight for value, fit, weight in rows if fit and value in not_stated), fits),
        share(sum(weight for value, fit, weight in rows if fit and value in default), fits),
    )


def share(part: float, whole: float) -> float | None:
    """A part of a whole; None of nothing, which is not zero."""
    return part / whole if whole else None


def areas_with_any(expected: Collection[str], seen: Collection[str]) -> float | None:
    """Of how many of the areas does the return say anything? None where none is expected.

    >>> areas_with_any({"a", "b", "c", "d"}, {"a", "b", "elsewhere"})
    0.5
    """
    wanted = set(expected)
    return share(len(wanted & set(seen)), len(wanted))
