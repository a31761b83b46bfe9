"""The slope index of inequality and the relative index, as England's public health statistics define them.

People are put in a row from the most to the least deprived, a straight line is laid through the values of their
groups by weighted least squares, and its two ends are compared: their difference is the slope index (SII), their
ratio the relative index (RII). The World Health Organization defines both otherwise: see `logistic`.

The line is linear in the values, so its limits need no simulation: the SII's are a sum of the groups' variances, the
RII's are Fieller's (1954). 361 areas by two sexes take less than a hundredth of a second.

A fault known in a peer and not repeated here: phe_sii 2.1.0 takes a multiplier between 0 and 1 for a negative one when
values are on a log scale, swaps the limits of the SII and turns the RII's over (multiplier 0.5: RII 0.431 with limits
2.07 to 2.60). Here only a multiplier below zero turns the ratio over.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.methods.inequality.arrays import ArrayLike, Numbers, known, numbers, ranks, z_of

PLAIN, LOG, LOGIT = "plain", "log", "logit"
CLOSED, SIMULATED, NONE = "closed form", "simulated", "none"


@dataclass(frozen=True, slots=True)
class Slopes:
    """Slope indices of many places at once: one row for each place, one column of limits for each confidence.

    Not a number where a place's groups are not all known, or where a ratio has no meaning.
    """

    sii: Numbers  # in the unit of the values, times the multiplier
    rii: Numbers
    intercept: Numbers  # the line at the most deprived end, in the unit of the values
    error: Numbers  # standard error of the slope on the scale it was fitted
    sii_lower: Numbers  # places × confidences
    sii_upper: Numbers
    rii_lower: Numbers
    rii_upper: Numbers
    confidence: tuple[float, ...]
    scale: str
    multiplier: float
    limits: str


@dataclass(frozen=True, slots=True)
class SlopeIndex:
    """One place's slope index and relative index, with what they rest on."""

    sii: float | None
    sii_lower: float | None
    sii_upper: float | None
    rii: float | None
    rii_lower: float | None
    rii_upper: float | None
    intercept: float | None
    error: float | None
    groups: int
    confidence: float
    scale: str
    multiplier: float
    limits: str


@dataclass(frozen=True, slots=True)
class Line:
    """Lines through the groups of many places: height in the middle, slope, and how unsure both are."""

    middle: Numbers
    slope: Numbers
    middle_variance: Numbers
    slope_variance: Numbers
    together: Numbers  # covariance of the two

    @property
    def start(self) -> Numbers:
        """The line at the most deprived end."""
        return self.middle - self.slope / 2

    @property
    def end(self) -> Numbers:
        """The line at the least deprived end."""
        return self.middle + self.slope / 2


def weights(populations: Numbers) -> tuple[Numbers, Numbers]:
    """Shares of the people, and what each group's value counts for in the slope: SII = sum of weights times values."""
    share = populations / populations.sum(axis=1, keepdims=True)
    # Half is the mean of midpoints weighted by shares, whatever the shares are.
    off = ranks(share) - 0.5
    return share, share * off / (share * off**2).sum(axis=1, keepdims=True)


def line(values: Numbers, populations: Numbers, errors: Numbers) -> Line:
    """Weighted least squares of values on rank, for many places: groups run along the rows, most deprived first."""
    share, weight = weights(populations)
    variance = errors**2
    return Line(
        (share * values).sum(axis=1),
        (weight * values).sum(axis=1),
        (share**2 * variance).sum(axis=1),
        (weight**2 * variance).sum(axis=1),
        (share * weight * variance).sum(axis=1),
    )


def errors_of(lower: ArrayLike, upper: ArrayLike, *, scale: str = PLAIN, confidence: float = 0.95) -> Numbers:
    """Standard errors of values whose limits were published, on the scale that a line is fitted on.

    >>> [round(float(each), 4) for each in errors_of([10.0], [20.0])]
    [2.5511]
    """
    low, high = scaled(numbers(lower), scale), scaled(numbers(upper), scale)
    return (high - low) / (2 * z_of(confidence))


def scaled(values: Numbers, scale: str) -> Numbers:
    """Values as a line is laid through them. None and all have no logarithm: not a number."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale == LOG:
            return np.where(values > 0, np.log(values), np.nan)
        if scale == LOGIT:
            return np.where((values > 0) & (values < 1), np.log(values) - np.log1p(-values), np.nan)
    if scale != PLAIN:
        raise ValueError(f"A scale is {PLAIN}, {LOG} or {LOGIT}, not {scale}.")
    return values


def unscaled(values: Numbers, scale: str) -> Numbers:
    """Back again."""
    if scale == LOG:
        return np.exp(values)
    return 1 / (1 + np.exp(-values)) if scale == LOGIT else values


def rows(values: ArrayLike, populations: ArrayLike) -> tuple[Numbers, Numbers]:
    """Groups of many places as two tables of one shape. Where a group has nobody, the place is not known."""
    y, people = np.atleast_2d(numbers(values)), np.atleast_2d(numbers(populations))
    if y.ndim != 2 or y.shape != people.shape or y.shape[1] < 2:
        raise ValueError("Give, for each place, the values and the people of two groups or more, as many of each.")
    return y, np.where(people > 0, people, np.nan)


def slopes(
    values: ArrayLike,
    populations: ArrayLike,
    errors: ArrayLike | None = None,
    *,
    scale: str = PLAIN,
    multiplier: float = 1.0,
    confidence: tuple[float, ...] = (0.95,),
) -> Slopes:
    """How far apart are the two ends of each of many places? As `sii`, for a table of places × groups.

    `errors` are standard errors on the scale of the line (`errors_of`); without them there are no limits.

    >>> found = slopes([[30, 20, 10], [5, 5, 5]], [[1, 1, 1], [2, 1, 4]])
    >>> [round(float(each), 6) + 0 for each in found.sii]
    [-30.0, 0.0]
    """
    y, people = rows(values, populations)
    if not multiplier or not np.isfinite(multiplier):
        raise ValueError("A multiplier of 0 would make every gap nothing.")
    unsure = np.full(y.shape, np.nan) if errors is None else np.atleast_2d(numbers(errors))
    if unsure.shape != y.shape:
        raise ValueError("Give as many standard errors as values.")
    laid = line(scaled(y, scale), people, unsure)
    z = np.array([z_of(each) for each in confidence])
    sii, rii = ends(laid.start, laid.end, scale, multiplier)
    reach = z * np.sqrt(laid.slope_variance)[:, None]
    low, high = laid.slope[:, None] - reach, laid.slope[:, None] + reach
    middle = laid.middle[:, None]
    one, ratio_one = ends(middle - low / 2, middle + low / 2, scale, multiplier)
    other, ratio_other = ends(middle - high / 2, middle + high / 2, scale, multiplier)
    if scale == PLAIN:
        ratio_one, ratio_other = (turned(each, multiplier) for each in fieller(laid, z))
    return Slopes(
        sii, rii, unscaled(laid.start, scale), np.sqrt(laid.slope_variance),
        np.minimum(one, other), np.maximum(one, other),
        np.minimum(ratio_one, ratio_other), np.maximum(ratio_one, ratio_other),
        tuple(confidence), scale, multiplier, NONE if errors is None else CLOSED,
    )  # fmt: skip


def ends(start: Numbers, end: Numbers, scale: str, multiplier: float) -> tuple[Numbers, Numbers]:
    """SII and RII from the two ends of a line on its scale. No ratio where an end is not above zero."""
    worst, best = unscaled(start, scale), unscaled(end, scale)
    sound = (worst > 0) & (best > 0)
    ratio = np.divide(best, worst, out=np.full(worst.shape, np.nan), where=sound)
    return multiplier * (best - worst), turned(ratio, multiplier)


def turned(ratio: Numbers, multiplier: float) -> Numbers:
    """With a multiplier below zero the gap is told from the other end, and so is the ratio."""
    return 1 / ratio if multiplier < 0 else ratio


def fieller(laid: Line, z: Numbers) -> tuple[Numbers, Numbers]:
    """Limits of the ratio of a line's two ends. Not a number where the most deprived end may be nothing at all."""
    start, end = laid.start[:, None], laid.end[:, None]
    outer = (laid.middle_variance + laid.slope_variance / 4)[:, None]
    start_variance, end_variance = outer - laid.together[:, None], outer + laid.together[:, None]
    both = (laid.middle_variance - laid.slope_variance / 4)[:, None]
    square = start**2 - z**2 * start_variance
    half = start * end - z**2 * both
    root = np.sqrt(np.maximum(half**2 - square * (end**2 - z**2 * end_variance), 0))
    sound = (square > 0) & (start > 0) & (end > 0)
    low, high = (
        np.divide(half + way * root, square, out=np.full(square.shape, np.nan), where=sound) for way in (-1, 1)
    )
    return low, high


def sii(
    values: ArrayLike,
    populations: ArrayLike,
    errors: ArrayLike | None = None,
    *,
    scale: str = PLAIN,
    multiplier: float = 1.0,
    confidence: float = 0.95,
) -> SlopeIndex:
    """How much does a value change from the most deprived end of a place to the least deprived, in all and in ratio?

    Groups come in order, most deprived first, with the people of each. The SII is in the unit of the values: -30 says
    that the least deprived end has 30 less. English definition. Assumes: values change roughly in a straight line
    across the order, and the groups' errors are independent. On the log and logit scales the line is straight there,
    and the ends are taken back; the limits are those of the slope about the fitted middle.

    >>> found = sii([30, 20, 10], [1, 1, 1], [1.0, 1.0, 1.0])
    >>> round(found.sii, 6), round(found.sii_lower, 2), round(found.rii, 3)
    (-30.0, -34.16, 0.143)
    """
    y, people = numbers(values), numbers(populations)
    unsure = None if errors is None else numbers(errors)[None, :]
    found = slopes(y[None, :], people[None, :], unsure, scale=scale, multiplier=multiplier, confidence=(confidence,))
    return first(found, len(y))


def first(found: Slopes, groups: int) -> SlopeIndex:
    """The first of many, as one."""
    return SlopeIndex(
        known(found.sii[0]), known(found.sii_lower[0, 0]), known(found.sii_upper[0, 0]),
        known(found.rii[0]), known(found.rii_lower[0, 0]), known(found.rii_upper[0, 0]),
        known(found.intercept[0]), known(found.error[0]), groups,
        found.confidence[0], found.scale, found.multiplier, found.limits,
    )  # fmt: skip
