"""The pictures of a profile's gaps, of what people can reach, and of what has changed: on a page and on paper alike.

Told apart by shape as well as by colour. Each has its words and a table that says the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.evidence import charts, figures, over_years
from commonweal.evidence.charts import LABEL, RIGHT, Chart, drawn, likely, source_of, text
from commonweal.evidence.inequality.words import FIFTHS
from commonweal.evidence.profile.drawing import SHOWN
from commonweal.evidence.profile.rows import FifthRow, GapRow, GapYearRow, Profile, ReachRow, SeriesRow
from commonweal.evidence.profile.unequal import fifth
from commonweal.evidence.rows import Cite
from commonweal.evidence.rows import SeriesRow as Series

MOST = 4


def of(told: Profile) -> list[Chart]:
    """Every picture of a profile, in the order in which it is read."""
    gaps = [each for each in told.unequal if each.key in SHOWN] or list(told.unequal[:MOST])
    found = [_gap(each, [row for row in told.fifths if row.key == each.key]) for each in gaps]
    found += [_reach(told.reach)] if told.reach else []
    return found + changes(told) + over_years.drawn(_series(told.series))


def _series(rows: Sequence[SeriesRow]) -> list[Series]:
    """Year by year again, from the flat table that is kept."""
    found: dict[tuple[str, str], list[SeriesRow]] = {}
    for row in rows:
        found.setdefault((row.key, row.area_key), []).append(row)
    return [
        Series(
            *(row.key, row.label, row.unit, row.higher_is, row.area_key, row.area),
            tuple(each.year for each in those),
            tuple(each.value for each in those),
            Cite(row.dataset, row.source, row.publisher, row.licence, row.vintage, row.version, row.method),
        )
        for those in found.values()
        for row in those[:1]
    ]


def changes(told: Profile) -> list[Chart]:
    """How gaps have changed."""
    return [
        _change(
            each.label, f"{each.absolute_says} {each.relative_says}",
            f"{each.note} {source_of(each.source, each.vintage)}", each.address,
            [row for row in told.gap_years if row.key == each.key],
        )
        for each in told.changes
    ]  # fmt: skip


# What is kept is kept in the words of that day; fifths are called as whoever reads now calls them.
def _gap(gap: GapRow, fifths: Sequence[FifthRow]) -> Chart:
    """Five dots with their likely ranges, and the line through them."""
    dots = [(each.value, each.lower, each.upper) for each in fifths]
    line = (gap.start, gap.end) if gap.start is not None and gap.end is not None else None
    svg = charts.dots(
        dots,
        (_("Most deprived fifth"), _("Least deprived fifth")),
        england=gap.england,
        line=line,
        wide=[each.of for each in fifths],
    )
    return Chart(
        gap.label, gap.says, svg,
        ". ".join(f"{FIFTHS[each.fifth]}: {number(each.value, 1)}" for each in fifths),
        _("Each dot is a fifth of the place’s own neighbourhoods, in every 100; the upright line is how far chance "
          "could have moved it."),
        (_("Neighbourhoods"), _("In every 100"), _("Likely range")),
        tuple((str(FIFTHS[each.fifth]), number(each.value, 1), likely(each.lower, each.upper)) for each in fifths),
        source_of(gap.source, gap.vintage), gap.address,
    )  # fmt: skip


def _reach(rows: Sequence[ReachRow]) -> Chart:
    """A bar of a hundred people for each fifth: those with something in reach, those of whom it is not known."""
    parts, wide = [], RIGHT - 4
    for at, each in enumerate(rows):
        top = at * 44
        whole = each.something + each.perhaps + each.nothing + each.not_known
        told = figures.text(each.percent_something, "percent")
        parts.append(text(0, top + 14, fifth(each.fifth), LABEL, ""))
        parts.append(text(wide, top + 14, told, LABEL, "bold", "end"))
        parts.append(charts.box("none", 0, top + 20, wide, "rule", outlined=True))
        if whole:
            sure, perhaps = (wide * part / whole for part in (each.something, each.perhaps + each.not_known))
            parts.append(charts.box("reached", 0, top + 20, sure, "here"))
            parts.append(charts.box("perhaps", sure, top + 20, perhaps, "here-wash", outlined=True))
    first = rows[0]
    return Chart(
        _("What people can reach on foot"), capfirst(first.asked), drawn(charts.WIDE, len(rows) * 44, "".join(parts)),
        ". ".join(f"{fifth(each.fifth)}: {figures.text(each.percent_something, 'percent')}" for each in rows),
        _("Filled: people who have something in reach that surely fits. Pale: nobody can tell, for what is near does "
          "not say, or no list reaches. Empty: nothing that is listed."),
        (_("People living in"), _("Have something in reach"), _("Not known"), _("People")),
        tuple(
            (fifth(each.fifth), number(each.something), number(each.perhaps + each.not_known), number(each.people))
            for each in rows
        ),
        _("%(things)s things, from %(source)s. %(measured)s")
        % {"things": number(first.things), "source": first.source, "measured": first.measured},
        first.address,
    )  # fmt: skip


def _change(label: str, sentence: str, source: str, address: str, years: Sequence[GapYearRow]) -> Chart:
    """The two ends of a gap, year by year."""
    told = [
        (_("Most deprived"), [(each.year, each.most) for each in years]),
        (_("Least deprived"), [(each.year, each.least) for each in years]),
    ]
    return Chart(
        label, sentence, charts.lines(told),
        ". ".join(f"{each.year}: {number(each.most, 1)}, {number(each.least, 1)}" for each in years),
        _("In every 100, in the most and in the least deprived fifth of the place’s own neighbourhoods."),
        (_("Year"), _("Most deprived fifth"), _("Least deprived fifth"), _("Slope index (SII)"), _("Likely range")),
        tuple(
            (str(each.year), number(each.most, 1), number(each.least, 1), number(each.sii, 1),
             likely(each.sii_lower, each.sii_upper))
            for each in years
        ),
        source, address,
    )  # fmt: skip
