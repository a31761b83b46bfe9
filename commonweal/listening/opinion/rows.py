"""What pages and programs are told of what people vote on. Nothing of fewer people than the conversation says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation in a list. `people` is None where so few have voted that nothing is told."""

    id: str
    question: str
    about: str
    open: bool
    statements: int
    people: int | None
    adds: str
    publishes: bool
    smallest: int
    in_room: bool
    made_at: datetime
    closed_at: datetime | None
    gathering_id: str
    gathering_name: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement that is voted on."""

    id: str
    number: int
    words: str
    quote_voice: str  # the voice whose words it came from, where it may be shown
    whose: str


@dataclass(frozen=True, slots=True)
class OwnVote:
    """What somebody voted, for themselves alone. None: not yet."""

    statement: StatementRow
    value: int | None


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What part of a group agrees and disagrees with a statement, in per cent; None where few of it voted on it."""

    group: str
    agree: int | None
    disagree: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """How people voted on a statement. Counts are None where fewer voted on it than may be told of."""

    number: int
    words: str
    taken_out: bool
    votes: int | None
    agree: int | None
    disagree: int | None
    passed: int | None
    all_groups: float | None  # 0 to 1: the product over groups of how likely somebody agrees
    dots_agree: int
    dots_disagree: int
    dots_passed: int
    shares: tuple[ShareRow, ...]

    @property
    def agree_percent(self) -> int | None:
        """Of those who voted on it."""
        return round(100 * self.agree / self.votes) if self.votes and self.agree is not None else None

    @property
    def disagree_percent(self) -> int | None:
        """Of those who voted on it."""
        return round(100 * self.disagree / self.votes) if self.votes and self.disagree is not None else None

    @property
    def passed_percent(self) -> int | None:
        """The rest, so that the three make a whole."""
        if self.agree_percent is None or self.disagree_percent is None:
            return None
        return max(0, 100 - self.agree_percent - self.disagree_percent)


@dataclass(frozen=True, slots=True)
class TypicalRow:
    """A statement that tells a group apart."""

    number: int
    words: str
    way: str
    group_percent: int | None
    rest_percent: int | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of opinion: how many people, and where its middle lies, from -1 to 1 in both directions."""

    name: str
    people: int
    across: float
    up: float
    typical: tuple[TypicalRow, ...]


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A view that most of one group hold, and most of the rest do not."""

    group: str
    number: int
    words: str
    way: str
    group_percent: int
    rest_percent: int
    few: bool  # the group is less than half of all


@dataclass(frozen=True, slots=True)
class SteadyRow:
    """How steady the groups are, in a word and in words."""

    verdict: str
    title: str
    words: str
    tries: int
    worst: float | None
    other_counts: int
    other_tops: int


@dataclass(frozen=True, slots=True)
class Results:
    """What came of a conversation so far."""

    conversation_id: str
    question: str
    enough: bool  # have so many voted that anything may be told?
    people: int | None
    people_in_groups: int | None
    votes: int | None
    groups: tuple[GroupRow, ...]
    some_with_nearest: bool
    steady: SteadyRow
    together: tuple[int, ...]  # numbers of statements that all groups agree on most
    agreed: tuple[int, ...]
    disagreed: tuple[int, ...]
    views: tuple[ViewRow, ...]
    statements: tuple[Counted, ...]
    dots: bool
    counted_at: datetime  # every vote until then is in it

    def of(self, numbers: tuple[int, ...]) -> list[Counted]:
        """Statements by their numbers, in that order."""
        held = {each.number: each for each in self.statements}
        return [held[each] for each in numbers if each in held]

    @property
    def all_agree(self) -> list[Counted]:
        """What all groups agree on most: what more than half of each agrees with."""
        return [
            each
            for each in self.of(self.together)
            if all(share.agree is None or share.agree > 50 for share in each.shares)
        ]

    @property
    def nearly_nobody(self) -> list[Counted]:
        """What nearly everybody disagrees with."""
        return self.of(self.disagreed)

    @property
    def nearly_all(self) -> list[Counted]:
        """What nearly everybody agrees with, groups left aside."""
        return self.of(self.agreed)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A statement was let in or taken out, and why."""

    number: int
    words: str  # "" of one that was taken out, for all but those who look at statements
    state: str
    state_label: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A statement that waits to be looked at."""

    id: str
    number: int
    words: str
    state: str
    since: datetime


@dataclass(frozen=True, slots=True)
class BatchRow:
    """Ballots or dots that were typed in together."""

    id: str
    label: str
    ballots: int
    dots: int
    made_at: datetime
