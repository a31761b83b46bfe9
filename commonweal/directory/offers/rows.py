"""What pages and programs are told of what people offer and ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer or an ask, as those see it whom it is for. Never how to reach somebody."""

    id: str
    way: str  # offer, ask
    kind: str
    kind_label: str
    words: str
    called: str
    area_name: str
    when: str
    until: date
    own: bool


@dataclass(frozen=True, slots=True)
class GivenCount:
    """How often something of a kind was given in a place; None where it is fewer than five times."""

    kind: str
    kind_label: str
    given: int | None


@dataclass(frozen=True, slots=True)
class Offers:
    """What a viewer may see of a place's offers and asks, and how much was given."""

    offers: tuple[OfferRow, ...]
    asks: tuple[OfferRow, ...]
    given: tuple[GivenCount, ...]


@dataclass(frozen=True, slots=True)
class OfferWhole:
    """One offer or ask, with what fits it among what the same viewer may see."""

    offer: OfferRow
    place_slug: str
    place_name: str
    invented: bool
    fits: tuple[OfferRow, ...]
    answered: bool  # by this viewer


@dataclass(frozen=True, slots=True)
class Side:
    """The other side of an answer, as one of the two sees it. `reach` is "" until both said yes."""

    answer_id: str
    called: str
    words: str
    reach: str
    state: str
    handed_over: bool
    thanks: str
    thanked: bool  # the thanks are the other's words
    offer: OfferRow


@dataclass(frozen=True, slots=True)
class OwnOffer:
    """An offer of one's own: who sees it, how it stands, and who answered."""

    offer: OfferRow
    audience: str
    groups: tuple[str, ...]
    ends_soon: bool
    stopped_why: str
    answers: tuple[Side, ...]
    fits: tuple[OfferRow, ...]


@dataclass(frozen=True, slots=True)
class GivenRow:
    """Something that this person gave or got, with the words of thanks."""

    kind_label: str
    on: date
    thanks: str
    thanked: bool  # the thanks are theirs to read, rather than their own


@dataclass(frozen=True, slots=True)
class Mine:
    """All that is one's own here: what goes out, what comes back."""

    offers: tuple[OwnOffer, ...]
    answered: tuple[Side, ...]
    gave: tuple[GivenRow, ...]
    got: tuple[GivenRow, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """Something that was reported and waits for a steward: the only page on which its words are seen unchosen."""

    id: str
    words: str
    offer: str
    since: date
