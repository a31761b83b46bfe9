"""Consent, by purpose: what changes ask for, and how it is given and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from commonweal.core.errors import NotAgreed
from commonweal.journal.actor import Actor
from commonweal.people.models import Consent

# The uses a person can agree to, one by one. Each later room that needs another adds it here with its sentence.
PURPOSES: dict[str, str] = {
    "listen": "Your words are heard by the people who listen in this place.",
    "code": "People, residents among them, read your words to find what many say.",
    "quote": "A line of yours may be shown as you said it.",
    "picture": "Your picture, drawing or film may be shown.",
    "name": "Your name may stand beside what you gave.",
    "pair_with_number": "Your words may stand beside a figure about this place.",
    "publish": "What you gave may be read by anyone.",
    "share": "What you gave may be passed to the partners named to you.",
    "reach": "How to reach you may be passed to one person, once both of you have said yes.",
    "open_data": "What you gave may be part of data that anyone can use.",
}


def to(purpose: str, *, of: Callable[..., Actor | None] | None = None) -> Callable[..., None]:
    """For `agreed=`: the person concerned has agreed to this purpose, and has not taken it back.

    `of(who, *args, **kwargs)` names the person; without it, the person is the first argument's `teller`. The row
    stays locked until the change is done, so a withdrawal waits for it, and the next change meets the withdrawal.
    """
    if purpose not in PURPOSES:
        raise RuntimeError(f"{purpose!r} is not a purpose people are asked about.")

    def insist(who: Actor, *args: Any, **kwargs: Any) -> None:
        person = of(who, *args, **kwargs) if of is not None else args[0].teller
        if person is None or not stands(person, purpose, lock=True):
            raise NotAgreed(
                f"The person this concerns has not agreed to this, or has taken it back: {PURPOSES[purpose]}"
            )

    return insist


def standing(person: Actor) -> QuerySet[Consent]:
    """What this person agrees to now: not taken back, not said anew."""
    return Consent.objects.filter(person_kind=person.kind, person_id=person.id, withdrawn_at=None, replaced_at=None)


def stands(person: Actor, purpose: str, *, lock: bool = False) -> bool:
    """Has this person agreed, and not taken it back? No answer is no."""
    rows = standing(person).filter(purpose=purpose)
    if lock:
        rows = rows.select_for_update()
    return rows.first() is not None


Follower = Callable[[Actor, str], None]
_followers: list[Follower] = []


def follow(withdrawal: Follower) -> None:
    """Rooms that keep what was agreed to for each thing name here what else ends, in the same change, with a yes."""
    if withdrawal not in _followers:
        _followers.append(withdrawal)


def followers() -> tuple[Follower, ...]:
    """What else ends when somebody takes a purpose back."""
    return tuple(_followers)
