"""What the evidence keeps of its own. Published figures are kept by `places`, with their files."""

from commonweal.evidence.models.access import Bringing, MinutesTable, Streets
from commonweal.evidence.models.choosing import Choice
from commonweal.evidence.models.figures import Figure
from commonweal.evidence.models.hubs import Scenario, ScenarioVersion
from commonweal.evidence.models.index import IndexPart, IndexSession, IndexVersion, SessionWeights
from commonweal.evidence.models.missed import MissedFind
from commonweal.evidence.models.reading import Profile, Reading, ReadingPage
from commonweal.evidence.models.release import Release, ReleaseCounts, ReleaseRules
from commonweal.evidence.models.returns import Contract, ContractVersion, Delivery, Returned, SendingLink
from commonweal.evidence.models.shares import ShareProposal
from commonweal.evidence.models.spread import Everywhere, Spread

__all__ = [
    "Bringing",
    "Choice",
    "Contract",
    "ContractVersion",
    "Delivery",
    "Everywhere",
    "Figure",
    "IndexPart",
    "IndexSession",
    "IndexVersion",
    "MinutesTable",
    "MissedFind",
    "Profile",
    "Reading",
    "ReadingPage",
    "Release",
    "ReleaseCounts",
    "ReleaseRules",
    "Returned",
    "Scenario",
    "ScenarioVersion",
    "SendingLink",
    "SessionWeights",
    "ShareProposal",
    "Spread",
    "Streets",
]
