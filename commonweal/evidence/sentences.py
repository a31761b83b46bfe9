"""Plain sentences made from the figures: what a resident might say, and nothing that the figures do not say.

Each is a whole sentence in the catalogues, with named gaps: other languages order and bend their words differently.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from commonweal.core.words import number
from commonweal.evidence import figures as figures_of
from commonweal.evidence.rows import AreaRow, DeprivationShare, FifthRow, FigureRow
from commonweal.places import area_kinds

# How an indicator is said in a sentence.
SAID = {
    "bad_health": _lazy("%(people)s are in bad or very bad health"),
    "carers": _lazy("%(people)s give unpaid care"),
    "little_english": _lazy("%(people)s speak little or no English"),
}
HOMES = {
    "older_alone": _lazy("In %(homes)s homes one person of 66 or more lives alone"),
    "overcrowded": _lazy("In %(homes)s homes there are more people than the bedrooms are meant for"),
    "no_car": _lazy("In %(homes)s homes there is no car or van"),
    "deprived_homes": _lazy("In %(homes)s homes the census counted two or more kinds of deprivation"),
}
TENTHS = {
    1: _lazy("It is among the most deprived tenth of England’s neighbourhoods."),
    2: _lazy("It is in the second most deprived tenth of England’s neighbourhoods."),
    3: _lazy("It is in the third most deprived tenth of England’s neighbourhoods."),
    4: _lazy("It is in the fourth most deprived tenth of England’s neighbourhoods."),
    5: _lazy("It is in the fifth most deprived tenth of England’s neighbourhoods."),
    6: _lazy("It is in the fifth least deprived tenth of England’s neighbourhoods."),
    7: _lazy("It is in the fourth least deprived tenth of England’s neighbourhoods."),
    8: _lazy("It is in the third least deprived tenth of England’s neighbourhoods."),
    9: _lazy("It is in the second least deprived tenth of England’s neighbourhoods."),
    10: _lazy("It is among the least deprived tenth of England’s neighbourhoods."),
}


def of_place(
    name: str,
    population: FigureRow,
    shares: Sequence[DeprivationShare],
    figures: Sequence[FigureRow],
    fifths: Sequence[FifthRow],
    beyond_lists: int = 0,
) -> tuple[str, ...]:
    """The first sentence stands at the top of the place's page."""
    out = [_first(name, population, shares)]
    if len(shares) == 2 and shares[0].percent_fifth is not None and shares[1].percent_fifth is not None:
        now, then = shares
        told = {
            "now": now.edition,
            "share": number(now.percent_fifth),
            "then": then.edition,
            "share_then": number(then.percent_fifth),
        }
        out.append(
            _(
                "In the indices of %(now)s, %(share)s in 100 of its neighbourhoods are among the most deprived fifth "
                "in England; in those of %(then)s it was %(share_then)s in 100. The two are made differently, so a "
                "small change says little."
            )
            % told
        )
    out += beside_england(figures)
    if fifths:
        out += _by_need(fifths, beyond_lists)
    return tuple(out)


def of_area(area: AreaRow, figures: Sequence[FigureRow]) -> tuple[str, ...]:
    """What can be said of one area."""
    return tuple(beside_england(figures))


def lead(area: AreaRow) -> str:
    """An area in one sentence."""
    told = {
        "people": number(area.population),
        "called": area.local_name or area.name,
        "kind": area_kinds.kind(area.kind).one,
        "parent": area.parent_name,
        "many": number(area.neighbourhoods),
    }
    said = _people_of(area) % told
    if area.deprivation_decile is not None and not area.partly:
        return f"{said} {TENTHS[area.deprivation_decile]}"
    return said


def _people_of(area: AreaRow) -> str:
    """How many people live there, with gaps for the names."""
    known = area.population is not None
    if area.partly and known:
        return ngettext(
            "%(people)s people live in one neighbourhood of %(called)s, which is all that is held of it here.",
            "%(people)s people live in %(many)s neighbourhoods of %(called)s, which are all that is held of it here.",
            area.neighbourhoods,
        )
    if area.partly:
        return ngettext(
            "It is not known how many people live in one neighbourhood of %(called)s, which is all that is held of it "
            "here.",
            "It is not known how many people live in %(many)s neighbourhoods of %(called)s, which are all that is held "
            "of it here.",
            area.neighbourhoods,
        )
    if area.parent_name and known:
        return _("%(people)s people live in %(called)s, %(kind)s in %(parent)s.")
    if area.parent_name:
        return _("It is not known how many people live in %(called)s, %(kind)s in %(parent)s.")
    if known:
        return _("%(people)s people live in %(called)s.")
    return _("It is not known how many people live in %(called)s.")


def _first(name: str, population: FigureRow, shares: Sequence[DeprivationShare]) -> str:
    people = _people(name, population)
    if not shares or shares[0].percent_fifth is None:
        return people
    share = shares[0]
    told = {
        "count": number(share.most_deprived_fifth),
        "areas": number(share.areas),
        "expected": number(share.areas_expected),
    }
    return f"{people} {_most_deprived(share) % told}"


def _most_deprived(share: DeprivationShare) -> str:
    """How many of the place's neighbourhoods are among the most deprived, with gaps for the numbers."""
    if share.areas < share.areas_expected:
        none = _(
            "None of the %(areas)s of its %(expected)s neighbourhoods for which it is known is among the most deprived "
            "fifth in England."
        )
        some = ngettext(
            "%(count)s of the %(areas)s of its %(expected)s neighbourhoods for which it is known is among the most "
            "deprived fifth in England.",
            "%(count)s of the %(areas)s of its %(expected)s neighbourhoods for which it is known are among the most "
            "deprived fifth in England.",
            share.most_deprived_fifth,
        )
    else:
        none = _("None of its %(areas)s neighbourhoods is among the most deprived fifth in England.")
        some = ngettext(
            "%(count)s of its %(areas)s neighbourhoods is among the most deprived fifth in England.",
            "%(count)s of its %(areas)s neighbourhoods are among the most deprived fifth in England.",
            share.most_deprived_fifth,
        )
    return some if share.most_deprived_fifth else none


def _people(name: str, population: FigureRow) -> str:
    """A count that misses some neighbourhoods is not the count of the place."""
    told = {
        "name": name,
        "people": number(population.value),
        "known": number(population.areas_known),
        "areas": number(population.areas),
    }
    if population.value is None:
        return _("It is not known how many people live in %(name)s.") % told
    if population.areas_known < population.areas:
        said = _(
            "It is not known how many people live in all of %(name)s; in the %(known)s of its %(areas)s neighbourhoods "
            "for which it is known, %(people)s do."
        )
        return said % told
    return _("%(people)s people live in %(name)s.") % told


def beside_england(figures: Sequence[FigureRow]) -> list[str]:
    """A sentence for each figure that has one, with England beside it."""
    held = {figure.indicator: figure for figure in figures}
    out = []
    for key, said in SAID.items():
        figure = held.get(key)
        if figure is not None and figure.value is not None:
            people = _("%(share)s people") % {"share": figure.text} if figure.unit == "percent" else figure.text
            out.append(_beside(str(said) % {"people": people[0].upper() + people[1:]}, figure))
    for key, said in HOMES.items():
        figure = held.get(key)
        if figure is not None and figure.value is not None:
            out.append(_beside(str(said) % {"homes": figures_of.of_every(figure.value)}, figure))
    return out


def _beside(said: str, figure: FigureRow) -> str:
    """The same with how England stands, if it is known; and of how many neighbourhoods, if not of all."""
    told = {
        "said": said,
        "england": figure.england_text,
        "known": number(figure.areas_known),
        "areas": number(figure.areas),
    }
    return _framed(figure) % told


def _framed(figure: FigureRow) -> str:
    partly = figure.areas_known != figure.areas
    if figure.england is None or figure.value is None:
        if partly:
            return _("%(said)s (known for %(known)s of %(areas)s neighbourhoods).")
        return _("%(said)s.")
    if figure.text == figure.england_text:
        if partly:
            return _("%(said)s, as in England (known for %(known)s of %(areas)s neighbourhoods).")
        return _("%(said)s, as in England.")
    if partly:
        return _("%(said)s; in England %(england)s (known for %(known)s of %(areas)s neighbourhoods).")
    return _("%(said)s; in England %(england)s.")


def _by_need(fifths: Sequence[FifthRow], beyond_lists: int) -> list[str]:
    first, last = fifths[0], fifths[-1]
    if first.per_10000 is None or last.per_10000 is None or None in (first.lower, first.upper, last.lower, last.upper):
        return []
    most, least = number(first.per_10000), number(last.per_10000)
    if most == least:
        said = _(
            "Where neighbourhoods are most deprived, %(most)s places that help keep people well are known for every "
            "10,000 people; where they are least deprived, as many."
        )
    else:
        said = _(
            "Where neighbourhoods are most deprived, %(most)s places that help keep people well are known for every "
            "10,000 people; where they are least deprived, %(least)s."
        )
    out = [said % {"most": most, "least": least}]
    apart = first.upper < last.lower or last.upper < first.lower  # type: ignore[operator]
    # Ranges that overlap leave the question open: they do not show that chance made the difference.
    if most != least and not apart:
        out[0] += " " + _("The difference may be no more than chance.")
    if beyond_lists:
        said = ngettext(
            "No list of such places reaches %(count)s neighbourhood, which is left out of this.",
            "No list of such places reaches %(count)s neighbourhoods, which are left out of this.",
            beyond_lists,
        )
        out.append(said % {"count": number(beyond_lists)})
    return out
