"""What pages and programs are told of what people say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A line that somebody said and that may be shown to everyone."""

    id: str
    voice_id: str
    words: str
    language: str
    whose: str
    when: date


@dataclass(frozen=True, slots=True)
class GatheringRow:
    """An occasion on which people were listened to. `voices` is None where fewer than five spoke."""

    id: str
    kind: str
    kind_label: str
    name: str
    on: date
    where: str
    question: str
    organization: str
    voices: int | None
    closed: bool


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many voices of a kind were given; None where fewer than five."""

    kind: str
    label: str
    voices: int | None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What happens to the voices of a place when the organisation that keeps them ends."""

    keeper: str
    then: str
    to_whom: str
    words: str
    review_on: date
    made_at: datetime
    due: bool


@dataclass(frozen=True, slots=True)
class Listening:
    """What people of a place say, as this viewer may know it."""

    place_slug: str
    place_name: str
    voices: int | None  # all that were given; None where fewer than five
    quotes: tuple[QuoteRow, ...]
    gatherings: tuple[GatheringRow, ...]
    kinds: tuple[KindCount, ...]
    plan: PlanRow | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a voice as this viewer may read them. `text` has what is covered left out."""

    id: str
    kind: str
    language: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A mark on a map."""

    kind: str
    geometry: dict[str, object]
    label: str
    feeling: str


@dataclass(frozen=True, slots=True)
class VoiceWhole:
    """One voice: whose it is said to be, and as much of it as this viewer may read."""

    id: str
    place_slug: str
    place_name: str
    invented: bool
    kind: str
    kind_label: str
    whose: str
    when: date
    whole_day: bool  # the day itself may be told, not only the month
    theirs: bool
    voicing: str
    interpreter: str
    gathering_id: str
    gathering: str
    area_key: str
    area_name: str
    language: str
    readable: bool
    words: tuple[Piece, ...]
    quotes: tuple[QuoteRow, ...]
    marks: tuple[MarkRow, ...]
    communities: tuple[str, ...]
    uses: tuple[str, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A voice in a list, for those who may read it."""

    id: str
    kind: str
    kind_label: str
    whose: str
    when: date
    begins: str
    language: str
    gathering: str
    theirs: bool
    uses: tuple[str, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class UseRow:
    """A use, whether its teller agreed to it, and the words they heard or would hear."""

    use: str
    sentence: str
    words: str
    version: int
    given_at: datetime | None
    to_whom: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """Where a voice was shown, and whether it can be taken down."""

    what: str
    address: str
    at: datetime
    printed: bool


@dataclass(frozen=True, slots=True)
class HoldRow:
    """That a voice is held back: why, until when, and what came of it. For its teller, and who looks after holds."""

    id: str
    voice_id: str
    reason: str
    told: str
    made_at: datetime
    decide_by: date
    late: bool
    appeal: str
    ended_at: datetime | None
    outcome: str


@dataclass(frozen=True, slots=True)
class OwnVoice:
    """A voice of one's own, with all that one may decide about it."""

    whole: VoiceWhole
    shown_as: str
    level: str
    level_label: str
    uses: tuple[UseRow, ...]
    shown: tuple[ShownRow, ...]
    holds: tuple[HoldRow, ...]
    covered: int  # stretches that others are not shown
    waits_for_reading_back: bool


@dataclass(frozen=True, slots=True)
class RedactionRow:
    """A stretch that somebody proposes to cover, for a second person to look at."""

    id: str
    voice_id: str
    before: str
    words: str
    after: str
    why: str
    own: bool
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ProofRow:
    """What was searched after words were taken back, and how often something of them was found."""

    at: datetime
    voices: int
    phrases: int
    files: int
    size: int
    found: int
