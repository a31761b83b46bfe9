"""How far groups lie from each other: the World Health Organization's measures, each with limits on its own scale.

Errors of the groups are taken on by linear approximation, all measures alike. Faults known in a peer (healthequal
1.0.1) and not repeated: the errors of its Theil index and mean log deviation are a thousand times too small for their
estimates, that of its attributable fraction a hundred times, and its mean differences from the best or from a reference
break off where no errors are given.

A measure that picks the best or the most extreme group out of many finds a gap by chance alone: read it beside limits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.methods.inequality.arrays import ArrayLike, Numbers, numbers, ranks, same_length, z_of

THOUSAND = 1_000.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure with its error and limits; those are None where the groups' errors are not known."""

    value: float
    error: float | None
    lower: float | None
    upper: float | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Groups:
    """Values of groups, the part of all people in each, and the mean they are measured from."""

    values: Numbers
    share: Numbers
    errors: Numbers | None
    mean: float
    drift: Numbers  # how the mean moves with each value: nothing where a published average was given


def groups(
    values: ArrayLike, populations: ArrayLike, errors: ArrayLike | None = None, *, average: float | None = None
) -> Groups:
    """Groups to be measured. In order where a measure needs one: the most disadvantaged first.

    `average` is the published one of the whole, if it is to be used instead of the groups' own mean by people.
    """
    y, people = numbers(values), numbers(populations)
    same_length(y, people)
    if len(y) < 2 or not np.all(people > 0) or not np.all(np.isfinite(y)):
        raise ValueError("Give two groups or more, each with people and a value that is known.")
    unsure = None if errors is None else numbers(errors)
    if unsure is not None:
        same_length(y, unsure)
    share = people / people.sum()
    own = float((share * y).sum())
    return Groups(
        y, share, unsure, own if average is None else float(average), share if average is None else np.zeros_like(share)
    )


def _measured(value: float, moves: Numbers, held: Groups, confidence: float) -> Measured:
    """A value, and its limits from how it moves with each group's value."""
    if held.errors is None or not np.all(np.isfinite(held.errors)):
        return Measured(float(value), None, None, None, confidence)
    error = float(np.sqrt(((moves * held.errors) ** 2).sum()))
    half = z_of(confidence) * error
    return Measured(float(value), error, float(value) - half, float(value) + half, confidence)


def aci(held: Groups, *, confidence: float = 0.95) -> Measured:
    """How much of the whole lies with the better-off half rather than the worse-off? (Absolute concentration index.)

    In the unit of the values. Groups in order; above nothing where there is more of it among the better off.
    """
    moves = 2 * held.share * (ranks(held.share) - 0.5)
    return _measured(float((moves * held.values).sum()), moves, held, confidence)


def rci(
    held: Groups, *, bounds: tuple[float, float] | None = None, correction: str = "", confidence: float = 0.95
) -> Measured:
    """The same as a part of the mean. (Relative concentration index.)

    For values between two bounds there are two corrections: "wagstaff", divided by how far the mean is from both, and
    "erreygers", four times the absolute index as a part of the range.
    """
    whole = aci(held)
    lean = 2 * held.share * (ranks(held.share) - 0.5)
    mean, drift = held.mean, held.drift
    if correction and bounds is None:
        raise ValueError("A correction needs the bounds of the values, such as 0 and 100.")
    low, high = bounds or (0.0, 1.0)
    if correction == "erreygers":
        below, slope = (high - low) / 4, np.zeros_like(drift)
    elif correction == "wagstaff":
        below, slope = (high - mean) * (mean - low) / (high - low), (high + low - 2 * mean) / (high - low) * drift
    elif not correction:
        below, slope = mean, drift
    else:
        raise ValueError("A correction is “wagstaff” or “erreygers”.")
    return _measured(whole.value / below, lean / below - whole.value / below**2 * slope, held, confidence)


def bgv(held: Groups, *, confidence: float = 0.95) -> Measured:
    """How far are groups from the mean, in squares, by people? (Between-group variance.)"""
    off = held.values - held.mean
    return _measured(float((held.share * off**2).sum()), _square_moves(held), held, confidence)


def bgsd(held: Groups, *, confidence: float = 0.95) -> Measured:
    """The same in the unit of the values. (Between-group standard deviation.)"""
    root = float(np.sqrt((held.share * (held.values - held.mean) ** 2).sum()))
    return _measured(root, _square_moves(held) / (2 * root) if root else np.zeros_like(held.values), held, confidence)


def cov(held: Groups, *, confidence: float = 0.95) -> Measured:
    """The standard deviation between groups, in hundredths of the mean. (Coefficient of variation.)"""
    root = bgsd(held)
    moves = (_square_moves(held) / (2 * root.value)) if root.value else np.zeros_like(held.values)
    return _per_mean(root.value, moves, held, confidence)


def theil(held: Groups, *, confidence: float = 0.95) -> Measured:
    """How uneven is it, in thousandths, with those who have much counting most? (Theil's index.)"""
    part = held.values / held.mean
    if np.any(part < 0):
        raise ValueError("Theil’s index needs values that are not below nothing.")
    logs = np.log(np.where(part > 0, part, 1.0))
    inner = np.where(part > 0, 1 + logs, 0.0)
    moves = held.share * inner / held.mean - (held.share * inner * part).sum() / held.mean * held.drift
    return _measured(THOUSAND * float((held.share * part * logs).sum()), THOUSAND * moves, held, confidence)


def mld(held: Groups, *, confidence: float = 0.95) -> Measured | None:
    """How uneven is it, in thousandths, with those who have little counting most? (Mean log deviation.)

    None where a group has nothing: its logarithm has no end.
    """
    part = held.values / held.mean
    if np.any(part <= 0):
        return None
    moves = -held.share / held.values + held.drift / held.mean
    return _measured(THOUSAND * float(-(held.share * np.log(part)).sum()), THOUSAND * moves, held, confidence)


def mdm(held: Groups, *, weighted: bool = True, confidence: float = 0.95) -> Measured:
    """How far are groups from the mean, on average? By people, or each group alike. (Mean difference from mean.)"""
    value, moves = _from(held, held.mean, held.drift, weighted)
    return _measured(value, moves, held, confidence)


def idis(held: Groups, *, weighted: bool = True, confidence: float = 0.95) -> Measured:
    """The same in hundredths of the mean. (Index of disparity.)"""
    value, moves = _from(held, held.mean, held.drift, weighted)
    return _per_mean(value, moves, held, confidence)


def mdb(held: Groups, *, favourable: bool, weighted: bool = True, confidence: float = 0.95) -> Measured:
    """How far are groups from the best one, on average? `favourable`: more is better. (Mean difference from best.)"""
    return mdr(held, _best(held, favourable), weighted=weighted, confidence=confidence)


def mdr(held: Groups, reference: int, *, weighted: bool = True, confidence: float = 0.95) -> Measured:
    """How far are groups from one of them, on average? (Mean difference from a reference group.)"""
    own = np.zeros_like(held.values)
    own[reference] = 1.0
    value, moves = _from(held, float(held.values[reference]), own, weighted)
    return _measured(value, moves, held, confidence)


def par(held: Groups, *, favourable: bool, ordered: bool, confidence: float = 0.95) -> Measured:
    """How much would the whole change if everybody had what the best-off have? (Population attributable risk.)

    The best off are the last group of an order, else the best of all. Nothing, where they have no more than the mean.
    Below nothing where less is better.
    """
    at = len(held.values) - 1 if ordered else _best(held, favourable)
    own = np.zeros_like(held.values)
    own[at] = 1.0
    gain = float(held.values[at]) - held.mean
    wrong = gain < 0 if favourable else gain > 0
    return _measured(0.0 if wrong else gain, own - held.drift, held, confidence)


def paf(held: Groups, *, favourable: bool, ordered: bool, confidence: float = 0.95) -> Measured:
    """The same in hundredths of the mean. (Population attributable fraction.)"""
    gain = par(held, favourable=favourable, ordered=ordered)
    own = np.zeros_like(held.values)
    own[len(own) - 1 if ordered else _best(held, favourable)] = 1.0
    return _per_mean(gain.value, own - held.drift, held, confidence)


def _best(held: Groups, favourable: bool) -> int:
    return int(np.argmax(held.values) if favourable else np.argmin(held.values))


def _square_moves(held: Groups) -> Numbers:
    off = held.values - held.mean
    return np.asarray(2 * held.share * off - 2 * (held.share * off).sum() * held.drift)


def _from(held: Groups, point: float, point_moves: Numbers, weighted: bool) -> tuple[float, Numbers]:
    """Mean distance from a point, and how it moves with each value while no group crosses the point."""
    weight = held.share if weighted else np.full(len(held.share), 1 / len(held.share))
    side = np.sign(held.values - point)
    value = float((weight * np.abs(held.values - point)).sum())
    return value, weight * side - (weight * side).sum() * point_moves


def _per_mean(value: float, moves: Numbers, held: Groups, confidence: float) -> Measured:
    """In hundredths of the mean, which moves too."""
    return _measured(
        100 * value / held.mean, 100 * (moves / held.mean - value / held.mean**2 * held.drift), held, confidence
    )
