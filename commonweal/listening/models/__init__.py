"""What people say: gatherings, voices, their words and marks, what each may be used for, what stays when they go."""

from __future__ import annotations

from commonweal.listening.models.gatherings import Gathering
from commonweal.listening.models.keeping import ErasureProof, Hold, Redaction, Shown, Stewardship
from commonweal.listening.models.paper import PaperDraft, PaperEntry, PaperPhoto, PaperRun, PaperSheet
from commonweal.listening.models.voices import Community, Mark, Quote, Voice, VoiceUse, Words

__all__ = [
    "Community",
    "ErasureProof",
    "Gathering",
    "Hold",
    "Mark",
    "PaperDraft",
    "PaperEntry",
    "PaperPhoto",
    "PaperRun",
    "PaperSheet",
    "Quote",
    "Redaction",
    "Shown",
    "Stewardship",
    "Voice",
    "VoiceUse",
    "Words",
]
