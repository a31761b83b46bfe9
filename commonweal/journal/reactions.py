"""What follows from a change: reactions read the published order, at least once each, and are tried again on failure.

    @reaction("places.dataset.go_live")
    def remake_summaries(entry): ...

A reaction may meet the same entry twice, so it must be harmless the second time. After GIVE_UP attempts it is left,
and shows at /status; nothing behind it waits. An attempt is counted before it is made: one that takes the whole process
with it is given up too.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from fnmatch import fnmatchcase

from django.utils import timezone

from commonweal.journal.models import Cursor, Delivery, Entry, Publication

GIVE_UP = 8
BATCH = 200
log = logging.getLogger(__name__)

Reaction = Callable[[Entry], None]
_reactions: dict[str, tuple[str, Reaction]] = {}


def reaction(pattern: str) -> Callable[[Reaction], Reaction]:
    """Mark a function to be called for every published entry whose verb fits the pattern ("places.*")."""

    def mark(function: Reaction) -> Reaction:
        _reactions[f"{function.__module__}.{function.__qualname__}"] = (pattern, function)
        return function

    return mark


def deliver() -> int:
    """Give each reaction what it has not yet acted on. Returns how many deliveries succeeded."""
    done = 0
    for name, (pattern, function) in list(_reactions.items()):
        _take_in(name, pattern)
        for waiting in Delivery.objects.filter(reaction=name, gave_up=False, next_try__lte=timezone.now()).order_by(
            "publication_id"
        )[:BATCH]:
            done += _try(waiting, function)
    return done


def given_up() -> list[Delivery]:
    """Deliveries that were left after too many attempts, for a person to look at."""
    return list(Delivery.objects.filter(gave_up=True).order_by("publication_id"))


def _take_in(name: str, pattern: str) -> None:
    """Turn newly published entries into deliveries, then move the cursor: a stop in between repeats, never loses."""
    cursor, _ = Cursor.objects.get_or_create(reader=name)
    before = cursor.seq
    rows = Publication.objects.filter(seq__gt=cursor.seq).order_by("seq").values_list("seq", "entry__what")
    for seq, what in rows.iterator():
        if fnmatchcase(what, pattern):
            Delivery.objects.get_or_create(reaction=name, publication_id=seq, defaults={"next_try": timezone.now()})
        cursor.seq = seq
    if cursor.seq != before:
        _move_on(cursor)


def _move_on(cursor: Cursor) -> None:
    cursor.save(update_fields=["seq"])


def _try(waiting: Delivery, function: Reaction) -> int:
    if waiting.attempts >= GIVE_UP:
        # Nothing was noted of the last attempt: it ended with the process.
        _note(waiting, waiting.error or "Stopped")
        return 0
    waiting.attempts += 1
    waiting.next_try = timezone.now() + timedelta(seconds=2**waiting.attempts)
    waiting.save()
    try:
        function(waiting.publication.entry)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, it is tried again
        _note(waiting, type(error).__name__)
        return 0
    waiting.delete()
    return 1


def _note(waiting: Delivery, error: str) -> None:
    """Keep what went wrong: its kind only, because messages can hold words."""
    waiting.error = error
    waiting.gave_up = waiting.attempts >= GIVE_UP
    waiting.save()
    log.warning("%s failed on entry %s (%s)", waiting.reaction, waiting.publication.entry_id, error)
