"""What all measures of inequality take: numbers in a row, and how sure their limits are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
ArrayLike = Sequence[float | None] | npt.ArrayLike


def numbers(values: ArrayLike) -> Numbers:
    """Values as an array; None becomes not a number."""
    return np.asarray(values, dtype=np.float64)


def z_of(confidence: float) -> float:
    """How many standard errors to each side, for limits this sure: 0.95 gives 1.96."""
    from scipy.special import ndtri

    if not 0 < confidence < 1:
        raise ValueError("Confidence lies between 0 and 1: 0.95 means 95 in 100.")
    return float(ndtri(0.5 + confidence / 2))


def same_length(*rows: Numbers) -> None:
    """Refuse rows that do not belong together."""
    if len({each.shape for each in rows}) > 1:
        raise ValueError(f"Rows of one length are needed, not of {', '.join(str(each.shape) for each in rows)}.")


def ranks(shares: Numbers) -> Numbers:
    """Where the middle of each group stands, from 0 (the first) to 1; groups run along the last axis."""
    return np.asarray(np.cumsum(shares, axis=-1) - shares / 2)


def known(value: float) -> float | None:
    """A number as Python's own; None where it is not known."""
    return float(value) if np.isfinite(value) else None
