"""How what is here is said in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.directory.queries import AssetRow


@dataclass(frozen=True, slots=True)
class Near:
    """Something a little way off."""

    id: str
    name: str
    kind_label: str
    away: str


def near(row: AssetRow) -> Near:
    """Something and how far it is: "library, about 400 m"."""
    away = distance(row.away_km)
    said = _("%(kind)s, %(away)s") % {"kind": row.kind_label, "away": away} if away else row.kind_label
    return Near(row.id, row.name, row.kind_label, said)


def distance(km: float | None) -> str:
    """A straight line in words.

    >>> distance(0.43), distance(1.26), distance(None)
    ('about 450 m', 'about 1.3 km', '')
    """
    if km is None:
        return ""
    if km < 1:
        return _("about %(metres)s m") % {"metres": max(50, round(km * 20) * 50)}
    return _("about %(km)s km") % {"km": number(km, 1)}
