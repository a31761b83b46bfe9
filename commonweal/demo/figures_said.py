"""Invented figures kept as they stand, so that the story can rest on them: from what was brought in."""

from __future__ import annotations

from commonweal.core.words import percent
from commonweal.demo.story import Story
from commonweal.evidence.changes import keep_figure, tell_figure
from commonweal.evidence.citing import Asked
from commonweal.evidence.models import Figure
from commonweal.journal.actor import Actor
from commonweal.places.models import Area, Value

NEIGHBOURHOOD = "neighbourhood"


def share(story: Story, who: Actor, label: str, code: str, *, top: tuple[str, ...], bottom: str) -> Figure:
    """Cite a share of one neighbourhood, in percent, from columns that are no indicator."""
    area = Area.objects.get(key=Area.key_of(NEIGHBOURHOOD, code))
    rows = Value.objects.filter(area=area, measure__key__in=[*top, bottom], current=True)
    held = {value.measure.key: value for value in rows.select_related("measure", "version__dataset")}
    value = round(100 * sum(held[key].value for key in top) / held[bottom].value, 1)
    version = held[bottom].version
    return tell_figure(
        who,
        place=story.place,
        label=f"{label}, {area.name}",
        value=value,
        unit="percent",
        text=percent(value),
        source=f"{version.dataset.title} {version.sha256[:8]}",
        method="A count in this neighbourhood, divided by the count of all. Invented, as the place is.",
        area_key=area.key,
        **story.once(f"figure/{label}/{code}"),
    )


def indicator(story: Story, who: Actor, key: str, code: str) -> Figure:
    """Cite what a neighbourhood's page shows under an indicator."""
    asked = Asked(f"indicator:{key}", Area.key_of(NEIGHBOURHOOD, code))
    return keep_figure(who, place=story.place, asked=asked, **story.once(f"figure/{key}/{code}"))
