"""Chapter 4: a damp estate. The figure, and the tenants who did not wait for it and counted for themselves."""

from __future__ import annotations

from commonweal.demo import figures, figures_said
from commonweal.demo.story import Story, ref

ESTATE = "DEMO-002"


def tell(story: Story) -> None:
    """From two figures to a tenants' group, and from the group to a drop-in that the council has to answer."""
    femi, dot = story.who("femi"), story.who("dot", channel="face")
    damp = figures_said.share(
        story, femi, "Homes with damp or mould", ESTATE, top=(figures.DAMP,), bottom=figures.HOMES
    )
    limited = figures_said.indicator(story, femi, "limited_a_lot", ESTATE)
    tenants = story.add_organization(
        dot,
        "tenants",
        name="Larkfield Tenants and Residents",
        description="Tenants who went from door to door with a damp meter, and wrote down what the meter said and what "
        "people said.",
        because=[ref(damp), ref(limited)],
        why="14 October 2025: the figure says how many homes are damp. The tenants can say which, since when and "
        "what it does to people's chests.",
    )
    story.add_service(
        dot,
        tenants,
        "damp-drop-in",
        name="Damp drop-in",
        description="Bring the letter, the photograph or the cough. Somebody will write it down, and somebody will go "
        "back with it.",
        helps_with=["damp", "repairs", "forms and letters", "breathing"],
        fees_description="Free",
        eligibility_description="Anybody who rents or owns in Larkfield.",
        at="Larkfield Community Centre",
        schedule="Thursdays, 4 to 6",
        because=[ref(tenants), ref(damp)],
        why="4 November 2025: the group asked for a table and two hours a week, and got both.",
    )
