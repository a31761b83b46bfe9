"""How deprived a place's neighbourhoods are among England's, and whether what is here follows need."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from commonweal.evidence.figures import cite
from commonweal.evidence.ground import POPULATION, Ground
from commonweal.evidence.rows import DeprivationShare, FifthRow
from commonweal.methods.means import weighted_mean
from commonweal.methods.rates import rate
from commonweal.places import bulk
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
    rows = Value.objects.filter(current=True, measure__key=measure, value__isnull=False)
    counts: Counter[int] = Counter()
    versions: Counter[object] = Counter()
    for lot in bulk.lots(ids):
        counted = rows.filter(area__in=lot).values_list("value", "version").annotate(n=Count("pk")).order_by()
        for value, version, count in counted:
            counts[int(value)] += count
            versions[version] += count
    if not counts:
        return None
    version = DatasetVersion.objects.select_related("dataset").get(pk=versions.most_common(1)[0][0])
    tenth, fifth, known = counts[1], counts[1] + counts[2], counts.total()
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
        **_score(edition, ids),
    )


# Who weighs a mean score: the edition's own denominators where they are held, else a count of the same neighbourhoods.
WEIGHTS = {
    "2025": (
        ("iod2025.population", _("the edition’s own count of people")),
        (POPULATION, _("people in the 2021 census")),
    ),
    "2019": (
        ("iod2019.population", _("the edition’s own count of people, 2015")),
        ("population2020.all", _("the estimate of people in mid-2020")),
    ),
}


def _score(edition: str, ids: list[int]) -> dict[str, Any]:
    """The mean score weighted by people, with the first of these weights that most neighbourhoods have."""
    column = f"iod{edition}.imd_score"
    keys = [key for key, _words in WEIGHTS[edition]]
    rows = Value.objects.filter(area__in=ids, current=True, measure__key__in=[column, *keys], value__isnull=False)
    held: dict[str, dict[int, float]] = {key: {} for key in (column, *keys)}
    for key, area, value in rows.values_list("measure__key", "area", "value"):
        held[key][area] = value
    scores = held[column]
    key, words = max(WEIGHTS[edition], key=lambda each: len(scores.keys() & held[each[0]].keys()))
    found = weighted_mean([scores.get(pk) for pk in ids], [held[key].get(pk) for pk in ids])
    if found is None:
        return {}
    said = _("The mean of neighbourhoods’ scores, weighted by %(weights)s; %(n)s of %(of)s neighbourhoods have both.")
    return {"score": found.value, "score_method": str(said) % {"weights": words, "n": found.n, "of": found.of}}


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
