"""Invented figures kept as they stand, so that the story can rest on them: from what was brought in."""

from __future__ import annotations

from commonweal.demo.story import Story
from commonweal.evidence import indicators
from commonweal.journal.actor import Actor
from commonweal.journal.figures import cite_figure
from commonweal.journal.models import Figure
from commonweal.places.models import Area, Value

NEIGHBOURHOOD = "neighbourhood"


def share(story: Story, who: Actor, label: str, code: str, *, top: tuple[str, ...], bottom: str) -> Figure:
    """Cite a share of one neighbourhood, in percent, from the columns it is made of."""
    area = Area.objects.get(key=Area.key_of(NEIGHBOURHOOD, code))
    rows = Value.objects.filter(area=area, measure__key__in=[*top, bottom], current=True)
    held = {value.measure.key: value for value in rows.select_related("measure", "version")}
    value = 100 * sum(held[key].value for key in top) / held[bottom].value
    return cite_figure(
        who,
        label=f"{label}, {area.name}",
        value=round(value, 1),
        unit="percent",
        dataset=held[bottom].version.dataset_id,
        dataset_version=held[bottom].version.sha256[:8],
        method="A count in this neighbourhood, divided by the count of all. Invented, as the place is.",
        about_kind="places.area",
        about_id=area.key,
        **story.once(f"figure/{label}/{code}"),
    )


def indicator(story: Story, who: Actor, key: str, code: str) -> Figure:
    """Cite what a neighbourhood's page shows under an indicator."""
    shown = indicators.every()[key]
    return share(story, who, shown.label, code, top=shown.top, bottom=shown.bottom)
