"""Chapter 5: a library closes. Who decided it, because of which figure, and what went with the books."""

from __future__ import annotations

from commonweal.demo.story import Story, ref
from commonweal.directory import changes as directory
from commonweal.directory.models import Service
from commonweal.evidence.changes import tell_figure


def tell(story: Story) -> None:
    """The council cites what the roof would cost, closes the library, and says where else people could go."""
    alison = story.who("alison")
    roof = tell_figure(
        story.who("femi"),
        place=story.place,
        label="What a new roof for Canal Street Library would cost",
        value=412_000.0,
        unit="pounds",
        text="412,000 pounds",
        source="Invented: the borough's survey of its buildings, 2025",
        method="The lowest of three invented offers.",
        **story.once("roof"),
    )
    for name, why in (
        ("canal-street-homework", "27 February 2026: with no building there is no table to do homework at."),
        ("canal-street-library", "27 February 2026: the council could not find the money for the roof by the spring."),
    ):
        held = Service.objects.filter(pk=story.id(f"service/{name}")).first()
        if held is not None:
            directory.close_service(
                alison,
                held,
                alert="Closed since 27 February 2026. The nearest library is Wenbeck Central, two buses away.",
                because=[ref(roof)],
                why=why,
                **story.once(name),
            )
