"""A profile on paper: cover, plain summary, maps, numbers, editions, what people say, likeness, sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from commonweal.core.words import number, percent
from commonweal.directory.reaching import look
from commonweal.directory.reaching.sheets import square
from commonweal.evidence import charts as drawings
from commonweal.evidence.profile import charts, drawing, files
from commonweal.evidence.profile.drawing import Map
from commonweal.evidence.profile.rows import LikeRow, NumberRow, Profile, TrendRow
from commonweal.evidence.profile.voices import VoiceRow
from commonweal.evidence.reading.poster import house
from commonweal.people.letters import site_address

NO_GAPS = gettext_noop("Nothing that we know of. Unknown numbers are said to be unknown, never nought.")
RANKS_ONLY = gettext_noop(
    "The index ranks neighbourhoods against each other. It cannot say whether life got better or worse."
)
TEMPLATE = Path(__file__).parent / "data" / "profile.typ"


def sheet(told: Profile, voices: Sequence[VoiceRow], maps: Sequence[Map]) -> dict[str, Any]:
    """What stands on it."""
    title = _("%(place)s: a profile") % {"place": told.name}
    made_on = parse_date(told.made_on)
    made = house(title, _("What is so here, in numbers and in people’s words"), invented=told.invented)
    return made | square(files.address(told), told.name) | {
        "accent": "here",
        "wash": "here-wash",
        "place": told.name,
        "footprint": told.footprint,
        "day": date_format(made_on, "j F Y") if made_on else told.made_on,
        "data-from": told.data_from,
        "address": files.address(told),
        "method": told.method_version,
        "summary-title": _("In short"),
        "summary": list(told.summary),
        "gaps-title": _("What is not known"),
        "gaps": list(told.gaps) or [_(NO_GAPS)],
        "maps-title": _("On the map"),
        "maps": [_map(each) for each in maps],
        "maps-note": _("Each shade holds about a fifth of the areas; the firmest is where things are hardest."),
        "charts-title": _("How unequal it is, and what has changed"),
        "charts": [_chart(each) for each in charts.of(told)],
        "numbers-title": _("The numbers"),
        "heads": [_("What"), _("Here"), _("England"), _("Source")],
        "themes": _themes(told.numbers),
        "trend-title": _("Over the editions of the index of deprivation"),
        "trend": [[each.edition, _fifth(each)] for each in told.trend],
        "trend-note": _(RANKS_ONLY),
        "voices-title": _("What people here say"),
        "voices": [[f"“{each.words}”", each.credit, each.chosen] for each in voices],
        "no-voices": _("No line has been chosen to stand here yet."),
        "like-title": _("What is alike"),
        "like": [[_alike(each), number(each.distance, 2)] for each in told.like],
        "like-how": told.like_how,
        "sources-title": _("Where it comes from"),
        "sources": [_source(each) for each in told.sources],
        "square-words": _("The same on the web, with the numbers as a workbook, on the ground, and as a data package."),
    }  # fmt: skip


def _alike(row: LikeRow) -> str:
    told = {"name": _part(row.name, row.part), "like": _part(row.like, row.like_part)}
    return _("%(name)s is most like %(like)s") % told


def _part(name: str, part: str) -> str:
    return f"{name} ({part})" if part else name


def _themes(rows: Sequence[NumberRow]) -> list[list[Any]]:
    found: dict[str, list[list[str]]] = {}
    for each in rows:
        source = f"{each.source}, {each.vintage}"
        found.setdefault(each.theme, []).append([each.label, each.text, each.england_text or _("not known"), source])
    return [[theme.capitalize(), lines] for theme, lines in found.items()]


def _fifth(each: TrendRow) -> str:
    if each.percent_fifth is None:
        return _("not known")
    told = {"many": number(each.most_deprived_fifth), "of": number(each.areas), "share": percent(each.percent_fifth)}
    return _("%(many)s of %(of)s neighbourhoods (%(share)s) are in England’s most deprived fifth") % told


def _map(each: Map) -> dict[str, Any]:
    colours = look.colours()
    return {
        "title": each.title,
        "svg": drawing.svg(each),
        "alt": each.says,
        "legend": [[colours[shade], str(words)] for shade, words in each.legend],
    }


def _chart(each: drawings.Chart) -> dict[str, Any]:
    where = _("Worked out at %(address)s") % {"address": site_address(each.address)}
    return drawings.apart(each.svg) | {
        "title": each.title,
        "sentence": each.sentence,
        "alt": each.says,
        "caption": each.caption,
        "heads": list(each.heads),
        "table": [list(cells) for cells in each.table],
        "source": " · ".join(filter(None, (each.source, where))),
    }


def _source(each: Any) -> str:
    told = [f"{each.title}, {each.publisher}, {each.vintage}.", each.licence_name or each.licence, each.attribution]
    return " ".join(part for part in told if part)
