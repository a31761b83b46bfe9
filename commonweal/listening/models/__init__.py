"""What people say: gatherings, voices, their words and marks, what each may be used for, what stays when they go."""

from __future__ import annotations

from commonweal.listening.models.beside import Pairing
from commonweal.listening.models.capture import Kiosk, Unkept
from commonweal.listening.models.coding import (
    Codebook,
    Coding,
    Differs,
    Reading,
    SenseSession,
    SessionVoice,
    Theme,
    ThemeCount,
)
from commonweal.listening.models.exhibitions import Exhibition, ExhibitionItem, ExhibitionRoom
from commonweal.listening.models.gatherings import Gathering
from commonweal.listening.models.helping import ChannelChoice, HelpGiven, HelpPlan, TextIn, TextLine, Told
from commonweal.listening.models.keeping import ErasureProof, Hold, Redaction, Shown, Stewardship
from commonweal.listening.models.media import Captions, Media, Upload
from commonweal.listening.models.opinion import Conversation, Dots, Moderation, PaperBatch, Statement, Vote, Voter
from commonweal.listening.models.paper import PaperDraft, PaperEntry, PaperPhoto, PaperRun, PaperSheet
from commonweal.listening.models.reached import Outreach, Tally
from commonweal.listening.models.receiving import Patience, Reply
from commonweal.listening.models.voices import Community, Mark, Quote, Voice, VoiceUse, Words
from commonweal.listening.models.walks import Stop, Walk
from commonweal.listening.models.works import Maker, Work, WorkPart, WorkStep

__all__ = [
    "Captions",
    "ChannelChoice",
    "Codebook",
    "Coding",
    "Community",
    "Conversation",
    "Differs",
    "Dots",
    "ErasureProof",
    "Exhibition",
    "ExhibitionItem",
    "ExhibitionRoom",
    "Gathering",
    "HelpGiven",
    "HelpPlan",
    "Hold",
    "Kiosk",
    "Maker",
    "Mark",
    "Media",
    "Moderation",
    "Outreach",
    "Pairing",
    "PaperBatch",
    "PaperDraft",
    "PaperEntry",
    "PaperPhoto",
    "PaperRun",
    "PaperSheet",
    "Patience",
    "Quote",
    "Reading",
    "Redaction",
    "Reply",
    "SenseSession",
    "SessionVoice",
    "Shown",
    "Statement",
    "Stewardship",
    "Stop",
    "Tally",
    "TextIn",
    "TextLine",
    "Theme",
    "ThemeCount",
    "Told",
    "Unkept",
    "Upload",
    "Voice",
    "VoiceUse",
    "Vote",
    "Voter",
    "Walk",
    "Words",
    "Work",
    "WorkPart",
    "WorkStep",
]
