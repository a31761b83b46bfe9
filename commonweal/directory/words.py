"""How what is here is said in words."""

from __future__ import annotations

from dataclasses import dataclass

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
    return Near(row.id, row.name, row.kind_label, f"{row.kind_label}, {distance(row.away_km)}".rstrip(", "))


def distance(km: float | None) -> str:
    """A straight line in words.

    >>> distance(0.43), distance(1.26), distance(None)
    ('about 450 m', 'about 1.3 km', '')
    """
    if km is None:
        return ""
    return f"about {max(50, round(km * 20) * 50)} m" if km < 1 else f"about {km:.1f} km"
