"""What people say: gatherings, voices, their words and marks, what each may be used for, what stays when they go."""

from __future__ import annotations

from commonweal.listening.models.gatherings import Gathering
from commonweal.listening.models.helping import ChannelChoice, HelpGiven, HelpPlan, TextIn, TextLine, Told
from commonweal.listening.models.keeping import ErasureProof, Hold, Redaction, Shown, Stewardship
from commonweal.listening.models.reached import Outreach, Tally
from commonweal.listening.models.voices import Community, Mark, Quote, Voice, VoiceUse, Words

__all__ = [
    "ChannelChoice",
    "Community",
    "ErasureProof",
    "Gathering",
    "HelpGiven",
    "HelpPlan",
    "Hold",
    "Mark",
    "Outreach",
    "Quote",
    "Redaction",
    "Shown",
    "Stewardship",
    "Tally",
    "TextIn",
    "TextLine",
    "Told",
    "Voice",
    "VoiceUse",
    "Words",
]
