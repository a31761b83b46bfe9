"""What the evidence keeps of its own. Published figures are kept by `places`, with their files."""

from commonweal.evidence.models.figures import Figure
from commonweal.evidence.models.reading import Profile, Reading, ReadingPage
from commonweal.evidence.models.spread import Spread

__all__ = [
    "Figure",
    "Profile",
    "Reading",
    "ReadingPage",
    "Spread",
]
