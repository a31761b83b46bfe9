"""What people say: gatherings, voices, their words and marks, what each may be used for, what stays when they go."""

from __future__ import annotations

from commonweal.listening.models.capture import Kiosk, Unkept
from commonweal.listening.models.gatherings import Gathering
from commonweal.listening.models.keeping import ErasureProof, Hold, Redaction, Shown, Stewardship
from commonweal.listening.models.voices import Community, Mark, Quote, Voice, VoiceUse, Words

__all__ = [
    "Community",
    "ErasureProof",
    "Gathering",
    "Hold",
    "Kiosk",
    "Mark",
    "Quote",
    "Redaction",
    "Shown",
    "Stewardship",
    "Unkept",
    "Voice",
    "VoiceUse",
    "Words",
]
