"""What is said of a gap: plain words for whoever reads it, whatever statistics call it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commonweal.core.words import number, percent
from commonweal.evidence import figures
from commonweal.evidence.inequality.rows import EnglandFifth
from commonweal.methods.inequality import funnel

AGAINST, FOR, APART, UNSURE, UNKNOWN = "against the deprived", "for the deprived", "apart", "cannot tell", "not known"
VERDICTS = {
    AGAINST: _lazy("harder where people are most deprived"),
    FOR: _lazy("easier where people are most deprived"),
    APART: _lazy("different between the two ends"),
    UNSURE: _lazy("no gap that is larger than chance could make"),
    UNKNOWN: _lazy("not known"),
}
FIFTHS = {
    1: _lazy("Most deprived fifth"),
    2: _lazy("Second fifth"),
    3: _lazy("Middle fifth"),
    4: _lazy("Fourth fifth"),
    5: _lazy("Least deprived fifth"),
}
ENGLAND_FIFTHS = {
    1: _lazy("England’s most deprived fifth"),
    2: _lazy("England’s second fifth"),
    3: _lazy("England’s middle fifth"),
    4: _lazy("England’s fourth fifth"),
    5: _lazy("England’s least deprived fifth"),
}
BY_ENGLAND = _lazy(
    "The place’s neighbourhoods by the tenth of England’s neighbourhoods that each was published in, two tenths to a "
    "fifth; people added up in each. Limits are Wilson’s, widened by how far neighbourhoods scatter within their fifth."
)
ALL_ENGLAND = _lazy(
    "All England’s neighbourhoods of which this and their tenth are known (%(n)s), put in the same fifths; people "
    "added up in each."
)
ABOVE, BELOW, WITHIN = "above", "below", "within"
NOT_HELD = _lazy("What all England has in each of its fifths is not known: no file in use here says.")
NOT_KEPT = _lazy(
    "What all England has in each of its fifths is not known: when “%(title)s” came in, the figures of all England’s "
    "neighbourhoods were not kept. The file does not cover them all, or it came in before they were kept."
)
INVENTED = _lazy("This place is invented, and so are its tenths: there is no England to set beside it.")
OTHER_GROUND = _lazy(
    "What all England has in each of its fifths is not known: these figures are of neighbourhoods of 2011, its fifths "
    "of those of 2021."
)
STANDING = {
    funnel.FAR_HIGH: _lazy("much higher than chance would make it"),
    funnel.HIGH: _lazy("higher than chance would make it"),
    funnel.SAME: _lazy("no different from the rest, as far as one can tell"),
    funnel.LOW: _lazy("lower than chance would make it"),
    funnel.FAR_LOW: _lazy("much lower than chance would make it"),
    funnel.UNKNOWN: _lazy("not known"),
}
METHOD = _lazy(
    "The place’s own neighbourhoods in five lots, as equal as can be, by their deprivation in 2025; people added up in "
    "each. Slope index of inequality by the English definition (weighted least squares, told from the most deprived "
    "end), its limits by formula and the ratio’s by Fieller’s, widened by how far neighbourhoods scatter within their "
    "fifth and by how few they are."
)
FUNNEL = _lazy(
    "Limits of so many people around the place’s own share: 95 and 99.8 in 100 such groups would lie within by chance."
)
TOO_FEW = _lazy(
    "This place has fewer than five neighbourhoods with a deprivation score, so it cannot be put in fifths."
)


def verdict(higher_is: str, lower: float | None, upper: float | None) -> str:
    """What the limits of a gap allow to be said."""
    if lower is None or upper is None:
        return UNKNOWN
    if lower <= 0 <= upper:
        return UNSURE
    if not higher_is:
        return APART
    return AGAINST if (lower > 0) == (higher_is == "harder") else FOR


def shares(one: float | None, other: float | None) -> tuple[str, str]:
    """Two shares in words; with a digit more where they would read alike and are not."""
    texts = figures.text(one, "percent"), figures.text(other, "percent")
    if texts[0] == texts[1] and one is not None and other is not None and abs(one - other) >= 0.05:
        return tuple(_("%(share)s in 100") % {"share": number(each, 1)} for each in (one, other))  # type: ignore[return-value]
    return texts


def finely(one: float | None, other: float | None) -> tuple[str, str]:
    """Two shares to a tenth, which rounding would draw together or push apart; finer where that still hides them."""
    known = [each for each in (one, other) if each is not None]
    digits = 2 if any(0 < each < 1 for each in known) else 1
    if len(known) == 2 and abs(known[0] - known[1]) > 1e-9 and len({number(each, digits) for each in known}) == 1:
        digits += 1

    def said(share: float | None) -> str:
        return _("not known") if share is None else _("%(share)s in 100") % {"share": number(share, digits)}

    return said(one), said(other)


def times(ratio: float | None) -> str:
    """The relative index in a sentence; "" where it is not known."""
    if ratio is None:
        return ""
    if 0.95 <= ratio < 1.05:
        return _("Nearly as many at both ends.")
    if ratio < 0.95:
        return _("%(percent)s as many.") % {"percent": percent(100 * ratio)}
    return _("%(times)s times as many.") % {"times": number(ratio, 1)}


def says(gap: float | None, lower: float | None, upper: float | None) -> str:
    """The slope index in a sentence."""
    if gap is None:
        return _("The gap is not known.")
    told = {"gap": number(abs(gap), 1)}
    said = (
        _("From end to end of the place, %(gap)s in 100 more at the most deprived end.")
        if gap >= 0
        else _("From end to end of the place, %(gap)s in 100 fewer at the most deprived end.")
    ) % told
    if lower is None or upper is None:
        return f"{said} {_('How sure that is cannot be said: there are too few neighbourhoods.')}"
    return f"{said} {_likely(lower, upper)}"


def _likely(lower: float, upper: float) -> str:
    """The limits of a gap, each with its own direction where they have two."""
    near, far = sorted((abs(lower), abs(upper)))
    if lower <= 0 <= upper:
        told = {"fewer": number(abs(lower), 1), "more": number(upper, 1)}
        return _("Likely between %(fewer)s fewer and %(more)s more.") % told
    return _("Likely between %(low)s and %(high)s.") % {"low": number(near, 1), "high": number(far, 1)}


def lead(most: str, least: str) -> str:
    """The gap as a person would tell it."""
    said = _("%(most)s in the most deprived fifth of neighbourhoods, %(least)s in the least deprived fifth.")
    return said % {"most": most, "least": least}


def beside(lower: float | None, upper: float | None, england: float | None) -> str:
    """Where England stands to the range that is likely here."""
    if lower is None or upper is None or england is None:
        return UNKNOWN
    return BELOW if england < lower else ABOVE if england > upper else WITHIN


def beside_england(most: EnglandFifth, here: bool) -> str:
    """England's most deprived fifth, here and in all England: a difference only where England lies out of the range."""
    told = dict(zip(("here", "england"), finely(most.value, most.england), strict=True))
    if not here:
        said = _("None of this place’s neighbourhoods is in England’s most deprived fifth; there: %(england)s.")
        return said % told
    said = _("Of England’s most deprived fifth of neighbourhoods, here: %(here)s; in all England: %(england)s.") % told
    return said if most.value is None or most.england is None else f"{said} {_BESIDE[most.beside]}"


_BESIDE = {
    ABOVE: _lazy("That is a smaller share here than in all of that fifth, by more than chance would make it."),
    BELOW: _lazy("That is a larger share here than in all of that fifth, by more than chance would make it."),
    WITHIN: _lazy("England lies within the range that is likely here, so no difference can be told."),
    UNKNOWN: _lazy("How sure a difference would be cannot be said: there are too few neighbourhoods."),
}


def what_if(more: float) -> str:
    """How many it would be, were it everywhere as in the least deprived fifth."""
    if abs(more) < 1:
        return ""
    said = (
        _("If it were everywhere as in the least deprived fifth, there would be about %(many)s fewer.")
        if more < 0
        else _("If it were everywhere as in the least deprived fifth, there would be about %(many)s more.")
    )
    return said % {"many": number(_rounded(round(abs(more))))}


def _rounded(many: int) -> int:
    """To two figures: more would pretend to know."""
    digits = max(0, len(str(many)) - 2)
    return round(many, -digits)
