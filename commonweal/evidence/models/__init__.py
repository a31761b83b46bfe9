"""What the evidence keeps of its own. Published figures are kept by `places`, with their files."""

from commonweal.evidence.models.choosing import Choice
from commonweal.evidence.models.figures import Figure
from commonweal.evidence.models.hubs import Scenario, ScenarioVersion
from commonweal.evidence.models.spread import Spread

__all__ = [
    "Choice",
    "Figure",
    "Scenario",
    "ScenarioVersion",
    "Spread",
]
