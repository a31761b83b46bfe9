"""The number of the page that can be cited: in how many neighbourhoods at least two markers are high."""

from __future__ import annotations

from django.utils.translation import gettext as _

import commonweal
from commonweal.evidence.citing import Asked, Finding
from commonweal.evidence.missed import queries, sent
from commonweal.evidence.missed.markers import TOP, TOPS
from commonweal.journal.actor import Actor
from commonweal.places.models import DatasetVersion, Place


def make(viewer: Actor, place: Place, asked: Asked) -> Finding | None:
    """ "missed.together", by the markers and the threshold that were asked for."""
    held = {each.key for each in queries.choices(viewer, place)}
    keys = list(asked.how.get("markers", queries.usual(viewer, place)))
    top = asked.how.get("top", TOP)
    if asked.about != "missed.together" or asked.area_key or not keys or not set(keys) <= held or top not in TOPS:
        return None
    found = queries.missed(viewer, place, keys, top)
    mine = [each for key, each in sent.of(place).items() if key in keys]
    cites = {row.cite.dataset or row.indicator: row.cite for row in found.markers if row.cite}
    versions = DatasetVersion.objects.filter(dataset__in=list(cites))
    files = [str(v.pk) for v in versions if v.sha256.startswith(cites[v.dataset_id].version)]
    return Finding(
        label=_("Neighbourhoods in which at least two of these are high: %s")
        % "; ".join(row.label for row in found.markers),
        text=_("%(many)s of %(of)s") % {"many": found.together, "of": found.neighbourhoods},
        value=float(found.together),
        unit="neighbourhoods",
        source="; ".join(f"{each.title}, {each.publisher}, {each.vintage}" for each in cites.values()),
        licence=", ".join(sorted({each.licence for each in cites.values()})),
        method=found.method,
        method_version=f"indices 1, {commonweal.__version__}",
        versions=tuple(sorted({*files, *(file for each in mine for file in each.files)})),
        rows=tuple({"markers": row.label, "neighbourhoods": row.neighbourhoods} for row in found.combinations),
    )
