"""How deprived a place's neighbourhoods are among England's, and whether what is here follows need."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext_lazy as _

from commonweal.evidence.figures import cite
from commonweal.evidence.ground import Ground
from commonweal.evidence.rows import DeprivationShare, FifthRow
from commonweal.methods.rates import rate
from commonweal.places import queries as places
from commonweal.places.models import DatasetVersion, Value

# Newest first. The indices of 2019 speak of the neighbourhoods of 2011.
EDITIONS = (("2025", "iod2025.imd_decile"), ("2019", "iod2019.imd_decile"))
METHOD = _(
    "The publisher’s tenths of all England’s neighbourhoods, counted and divided by the neighbourhoods that have one."
)
IN_2011 = _("By neighbourhoods of 2011.")


def shares(member_ids: list[int], *, drawn: bool) -> tuple[DeprivationShare, ...]:
    """The place's share of England's most deprived neighbourhoods, in each edition held."""
    out = []
    for edition, measure in EDITIONS:
        old = edition == "2019" and not drawn
        ids = places.in_2011(member_ids) if old else member_ids
        made = _share(edition, measure, ids, f"{METHOD} {IN_2011}" if old else str(METHOD))
        if made is not None:
            out.append(made)
    return tuple(out)


def _share(edition: str, measure: str, ids: list[int], method: str) -> DeprivationShare | None:
    rows = Value.objects.filter(area__in=ids, current=True, measure__key=measure, value__isnull=False)
    found = list(rows.values_list("value", "version"))
    if not found:
        return None
    counts = Counter(int(value) for value, _ in found)
    version = DatasetVersion.objects.select_related("dataset").get(pk=Counter(v for _, v in found).most_common(1)[0][0])
    tenth, fifth, known = counts[1], counts[1] + counts[2], len(found)
    return DeprivationShare(
        edition=edition,
        areas=known,
        areas_expected=len(ids),
        most_deprived_tenth=tenth,
        most_deprived_fifth=fifth,
        percent_tenth=100 * tenth / known,
        percent_fifth=100 * fifth / known,
        by_decile=tuple(counts[step] for step in range(1, 11)),
        cite=cite(version, method),
    )


def fifths(ground: Ground) -> tuple[FifthRow, ...]:
    """Assets that help keep people well for every 10,000 people, by fifth of England's scale (2025).

    Of neighbourhoods that a list of assets reaches. Empty where there are none or no deprivation is known: nothing can
    be said, which is not that there is nothing.
    """
    if not ground.deciles or not ground.reached:
        return ()
    rows = []
    for fifth in range(1, 6):
        ids = [pk for pk, decile in ground.deciles.items() if (decile + 1) // 2 == fifth and pk in ground.reached]
        population = ground.population(ids)
        assets = sum(ground.assets.get(pk, 0) for pk in ids)
        found = rate(assets, population)
        rows.append(
            FifthRow(
                fifth,
                len(ids),
                population,
                assets,
                found.value if found else None,
                found.lower if found else None,
                found.upper if found else None,
            )
        )
    return tuple(rows)
