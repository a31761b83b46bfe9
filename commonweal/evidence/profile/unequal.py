"""The gaps of a profile, fifth by fifth and year by year; and what people can reach: each as its own page has it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from commonweal.evidence import ground, made_from
from commonweal.evidence.access.rows import ReachWhole
from commonweal.evidence.columns import MANY
from commonweal.evidence.inequality import queries as inequality
from commonweal.evidence.inequality.rows import GapByFifth, GapTrendRow
from commonweal.evidence.profile.rows import ChangeRow, FifthRow, GapRow, GapYearRow, ReachRow
from commonweal.evidence.rows import Cite
from commonweal.journal.actor import PUBLIC
from commonweal.places.models import Place


def gaps(place: Place) -> tuple[tuple[GapRow, ...], tuple[FifthRow, ...]]:
    """Every gap, and its five fifths. Of a nation each is worked out on its own page only."""
    found = [each for each in inequality.gaps_by_fifth(PUBLIC, place.slug) if each.fifths]
    return tuple(map(_gap, found)), tuple(row for each in found for row in _fifths(each))


def _gap(found: GapByFifth) -> GapRow:
    row = found.gap
    return GapRow(
        *(row.indicator, row.label, row.theme, row.higher_is, row.most, row.least, found.start, found.end),
        *(row.sii, row.sii_lower, row.sii_upper, row.rii, row.rii_lower, row.rii_upper, row.verdict, row.says),
        *(row.neighbourhoods, row.without, row.england),
        *_source(row.cite),
        row.address,
    )


def _fifths(found: GapByFifth) -> list[FifthRow]:
    return [
        FifthRow(
            *(found.gap.indicator, found.gap.label, each.fifth, each.label, each.neighbourhoods),
            *(each.count, each.of, each.value, each.lower, each.upper),
        )
        for each in found.fifths
    ]


def changes(place: Place) -> tuple[tuple[ChangeRow, ...], tuple[GapYearRow, ...]]:
    """How each gap that can be followed has changed, and what it was in each year."""
    rows = inequality.trend_rows(PUBLIC, place.slug)
    address = f"/place/{place.slug}/inequality/over-time"
    return tuple(_change(each, address) for each in rows), tuple(year for each in rows for year in _years(each))


def _change(row: GapTrendRow, address: str) -> ChangeRow:
    return ChangeRow(
        *(row.key, row.label, row.absolute, row.absolute_lower, row.absolute_upper, row.absolute_says),
        *(row.relative, row.relative_lower, row.relative_upper, row.relative_says, row.note),
        *_source(row.cite),
        address,
    )


def _years(row: GapTrendRow) -> list[GapYearRow]:
    return [
        GapYearRow(
            *(row.key, row.label, each.year, each.most, each.least, each.sii, each.sii_lower, each.sii_upper),
            *(each.rii, each.rii_lower, each.rii_upper, each.neighbourhoods),
        )
        for each in row.years
    ]


def _source(cite: Cite | None) -> Sequence[str]:
    if cite is None:
        return ("",) * 6
    return cite.title, cite.publisher, cite.licence, cite.vintage, cite.version, cite.method


def reach(place: Place) -> tuple[ReachRow, ...]:
    """People by what they can reach, fifth by fifth of England's deprivation, everybody last: as the page of reach asks
    it when nobody has asked for anything else. The directory changes by the hour, so it is worked out each time.
    """
    if len(ground.of_place(place.slug).areas) > MANY:
        return ()
    # Brought in when it is asked for: it stands on the directory's finder.
    from commonweal.evidence.access import queries as access

    found = access.reach(PUBLIC, place, access.usual(place))
    if not (found.services or found.places) or found.whole.people is None:
        return ()
    asked = _("%(what)s, within %(within)s") % {"what": found.asked, "within": found.within}
    return tuple(
        ReachRow(
            *(asked, each.fifth, fifth(each.fifth), each.neighbourhoods, each.people),
            *(each.something, each.perhaps, each.nothing, each.not_known, each.percent_something),
            *(found.services + found.places, _lists(found), found.measured, f"/place/{place.slug}/reach"),
        )
        for each in (*found.fifths, found.whole)
    )


def _lists(found: ReachWhole) -> str:
    """Where the things come from that can be reached."""
    directory = _("the directory of %(place)s as it stood then") % {"place": found.place} if found.services else ""
    return "; ".join(filter(None, (directory, made_from.said(found.places_cites))))


def fifth(number: int) -> str:
    """What a fifth of England's deprivation is called, in the language being read; 0 is everybody."""
    words = {0: _("Everybody"), 1: _("England’s most deprived fifth"), 5: _("England’s least deprived fifth")}
    return words.get(number) or _("Fifth %s") % number
