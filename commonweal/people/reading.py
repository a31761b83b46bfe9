"""Looking at somebody else's record leaves a line that the person can see, or it does not happen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.errors import DomainError
from commonweal.journal.actor import Actor
from commonweal.people import queries


class Unrecorded(DomainError):
    """Looking could not be written down, so nothing is shown."""

    status = 503
    title = gettext_lazy("This cannot be shown at the moment")


@contextmanager
def recorded_read(viewer: Actor, about: Actor, purpose: str) -> Iterator[None]:
    """Everything read about a person inside this block is read by `viewer`, for `purpose`, and the person can see that.

    The line is written first, in a short transaction of its own: if it fails, the block is never entered. Looking at
    one's own record leaves no line.
    """
    if (viewer.kind, viewer.id) != (about.kind, about.id):
        try:
            with transaction.atomic():
                queries.record_look_up(viewer, about, purpose)
        except DatabaseError as error:
            raise Unrecorded(
                _("Who looks at a person’s record is always written down, and just now it could not be. Try again.")
            ) from error
    yield
