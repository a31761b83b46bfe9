"""What the evidence keeps of its own. Published figures are kept by `places`, with their files."""

from commonweal.evidence.models.figures import Figure
from commonweal.evidence.models.index import IndexPart, IndexSession, IndexVersion, SessionWeights
from commonweal.evidence.models.missed import MissedFind
from commonweal.evidence.models.spread import Spread

__all__ = [
    "Figure",
    "IndexPart",
    "IndexSession",
    "IndexVersion",
    "MissedFind",
    "SessionWeights",
    "Spread",
]
