"""What people say: gatherings, voices, their words and marks, what each may be used for, what stays when they go."""

from __future__ import annotations

from commonweal.listening.models.beside import Pairing
from commonweal.listening.models.exhibitions import Exhibition, ExhibitionItem, ExhibitionRoom
from commonweal.listening.models.gatherings import Gathering
from commonweal.listening.models.keeping import ErasureProof, Hold, Redaction, Shown, Stewardship
from commonweal.listening.models.media import Captions, Media, Upload
from commonweal.listening.models.voices import Community, Mark, Quote, Voice, VoiceUse, Words
from commonweal.listening.models.walks import Stop, Walk
from commonweal.listening.models.works import Maker, Work, WorkPart, WorkStep

__all__ = [
    "Captions",
    "Community",
    "ErasureProof",
    "Exhibition",
    "ExhibitionItem",
    "ExhibitionRoom",
    "Gathering",
    "Hold",
    "Maker",
    "Mark",
    "Media",
    "Pairing",
    "Quote",
    "Redaction",
    "Shown",
    "Stewardship",
    "Stop",
    "Upload",
    "Voice",
    "VoiceUse",
    "Walk",
    "Words",
    "Work",
    "WorkPart",
    "WorkStep",
]
