"""Plain sentences made from the figures: what a resident might say, and nothing that the figures do not say."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.evidence import fitted
from commonweal.evidence.rows import AreaRow, DeprivationShare, FifthRow, FigureRow

# How an indicator is said in a sentence.
SAID = {
    "bad_health": "are in bad or very bad health",
    "carers": "give unpaid care",
    "little_english": "speak little or no English",
}
HOMES = {
    "older_alone": "one person of 66 or more lives alone",
    "overcrowded": "there are more people than the bedrooms are meant for",
    "no_car": "there is no car or van",
    "deprived_homes": "the census counted two or more kinds of deprivation",
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
        out.append(
            f"In the indices of {now.edition}, {now.percent_fifth:.0f} in 100 of its neighbourhoods are among the most "
            f"deprived fifth in England; in those of {then.edition} it was {then.percent_fifth:.0f} in 100. The two "
            "are made differently, so a small change says little."
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
    people = (
        f"{area.population:,} people live" if area.population is not None else "It is not known how many people live"
    )
    lies = f", {_article(area.kind_label)} in {area.parent_name}" if area.parent_name else ""
    called = area.local_name or area.name
    if area.partly:
        many = area.neighbourhoods
        held = (
            f"one neighbourhood of {called}, which is"
            if many == 1
            else f"{many:,} neighbourhoods of {called}, which are"
        )
        return f"{people} in {held} all that is held of it here."
    if area.how in fitted.HOW:
        return _about(area, lies, called)
    if area.deprivation_decile is not None:
        return f"{people} in {called}{lies}. {_tenth(area.deprivation_decile)}"
    return f"{people} in {called}{lies}."


def _about(area: AreaRow, lies: str, called: str) -> str:
    """An area that is not made of whole neighbourhoods: its number is near enough, and said so."""
    facts = {"people": f"{area.population or 0:,}", "where": f"{called}{lies}", "n": area.neighbourhoods}
    if area.population is None:
        said = _("It is not known how many people live in %(where)s.") % facts
    elif area.how == "best_fit":
        said = _("About %(people)s people live in %(where)s, by best fit of neighbourhoods.") % facts
    else:
        said = _("About %(people)s people live in %(where)s.") % facts
    if area.how == "drawn":
        counted = ngettext(
            "People of the place drew it. Its figures are those of the %(n)s neighbourhood whose centre lies inside.",
            "People of the place drew it. Its figures are those of the %(n)s neighbourhoods whose centres lie inside.",
            area.neighbourhoods,
        )
        none = _(
            "People of the place drew it. No neighbourhood’s centre lies inside, so no published figure can be told."
        )
        return f"{said} {counted % facts if area.neighbourhoods else none}"
    return said


def _article(words: str) -> str:
    return f"{'an' if words[0].lower() in 'aeiou' else 'a'} {words}"


def _tenth(decile: int) -> str:
    if decile == 1:
        return "It is among the most deprived tenth of England’s neighbourhoods."
    if decile == 10:
        return "It is among the least deprived tenth of England’s neighbourhoods."
    if decile <= 5:
        return f"It is in the {_ordinal(decile)} most deprived tenth of England’s neighbourhoods."
    return f"It is in the {_ordinal(11 - decile)} least deprived tenth of England’s neighbourhoods."


def _ordinal(number: int) -> str:
    return {2: "second", 3: "third", 4: "fourth", 5: "fifth"}[number]


def _first(name: str, population: FigureRow, shares: Sequence[DeprivationShare]) -> str:
    people = _people(name, population)
    if not shares or shares[0].percent_fifth is None:
        return f"{people}."
    share = shares[0]
    of = f"its {share.areas:,} neighbourhoods"
    if share.areas < share.areas_expected:
        of = f"the {share.areas:,} of its {share.areas_expected:,} neighbourhoods for which it is known"
    if not share.most_deprived_fifth:
        return f"{people}. None of {of} is among the most deprived fifth in England."
    are = "is" if share.most_deprived_fifth == 1 else "are"
    return f"{people}. {share.most_deprived_fifth:,} of {of} {are} among the most deprived fifth in England."


def _people(name: str, population: FigureRow) -> str:
    """A count that misses some neighbourhoods is not the count of the place."""
    if population.value is None:
        return f"It is not known how many people live in {name}"
    if population.areas_known < population.areas:
        known = f"the {population.areas_known:,} of its {population.areas:,} neighbourhoods for which it is known"
        return f"It is not known how many people live in all of {name}; in {known}, {population.value:,.0f} do"
    return f"{population.value:,.0f} people live in {name}"


def beside_england(figures: Sequence[FigureRow]) -> list[str]:
    """A sentence for each figure that has one, with England beside it."""
    held = {figure.indicator: figure for figure in figures}
    out = []
    for key, said in SAID.items():
        figure = held.get(key)
        if figure is not None and figure.value is not None:
            out.append(f"{_many(figure.text, 'people')} {said}{_england(figure)}{_known(figure)}.")
    for key, said in HOMES.items():
        figure = held.get(key)
        if figure is not None and figure.value is not None:
            out.append(f"In {_of_every(figure.text)} homes {said}{_england(figure)}{_known(figure)}.")
    return out


def _many(text: str, who: str) -> str:
    words = f"{text} {who}" if " in " in text else text
    return words[0].upper() + words[1:]


def _of_every(text: str) -> str:
    """Two words “in” so close together trip a reader: "12 in 100" becomes "12 of every 100"."""
    return text.replace(" in ", " of every ", 1)


def _england(figure: FigureRow) -> str:
    """How England stands, if it is known."""
    if figure.england is None or figure.value is None:
        return ""
    if figure.text == figure.england_text:
        return ", as in England"
    return f"; in England {figure.england_text}"


def _known(figure: FigureRow) -> str:
    """Said only where some neighbourhoods are not known."""
    if figure.areas_known == figure.areas:
        return ""
    return f" (known for {figure.areas_known:,} of {figure.areas:,} neighbourhoods)"


def _by_need(fifths: Sequence[FifthRow], beyond_lists: int) -> list[str]:
    first, last = fifths[0], fifths[-1]
    if first.per_10000 is None or last.per_10000 is None or None in (first.lower, first.upper, last.lower, last.upper):
        return []
    most, least = f"{first.per_10000:.0f}", f"{last.per_10000:.0f}"
    out = [
        f"Where neighbourhoods are most deprived, {most} places that help keep people well are known for every 10,000 "
        f"people; where they are least deprived, {'as many' if most == least else least}."
    ]
    apart = first.upper < last.lower or last.upper < first.lower  # type: ignore[operator]
    # Ranges that overlap leave the question open: they do not show that chance made the difference.
    if most != least and not apart:
        out[0] += " The difference may be no more than chance."
    if beyond_lists:
        many = "1 neighbourhood, which is" if beyond_lists == 1 else f"{beyond_lists:,} neighbourhoods, which are"
        out.append(f"No list of such places reaches {many} left out of this.")
    return out
