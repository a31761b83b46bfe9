"""Pages of how unequal a place is: every indicator's gap, and one gap at a time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers
from commonweal.evidence.inequality import known, picture, queries, words
from commonweal.evidence.inequality.rows import GapRow, GapTrendRow, GapWhole
from commonweal.methods.inequality import funnel
from commonweal.places import queries as places


@require_safe
@answers("The gap between a place's most and least deprived neighbourhoods", rows={"gaps": list[GapRow]})
def gaps(request: HttpRequest, slug: str) -> HttpResponse:
    """Every indicator's gap, with how sure it is."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rows = queries.gap_rows(viewer, slug)
    order = queries.order_of(slug)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}")],
        "why_not": queries.why_not(viewer, slug),
        "themes": [
            (theme, [_seen(row) for row in rows if row.theme == theme])
            for theme in dict.fromkeys(row.theme for row in rows)
        ],
        "later": bool(rows) and all(row.most is None for row in rows),
        "neighbourhoods": len(order.ids),
        "unplaced": len(order.ids) - order.known,
        "few": any(row.few for row in rows),
        "cite": next((row.cite for row in rows if row.cite), None),
    }
    return answer(request, "evidence/inequality/gaps.html", page=page, gaps=rows)


def _seen(row: GapRow) -> tuple[GapRow, picture.Strip, str, str]:
    """One line of the page: the gap, its picture, how many times as many, what that allows to be said."""
    return row, picture.strip(row), words.times(row.rii), str(words.VERDICTS[row.verdict])


@require_safe
@answers(
    "One gap: the five fifths, the slope, groups of neighbourhoods", rows={"gap": GapWhole}, table="gap.every_fifth"
)
def gap(request: HttpRequest, slug: str, indicator: str) -> HttpResponse:
    """One idea: how far apart the ends are, how sure that is, and what people say beside it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    whole = queries.gap_whole(viewer, slug, indicator)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}"), (queries.TITLE, f"/place/{slug}/inequality")],
        "picture": picture.fifths(whole),
        "verdict": words.VERDICTS[whole.gap.verdict],
        "ratio": known.ratio_text(whole.gap),
        "keeps": known.offered(viewer, whole.gap),
        "england": picture.in_england(whole),
        "curve": picture.curve(whole.curve),
        "curve_rows": _tenths(whole.curve),
        "funnel": picture.funnels(whole.groups, whole.average),
        "outside": [row for row in whole.groups if row.standing not in (funnel.SAME, funnel.UNKNOWN)],
    }
    return answer(request, "evidence/inequality/gap.html", page=page, gap=whole)


@require_safe
@answers("Gaps over time: has the gap changed, in all and in ratio", rows={"trends": list[GapTrendRow]})
def over_time(request: HttpRequest, slug: str) -> HttpResponse:
    """The change in the gap, and not only in the average."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rows = queries.trend_rows(viewer, slug)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}"), (queries.TITLE, f"/place/{slug}/inequality")],
        "keeps": {row.key: known.changes_offered(viewer, row) for row in rows},
    }
    return answer(request, "evidence/inequality/over_time.html", page=page, trends=rows)


def _tenths(curve: tuple[tuple[float, float], ...]) -> list[tuple[int, float]]:
    """The curve as a table: what part the most deprived fifth of the people have, two fifths …"""
    import numpy as np

    if not curve:
        return []
    along, up = zip(*curve, strict=True)
    return [(each, 100 * float(np.interp(each / 100, along, up))) for each in (20, 40, 60, 80)]
