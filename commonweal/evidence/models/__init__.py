"""What the evidence keeps of its own. Published figures are kept by `places`, with their files."""

from commonweal.evidence.models.figures import Figure
from commonweal.evidence.models.returns import Contract, ContractVersion, Delivery, Returned
from commonweal.evidence.models.spread import Spread

__all__ = [
    "Contract",
    "ContractVersion",
    "Delivery",
    "Figure",
    "Returned",
    "Spread",
]
