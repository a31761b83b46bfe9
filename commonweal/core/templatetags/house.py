"""What templates need that is not a row: addresses of styles and script, numbers as people write them, small pieces."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from commonweal.core import charts, words

register = template.Library()

# Modules that import each other by relative address: the map gives each its fingerprint, so that a new version
# of one is never met with an old version of another.
MODULES = (
    "front/shades.js",
    "front/areas.js",
    "evidence/hubs_spot.js",
    "front/map.js",
    "listening/mark.js",
    "listening/paper/marks.js",
    "listening/pieces.js",
    "listening/spans.js",
    "listening/stamps.js",
    "listening/steps.js",
)


def fingerprint(path: str) -> str:
    """Eight letters that change when the file does."""
    found = finders.find(path)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:8] if isinstance(found, str) else "0"


_kept = lru_cache(maxsize=None)(fingerprint)


@register.simple_tag
def style(path: str) -> str:
    """The address of a file under static/, with its fingerprint: a day's caching never shows an old style."""
    mark = fingerprint(path) if settings.DEBUG else _kept(path)
    return f"{static(path)}?v={mark}"


@register.simple_tag
def import_map() -> SafeString:
    """Where each of our modules is, for <script type="importmap">."""
    found = {static(path): style(path) for path in MODULES}
    return mark_safe(json.dumps({"imports": found}).replace("<", "\\u003c"))  # noqa: S308 - our own paths only


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of core/icons.svg, beside words that say the same: it is hidden from those who listen."""
    use = f'<use href="{style("core/icons.svg")}#{slugify(name)}"/>'
    return mark_safe(f'<svg class="icon" aria-hidden="true" focusable="false">{use}</svg>')  # noqa: S308 - our own names


# Which icon stands for a group of assets (directory/data/asset_kinds.toml).
GROUP_ICONS = {
    "learn and create": "learn",
    "green and growing": "green",
    "move and play": "move",
    "meet": "meet",
    "help and advice": "help",
    "health care": "health",
    "schools": "school",
}


@register.simple_tag
def group_icon(group: str) -> SafeString:
    """The icon of a group of assets."""
    return icon(GROUP_ICONS.get(str(group), "other"))


@register.filter
def number(value: Any, places: int = 0) -> str:
    """12345.6 as 12,346; unknown as words."""
    return words.number(value, places)


@register.filter
def percent(value: Any) -> str:
    """18.3 as 18%; unknown as words. Whole numbers: a tenth of a percent of 1,400 areas says nothing."""
    return words.percent(value)


@register.filter
def called(area: Any) -> str:
    """What people call an area, or its official name where no list says."""
    return getattr(area, "local_name", "") or getattr(area, "name", "") or str(area)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """mapping[key], or nothing."""
    return mapping.get(key) if mapping else None


@register.inclusion_tag("core/parts/cite.html")
def cite(cite: Any) -> dict[str, Any]:
    """Where a number comes from, a touch away from the number."""
    return {"cite": cite}


@register.inclusion_tag("core/parts/strip.html")
def strip(figure: Any) -> dict[str, Any]:
    """Where a figure stands among England's neighbourhoods, as a dot on a line."""
    return {"strip": charts.strip(figure.standing), "figure": figure}


@register.inclusion_tag("core/parts/picture_deciles.html")
def picture_deciles(share: Any) -> dict[str, Any]:
    """A place's neighbourhoods over the ten steps of England's deprivation scale."""
    return {"picture": charts.deciles(share.by_decile), "share": share}


@register.inclusion_tag("core/parts/picture_spread.html")
def picture_spread(distribution: Any, place_name: str) -> dict[str, Any]:
    """How a figure is spread over a place's neighbourhoods, beside England's."""
    sign = "%" if distribution.unit == "percent" else ""
    return {
        "picture": charts.spread(distribution),
        "distribution": distribution,
        "place_name": place_name,
        "sign": sign,
    }


@register.inclusion_tag("core/parts/picture_fifths.html")
def picture_fifths(rows: Any) -> dict[str, Any]:
    """Assets for every 10,000 people, by fifth of England's deprivation scale, with how sure we can be."""
    return {"bars": charts.fifths(rows)}


@register.inclusion_tag("core/parts/legend.html")
def legend(steps: Any) -> dict[str, Any]:
    """What each shade of a map or overview means: [(class, words), …]."""
    return {"steps": steps}


@register.filter
def what_happened(what: str) -> str:
    """A recorded verb as words: "places.place.define" as "Define place"."""
    return words.what_happened(what)
