"""How a number is put to residents and to clinicians where whoever prepared the reading said nothing of their own."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commonweal.core.words import number
from commonweal.evidence.kept_queries import interval, is_bounded
from commonweal.evidence.rows import KeptFigureRow
from commonweal.methods.reading import reading

RESIDENTS, CLINICIANS = "residents", "clinicians"
AUDIENCES = {RESIDENTS: _lazy("For residents"), CLINICIANS: _lazy("For clinicians")}
QUESTION = _lazy("What do you make of this?")


def reading_age(said: str) -> int | None:
    """How old a reader has to be for these words, roughly; None of another language, or of too few words."""
    if not (get_language() or "en").startswith("en"):
        return None
    age = reading(said).age
    return None if age is None else round(age)


def audience(asked: str) -> str:
    """Whom the words are for: residents, unless clinicians are named."""
    return CLINICIANS if asked == CLINICIANS else RESIDENTS


def for_residents(figure: KeptFigureRow) -> str:
    """A sentence or two with no word that has to be learnt."""
    if figure.value is None:
        return _("Nobody knows this number here. That it is not known does not mean that it is nought.")
    said = _("Here it is %(text)s.") % {"text": figure.text}
    said += _in_all(figure)
    beside = _england(figure)
    likely = _("Numbers like this are never exact: it could well be a little more or less.") if figure.low else ""
    return " ".join(each for each in (said, beside, likely) if each)


def for_clinicians(figure: KeptFigureRow) -> str:
    """The same number with what it was divided from; how it was made stands below it."""
    if figure.value is None:
        return _("Not known; not nought. %(method)s") % {"method": figure.method}
    value = number(figure.value, 1 if figure.unit != "people" else 0)
    counted = _counted(figure)
    return " ".join(each for each in (f"{figure.label}: {value}.", interval_of(figure), counted) if each)


def interval_of(figure: KeptFigureRow) -> str:
    """The interval as a sentence, where there is one."""
    likely = interval(figure.about, figure.low, figure.high)
    if not likely:
        return ""
    return f"{capfirst(likely)}." if is_bounded(figure.about) else _("95%% interval: %s.") % likely


def _in_all(figure: KeptFigureRow) -> str:
    """How many that is, roughly: two figures say enough, and nobody is counted out."""
    many = figure.rows[0].get("numerator") if figure.rows else None
    if not isinstance(many, int | float) or many < 100:
        return ""
    step = 10 ** (len(str(round(many))) - 2)
    return " " + _("That is about %(many)s in all.") % {"many": number(round(many / step) * step)}


def _counted(figure: KeptFigureRow) -> str:
    row = figure.rows[0] if figure.rows else {}
    top, bottom, known, areas = (row.get(name) for name in ("numerator", "denominator", "known", "areas"))
    said = []
    if isinstance(top, int | float) and isinstance(bottom, int | float):
        said.append(_("%(top)s of %(bottom)s.") % {"top": number(top), "bottom": number(bottom)})
    if isinstance(known, int) and isinstance(areas, int) and known < areas:
        told = {"known": number(known), "areas": number(areas)}
        said.append(_("Known for %(known)s of %(areas)s neighbourhoods.") % told)
    return " ".join(said)


def _england(figure: KeptFigureRow) -> str:
    row = next((each for each in figure.rows if each.get("beside") == "England"), None)
    said = row.get("text") if row else ""
    return _("In England as a whole it is %(text)s.") % {"text": said} if said else ""
